"""Blocs: which actors stand together, found by the signed modularity of the network.

The measure is that of Gómez, Jensen and Arenas ("Analysis of community structure in networks of correlated data", Phys.
Rev. E 80, 016114, 2009), with the two resolutions of Traag and Bruggeman ("Community detection in networks with
positive and negative links", Phys. Rev. E 80, 036115, 2009): positive ties within blocs count for, negative ties within
them against, each beyond what actors with so many ties would have by chance.

    Q = 1/(2w⁺ + 2w⁻) · Σ_ij [ (w⁺_ij − γ⁺ k⁺_i k⁺_j / 2w⁺) − (w⁻_ij − γ⁻ k⁻_i k⁻_j / 2w⁻) ] δ(c_i, c_j)

It is brought up by moving single actors and then whole blocs, as Louvain does (Blondel and others, 2008), from several
orders that are the same each time, in each connected part of the network by itself: actors that nothing joins, not even
through others, are not said to stand together. Parts of up to `EXACT` actors are solved exactly.
"""

import random
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from kg.signed.ties import canonical, named, signed_edges

if TYPE_CHECKING:
    import networkx
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

EXACT = 9
"""Actors of a part up to which all partitions are weighed: 21,147 of nine (the Bell number)."""
STARTS = 8
"""Orders in which larger parts are gone through."""
_LEAST = 1e-9
"""A gain that is no rounding error."""


class Member(NamedTuple):
    """An actor of a bloc. `margin` is how much lower Q would be if it stood in the next best place: 0 is a toss-up."""

    id: str
    name: str
    margin: float


@dataclass(frozen=True, slots=True)
class Bloc:
    """Actors that stand together, those that belong there most first.

    `positive` and `negative` are the weights of the ties among them; where `positive` is 0, nothing but enemies that
    they share keeps them together, which nobody need have said.
    """

    members: tuple[Member, ...]
    positive: float
    negative: float


@dataclass(frozen=True, slots=True)
class Blocs:
    """The blocs, the largest first; `alone` are the actors in none. `modularity` is Q, from -1 to 1."""

    blocs: tuple[Bloc, ...]
    alone: tuple[str, ...]
    modularity: float
    resolution: float
    enmity: float

    @property
    def membership(self) -> dict[str, int]:
        """For each actor the number of its bloc, from 0; those that stand alone have numbers after these."""
        found = {member.id: n for n, bloc in enumerate(self.blocs) for member in bloc.members}
        return found | {node: len(self.blocs) + n for n, node in enumerate(self.alone)}


def blocs(graph: "networkx.Graph[str]", resolution: float = 1.0, enmity: float = 1.0) -> Blocs:
    """The blocs of a signed graph (`kg.signed.ties.signed_graph`).

    `resolution` (γ⁺) above 1 gives more and smaller blocs, below it fewer. `enmity` (γ⁻) is how much enmity is to be
    expected between actors that have many enemies: at 1 they are brought together by enemies that they share, at 0 only
    positive ties bring anybody together. Equal graphs give equal blocs, whatever the order of their nodes and edges.
    """
    import networkx as nx

    found: dict[str, int] = {}
    for part in sorted((sorted(p) for p in nx.connected_components(graph)), key=lambda p: (-len(p), p)):
        inside = _Part.of(graph, part, resolution, enmity)
        blocks = inside.best()
        found |= {node: len(found) + block for node, block in zip(inside.nodes, blocks, strict=True)}
    whole = _Part.of(graph, sorted(graph), resolution, enmity)
    return _told(graph, whole, found, resolution, enmity)


