"""What follows from all articles together, read out of the store and made into named graphs.

- `graph/entities`: label, other names, type and Wikidata item of each entity (`kg.derived`);
- `graph/origins`: which articles are copies of one another (`kg.origins`), and where a claim was first read;
- `graph/ledger`: the propositions, and `graph/positions`: who takes which position on them (`kg.ledger`).
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain

import pyoxigraph as ox

from kg import iris, ledger, origins
from kg.answers import Rows
from kg.derived import Entities, Referent, day_quads, ledger_quads, origin_quads, position_quads
from kg.ledger import Layer, Told
from kg.terms import IRI, Value, written

Select = Callable[[str], Rows]
Row = Mapping[str, Value]
_ACTUAL, _AFFIRMED = iris.expand("par:actual"), iris.expand("par:affirmed")

GRAPHS = (iris.ORIGINS, iris.LEDGER, iris.POSITIONS, iris.ENTITIES)
"""The graphs, in the order in which they are written: where the last one stands, the others do too."""

_REFERENTS = """
SELECT DISTINCT ?referent ?entity ?name ?type ?score WHERE {
  ?referent a par:Referent ; par:refersTo ?entity ; skos:prefLabel ?name ; par:entityType ?type .
  OPTIONAL { ?referent par:linkScore ?score }
}"""
_OTHER_NAMES = "SELECT DISTINCT ?referent ?name WHERE { ?referent a par:Referent ; skos:altLabel ?name }"
_SOURCES = """
SELECT DISTINCT ?article ?signature ?date ?agency WHERE {
  ?article par:signature ?signature .
  OPTIONAL { ?article dcterms:date ?date }
  OPTIONAL { ?article par:agency ?agency }
}"""
_TEXTS = "SELECT ?article ?text WHERE {{ VALUES ?article {{ {articles} }} ?article schema:articleBody ?text }}"
_BATCH = 500
"""Texts asked for at once: a query should not grow without bound."""
_CLAIMS = """
SELECT DISTINCT ?claim ?subject ?predicate ?object ?polarity ?modality ?confidence ?article ?sentence ?time ?published
       ?quantity WHERE {
  GRAPH ?g {
    ?claim a par:Claim ; par:modality ?modality ; par:polarity ?polarity ; rdf:subject ?subject ;
      rdf:predicate ?predicate ; par:confidence ?confidence ; prov:wasDerivedFrom ?article ; oa:hasSelector ?quote .
    ?quote oa:exact ?sentence .
    OPTIONAL { ?claim rdf:object ?object }
    OPTIONAL { ?claim par:time ?time }
    OPTIONAL { ?article dcterms:date ?published }
    OPTIONAL { ?claim par:quantity ?quantity }
  }
}"""
_LAYERS = """
SELECT DISTINCT ?claim ?depth ?source ?stance ?medium WHERE {
  ?claim par:attribution ?layer . ?layer par:depth ?depth ; par:stance ?stance .
  OPTIONAL { ?layer par:source ?source }
  OPTIONAL { ?layer par:medium ?medium }
} ORDER BY ?claim ?depth"""
_DENIERS = "SELECT DISTINCT ?claim ?denier WHERE { ?claim par:deniedBy ?denier }"


def conclusions(select: Select) -> Iterator[tuple[str, Iterable[ox.Quad]]]:
    """The named graphs of `GRAPHS`, in their order, each with its quads."""
    entities = Entities(_referents(select))
    lead = origins.origins(_sources(select), partial(_texts, select))
    claims = [dict(row) for row in select(_CLAIMS).dicts()]
    first = _first_read(claims, lead)
    yield iris.ORIGINS, origin_quads(lead | first)
    told = list(_told(select, (c for c in claims if c["modality"] == _ACTUAL), first, entities))
    days = {t.claim: day for t in told if (day := ledger.day(t))}
    found = list(ledger.propositions(told))
    yield iris.LEDGER, chain(ledger_quads(found, entities.labels), day_quads(days))
    yield iris.POSITIONS, position_quads(found)
    yield iris.ENTITIES, entities.quads(_examples(claims))


def _referents(select: Select) -> Iterator[Referent]:
    others: dict[Value, list[str]] = {}
    for referent, name in select(_OTHER_NAMES):
        others.setdefault(referent, []).append(str(name))
    for referent, entity, name, kind, score in select(_REFERENTS):
        other_names = tuple(others.get(referent, ()))
        article, _, _ = str(referent).partition("#")
        yield Referent(str(entity), str(name), other_names, str(kind), float(str(score or 0)), article)


def _sources(select: Select) -> Iterator[origins.Source]:
    for article, signature, date, agency in select(_SOURCES):
        yield origins.Source(str(article), str(signature), _text(date), _text(agency))


def _texts(select: Select, articles: Sequence[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for n in range(0, len(articles), _BATCH):
        wanted = " ".join(written(IRI(article)) for article in articles[n : n + _BATCH])
        found |= {str(article): str(text) for article, text in select(_TEXTS.format(articles=wanted))}
    return found


def _first_read(claims: Iterable[Row], lead: Mapping[str, str]) -> dict[str, str]:
    """For each claim the origin that had its sentence first: what several articles have word for word, one wrote."""
    claims = list(claims)
    first: dict[Value, tuple[str, str]] = {}
    for c in claims:
        article = str(c["article"])
        origin = lead.get(article, article)  # a dump made before there were signatures has none
        key = (str(c["published"] or "9"), origin)
        first[c["sentence"]] = min(key, first.get(c["sentence"], key))
    return {str(c["claim"]): first[c["sentence"]][1] for c in claims}


def _examples(claims: Iterable[Row]) -> dict[str, str]:
    """For each entity that anything is claimed of one of these claims: the first by its IRI."""
    found: dict[str, str] = {}
    for c in claims:
        claim = str(c["claim"])
        for end in (c["subject"], c["object"]):
            if end is not None:
                found[str(end)] = min(claim, found.get(str(end), claim))
    return found


def _told(select: Select, claims: Iterable[Row], first: Mapping[str, str], entities: Entities) -> Iterator[Told]:
    said = _said(select, entities)
    deniers = defaultdict[Value, set[str]](set)
    for claim, denier in select(_DENIERS):
        deniers[claim].add(entities.main(str(denier)))
    for c in claims:
        yield Told(
            claim=str(c["claim"]), subject=entities.main(str(c["subject"])), object=_end(c["object"], entities),
            predicate=iris.local_name(str(c["predicate"])), affirmed=c["polarity"] == _AFFIRMED,
            confidence=float(str(c["confidence"])), article=str(c["article"]), origin=first[str(c["claim"])],
            said=said.get(c["claim"], ()), denied_by=tuple(sorted(deniers[c["claim"]])), time=_text(c["time"]),
            published=_text(c["published"]), quantity=int(str(c["quantity"])) if c["quantity"] is not None else None,
        )  # fmt: skip


def _said(select: Select, entities: Entities) -> dict[Value, tuple[Layer, ...]]:
    """For each claim that somebody makes or tells the layers of who does, from within outwards."""
    found = defaultdict[Value, list[Layer]](list)
    for claim, _, source, stance, medium in select(_LAYERS):
        found[claim].append(Layer(_end(source, entities), iris.local_name(str(stance)), _end(medium, entities)))
    return {claim: tuple(layers) for claim, layers in found.items()}


def _end(entity: Value, entities: Entities) -> str | None:
    return entities.main(str(entity)) if entity else None


def _text(value: Value) -> str | None:
    return None if value is None else str(value)
