"""Signed ties: all that is claimed between two actors, either way, as one edge that forgets nothing it is made of."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.signed.relations import Relation, relations

if TYPE_CHECKING:
    import networkx


@dataclass(frozen=True, slots=True)
class Tie:
    """Two actors, by IRI and name, `a` before `b`, and the relations between them.

    `positive` and `negative` count the independent origins that have one for, or against, the other; an origin counts
    once in each. Sums over predicates and directions are taken here and nowhere else.
    """

    a: str
    b: str
    a_name: str
    b_name: str
    positive: int
    negative: int
    relations: tuple[Relation, ...]

    @property
    def sign(self) -> int:
        """1 or -1, as more origins have it; 0 where they are as many."""
        return (self.positive > self.negative) - (self.positive < self.negative)

    @property
    def weight(self) -> int:
        """By how many origins one sign outnumbers the other."""
        return abs(self.positive - self.negative)

    @property
    def mixed(self) -> bool:
        """Whether some have them for, and others against, each other."""
        return self.positive > 0 and self.negative > 0

    @property
    def disputed(self) -> int:
        """How many of the relations somebody denies."""
        return sum(r.contested for r in self.relations)

    @property
    def claims(self) -> tuple[str, ...]:
        return tuple(sorted({claim for r in self.relations for claim in r.claims}))

    @property
    def asserted_by(self) -> tuple[str, ...]:
        return tuple(sorted({voice for r in self.relations for voice in r.asserted_by}))

    @property
    def denied_by(self) -> tuple[str, ...]:
        return tuple(sorted({voice for r in self.relations for voice in r.denied_by}))

    @property
    def labels(self) -> tuple[str, ...]:
        """What is claimed, in words, what most origins say first."""
        by_label = defaultdict[str, set[str]](set)
        for r in self.relations:
            by_label[r.label].update(r.origins)
        return tuple(sorted(by_label, key=lambda label: (-len(by_label[label]), label)))

    @property
    def first(self) -> str | None:
        return min((r.first for r in self.relations if r.first), default=None)

    @property
    def last(self) -> str | None:
        return max((r.last for r in self.relations if r.last), default=None)


def ties(network: "networkx.MultiDiGraph[str]") -> list[Tie]:
    """The ties of a network of relations (`kg.signed.relations.network`), by the IRIs of their ends."""
    between = defaultdict[tuple[str, str], list[Relation]](list)
    for relation in relations(network):
        if relation.sign:
            between[min(relation.source, relation.target), max(relation.source, relation.target)].append(relation)
    label = network.nodes(data="label")
    return [_tie(a, b, label[a], label[b], between[a, b]) for a, b in sorted(between)]


def signed_graph(network: "networkx.MultiDiGraph[str]") -> "networkx.Graph[str]":
    """The ties as an undirected networkx Graph: what the measures of `kg.signed` take.

    Edges have `sign` (1 or -1), `weight` (origins) and `tie`; an even tie (sign 0) is none, but its ends are nodes. Any
    other Graph whose edges have a `sign` and, unless it is 1, a `weight` will do as well.
    """
    import networkx as nx

    made: nx.Graph[str] = nx.Graph(**network.graph)
    found = ties(network)
    for end in sorted({end for tie in found for end in (tie.a, tie.b)}):
        made.add_node(end, **network.nodes[end])
    for tie in found:
        if tie.sign:
            made.add_edge(tie.a, tie.b, sign=tie.sign, weight=tie.weight, tie=tie)
    return made


def canonical(graph: "networkx.Graph[str]") -> list[str]:
    """The nodes in an order that does not depend on that in which they were added: most ties first, then by name."""
    return sorted(graph, key=lambda node: (-graph.degree(node), str(node)))


def signed_edges(graph: "networkx.Graph[str]") -> Iterator[tuple[str, str, int, float]]:
    """The edges but for loops and signs of 0: both ends, in their order, sign and weight; sorted."""
    for a, b in sorted(tuple(sorted(edge)) for edge in graph.edges()):
        data = graph.edges[a, b]
        sign, weight = int(data["sign"]), float(data.get("weight", 1))
        if a != b and sign and weight:
            yield a, b, sign, weight


def named(graph: "networkx.Graph[str]", node: str) -> str:
    """What people call a node."""
    return str(graph.nodes[node].get("label", node))


def by_sign(graph: "networkx.Graph[str]", sign: int) -> "networkx.Graph[str]":
    """The graph of the edges of one sign, with all nodes, in canonical order."""
    import networkx as nx

    made: nx.Graph[str] = nx.Graph()
    made.add_nodes_from((node, graph.nodes[node]) for node in canonical(graph))
    made.add_edges_from((a, b, {"weight": weight}) for a, b, each, weight in signed_edges(graph) if each == sign)
    return made


def _tie(a: str, b: str, a_name: str, b_name: str, found: Iterable[Relation]) -> Tie:
    known = tuple(found)
    positive, negative = (len({o for r in known if r.sign == sign for o in r.origins}) for sign in (1, -1))
    return Tie(a, b, a_name, b_name, positive, negative, known)
