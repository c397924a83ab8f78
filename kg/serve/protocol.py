"""What a request asks, by the SPARQL 1.1 Protocol (https://www.w3.org/TR/sparql11-protocol/)."""

import asyncio
from collections.abc import Sequence
from functools import lru_cache
from urllib.parse import parse_qsl

from starlette.requests import ClientDisconnect, Request

from kg.serve import negotiation
from kg.serve.limits import Limits
from kg.serve.refusal import RefusalError
from kg.serve.wire import Job

_ACCEPT = 1_000
"""Characters of an Accept header that are read."""
METHODS = ("GET", "HEAD", "POST", "OPTIONS")
_FORM, _QUERY, _UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"
_DATASET = ("default-graph-uri", "named-graph-uri")
Parameters = list[tuple[str, str]]


async def job(request: Request, limits: Limits) -> Job:
    """The question of a request; one without a query, for the endpoint's description, where it has nothing to ask.

    Raises RefusalError for what is no request of the protocol, for updates, and for questions that are too long.
    """
    parameters = _in_address(request, limits)
    if request.method == "POST":
        parameters += await _posted(request, limits)
    _check_update(parameters)
    queries = [value for key, value in parameters if key == "query"]
    if not queries and (request.method == "POST" or _dataset(parameters) != (None, None)):
        raise RefusalError(400, "there is no query: give one as the parameter 'query'")
    if len(queries) > 1:
        raise RefusalError(400, f"there are {len(queries)} queries: give one")
    query = queries[0] if queries else None
    if query is not None and len(query.encode()) > limits.query:
        raise _too_long(limits)
    default, named = _dataset(parameters)
    accept = ",".join(request.headers.getlist("accept"))[:_ACCEPT] or None
    rows, graphs = (negotiation.best(accept, offers) for offers in (negotiation.ROWS, negotiation.GRAPHS))
    return Job(query, address(request), rows, graphs, default, named)


async def form(request: Request, limits: Limits) -> dict[str, str]:
    """The parameters of a request to another service, in the address and in a form that is posted; of two the last.

    Raises RefusalError as `job` does.
    """
    parameters = _in_address(request, limits)
    if request.method == "POST":
        parameters += await _posted(request, limits, (_FORM,))
    return dict(parameters)


def address(request: Request) -> str:
    """Where the request was sent, as the client wrote it."""
    return _address(request.scope["scheme"], request.headers.get("host", "localhost"), request.scope["path"])


def _in_address(request: Request, limits: Limits) -> Parameters:
    text = request.scope["query_string"]
    if len(text) > limits.address:
        raise RefusalError(414, f"the address is longer than {limits.address:,} bytes: post the query")
    return _parsed(text.decode("latin-1"))


@lru_cache(maxsize=256)
def _address(scheme: str, host: str, path: str) -> str:
    """The endpoint's own address, as the client wrote it: what relative IRIs are resolved against."""
    sound = host.isascii() and host.isprintable() and not set('/?#@<>"{}|^`\\ ') & set(host)
    return f"{scheme}://{host if sound else 'localhost'}{path}"


async def _posted(request: Request, limits: Limits, kinds: Sequence[str] = (_FORM, _QUERY)) -> Parameters:
    """The parameters in the body of a POST: of a form, or the query itself."""
    kind, _, rest = request.headers.get("content-type", "").partition(";")
    kind = kind.strip().casefold()
    if kind == _UPDATE:
        raise _read_only()
    if kind not in kinds:
        query = f"a query as {_QUERY}, or " if _QUERY in kinds else ""
        raise RefusalError(415, f"post {query}a form as {_FORM}")
    if _charset(rest) not in ("utf-8", "utf8", "us-ascii"):
        raise RefusalError(415, "queries are written in UTF-8")
    # percent-encoding takes three characters for one
    body = _text(await _body(request, limits.query * (3 if kind == _FORM else 1), limits))
    return _parsed(body) if kind == _FORM else [("query", body)]


async def _body(request: Request, most: int, limits: Limits) -> bytes:
    """The body, once it is here whole."""
    if int(request.headers.get("content-length", "0")) > most:
        raise _too_long(limits)
    body = bytearray()
    try:
        async with asyncio.timeout(limits.upload_time):
            async for part in request.stream():
                body += part
                if len(body) > most:
                    raise _too_long(limits)
    except TimeoutError as cause:
        raise RefusalError(408, f"the query was not here after {limits.upload_time:g} seconds") from cause
    except ClientDisconnect as cause:
        raise RefusalError(400, "the request broke off") from cause
    return bytes(body)


def _parsed(form: str) -> Parameters:
    try:
        return parse_qsl(form, keep_blank_values=True, errors="strict")
    except UnicodeDecodeError as cause:
        raise RefusalError(400, "the parameters are not in UTF-8") from cause


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as cause:
        raise RefusalError(400, "the query is not in UTF-8") from cause


def _charset(parameters: str) -> str:
    for parameter in parameters.split(";"):
        key, _, value = parameter.partition("=")
        if key.strip().casefold() == "charset":
            return value.strip().strip('"').casefold()
    return "utf-8"


def _dataset(parameters: Parameters) -> tuple[tuple[str, ...] | None, tuple[str, ...] | None]:
    """Default and named graphs; neither where the request names none, so that the query may."""
    if not any(key in _DATASET for key, _ in parameters):
        return None, None
    default, named = (tuple(value for key, value in parameters if key == wanted) for wanted in _DATASET)
    return default, named


def _check_update(parameters: Sequence[tuple[str, str]]) -> None:
    if any(key in ("update", "using-graph-uri", "using-named-graph-uri") for key, _ in parameters):
        raise _read_only()


def _read_only() -> RefusalError:
    return RefusalError(403, "updates are off: this endpoint only reads")


def _too_long(limits: Limits) -> RefusalError:
    return RefusalError(413, f"the query is longer than {limits.query:,} bytes")
