"""The reconciliation service at `/reconcile`: what a request asks, and who answers.

What needs the graph goes to the readers, as it came; types and properties are the same for all graphs.
"""

import json
from collections.abc import Awaitable, Callable, Mapping, Sequence

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from kg.errors import UsageError
from kg.reconcile import manifest
from kg.serve import protocol
from kg.serve.limits import Limits
from kg.serve.refusal import RefusalError
from kg.serve.wire import Job

PATH = "/reconcile"
PAGE = "reconcile/"
"""Pages of readers that begin so are services of `kg.reconcile`."""
_METHODS = ["GET", "POST"]
_KINDS = ("type", "property")
_ALL = ("entity", *_KINDS)
_ASKING = (b"queries=", b"extend=", b"query=")
"""By which an address asks something: of other parameters clients may add some."""

Asked = Callable[[Job, Request], Awaitable[Response]]
Refused = Callable[[RefusalError], Response]
Given = Mapping[str, str]
Endpoint = Callable[[Request], Awaitable[Response]]
Service = Callable[[Request], Awaitable[Response]]


def routes(limits: Limits, asked: Asked, refused: Refused) -> list[Route]:
    """The routes; `asked` puts a job to the readers, `refused` makes a response of a refusal."""

    def route(path: str, service: Service, methods: Sequence[str] = ("GET",)) -> Route:
        return Route(f"{PATH}{path}", _guarded(service, refused), methods=[*methods])

    suggest, flyout = _suggesting(asked), _flying_out(asked)
    return [
        *(route(path, _main(asked, limits), _METHODS) for path in ("", "/")),
        route("/preview", _previewing(asked)), route("/properties", _properties),
        *(route(f"/suggest/{kind}", suggest) for kind in _ALL),
        *(route(f"/flyout/{kind}", flyout) for kind in _ALL),
    ]  # fmt: skip


def _guarded(service: Service, refused: Refused) -> Endpoint:
    """The service as a route has it: what it raises is told to the client."""

    async def guarded(request: Request) -> Response:
        try:
            return await service(request)
        except RefusalError as refusal:
            return refused(refusal)
        except UsageError as cause:
            return refused(RefusalError(404, str(cause)))

    return guarded


def _main(asked: Asked, limits: Limits) -> Service:
    async def main(request: Request) -> Response:
        text = request.scope["query_string"]
        if request.method == "POST" or any(name in text for name in _ASKING):
            sent = await protocol.sent(request, limits)
            return await asked(Job(None, "", None, None, page=PAGE, sent=sent), request)
        return JSONResponse(manifest.manifest(protocol.address(request).rstrip("/")))

    return main


def _suggesting(asked: Asked) -> Service:
    async def suggest(request: Request) -> Response:
        kind, given = _kind(request), protocol.words(request)
        prefix, skip = given.get("prefix", ""), _number(given, "cursor") or 0
        if kind in _KINDS:
            return JSONResponse(manifest.suggested(kind, prefix, skip))
        return await asked(_job("suggest", json.dumps({"prefix": prefix, "cursor": skip})), request)

    return suggest


def _flying_out(asked: Asked) -> Service:
    async def flyout(request: Request) -> Response:
        kind, id = _kind(request), protocol.words(request).get("id", "")
        if kind in _KINDS:
            return JSONResponse(manifest.flyout(kind, id))
        return await asked(_job("flyout", json.dumps({"id": id})), request)

    return flyout


def _previewing(asked: Asked) -> Service:
    async def preview(request: Request) -> Response:
        id = protocol.words(request).get("id", "")
        return await asked(_job("preview", json.dumps({"id": id})), request)

    return preview


async def _properties(request: Request) -> Response:
    given = protocol.words(request)
    return JSONResponse(manifest.proposed(given.get("type", ""), _number(given, "limit")))


def _kind(request: Request) -> str:
    return str(request.url.path.rpartition("/")[2])


def _job(service: str, asked: str) -> Job:
    return Job(None, "", None, None, page=PAGE + service, given={"asked": [asked]})


def _number(given: Given, name: str) -> int | None:
    try:
        return max(0, int(given[name])) if given.get(name) else None
    except ValueError as cause:
        raise RefusalError(400, f"{name} is no whole number") from cause
