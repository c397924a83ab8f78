"""Named graphs that follow from others: what is known of each entity, and the vocabulary as far as queries need it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import chain
from types import MappingProxyType
from typing import NamedTuple

import pyoxigraph as ox

from kg import identity, iris, vocabulary
from kg.ledger import OWN, UNNAMED, Position, Proposition, doer_disputed
from kg.sameness import Known, matches
from kg.terms import decimal, node, text

SAME = 0.8
"""Link score from which an entity is its Wikidata item (`owl:sameAs`: whatever is true of one is true of the other).

Below it, and above what the reader asks for to link at all, it is probably so (`skos:closeMatch`).
"""

_NAMELESS = {OWN: "par:theArticle", UNNAMED: "par:somebody"}


class Referent(NamedTuple):
    """What one article says of one entity. Names may hold line breaks, as the text does."""

    entity: str
    name: str
    other_names: tuple[str, ...]
    type: str
    score: float
    article: str = ""


class Entities:
    """What all articles say of the entities, whatever their order.

    The label and the type of one are those that most articles give; of equally frequent ones the longer, then the first
    by alphabet. What a headline has in capitals is spelled as elsewhere. The link score is the highest. Who is the same
    as another one (`kg.sameness`) has its label.
    """

    def __init__(self, referents: Iterable[Referent]) -> None:
        self._told: defaultdict[str, list[Referent]] = defaultdict(list)
        for referent in referents:
            self._told[referent.entity].append(referent)
        self.same = matches(_known(entity, told) for entity, told in self._told.items())
        own = {entity: _label(told) for entity, told in self._told.items()}
        self.labels = {entity: own[self.main(entity)] for entity in own}

    def main(self, entity: str) -> str:
        """The entity that this one is the same as; by default itself."""
        return self.same.get(entity, entity)

    def quads(self, examples: Mapping[str, str] = MappingProxyType({})) -> Iterator[ox.Quad]:
        """`graph/entities`: label, other names, type and Wikidata item of each; who is the same, or else how
        many articles speak of it and of those that are the same. `examples` is for each a claim about it."""
        graph, articles = ox.NamedNode(iris.ENTITIES), defaultdict[str, set[str]](set)
        for entity, told in self._told.items():
            articles[self.main(entity)].update(r.article for r in told)
        for entity in sorted(self._told):
            about = ox.NamedNode(entity)
            for curie, value in _about_entity(entity, self._told[entity], self.labels[entity]):
                yield ox.Quad(about, node(curie), value, graph)
            if entity in self.same:
                yield ox.Quad(about, node("skos:exactMatch"), ox.NamedNode(self.same[entity]), graph)
            else:
                yield ox.Quad(about, node("par:articles"), ox.Literal(len(articles[entity])), graph)
            if entity in examples:
                yield ox.Quad(about, node("par:example"), ox.NamedNode(examples[entity]), graph)


def origin_quads(lead: Mapping[str, str]) -> Iterator[ox.Quad]:
    """`graph/origins`: for each article and claim the article that stands for its origin."""
    graph = ox.NamedNode(iris.ORIGINS)
    for thing in sorted(lead):
        yield ox.Quad(ox.NamedNode(thing), node("par:origin"), ox.NamedNode(lead[thing]), graph)


def day_quads(days: Mapping[str, str]) -> Iterator[ox.Quad]:
    """Of `graph/ledger`: for each claim its day, month or year."""
    graph = ox.NamedNode(iris.LEDGER)
    for claim in sorted(days):
        yield ox.Quad(ox.NamedNode(claim), node("par:day"), ox.Literal(days[claim]), graph)


def ledger_quads(found: Iterable[Proposition], labels: Mapping[str, str]) -> Iterator[ox.Quad]:
    """`graph/ledger`: the propositions, in the order of their rank: contested ones first, then what most voices speak
    of; `labels` are the names of the entities."""
    graph, ranked = ox.NamedNode(iris.LEDGER), sorted(found, key=lambda p: _importance(p, labels))
    disputed = doer_disputed(ranked)
    for rank, p in enumerate(ranked, 1):
        about = ox.NamedNode(p.iri)
        doer = ox.Literal(True) if p.iri in disputed else None
        for curie, value in [*_about_proposition(p), ("par:doerDisputed", doer), ("par:rank", ox.Literal(rank))]:
            if value is not None:
                yield ox.Quad(about, node(curie), value, graph)
        for claim in p.claims:
            yield ox.Quad(ox.NamedNode(claim), node("par:proposition"), about, graph)
        for stand, _ in _stands(p):
            yield ox.Quad(about, node("par:position"), stand, graph)


def position_quads(found: Iterable[Proposition]) -> Iterator[ox.Quad]:
    """`graph/positions`: what there is to say of each position. They have days as propositions do, and stand apart, so
    that the days of either are read alone."""
    graph = ox.NamedNode(iris.POSITIONS)
    for stand, position in chain.from_iterable(_stands(p) for p in found):
        for curie, value in _about_position(position):
            if value is not None:
                yield ox.Quad(stand, node(curie), value, graph)


def _stands(p: Proposition) -> Iterator[tuple[ox.NamedNode, Position]]:
    return ((ox.NamedNode(f"{p.iri}#p{n}"), position) for n, position in enumerate(p.positions, 1))


def _importance(p: Proposition, labels: Mapping[str, str]) -> tuple[object, ...]:
    names = labels.get(p.subject, ""), p.predicate, labels.get(p.object or "", "")
    return not p.contested, not p.denied, -len(p.positions), -p.depth, -p.origins, *names, p.first or "", p.iri


def _about_proposition(p: Proposition) -> Iterator[tuple[str, ox.NamedNode | ox.Literal | None]]:
    yield "rdf:type", node("par:Proposition")
    yield "par:aboutSubject", ox.NamedNode(p.subject)
    yield "par:aboutPredicate", node(f"par:{p.predicate}")
    yield "par:aboutObject", ox.NamedNode(p.object) if p.object else None
    yield "par:example", ox.NamedNode(p.example)
    for teller in p.relayed_by:
        yield "par:relayedBy", _voice(teller)
    yield "par:contested", ox.Literal(p.contested)
    yield "par:quotationDepth", ox.Literal(p.depth)
    yield "par:articles", ox.Literal(p.articles)
    yield "par:origins", ox.Literal(p.origins)
    yield "par:first", text(p.first)
    yield "par:last", text(p.last)
    yield "par:knownSince", text(p.known)
    yield "par:credence", decimal(p.confidence)


def _about_position(p: Position) -> Iterator[tuple[str, ox.NamedNode | ox.Literal | None]]:
    yield "rdf:type", node("par:Position")
    yield "par:voice", _voice(p.voice)
    yield "par:stance", node(f"par:{p.stand}")
    for claim in p.claims:
        yield "par:takenIn", ox.NamedNode(claim)
    yield "par:origins", ox.Literal(p.origins)
    yield "par:first", text(p.first)
    yield "par:last", text(p.last)
    yield "par:knownSince", text(p.known)
    yield "par:least", ox.Literal(p.least) if p.least is not None else None
    yield "par:most", ox.Literal(p.most) if p.most is not None else None


def _voice(voice: str) -> ox.NamedNode:
    """An entity, or whoever speaks without a name: the article itself, or somebody whom it leaves out."""
    curie = _NAMELESS.get(voice)
    return node(curie) if curie else ox.NamedNode(voice)


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


def _label(referents: list[Referent]) -> str:
    """The name that most articles give, as it is spelled where it is not shouted ("FOX NEWS")."""
    label = _commonest(_one_line(r.name) for r in referents)
    forms = (_one_line(name) for r in referents for name in (r.name, *r.other_names)) if label.isupper() else ()
    small = [f for f in forms if not f.isupper() and f.casefold() == label.casefold()]
    return _commonest(small) if small else label


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
    for voice in (OWN, UNNAMED):
        yield ox.Quad(_voice(voice), node("rdfs:label"), ox.Literal(voice), graph)
    yield ox.Quad(graph, node("par:vocabularyDigest"), ox.Literal(vocabulary_digest()), graph)
