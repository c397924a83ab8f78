"""The Turtle files: every term is there and explained, hierarchies are sound, the code systems are whole and meet."""

import re
from pathlib import Path

import pytest
from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, Graph, Namespace, URIRef

from kg import resources, vocabulary

PAR = Namespace(vocabulary.ONTOLOGY)
CODE = Namespace(vocabulary.CODES)

RELATIONS = [
    "supports",
    "suppliesTroopsTo",
    "suppliesWeaponsTo",
    "suppliesMaterielTo",
    "trains",
    "funds",
    "sharesIntelligenceWith",
    "givesSanctuaryTo",
    "endorses",
    "alliedWith",
    "rivalOf",
    "fights",
    "memberOf",
    "partOf",
    "leads",
    "speaksFor",
    "holdsOffice",
    "citizenOf",
    "affiliatedWith",
    "locatedIn",
    "basedIn",
    "borders",
    "capitalOf",
    "controls",
    "claimsTerritory",
    "recognises",
    "secededFrom",
    "independentFrom",
    "succeeds",
    "hasEthnicity",
    "participatedIn",
    "mediates",
    "monitors",
    "foundedBy",
    "ownedBy",
    "sameAs",
]
EVENTS = {
    "agreesWith": "AGREE", "consults": "CONSULT", "endorses": "SUPPORT", "concedesTo": "CONCEDE",
    "cooperatesWith": "COOPERATE", "aids": "AID", "retreatsFrom": "RETREAT", "callsOn": "REQUEST",
    "accuses": "ACCUSE", "rejects": "REJECT", "threatens": "THREATEN", "protestsAgainst": "PROTEST",
    "sanctions": "SANCTION", "mobilizesAgainst": "MOBILIZE", "coerces": "COERCE", "attacks": "ASSAULT",
}  # fmt: skip
CLASSES = [
    "State",
    "Government",
    "ArmedGroup",
    "Organisation",
    "Alliance",
    "Party",
    "Person",
    "Ethnicity",
    "Place",
    "Region",
    "City",
    "Border",
    "Conflict",
    "Article",
    "Claim",
    "Attribution",
]
MAPPINGS = (SKOS.broadMatch, SKOS.closeMatch, SKOS.narrowMatch, SKOS.relatedMatch)


def _graph(*names: str) -> Graph:
    graph = Graph()
    for name in names:
        graph.parse(resources.folder("ontology") / name)
    return graph


@pytest.fixture(scope="module")
def ontology():
    return _graph("parley.ttl")


@pytest.fixture(scope="module")
def codes():
    return _graph("codes.ttl", "cameo.ttl")


def _declared(graph):
    return {s for s in graph.subjects(RDF.type) if _is_ours(s)}


def _is_ours(term):
    return isinstance(term, URIRef) and term in PAR


def test_every_term_of_the_design_is_there(ontology):
    for name in (*RELATIONS, *EVENTS):
        assert (PAR[name], PAR.valence, None) in ontology, name
    for name in CLASSES:
        assert (PAR[name], RDF.type, OWL.Class) in ontology, name


def test_every_term_has_one_label_and_one_definition(ontology):
    for term in _declared(ontology):
        for what in (RDFS.label, SKOS.definition):
            assert len(list(ontology.objects(term, what))) == 1, (term, what)


def test_no_two_terms_share_a_label_and_a_kind(ontology):
    predicates = [ontology.value(p, RDFS.label) for p in ontology.subjects(PAR.valence)]
    classes = [ontology.value(c, RDFS.label) for c in ontology.subjects(RDF.type, OWL.Class)]
    assert len(set(predicates)) == len(predicates) and len(set(classes)) == len(classes)


def test_every_par_term_that_is_used_is_declared(ontology, codes):
    used = {t for graph in (ontology, codes, _graph("shapes.ttl")) for triple in graph for t in triple if _is_ours(t)}
    assert used - _declared(ontology) == set()


def test_every_par_term_in_the_code_and_the_queries_is_declared(ontology):
    files = [*Path(vocabulary.__file__).parent.rglob("*.py"), *resources.folder("queries").rglob("*.rq")]
    used = {PAR[name] for file in files for name in re.findall(r"\bpar:([A-Za-z]+)", file.read_text(encoding="utf-8"))}
    assert used - _declared(ontology) == set()


def test_domains_ranges_and_broader_terms_are_declared_classes_and_predicates(ontology):
    classes = set(ontology.subjects(RDF.type, OWL.Class))
    for p in ontology.subjects(PAR.valence):
        assert {ontology.value(p, RDFS.domain), ontology.value(p, RDFS.range)} <= classes, p
        assert all(
            (b, PAR.valence, None) in ontology for b in ontology.objects(p, RDFS.subPropertyOf) if _is_ours(b)
        ), p


