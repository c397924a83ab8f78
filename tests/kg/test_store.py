"""The graph as a whole: articles in and out, queries, the folder on disk and all that can be wrong with it."""

import json
import os
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest

from kg import iris, rdf, views
from kg.answers import FORMATS, Rows, Triples
from kg.errors import GraphError, InputError, QueryError, UsageError
from kg.store import Graph

COUNT = "SELECT (COUNT(DISTINCT ?claim) AS ?n) WHERE { ?claim a par:Claim }"


def count(graph: Graph) -> int:
    return graph.select(COUNT).rows[0][0]


# ── articles ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_order_of_articles_leaves_no_trace(readings) -> None:
    dumps = set()
    for order in permutations(readings):
        graph = Graph.memory()
        for reading in order:
            graph.add(reading, reader="r")
        views.refresh(graph)
        dumps.add(graph.dump("nq"))
    assert len(dumps) == 1


def test_adding_again_changes_nothing(graph, readings) -> None:
    before = graph.dump("nq")
    graph.add(*readings, reader="test reader 1")
    views.refresh(graph)
    assert graph.dump("nq") == before


def test_a_new_reading_replaces_the_old_one_whole(graph, readings) -> None:
    shelling = replace(readings[0], claims=readings[0].claims[:1], attributions=())
    graph.add(shelling)
    stored = graph.reading(iris.article(shelling.article))
    assert stored.claims[0].subject == shelling.claims[0].subject
    assert (len(stored.claims), stored.attributions) == (1, ())


def test_what_follows_from_articles_goes_with_them(graph, readings) -> None:
    gone = iris.article(readings[1].article)
    graph.remove(gone)
    assert not graph.query("ASK { GRAPH ?g { ?s ?p ?o } FILTER(STRSTARTS(STR(?g), STR(graph:view))) }")
    assert not graph.query('ASK { ?e rdfs:label "Karabakh militias" }')
    assert gone not in [article.iri for article in graph.articles()]
    with pytest.raises(UsageError, match="holds no article"):
        graph.remove(gone)
    with pytest.raises(UsageError, match="holds no article"):
        graph.reading(gone)


def test_articles_tell_whether_they_must_be_read_again(graph, readings) -> None:
    articles = {article.id: article for article in graph.articles()}
    shelling, article = articles["shelling"], readings[0].article
    assert (shelling.source, shelling.url, shelling.title) == (article.source, article.url, article.title)
    assert shelling.fingerprint == iris.fingerprint(article) != iris.fingerprint(replace(article, date="2016-04-04"))
    assert shelling.run == rdf.run_iri("test reader 1")
    assert articles["background"].date == "2016-04-06"
    assert articles["background"].title is None


def test_entities_have_one_label_and_all_names(graph) -> None:
    rows = graph.select("""SELECT ?p ?o { GRAPH graph:entities {
        <https://w3id.org/parley/entity/Organisation/defence-ministry-of-armenia> ?p ?o } FILTER(isLiteral(?o)) }""")
    assert sorted((iris.local_name(p), o) for p, o in rows) == [
        ("altLabel", "Armenian Defence Ministry"),
        ("articles", 1),
        ("label", "Defence Ministry of Armenia"),
        ("prefLabel", "Defence Ministry of Armenia"),
    ]


def test_the_commonest_label_wins_and_then_the_longest(story) -> None:
    graph = Graph.memory()
    for n, name in enumerate(["PKK", "Workers'\nParty", "PKK", "Other name"]):
        s = story(f"{name} {n}", id=str(n))
        s.entity(name, "ArmedGroup")
        s.entities[0] = replace(s.entities[0], qid="Q1")
        graph.add(s.reading())
    assert graph.select("SELECT ?l { entity:Q1 rdfs:label ?l }").rows == (("PKK",),)
    names = graph.select("SELECT DISTINCT ?l { GRAPH graph:entities { entity:Q1 skos:altLabel ?l } } ORDER BY ?l")
    assert names.rows == (("Other name",), ("Workers' Party",))


