"""Blocs: signed modularity by hand, exactly, and beside igraph."""

import random
import sys

import igraph
import networkx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.signed import blocs, modularity
from tests.kg.signed.graphs import Tied, complete, edges, signed, some


def groups(graph: networkx.Graph, **how: float) -> set[frozenset[str]]:
    return {frozenset(member.id for member in bloc.members) for bloc in blocs(graph, **how).blocs}


def test_modularity_by_hand():
    """Two friends a–b, c–d, and enemies a–c: 2w⁺ = 4, 2w⁻ = 2, all k⁺ = 1, k⁻ = 1 for a and c.

    Blocs {a, b} and {c, d}: within 2·1 + 2·1 = 4; by chance (2² + 2²)/4 = 2; credit (1² + 1²)/2 = 1; Q = (4−2+1)/6.
    All in one: within 4 − 2 = 2; by chance 4²/4 = 4; credit 2²/2 = 2; Q = 0. Each alone: (0 − 4/4 + 2/2)/6 = 0.
    """
    graph = signed(("a", "b", 1), ("c", "d", 1), ("a", "c", -1))
    assert modularity(graph, {"a": 0, "b": 0, "c": 1, "d": 1}) == pytest.approx(3 / 6)
    assert modularity(graph, dict.fromkeys("abcd", 0)) == pytest.approx(0)
    assert modularity(graph, {n: i for i, n in enumerate("abcd")}) == pytest.approx(0)
    found = blocs(graph)
    assert (found.modularity, groups(graph)) == (0.5, {frozenset("ab"), frozenset("cd")})


def test_shared_enemies_bring_together_unless_told_not_to():
    """a and b are enemies of c. Together: credit (2² + 2²)/4 − … beats standing alone; at enmity 0 there is none."""
    graph = signed(("a", "c", -1), ("b", "c", -1))
    assert groups(graph) == {frozenset("ab")}
    assert [bloc.positive for bloc in blocs(graph).blocs] == [0]
    assert groups(graph, enmity=0) == set()
    assert blocs(graph, enmity=0).alone == ("a", "b", "c")


def test_whom_nothing_joins_never_stand_together():
    assert groups(signed(("a", "b", -1), ("c", "d", -1))) == set()


def test_resolution_splits():
    ring = [(f"{n}{x}", f"{n}{y}", 1.0) for n in range(4) for x, y in ("ab", "bc", "ac")]
    ring += [(f"{n}a", f"{(n + 1) % 4}a", 1.0) for n in range(4)]
    assert len(groups(signed(*ring))) == 4
    assert len(groups(signed(*ring), resolution=0.1)) == 1


def test_planted_blocs_are_found_in_a_larger_network():
    chance = random.Random(1)
    names = [f"{bloc}{n:02}" for bloc in "abc" for n in range(12)]
    tied = [(x, y, 1.0 if x[0] == y[0] else -1.0) for x in names for y in names if x < y and chance.random() < 0.4]
    assert groups(signed(*tied)) == {frozenset(n for n in names if n[0] == bloc) for bloc in "abc"}


def test_a_member_at_the_edge_has_a_small_margin():
    """x has a friend on either side."""
    graph = complete(["ab", "bc", "ac", "de", "ef", "df"], "abcdef")
    graph.add_edge("x", "a", sign=1, weight=1)
    graph.add_edge("x", "d", sign=1, weight=1)
    margins = {member.id: member.margin for bloc in blocs(graph).blocs for member in bloc.members}
    assert margins["x"] == 0 < min(value for node, value in margins.items() if node != "x")


def test_an_empty_network_has_no_blocs():
    found = blocs(networkx.Graph())
    assert (found.blocs, found.alone, found.modularity) == ((), (), 0)


def _best(graph: networkx.Graph) -> float:
    """The highest Q of all partitions of up to seven nodes."""
    nodes, ways = sorted(graph), [[0]]
    for _ in nodes[1:]:
        ways = [[*way, block] for way in ways for block in range(max(way) + 2)]
    return max(modularity(graph, dict(zip(nodes, way, strict=True))) for way in ways)


@some
@given(edges(5))
def test_small_networks_are_solved_exactly(tied: list[Tied]):
    graph = signed(*tied)
    if tied and networkx.is_connected(graph):
        assert blocs(graph).modularity == pytest.approx(_best(graph), abs=1e-4)


@some
@given(edges(8))
def test_moving_finds_nearly_what_weighing_all_finds(tied: list[Tied]):
    graph = signed(*tied, also="a")
    exact = blocs(graph).modularity
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys.modules["kg.signed.blocs"], "EXACT", 0)  # its function has its name
        assert exact - 0.05 <= blocs(graph).modularity  # of networks as small as these, one move more or less is 0.03


@some
@given(edges(), st.randoms(use_true_random=False))
def test_order_changes_nothing_and_names_no_quality(tied: list[Tied], chance):
    graph = signed(*tied)
    shuffled = chance.sample(tied, len(tied))
    assert blocs(signed(*((b, a, value) for a, b, value in shuffled))) == blocs(graph)
    renamed = networkx.relabel_nodes(graph, {node: f"z{ord('z') - ord(node)}" for node in graph})
    assert blocs(renamed).modularity == blocs(graph).modularity


@some
@given(edges())
def test_a_network_without_enemies_has_the_modularity_of_networkx_and_igraph(tied: list[Tied]):
    graph = signed(*((a, b, abs(value)) for a, b, value in tied), also="a")
    half = {node: n % 2 for n, node in enumerate(sorted(graph))}
    sides = [{node for node in graph if half[node] == side} for side in (0, 1)]
    if tied:
        assert modularity(graph, half) == pytest.approx(networkx.community.modularity(graph, sides))
        other = igraph.Graph.from_networkx(graph)
        expected = other.modularity([half[name] for name in other.vs["_nx_name"]], weights="weight")
        assert modularity(graph, half) == pytest.approx(expected)


@pytest.mark.filterwarnings("ignore")  # igraph takes a warning in its conversions for a fault
def test_no_worse_than_the_spin_glass_of_igraph():
    """igraph minimises the same Hamiltonian (Traag and Bruggeman 2009) by annealing."""
    chance = random.Random(5)
    names = [f"n{n:02}" for n in range(14)]
    tied = [(x, y, chance.choice([1.0, 1.0, -1.0])) for x in names for y in names if x < y and chance.random() < 0.4]
    graph = signed(*tied)
    other = igraph.Graph.TupleList([(a, b, value) for a, b, value in tied], weights=True)
    igraph.set_random_number_generator(random.Random(3))
    try:
        found = other.community_spinglass(weights=other.es["weight"], implementation="neg", lambda_=1.0, spins=6)
    finally:
        igraph.set_random_number_generator(random)
    theirs = modularity(graph, dict(zip(other.vs["name"], found.membership, strict=True)))
    assert blocs(graph).modularity >= theirs - 1e-4
