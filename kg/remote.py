"""A graph behind a SPARQL endpoint: asked as one in a folder is, and never written.

    from kg import remote
    graph = remote.open("http://127.0.0.1:8080/sparql")
    graph.ask("who-backs-whom", side="Armenia")

The endpoint's default graph has to be the union of its named graphs, as `kg serve` and Virtuoso have it. Credentials
come from the environment, PARLEY_ENDPOINT_USER and PARLEY_ENDPOINT_PASSWORD: given when the endpoint asks for them, by
Digest or Basic as it wants, and to no other address that it may lead to.
"""

import os
import re
from base64 import b64encode
from collections.abc import Iterator
from http.client import HTTPException, HTTPResponse
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import Request

import pyoxigraph as ox
from SPARQLWrapper import DIGEST, JSON, POST, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import SPARQLWrapperException

from kg import __version__, api, datasets, iris
from kg.answers import Rows, Triples, answer, serialize
from kg.errors import EndpointError, GraphError, QueryError, UsageError
from kg.terms import IRI, written
from kg.wikidata.online.failures import body_in, words

USER, PASSWORD = "PARLEY_ENDPOINT_USER", "PARLEY_ENDPOINT_PASSWORD"
_ROWS, _TRIPLES = "application/sparql-results+json", "application/n-triples"
_FORMATS = {
    _TRIPLES: ox.RdfFormat.N_TRIPLES,
    "text/plain": ox.RdfFormat.N_TRIPLES,
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
}
_ACCEPTED = f"{_ROWS}, {_TRIPLES}, text/turtle;q=0.8, application/rdf+xml;q=0.5"
_TRUTH = ("__ASK_RETVAL",)
"""The column of the one row in which Virtuoso gives a truth value."""
_TIMEOUT = 600.0
"""Seconds for each wait on the network: the endpoint's own limit is the one that counts."""
_SHOWN = 200
"""Characters of the endpoint's own words that an error shows."""
_GRAPHS = "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g"


def open(address: str) -> "RemoteGraph":
    """The graph at the address of an endpoint. Raises UsageError for what is no address; nothing is asked yet."""
    try:
        parts = urlsplit(address)
        sound = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:  # a port that is no number, brackets that do not match
        sound = False
    if not sound or not address.isascii() or not address.isprintable() or set("# @") & set(address):
        raise UsageError(f"{address!r} is no address of an endpoint", hint="such as http://127.0.0.1:8080/sparql")
    return RemoteGraph(address)


class RemoteGraph(api.Graph):
    """A graph at an address. What a folder can do besides being asked, it refuses with GraphError."""

    def __init__(self, address: str) -> None:
        self._opened, self._settled = None, True
        self.path, self.writable = None, False
        self.address = address

    def __len__(self) -> int:
        (row,) = self._rows("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }")
        return int(str(row[0]))

    def close(self) -> None:
        """Nothing is held open between two questions."""

    def dump(self, format: str = "trig") -> bytes:
        """The whole graph, as `kg.store.Graph.dump` gives it; asked for one named graph after the other."""
        return serialize(list(self._quads()), format)

    def _quads(self) -> Iterator[ox.Quad]:
        for (graph,) in self._rows(_GRAPHS):
            name = ox.NamedNode(str(graph))
            found = self._found(f"SELECT ?s ?p ?o {{ GRAPH {written(IRI(name.value))} {{ ?s ?p ?o }} }}")
            for s, p, o in found:
                yield ox.Quad(s, p, o, name)

    @property
    def _store(self) -> ox.Store:
        raise GraphError("this can only be done to a graph in a folder", where=self.address)

    def has(self, graph: str) -> bool:
        """Whether the endpoint has a named graph of this IRI with something in it."""
        return bool(self._ask(f"ASK {{ GRAPH {written(IRI(graph))} {{ ?s ?p ?o }} }}"))

    def _ask(self, sparql: str, most: int | None = None) -> Rows | bool | Triples:
        if datasets.is_update(sparql):
            raise QueryError("updates are off: an endpoint is only asked")
        found = answer(self._found(sparql), most)
        if isinstance(found, Rows) and found.columns == _TRUTH:
            return bool(found.rows[0][0])
        return found

    def _found(self, sparql: str) -> Any:
        """What Oxigraph makes of the endpoint's answer."""
        kind, body = self._answered(_prefixed(sparql))
        try:
            if kind == _ROWS:
                return ox.parse_query_results(body, ox.QueryResultsFormat.JSON)
            return [quad.triple for quad in ox.parse(body, _FORMATS[kind])]
        except (SyntaxError, ValueError) as cause:
            raise EndpointError(f"the answer is broken off or is no {kind}", where=self.address) from cause

    def _answered(self, sparql: str) -> tuple[str, bytes]:
        """Media type and bytes of the answer."""
        asked = _Asked(self.address, sparql)
        try:
            with asked.response() as response:
                return _checked(response, self.address), response.read()
        except (HTTPError, SPARQLWrapperException) as cause:
            raise _of_status(cause, self.address) from cause
        except (OSError, HTTPException) as cause:
            reason = cause.reason if isinstance(cause, URLError) else cause
            why = getattr(reason, "strerror", None) or reason or type(reason).__name__
            what = f"the endpoint cannot be reached: {why}"
            raise EndpointError(what, where=self.address, hint="check the address, and that it runs") from cause


