"""Readings to quads and back."""

import os
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import iris, rdf, vocabulary
from kg.answers import serialize
from kg.check import check
from kg.model import Article, Attribution, Claim, Entity, Mention, Reading, Reason, Span, Timex
from kg.store import Graph
from kg.terms import IRI, time, to_value, written

GOLDEN = Path(__file__).resolve().parent.parent / "golden"
TEXT = "“Él” said:\r\nRebels\tshelled №5 — twice\\n\x00 \U0001f6a9 and fled. Others denied it in 2016."

# ── any reading ──────────────────────────────────────────────────────────────────────────────────────────────────

spans = st.lists(st.integers(0, len(TEXT)), min_size=2, max_size=2, unique=True).map(lambda ends: Span(*sorted(ends)))
maybe_spans = st.none() | spans
words = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
days = st.dates().map(str)
times = st.none() | days | st.sampled_from(["2016", "2016-04", "2016-04-02TMO", "2016-02-31", "0000", "P3D", "99999"])
hundredths = st.integers(0, 100).map(lambda n: n / 100)


tables = st.sampled_from(["", "predicates.tsv"])
reasons = st.builds(Reason, st.sampled_from(["rule", "learned"]), words, hundredths, tables)


def mentions() -> st.SearchStrategy[tuple[Mention, ...]]:
    kinds = st.sampled_from(["name", "nominal", "pronoun", "metonym", "demonym"])
    places = st.lists(st.tuples(spans, kinds), max_size=3, unique=True)
    return places.map(lambda found: tuple(Mention(*s, TEXT[slice(*s)], kind) for s, kind in sorted(found)))


@st.composite
def entities(draw: st.DrawFn) -> tuple[Entity, ...]:
    types = st.sampled_from(["State", "Person", "ArmedGroup", "City"])
    found = []
    for n in range(1, draw(st.integers(1, 4)) + 1):
        qid = draw(st.none() | st.just(f"Q{n}"))
        name = f"{draw(words)} {n}"
        found.append(Entity(f"e{n}", name, draw(types), qid, draw(hundredths) if qid else 0.0, draw(mentions())))
    return tuple(found)


@st.composite
def claims(draw: st.DrawFn, ids: list[str], attributions: int, n: int) -> Claim:
    predicate = draw(st.sampled_from(["attacks", "supports", "leads"]))
    layers = st.lists(st.integers(0, attributions - 1), max_size=3, unique=True) if attributions else st.just([])
    return Claim(
        id=f"c-{n}", subject=draw(st.sampled_from(ids)), predicate=predicate,
        object=draw(st.none() | st.sampled_from(ids)), subject_span=draw(maybe_spans), trigger=Span(n, n + 1),
        object_span=draw(maybe_spans), polarity=draw(st.sampled_from(["affirmed", "negated"])),
        modality=draw(st.sampled_from(["actual", "possible", "future", "conditional"])),
        attributions=tuple(draw(layers)), denied_by=tuple(sorted(draw(st.sets(st.sampled_from(ids))))),
        time=draw(times), place=draw(st.none() | st.sampled_from(ids) | words.map(lambda w: f"in {w}")),
        quantity=draw(st.none() | st.integers(0, 10**20)), mode=draw(st.none() | st.just("firearms")),
        valence=vocabulary.valence(predicate), confidence=draw(hundredths), extractor=draw(words),
        reasons=tuple(sorted(draw(st.sets(reasons, max_size=3)))),
    )  # fmt: skip


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    article = Article(
        id=draw(words), text=TEXT, title=draw(st.none() | words), url=draw(st.none() | words),
        publisher=draw(st.none() | words), source=draw(st.none() | words),
        date=draw(st.none() | days | days.map(lambda day: f"{day}T08:30Z")),
    )  # fmt: skip
    known = draw(entities())
    ids = [e.id for e in known]
    stances = st.sampled_from(["asserts", "denies", "doubts", "asks", "intends"])
    contents = st.lists(spans, max_size=2, unique=True).map(lambda found: tuple(sorted(found)))
    speakers = st.none() | st.sampled_from(ids)
    said = st.builds(Attribution, maybe_spans, maybe_spans, contents, speakers, stances, st.booleans(), speakers)
    attributions = tuple(draw(st.lists(said, max_size=12)))
    kinds = st.sampled_from(["DATE", "TIME", "DURATION", "SET"])
    timexes = st.builds(lambda s, kind, value: Timex(*s, TEXT[slice(*s)], kind, value), spans, kinds, words)
    told = [draw(claims(ids, len(attributions), n)) for n in range(draw(st.integers(0, 3)))]
    return Reading(article, known, tuple(draw(st.lists(timexes, max_size=11))), attributions, tuple(told))


@settings(max_examples=60, deadline=None)
@given(readings())
def test_what_goes_in_comes_back(reading: Reading) -> None:
    quads = list(rdf.to_quads(reading, "test"))
    assert rdf.from_quads(reversed(quads)) == reading
    assert serialize(quads, "nq") == serialize(rdf.to_quads(reading, "test"), "nq")


