"""Which part of a graph is exported: what a party says, the surroundings of an actor, or what a saved query finds."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields
from typing import TYPE_CHECKING

from kg import catalogue, iris, lookup, vocabulary
from kg.answers import Rows
from kg.errors import UsageError
from kg.network import CLAIM_COLUMNS, Cell, Edge, Kind, Link, Network, Node, edges, link, nodes
from kg.periods import bounds
from kg.saved import LIMIT
from kg.signed import Relation, relations
from kg.store import Graph
from kg.terms import IRI, Value, written

if TYPE_CHECKING:
    import networkx

_TOLD = """
SELECT DISTINCT ?claim ?stance WHERE {{
  VALUES ?teller {{ {tellers} }}
  ?speaker prov:actedOnBehalfOf? ?teller .
  GRAPH graph:positions {{ ?position par:voice ?speaker ; par:stance ?stance ; par:takenIn ?claim }}
}} ORDER BY ?claim ?stance"""
_NEXT = """
SELECT DISTINCT ?other WHERE {{
  VALUES ?end {{ {ends} }}
  ?claim rdf:subject|rdf:object ?end ; rdf:subject ?subject ; rdf:object ?object .
  VALUES ?way {{ 0 1 }} BIND(IF(?way = 0, ?subject, ?object) AS ?said)
  OPTIONAL {{ GRAPH graph:entities {{ ?said skos:exactMatch ?main }} }}
  BIND(COALESCE(?main, ?said) AS ?other)
}}"""
_KINDS: Mapping[type, Kind] = {bool: "boolean", int: "int", float: "double"}
_SPELLED = (("first", "day", "time"), ("last", "day", "time"))
"""The columns of saved queries that tell from when and until when; the first one that has a value counts."""


def told_by(graph: Graph, name: str) -> Network:
    """The claims on which a party takes a position, itself or through those who act for it, with its stance.

    Raises UsageError where the name means none or several.
    """
    teller = lookup.entity(graph, name)
    tellers = " ".join(map(written, lookup.same(graph, teller.iri)))
    stances = {str(c): iris.local_name(str(s)) for c, s in graph.select(_TOLD.format(tellers=tellers))}

    def links() -> Iterator[Link]:
        for edge in edges(graph):
            if edge.id in stances:
                drawn = link(edge)
                yield drawn._replace(values=(stances[edge.id], *drawn.values))

    return _network(graph, f"As told by {teller.label}", {"stance": "string", **CLAIM_COLUMNS}, links)


def around(graph: Graph, name: str, hops: int = 1) -> Network:
    """An actor, whoever is within so many claims of it, and all claims among them.

    Raises UsageError where the name means none or several.
    """
    ego = lookup.entity(graph, name)
    near = _within(graph, ego.iri, hops)

    def among(edge: Edge) -> bool:
        return edge.source in near and edge.target in near

    return _network(graph, f"Around {ego.label}", CLAIM_COLUMNS, lambda: map(link, filter(among, edges(graph))))


def _within(graph: Graph, ego: str, hops: int) -> set[str]:
    """The entities that so many steps reach."""
    near, edge = {ego}, [ego]
    for _ in range(hops):
        ends = " ".join(written(each) for end in sorted(edge) for each in lookup.same(graph, IRI(end)))
        edge = [str(other) for (other,) in graph.select(_NEXT.format(ends=ends)) if str(other) not in near]
        if not edge:
            break
        near.update(edge)
    return near


def near(
    graph: Graph, positions: "networkx.MultiDiGraph[str]", name: str, hops: int = 1
) -> "networkx.MultiDiGraph[str]":
    """The part of a network of relations (`kg.signed.network`) that is within so many relations of an actor.

    Raises UsageError where the name means none or several, or the actor is not in that network.
    """
    import networkx

    ego = lookup.entity(graph, name)
    if ego.iri not in positions:
        raise UsageError(
            f"{ego.label} is not in this network", hint="it may have no relation there, or act for another"
        )
    reached = networkx.single_source_shortest_path_length(positions.to_undirected(as_view=True), ego.iri, cutoff=hops)
    return networkx.MultiDiGraph(positions.subgraph(reached))


POSITION_COLUMNS: Mapping[str, Kind] = {
    "sign": "int", "origins": "int", "contested": "boolean", "asserted_by": "string", "denied_by": "string",
    "relayed_by": "string", "denials": "int", "credence": "double", "subject": "string", "object": "string",
    "claims": "string", "first": "string", "last": "string",
}  # fmt: skip
"""What the link of a relation says beside kind, valence, weight, start and end."""


def positions(network: "networkx.MultiDiGraph[str]") -> Network:
    """A network of relations (`kg.signed.network`) for export; a link weighs as many as its independent origins."""

    def chosen() -> Iterator[Node]:
        for id, data in sorted(network.nodes(data=True)):
            yield Node(id, data["label"], data["type"], data.get("qid"))

    return Network("Who is for or against whom", POSITION_COLUMNS, chosen, lambda: map(_position, relations(network)))


def _position(r: Relation) -> Link:
    told = {f.name: getattr(r, f.name) for f in fields(r)} | {"origins": r.weight, "denials": len(r.denials)}
    values = tuple("; ".join(v) or None if isinstance(v := told[name], tuple) else v for name in POSITION_COLUMNS)
    first, last = (bounds(day) if day else None for day in (r.first, r.last))
    start, end = first and first[0], last and last[1]
    return Link(
        r.id, r.source, r.target, r.label, r.predicate, float(r.weight), r.sign,
        start.isoformat() if start else None, end.isoformat() if end else None, values,
    )  # fmt: skip


def found_by(graph: Graph, question: str, given: Mapping[str, str | int | None]) -> Network:
    """The rows of a saved query as links, between the two entities that each names first.

    The first predicate of a row is what the link says; the other columns are told by it, lists separated by semicolons.
    Rows that lack an end are left out. Raises UsageError as `kg.catalogue.run` does, and for a query whose rows name
    no two entities.
    """
    query = catalogue.find(question)
    # a network should not lack what a table leaves out
    every = {LIMIT: 0} if any(p.name == LIMIT for p in query.parameters) else {}
    rows = graph.select(catalogue.sparql(graph, query, every | dict(given)))
    ends, said = _ends(rows), _predicate(rows)
    if len(ends) < 2:
        known = "it found nothing" if not rows.rows else "its rows name no two actors"
        raise UsageError(f"{question} makes no network: {known}", hint="kg ask shows what it finds")
    shown = [n for n in range(len(rows.columns)) if n not in (*ends, said)]
    things = (value for row in rows for n in shown for value in _things(row[n]))
    labels = lookup.labels(graph, [thing for thing in things if thing.startswith(iris.HOME)])
    table = [[_cell(row[n], labels) for n in shown] for row in rows]
    columns = {_column(rows.columns[n]): _kind([row[k] for row in table]) for k, n in enumerate(shown)}
    table = [[_of_kind(kind, value) for kind, value in zip(columns.values(), row, strict=True)] for row in table]

    def links() -> Iterator[Link]:
        for number, (row, values) in enumerate(zip(rows, table, strict=True)):
            source, target = (row[n] for n in ends)
            if source is not None and target is not None:
                named = dict(zip(columns, values, strict=True))
                predicate = None if said is None else row[said]
                yield _link(f"{question}-{number}", str(source), str(target), predicate or query.name, named)

    return _network(graph, query.title, columns, links)


def _column(name: str) -> str:
    """The name of a column, told apart from what every link has."""
    return f"{name}_told" if name in Link._fields else name


def _ends(rows: Rows) -> list[int]:
    """The first two columns that hold entities and nothing else."""
    return [n for n in range(len(rows.columns)) if _holds(rows, n, iris.PREFIXES["entity"])][:2]


def _predicate(rows: Rows) -> int | None:
    return next((n for n in range(len(rows.columns)) if _holds(rows, n, iris.PREFIXES["par"])), None)


def _holds(rows: Rows, column: int, prefix: str) -> bool:
    values = [row[column] for row in rows if row[column] is not None]
    return bool(values) and all(isinstance(value, IRI) and value.startswith(prefix) for value in values)


def _things(value: Value) -> Sequence[str]:
    return str(value).split("\n") if isinstance(value, str) else ()


def _cell(value: Value, labels: Mapping[str, str]) -> Cell:
    """Names in the place of IRIs; claims, which have none, stay what they are."""
    if not isinstance(value, str):
        return value
    parts = [part if part.startswith(iris.PREFIXES["claim"]) else labels.get(part, part) for part in _things(value)]
    return "; ".join(dict.fromkeys(part for part in parts if part)) or None


def _kind(values: Sequence[Cell]) -> Kind:
    kinds = {_KINDS.get(type(value), "string") for value in values if value is not None}
    return kinds.pop() if len(kinds) == 1 else "double" if kinds == {"int", "double"} else "string"


def _of_kind(kind: Kind, value: Cell) -> Cell:
    """The value as one of its column's kind, where others of the column are of another."""
    if value is None or isinstance(value, str):
        return value
    if kind == "string":
        return str(value).lower() if isinstance(value, bool) else str(value)
    return float(value) if kind == "double" else value


def _link(id: str, source: str, target: str, said: Value, values: Mapping[str, Cell]) -> Link:
    predicate = vocabulary.PREDICATES.get(iris.local_name(str(said)))
    kind, label = (predicate.name, predicate.label) if predicate else (str(said), str(said))
    times = (next((str(values[name]) for name in names if values.get(name)), "") for names in _SPELLED)
    first, last = (bounds(time) or (None, None) for time in times)
    start, end = first[0], last[1]
    weight = values.get("confidence")
    return Link(
        id, source, target, label, kind, weight if isinstance(weight, float) else 1.0,
        predicate.valence if predicate else 0,
        start.isoformat() if start else None, end.isoformat() if end else None, tuple(values.values()),
    )  # fmt: skip


def _network(graph: Graph, title: str, columns: Mapping[str, Kind], links: Callable[[], Iterator[Link]]) -> Network:
    """The network of these links, whose nodes are the ends of the links."""
    ends = {end for each in links() for end in (each.source, each.target)}

    def chosen() -> Iterator[Node]:
        return (node for node in nodes(graph) if node.id in ends) if ends else iter(())

    return Network(title, columns, chosen, links)
