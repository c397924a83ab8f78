"""Brokers and mediators: who stands between others, by the ties and by what articles say.

- *between enemies*: a friend of two who are enemies. Such a triad is out of balance (`kg.signed.balance`): the actor is
  under strain to choose, and well placed to mediate. Which of the two, structure does not say.
- *mediates*: an article or a voice says that it goes between others.
- *structural holes*: constraint and effective size after Burt ("Structural Holes", 1992) among positive ties, as
  networkx has them: a low constraint means contacts that are not each other's; and betweenness (Freeman 1977), the
  share of shortest paths of positive ties that lead over it.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from kg.signed.balance import triads
from kg.signed.relations import MEDIATION, Relation, relations
from kg.signed.ties import by_sign, signed_graph

if TYPE_CHECKING:
    import networkx


class Between(NamedTuple):
    """Two enemies, by name, of whom the broker is a friend; `weight` is that of the weakest of the three ties."""

    one: str
    other: str
    weight: float


@dataclass(frozen=True, slots=True)
class Broker:
    """An actor between others, by IRI and name. `constraint` is None where it has no friends."""

    id: str
    name: str
    between: tuple[Between, ...]
    mediations: tuple[Relation, ...]
    constraint: float | None
    effective_size: float
    betweenness: float

    @property
    def mediates(self) -> tuple[str, ...]:
        """Between or in what it is said to mediate, by name."""
        return tuple(sorted({r.object for r in self.mediations}))

    @property
    def said_by(self) -> tuple[str, ...]:
        """Who says that it mediates."""
        return tuple(sorted({voice for r in self.mediations for voice in r.asserted_by}))


def brokers(network: "networkx.MultiDiGraph[str]") -> list[Broker]:
    """The actors of a network of relations that are between enemies, are said to mediate, or lie on shortest paths.

    Who mediates in most origins comes first, then who is between most enemies.
    """
    graph = signed_graph(network)
    said = _mediations(network)
    between = _between(graph)
    holes = _holes(graph)
    nothing = None, 0.0, 0.0
    found = [
        Broker(id, str(network.nodes[id]["label"]), tuple(between.get(id, ())), tuple(said.get(id, ())),
               *holes.get(id, nothing))
        for id in network
    ]  # fmt: skip
    return sorted((b for b in found if b.between or b.mediations or b.betweenness), key=_precedence)


def _precedence(b: Broker) -> tuple[object, ...]:
    origins = {origin for r in b.mediations for origin in r.origins}
    return -len(origins), -len(b.between), -b.betweenness, b.name, b.id


def _mediations(network: "networkx.MultiDiGraph[str]") -> dict[str, list[Relation]]:
    found: dict[str, list[Relation]] = {}
    for relation in relations(network):
        if relation.predicate == MEDIATION:
            found.setdefault(relation.source, []).append(relation)
    return found


def _between(graph: "networkx.Graph[str]") -> dict[str, list[Between]]:
    """For each friend of two enemies these, the surest first."""
    found: dict[str, list[Between]] = {}
    for triad in triads(graph):
        if triad.negatives == 1:
            one, other = sorted((triad.b, triad.c))
            found.setdefault(triad.ids[0], []).append(Between(one, other, triad.weight))
    return {id: sorted(each, key=lambda b: (-b.weight, b)) for id, each in found.items()}


def _holes(graph: "networkx.Graph[str]") -> dict[str, tuple[float | None, float, float]]:
    """Constraint, effective size and betweenness among positive ties; each tie counts as one."""
    import networkx as nx

    friends = by_sign(graph, 1)
    friends.remove_nodes_from([node for node, degree in list(friends.degree()) if not degree])
    if not friends:
        return {}
    constraint, size = nx.constraint(friends), nx.effective_size(friends)
    betweenness = nx.betweenness_centrality(friends)
    return {n: (round(constraint[n], 4), round(size[n], 4), round(betweenness[n], 4)) for n in friends}
