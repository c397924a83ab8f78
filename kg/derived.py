"""Named graphs that follow from others: what is known of each entity, and the vocabulary as far as queries need it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

import pyoxigraph as ox

from kg import identity, iris, vocabulary
from kg.sameness import Known, matches
from kg.terms import decimal, node

SAME = 0.8
"""Link score from which an entity is its Wikidata item (`owl:sameAs`: whatever is true of one is true of the other).

Below it, and above what the reader asks for to link at all, it is probably so (`skos:closeMatch`).
"""


class Referent(NamedTuple):
    """What one article says of one entity. Names may hold line breaks, as the text does."""

    entity: str
    name: str
    other_names: tuple[str, ...]
    type: str
    score: float
    article: str = ""


def entity_quads(referents: Iterable[Referent]) -> Iterator[ox.Quad]:
    """`graph/entities`: label, other names, type and Wikidata item of each, whatever the order of the articles.

    The label and the type are those that most articles give; of equally frequent ones the longer, then the first by
    alphabet. The link score is the highest. Who is the same as another one (`kg.sameness`) has its label, and says so.
    """
    graph = ox.NamedNode(iris.ENTITIES)
    by_entity: defaultdict[str, list[Referent]] = defaultdict(list)
    for referent in referents:
        by_entity[referent.entity].append(referent)
    same = matches(_known(entity, told) for entity, told in by_entity.items())
    labels = {entity: _commonest(_one_line(r.name) for r in told) for entity, told in by_entity.items()}
    for entity in sorted(by_entity):
        about = ox.NamedNode(entity)
        label = labels[same.get(entity, entity)]
        for curie, value in _about_entity(entity, by_entity[entity], label):
            yield ox.Quad(about, node(curie), value, graph)
        if entity in same:
            yield ox.Quad(about, node("skos:exactMatch"), ox.NamedNode(same[entity]), graph)


def _known(entity: str, referents: list[Referent]) -> Known:
    known = Known(entity, identity.kind(iris.local_name(_commonest(r.type for r in referents))))
    known.types.update(iris.local_name(r.type) for r in referents)
    for r in referents:
        for name in (r.name, *r.other_names):
            known.note(name, r.article)
    return known


def _about_entity(
    entity: str, referents: list[Referent], label: str
) -> Iterator[tuple[str, ox.NamedNode | ox.Literal]]:
    yield "rdf:type", ox.NamedNode(_commonest(r.type for r in referents))
    yield "rdfs:label", ox.Literal(label)
    yield "skos:prefLabel", ox.Literal(label)
    for name in sorted({_one_line(name) for r in referents for name in (r.name, *r.other_names)} - {label}):
        yield "skos:altLabel", ox.Literal(name)
    qid = iris.qid(entity)
    if qid:
        score = max(r.score for r in referents)
        yield "owl:sameAs" if score >= SAME else "skos:closeMatch", node(f"wd:{qid}")
        yield "par:linkScore", decimal(score)


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
