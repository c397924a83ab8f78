"""The saved questions on a small graph: tests/golden/questions.md shows what each answers, checked by hand."""

import re
import shlex
from pathlib import Path

import pytest

from kg import background, catalogue, description, iris, printing, questions, saved, views
from kg.errors import DataError, UsageError
from kg.model import Reading
from kg.saved import Parameter, SavedQuery
from kg.store import Graph
from kg.wikidata.facts import Name, Point, Tie
from tests.kg.conftest import Story
from tests.kg.test_catalogue import WIDE, comparable

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "questions.md"
_CASE = re.compile(r"^## kg ask (.+)\n\n(?:[^|#\n].*\n\n?)*((?:\|.*\n)*)", re.MULTILINE)


def toll() -> Reading:
    """Two counts of one day's dead, and another doer."""
    s = Story(
        "Armenia said Azerbaijan killed 18 of its soldiers on 2 April. Azerbaijan said it killed 170 soldiers of "
        "Armenia. Russia said the Karabakh militias attacked Armenia that day. Turkey arms Azerbaijan in the war over "
        "Karabakh.",
        id="toll", date="2016-04-07", publisher="Wire Four", title="The toll", source="wire/toll.txt",
    )  # fmt: skip
    armenia, azerbaijan, russia = (s.entity(name) for name in ("Armenia", "Azerbaijan", "Russia"))
    militias = s.entity("Karabakh militias", "ArmedGroup")
    turkey, _ = s.entity("Turkey"), s.entity("Karabakh")
    theirs = s.says(armenia, "Armenia", "said", "Azerbaijan killed 18 of its soldiers")
    own = s.says(azerbaijan, "Azerbaijan", "said it", "killed 170 soldiers of Armenia")
    third = s.says(russia, "Russia", "said the", "the Karabakh militias attacked Armenia")
    s.claim(azerbaijan, "attacks", armenia, "killed 18", attributions=(theirs,), quantity=18, time="2016-04-02")
    s.claim(azerbaijan, "attacks", armenia, "killed 170", attributions=(own,), quantity=170, time="2016-04-02")
    s.claim(turkey, "suppliesWeaponsTo", azerbaijan, "arms")
    return s.claim(militias, "attacks", armenia, "attacked", attributions=(third,), time="2016-04-02").reading()


def recognition() -> Reading:
    """Who recognises a territory and who does not; a town that lies in it; memberships."""
    s = Story(
        "Armenia recognises Karabakh, Russia said; Armenia denied it. Turkey does not recognise Karabakh. Stepanakert, "
        "a town in Karabakh, was shelled by Azerbaijan in May 2016. Turkey and Armenia are members of the OSCE Minsk "
        "Group.",
        id="recognition", date="2017-01-10", publisher="Wire Five", title="Recognition", source="wire/recognition.txt",
    )  # fmt: skip
    armenia, karabakh, russia, turkey = (s.entity(name) for name in ("Armenia", "Karabakh", "Russia", "Turkey"))
    azerbaijan, group = s.entity("Azerbaijan"), s.entity("OSCE Minsk Group")
    town = s.entity("Stepanakert", "City")
    told = s.says(russia, "Russia", "said", "Armenia recognises Karabakh")
    s.claim(armenia, "recognises", karabakh, "recognises", attributions=(told,), denied_by=(armenia,))
    s.claim(turkey, "recognises", karabakh, "recognise Karabakh", polarity="negated")
    s.claim(town, "locatedIn", karabakh, "in Karabakh")
    s.claim(azerbaijan, "attacks", town, "shelled", time="2016-05")
    s.claim(turkey, "memberOf", group, "members")
    return s.claim(armenia, "memberOf", group, "members of").reading()


def turn() -> Reading:
    """A backer that turns against the side it backed, and one that arms it."""
    s = Story(
        "Turkey accused Azerbaijan. Russia armed Azerbaijan.",
        id="turn", date="2018-05-01", publisher="Wire Six", title="The turn", source="wire/turn.txt",
    )  # fmt: skip
    turkey, azerbaijan, russia = (s.entity(name) for name in ("Turkey", "Azerbaijan", "Russia"))
    s.claim(turkey, "accuses", azerbaijan, "accused")
    return s.claim(russia, "suppliesWeaponsTo", azerbaijan, "armed").reading()


