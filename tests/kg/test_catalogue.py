"""Saved queries: their files, their parameters, their answers."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from kg import catalogue, iris, lookup, saved, views
from kg.errors import DataError, UsageError
from kg.store import Graph
from kg.terms import IRI

REQUIRED = {
    "as-known-on": {"on": "2016-04-05"},
    "as-told-by": {"teller": "Armenia"},
    "backers-of-backers": {"side": "Azerbaijan"},
    "blocs": {"party": "Russia"},
    "changed-since": {"since": "2016-04-05"},
    "event-accounts": {"about": "Armenia"},
    "events-between": {"a": "Armenia", "b": "Azerbaijan"},
    "evidence-for": {"subject": "Turkey", "object": "Azerbaijan"},
    "history-of": {"entity": "Karabakh"},
    "sides": {"conflict": "Armenia"},
    "swing-actors": {"before": "2016", "after": "2016"},
    "timeline": {"place": "Karabakh"},
}
NAMES = {"actors"}
"""The questions that tell who is spoken of, whether or not anything is claimed of them."""
SILENT = {"backers-of-backers", "casualties", "copies", "places", "recognition", "swing-actors", "wikidata-otherwise"}
"""Questions that the three articles have nothing for; test_questions.py asks them of more."""
WIDE = ("backers-of-backers", "casualties", "event-accounts", "recognition", "swing-actors", "wikidata-otherwise")
"""Questions that test_questions.py asks of rdflib too, where they have rows."""
NARROWED = {
    "who-backs-whom": {"side": "Azerbaijan", "conflict": "Karabakh"},
    "who-fights-whom": {"party": "Azerbaijan", "since": "2016-04-03", "until": "2016"},
    "says-denies": {"about": "Azerbaijan", "predicate": "attacks"},
    "accusations": {"accused": "Azerbaijan"},
    "evidence-for": {"subject": "Turkey", "object": "Azerbaijan", "predicate": "supports"},
}


def ask(graph: Graph, name: str, *columns: str, **given: str) -> list[tuple]:
    answer = catalogue.run(graph, name, **given)
    return [tuple(row[column] for column in columns) for row in answer.dicts()]


# ── answers ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_who_backs_whom(graph) -> None:
    assert ask(graph, "who-backs-whom", "backer", "how", "backed", "said_by", "articles", "origins") == [
        ("Russia", "allied with", "Armenia", ("(article)",), 1, 1),
        ("Turkey", "supplies weapons to", "Azerbaijan", ("(unnamed)",), 1, 1),
        ("Turkey", "supports", "Azerbaijan", ("(article)",), 2, 1),  # a reprint is no second origin
        ("Armenia", "allied with", "Russia", ("(article)",), 1, 1),
    ]


def test_who_backs_one_side_or_in_one_conflict(graph) -> None:
    assert ask(graph, "who-backs-whom", "backer", side="Armenia") == [("Russia",)]
    narrowed = ask(graph, "who-backs-whom", "backer", "how", "articles", conflict="OSCE Minsk Group")
    assert narrowed == [("Turkey", "supports", 1)]


def test_what_a_leader_or_ministry_does_counts_for_the_state(story) -> None:
    s = story("Vladimir Putin, leader of Russia, praised Armenia.")
    putin, russia, armenia = (s.entity(name) for name in ("Vladimir Putin", "Russia", "Armenia"))
    s.claim(putin, "leads", russia, "leader").claim(putin, "endorses", armenia, "praised")
    graph = Graph.memory()
    graph.add(s.reading())
    views.refresh(graph)
    assert ask(graph, "who-backs-whom", "backer", "how", "backed") == [("Russia", "endorses", "Armenia")]


def test_the_ledger(graph) -> None:
    columns = ("asserted_by", "denied_by", "relayed_by", "depth")
    assert ask(graph, "says-denies", *columns, about="Azerbaijan", predicate="attacks") == [
        (("Defence Ministry of Armenia",), ("Azerbaijan",), (), 1),
        (("Karabakh militias",), (), ("Russia",), 2),
    ]
    assert ask(graph, "says-denies", *columns, predicate="supplies troops to") == [((), ("(article)",), (), 0)]


def test_only_what_is_denied_is_contested(graph) -> None:
    rows = ask(graph, "contested-claims", "subject", "predicate", "object", "denied_by")
    assert rows == [("Azerbaijan", "attacks", "Armenia", ("Azerbaijan",))]
    assert ask(graph, "contested-claims", "subject", since="2017") == []


def test_a_denial_in_another_article_counts(graph, story) -> None:
    s = story("Turkey does not back Azerbaijan.", id="other")
    turkey, azerbaijan = s.entity("Turkey"), s.entity("Azerbaijan")
    graph.add(s.claim(turkey, "supports", azerbaijan, "back", polarity="negated").reading())
    rows = ask(graph, "contested-claims", "subject", "asserted_by", "denied_by", about="Turkey")
    assert rows == [("Turkey", ("(article)",), ("(article)",))]


def test_saying_that_somebody_did_harm_is_accusing(graph) -> None:
    assert ask(graph, "accusations", "accuser", "deed", "accused", "victim", accused="Azerbaijan") == [
        ("Defence Ministry of Armenia", "attacks", "Azerbaijan", "Armenia"),
        ("Armenia", "accuses", "Azerbaijan", None),
    ]


def test_history_is_dated_and_sorted(graph) -> None:
    columns = ("when", "subject", "predicate", "object")
    assert ask(graph, "history-of", *columns, entity="Karabakh") == [
        ("1988", "Karabakh", "seceded from", "Azerbaijan"),
        ("1994", "Russia", "mediates", None),
    ]


def test_events_between_two_go_both_ways_and_count_ministries(graph) -> None:
    columns = ("day", "subject", "predicate", "object")
    expected = {
        ("2016-04-02", "Azerbaijan", "attacks", "Armenia"),
        ("2016-04-05", "Armenia", "accuses", "Azerbaijan"),
        ("2016-04-05", "Azerbaijan", "accuses", "Armenia"),
    }
    assert set(ask(graph, "events-between", *columns, a="Azerbaijan", b="Armenia")) == expected
    until = ask(graph, "events-between", *columns, a="Armenia", b="Azerbaijan", until="2016-04-02")
    assert [row[0] for row in until] == ["2016-04-02"]


def test_the_smaller_questions(graph) -> None:
    assert ask(graph, "alliances", "ally", "of") == [("Russia", "Armenia")]
    assert ask(graph, "members-of", "member", organisation="OSCE Minsk Group") == [("Russia",)]
    assert ask(graph, "offices", "person", "tie", "body") == [("Vladimir Putin", "leads", "Russia")]
    assert ask(graph, "mediators", "mediator", "in") == [("OSCE Minsk Group", "Karabakh"), ("Russia", None)]
    assert ask(graph, "territory", "subject", "relation", territory="Karabakh") == [("Karabakh", "seceded from")]
    assert ask(graph, "most-quoted", "source", "claimed", "denied")[0] == ("Defence Ministry of Armenia", 1, 1)
    assert ask(graph, "as-told-by", "subject", "told_by", teller="Armenia") == [
        ("Azerbaijan", ("Defence Ministry of Armenia",))
    ]
    fights = ask(graph, "who-fights-whom", "attacker", "target")
    assert fights == [("Azerbaijan", "Armenia"), ("Karabakh militias", "Azerbaijan")]


def test_every_row_has_its_evidence(graph) -> None:
    for name in set(catalogue.load()) - SILENT:
        answer = catalogue.run(graph, name, **REQUIRED.get(name, {}))
        assert len(answer) > 0, name
        assert all(answer.claims) or name in NAMES, name


def test_receipts_are_the_evidence_of_every_row(graph) -> None:
    answer = catalogue.run(graph, "says-denies")
    assert answer.receipts() == [answer.evidence(row) for row in range(len(answer))]


@pytest.mark.parametrize(
    ("stance", "said_by"), [("asserts", ("Russia",)), ("doubts", ()), ("asks", ()), ("denies", ())]
)
def test_who_doubts_or_asks_says_nothing(story, stance: str, said_by: tuple[str, ...]) -> None:
    s = story("Russia said whether Turkey backs Azerbaijan.")
    russia, turkey, azerbaijan = (s.entity(name) for name in ("Russia", "Turkey", "Azerbaijan"))
    told = s.says(russia, "Russia", "said", "Turkey backs Azerbaijan", stance)
    s.claim(turkey, "supports", azerbaijan, "backs", attributions=(told,))
    graph = Graph.memory()
    graph.add(s.reading())
    views.refresh(graph)
    assert ask(graph, "who-backs-whom", "said_by") == [(said_by,)]
    denied = ("Russia",) if stance == "denies" else ()
    assert ask(graph, "says-denies", "asserted_by", "denied_by") == [(said_by, denied)]


def test_one_article_is_one_origin_however_often_it_says_so(story) -> None:
    s = story("Turkey backs Azerbaijan. Again, Turkey supports Azerbaijan.")
    turkey, azerbaijan = s.entity("Turkey"), s.entity("Azerbaijan")
    s.claim(turkey, "supports", azerbaijan, "backs").claim(turkey, "supports", azerbaijan, "supports")
    graph = Graph.memory()
    graph.add(s.reading())
    views.refresh(graph)
    assert ask(graph, "who-backs-whom", "articles", "origins") == [(1, 1)]


def test_evidence_shows_sentence_article_and_who_said_it(graph) -> None:
    answer = catalogue.run(graph, "says-denies", predicate="attacks", about="Karabakh militias")
    (evidence,) = answer.evidence(0)
    assert evidence.sentence.startswith("Russia reported") and evidence.sentence.endswith("helicopter of Azerbaijan.")
    assert (evidence.title, evidence.publisher, evidence.date) == ("Helicopter down", "Wire Two", "2016-04-05")
    assert [(s.name, s.cue) for s in evidence.speakers] == [("Karabakh militias", "claimed"), ("Russia", "reported")]
    article = graph.reading(evidence.article).article
    assert article.text[evidence.start : evidence.end] == evidence.sentence


@pytest.mark.slow
def test_rdflib_gives_the_same_answers(graph) -> None:
    """But for their order: rdflib forgets what a query groups and sorts by unless it is also selected."""
    dataset = graph.to_rdflib()
    left = ("blocs", *WIDE)  # rdflib needs minutes for blocs
    asked = [(name, REQUIRED.get(name, {})) for name in catalogue.load() if name not in left]
    asked += NARROWED.items()
    for name, given in asked:
        query = catalogue.find(name)
        sparql = catalogue.sparql(graph, query, given)
        ours = graph.select(sparql)
        theirs = [[None if value is None else value.toPython() for value in row] for row in dataset.query(sparql)]
        several = [column in query.lists or column == "claims" for column in ours.columns]
        assert comparable(ours, several) == comparable(theirs, several), name


def comparable(rows: Iterable[Iterable[object]], several: list[bool]) -> list[list[str]]:
    return sorted(
        ["\n".join(sorted(plain(v).split("\n"))) if s else plain(v) for v, s in zip(row, several, strict=True)]
        for row in rows
    )


def plain(value: object) -> str:
    return f"{value:.4f}" if isinstance(value, int | float | Decimal) else str(value or "")


# ── parameters ───────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "name", ["Defence Ministry of Armenia", "armenian  defence ministry", "Organisation/defence-ministry-of-armenia",
             "https://w3id.org/parley/entity/Organisation/defence-ministry-of-armenia"],
)  # fmt: skip
def test_entities_go_by_any_of_their_names(graph, name: str) -> None:
    assert lookup.entity(graph, name).key == "Organisation/defence-ministry-of-armenia"
    assert lookup.entity(graph, "q227").label == "Azerbaijan"


@pytest.mark.parametrize("name", ["Azerbajan", "", "q999", "a b<c>", '"} DROP ALL #'])
def test_unknown_entities_are_refused(graph, name: str) -> None:
    with pytest.raises(UsageError, match="knows no entity"):
        lookup.entity(graph, name)


def test_a_name_that_only_the_gazetteer_knows(graph) -> None:
    assert lookup.entity(graph, "Türkiye").label == "Turkey"
    with pytest.raises(UsageError, match="knows no entity 'UAE'"):
        lookup.entity(graph, "UAE")  # no article speaks of it
    with pytest.raises(UsageError, match="knows no entity 'Yerevan'"):
        lookup.entity(graph, "Yerevan")  # a city, whoever else is meant by it


def test_near_misses_are_named(graph) -> None:
    with pytest.raises(UsageError, match="did you mean Azerbaijan"):
        lookup.entity(graph, "Azerbajan")
    with pytest.raises(UsageError, match="did you mean supports"):
        lookup.predicate("suports")
    with pytest.raises(UsageError, match="did you mean who-backs-whom"):
        catalogue.run(graph, "who-back-whom")


def test_an_ambiguous_name_lists_its_candidates(graph, story) -> None:
    s = story("The Vanguard fights the Vanguard. Georgia and Georgia.", id="vanguard")
    s.entity("Vanguard", "ArmedGroup")
    s.entities.append(replace(s.entities[0], id="e9", type="Person"))
    s.entity("Georgia", "Region")
    s.entities.append(replace(s.entities[2], id="e10", type="State", qid="Q230", score=0.9))
    graph.add(s.reading())
    with pytest.raises(
        UsageError, match=r"may mean 2.*Organisation/vanguard \(Vanguard, ArmedGroup\), Person/vanguard"
    ):
        lookup.entity(graph, "vanguard")
    assert lookup.entity(graph, "georgia").key == "Q230"


@pytest.mark.parametrize(
    ("name", "given", "message"),
    [
        ("evidence-for", {}, "needs subject: .*; object: .*give them, such as --subject Turkey --object"),
        ("history-of", {}, "history-of needs entity: The actor, place or conflict.*such as --entity Karabakh"),
        ("history-of", {"place": "Karabakh"}, "no parameter 'place'.*it takes entity"),
        ("who-fights-whom", {"since": "yesterday"}, "since must be a date, not 'yesterday'"),
        ("who-fights-whom", {"since": "2016-13-01"}, "since must be a date, not '2016-13-01'"),
        ("who-fights-whom", {"since": "2016-02-30"}, "since must be a date, not '2016-02-30'"),
        ("says-denies", {"predicate": "backs"}, "did you mean .*supports"),
        ("says-denies", {"predicate": "loves"}, "no predicate 'loves'"),
    ],
)
def test_wrong_parameters_are_refused(graph, name: str, given: dict[str, str], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        catalogue.run(graph, name, **given)


# ── files ────────────────────────────────────────────────────────────────────────────────────────────────────────

GOOD = """#+ title: A title
#+ description: What it answers.
#+ tags: one, two
#+ parameter: who entity required "Who it is about" example="Armenia"
#+ parameter: most integer default=5 "How many"

