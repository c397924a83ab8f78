"""Structural balance: triads, frustration, camps; against hand, brute force and igraph."""

import sys
from itertools import product

import igraph
import networkx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.signed import balance, frustration, triads
from kg.signed.ties import signed_edges
from tests.kg.signed.graphs import Tied, complete, edges, signed, some


@pytest.mark.parametrize(
    ("signs", "strong", "weak", "index"),
    [
        ((1, 1, 1), True, True, 0), ((1, 1, -1), False, False, 1), ((1, -1, -1), True, True, 0),
        ((-1, -1, -1), False, True, 1),
    ],
)  # fmt: skip
def test_the_four_triads(signs, strong, weak, index):
    graph = signed(*((*pair, sign) for pair, sign in zip(("ab", "ac", "bc"), signs, strict=True)))
    (triad,) = triads(graph)
    assert (triad.balanced, triad.weakly_balanced, triad.negatives) == (strong, weak, signs.count(-1))
    found = balance(graph)
    assert (found.balanced, found.clusterable, found.at_most) == (strong, weak, index)
    assert found.exact


def test_the_friend_of_two_enemies_comes_first():
    (triad,) = triads(signed(("a", "b", -4), ("a", "c", 2), ("b", "c", 3)))
    assert (triad.a, triad.b, triad.c, triad.signs, triad.weight) == ("c", "a", "b", (1, 1, -1), 2)


def test_two_camps_of_a_balanced_network():
    found = balance(complete(["ab", "bc", "ac", "de"], "abcde"))
    assert found.camps == (("a", "b", "c"), ("d", "e"))
    assert (found.balanced, found.share, found.normalized) == (True, 1.0, 1.0)


def test_three_camps_are_clusterable_but_not_balanced():
    """Of {ab}, {cd}, {ef}, all enemies of each other: 8 of the 20 triads are all enemies; to make two camps of three,
    the 4 ties between two of them have to change."""
    found = balance(complete(["ab", "cd", "ef"], "abcdef"))
    assert (found.balanced, found.clusterable, found.triads[3], found.triads[2]) == (False, True, 8, 12)
    assert (found.at_least, found.at_most, found.total) == (4, 4, 15)


def test_a_complete_network_of_enemies():
    """Six actors, 15 negative ties: split three and three, 3 + 3 ties stay within a camp."""
    assert frustration(complete([], "abcdef"))[:2] == (6, 6)


def test_weights_count():
    """The one tie to give up is the lightest of the triangle."""
    found = balance(signed(("a", "b", 5), ("b", "c", 4), ("a", "c", -2)))
    assert (found.at_most, found.frustrated) == (2, (("a", "c", -1, 2),))
    assert found.normalized == pytest.approx(1 - 4 / 11)


def test_ties_on_no_cycle_are_never_frustrated():
    found = frustration(signed(("a", "b", 1), ("b", "c", -1), ("c", "d", -1), ("x", "y", -1)))
    assert (found.at_most, found.sides["a"] == found.sides["b"], found.sides["b"] != found.sides["c"]) == (
        0,
        True,
        True,
    )


def test_bounds_of_a_part_that_is_too_large_to_weigh():
    """A ring of thirty ties, one of them negative, has one tie out of line; both bounds find it."""
    ring = [(f"n{i:02}", f"n{(i + 1) % 30:02}", 1.0 if i else -1.0) for i in range(30)]
    assert frustration(signed(*ring))[:2] == (1, 1)


def test_bounds_hold_where_they_differ():
    """Twenty mutual enemies: half and half leaves 2 · 45 = 90 of 190 out of line."""
    names = [f"n{i:02}" for i in range(20)]
    found = frustration(signed(*((a, b, -1.0) for a in names for b in names if a < b)))
    assert found.at_least <= 90 <= found.at_most
    assert found.at_most == 90


def test_a_network_without_ties():
    found = balance(signed(also="ab"))
    assert (found.triads, found.share, found.normalized, found.balanced) == ({0: 0, 1: 0, 2: 0, 3: 0}, None, None, True)
    assert balance(networkx.Graph()).camps == ((), ())


def _brute(graph: networkx.Graph) -> float:
    nodes, ties = sorted(graph), list(signed_edges(graph))
    ways = (dict(zip(nodes, way, strict=True)) for way in product((0, 1), repeat=len(nodes)))
    return min(sum(w for a, b, s, w in ties if (way[a] == way[b]) == (s < 0)) for way in ways)


@some
@given(edges())
def test_the_index_is_that_of_all_ways_to_take_sides(tied: list[Tied]):
    graph = signed(*tied, also="a")
    found = frustration(graph)
    assert found.at_least == found.at_most == _brute(graph)
    assert sum(e[3] for e in found.frustrated) == found.at_most


@some
@given(edges())
def test_bounds_hold_by_mending_and_packing_too(tied: list[Tied]):
    graph = signed(*tied, also="a")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys.modules["kg.signed.frustration"], "EXACT", 0)  # its function has its name
        found = frustration(graph)
    assert found.at_least <= _brute(graph) <= found.at_most


@some
@given(edges(), st.randoms(use_true_random=False))
def test_order_and_names_change_nothing(tied: list[Tied], chance):
    graph = signed(*tied)
    shuffled = chance.sample(tied, len(tied))
    assert balance(signed(*((b, a, value) for a, b, value in shuffled))) == balance(graph)
    renamed = balance(networkx.relabel_nodes(graph, {node: f"z{ord('z') - ord(node)}" for node in graph}))
    assert (renamed.triads, renamed.at_most, renamed.balanced, renamed.clusterable) == (
        balance(graph).triads, balance(graph).at_most, balance(graph).balanced, balance(graph).clusterable
    )  # fmt: skip


@some
@given(edges(), st.sampled_from("abcdefg"))
def test_switching_an_actor_keeps_strong_balance(tied: list[Tied], who: str):
    """Turning all ties of one actor around changes no product around a cycle (Harary 1959)."""
    turned = [(a, b, -value if who in (a, b) else value) for a, b, value in tied]
    before, after = balance(signed(*tied)), balance(signed(*turned))
    assert (before.at_most, before.share) == (after.at_most, after.share)


@some
@given(edges())
def test_triangles_are_those_that_igraph_lists(tied: list[Tied]):
    graph = signed(*tied, also="a")
    other = igraph.Graph.from_networkx(graph)
    named = {tuple(sorted(other.vs[list(t)]["_nx_name"])) for t in other.list_triangles()}
    assert {tuple(sorted(t.ids)) for t in triads(graph)} == named