def _tie(item: str, value: str, label: str, until: str | None = None) -> Tie:
    return Tie(item, "2026-01-01", f"{item}-{value}", "P463", value, label, "normal", None, until, until is not None)


@pytest.fixture(scope="module")
def wide() -> Graph:
    """Six articles, and what Wikidata says of memberships."""
    from tests.kg.conftest import background as history
    from tests.kg.conftest import helicopter, shelling

    made = Graph.memory()
    made.add(shelling(), helicopter(), history(), toll(), recognition(), turn(), reader="test reader 1")
    views.refresh(made)
    ties = [
        _tie("Q159", "Q1065", "United Nations"), _tie("Q43", "Q2268915", "OSCE Minsk Group", "2010"),
        _tie("Q399", "Q2268915", "OSCE Minsk Group"),
    ]  # fmt: skip
    names = [Name("Q2268915", "2026-01-01", "OSCE Minsk Group", "en", True)]
    points = [Point("Q244165", "2026-01-01", "Q244165-P625", 46.75, 39.9)]
    made.replace(iris.WIKIDATA, background.quads([*ties, *names, *points]))
    views.compare(made)
    return made


def cases() -> list[tuple[str, str]]:
    return _CASE.findall(GOLDEN.read_text(encoding="utf-8"))


def told(asked: str) -> tuple[saved.SavedQuery, dict[str, str]]:
    """The question of a case, and its parameters."""
    name, *words = shlex.split(asked)
    return catalogue.find(name), dict(zip((word.removeprefix("--") for word in words[::2]), words[1::2], strict=True))


@pytest.mark.parametrize(("asked", "table"), cases(), ids=[asked for asked, _ in cases()])
def test_a_question_answers_what_its_golden_table_says(wide: Graph, asked: str, table: str) -> None:
    query, given = told(asked)
    answer = catalogue.ask(wide, query, given)
    columns, rows = printing.without(answer.columns, answer.rows, "sentence")
    assert printing.formatted("md", columns, rows) == table
    assert all(answer.claims) and all(receipts for receipts in answer.receipts())


@pytest.mark.parametrize("asked", [asked for asked, _ in cases()])
def test_the_portable_way_of_asking_means_the_same(wide: Graph, asked: str) -> None:
    query, given = told(asked)
    values = {p.name: catalogue._value(wide, p, given.get(p.name)) for p in query.parameters}
    plain, portable = (wide.select(query.filled(values, way)) for way in (False, True))
    several = [column in query.lists or column == "claims" for column in plain.columns]
    assert comparable(plain, several) == comparable(portable, several)


def test_every_question_is_in_the_golden_tables() -> None:
    assert {shlex.split(asked)[0] for asked, _ in cases()} == set(catalogue.load())


@pytest.mark.slow
def test_rdflib_gives_the_same_answers(wide: Graph) -> None:
    """So nothing in the new questions is Oxigraph's alone."""
    dataset = wide.to_rdflib()
    for name in WIDE:
        query = catalogue.find(name)
        given = {
            "swing-actors": {"before": "2016", "after": "2018"},
            "event-accounts": {"about": "Armenia"},
            "backers-of-backers": {"side": "Azerbaijan"},
        }.get(name, {})
        sparql = catalogue.sparql(wide, query, given)
        theirs = [[None if value is None else value.toPython() for value in row] for row in dataset.query(sparql)]
        ours = wide.select(sparql)
        several = [column in query.lists or column == "claims" for column in ours.columns]
        assert len(ours) and comparable(ours, several) == comparable(theirs, several), name


# ── where they are found ─────────────────────────────────────────────────────────────────────────────────────────

