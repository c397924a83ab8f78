"""Change between two networks, and brokers in one."""

import pytest

from kg.signed import blocs, brokers, change, signed_graph
from tests.kg.signed.graphs import positions


def test_new_gone_turned_and_kept() -> None:
    before = positions(("a", "supports", "b", 2), ("a", "attacks", "c", 1), ("b", "aids", "d", 1))
    after = positions(("a", "attacks", "b", 3), ("c", "attacks", "a", 1), ("c", "supports", "d", 1))
    found = change(before, after)
    assert [(t.a, t.b) for t in found.new] == [("c", "d")]
    assert [(t.a, t.b) for t in found.gone] == [("b", "d")]
    assert [(t.before.sign, t.after.sign) for t in found.turned] == [(1, -1)]
    assert found.kept == 1


def test_who_moved_from_bloc_to_bloc() -> None:
    camps = [("a", "b"), ("b", "c"), ("a", "c"), ("d", "e"), ("e", "f"), ("d", "f")]
    foes = [("a", "d"), ("b", "e")]
    ties = [(one, "supports", other, 1) for one, other in camps] + [(one, "attacks", other, 1) for one, other in foes]
    before = positions(*ties, ("x", "supports", "a", 2), ("x", "supports", "b", 2))
    after = positions(*ties, ("x", "supports", "d", 2), ("x", "supports", "e", 2))
    (move,) = change(before, after).moved
    assert (move.name, move.left, move.joined) == ("x", ("a", "b"), ("d", "e"))


@pytest.mark.parametrize("kept", [[], [("x", "supports", "e", 1)]], ids=["by a shared enemy", "to a friend it had"])
def test_nobody_moves_because_ties_are_gone(kept: list[tuple[str, str, str, int]]) -> None:
    friends = [("a", "b"), ("b", "c"), ("a", "c"), ("d", "e"), ("e", "f"), ("d", "f")]
    ties = [(one, "supports", other, 1) for one, other in friends]
    ties += [(one, "attacks", other, 1) for one, other in (("a", "d"), ("b", "e"), ("x", "a"))] + kept
    before, after = positions(*ties, ("x", "supports", "b", 3), ("x", "supports", "c", 3)), positions(*ties)
    placed = [blocs(signed_graph(network)).membership for network in (before, after)]
    assert [each["x"] == each["d"] for each in placed] == [False, True]
    assert change(before, after).moved == ()


def test_nothing_changed() -> None:
    same = positions(("a", "supports", "b", 1))
    found = change(same, same)
    assert (found.new, found.gone, found.turned, found.kept, found.moved) == ((), (), (), 1, ())


def test_a_friend_of_two_enemies_is_between_them() -> None:
    made = positions(
        ("m", "supports", "a", 3), ("m", "aids", "b", 2), ("a", "attacks", "b", 4), ("b", "supports", "c", 1)
    )
    first, *_ = brokers(made)
    assert (first.name, first.between) == ("m", (("a", "b", 2),))


def test_who_is_said_to_mediate_comes_first() -> None:
    made = positions(("o", "mediates", "a", 1), ("o", "mediates", "b", 1), ("a", "attacks", "b", 2))
    (only,) = brokers(made)
    assert (only.name, only.mediates, only.said_by, only.constraint) == ("o", ("a", "b"), ("(article)",), None)


def test_structural_holes_by_hand() -> None:
    """A bridge b between a and c: each of its two friends holds half of its ties and knows nobody else, so its
    constraint is ½² + ½² = ½, and both paths between them lead over it; a has one friend, who is all its ties."""
    found = {b.name: b for b in brokers(positions(("b", "supports", "a", 1), ("b", "supports", "c", 1)))}
    assert set(found) == {"b"}
    assert (found["b"].constraint, found["b"].effective_size, found["b"].betweenness) == pytest.approx((0.5, 2, 1))
