"""Parts of a graph as networks: what a party says, who stands around an actor, what a saved query finds."""

import pytest

from kg import catalogue, selection
from kg.errors import UsageError
from kg.network import Network
from kg.selection import around, found_by, told_by
from kg.store import Graph


def labels(network: Network) -> set[str]:
    return {node.label for node in network.nodes()}


def test_what_a_party_says_through_those_who_act_for_it(graph: Graph) -> None:
    network = told_by(graph, "Armenia")
    (link,) = network.links()
    told = dict(zip(network.columns, link.values, strict=True))
    assert (link.kind, told["stance"], told["said_by"]) == ("attacks", "asserts", "Defence Ministry of Armenia")
    assert labels(network) == {"Azerbaijan", "Armenia"}


def test_what_a_party_denies_is_its_viewpoint_too(graph: Graph) -> None:
    network = told_by(graph, "Azerbaijan")
    assert [(link.kind, link.values[0]) for link in network.links()] == [("attacks", "denies")]


def test_who_says_nothing_has_an_empty_network(graph: Graph) -> None:
    network = told_by(graph, "Turkey")
    assert (list(network.nodes()), list(network.links())) == ([], [])


def test_one_hop_around_an_actor(graph: Graph) -> None:
    assert labels(around(graph, "Karabakh")) == {"Karabakh", "Azerbaijan", "OSCE Minsk Group"}


def test_more_hops_reach_further_and_bring_all_claims_among_them(graph: Graph) -> None:
    near, far = around(graph, "Karabakh", 2), around(graph, "Karabakh", 9)
    assert labels(near) == {
        "Karabakh",
        "Azerbaijan",
        "OSCE Minsk Group",
        "Russia",
        "Armenia",
        "Turkey",
        "Karabakh militias",
    }
    assert "alliedWith" in {link.kind for link in near.links()}  # of Russia and Armenia, neither of them Karabakh's
    assert labels(far) == labels(near) | {"Vladimir Putin", "Defence Ministry of Armenia"}


def test_an_actor_must_be_known(graph: Graph) -> None:
    with pytest.raises(UsageError, match="knows no entity 'Atlantis'"):
        around(graph, "Atlantis")


def test_rows_of_a_saved_query_are_links(graph: Graph) -> None:
    network = found_by(graph, "who-backs-whom", {"side": "Armenia"})
    (link,) = network.links()
    told = dict(zip(network.columns, link.values, strict=True))
    assert (link.kind, link.label, link.valence, link.start) == ("alliedWith", "allied with", 1, "2016-04-03")
    assert (told["said_by"], told["origins"], told["sentence"]) == ("(article)", 1, "Russia is an ally of Armenia.")
    assert labels(network) == {"Russia", "Armenia"} and network.columns["origins"] == "int"


def test_a_query_that_names_no_two_actors_makes_no_network(graph: Graph) -> None:
    with pytest.raises(UsageError, match="most-quoted makes no network: its rows name no two actors"):
        found_by(graph, "most-quoted", {})


@pytest.mark.parametrize("name", sorted(catalogue.load()))
def test_every_saved_query_makes_a_sound_network_or_none(graph: Graph, name: str) -> None:
    given = {p.name: p.example for p in catalogue.find(name).parameters if p.required}
    try:
        network = found_by(graph, name, given)
    except UsageError:
        return
    links = list(network.links())
    known = {node.id for node in network.nodes()}
    assert {end for link in links for end in (link.source, link.target)} == known
    assert len({link.id for link in links}) == len(links)
    assert all(len(link.values) == len(network.columns) for link in links)
    assert not set(network.columns) & {"id", "source", "target", "label", "kind", "weight", "valence", "start", "end"}


def test_values_of_a_column_are_of_one_kind() -> None:
    mixed = [[1, 2.5, None], [True, 3, "x"]]
    kinds = [selection._kind(column) for column in mixed]
    assert kinds == ["double", "string"]
    alike = [[selection._of_kind(kind, v) for v in column] for kind, column in zip(kinds, mixed, strict=True)]
    assert [list(map(repr, column)) for column in alike] == [["1.0", "2.5", "None"], ["'true'", "'3'", "'x'"]]