OWN = """#+ title: Places
#+ description: Places of a kind.
#+ parameter: name text optional "Its name" choices="?choice_of rdfs:label ?choice . ?choice_of a par:Region"

SELECT ?place WHERE { VALUES (?name) { (UNDEF) } ?place a par:Region ; rdfs:label ?name }
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "places.rq").write_text(OWN)
    return folder


def test_the_beginning_of_a_name_is_enough_where_one_question_begins_so() -> None:
    assert questions.find("sid").name == "sides"
    assert questions.find("sides").name == "sides"
    with pytest.raises(UsageError, match="did you mean who-backs-whom or who-fights-whom"):
        questions.find("who-")
    with pytest.raises(UsageError, match="did you mean casualties"):
        questions.find("casulties")
    for unlike in ("xyzzy-plugh", "bogus"):  # half of "blocs"
        with pytest.raises(UsageError, match="kg ask lists them all"):
            questions.find(unlike)


def test_own_questions_stand_beside_parleys(own: Path, wide: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    assert {"places", "sides"} < set(questions.every(own))
    assert catalogue.run(wide, "places", own).rows == (("Karabakh",),)
    monkeypatch.setenv("KG_QUERIES", str(own))
    assert catalogue.run(wide, "places", name="karabakh").rows == (("Karabakh",),)
    with pytest.raises(UsageError, match=r"the graph has no name 'Karabach'.*did you mean Karabakh"):
        catalogue.run(wide, "places", name="Karabach")


def test_of_two_questions_of_one_name_the_nearer_is_taken(own: Path, tmp_path: Path) -> None:
    (tmp_path / "g.kg" / "queries").mkdir(parents=True)
    (tmp_path / "g.kg" / "queries" / "sides.rq").write_text(OWN)
    (own / "sides.rq").write_text(OWN.replace("Places", "Other places"))
    beside = questions.own(tmp_path / "g.kg")
    assert questions.find("sides", *beside).title == "Places"
    assert questions.find("sides", *questions.own(tmp_path / "g.kg", [own])).title == "Other places"
    with pytest.raises(DataError, match="no such folder of saved queries"):
        questions.every(tmp_path / "none")


def test_what_may_be_given_comes_from_the_graph(wide: Graph) -> None:
    by_name = {p.name: p for p in questions.find("timeline").parameters}
    assert catalogue.choices(wide, by_name["place"]) == [
        "Armenia", "Azerbaijan", "Karabakh", "Russia", "Stepanakert", "Turkey",
    ]  # fmt: skip
    assert catalogue.choices(wide, by_name["since"]) == []
    about, predicate, _ = questions.find("wikidata-otherwise").parameters
    assert "Vladimir Putin" in catalogue.choices(wide, about) and "supports" in catalogue.choices(wide, predicate)


def test_a_parameter_that_is_nearly_right_is_named(wide: Graph) -> None:
    with pytest.raises(UsageError, match=r"no parameter 'conflct'.*did you mean conflict"):
        catalogue.run(wide, "sides", conflct="Karabakh")


def test_a_question_without_its_facts_says_so(wide: Graph, graph: Graph) -> None:
    assert catalogue.run(wide, "wikidata-otherwise").lacks is None
    assert "kg wikidata enrich" in str(catalogue.run(graph, "wikidata-otherwise").lacks)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('parameter: when date optional "When" example="May"', "2: 'May' is no date"),
        ('parameter: most integer default=many "How many"', "2: 'many' is no integer"),
        ('parameter: kind predicate optional "What" example="loves"', "2: 'loves' is no predicate"),
        ('parameter: a-b text optional "What"', "2: 'a-b' is no name of a parameter"),
        ('parameter: kind predicate optional "What" choices="?choice a ?x"', "2: choices bind no"),
        ('parameter: who entity optional "Who" choices="?x a par:City"', "2: choices bind no"),
        ("lists: names", "2: the query has no column 'names'"),
        ("example: --who", "2: an example is no list of parameters"),
        ("example: --who Armenia", "2: the example gives who"),
        ("needs: graph:wikidata", "2: what the query needs lacks something"),
    ],
)
def test_headers_are_checked(tmp_path: Path, line: str, message: str) -> None:
    path = tmp_path / "own.rq"
    path.write_text(f"#+ title: A title\n#+ {line}\n#+ description: What it answers.\nSELECT * {{ ?s a par:City }}")
    with pytest.raises(DataError, match=message):
        saved.read(path)


def test_parleys_own_questions_have_examples_that_can_be_asked() -> None:
    for query in saved.load().values():
        assert {p.name for p in query.parameters if p.required} <= query.example.keys(), query.name
        assert query.title[0].isupper() and query.description.endswith("."), query.name


# ── how the graph describes itself ───────────────────────────────────────────────────────────────────────────────

PREFIXES = """PREFIX sh: <http://www.w3.org/ns/shacl#> PREFIX void: <http://rdfs.org/ns/void#>
PREFIX ext: <http://ldf.fi/void-ext#>
"""


@pytest.fixture
def described(readings: tuple[Reading, ...]) -> Graph:
    made = Graph.memory()
    made.add(*readings, reader="test reader 1")
    views.refresh(made)
    description.write(made)
    return made


def test_editors_find_the_questions_and_the_prefixes(described: Graph) -> None:
    """These are the queries that the SIB's editor sends to find examples and prefixes."""
    asked = (
        "SELECT DISTINCT ?sq ?comment ?query { ?sq a sh:SPARQLExecutable ; rdfs:comment ?comment ; sh:select ?query }"
    )
    found = {iris.local_name(str(row[0])): str(row[2]) for row in described.select(PREFIXES + asked)}
    assert set(found) == set(saved.load())
    for query in found.values():
        described.select(query)  # with its own prefixes, and no line of a header
    declared = dict(described.select(PREFIXES + "SELECT ?prefix ?home { [] sh:prefix ?prefix ; sh:namespace ?home }"))
    assert declared == iris.PREFIXES