SELECT ?who WHERE { VALUES (?who ?most) { (UNDEF UNDEF) } ?who a par:State }
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "own.rq"
    path.write_text(text)
    return path


def test_a_folder_of_ones_own(tmp_path: Path, graph) -> None:
    query = saved.read(write(tmp_path, GOOD))
    assert (query.name, query.title, query.tags) == ("own", "A title", ("one", "two"))
    assert query.parameters[0] == saved.Parameter("who", "entity", "Who it is about", True, None, "Armenia")
    assert query.filled({"most": 5}).count("VALUES (?who ?most) { (UNDEF 5) }") == 0
    assert catalogue.run(graph, "own", tmp_path, who="Armenia").rows == (("Armenia",),)
    with pytest.raises(UsageError, match="most must be a whole number"):
        catalogue.run(graph, "own", tmp_path, who="Armenia", most="many")
    with pytest.raises(DataError, match="no such folder"):
        catalogue.load(tmp_path / "none")


LIMITED = """#+ title: A title
#+ description: What it answers.
#+ parameter: who entity optional "Who it is about"
#+ parameter: limit integer default=2 "Rows at most"

SELECT DISTINCT ?claim WHERE {
  VALUES (?who) { (UNDEF) }
  #? who ?claim rdf:subject ?who .
  ?claim a par:Claim .
}
ORDER BY ?claim
LIMIT 2
"""