def modularity(
    graph: "networkx.Graph[str]", membership: Mapping[str, int], resolution: float = 1.0, enmity: float = 1.0
) -> float:
    """Q of any partition of the nodes, 0 for a graph without edges."""
    part = _Part.of(graph, sorted(graph), resolution, enmity)
    return part.quality([membership[node] for node in part.nodes])


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of the network by numbers: `near[i][j]` is the signed weight between two actors, where i stands for
    several, twice that within it; `for_` and `against` are their sums by sign."""

    nodes: Sequence[str]
    near: Sequence[Mapping[int, float]]
    for_: Sequence[float]
    against: Sequence[float]
    share_for: float
    share_against: float
    total: float

    @classmethod
    def of(cls, graph: "networkx.Graph[str]", nodes: Sequence[str], resolution: float, enmity: float) -> "_Part":
        kept = graph.subgraph(nodes)
        order = canonical(kept)
        number = {node: n for n, node in enumerate(order)}
        near: list[dict[int, float]] = [{} for _ in order]
        for_, against = [0.0] * len(order), [0.0] * len(order)
        for a, b, sign, weight in signed_edges(kept):
            for one, other in ((number[a], number[b]), (number[b], number[a])):
                near[one][other] = sign * weight
                (for_ if sign > 0 else against)[one] += weight
        all_for, all_against = sum(for_), sum(against)
        return cls(
            order, near, for_, against, resolution / all_for if all_for else 0.0,
            enmity / all_against if all_against else 0.0, all_for + all_against,
        )  # fmt: skip

    def quality(self, blocks: Sequence[int]) -> float:
        """Q of the partition."""
        within, for_, against = 0.0, defaultdict[int, float](float), defaultdict[int, float](float)
        for i, block in enumerate(blocks):
            within += sum(weight for j, weight in sorted(self.near[i].items()) if blocks[j] == block)
            for_[block] += self.for_[i]
            against[block] += self.against[i]
        chance = sum(self.share_for * w * w for w in for_.values())
        credit = sum(self.share_against * w * w for w in against.values())
        return (within - chance + credit) / self.total if self.total else 0.0

    def best(self) -> list[int]:
        """The best partition found, as the number of each actor's block."""
        if len(self.nodes) <= EXACT:
            return _Search(self).run()
        orders = [list(range(len(self.nodes)))]
        orders += [random.Random(n).sample(orders[0], len(self.nodes)) for n in range(1, STARTS)]
        return max((_louvain(self, order) for order in orders), key=lambda blocks: round(self.quality(blocks), 9))

    def gains(self, i: int, blocks: Sequence[int], sums: "_Sums") -> "Floats":
        """What Q would gain (times its scale) by having the actor in each block, against having it alone: so of an
        empty block 0."""
        found = self.share_against * self.against[i] * sums.against - self.share_for * self.for_[i] * sums.for_
        for j, weight in self.near[i].items():
            if j != i:
                found[blocks[j]] += weight
        return found

    def merged(self, blocks: Sequence[int]) -> "_Part":
        """The network of the blocks, numbered from 0."""
        several = range(max(blocks) + 1)
        near = [defaultdict[int, float](float) for _ in several]
        for_, against = [0.0] * len(several), [0.0] * len(several)
        for i, block in enumerate(blocks):
            for_[block] += self.for_[i]
            against[block] += self.against[i]
            for j, weight in sorted(self.near[i].items()):
                near[block][blocks[j]] += weight
        scale = self.share_for, self.share_against, self.total
        return _Part([str(n) for n in several], near, for_, against, *scale)


class _Sums:
    """The sums of the weights of the actors in each block, of as many blocks as there are actors."""

    def __init__(self, part: _Part, blocks: Sequence[int]) -> None:
        from numpy import zeros  # late: exports of networks of other kinds need no numpy

        self.part = part
        self.for_, self.against = zeros(len(blocks)), zeros(len(blocks))
        for i, block in enumerate(blocks):
            self.put(i, block)

    def put(self, i: int, block: int, by: int = 1) -> None:
        """Put an actor into a block, or take it out of it (`by` -1)."""
        self.for_[block] += by * self.part.for_[i]
        self.against[block] += by * self.part.against[i]


def _louvain(part: _Part, order: Sequence[int]) -> list[int]:
    """Move actors, then blocks, then actors again, until nothing gains."""
    blocks = _moved(part, list(range(len(part.nodes))), order)
    while True:
        whole = part.merged(blocks)
        outer = _moved(whole, list(range(len(whole.nodes))), range(len(whole.nodes)))
        joined = _moved(part, [outer[block] for block in blocks], order)
        if part.quality(joined) <= part.quality(blocks) + _LEAST:
            return blocks
        blocks = joined


