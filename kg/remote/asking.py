"""`RemoteGraph`: a graph at an address, with the face of one in a folder."""

import re
from typing import Any

import pyoxigraph as ox

from kg import api, datasets, iris
from kg.answers import Rows, Triples, answer, serialize
from kg.errors import EndpointError, GraphError, QueryError
from kg.remote.wire import ROWS, TRIPLES, Endpoint
from kg.terms import IRI, written

_FORMATS = {
    TRIPLES: ox.RdfFormat.N_TRIPLES,
    "text/plain": ox.RdfFormat.N_TRIPLES,
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
}
_TRUTH = ("__ASK_RETVAL",)
"""The column of the one row in which Virtuoso gives a truth value."""
_BOOLEAN = ox.NamedNode(iris.expand("xsd:boolean"))
_GEOMETRY = ox.NamedNode("http://www.openlinksw.com/schemas/virtrdf#Geometry")
_WKT = ox.NamedNode("http://www.opengis.net/ont/geosparql#wktLiteral")
_COUNTS = "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"
_VIRTUOSO = (
    "http://www.openlinksw.com/", "http://localuriqaserver/", "http://localhost:", "http://www.w3.org/2002/07/owl#", "http://www.w3.org/ns/ldp#",
    "urn:activitystreams-owl:map", "urn:core:services:sparql",
)  # fmt: skip
"""With what the names of the graphs begin that every Virtuoso has for itself."""


class RemoteGraph(api.Graph):
    """A graph at an address. What a folder can do besides being asked, it refuses with GraphError."""

    def __init__(self, endpoint: Endpoint) -> None:
        self._opened, self._settled = None, True
        self.path, self.writable = None, False
        self.endpoint, self.address = endpoint, endpoint.query

    def __len__(self) -> int:
        return sum(self.sizes().values())

    @property
    def portable(self) -> bool:
        """Whether it has to be asked as Virtuoso can understand."""
        if not self.endpoint.server:
            self._ask("ASK {}")
        return "virtuoso" in self.endpoint.server.casefold()

    def close(self) -> None:
        """Nothing is held open between two questions."""

    def dump(self, format: str = "trig") -> bytes:
        """The whole graph, as `kg.store.Graph.dump` gives it; asked for one named graph after the other."""
        named = ((ox.NamedNode(name), t) for name, size in sorted(self.sizes().items()) for t in self.whole(name, size))
        return serialize([ox.Quad(t.subject, t.predicate, t.object, name) for name, t in named], format)

    def graphs(self) -> list[str]:
        """The IRIs of its named graphs, sorted; without what `kg push` keeps there, and what the store has for
        itself."""
        return sorted(self.sizes())

    def sizes(self) -> dict[str, int]:
        """How many statements each of them has."""
        found = ((str(name), int(str(number))) for name, number in self._rows(_COUNTS))
        return {name: number for name, number in found if name != iris.PUSHED and not name.startswith(_VIRTUOSO)}

    def triples(self, graph: str) -> list[ox.Triple]:
        """What stands in a named graph, sorted."""
        return self.whole(graph)

    def whole(self, graph: str, size: int | None = None) -> list[ox.Triple]:
        """The same. Raises EndpointError where they are not `size` statements, if that is told: some stores cut what
        they give and do not say so, as Virtuoso does at 2^20 rows."""
        found = list(self._found(f"SELECT ?s ?p ?o {{ GRAPH {written(IRI(graph))} {{ ?s ?p ?o }} }}"))
        if size is not None and len(found) != size:
            what = f"the endpoint gives {len(found):,} of the {size:,} statements of {iris.compact(graph)}"
            raise EndpointError(what, where=self.address, hint="raise its limit; nobody else may write it meanwhile")
        return sorted({ox.Triple(s, p, _plain(o)) for s, p, o in found}, key=str)

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
        kind, body = self.endpoint.ask(_prefixed(sparql))
        try:
            if kind == ROWS:
                return ox.parse_query_results(body, ox.QueryResultsFormat.JSON)
            return [quad.triple for quad in ox.parse(body, _FORMATS[kind])]
        except (SyntaxError, ValueError) as cause:
            raise EndpointError(f"the answer is broken off or is no {kind}", where=self.address) from cause


def _plain(value: Any) -> Any:
    """A value as we write it: Virtuoso has numbers for truth values, and points of its own in single precision."""
    if isinstance(value, ox.Literal) and value.datatype == _BOOLEAN:
        return ox.Literal({"1": "true", "0": "false"}.get(value.value, value.value), datatype=_BOOLEAN)
    if isinstance(value, ox.Literal) and value.datatype == _GEOMETRY:
        rounded = re.sub(r"-?\d+\.\d+", lambda number: f"{float(number[0]):.7g}", value.value)
        return ox.Literal(rounded, datatype=_WKT)
    return value


def _prefixed(sparql: str) -> str:
    """The query with the prefixes that it takes for known."""
    used = (prefix for prefix in iris.PREFIXES if re.search(rf"(?<![\w.-]){prefix}:", sparql))
    missing = [p for p in used if not re.search(rf"\bPREFIX\s+{p}:", sparql, re.IGNORECASE)]
    # SPARQLWrapper takes words of comments for the query's own
    bare = re.sub(r"\A(?:[ \t]*(?:#[^\n]*)?\n)+", "", sparql)
    return "".join(f"PREFIX {p}: <{iris.PREFIXES[p]}>\n" for p in missing) + bare
