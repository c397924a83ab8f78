"""What is asked of Wikidata, and what stands in the graph in the end."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import check, enrich, iris, views
from kg.errors import EndpointError, UsageError
from kg.export import write
from kg.model import Reading
from kg.store import Graph
from kg.wikidata.facts import Name, Point, Tie, is_qid
from kg.wikidata.online import Client
from kg.wikidata.online.questions import Names, Points, Question, Ties, questions
from tests.kg.endpoint import NOW, Clock, Endpoint, Reply

Run = Callable[..., Any]


# ── Questions ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_questions_are_answered_from_data_of_wikidatas_shape(client: Client) -> None:
    items = ["Q399", "Q43", "Q7747", "Q405"]

    def facts(question: Question) -> list[Any]:
        found = question.by_item(items, client.select(question.query(items)))
        return [fact for item in items for fact in question.facts(item, "2026-03-04", found[item])]

    day = "2026-03-04"
    assert facts(Names("names", "fr")) == [
        Name("Q399", day, "Arménie", "fr", True),
        Name("Q399", day, "République d’Arménie", "fr", False),
        Name("Q43", day, "Turquie", "fr", True),
        Name("Q7747", day, "Vladimir Poutine", "fr", True),
    ]
    assert facts(Points("coordinates")) == [Point("Q399", day, "q399-point", 45.0, 40.0)]
    assert facts(Ties("instance of", "P31")) == [
        Tie("Q399", day, "q399-country", "P31", "Q6256", "country", "normal", None, None, False)
    ]
    assert facts(Ties("member of", "P463")) == [
        Tie("Q43", day, "q43-nato", "P463", "Q7184", "NATO", "normal", "1952-02-18", None, False)
    ]
    assert facts(Ties("position held", "P39")) == [
        Tie(
            "Q7747",
            day,
            "Q7747-first",
            "P39",
            "Q218295",
            "President of Russia",
            "normal",
            "2000-05-07",
            "2008-05",
            True,
        ),
        Tie("Q7747", day, "Q7747-second", "P39", "Q218295", "President of Russia", "preferred", None, None, True),
    ]
    assert facts(Ties("country of citizenship", "P27")) == [
        Tie("Q7747", day, "Q7747-russia", "P27", "Q159", None, "preferred", None, None, False),
        Tie("Q7747", day, "Q7747-ussr", "P27", "Q15180", None, "normal", None, "1991", True),
    ]


@pytest.mark.parametrize(
    "item", ["", "Q", "Q0", "q1", "Q1 ", "Q1\n", "Q١", "Q1> } #", "wd:Q1", "P31", "Q1} SERVICE <x> {"]
)
def test_nothing_but_items_enters_a_query(item: str) -> None:
    for question in questions(["fr"]):
        with pytest.raises(UsageError, match="no Wikidata item"):
            question.query(["Q1", item])


@pytest.mark.parametrize("code", ["", "FR", 'fr"', "français", "f", "en)", "zh-", "en us", "zh-classical"])
def test_nothing_but_codes_of_languages_enters_a_query(code: str) -> None:
    with pytest.raises(UsageError, match="no code of a language"):
        questions([code])


@settings(deadline=None)
@given(st.text())
def test_an_item_is_a_q_and_a_number(text: str) -> None:
    assert not is_qid(text) or (text[0] == "Q" and text[1:].isdecimal() and text.isascii())


def test_every_question_is_of_another_kind_and_asks_in_all_languages_at_last() -> None:
    asked = questions(["fr", "zh-hans", "fr"])
    kinds = [question.kind for question in asked]
    assert kinds[:3] == ["names in fr", "names in zh-hans", "names in mul"] and len(set(kinds)) == len(kinds)


@pytest.mark.parametrize(
    "row",
    [
        {}, {"item": "http://www.wikidata.org/entity/Q1"}, {"item": "Q2", "kind": "x", "text": "y"},
        {"item": "http://www.wikidata.org/entity/Q2", "kind": "http://a.example/#label", "text": "y"},
    ],
)  # fmt: skip
def test_an_answer_to_something_else_is_refused(row: dict[str, str]) -> None:
    with pytest.raises(EndpointError, match="answers something else"):
        Names("names", "fr").by_item(["Q1"], [row])


VALUES = st.text(max_size=5) | st.sampled_from(
    ["http://www.wikidata.org/entity/Q5", "Point(1 2)", "Point(1E400 2)", "Point(. .)", "1991-02-30T00:00:00Z", "11"]
)
STATEMENTS = st.just("http://www.wikidata.org/entity/statement/Q1-a") | VALUES
NEEDED = {"statement": STATEMENTS, "value": VALUES, "rank": VALUES, "point": VALUES}
OTHER = {"since": VALUES, "until": VALUES, "since_precision": VALUES}


@settings(deadline=None)
@given(st.lists(st.fixed_dictionaries(NEEDED, optional=OTHER), max_size=3))
def test_whatever_the_rows_hold_they_make_facts_or_none(found: list[dict[str, str]]) -> None:
    backwards = list(reversed(found))
    for question in (Points("coordinates"), Ties("member of", "P463")):
        facts = list(question.facts("Q1", "2026-03-04", found))
        assert [fact.statement for fact in facts if not isinstance(fact, Name)] == [
            fact.statement for fact in question.facts("Q1", "2026-03-04", backwards) if not isinstance(fact, Name)
        ]


# ── The graph ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def enriched(graph_folder: Path, client: Client) -> Path:
    enrich.enrich(graph_folder, client, enrich.Wanted(["fr"]))
    return graph_folder


def test_the_items_that_most_claims_speak_of_come_first(graph: Graph) -> None:
    assert enrich.linked(graph)[0] == "Q227"
    assert set(enrich.linked(graph)) == {"Q399", "Q227", "Q159", "Q43", "Q244165", "Q2268915", "Q7747"}
    assert enrich.linked(graph, 2) == enrich.linked(graph)[:2]


def test_facts_can_be_asked_for(enriched: Path) -> None:
    with Graph.open(enriched) as graph:
        offices = graph.select("""
            SELECT ?office ?since ?until WHERE {
              GRAPH graph:entities { ?person skos:prefLabel "Vladimir Putin" ; owl:sameAs ?item }
              GRAPH graph:wikidata {
                ?s rdf:subject ?item ; rdf:predicate par:holdsOffice ; rdf:object/rdfs:label ?office ; time:hasTime ?t .
                OPTIONAL { ?t time:hasBeginning/time:inXSDDate ?since }
                OPTIONAL { ?t time:hasEnd/time:inXSDDate ?until }
              }
            } ORDER BY ?since""")
        places = graph.select("""
            PREFIX geo: <http://www.opengis.net/ont/geosparql#>
            SELECT ?where ?source ?day {
              GRAPH graph:wikidata {
                wd:Q399 geo:hasGeometry ?g . ?g geo:asWKT ?where ; prov:wasDerivedFrom ?source ; dcterms:created ?day
              }
            }""")
        names = graph.select("SELECT ?n { GRAPH graph:wikidata { wd:Q399 rdfs:label|skos:altLabel ?n } } ORDER BY ?n")
        terms = graph.select(
            "ASK { GRAPH graph:wikidata { graph:wikidata dcterms:license ?cc0 } }".replace("ASK", "SELECT *")
        )
    assert offices.rows == ((("President of Russia"), None, None), ("President of Russia", "2000-05-07", "2008-05-31"))
    assert places.rows == (("POINT(45 40)", "http://www.wikidata.org/entity/statement/q399-point", "2026-03-04"),)
    assert [name for (name,) in names] == ["Arménie", "République d’Arménie"]
    assert [str(licence) for (licence,) in terms] == ["https://creativecommons.org/publicdomain/zero/1.0/"]


def test_what_articles_say_stays_as_it_was(
    graph_folder: Path, client: Client, run: Run, readings: tuple[Reading, ...]
) -> None:
    def seen() -> list[object]:
        shown = [run("ask", query, "-g", graph_folder).out for query in ("who-backs-whom", "members-of", "most-quoted")]
        with Graph.open(graph_folder) as graph:
            quads = [
                line
                for line in graph.dump("nq").splitlines()
                if b"<https://w3id.org/parley/graph/wikidata>" not in line
            ]
            gexf = run("export", "-g", graph_folder, "-f", "gexf").out
            return [*shown, run("show", "Armenia", "-g", graph_folder).out, gexf, quads]

    before = seen()
    enrich.enrich(graph_folder, client, enrich.Wanted(["fr"]))
    with Graph.open(graph_folder, read_only=False) as graph:
        assert len(graph.dump("nq").splitlines()) > len(before[-1]) + 40  # type: ignore[arg-type]
        views.refresh(graph)
    assert seen() == before
    with Graph.open(graph_folder, read_only=False) as graph:
        graph.add(*readings, reader="test reader 2")
        assert graph.query("ASK { GRAPH graph:wikidata { wd:Q399 rdfs:label ?name } }") is True


def test_what_wikidata_does_not_bear_out_follows_whichever_comes_first(
    graph_folder: Path, client: Client, story: Callable[..., Any], tmp_path: Path
) -> None:
    """Wikidata has Turkey in NATO alone. Whether articles come before it is asked or after that, the graph is the
    same."""
    s, home = story("Turkey is in the OSCE Minsk Group.", id="members"), tmp_path / "again.kg"
    s.claim(s.entity("Turkey"), "memberOf", s.entity("OSCE Minsk Group"), "is in")

    def read() -> None:
        with Graph.open(home, read_only=False) as graph:
            graph.add(s.reading())
            views.refresh(graph)

    def ask() -> None:
        enrich.enrich(home, client, enrich.Wanted(["fr"]))

    def forget() -> None:
        enrich.remove(home)

    def after(*steps: Callable[[], None]) -> bytes:
        shutil.rmtree(home, ignore_errors=True)
        shutil.copytree(graph_folder, home)
        for step in steps:
            step()
        with Graph.open(home) as graph:
            return graph.dump("nq")

    told = after(read, ask)
    assert told.count(b"/graph/view/wikidata> .") == told.count(b'#wikidataSays> "otherwise"') > 0
    assert after(read, ask, ask) == after(ask, read) == told
    assert after(read, ask, forget) == after(read)


def test_the_graph_is_still_well_formed_and_can_be_taken_elsewhere(enriched: Path) -> None:
    with Graph.open(enriched) as graph:
        assert check.check(graph).findings == ()
        copy = Graph.memory()
        copy.load(graph.dump("trig"), "trig")
        views.refresh(copy)
        assert copy.dump("nq") == graph.dump("nq")


@pytest.mark.parametrize(
    ("broken", "found"),
    [
        ("?s prov:wasDerivedFrom ?o", "comes from one statement or item"),
        ("?s dcterms:created ?o", "fetched on one day"),
        ("?s rdf:object ?o", "joins two items"),
        ("?s <http://www.opengis.net/ont/geosparql#asWKT> ?o", "degrees east and north"),
    ],
)
def test_a_fact_without_a_part_is_found(enriched: Path, broken: str, found: str) -> None:
    with Graph.open(enriched, read_only=False) as graph:
        graph.update(f"WITH graph:wikidata DELETE {{ {broken} }} WHERE {{ {broken} }}")
        assert {found in finding.message for finding in check.check(graph).findings} == {True}


def test_the_same_answers_make_the_same_bytes(graph_folder: Path, client: Client, clock: Clock) -> None:
    def dump() -> bytes:
        with Graph.open(graph_folder) as graph:
            return graph.dump("nq")

    enrich.enrich(graph_folder, client, enrich.Wanted(["fr"], batch=2))
    first = dump()
    enrich.remove(graph_folder)
    enrich.enrich(graph_folder, client, enrich.Wanted(["fr"], batch=100))
    assert dump() == first
    clock.day = NOW.replace(day=5)
    enrich.enrich(graph_folder, client, enrich.Wanted(["fr"]))
    assert dump() == first


def test_what_came_in_is_written_whatever_breaks_it_off(graph_folder: Path, endpoint: Endpoint, client: Client) -> None:
    endpoint.answer = lambda seen: endpoint.evaluated(seen) if len(endpoint.seen) == 1 else Reply(403)
    with pytest.raises(EndpointError):
        enrich.enrich(graph_folder, client, enrich.Wanted(["fr"]))
    with Graph.open(graph_folder) as graph:
        assert graph.query('ASK { GRAPH graph:wikidata { wd:Q43 rdfs:label "Turquie"@fr } }') is True


def test_export_of_an_enriched_graph(enriched: Path, tmp_path: Path) -> None:
    with Graph.open(enriched) as graph, (tmp_path / "out").open("wb") as stream:
        write(graph, "graphml", stream)
    assert "wikidata" not in (tmp_path / "out").read_text(encoding="utf-8")


# ── The command ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_enrich_and_remove(run: Run, graph_folder: Path, endpoint: Endpoint) -> None:
    given_ = ("wikidata", "enrich", "-g", graph_folder, "--endpoint", endpoint.address, "--language", "fr")
    status, out, err = run(*given_, "--dry-run")
    assert (status, out, err) == (0, f"to fetch: 56 answers, in 8 queries to {endpoint.address}\n", "")
    assert endpoint.seen == [] and not (graph_folder / "wikidata.sqlite").exists()
    assert run(*given_, "--limit", 2).out == "fetched: 16 answers, in 8 queries; 0 were here already\n"
    assert run(*given_) == (0, "fetched: 40 answers, in 8 queries; 16 were here already\n", "")
    assert run("wikidata", "enrich", "-g", graph_folder, "--remove").out == "removed\n"
    assert not (graph_folder / "wikidata.sqlite").exists()
    with Graph.open(graph_folder) as graph:
        assert iris.WIKIDATA.encode() not in graph.dump("nq")
    assert run("wikidata", "enrich", "-g", graph_folder, "--remove").out == "there was nothing to remove\n"


def test_enrich_tells_in_one_line_what_went_wrong(run: Run, graph_folder: Path, endpoint: Endpoint) -> None:
    endpoint.answer = lambda seen: Reply(403, b"banned")
    status, out, err = run("wikidata", "enrich", "-g", graph_folder, "--endpoint", endpoint.address)
    assert (status, out) == (1, "") and err.startswith(f"kg: {endpoint.address}: the endpoint refuses (403): banned (")
    assert run("wikidata", "enrich", "-g", graph_folder, "--endpoint", "wikidata").status == 2
    assert run("wikidata", "enrich", "-g", "no.kg", "--endpoint", endpoint.address).status == 1


def test_enrich_can_be_interrupted_and_goes_on(
    run: Run, graph_folder: Path, endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    select = Client.select

    def interrupted(client: Client, sparql: str) -> object:
        if len(endpoint.seen) == 3:
            raise KeyboardInterrupt
        return select(client, sparql)

    given_ = ("wikidata", "enrich", "-g", graph_folder, "--endpoint", endpoint.address, "--language", "fr")
    with monkeypatch.context() as patched:
        patched.setattr(Client, "select", interrupted)
        assert run(*given_)[:2] == (130, "")
    with Graph.open(graph_folder) as graph:
        assert graph.query("ASK { GRAPH graph:wikidata { wd:Q399 rdfs:label ?name } }") is True
    assert run(*given_).out == "fetched: 35 answers, in 5 queries; 21 were here already\n"


def test_enrich_tells_what_it_got_no_answer_to(
    run: Run, graph_folder: Path, endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.wikidata.online.client.time.sleep", lambda seconds: None)
    endpoint.answer = lambda seen: (
        Reply(504) if "Q43 " in seen.query and "LANG" in seen.query else endpoint.evaluated(seen)
    )
    monkeypatch.setattr("kg.wikidata.online.harvest.Client.rest", lambda client, failures: None)
    status, out, err = run("wikidata", "enrich", "-g", graph_folder, "--endpoint", endpoint.address, "--language", "fr")
    assert status == 1 and "no time for names in fr of Q43 (run it again" in err and "fetched: " in out
