"""What goes over the net to an endpoint: queries and updates (SPARQL 1.1 Protocol, by SPARQLWrapper), and whole named
graphs (SPARQL 1.1 Graph Store HTTP Protocol). Whatever goes wrong is an error of one line.

Credentials come from the environment. They are given to an address once it has asked for them, by Digest or Basic as it
wants, and do not follow where it leads.
"""

import os
from base64 import b64encode
from collections.abc import Callable
from http.client import HTTPException, HTTPResponse
from typing import Literal, TypeVar
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlsplit
from urllib.request import (
    HTTPDigestAuthHandler,
    HTTPPasswordMgrWithDefaultRealm,
    Request,
    parse_http_list,
    parse_keqv_list,
    urlopen,
)

from SPARQLWrapper import INSERT, JSON, POST, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import SPARQLWrapperException

from kg import __version__, iris
from kg.errors import EndpointError, QueryError, UsageError
from kg.wikidata.online.failures import body_in, words

USER, PASSWORD = "PARLEY_ENDPOINT_USER", "PARLEY_ENDPOINT_PASSWORD"
ROWS, TRIPLES = "application/sparql-results+json", "application/n-triples"
KINDS = (ROWS, TRIPLES, "text/plain", "text/turtle", "application/rdf+xml")
"""Media types of answers that are understood."""
_ACCEPTED = f"{ROWS}, {TRIPLES}, text/turtle;q=0.8, application/rdf+xml;q=0.5"
_AGENT = f"Parley/{__version__} ({iris.HOME})"
_TIMEOUT = 600.0
"""Seconds for each wait on the network: the endpoint's own limit is the one that counts."""
_SHOWN = 200
"""Characters of the endpoint's own words that an error shows."""

T = TypeVar("T")


def checked(address: str) -> str:
    """The address, if it is one. Raises UsageError."""
    try:
        parts = urlsplit(address)
        sound = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:  # a port that is no number, brackets that do not match
        sound = False
    if not sound or not address.isascii() or not address.isprintable() or set("# @") & set(address):
        raise UsageError(f"{address!r} is no address of an endpoint", hint="such as http://127.0.0.1:8080/sparql")
    return address


class Endpoint:
    """Where a store takes queries, updates and whole graphs. Nothing is asked before it is told to.

    `update` is where updates go, by default where queries go; `graph_store` where the Graph Store Protocol is spoken.
    Its methods raise EndpointError, and QueryError for SPARQL that the store refuses. Raises UsageError for what is no
    address.
    """

    def __init__(self, query: str, update: str | None = None, graph_store: str | None = None) -> None:
        self.query = checked(query)
        self.changing = checked(update or query)
        self.graph_store = checked(graph_store) if graph_store else None
        self.server = ""
        """What the store calls itself, once it has answered a query."""
        self._credentials = Credentials()

    def ask(self, sparql: str) -> tuple[str, bytes]:
        """Media type and bytes of the answer to a query."""
        return self._tried(self.query, lambda: self._read(_Asked(self, sparql)))

    def update(self, sparql: str) -> None:
        """Run an update."""

        def updated() -> None:
            with _Asked(self, sparql, changing=True).response() as response:
                _check_place(response, self.changing)

        self._tried(self.changing, updated)

    def send(self, method: Literal["PUT", "POST", "DELETE"], graph: str, triples: bytes = b"") -> None:
        """Replace a named graph by these N-Triples, add them to it, or take it out, by the Graph Store Protocol."""
        store = str(self.graph_store)
        address = f"{store}{'&' if urlsplit(store).query else '?'}graph={quote(graph, safe='')}"
        headers = {"Content-Type": TRIPLES, "User-Agent": _AGENT}

        def sent() -> None:
            request = Request(address, triples if method != "DELETE" else None, headers, method=method)
            self.sign(request)
            with urlopen(request, timeout=_TIMEOUT) as response:
                _check_place(response, store)

        self._tried(store, lambda: self.signed(store, sent))

    def sign(self, request: Request) -> None:
        """Give the request the credentials that its address has asked for."""
        self._credentials.sign(request)

    def signed(self, address: str, do: Callable[[], T]) -> T:
        """What is done at the address; once more where it asks who is there, if that can be said."""
        try:
            return do()
        except (HTTPError, SPARQLWrapperException) as cause:
            refused = cause if isinstance(cause, HTTPError) else cause.__context__
            if not self._credentials.learn(address, refused):
                raise
        return do()

    def _read(self, asked: "_Asked") -> tuple[str, bytes]:
        with asked.response() as response:
            self.server = response.headers.get("Server") or "unknown"
            return _kind(response, self.query), response.read()

    def _tried(self, address: str, do: Callable[[], T]) -> T:
        """The failures of the net as ours."""
        try:
            return do()
        except (HTTPError, SPARQLWrapperException) as cause:
            raise _of_status(cause, address) from cause
        except (OSError, HTTPException) as cause:
            reason = cause.reason if isinstance(cause, URLError) else cause
            why = getattr(reason, "strerror", None) or reason or type(reason).__name__
            what = f"the endpoint cannot be reached: {why}"
            raise EndpointError(what, where=address, hint="check the address, and that it runs") from cause


