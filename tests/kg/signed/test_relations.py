"""The ledger as a network: who stands for whom, by whose account, when, and what is left out."""

from collections.abc import Callable

import pytest

from kg import views
from kg.errors import UsageError
from kg.ledger import OWN
from kg.signed import Choice, network, relations, signed_graph, stretch, ties
from kg.store import Graph
from tests.kg.signed.graphs import positions


def told(graph: Graph, **how: object) -> set[tuple[str, str, str]]:
    made = network(graph, Choice(**how))
    label = made.nodes(data="label")
    return {(label[r.source], r.predicate, label[r.target]) for r in relations(made)}


def test_what_is_claimed_of_one_towards_another(graph: Graph) -> None:
    assert told(graph) == {
        ("Azerbaijan", "attacks", "Armenia"), ("Karabakh militias", "attacks", "Azerbaijan"),
        ("Armenia", "accuses", "Azerbaijan"), ("Azerbaijan", "accuses", "Armenia"),
        ("Turkey", "supports", "Azerbaijan"), ("Turkey", "suppliesWeaponsTo", "Azerbaijan"),
        ("Russia", "alliedWith", "Armenia"), ("OSCE Minsk Group", "mediates", "Karabakh"),
    }  # fmt: skip


def test_an_edge_knows_by_whose_account_it_is_and_who_denies_it(graph: Graph) -> None:
    attack = next(r for r in relations(network(graph)) if r.predicate == "attacks" and r.object == "Armenia")
    assert (attack.asserted_by, attack.denied_by) == (("Defence Ministry of Armenia",), ("Azerbaijan",))
    assert (attack.sign, attack.contested, attack.weight) == (-1, True, 1)
    assert (attack.first, attack.last) == ("2016-04-02", "2016-04-02")
    assert len(attack.claims) == len(attack.origins) == len(attack.denials) == 1
    relayed = next(r for r in relations(network(graph)) if r.subject == "Karabakh militias")
    assert (relayed.asserted_by, relayed.relayed_by) == (("Karabakh militias",), ("Russia",))


def test_copies_are_one_origin(graph: Graph) -> None:
    backing = next(r for r in relations(network(graph)) if r.predicate == "supports")
    assert (len(backing.claims), backing.weight) == (2, 1)


def test_the_account_of_a_party_is_also_that_of_those_who_act_for_it(graph: Graph) -> None:
    assert told(graph, told_by="Armenia") == {("Azerbaijan", "attacks", "Armenia")}
    assert told(graph, told_by="Azerbaijan") == set()  # it only denies
    assert ("Azerbaijan", "attacks", "Armenia") not in told(graph, told_by=OWN)
    with pytest.raises(UsageError, match="Atlantis"):
        network(graph, Choice(told_by="Atlantis"))


def test_organs_stand_for_their_state_unless_they_are_kept_apart(story: Callable[..., object]) -> None:
    s = story("Armenia's Defence Ministry backs Russia.", id="m")
    armenia, ministry, russia = s.entity("Armenia"), s.entity("Defence Ministry", "Government"), s.entity("Russia")
    s.claim(ministry, "partOf", armenia, "Ministry").claim(ministry, "supports", russia, "backs")
    graph = Graph.memory()
    graph.add(s.reading())
    views.refresh(graph)
    (lifted,) = relations(network(graph))
    assert (lifted.source.endswith("Q399"), lifted.subject) == (True, "Defence Ministry")
    assert told(graph, lift=False, unnamed=True) == {("Defence Ministry", "supports", "Russia")}


def test_what_is_left_out_is_counted(graph: Graph) -> None:
    made = network(graph, Choice(undisputed=True, deeds=True, until="2016-04-04"))
    assert str(made.graph["left_out"]) == "2 words, 1 disputed, 3 other times, 1 no actors"
    assert made.graph["left_out"].total == 7
    assert ("Karabakh", "secededFrom", "Azerbaijan") in told(graph, places=True)


@pytest.mark.parametrize(("since", "until"), [("soon", None), (None, "2020/2021"), ("2021", "2020")])
def test_what_is_no_time_is_refused(graph: Graph, since: str, until: str) -> None:
    with pytest.raises(UsageError):
        network(graph, Choice(since=since, until=until))


def test_a_stretch_is_up_to_from_or_between() -> None:
    assert stretch("2020-10", until=True) == {"since": None, "until": "2020-10"}
    assert stretch("2020-10", until=False) == {"since": "2020-10", "until": None}
    assert stretch("2019/..", until=True) == {"since": "2019", "until": None}


def test_a_tie_is_what_most_origins_say_and_remembers_the_rest() -> None:
    made = positions(("a", "supports", "b", 3), ("b", "accuses", "a", 1), ("b", "sanctions", "a", 1), denied=[1])
    (tie,) = ties(made)
    assert (tie.sign, tie.weight, tie.positive, tie.negative, tie.mixed) == (1, 1, 3, 2, True)
    assert (tie.disputed, tie.denied_by, tie.labels) == (1, ("Somebody",), ("supports", "accuses", "sanctions"))
    assert tie.claims == ("c0", "c1", "c2")


def test_an_origin_counts_once_for_each_sign() -> None:
    made = positions(("a", "supports", "b", 2), ("a", "aids", "b", 2))
    for *_, data in made.edges(data=True):
        data["origins"] = ("o1", "o2")
    assert [tie.positive for tie in ties(made)] == [2]


def test_an_even_tie_is_no_edge_but_its_ends_are_nodes() -> None:
    made = signed_graph(positions(("a", "supports", "b", 1), ("b", "attacks", "a", 1)))
    assert (sorted(made), made.number_of_edges()) == (["a", "b"], 0)


def test_the_same_articles_in_another_order_are_the_same_network(readings: tuple[object, ...]) -> None:
    one, other = Graph.memory(), Graph.memory()
    one.add(*readings)
    other.add(*reversed(readings))
    assert list(relations(network(one))) == list(relations(network(other)))