class _Asked(SPARQLWrapper):
    """A question to an endpoint, posted as a form."""

    def __init__(self, address: str, sparql: str) -> None:
        super().__init__(address, agent=f"Parley/{__version__} ({iris.HOME})")
        self.setMethod(POST)
        self.setOnlyConneg(True)
        self.setReturnFormat(JSON)
        self.setQuery(sparql)
        self.timeout = _TIMEOUT  # type: ignore[assignment] # only its setter asks for whole seconds
        self._basic: str | None = None

    def response(self) -> HTTPResponse:
        """The answer. Credentials are given when the endpoint asks for them, and by Digest where it can do that."""
        try:
            return self._asked()
        except SPARQLWrapperException as cause:
            user, password = os.environ.get(USER), os.environ.get(PASSWORD, "")
            challenge = _challenge(cause.__context__)
            if not user or not challenge:
                raise
        if realm := re.search(r'^digest\b.*?realm="([^"]*)"', challenge, re.IGNORECASE):
            self.setCredentials(user, password, realm=realm[1])
            self.setHTTPAuth(DIGEST)
        else:
            self._basic = "Basic " + b64encode(f"{user}:{password}".encode()).decode()
        return self._asked()

    def _asked(self) -> HTTPResponse:
        response: HTTPResponse = self.query().response
        return response

    def _getAcceptHeader(self) -> str:  # noqa: N802
        return _ACCEPTED

    def _createRequest(self) -> Request:  # noqa: N802 - the library's own name
        """With credentials that are not sent on when the endpoint leads elsewhere."""
        request: Request = super()._createRequest()
        if self._basic:
            request.add_unredirected_header("Authorization", self._basic)
        return request


def _challenge(refused: BaseException | None) -> str:
    """How whoever asks is to say who they are; "" where nobody wants to know."""
    if not isinstance(refused, HTTPError) or refused.code != 401:
        return ""
    return str(refused.headers.get("WWW-Authenticate") or "Basic")


def _prefixed(sparql: str) -> str:
    """The query with the prefixes that it takes for known."""
    used = (prefix for prefix in iris.PREFIXES if re.search(rf"(?<![\w.-]){prefix}:", sparql))
    missing = [p for p in used if not re.search(rf"\bPREFIX\s+{p}:", sparql, re.IGNORECASE)]
    bare = re.sub(
        r"\A(?:[ \t]*(?:#[^\n]*)?\n)+", "", sparql
    )  # SPARQLWrapper takes words of comments for the query's own
    return "".join(f"PREFIX {p}: <{iris.PREFIXES[p]}>\n" for p in missing) + bare


def _checked(response: HTTPResponse, address: str) -> str:
    """The media type of an answer that is one. Raises EndpointError for others, and for one that was cut."""
    if response.geturl().partition("?")[0] != address.partition("?")[0]:
        raise EndpointError(f"the endpoint has moved to {response.geturl()}", where=address, hint="give that address")
    kind = response.headers.get_content_type()
    if kind not in (_ROWS, *_FORMATS):
        hint = "check that this is the address of a SPARQL endpoint"
        raise EndpointError(f"the endpoint answers {kind} where {_ROWS} is due", where=address, hint=hint)
    if most := response.headers.get("X-SPARQL-MaxRows"):  # Virtuoso's word for it
        raise EndpointError(f"the endpoint cuts its answers at {most} rows", where=address, hint="raise its limit")
    return kind


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
    what = f"the endpoint answers {refused.code}{said}"
    hints = {401: f"say who you are in {USER} and {PASSWORD}", 403: f"say who you are in {USER} and {PASSWORD}",
             404: "check the address", 429: "try again later", 503: "try again later"}  # fmt: skip
    return EndpointError(what, where=address, hint=hints.get(refused.code))