def test_a_line_that_hangs_on_a_parameter_and_a_limit(tmp_path: Path, graph) -> None:
    query = saved.read(write(tmp_path, LIMITED))
    assert "#? who" in query.filled({}) and "LIMIT 2" in query.filled({})
    assert "\n  ?claim rdf:subject ?who .\n" in query.filled({"who": IRI("x:y")})
    assert "LIMIT" not in query.filled({"limit": 0}) and "LIMIT 7" in query.filled({"limit": 7})
    every = catalogue.run(graph, "own", tmp_path, limit=0)
    assert len(catalogue.run(graph, "own", tmp_path)) == 2 < len(every)
    assert 0 < len(catalogue.run(graph, "own", tmp_path, who="Turkey", limit=0)) < len(every)
    assert (catalogue.run(graph, "own", tmp_path).cut, every.cut) == (2, None)


@pytest.mark.parametrize("own", ["90", "1000000000"])
def test_a_number_that_else_is_a_hint_may_be_a_querys_own_limit(tmp_path: Path, own: str) -> None:
    query = saved.read(
        write(tmp_path, LIMITED.replace("LIMIT 2", f"LIMIT {own}").replace("default=2", f"default={own}"))
    )
    assert f"LIMIT {own}" not in query.filled({"limit": 7}) and "LIMIT 7" in query.filled({"limit": 7})


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("#? who", "#? whom", "own.rq:8: a line that hangs on no parameter"),
        ("#? who", "#?who", "own.rq:8: a line that hangs on no parameter"),
        ("LIMIT 2", "LIMIT 3", "own.rq: the limit is no LIMIT of the query"),
        ("limit integer", "limit text", "own.rq: the limit is no LIMIT of the query"),
    ],
)
def test_bad_lines_and_limits_are_refused(tmp_path: Path, old: str, new: str, message: str) -> None:
    with pytest.raises(DataError, match=message):
        saved.read(write(tmp_path, LIMITED.replace(old, new)))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("#+ title: A title\n", "", "1: the header has no 'title'"),
        ("#+ tags: one", "#+ colour: one", "3: unknown key 'colour'"),
        ("#+ tags: one, two", "#+ tags", "3: not a header line"),
        ("#+ tags: one, two", "#+ title: two", "3: a second 'title'"),
        ("entity required", "thing required", "4: unknown type 'thing'"),
        ("entity required", "entity maybe", "4: 'maybe' is not required"),
        ("integer default=5", "integer default=", "5: 'default' is not required"),
        ('"How many"', "", "5: a parameter lacks something"),
        ('"How many"', '"How many', "5: a parameter lacks something"),
        ('"How many"', '"How many" such=5', "5: too much after the meaning"),
        (
            "(?who ?most)",
            "(?most ?who)",
            r"own.rq: the parameters have no slot.*\(\?who \?most\) \{ \(UNDEF UNDEF\) \}",
        ),
        ("(UNDEF UNDEF)", "(UNDEF 5)", "own.rq: the parameters have no slot"),
    ],
)
def test_bad_files_are_refused_with_their_line(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert old in GOOD
    with pytest.raises(DataError, match=message):
        saved.read(write(tmp_path, GOOD.replace(old, new)))


def test_parleys_own_queries_tell_what_they_are(graph) -> None:
    queries = catalogue.load()
    assert len(queries) >= 25
    for query in queries.values():
        assert query.tags and len(query.description) > len(query.title)
        for parameter in query.parameters:
            assert parameter.example or parameter.default
        graph.select(query.sparql)  # runs as it is, with nothing given
        assert iris.HOME in query.sparql  # declares its prefixes, so that it runs anywhere