def _moved(part: _Part, blocks: list[int], order: Sequence[int]) -> list[int]:
    """Blocks after each actor went where Q gains most, again and again; numbered from 0."""
    sums, moving = _Sums(part, blocks), True
    while moving:
        moving = False
        for i in order:
            home = blocks[i]
            sums.put(i, home, -1)
            gains = part.gains(i, blocks, sums)
            target = int(gains.round(9).argmax())  # of equal ones the first; an empty one where alone is best
            if gains[target] > gains[home] + _LEAST:
                blocks[i], moving = target, True
            sums.put(i, blocks[i])
    return _numbered(blocks)


def _numbered(blocks: Sequence[int]) -> list[int]:
    """The same blocks, numbered from 0 in the order in which they come."""
    numbers: dict[int, int] = {}
    return [numbers.setdefault(block, len(numbers)) for block in blocks]


class _Search:
    """All partitions of a small part, each actor in turn into a block that is there or a new one."""

    def __init__(self, part: _Part) -> None:
        self.part, self.top, self.blocks = part, float("-inf"), list[int]()
        n = range(len(part.nodes))
        self.gain = [
            [part.near[i].get(j, 0.0) - part.share_for * part.for_[i] * part.for_[j]
             + part.share_against * part.against[i] * part.against[j] for j in n]
            for i in n
        ]  # fmt: skip
        gained = [sum(max(self.gain[i][j], 0.0) for j in range(i)) for i in n]
        self.hope = [sum(gained[i:]) for i in range(len(n) + 1)]

    def run(self) -> list[int]:
        self._go([], 0.0)
        return self.blocks

    def _go(self, blocks: list[int], score: float) -> None:
        i = len(blocks)
        if score + self.hope[i] <= self.top + _LEAST:
            return
        if i == len(self.part.nodes):
            self.top, self.blocks = score, list(blocks)
            return
        for block in reversed(range(max(blocks, default=-1) + 2)):  # alone first: who gains nothing stays so
            more = sum(self.gain[i][j] for j in range(i) if blocks[j] == block)
            self._go([*blocks, block], score + more)


def _told(
    graph: "networkx.Graph[str]", part: _Part, membership: Mapping[str, int], resolution: float, enmity: float
) -> Blocs:
    blocks = [membership[node] for node in part.nodes]
    margins = _margins(graph, part, blocks, resolution, enmity)
    inside = defaultdict[int, list[str]](list)
    for node, block in zip(part.nodes, blocks, strict=True):
        inside[block].append(node)
    several = [_bloc(graph, nodes, margins) for nodes in inside.values() if len(nodes) > 1]
    several.sort(key=lambda bloc: (-len(bloc.members), [m.name for m in bloc.members], [m.id for m in bloc.members]))
    alone = sorted(nodes[0] for nodes in inside.values() if len(nodes) == 1)
    return Blocs(tuple(several), tuple(alone), round(part.quality(blocks), 4), resolution, enmity)


def _margins(
    graph: "networkx.Graph[str]", whole: _Part, blocks: Sequence[int], resolution: float, enmity: float
) -> dict[str, float]:
    """How far each actor's place is ahead of the next best one, or of standing alone, in its part of the network."""
    import networkx as nx

    member = dict(zip(whole.nodes, blocks, strict=True))
    found: dict[str, float] = {}
    for nodes in nx.connected_components(graph):
        part = _Part.of(graph, sorted(nodes), resolution, enmity)
        there = _numbered([member[node] for node in part.nodes])
        sums = _Sums(part, there)
        for i, node in enumerate(part.nodes):
            sums.put(i, there[i], -1)
            gains = part.gains(i, there, sums)
            sums.put(i, there[i])
            here, gains[there[i]] = float(gains[there[i]]), 0.0
            found[node] = round(2 * (here - max(float(gains.max()), 0.0)) / part.total, 4) if part.total else 0.0
    return found


def _bloc(graph: "networkx.Graph[str]", nodes: Sequence[str], margins: Mapping[str, float]) -> Bloc:
    among = list(signed_edges(graph.subgraph(nodes)))
    members = sorted((Member(n, named(graph, n), margins[n]) for n in nodes), key=lambda m: (-m.margin, m.name, m.id))
    positive, negative = (sum(weight for *_, each, weight in among if each == sign) for sign in (1, -1))
    return Bloc(tuple(members), positive, negative)
