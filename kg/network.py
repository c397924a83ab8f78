"""The graph as a network: entities are nodes, and each claim that joins two of them is an edge.

`Network` is what the writers of `kg.export` take: nodes and links that are asked for anew at each pass, so that neither
is ever held as a whole.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Literal, NamedTuple

from kg import iris, vocabulary
from kg.periods import bounds
from kg.statements import Statement, statements
from kg.store import Graph

if TYPE_CHECKING:
    import networkx

Kind = Literal["string", "int", "double", "boolean"]
Cell = str | int | float | bool | None

_NODES = """
SELECT DISTINCT ?entity ?label ?type WHERE {
  { ?claim rdf:subject ?said ; rdf:object ?other } UNION { ?claim rdf:object ?said }
  OPTIONAL { GRAPH graph:entities { ?said skos:exactMatch ?main } }
  BIND(COALESCE(?main, ?said) AS ?entity)
  GRAPH graph:entities { ?entity a ?type ; skos:prefLabel ?label }
} ORDER BY ?entity
"""


class Node(NamedTuple):
    """An entity that some claim joins to another; `id` is its IRI."""

    id: str
    label: str
    type: str
    qid: str | None


@dataclass(frozen=True, slots=True)
class Edge:
    """A claim, whose IRI is `id`, from its subject to its object: `kg.statements.Statement` for programs that draw.

    `said_by`, `denied_by` and `opposed_by` are names, separated by semicolons. `start` and `end` are the first and the
    last day of `time`, as far as it tells them.
    """

    id: str
    source: str
    target: str
    label: str
    predicate: str
    valence: int
    polarity: str
    modality: str
    confidence: float
    time: str | None
    quantity: int | None
    mode: str | None
    said_by: str | None
    denied_by: str | None
    article: str
    title: str | None
    date: str | None
    publisher: str | None
    sentence: str | None
    start: str | None
    end: str | None
    contested: bool
    origins: int
    opposed_by: str | None


class Link(NamedTuple):
    """An edge as writers draw it. `values` belong to the columns of its network; `weight` is its confidence.

    `start` and `end` are ISO days, None where they are open or unknown. `kind` is a name without spaces, `label` what
    people read.
    """

    id: str
    source: str
    target: str
    label: str
    kind: str
    weight: float
    valence: int
    start: str | None
    end: str | None
    values: tuple[Cell, ...]


class Network(NamedTuple):
    """What is exported: its title, what its links say in which type, and its nodes and links, made anew at each call.

    Each end of a link is among the nodes, which come once each.
    """

    title: str
    columns: Mapping[str, Kind]
    nodes: Callable[[], Iterator[Node]]
    links: Callable[[], Iterator[Link]]


CLAIM_COLUMNS: Mapping[str, Kind] = {
    "polarity": "string", "modality": "string", "confidence": "double", "time": "string", "quantity": "int",
    "mode": "string", "said_by": "string", "denied_by": "string", "opposed_by": "string", "contested": "boolean",
    "origins": "int", "article": "string", "title": "string", "date": "string", "publisher": "string",
    "sentence": "string",
}  # fmt: skip
"""What the link of a claim says beside kind, valence, weight, start and end."""


def whole(graph: Graph) -> Network:
    """All claims that join two entities."""
    return Network("Who says what of whom", CLAIM_COLUMNS, lambda: nodes(graph), lambda: map(link, edges(graph)))


def link(edge: Edge) -> Link:
    """The claim as a link with `CLAIM_COLUMNS`."""
    return Link(
        edge.id, edge.source, edge.target, edge.label, edge.predicate, edge.confidence, edge.valence, edge.start,
        edge.end, tuple(getattr(edge, name) for name in CLAIM_COLUMNS),
    )  # fmt: skip


def nodes(graph: Graph) -> Iterator[Node]:
    """The nodes, by IRI."""
    for entity, label, kind in graph.select(_NODES):
        yield Node(str(entity), str(label), iris.local_name(str(kind)), iris.qid(str(entity)))


def edges(graph: Graph) -> Iterator[Edge]:
    """The edges, by article and claim. A claim without an object is none."""
    return (_edge(s, s.object) for s in statements(graph) if s.object is not None)


def _edge(s: Statement, target: str) -> Edge:
    predicate = vocabulary.predicate(s.predicate)
    first, last = (s.time and bounds(s.time)) or (None, None)
    return Edge(
        id=s.claim, source=s.subject, target=target, label=predicate.label, predicate=s.predicate,
        valence=predicate.valence, polarity=s.polarity, modality=s.modality, confidence=s.confidence,
        time=s.time, quantity=s.quantity, mode=s.mode,
        said_by="; ".join(s.said_by) or None, denied_by="; ".join(s.denied_by) or None,
        article=s.article, title=s.title, date=s.date, publisher=s.publisher, sentence=s.sentence,
        start=first.isoformat() if first else None, end=last.isoformat() if last else None,
        contested=s.contested, origins=s.origins, opposed_by="; ".join(s.opposed_by) or None,
    )  # fmt: skip


def to_networkx(graph: Graph) -> "networkx.MultiDiGraph[str]":
    """The network as a networkx MultiDiGraph: nodes and edge keys are IRIs, what is unknown is left out."""
    import networkx

    network: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    for node in nodes(graph):
        network.add_node(node.id, **{k: v for k, v in node._asdict().items() if v is not None and k != "id"})
    for edge in edges(graph):
        network.add_edge(edge.source, edge.target, key=edge.id, **_known(edge, "id", "source", "target"))
    return network


def _known(record: Edge, *without: str) -> dict[str, object]:
    values = ((field.name, getattr(record, field.name)) for field in fields(record))
    return {name: value for name, value in values if value is not None and name not in without}
