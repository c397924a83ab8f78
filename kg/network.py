"""The graph as a network: entities are nodes, and each claim that joins two of them is an edge."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, cast

from kg import iris, vocabulary
from kg.answers import Rows
from kg.store import Graph
from kg.terms import Value

if TYPE_CHECKING:
    import networkx

_NODES = """
SELECT DISTINCT ?entity ?label ?type WHERE {
  { ?claim rdf:subject ?entity ; rdf:object ?other } UNION { ?claim rdf:object ?entity }
  GRAPH graph:entities { ?entity a ?type ; skos:prefLabel ?label }
} ORDER BY ?entity
"""
_EDGES = """
SELECT ?claim ?subject ?object ?predicate ?polarity ?modality ?time ?quantity ?mode ?confidence
       ?article ?title ?date ?publisher ?sentence WHERE {
  GRAPH ?g {
    ?claim a par:Claim ; rdf:subject ?subject ; rdf:predicate ?predicate ; rdf:object ?object ;
      par:polarity ?polarity ; par:modality ?modality ; par:confidence ?confidence ; prov:wasDerivedFrom ?article .
    OPTIONAL { ?claim par:time ?time }
    OPTIONAL { ?claim par:quantity ?quantity }
    OPTIONAL { ?claim par:mode ?mode }
    OPTIONAL { ?claim oa:hasSelector/oa:exact ?sentence }
    OPTIONAL { ?article dcterms:title ?title }
    OPTIONAL { ?article dcterms:date ?date }
    OPTIONAL { ?article dcterms:publisher ?publisher }
  }
} ORDER BY ?article ?claim
"""
_SPEAKERS = """
SELECT ?claim ?depth ?name WHERE {
  GRAPH ?g { ?claim par:attribution ?a . ?a par:depth ?depth . OPTIONAL { ?a par:source ?source } }
  OPTIONAL { GRAPH graph:entities { ?source skos:prefLabel ?name } }
} ORDER BY ?claim ?depth
"""
_DENIERS = """
SELECT ?claim ?name WHERE {
  GRAPH ?g { ?claim par:deniedBy ?denier }
  GRAPH graph:entities { ?denier skos:prefLabel ?name }
} ORDER BY ?claim ?name
"""
UNNAMED = "unnamed"
"""Who says what the text only reports as said ("reportedly")."""


@dataclass(frozen=True, slots=True)
class Node:
    """An entity that some claim joins to another."""

    id: str
    label: str
    type: str
    qid: str | None


@dataclass(frozen=True, slots=True)
class Edge:
    """A claim from its subject to its object.

    `said_by` names who makes the claim, then who tells that they did; it is None in the article's own voice. `time` and
    `date` (the article's) are ISO 8601, as far as they are known.
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
    for entity, label, kind in _select(graph, _NODES):
        yield Node(str(entity), str(label), iris.local_name(str(kind)), iris.qid(str(entity)))


def edges(graph: Graph) -> Iterator[Edge]:
    """The edges, by article and claim. A claim without an object is none."""
    speakers, deniers = defaultdict[Value, list[str]](list), defaultdict[Value, list[str]](list)
    for claim, _, name in _select(graph, _SPEAKERS):
        speakers[claim].append(str(name or UNNAMED))
    for claim, name in _select(graph, _DENIERS):
        deniers[claim].append(str(name))
    for row in _select(graph, _EDGES).dicts():
        yield _edge(row, "; ".join(speakers[row["claim"]]) or None, "; ".join(deniers[row["claim"]]) or None)


def _select(graph: Graph, sparql: str) -> Rows:
    return cast(Rows, graph.query(sparql))


def _edge(row: dict[str, Value], said_by: str | None, denied_by: str | None) -> Edge:
    def word(column: str) -> str | None:
        return None if row[column] is None else str(row[column])

    predicate, quantity = iris.local_name(str(row["predicate"])), word("quantity")
    return Edge(
        id=str(row["claim"]), source=str(row["subject"]), target=str(row["object"]),
        label=vocabulary.predicate(predicate).label, predicate=predicate, valence=vocabulary.valence(predicate),
        polarity=iris.local_name(str(row["polarity"])), modality=iris.local_name(str(row["modality"])),
        confidence=float(str(row["confidence"])), time=word("time"), quantity=int(quantity) if quantity else None,
        mode=iris.local_name(str(row["mode"])) if row["mode"] else None, said_by=said_by, denied_by=denied_by,
        article=str(row["article"]), title=word("title"), date=word("date"), publisher=word("publisher"),
        sentence=word("sentence"),
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
