"""The routes, and answers as HTTP."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from kg.serve import pages, protocol, reconciliation
from kg.serve.limits import Limits
from kg.serve.naming import Naming
from kg.serve.pool import Pool
from kg.serve.refusal import RefusalError
from kg.serve.wire import Job, Reply

PATH = "/sparql"
_CHUNK = 256 * 1024
Endpoint = Callable[[Request], Awaitable[Response]]


def app(place: Path, limits: Limits, origin: str = "*") -> Starlette:
    """The application over the copy of a store in the folder `place`. Web pages of `origin` may ask it; "*" is all."""

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        async with Naming(place) as app.state.naming, Pool(place, limits) as app.state.pool:
            yield

    methods = [method for method in protocol.METHODS if method != "OPTIONS"]
    routes = [
        Route(PATH, _answering(limits), methods=[*methods, "OPTIONS"]),
        Route(f"{PATH}/", _answering(limits), methods=[*methods, "OPTIONS"]),
        *reconciliation.routes(limits, _asked_by_name, _refused),
        *pages.routes(limits, _asked),
    ]
    open_to = Middleware(
        CORSMiddleware, allow_origins=[origin], allow_methods=methods, allow_headers=["*"],
        expose_headers=["Retry-After"], max_age=86_400,
    )  # fmt: skip
    handlers = {404: pages.not_found, 405: _wrong_method}
    return Starlette(routes=routes, middleware=[open_to], lifespan=lifespan, exception_handlers=handlers)


def _answering(limits: Limits) -> Endpoint:
    async def sparql(request: Request) -> Response:
        if request.method == "OPTIONS":
            return Response(status_code=204, headers={"Allow": ", ".join(protocol.METHODS)})
        try:
            return await _asked(await protocol.job(request, limits), request)
        except RefusalError as refusal:
            return _refused(refusal)

    return sparql


async def _asked(job: Job, request: Request) -> Response:
    """What the readers answer. Raises RefusalError where none does."""
    client = request.client.host if request.client else ""
    return _response(await request.app.state.pool.ask(job, client, partial(_gone, request)))


async def _asked_by_name(job: Job, request: Request) -> Response:
    """The same of what needs the index of names."""
    await request.app.state.naming.ready()
    return await _asked(job, request)


async def _gone(request: Request) -> None:
    """Comes to an end when the client closes the connection."""
    while (await request.receive())["type"] != "http.disconnect":
        pass


def _response(reply: Reply) -> Response:
    headers = {"Content-Type": reply.media, "Vary": "Accept"}
    if reply.path is not None:
        return _Long(Path(reply.path), headers | {"Content-Length": str(reply.size)})
    return Response(reply.body, reply.status, headers)


def _refused(refusal: RefusalError) -> Response:
    headers = {} if refusal.after is None else {"Retry-After": str(refusal.after)}
    return Response(f"{refusal.why}\n", refusal.status, headers, "text/plain")


def _wrong_method(request: Request, cause: Exception) -> Response:
    allowed = ", ".join(protocol.METHODS)
    return Response(f"this takes {allowed}\n", 405, {"Allow": allowed}, "text/plain")


class _Long(Response):
    """An answer in a file, which is gone as soon as it is open."""

    def __init__(self, path: Path, headers: dict[str, str]) -> None:
        super().__init__(headers=headers)
        self._file = path.open("rb")
        path.unlink()

    def init_headers(self, headers: object = None) -> None:
        super().init_headers({str(k): str(v) for k, v in dict(headers or {}).items()})  # type: ignore[call-overload]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        with self._file:
            await send({"type": "http.response.start", "status": 200, "headers": self.raw_headers})
            for part in self._parts():
                await send({"type": "http.response.body", "body": part, "more_body": True})
            await send({"type": "http.response.body", "body": b""})

    def _parts(self) -> Iterator[bytes]:
        """The operating system has the file in memory: to read it costs less than to hand it to a thread."""
        while part := self._file.read(_CHUNK):
            yield part
