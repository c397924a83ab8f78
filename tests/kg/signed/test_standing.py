"""PN centrality by hand, by linear algebra, and its symmetries."""

import networkx
import numpy as np
import pytest
from hypothesis import given

from kg.signed import network, pn_centrality, standing
from kg.store import Graph
from tests.kg.signed.graphs import Tied, complete, edges, signed, some


def test_two_friends_and_two_enemies_by_hand():
    """n = 2, so 2n−2 = 2. Friends: x = 1 + x/2, x = 2. Enemies: A = −2, x = 1 − x, x = ½."""
    assert pn_centrality(signed(("a", "b", 1))) == {"a": 2, "b": 2}
    assert pn_centrality(signed(("a", "b", -7))) == {"a": 0.5, "b": 0.5}


def test_a_star_of_friends_by_hand():
    """n = 3, 2n−2 = 4: c = 1 + (a + b)/4, a = b = 1 + c/4, so c = 1 + (1 + c/4)/2, 7c = 12, and a = 1 + 3/7."""
    found = pn_centrality(signed(("c", "a", 1), ("c", "b", 1)))
    assert found == pytest.approx({"c": 12 / 7, "a": 10 / 7, "b": 10 / 7}, abs=1e-6)


def test_complete_networks_have_the_values_of_the_paper():
    """All friends: x = 1 + x(n−1)/(2n−2), so 2; all enemies: x = 1 − x, so ½; whatever n."""
    assert set(pn_centrality(complete([a + b for a in "abcde" for b in "abcde" if a < b], "abcde")).values()) == {2}
    assert set(pn_centrality(complete([], "abcde")).values()) == {0.5}


def test_who_has_no_ties_has_one():
    assert pn_centrality(signed(("a", "b", 1), also="z"))["z"] == 1
    assert pn_centrality(networkx.Graph()) == {}


@some
@given(edges())
def test_it_solves_the_linear_system(tied: list[Tied]):
    graph = signed(*tied, also="abc")
    nodes = sorted(graph)
    a = np.zeros((len(nodes), len(nodes)))
    for x, y, value in tied:
        i, j = nodes.index(x), nodes.index(y)
        a[i, j] = a[j, i] = 1 if value > 0 else -2
    expected = np.linalg.solve(np.eye(len(nodes)) - a / (2 * len(nodes) - 2), np.ones(len(nodes)))
    assert [pn_centrality(graph)[node] for node in nodes] == pytest.approx(list(expected), abs=2e-6)


@some
@given(edges())
def test_names_change_nothing(tied: list[Tied]):
    graph = signed(*tied)
    new = {node: f"z{ord('z') - ord(node)}" for node in graph}
    expected = {new[node]: value for node, value in pn_centrality(graph).items()}
    assert pn_centrality(networkx.relabel_nodes(graph, new)) == pytest.approx(expected, abs=1e-6)


@some
@given(edges())
def test_a_friend_more_never_lowers_the_first_step(tied: list[Tied]):
    """Where all are friends, all are at least at 1; where all are enemies, none is above 1."""
    friends, enemies = ([(a, b, sign * abs(v)) for a, b, v in tied] for sign in (1, -1))
    assert all(value >= 1 for value in pn_centrality(signed(*friends)).values())
    assert all(value <= 2 for value in pn_centrality(signed(*friends)).values())
    assert sum(pn_centrality(signed(*enemies)).values()) <= len(signed(*enemies))


def test_standing_tells_who_acts_from_who_is_acted_upon(graph: Graph):
    found = {s.name: s for s in standing(network(graph))}
    turkey, armenia = found["Turkey"], found["Armenia"]
    assert (turkey.for_others, turkey.others_for, turkey.against_others) == (2, 0, 0)
    assert (armenia.for_others, armenia.others_for, armenia.others_against) == (1, 1, 2)  # the alliance holds both ways