def test_parameters_and_keywords_are_told(described: Graph) -> None:
    query = "<https://w3id.org/parley/query/sides>"
    asked = f"SELECT ?name ?optional {{ {query} sh:parameter ?p . ?p sh:name ?name ; sh:optional ?optional }}"
    assert sorted(described.select(PREFIXES + asked)) == [("conflict", False), ("limit", True)]
    assert described.query(f'ASK {{ {query} schema:keywords "backing" }}') is True


def test_void_tells_what_there_is_and_where_properties_lead(described: Graph) -> None:
    asked = """SELECT ?n ?to ?datatype ?p {
      ?part void:class par:Claim ; void:entities ?n ; void:propertyPartition ?pp . ?pp void:property ?p
      OPTIONAL { ?pp void:classPartition ?end . ?end void:class ?to }
      OPTIONAL { ?pp ext:datatypePartition ?end . ?end ext:datatype ?datatype } }"""
    rows = [tuple(row) for row in described.select(PREFIXES + asked)]
    (number,) = {row[0] for row in rows}
    assert list(described.select("SELECT (COUNT(DISTINCT ?c) AS ?n) { ?c a par:Claim }")) == [(number,)]
    ends = {(iris.local_name(str(p)), iris.local_name(str(to or datatype))) for _, to, datatype, p in rows}
    assert {("subject", "State"), ("attribution", "Attribution"), ("confidence", "decimal")} < ends


def test_void_counts_as_sparql_would(described: Graph) -> None:
    described.replace(iris.DESCRIPTION, ())
    asked = """SELECT ?class ?property ?to ?datatype (COUNT(*) AS ?n) {
      ?thing a ?class ; ?property ?value . OPTIONAL { ?value a ?to } BIND(DATATYPE(?value) AS ?datatype) }
      GROUP BY ?class ?property ?to ?datatype"""
    expected = {tuple(map(str, row)) for row in described.select(asked)}
    assert {tuple(map(str, (*link, n))) for link, n in description.links(described).items()} == expected
    description.write(described)


def test_the_description_goes_with_what_it_describes(described: Graph) -> None:
    before = described.dump("nq")
    description.write(described)
    assert described.dump("nq") == before  # it does not count itself
    described.remove(described.articles()[0].iri)
    described.settle()
    assert not described.has(iris.DESCRIPTION)
    other = Graph.memory()
    other.load(before, "nq")
    assert not other.has(iris.DESCRIPTION)


def test_what_a_caller_wrote_is_never_taken_for_a_variable() -> None:
    texts = tuple(Parameter(name, "text", "a text") for name in ("word", "shown"))
    slot = "VALUES (?word ?shown) { (UNDEF UNDEF) }"
    query = SavedQuery("q", "t", "d", f"SELECT ?shown {{ {slot} FILTER(?word != ?shown) }}", texts)
    told = query.filled({"word": 'a" . ?shown', "shown": "what is ?word"}, portable=True)
    assert 'FILTER("a\\" . ?shown" != ?shown)' in told and told.count('"what is ?word"') == 2
