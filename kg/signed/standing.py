"""Standing: how an actor is placed among the positive and negative ties of all.

PN centrality is that of Everett and Borgatti ("Networks containing negative ties", Social Networks 38, 2014): like
Katz's and Hubbell's status, it counts ties at all distances, an enemy's enemy for and a friend's enemy against.

    PN = (I − A / (2n − 2))⁻¹ · 1,    A = P − 2N

P and N are the positive and the negative ties, each 1 or 0: how many articles speak of a tie says how much news there
is, not how strong it is. An actor without ties has 1, one with friends more, one with enemies less.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.signed.relations import relations
from kg.signed.ties import canonical, named, signed_edges, signed_graph

if TYPE_CHECKING:
    import networkx

_CLOSE = 1e-13
"""Where the iteration stops."""


@dataclass(frozen=True, slots=True)
class Standing:
    """An actor among the others, by IRI and name.

    `friends` and `enemies` count those with whom it has a positive or a negative tie. The other four count independent
    origins of relations with a direction: that say it is for or against others, and that others are for or against it.
    `pn` is its PN centrality.
    """

    id: str
    name: str
    pn: float
    friends: int
    enemies: int
    for_others: int
    against_others: int
    others_for: int
    others_against: int


def pn_centrality(graph: "networkx.Graph[str]") -> dict[str, float]:
    """PN centrality of each node of a signed graph, from its signs alone, to six decimals.

    The linear system is solved by damped iteration: no row of A/(2n−2) sums to more than 1 in absolute value, so all
    eigenvalues lie within −1 and 1, and the mean of one step and the last converges for all below 1. Of two enemies
    alone, for whom the system is singular, both have its symmetric solution, ½.
    """
    nodes = canonical(graph)
    near: dict[str, list[tuple[str, int]]] = {node: [] for node in nodes}
    for a, b, sign, _ in signed_edges(graph):
        near[a].append((b, 1 if sign > 0 else -2))
        near[b].append((a, 1 if sign > 0 else -2))
    scale, found, change = 1 / max(2 * len(nodes) - 2, 1), dict.fromkeys(nodes, 1.0), 1.0
    while change > _CLOSE:
        step = {n: (found[n] + 1 + scale * sum(a * found[m] for m, a in near[n])) / 2 for n in nodes}
        change = max((abs(step[n] - found[n]) for n in nodes), default=0.0)
        found = step
    return {node: round(value, 6) for node, value in found.items()}


def standing(network: "networkx.MultiDiGraph[str]") -> list[Standing]:
    """The standing of all actors of a network of relations, the highest PN centrality first."""
    graph = signed_graph(network)
    pn = pn_centrality(graph)
    out: dict[tuple[str, int], set[str]] = {}
    into: dict[tuple[str, int], set[str]] = {}
    for r in relations(network):
        for giver, taker in ((r.source, r.target), (r.target, r.source))[: 2 if r.mutual else 1]:
            out.setdefault((giver, r.sign), set()).update(r.origins)
            into.setdefault((taker, r.sign), set()).update(r.origins)
    found = [
        Standing(
            node, named(graph, node), pn[node], _ties(graph, node, 1), _ties(graph, node, -1),
            *(len(side.get((node, sign), ())) for side in (out, into) for sign in (1, -1)),
        )
        for node in graph
    ]  # fmt: skip
    return sorted(found, key=lambda s: (-s.pn, s.name, s.id))


def _ties(graph: "networkx.Graph[str]", node: str, sign: int) -> int:
    return sum(data["sign"] == sign for _, _, data in graph.edges(node, data=True))
