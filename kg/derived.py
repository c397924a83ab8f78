"""Named graphs that follow from others: what is known of each entity, and the vocabulary as far as queries need it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

import pyoxigraph as ox

from kg import iris, vocabulary
from kg.terms import decimal, node


class Referent(NamedTuple):
    """What one article says of one entity. Names may hold line breaks, as the text does."""

    entity: str
    name: str
    other_names: tuple[str, ...]
    type: str
    score: float


def entity_quads(referents: Iterable[Referent]) -> Iterator[ox.Quad]:
    """`graph/entities`: label, other names, type and Wikidata item of each, whatever the order of the articles.

    The label and the type are those that most articles give; of equally frequent ones the longer, then the first by
    alphabet. The link score is the highest.
    """
    graph = ox.NamedNode(iris.ENTITIES)
    by_entity: defaultdict[str, list[Referent]] = defaultdict(list)
    for referent in referents:
        by_entity[referent.entity].append(referent)
    for entity in sorted(by_entity):
        about = ox.NamedNode(entity)
        for curie, value in _about_entity(entity, by_entity[entity]):
            yield ox.Quad(about, node(curie), value, graph)


def _about_entity(entity: str, referents: list[Referent]) -> Iterator[tuple[str, ox.NamedNode | ox.Literal]]:
    label = _commonest(_one_line(r.name) for r in referents)
    yield "rdf:type", ox.NamedNode(_commonest(r.type for r in referents))
    yield "rdfs:label", ox.Literal(label)
    yield "skos:prefLabel", ox.Literal(label)
    for name in sorted({_one_line(name) for r in referents for name in (r.name, *r.other_names)} - {label}):
        yield "skos:altLabel", ox.Literal(name)
    qid = iris.qid(entity)
    if qid:
        yield "owl:sameAs", node(f"wd:{qid}")
        yield "par:linkScore", decimal(max(r.score for r in referents))


def _one_line(name: str) -> str:
    return " ".join(name.split()) or name


def _commonest(values: Iterable[str]) -> str:
    return min(Counter(values).items(), key=lambda item: (-item[1], -len(item[0]), item[0]))[0]


@cache
def vocabulary_digest() -> str:
    """Changes with what a reading may say: names, hierarchy, valence, symmetry; not with the words that explain it."""
    classes = [[c.name, *c.broader] for c in vocabulary.CLASSES.values()]
    predicates = [[p.name, p.valence, p.symmetric, *p.broader] for p in vocabulary.PREDICATES.values()]
    return iris.digest(classes, predicates, [[name, *modes] for name, modes in vocabulary.MODES.items()])


def ontology_quads() -> Iterator[ox.Quad]:
    """`graph/ontology`: labels, hierarchy, valence and symmetry of predicates; labels and hierarchy of classes."""
    graph = ox.NamedNode(iris.ONTOLOGY)
    for p in vocabulary.PREDICATES.values():
        about = ox.NamedNode(p.iri)
        yield ox.Quad(about, node("rdf:type"), node("owl:ObjectProperty"), graph)
        if p.symmetric:
            yield ox.Quad(about, node("rdf:type"), node("owl:SymmetricProperty"), graph)
        yield ox.Quad(about, node("rdfs:label"), ox.Literal(p.label), graph)
        yield ox.Quad(about, node("par:valence"), ox.Literal(p.valence), graph)
        for broader in p.broader:
            yield ox.Quad(about, node("rdfs:subPropertyOf"), node(f"par:{broader}"), graph)
    for c in vocabulary.CLASSES.values():
        about = ox.NamedNode(c.iri)
        yield ox.Quad(about, node("rdf:type"), node("owl:Class"), graph)
        yield ox.Quad(about, node("rdfs:label"), ox.Literal(c.label), graph)
        for broader in c.broader:
            yield ox.Quad(about, node("rdfs:subClassOf"), node(f"par:{broader}"), graph)
    yield ox.Quad(graph, node("par:vocabularyDigest"), ox.Literal(vocabulary_digest()), graph)