# ── queries ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_forms_of_queries(graph) -> None:
    assert isinstance(graph.query(COUNT), Rows)
    assert graph.query("ASK { entity:Q227 a par:State }") is True
    triples = graph.query("CONSTRUCT { ?s ?p ?o } WHERE { GRAPH graph:entities { ?s ?p ?o } }")
    assert isinstance(triples, Triples)
    assert len(triples) == triples.dump("nt").count(b"\n")
    with pytest.raises(QueryError, match="no SELECT"):
        graph.select("ASK { ?s ?p ?o }")
    with pytest.raises(QueryError, match="no CONSTRUCT"):
        graph.construct("ASK { ?s ?p ?o }")


def test_the_hierarchy_of_predicates_is_in_the_graph(graph) -> None:
    assert graph.query("ASK { par:suppliesWeaponsTo rdfs:subPropertyOf+ par:positiveTowards ; par:valence 1 }")


@pytest.mark.parametrize(
    ("sparql", "message"),
    [
        ("SELECT ?s WHERE { ?s ?p o }", "line 1, column 27: not SPARQL after 'SELECT .s WHERE { .s .p o'"),
        ("SELECT *\nWHERE { ?s ?p ?o", "line 2, column 17: not SPARQL after"),
        ("", "line 1, column 1: not SPARQL: nothing to run"),
        ("SELECT ?s { ?s foo:bar ?o }", "an unknown prefix after"),
        ("INSERT DATA { <a:b> <a:b> <a:b> }", "not SPARQL"),
    ],
)
def test_malformed_queries_are_refused_with_their_place(graph, sparql: str, message: str) -> None:
    with pytest.raises(QueryError, match=message) as caught:
        graph.query(sparql)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 200


def test_a_query_never_reaches_the_network_and_its_faults_are_its_own(graph) -> None:
    with pytest.raises(QueryError, match="federated queries are off: SERVICE reaches the network"):
        graph.query("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }")
    with pytest.raises(QueryError, match="LOAD reaches the network"):
        graph.update("LOAD <http://127.0.0.1:9/>")
    with pytest.raises(QueryError, match="cannot be run"):
        graph.query("SELECT ('\ud800' AS ?x) {}")


def test_what_is_no_iri_is_no_article(graph) -> None:
    for asked in (graph.reading, graph.remove):
        with pytest.raises(UsageError, match="holds no article x y"):
            asked("x y")


def test_a_graph_is_opened_not_called() -> None:
    with pytest.raises(UsageError, match=r"write kg\.open"):
        Graph("some/folder")  # type: ignore[arg-type]


def test_a_label_of_the_vocabulary_that_changed_is_written_again(folder: Path) -> None:
    with Graph.create(folder) as graph:
        graph.update('INSERT DATA { GRAPH graph:ontology { par:supports rdfs:label "an older label" } }')
    Graph.create(folder).close()
    assert Graph.open(folder).query('ASK { par:supports rdfs:label "an older label" }') is False


def test_malformed_updates_change_nothing(graph) -> None:
    before = len(graph)
    with pytest.raises(QueryError):
        graph.update("DROP ALL ; INSERT DATA { oops }")
    assert len(graph) == before


# ── dumps ────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("format", ["nq", "trig", "jsonld"])
def test_a_dump_loads_into_an_equal_graph(graph, format: str) -> None:
    copy = Graph.memory()
    copy.load(graph.dump(format), format)
    views.refresh(copy)
    assert copy.dump("nq") == graph.dump("nq")


@pytest.mark.parametrize("format", FORMATS)
def test_dumps_are_the_same_each_time(graph, format: str) -> None:
    assert graph.dump(format) == graph.dump(format) != b""


def test_bad_dumps_are_refused(graph) -> None:
    with pytest.raises(UsageError, match=r"no format 'xlsx'.*nq, trig"):
        graph.dump("xlsx")
    with pytest.raises(InputError, match=r"bad.nq: not nq"):
        graph.load(b"<a> <b>", "nq", where="bad.nq")


def test_rdflib_sees_the_same_triples(graph) -> None:
    assert sum(1 for _ in graph.to_rdflib().quads()) == len(graph)


