"""The graph as a network: entities are nodes, and each claim that joins two of them is an edge."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from kg import iris, vocabulary
from kg.statements import Statement, statements
from kg.store import Graph

if TYPE_CHECKING:
    import networkx

_NODES = """
SELECT DISTINCT ?entity ?label ?type WHERE {
  { ?claim rdf:subject ?entity ; rdf:object ?other } UNION { ?claim rdf:object ?entity }
  GRAPH graph:entities { ?entity a ?type ; skos:prefLabel ?label }
} ORDER BY ?entity
"""


@dataclass(frozen=True, slots=True)
class Node:
    """An entity that some claim joins to another; `id` is its IRI."""

    id: str
    label: str
    type: str
    qid: str | None


@dataclass(frozen=True, slots=True)
class Edge:
    """A claim, whose IRI is `id`, from its subject to its object: `kg.statements.Statement` for programs that draw.

    `said_by` and `denied_by` are names, separated by semicolons.
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


def nodes(graph: Graph) -> Iterator[Node]:
    """The nodes, by IRI."""
    for entity, label, kind in graph.select(_NODES):
        yield Node(str(entity), str(label), iris.local_name(str(kind)), iris.qid(str(entity)))


def edges(graph: Graph) -> Iterator[Edge]:
    """The edges, by article and claim. A claim without an object is none."""
    return (_edge(s, s.object) for s in statements(graph) if s.object is not None)


def _edge(s: Statement, target: str) -> Edge:
    predicate = vocabulary.predicate(s.predicate)
    return Edge(
        id=s.claim, source=s.subject, target=target, label=predicate.label, predicate=s.predicate,
        valence=predicate.valence, polarity=s.polarity, modality=s.modality, confidence=s.confidence,
        time=s.time, quantity=s.quantity, mode=s.mode,
        said_by="; ".join(s.said_by) or None, denied_by="; ".join(s.denied_by) or None,
        article=s.article, title=s.title, date=s.date, publisher=s.publisher, sentence=s.sentence,
    )  # fmt: skip


def to_networkx(graph: Graph) -> "networkx.MultiDiGraph[str]":
    """The network as a networkx MultiDiGraph: nodes and edge keys are IRIs, what is unknown is left out."""
    import networkx

    network: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    for node in nodes(graph):
        network.add_node(node.id, **_known(node, "id"))
    for edge in edges(graph):
        network.add_edge(edge.source, edge.target, key=edge.id, **_known(edge, "id", "source", "target"))
    return network


def _known(record: Node | Edge, *without: str) -> dict[str, object]:
    values = ((field.name, getattr(record, field.name)) for field in fields(record))
    return {name: value for name, value in values if value is not None and name not in without}
