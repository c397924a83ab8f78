"""The shapes take graphs that are well formed, those that readings become among them, and refuse broken ones."""

import pyshacl
import pytest
from rdflib import SH, Graph, Literal, Namespace, URIRef

from kg import resources, vocabulary
from kg.model import Article, Attribution, Claim, Entity, Mention, Reading, Span, Timex
from kg.store import Graph as Store

PAR = Namespace(vocabulary.ONTOLOGY)
CODE = Namespace(vocabulary.CODES)


@pytest.fixture(scope="module")
def shapes():
    return Graph().parse(resources.folder("ontology") / "shapes.ttl")


def _listed(shapes, shape):
    return set(shapes.items(shapes.value(URIRef(f"{vocabulary.BASE}shapes#{shape}"), SH["in"])))


def test_the_lists_in_the_shapes_are_those_of_the_vocabulary(shapes):
    abstract = {"Actor", "Location"}
    entities = {c for c in vocabulary.CLASSES if vocabulary.is_a(c, "Entity")} - abstract
    assert _listed(shapes, "predicate") == {PAR[p] for p in vocabulary.PREDICATES}
    assert _listed(shapes, "mode") == {CODE[m] for modes in vocabulary.MODES.values() for m in modes}
    assert _listed(shapes, "context") == {CODE[f"context-{c}"] for c in vocabulary.CONTEXTS}
    assert _listed(shapes, "type") == _listed(shapes, "typeHere") == {PAR[c] for c in entities}


SENTENCE = "The militias said they had struck Azerbaijan."
DERIVED = "prov:wasDerivedFrom article:00000000000000aa ; # the claim's"
GOOD = """
@prefix par: <https://w3id.org/parley/ontology#> . @prefix plover: <https://w3id.org/parley/codes#> .
@prefix context: <https://w3id.org/parley/codes#context-> . @prefix run: <https://w3id.org/parley/run/> .
@prefix claim: <https://w3id.org/parley/claim/> . @prefix article: <https://w3id.org/parley/article/> .
@prefix prov: <http://www.w3.org/ns/prov#> . @prefix oa: <http://www.w3.org/ns/oa#> .
@prefix schema: <https://schema.org/> . @prefix wd: <http://www.wikidata.org/entity/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dcterms: <http://purl.org/dc/terms/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@base <https://w3id.org/parley/> .

article:00000000000000aa a schema:NewsArticle ; dcterms:identifier "a" ; dcterms:date "2016-04-04"^^xsd:date ;
    schema:articleBody "The militias said they had struck Azerbaijan." ; par:fingerprint "0123456789abcdef" ;
    prov:wasGeneratedBy run:1 .
run:1 a prov:Activity ; par:readerVersion "r 1" ; par:vocabularyDigest "0123456789abcdef" .
claim:00000000000000cc a par:Claim ;
    rdf:subject <entity/ArmedGroup/militias> ; rdf:predicate par:attacks ; rdf:object <entity/Q227> ;
    par:polarity par:affirmed ; par:modality par:actual ;
    par:mode plover:aerial ; par:context context:military ; par:quantity 2 ;
    par:time "2016-04-02"^^xsd:date ; par:confidence 0.86 ; par:extractor "events" ; par:deniedBy <entity/Q227> ;
    par:triggerAt <article/00000000000000aa#char=26,32> ; par:attribution <claim/00000000000000cc#a1> ;
    prov:wasDerivedFrom article:00000000000000aa ; # the claim's
    prov:wasGeneratedBy run:1 ;
    oa:hasSelector <claim/00000000000000cc#position> , <claim/00000000000000cc#quote> .
<claim/00000000000000cc#a1> a par:Attribution ; par:source <entity/ArmedGroup/militias> ; par:stance par:asserts ;
    par:quoted false ; par:cue "said" ; par:depth 1 .
<claim/00000000000000cc#position> a oa:TextPositionSelector ; oa:start 0 ; oa:end 45 .
<claim/00000000000000cc#quote> a oa:TextQuoteSelector ; oa:exact "The militias said they had struck Azerbaijan." .
<article/00000000000000aa#e1> a par:Referent ; par:refersTo <entity/Q227> ; skos:prefLabel "Azerbaijan" ;
    par:entityType par:State ; par:linkScore 0.97 ; par:nameAt <article/00000000000000aa#char=34,44> ;
    prov:wasDerivedFrom article:00000000000000aa .
<entity/Q227> a par:State ; rdfs:label "Azerbaijan" ; owl:sameAs wd:Q227 .
<entity/ArmedGroup/militias> a par:ArmedGroup ; rdfs:label "militias" .
<article/00000000000000aa#e2> a par:Referent ; par:refersTo <entity/ArmedGroup/militias> ; skos:prefLabel "militias" ;
    par:entityType par:ArmedGroup ; prov:wasDerivedFrom article:00000000000000aa .
"""


def _complaints(text, shapes):
    conforms, report, _ = pyshacl.validate(Graph().parse(data=text, format="turtle"), shacl_graph=shapes)
    found = {str(m) for m in report.objects(None, SH.resultMessage)}
    assert conforms == (not found)
    return found


def test_the_shapes_take_a_good_graph(shapes):
    assert _complaints(GOOD, shapes) == set()