# ── the readings of conftest ─────────────────────────────────────────────────────────────────────────────────────


def test_golden_graphs(readings: tuple[Reading, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    """REWRITE_GOLDEN=1 writes the files again; then read the difference as closely as code."""
    monkeypatch.setattr(rdf, "vocabulary_digest", lambda: "0" * 16)
    for reading in readings:
        path, found = GOLDEN / f"{reading.article.id}.trig", serialize(rdf.to_quads(reading, "test reader 1"), "trig")
        if os.environ.get("REWRITE_GOLDEN"):
            path.write_bytes(found)
        assert found.decode() == path.read_text(encoding="utf-8")


def test_no_blank_nodes_and_one_graph(readings: tuple[Reading, ...]) -> None:
    for reading in readings:
        quads = list(rdf.to_quads(reading))
        assert {quad.graph_name.value for quad in quads} == {iris.article_graph(iris.article(reading.article))}
        assert not any(str(term).startswith("_:") for quad in quads for term in quad.triple)


def test_depth_one_is_who_makes_the_claim(graph) -> None:
    rows = graph.select("""SELECT ?depth ?name WHERE { ?claim rdf:predicate par:attacks ; rdf:object entity:Q227 ;
        par:attribution ?a . ?a par:depth ?depth ; par:source/rdfs:label ?name } ORDER BY ?depth""")
    assert rows.rows == ((1, "Karabakh militias"), (2, "Russia"))


def test_two_with_one_item_are_one_claim(story) -> None:
    """Entities that get the same IRI must not give a claim two confidences."""
    s = story("Smith leads the Front. Smith leads the Front.")
    front = s.entity("Front", "ArmedGroup")
    for n, confidence in enumerate((0.6, 0.9)):
        s.entities.append(Entity(f"p{n}", "Smith", "Person", "Q1", 0.9, (Mention(0, 5, "Smith", "name"),)))
        s.claim(f"p{n}", "leads", front, "leads", confidence=confidence)
    assert [c.confidence for c in rdf.from_quads(rdf.to_quads(s.reading())).claims] == [0.9]


def test_quads_without_an_article_are_no_reading() -> None:
    with pytest.raises(ValueError, match="0 articles"):
        rdf.from_quads([])


# ── names of things ──────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("type", ["MISC", "a b", "Actor", ""])
def test_a_class_that_the_ontology_lacks_is_an_entity(story, type: str) -> None:
    s = story("Reuters told it.")
    s.entity("Reuters", "Organisation")
    s.entities[0] = replace(s.entities[0], type=type)
    graph = Graph.memory()
    graph.add(s.reading())
    assert graph.select("SELECT DISTINCT ?type { ?e rdfs:label 'Reuters' ; a ?type }").rows == (
        (iris.expand("par:Entity"),),
    )
    assert check(graph).conforms


def test_an_article_is_known_by_address_else_by_text() -> None:
    first, second = Article("1", "One.", url="https://x.example/1"), Article("2", "Two.", url="https://x.example/1")
    assert iris.article(first) == iris.article(second)
    assert iris.article(Article("1", "One.")) == iris.article(Article("2", "One."))
    assert iris.fingerprint(first) != iris.fingerprint(second)


def test_a_run_is_named_by_reader_and_vocabulary() -> None:
    assert rdf.run_iri("parley-kg 1") == rdf.run_iri("parley-kg 1") != rdf.run_iri("parley-kg 2")


@pytest.mark.parametrize("iri", ["https://x.example/#char=1", "https://x.example/", "#char=a,b"])
def test_other_iris_are_no_spans(iri: str) -> None:
    with pytest.raises(ValueError, match="no stretch"):
        iris.span(iri)


# ── terms ────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("value", "datatype"),
    [("2016-04-02", "date"), ("2016-04", "gYearMonth"), ("2016", "gYear"), ("2016-02-31", "string"), ("P3D", "string")],
)
def test_times_are_typed_as_far_as_they_are_fine(value: str, datatype: str) -> None:
    assert iris.local_name(time(value).datatype.value) == datatype


def test_written_values_cannot_break_out_of_their_quotes() -> None:
    assert written('"} DROP ALL #\n') == '"\\"} DROP ALL #\\n"'
    assert written(IRI("https://x.example/a")) == "<https://x.example/a>"
    assert written(None) == "UNDEF"
    with pytest.raises(ValueError, match="IRI"):
        written(IRI("https://x.example/> } DROP ALL"))


def test_ill_typed_literals_stay_text(graph) -> None:
    rows = graph.select('SELECT ("many"^^xsd:integer AS ?n) (true AS ?t) (0.5 AS ?d) (?gone AS ?u) {}')
    assert rows.rows == (("many", True, 0.5, None),)
    assert isinstance(to_value(rdf.node("par:Claim")), IRI)
