"""What a request asks, by the SPARQL 1.1 Protocol (https://www.w3.org/TR/sparql11-protocol/).

Only heads are looked at here, and lengths: what was sent goes to a reader as it came (`parameters`).
"""

import asyncio
from collections.abc import Sequence
from functools import lru_cache

from starlette.requests import ClientDisconnect, Request

from kg.serve import negotiation
from kg.serve.limits import Limits
from kg.serve.parameters import FORM, QUERY, read_only, taken_apart, too_long
from kg.serve.refusal import RefusalError
from kg.serve.wire import Job, Sent

_ACCEPT = 1_000
"""Characters of an Accept header that are read."""
METHODS = ("GET", "HEAD", "POST", "OPTIONS")
_UPDATE = "application/sparql-update"
_WORDS = 8 * 1024
"""Bytes of an address that the server itself takes apart."""


async def job(request: Request, limits: Limits) -> Job:
    """The job that a request is, whatever it asks.

    Raises RefusalError for what a head tells is no request of the protocol, and for what is too long.
    """
    asked = await sent(request, limits, (FORM, QUERY))
    accept = ",".join(request.headers.getlist("accept"))[:_ACCEPT] or None
    rows, graphs = (negotiation.best(accept, offers) for offers in (negotiation.ROWS, negotiation.GRAPHS))
    return Job(None, address(request), rows, graphs, sent=asked)


async def sent(request: Request, limits: Limits, kinds: Sequence[str] = (FORM,)) -> Sent:
    """What a request says in its address and, where it is posted as one of these kinds, in its body."""
    asked = in_address(request, limits, hint=": post it")
    if request.method != "POST":
        return Sent(asked, most=limits.query)
    kind = _kind(request, kinds)
    # percent-encoding takes three characters for one
    body = await _body(request, limits.query * (3 if kind == FORM else 1), limits)
    return Sent(asked, kind, body, limits.query)


def words(request: Request) -> dict[str, str]:
    """The parameters in an address, of two the last, for what the server answers itself. Raises RefusalError."""
    text = request.scope["query_string"]
    if len(text) > _WORDS:
        raise RefusalError(414, f"the address is longer than {_WORDS:,} bytes")
    return dict(taken_apart(text.decode("latin-1")))


def address(request: Request) -> str:
    """Where the request was sent, as the client wrote it."""
    return _address(request.scope["scheme"], request.headers.get("host", "localhost"), request.scope["path"])


def in_address(request: Request, limits: Limits, hint: str = "") -> str:
    """What follows the question mark, as it came. Raises RefusalError where that is too long."""
    text: bytes = request.scope["query_string"]
    if len(text) > limits.address:
        raise RefusalError(414, f"the address is longer than {limits.address:,} bytes{hint}")
    return text.decode("latin-1")


@lru_cache(maxsize=256)
def _address(scheme: str, host: str, path: str) -> str:
    """The endpoint's own address, as the client wrote it: what relative IRIs are resolved against."""
    sound = host.isascii() and host.isprintable() and not set('/?#@<>"{}|^`\\ ') & set(host)
    return f"{scheme}://{host if sound else 'localhost'}{path}"


def _kind(request: Request, kinds: Sequence[str]) -> str:
    """What the body says that it is, one of these kinds in UTF-8. Raises RefusalError for others."""
    kind, _, rest = request.headers.get("content-type", "").partition(";")
    kind = kind.strip().casefold()
    if kind == _UPDATE:
        raise read_only()
    if kind not in kinds:
        query = f"a query as {QUERY}, or " if QUERY in kinds else ""
        raise RefusalError(415, f"post {query}a form as {FORM}")
    if _charset(rest) not in ("utf-8", "utf8", "us-ascii"):
        raise RefusalError(415, "queries are written in UTF-8")
    return kind


async def _body(request: Request, most: int, limits: Limits) -> bytes:
    """The body, once it is here whole. One that tells how long it is, and is too long, is not even begun."""
    if int(request.headers.get("content-length", "0")) > most:
        raise too_long(limits.query)
    body = bytearray()
    try:
        async with asyncio.timeout(limits.upload_time):
            async for part in request.stream():
                body += part
                if len(body) > most:
                    raise too_long(limits.query)
    except TimeoutError as cause:
        raise RefusalError(408, f"the query was not here after {limits.upload_time:g} seconds") from cause
    except ClientDisconnect as cause:
        raise RefusalError(400, "the request broke off") from cause
    return bytes(body)


def _charset(parameters: str) -> str:
    for parameter in parameters.split(";"):
        key, _, value = parameter.partition("=")
        if key.strip().casefold() == "charset":
            return value.strip().strip('"').casefold()
    return "utf-8"