BROKEN = [
    ("no subject", "rdf:subject <entity/ArmedGroup/militias> ;", "", "one subject"),
    ("two subjects", "rdf:subject <", "rdf:subject <entity/Q227> , <", "one subject"),
    ("a word for a subject", "rdf:subject <entity/ArmedGroup/militias>", 'rdf:subject "they"', "an entity is named"),
    ("an unknown predicate", "par:attacks", "par:teases", "the ontology knows it"),
    ("two objects", "rdf:object <", "rdf:object <entity/Q399> , <", "at most one object"),
    ("no polarity", "par:polarity par:affirmed ;", "", "affirmed or negated"),
    ("a stance for a modality", "par:modality par:actual", "par:modality par:asserts", "actual, possible"),
    ("an unknown mode", "plover:aerial", "plover:by-magic", "PLOVER's"),
    ("a class for a mode", "plover:aerial", "plover:ASSAULT", "PLOVER's"),
    ("half a thing", "par:quantity 2 ", "par:quantity 0.5 ", "whole number"),
    ("too sure", "par:confidence 0.86", "par:confidence 1.2", "from 0 to 1"),
    ("a confidence in words", "par:confidence 0.86", 'par:confidence "high"', "from 0 to 1"),
    ("from no article", DERIVED, "", "one article"),
    ("from a lost article", DERIVED, DERIVED.replace("aa", "ff"), "one article"),
    ("no quotation", ", <claim/00000000000000cc#quote>", "", "one quotation"),
    ("a position that ends first", "oa:start 0", "oa:start 60", "before its end"),
    ("an empty quotation", f'oa:exact "{SENTENCE}"', 'oa:exact ""', "words it quotes"),
    ("a place outside the text", "#char=26,32", "#word-5", "stretch of characters"),
    ("a time of no kind", '"2016-04-02"^^xsd:date', "2016", "a day, a month"),
    ("a blank attribution", "<claim/00000000000000cc#a1>", "_:a1", "has a name"),
    ("an unknown stance", "par:stance par:asserts", "par:stance par:affirmed", "asserts, denies"),
    ("depth 0", "par:depth 1", "par:depth 0", "1 or more"),
    ("an article without text", f'schema:articleBody "{SENTENCE}" ;', "", "has its text"),
    ("a date that is a text", '"2016-04-04"^^xsd:date', '"last week"', "is a day"),
    ("a short fingerprint", 'par:fingerprint "0123456789abcdef"', 'par:fingerprint "abc"', "fingerprint"),
    ("an entity without a label", 'par:ArmedGroup ; rdfs:label "militias"', "par:ArmedGroup", "has a label"),
    ("an entity without a class", "<entity/Q227> a par:State ;", "<entity/Q227>", "has a class"),
    ("an entity of an abstract class", "<entity/Q227> a par:State", "<entity/Q227> a par:Actor", "has a class"),
    ("an entity that is two items", "owl:sameAs wd:Q227", "owl:sameAs wd:Q227 , wd:Q399", "at most one Wikidata item"),
    ("an item without its link", " ; owl:sameAs wd:Q227", "", "is linked to it"),
    ("a named entity with a link", "par:ArmedGroup ; r", "par:ArmedGroup ; owl:sameAs wd:Q1 ; r", "to no item"),
    ("a class that no ontology has", "par:entityType par:State", "par:entityType par:Empire", "referent has a class"),
    ("a link score above 1", "par:linkScore 0.97", "par:linkScore 97.0", "link score"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "complaint"), [b[1:] for b in BROKEN], ids=[b[0] for b in BROKEN])
def test_the_shapes_refuse(shapes, old, new, complaint):
    assert old in GOOD
    assert any(complaint in found for found in _complaints(GOOD.replace(old, new), shapes))


TEXT = "Sylvania denied on Monday that its guns had shelled Freedonia, where the Brotherhood says three people died."


def _reading() -> Reading:
    def entity(number: int, name: str, kind: str, qid: str | None = None) -> Entity:
        start = TEXT.index(name)
        return Entity(
            f"e{number}", name, kind, qid, 0.9 if qid else 0.0, (Mention(start, start + len(name), name, "name"),)
        )

    def span(words: str) -> Span:
        return Span(TEXT.index(words), TEXT.index(words) + len(words))

    said = Attribution(
        span("Sylvania"), span("denied"), (span("its guns had shelled Freedonia"),), "e1", "denies", False
    )
    told = Attribution(None, span("says"), (span("three people died"),), None, "asserts", True, "e3")
    claim = Claim(
        "c-1", "e1", "attacks", "e2", span("its guns"), span("shelled"), span("Freedonia"), "affirmed", "actual",
        (1, 0), ("e1",), "2024-05-06", "e2", 3, "heavy-weapons", -1, 0.8, "events",
    )  # fmt: skip
    bare = Claim(
        "c-2", "e3", "mobilizesAgainst", None, None, span("says"), None, "negated", "possible", (), (),
        "2024-W19", None, None, None, -1, 1.0, "events",
    )  # fmt: skip
    article = Article("a", TEXT, "Guns", "https://example.org/a", "Example", "2024-05-07T10:00:00Z", source="a.txt")
    entities = (
        entity(1, "Sylvania", "State", "Q1"),
        entity(2, "Freedonia", "State"),
        entity(3, "Brotherhood", "ArmedGroup"),
    )
    return Reading(article, entities, (Timex(19, 25, "Monday", "DATE", "2024-05-06"),), (said, told), (claim, bare))


def test_what_a_reading_becomes_conforms_and_uses_declared_terms_alone(shapes):
    with Store.memory() as store:
        store.add(_reading())
        store.settle()
        graph = store.to_rdflib()
    triples = Graph()
    for triple in graph.triples((None, None, None)):
        triples.add(triple)
    conforms, _, report = pyshacl.validate(triples, shacl_graph=shapes)
    assert conforms, report
    declared = set(Graph().parse(resources.folder("ontology") / "parley.ttl").subjects())
    assert {term for triple in triples for term in triple if isinstance(term, URIRef) and term in PAR} <= declared
    assert (None, PAR.depth, Literal(2)) in triples
