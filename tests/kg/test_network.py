"""Networks: an edge for each claim that joins two entities, with who says it and who denies it."""

import pytest

from kg.network import edges, nodes, to_networkx
from kg.statements import UNNAMED, statements
from kg.store import Graph


def test_statements_name_speakers_from_the_inside_out(graph: Graph) -> None:
    told = {(s.subject_name, s.predicate, s.object_name): s for s in statements(graph)}
    assert told["Karabakh militias", "attacks", "Azerbaijan"].said_by == ("Karabakh militias", "Russia")
    assert told["Azerbaijan", "attacks", "Armenia"].denied_by == ("Azerbaijan",)
    assert told["Turkey", "suppliesWeaponsTo", "Azerbaijan"].said_by == (UNNAMED,)
    assert told["Turkey", "suppliesTroopsTo", "Azerbaijan"].polarity == "negated"
    mediated = told["Russia", "mediates", None]
    assert (mediated.object, mediated.time, mediated.said_by) == (None, "1994", ("Vladimir Putin",))


def test_statements_carry_what_is_known_of_the_article(graph: Graph) -> None:
    attack = next(s for s in statements(graph) if s.predicate == "attacks" and s.object_name == "Armenia")
    assert (attack.title, attack.publisher, attack.date) == ("Villages shelled", "Wire One", "2016-04-03")
    assert (attack.time, attack.quantity, attack.mode, attack.confidence) == ("2016-04-02", 2, "heavy-weapons", 0.8)
    assert attack.sentence and attack.sentence.startswith("The Armenian Defence Ministry said")


def test_statements_are_the_same_however_many_articles_are_asked_for_at_once(
    graph: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_once = list(statements(graph))
    monkeypatch.setattr("kg.statements._BATCH", 1)
    assert list(statements(graph)) == at_once


def test_statements_know_what_all_articles_say(graph: Graph) -> None:
    told = {(s.subject_name, s.predicate, s.object_name): s for s in statements(graph)}
    attack = told["Azerbaijan", "attacks", "Armenia"]
    assert (attack.contested, attack.origins, attack.opposed_by) == (True, 1, ("Azerbaijan",))
    negated = told["Turkey", "suppliesTroopsTo", "Azerbaijan"]
    assert (negated.contested, negated.opposed_by) == (False, ())


def test_nodes_are_the_entities_that_claims_join(graph: Graph) -> None:
    found = {node.label: node for node in nodes(graph)}
    assert found["Armenia"].qid == "Q399" and found["Armenia"].type == "State"
    assert found["Karabakh militias"].qid is None
    assert "troops" not in found


def test_edges_have_both_ends_among_the_nodes(graph: Graph) -> None:
    known = {node.id for node in nodes(graph)}
    found = list(edges(graph))
    assert {end for edge in found for end in (edge.source, edge.target)} == known
    assert len({edge.id for edge in found}) == len(found) == sum(s.object is not None for s in statements(graph))


def test_a_multigraph_keeps_parallel_claims_apart(graph: Graph) -> None:
    network = to_networkx(graph)
    turkey, azerbaijan = (f"https://w3id.org/parley/entity/{qid}" for qid in ("Q43", "Q227"))
    between = network.get_edge_data(turkey, azerbaijan)
    assert sorted(data["predicate"] for data in between.values()) == [
        "suppliesTroopsTo", "suppliesWeaponsTo", "supports", "supports",
    ]  # fmt: skip
    assert network.nodes[turkey] == {"label": "Turkey", "type": "State", "qid": "Q43"}
    assert all(value is not None for *_, data in network.edges(data=True) for value in data.values())


def test_an_empty_graph_is_an_empty_network() -> None:
    assert len(to_networkx(Graph.memory())) == 0