class Credentials:
    """Who asks, as far as each address wants to know."""

    def __init__(self) -> None:
        self._challenges: dict[str, str] = {}
        self._known = HTTPPasswordMgrWithDefaultRealm()
        self._digest = HTTPDigestAuthHandler(self._known)  # it counts how often a nonce was used

    def learn(self, address: str, refused: BaseException | None) -> bool:
        """Whether it is worth asking again: who asks is known, and the refusal says how to tell it."""
        if not isinstance(refused, HTTPError) or refused.code != 401 or not os.environ.get(USER):
            return False
        refused.close()
        offered = refused.headers.get_all("WWW-Authenticate") or ["Basic"]
        self._challenges[address] = next((c for c in offered if c.lower().startswith("digest")), offered[0])
        return True

    def sign(self, request: Request) -> None:
        """Give a request what its address has asked for; a redirection does not take it along."""
        user, password = os.environ.get(USER, ""), os.environ.get(PASSWORD, "")
        address = next((a for a in self._challenges if request.full_url.startswith(a)), None)
        if address is None:
            return
        if (challenge := self._challenges[address]).lower().startswith("digest"):
            told = parse_keqv_list([part for part in parse_http_list(challenge.partition(" ")[2]) if "=" in part])
            self._known.add_password(None, request.full_url, user, password)
            try:
                signature = f"Digest {self._digest.get_authorization(request, told)}"
            except ValueError as cause:
                raise EndpointError(f"credentials are asked for in an unknown way: {cause}", where=address) from cause
        else:
            signature = "Basic " + b64encode(f"{user}:{password}".encode()).decode()
        request.add_unredirected_header("Authorization", signature)


class _Asked(SPARQLWrapper):
    """A query or an update, posted as a form."""

    def __init__(self, endpoint: Endpoint, sparql: str, changing: bool = False) -> None:
        super().__init__(endpoint.query, updateEndpoint=endpoint.changing, agent=_AGENT)
        self._endpoint = endpoint
        self.setMethod(POST)
        self.setOnlyConneg(True)
        self.setReturnFormat(JSON)
        if changing:  # SPARQLWrapper would look for the word in all that is sent
            self.queryString, self.queryType = sparql, INSERT
        else:
            self.setQuery(sparql)
        self.timeout = _TIMEOUT  # type: ignore[assignment] # only its setter asks for whole seconds

    def response(self) -> HTTPResponse:
        """The answer."""
        address = self._endpoint.changing if self.isSparqlUpdateRequest() else self._endpoint.query
        response: HTTPResponse = self._endpoint.signed(address, lambda: self.query().response)
        return response

    def _getAcceptHeader(self) -> str:  # noqa: N802 - the library's own name
        return _ACCEPTED

    def _createRequest(self) -> Request:  # noqa: N802
        request: Request = super()._createRequest()
        self._endpoint.sign(request)
        return request


def _kind(response: HTTPResponse, address: str) -> str:
    """The media type of an answer that is one. Raises EndpointError for others, and for one that was cut."""
    _check_place(response, address)
    kind = response.headers.get_content_type()
    if kind not in KINDS:
        hint = "check that this is the address of a SPARQL endpoint"
        raise EndpointError(f"the endpoint answers {kind} where {ROWS} is due", where=address, hint=hint)
    if most := response.headers.get("X-SPARQL-MaxRows"):  # Virtuoso's word for it
        raise EndpointError(f"the endpoint cuts its answers at {most} rows", where=address, hint="raise its limit")
    if response.headers.get("X-SQL-State", "").startswith("S1TAT"):  # and for what it had when its time was up
        raise EndpointError("the endpoint ran out of time and gives a part", where=address, hint="raise its limit")
    return kind


def _check_place(response: HTTPResponse, address: str) -> None:
    """Raises EndpointError where an answer comes from elsewhere: on the way there what was posted was left behind."""
    if response.geturl().partition("?")[0] != address.partition("?")[0]:
        raise EndpointError(f"the endpoint has moved to {response.geturl()}", where=address, hint="give that address")


_WHO = f"say who you are in {USER} and {PASSWORD}"
_WRONG = f"the store does not take this name and password: check {USER} and {PASSWORD}"
_HINTS = {
    401: _WHO, 403: f"it takes no writing there, or not yours: {_WHO}", 404: "check the address",
    405: "check the address: this one does not take it", 413: "raise its limit, or send less at once with --batch",
    429: "try again later", 503: "try again later", 507: "its disk is full",
}  # fmt: skip


def _of_status(cause: HTTPError | SPARQLWrapperException, address: str) -> EndpointError | QueryError:
    """What a status other than 200 means. SPARQLWrapper has read the body of some, and kept it in its message."""
    refused = cause if isinstance(cause, HTTPError) else cause.__context__
    if not isinstance(refused, HTTPError):
        return EndpointError(f"the endpoint failed: {cause}", where=address)
    with refused:
        said = words(refused.read(65_536) if refused is cause else body_in(str(cause)), _SHOWN)
    said = f": {said}" if said else ""
    if refused.code == 400:
        return QueryError(f"the endpoint refuses the query{said}", where=address)
    hint = _WRONG if refused.code == 401 and os.environ.get(USER) else _HINTS.get(refused.code)
    error = EndpointError(f"the endpoint answers {refused.code}{said}", where=address, hint=hint)
    error.status = refused.code
    return error
