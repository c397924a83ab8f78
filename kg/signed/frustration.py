"""The frustration index of a signed graph: exact where its knots are small, else between two bounds.

Each actor is given one of two sides; a positive tie between sides and a negative one within a side are frustrated, and
the index is the least weight of frustrated ties (Harary 1959; to find it is NP-hard: Barahona, "On the computational
complexity of Ising spin glass models", 1982). Only ties on a cycle can be frustrated, and cycles do not leave a
biconnected part, so each part is solved by itself: up to `EXACT` actors all sides are weighed, beyond that sides are
mended until no switch helps, which bounds the index from above, and cycles of an odd number of negative ties that share
no weight are counted, each of which must have a frustrated tie, which bounds it from below.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from kg.signed.ties import canonical, signed_edges

if TYPE_CHECKING:
    import networkx

EXACT = 18
"""Actors of a part up to which all 2¹⁷ ways to take sides are weighed."""
STARTS = 8
"""Beginnings from which the sides of larger parts are mended."""

Edge = tuple[str, str, int, float]
"""Both ends, sign and weight."""


class Frustration(NamedTuple):
    """The index lies between the bounds; the sides, 0 or 1, of each actor leave these ties frustrated, by weight."""

    at_least: float
    at_most: float
    sides: dict[str, int]
    frustrated: tuple[Edge, ...]


def frustration(graph: "networkx.Graph[str]") -> Frustration:
    """The frustration index. Bounds are equal where it is exact; equal graphs give equal sides."""
    import networkx as nx

    signed = [*signed_edges(graph)]
    whole: nx.Graph[str] = nx.Graph()
    whole.add_nodes_from(sorted(graph))
    whole.add_edges_from((a, b, {"sign": sign, "weight": weight}) for a, b, sign, weight in signed)
    at_least, kept = 0.0, nx.Graph()
    kept.add_nodes_from(whole)
    for nodes in sorted(sorted(part) for part in nx.biconnected_components(whole)):
        part = whole.subgraph(nodes)
        edges = [*signed_edges(part)]
        sides, least = _solved(canonical(part), edges)
        at_least += least
        kept.add_edges_from((a, b, {"turned": sides[a] != sides[b]}) for a, b, *_ in edges)
    found = _sides(kept)
    frustrated = tuple(sorted((e for e in signed if _is_frustrated(e, found)), key=lambda e: (-e[3], e[:2])))
    at_most = sum(e[3] for e in frustrated)
    return Frustration(round(at_least, 9), round(at_most, 9), found, frustrated)


def _sides(kept: "networkx.Graph[str]") -> dict[str, int]:
    """The sides of all, from whether the ends of each tie stand on one; parts meet in single actors, so all can be so.

    The first of each connected part is on side 0.
    """
    found: dict[str, int] = {}
    for start in canonical(kept):
        if start in found:
            continue
        found[start], queue = 0, deque([start])
        while queue:
            here = queue.popleft()
            for there in sorted(kept[here]):
                if there not in found:
                    found[there] = found[here] ^ int(kept.edges[here, there]["turned"])
                    queue.append(there)
    return found


def _solved(nodes: Sequence[str], edges: Sequence[Edge]) -> tuple[dict[str, int], float]:
    """The best sides known for a part, and how much must be frustrated at least."""
    if len(nodes) <= EXACT:
        sides = _weighed(nodes, edges)
        return sides, _weight(edges, sides)
    sides = min((_mended(nodes, edges, start) for start in range(STARTS)), key=lambda each: _weight(edges, each))
    return sides, min(_packed(edges), _weight(edges, sides))


def _weighed(nodes: Sequence[str], edges: Sequence[Edge]) -> dict[str, int]:
    """The first of all ways to take sides that frustrates least; the first actor stays on side 0."""
    import numpy as np

    number = {node: n for n, node in enumerate(nodes)}
    ways = np.arange(1 << (len(nodes) - 1), dtype=np.int64) << 1
    weights = np.zeros(len(ways))
    for a, b, sign, weight in edges:
        apart = (ways >> number[a] ^ ways >> number[b]) & 1
        weights += weight * (apart if sign > 0 else 1 - apart)
    way = int(ways[int(np.argmin(weights))])
    return {node: way >> n & 1 for node, n in number.items()}


def _mended(nodes: Sequence[str], edges: Sequence[Edge], start: int) -> dict[str, int]:
    """Sides that no switch of one actor improves, beginning with a different tree of ties for each `start`."""
    near = _near(edges)
    sides = _grown(near, nodes[start * len(nodes) // STARTS])
    moving = True
    while moving:
        moving = False
        for node in nodes:
            bad = sum(w if _odd(sign, sides[node], sides[other]) else -w for other, sign, w in near[node])
            if bad > 0:
                sides[node] ^= 1
                moving = True
    return sides


def _grown(near: Mapping[str, list[tuple[str, int, float]]], start: str) -> dict[str, int]:
    """Sides along a breadth-first tree, on which no tie is frustrated."""
    sides, queue = {start: 0}, deque([start])
    while queue:
        here = queue.popleft()
        for there, sign, _ in near[here]:
            if there not in sides:
                sides[there] = sides[here] if sign > 0 else 1 - sides[here]
                queue.append(there)
    return sides


def _packed(edges: Sequence[Edge]) -> float:
    """The weight of unbalanced cycles that share none, taken greedily, the shortest through each tie first."""
    near, left = _near(edges), {(a, b): weight for a, b, _, weight in edges}
    total = 0.0
    for a, b, sign, _ in sorted(edges):
        while left[a, b] > 0 and (cycle := _unbalanced(near, left, (a, b), sign)):
            least = min(left[step] for step in cycle)
            left |= {step: left[step] - least for step in cycle}
            total += least
    return total


def _unbalanced(
    near: Mapping[str, list[tuple[str, int, float]]], left: Mapping[tuple[str, str], float], pair: tuple[str, str],
    sign: int,
) -> list[tuple[str, str]]:  # fmt: skip
    """The ties of a shortest cycle through this one whose signs multiply to -1, as far as weight is left; or none."""
    start, goal = (pair[0], 1), (pair[1], -sign)
    before: dict[tuple[str, int], tuple[str, int]] = {start: start}
    queue = deque([start])
    while queue and goal not in before:
        here, so_far = queue.popleft()
        for there, each, _ in near[here]:
            state, tie = (there, so_far * each), (min(here, there), max(here, there))
            if state not in before and tie != pair and left[tie] > 0:
                before[state] = here, so_far
                queue.append(state)
    return [pair, *_steps(before, goal)] if goal in before else []


def _steps(before: Mapping[tuple[str, int], tuple[str, int]], goal: tuple[str, int]) -> Iterator[tuple[str, str]]:
    """The ties that led to the goal; one that a walk took twice counts for nothing and is left out."""
    path = [goal]
    while before[path[-1]] != path[-1]:
        path.append(before[path[-1]])
    ties = [(min(a, b), max(a, b)) for (a, _), (b, _) in pairwise(path)]
    return (tie for tie in dict.fromkeys(ties) if ties.count(tie) % 2)


def _near(edges: Iterable[Edge]) -> dict[str, list[tuple[str, int, float]]]:
    found: dict[str, list[tuple[str, int, float]]] = {}
    for a, b, sign, weight in edges:
        found.setdefault(a, []).append((b, sign, weight))
        found.setdefault(b, []).append((a, sign, weight))
    return {node: sorted(each) for node, each in found.items()}


def _odd(sign: int, one: int, other: int) -> bool:
    return (one == other) == (sign < 0)


def _is_frustrated(edge: Edge, sides: Mapping[str, int]) -> bool:
    return _odd(edge[2], sides[edge[0]], sides[edge[1]])


def _weight(edges: Iterable[Edge], sides: Mapping[str, int]) -> float:
    return sum(e[3] for e in edges if _is_frustrated(e, sides))
