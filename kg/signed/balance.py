"""Structural balance: whether the friends of friends are friends, and which three actors strain the rule.

Triads after Cartwright and Harary ("Structural balance: a generalization of Heider's theory", Psychological Review 63,
1956): three actors are in balance where the product of their signs is positive; the weaker rule of Davis ("Clustering
and structural balance in graphs", Human Relations 20, 1967) also allows three mutual enemies. The network as a whole is
measured by its frustration index, or line index of balance (Harary, "On the measurement of structural balance", 1959):
the least weight of ties that would have to change for it to fall into two camps. Aref and Wilson ("Measuring partial
balance in signed networks", Journal of Complex Networks 6, 2018) compare it with other measures.
"""

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from kg.signed.frustration import frustration
from kg.signed.ties import Tie, by_sign, named, signed_edges

if TYPE_CHECKING:
    import networkx


class Triad(NamedTuple):
    """Three actors that all have ties, by name and (`ids`) IRI; `signs` are those of a–b, a–c and b–c.

    Where one tie is negative, `a` is the friend of both enemies. `weight` is that of the weakest of the ties, in
    origins: a triad is no surer than it. `disputed` says whether somebody denies a relation behind one of the ties.
    """

    a: str
    b: str
    c: str
    signs: tuple[int, int, int]
    weight: float
    disputed: bool
    ids: tuple[str, str, str]

    @property
    def negatives(self) -> int:
        return self.signs.count(-1)

    @property
    def balanced(self) -> bool:
        """Whether it is by the strong rule: none or two of its ties are negative."""
        return self.negatives % 2 == 0

    @property
    def weakly_balanced(self) -> bool:
        """Whether it is by the weak rule: it has not exactly one negative tie."""
        return self.negatives != 1


@dataclass(frozen=True, slots=True)
class Balance:
    """How far a signed graph is balanced.

    `triads` counts them by the number of negative ties; `strained` are those that the strong rule forbids, friends of
    enemies first, then by weight. `balanced` says whether all actors fall into two camps, `clusterable` whether into
    any number of them, without a tie out of line. The frustration index, in weight, lies between `at_least` and
    `at_most`; where these are equal it is exact. `frustrated` are the ties that two camps with no more than `at_most`
    put out of line, and `camps` those of the largest connected part: which side of another part belongs to which of
    this one, nothing says. `total` is the weight of all ties.
    """

    triads: dict[int, int]
    strained: tuple[Triad, ...]
    balanced: bool
    clusterable: bool
    at_least: float
    at_most: float
    total: float
    camps: tuple[tuple[str, ...], tuple[str, ...]]
    frustrated: tuple[tuple[str, str, int, float], ...]

    @property
    def exact(self) -> bool:
        return self.at_least == self.at_most

    @property
    def share(self) -> float | None:
        """The share of triads that are balanced by the strong rule; None where there are no triads."""
        whole = sum(self.triads.values())
        return (self.triads[0] + self.triads[2]) / whole if whole else None

    @property
    def normalized(self) -> float | None:
        """1 − 2·frustration/weight: 1 for a balanced network, near 0 for one at random (Aref and Wilson 2018)."""
        return 1 - 2 * self.at_most / self.total if self.total else None


def balance(graph: "networkx.Graph[str]") -> Balance:
    """The balance of a signed graph (`kg.signed.ties.signed_graph`)."""
    import networkx as nx

    found = triads(graph)
    counts = Counter(t.negatives for t in found)
    strained = sorted((t for t in found if not t.balanced), key=lambda t: (t.negatives, -t.weight, t[:3]))
    index = frustration(graph)
    frustrated = tuple((named(graph, a), named(graph, b), sign, weight) for a, b, sign, weight in index.frustrated)
    largest = max(sorted(sorted(p) for p in nx.connected_components(graph)), key=len, default=[])
    one, other = (tuple(sorted(named(graph, n) for n in largest if index.sides[n] == side)) for side in (0, 1))
    return Balance(
        triads={n: counts[n] for n in range(4)}, strained=tuple(strained), balanced=index.at_most == 0,
        clusterable=_is_clusterable(graph), at_least=index.at_least, at_most=index.at_most,
        total=sum(weight for *_, weight in signed_edges(graph)), camps=(one, other), frustrated=frustrated,
    )  # fmt: skip


def triads(graph: "networkx.Graph[str]") -> list[Triad]:
    """All triads of a signed graph, by the ids of their actors."""
    near: dict[str, dict[str, int]] = {}
    for a, b, sign, _ in signed_edges(graph):
        near.setdefault(a, {})[b] = sign
        near.setdefault(b, {})[a] = sign
    return [
        _triad(graph, a, b, c, near)
        for a in sorted(near)
        for b in sorted(near[a])
        for c in sorted(near[b])
        if a < b < c and c in near[a]
    ]


def _triad(graph: "networkx.Graph[str]", a: str, b: str, c: str, near: dict[str, dict[str, int]]) -> Triad:
    odd = {near[a][b]: c, near[a][c]: b, near[b][c]: a}
    if sum((near[a][b], near[a][c], near[b][c])) in (1, -1):  # one sign differs: who is opposite that tie comes first
        differing = -1 if near[a][b] + near[a][c] + near[b][c] > 0 else 1
        first = odd[differing]
        a, b, c = first, *sorted({a, b, c} - {first}, key=lambda n: (named(graph, n), n))
    edges = [graph.edges[pair] for pair in pairwise((a, b, c, a))]
    signs = near[a][b], near[a][c], near[b][c]
    weight = min(float(edge.get("weight", 1)) for edge in edges)
    told = [edge.get("tie") for edge in edges]
    disputed = any(isinstance(tie, Tie) and tie.disputed for tie in told)
    return Triad(named(graph, a), named(graph, b), named(graph, c), signs, weight, disputed, (a, b, c))


def _is_clusterable(graph: "networkx.Graph[str]") -> bool:
    """Whether no negative tie joins two whom a path of positive ones joins (Davis 1967, theorem 1)."""
    import networkx as nx

    parts = nx.connected_components(by_sign(graph, 1))
    cluster = {node: n for n, nodes in enumerate(parts) for node in nodes}
    return all(cluster[a] != cluster[b] for a, b, sign, _ in signed_edges(graph) if sign < 0)