def test_the_hierarchies_have_no_cycle(ontology):
    for link in (RDFS.subClassOf, RDFS.subPropertyOf):
        for term in _declared(ontology):
            above = {a for b in ontology.objects(term, link) for a in ontology.transitive_objects(b, link)}
            assert term not in above


def test_a_narrower_predicate_takes_no_more_than_the_broader(ontology):
    for p, broader in ontology.subject_objects(RDFS.subPropertyOf):
        for end in (RDFS.domain, RDFS.range):
            if (p, PAR.valence, None) in ontology and broader in PAR:
                wide = ontology.value(broader, end)
                assert wide in ontology.transitive_objects(ontology.value(p, end), RDFS.subClassOf), (p, broader)


def test_symmetric_predicates_join_likes_and_have_no_inverse(ontology):
    for p in ontology.subjects(RDF.type, OWL.SymmetricProperty):
        assert ontology.value(p, RDFS.domain) == ontology.value(p, RDFS.range)
        assert ontology.value(p, OWL.inverseOf) is None


def test_inverses_are_mutual(ontology):
    for p, inverse in ontology.subject_objects(OWL.inverseOf):
        assert (inverse, OWL.inverseOf, p) in ontology


def test_the_codes_of_predicates_are_concepts(ontology, codes):
    schemes = {PAR.ploverClass: "classes", PAR.cameoRoot: "cameo-scheme", PAR.ucdpSupport: "ucdp-support"}
    for link, scheme in schemes.items():
        for concept in ontology.objects(None, link):
            assert (concept, SKOS.inScheme, CODE[scheme]) in codes, concept


def test_every_event_predicate_has_its_plover_class_and_no_class_is_left_out(ontology, codes):
    for name, code in EVENTS.items():
        assert ontology.value(PAR[name], PAR.ploverClass) == CODE[code]
    scored = set(codes.subjects(PAR.score))
    assert scored == {CODE[code] for code in EVENTS.values()} and len(scored) == 16


def test_a_cameo_root_agrees_with_the_plover_class(ontology, codes):
    for p, root in ontology.subject_objects(PAR.cameoRoot):
        classes = {c for how in MAPPINGS for c in codes.objects(root, how)}
        assert ontology.value(p, PAR.ploverClass) in classes, p


def test_every_concept_has_one_label_and_links_to_concepts(codes):
    concepts = set(codes.subjects(RDF.type, SKOS.Concept))
    for concept in concepts:
        assert len(list(codes.objects(concept, SKOS.prefLabel))) == 1, concept
        for link in (SKOS.broader, SKOS.related, DCTERMS.isReplacedBy, *MAPPINGS):
            assert set(codes.objects(concept, link)) <= concepts, (concept, link)


def test_what_a_scheme_names_by_notation_it_names_once(codes):
    for scheme in codes.subjects(RDF.type, SKOS.ConceptScheme):
        notations = [codes.value(c, SKOS.notation) for c in codes.subjects(SKOS.inScheme, scheme)]
        named = [n for n in notations if n is not None]
        assert len(set(named)) == len(named), scheme


@pytest.mark.parametrize(
    ("cameo", "broad", "related"),
    [
        ("196", {"ASSAULT"}, {"context-legal", "context-military"}),
        ("0871", {"RETREAT", "ceasefire"}, {"context-military"}),
        ("1123", {"ACCUSE", "allege"}, {"context-military"}),
        ("072", {"AID"}, {"context-military"}),
        ("054", {"SUPPORT"}, {"context-diplomatic"}),
        ("175", {"ASSAULT"}, {"context-military", "context-pro_autocracy"}),
    ],
)
def test_the_crosswalk_from_cameo_to_plover(codes, cameo, broad, related):
    concept = CODE[f"cameo-{cameo}"]
    assert set(codes.objects(concept, SKOS.broadMatch)) == {CODE[c] for c in broad}
    assert set(codes.objects(concept, SKOS.relatedMatch)) == {CODE[c] for c in related}


def test_the_code_systems_are_whole(codes):
    sizes = {"modes": 59, "context-scheme": 37, "sector-scheme": 32}
    sizes |= {"ucdp-support": 11, "ucdp-conflict": 4, "acled-actors": 8}
    for scheme, size in sizes.items():
        assert len(list(codes.subjects(SKOS.inScheme, CODE[scheme]))) == size, scheme
    assert len(list(codes.subjects(SKOS.topConceptOf, CODE["cameo-scheme"]))) == 20
    assert len(list(codes.subjects(SKOS.topConceptOf, CODE["acled-events"]))) == 6


def test_every_ucdp_support_type_becomes_a_predicate_that_supports(ontology, codes):
    for concept in codes.subjects(SKOS.inScheme, CODE["ucdp-support"]):
        p = codes.value(concept, PAR.asPredicate)
        assert PAR.supports in ontology.transitive_objects(p, RDFS.subPropertyOf), concept
    for p, concept in ontology.subject_objects(PAR.ucdpSupport):
        assert codes.value(concept, PAR.asPredicate) == p
