"""What Wikidata says of the graph's entities, as quads of `graph/wikidata`: background to the claims, never one.

All of it is said of Wikidata's own items (`wd:Q399`), which the entities are `owl:sameAs`, and nothing of the entities
themselves: a query that does not ask for it cannot run into it.

- names are `rdfs:label` and `skos:altLabel` with their language;
- places have a `geo:hasGeometry`, a point in WKT (GeoSPARQL);
- what joins two items is an `rdf:Statement` with a predicate of the ontology where there is one (`par:memberOf`), else
  Wikidata's (`wdt:P31`), and with the interval in which it held (OWL-Time), as far as that is known.

Each has the day on which it was fetched (`dcterms:created`) and what it comes from (`prov:wasDerivedFrom`): Wikidata's
statement, or, for the names in a language, its item.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

import pyoxigraph as ox

from kg import iris, vocabulary
from kg.periods import bounds, interval
from kg.terms import Term
from kg.wikidata.facts import Fact, Name, Point, Rank, Tie

_RECORDS = iris.HOME + "wikidata/"
_PREFIXES: Mapping[str, str] = iris.PREFIXES | {
    "geo": "http://www.opengis.net/ont/geosparql#",
    "sf": "http://www.opengis.net/ont/sf#",
    "wds": iris.PREFIXES["wd"] + "statement/",
    "wikibase": "http://wikiba.se/ontology#",
}
_LICENCE = "https://creativecommons.org/publicdomain/zero/1.0/"
_SOURCE = "http://www.wikidata.org/"
_PREDICATES: Mapping[str, str] = {
    code: p.iri for p in vocabulary.PREDICATES.values() for code in p.wikidata if code not in p.wikidata_inverse
}
_RANKS: Mapping[Rank, str] = {"preferred": "wikibase:PreferredRank", "normal": "wikibase:NormalRank"}
_ENDS = ("time:hasBeginning", "time:hasEnd")

Said = tuple[str, Term]
"""A property (as a CURIE) and its value."""


def quads(facts: Iterable[Fact]) -> Iterator[ox.Quad]:
    """The quads of the facts, some of them more than once, and where they come from."""
    yield from _say(iris.WIKIDATA, [
        ("dcterms:license", ox.NamedNode(_LICENCE)), ("dcterms:source", ox.NamedNode(_SOURCE)),
    ])  # fmt: skip
    for fact in facts:
        match fact:
            case Name():
                yield from _name(fact)
            case Point():
                yield from _point(fact)
            case Tie():
                yield from _tie(fact)


def _name(n: Name) -> Iterator[ox.Quad]:
    item, record = _node(f"wd:{n.item}"), f"{_RECORDS}{n.item}/{n.language}"
    name = ox.Literal(n.text, language=n.language)
    yield from _say(item.value, [("rdfs:label" if n.main else "skos:altLabel", name)])
    yield from _say(record, [("rdf:type", _node("prov:Entity")), ("dcterms:language", ox.Literal(n.language))])
    yield from _say(record, _reference(item, n.retrieved))


def _point(p: Point) -> Iterator[ox.Quad]:
    record = _RECORDS + p.statement
    where = f"POINT({_degrees(p.longitude)} {_degrees(p.latitude)})"
    yield from _say(_node(f"wd:{p.item}").value, [("geo:hasGeometry", ox.NamedNode(record))])
    yield from _say(record, [
        ("rdf:type", _node("sf:Point")), ("geo:asWKT", ox.Literal(where, datatype=_node("geo:wktLiteral"))),
    ])  # fmt: skip
    yield from _say(record, _reference(_node(f"wds:{p.statement}"), p.retrieved))


def _tie(t: Tie) -> Iterator[ox.Quad]:
    record, value = _RECORDS + t.statement, _node(f"wd:{t.value}")
    yield from _say(record, [
        ("rdf:type", _node("rdf:Statement")), ("rdf:subject", _node(f"wd:{t.item}")),
        ("rdf:predicate", ox.NamedNode(_PREDICATES.get(t.property) or iris.expand(f"wdt:{t.property}"))),
        ("rdf:object", value), ("wikibase:rank", _node(_RANKS[t.rank])),
    ])  # fmt: skip
    yield from _say(record, _reference(_node(f"wds:{t.statement}"), t.retrieved))
    if t.label:
        yield from _say(value.value, [("rdfs:label", ox.Literal(t.label, language="en"))])
    yield from _held(t, record)


def _held(t: Tie, record: str) -> Iterator[ox.Quad]:
    """The interval in which it held, as claims have theirs; what is over has an end, even where nobody knows when."""
    over = t.ended and t.until is None
    value = interval(t.since, t.until)
    if value is None and not over:
        return
    about = iris.period(value) if value and not over else f"{record}#time"
    yield from _say(record, [("time:hasTime", ox.NamedNode(about))])
    yield from _say(about, [("rdf:type", _node("time:ProperInterval"))])
    for end, day in zip(_ENDS, bounds(value or "") or (None, None), strict=True):
        if day is not None:
            instant = ox.NamedNode(iris.period(str(day)))
            yield from _say(about, [(end, instant)])
            yield from _say(instant.value, [("rdf:type", _node("time:Instant")), ("time:inXSDDate", _day(str(day)))])
    if over:
        yield from _say(about, [("time:hasEnd", ox.NamedNode(f"{record}#until"))])
        yield from _say(f"{record}#until", [("rdf:type", _node("time:Instant"))])


def _day(value: str) -> ox.Literal:
    return ox.Literal(value, datatype=_node("xsd:date"))


def _reference(source: ox.NamedNode, day: str) -> Iterator[Said]:
    yield "prov:wasDerivedFrom", source
    yield "dcterms:created", _day(day)


def _degrees(value: float) -> str:
    """At most seven places, a centimetre on the ground, and no exponent."""
    return f"{round(value, 7) or 0.0:.7f}".rstrip("0").rstrip(".")


def _say(about: str, said: Iterable[Said]) -> Iterator[ox.Quad]:
    subject, graph = ox.NamedNode(about), ox.NamedNode(iris.WIKIDATA)
    return (ox.Quad(subject, _node(curie), value, graph) for curie, value in said)


@lru_cache(maxsize=4096)
def _node(curie: str) -> ox.NamedNode:
    prefix, _, name = curie.partition(":")
    return ox.NamedNode(_PREFIXES[prefix] + name)
