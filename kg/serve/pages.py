"""The explorer on the web: its files, and what they ask for under /api/."""

from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from kg import resources
from kg.errors import DataError
from kg.serve import protocol
from kg.serve.limits import Limits
from kg.serve.refusal import RefusalError
from kg.serve.wire import Job, Sent

VIEWS = ("", "search", "sides", "actor", "claim", "viewpoints", "ask", "editor", "map", "timeline")
"""The addresses of the explorer's pages. All are the same file, which looks at its address."""
API = ("overview", "search", "sides", "actor", "claim", "questions", "ask")
"""What is answered under /api/: the pages of `kg.explorer`, named here so that the server need not load it."""
_POLICY = {
    "default-src": "'none'", "script-src": "'self'", "style-src": "'self'", "img-src": "'self' data:",
    "connect-src": "'self'", "worker-src": "'self'", "font-src": "'self'", "manifest-src": "'self'",
    "base-uri": "'none'", "form-action": "'self'", "frame-ancestors": "'none'",
}  # fmt: skip
HEADERS = {
    "Content-Security-Policy": "; ".join(f"{what} {whence}" for what, whence in _POLICY.items()),
    "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
}  # fmt: skip
"""What browsers are told of every page: nothing is loaded from elsewhere, nothing is told to anybody."""
_YEAR = "public, max-age=31536000, immutable"
Answering = Callable[[Job, Request], Awaitable[Response]]


def routes(limits: Limits, answering: Answering) -> list[BaseRoute]:
    """The routes of the explorer; `answering` puts a job to the readers."""
    built = _built()
    shell = partial(_shell, built)
    return [
        *(Route(f"/{view}", shell, methods=["GET"]) for view in VIEWS),
        *(Route(f"/api/{page}", _asking(page, limits, answering), methods=["GET"]) for page in API),
        Route("/api/{unknown:path}", _no_page, methods=["GET"]),
        *(_files(built) if built else ()),
    ]


def _built() -> Path | None:
    """The folder of the explorer's files; None in a checkout where they were not made."""
    try:
        return resources.folder("web/built")
    except DataError:
        return None


def _files(built: Path) -> list[BaseRoute]:
    """The files that the page loads. Those in assets/ have a digest of their content in their names."""
    single = ("favicon.svg", "licences.txt")
    return [
        Mount("/assets", _Assets(directory=built / "assets")),
        *(Route(f"/{name}", partial(_file, built / name), methods=["GET"]) for name in single),
    ]


class _Assets(StaticFiles):
    def file_response(self, *args: Any, **options: Any) -> Response:
        answer = super().file_response(*args, **options)
        answer.headers.update({**HEADERS, "Cache-Control": _YEAR})
        return answer


async def _file(path: Path, request: Request) -> Response:
    return FileResponse(path, headers={**HEADERS, "Cache-Control": "no-cache"})


async def _shell(built: Path | None, request: Request) -> Response:
    if built is None:
        why = "the explorer was not built (make web); the SPARQL endpoint is at /sparql\n"
        return Response(why, 503, HEADERS, "text/plain")
    return _page(built, 200)


def _page(built: Path, status: int) -> Response:
    return FileResponse(built / "index.html", status, {**HEADERS, "Cache-Control": "no-cache"})


def not_found(request: Request, cause: Exception) -> Response:
    """What is said of an address where nothing is: to browsers by the explorer's page, which leads back.

    Further down than the first level that page would not find its files, so that there a line has to do.
    """
    built, wants = _built(), request.headers.get("accept", "")
    if built and "text/html" in wants and "/" not in request.url.path.lstrip("/"):
        return _page(built, 404)
    return Response(
        "there is no such page: the explorer is at /, the SPARQL endpoint at /sparql\n", 404, HEADERS, "text/plain"
    )


def _asking(page: str, limits: Limits, answering: Answering) -> Callable[[Request], Awaitable[Response]]:
    async def asked(request: Request) -> Response:
        try:
            sent = Sent(protocol.in_address(request, limits))
            answer = await answering(Job(None, "", None, None, page=page, sent=sent), request)
        except RefusalError as refusal:
            headers = {} if refusal.after is None else {"Retry-After": str(refusal.after)}
            return JSONResponse({"error": refusal.why, "hint": None, "near": {}}, refusal.status, headers)
        answer.headers.update({"X-Content-Type-Options": "nosniff", "Cache-Control": "no-cache"})
        return answer

    return asked


async def _no_page(request: Request) -> Response:
    return JSONResponse({"error": "there is no such page", "hint": f"there are {', '.join(API)}", "near": {}}, 404)