# ── folders ──────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def folder(tmp_path: Path, readings) -> Path:
    with Graph.create(tmp_path / "deep" / "graph") as graph:
        graph.add(*readings)
    return tmp_path / "deep" / "graph"


def test_a_folder_keeps_what_was_added(folder: Path, readings) -> None:
    graph = Graph.open(folder)
    assert count(graph) == sum(len(reading.claims) for reading in readings)
    with pytest.raises(GraphError, match="for reading only"):
        graph.add(readings[0])
    graph.close()
    with Graph.create(folder) as again:
        again.remove(iris.article(readings[0].article))
    assert len(Graph.open(folder).articles()) == 2


def test_two_may_read_while_only_one_writes(folder: Path) -> None:
    first, second = Graph.open(folder), Graph.open(folder)
    assert count(first) == count(second)
    writer = Graph.create(folder)
    with pytest.raises(GraphError, match="another process is writing"):
        Graph.create(folder)
    writer.close()
    Graph.create(folder).close()
    with pytest.raises(GraphError, match="closed"):
        writer.dump()


def test_a_writer_that_is_cut_off_leaves_the_graph_as_it_was(folder: Path, readings) -> None:
    with Graph.open(folder) as graph:
        before = graph.dump("nq")
    cut_off = Graph.create(folder)
    cut_off.remove(iris.article(readings[0].article))
    del cut_off  # never closed
    with Graph.open(folder) as graph:
        assert graph.dump("nq") == before
    Graph.create(folder).close()
    assert len([path for path in folder.iterdir() if path.name.startswith("store")]) == 1


def test_a_reader_keeps_the_graph_that_it_opened(folder: Path, readings) -> None:
    reader = Graph.open(folder)
    before = reader.dump("nq")
    for reading in readings:
        with Graph.create(folder) as writer:
            writer.remove(iris.article(reading.article))
    assert reader.place.exists() and reader.dump("nq") == before
    assert Graph.open(folder).articles() == []
    reader.close()
    Graph.create(folder).close()
    assert [path.name for path in folder.iterdir() if path.name.startswith("store")] == ["store-5"]


def test_a_graph_that_was_never_finished_says_so(tmp_path: Path) -> None:
    cut_off = Graph.create(tmp_path / "g.kg")
    del cut_off
    with pytest.raises(GraphError, match=r"unfinished.*build it again"):
        Graph.open(tmp_path / "g.kg")


def test_what_is_no_graph_is_told_apart(tmp_path: Path) -> None:
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "a.txt").write_text("x")
    with pytest.raises(GraphError, match=r"no such graph.*kg build"):
        Graph.open(tmp_path / "missing")
    for path in (tmp_path / "notes", tmp_path / "notes" / "a.txt"):
        with pytest.raises(GraphError, match="no Parley graph"):
            Graph.open(path)
        with pytest.raises(GraphError, match="in the way"):
            Graph.create(path)
    with pytest.raises(GraphError):
        Graph.create(tmp_path / "notes" / "a.txt" / "graph")


@pytest.mark.parametrize("card", ["", "[]", "{}", "\x00"])
def test_a_corrupt_card_is_named(folder: Path, card: str) -> None:
    (folder / "parley.json").write_text(card)
    with pytest.raises(GraphError, match=r"corrupt: parley\.json"):
        Graph.open(folder)


def test_another_format_is_refused(folder: Path) -> None:
    (folder / "parley.json").write_text(json.dumps({"format": 99}))
    with pytest.raises(GraphError, match=r"format 99.*build it again"):
        Graph.open(folder)


@pytest.mark.parametrize("damage", ["CURRENT", "MANIFEST*"])
def test_a_corrupt_store_is_named(folder: Path, damage: str) -> None:
    for path in (folder / "store").glob(damage):
        path.write_bytes(b"\x00garbage")
    for open_it in (Graph.open, Graph.create):
        with pytest.raises(GraphError, match=r"corrupt.*build it again"):
            open_it(folder)


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is forbidden to root")
def test_a_forbidden_folder_is_named(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(GraphError, match="permissions"):
        Graph.create(tmp_path / "graph")
