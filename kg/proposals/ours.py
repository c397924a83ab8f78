"""What the articles of a graph say that Wikidata could say too: facts between two linked entities, with receipts."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kg import evidence, iris, lookup, vocabulary
from kg.evidence import Evidence
from kg.proposals import when
from kg.proposals.mapping import predicates
from kg.proposals.records import Fact, Party, Standing, Thing
from kg.store import Graph
from kg.terms import IRI, Value, written

_LINKED = """
SELECT ?entity ?item ?label ?type { GRAPH graph:entities { ?entity owl:sameAs ?item ; rdfs:label ?label ; a ?type } }
ORDER BY ?entity"""
_PROPOSITIONS = """
SELECT ?p ?subject ?predicate ?object ?credence ?last {{
  VALUES ?predicate {{ {predicates} }}
  ?p par:aboutPredicate ?predicate ; par:aboutSubject ?subject ; par:aboutObject ?object ; par:credence ?credence .
  OPTIONAL {{ ?p par:last ?last }}
}} ORDER BY ?p"""
_POSITIONS = """
SELECT ?p ?voice ?stance ?claim ?time {
  ?p par:position ?position . ?position par:voice ?voice ; par:stance ?stance ; par:takenIn ?claim .
  OPTIONAL { ?claim par:time ?time }
} ORDER BY ?p ?voice ?stance ?claim"""
_TRIGGERS = "SELECT ?claim ?at {{ VALUES ?claim {{ {claims} }} ?claim par:triggerAt ?at }}"
_OWN, _UNNAMED = iris.expand("par:theArticle"), iris.expand("par:somebody")
_BATCH = 500
_TIMELESS = frozenset(("locatedIn", "partOf", "capitalOf", "borders", "citizenOf", "hasEthnicity", "foundedBy"))
"""Predicates of which a day says when something happened there, and not when it was so."""
_AGAINST = ("denies", "doubts")
Key = tuple[str, str, str]
"""Subject, predicate (its name) and object; the ends are IRIs."""


@dataclass(slots=True)
class _Told:
    """All that is told of one fact, as it is gathered; positions are (voice, stance, claim, time)."""

    credence: float
    last: str | None
    positions: list[tuple[str, str, str, str | None]]


@dataclass(frozen=True, slots=True)
class _Known:
    """What there is to tell of claims and voices: receipts by claim, names by voice, and the word that a claim was read
    from, in small letters."""

    receipts: Mapping[str, Evidence]
    names: Mapping[str, str]
    words: Mapping[str, str]


def facts(graph: Graph, least: float, about: IRI | None = None, predicate: IRI | None = None) -> list[Fact]:
    """The facts that somebody asserts, believed to `least` (0–1) or contested; by name of subject, predicate, object.

    With `about` only those that it is an end of, with `predicate` only those with it. What a narrower predicate says of
    the same two is left to that one.
    """
    things = _things(graph)
    told = _gathered(graph, things, about, predicate)
    kept = {key: t for key, t in told.items() if any(stance == "asserts" for _, stance, *_ in t.positions)}
    kept = {key: t for key, t in kept.items() if t.credence >= least or _is_contested(t)}
    kept = {key: kept[key] for key in kept if not _is_said_narrower(key, kept)}
    receipts = evidence.of_claims(graph, {claim for t in kept.values() for _, _, claim, _ in t.positions})
    names = lookup.labels(graph, {voice for t in kept.values() for voice, *_ in t.positions})
    known = _Known(receipts, names, _words(graph, receipts))
    found = [_fact(key, t, things, known) for key, t in kept.items()]
    return sorted(found, key=lambda f: (f.subject.label, f.predicate, f.object.label, f.subject.qid, f.object.qid))


def _things(graph: Graph) -> dict[str, Thing]:
    return {
        str(entity): Thing(iris.local_name(str(item)), str(label), iris.local_name(str(kind)))
        for entity, item, label, kind in graph.select(_LINKED)
    }


def _gathered(graph: Graph, things: Mapping[str, Thing], about: IRI | None, predicate: IRI | None) -> dict[Key, _Told]:
    """Each fact between linked entities with its positions; propositions on other times of it are one with it."""
    codes = [predicate] if predicate else [IRI(vocabulary.PREDICATES[name].iri) for name in predicates()]
    asked = _PROPOSITIONS.format(predicates=" ".join(map(written, codes)))
    told: dict[Key, _Told] = {}
    by_proposition: dict[Value, _Told] = {}
    for p, subject, said, object, credence, last in graph.select(asked):
        ends = (str(subject), str(object))
        if not all(end in things for end in ends) or ends[0] == ends[1] or (about and about not in ends):
            continue
        key = (ends[0], iris.local_name(str(said)), ends[1])
        fact = told.setdefault(key, _Told(0.0, None, []))
        fact.credence = max(fact.credence, float(str(credence)))
        fact.last = max(filter(None, (fact.last, str(last) if last else None)), default=None)
        by_proposition[p] = fact
    for p, voice, stance, claim, time in graph.select(_POSITIONS):
        if p in by_proposition:
            entry = (str(voice), iris.local_name(str(stance)), str(claim), str(time) if time else None)
            by_proposition[p].positions.append(entry)
    return told


def _is_contested(told: _Told) -> bool:
    return any(stance in _AGAINST for _, stance, *_ in told.positions)


def _is_said_narrower(key: Key, told: Iterable[Key]) -> bool:
    subject, predicate, object = key
    return any(
        other != predicate and predicate in vocabulary.closure(other)
        for s, other, o in told
        if (s, o) == (subject, object)
    )


def _fact(key: Key, told: _Told, things: Mapping[str, Thing], known: _Known) -> Fact:
    receipts, names = known.receipts, known.names
    for_it = [(voice, claim, time) for voice, stance, claim, time in told.positions if stance == "asserts"]
    against = [voice for voice, stance, *_ in told.positions if stance in _AGAINST]
    times, at_odds = when.together(time for *_, time in for_it if time)
    if key[1] in _TIMELESS:
        times = replace(times, at=None)
    found = _by_origin(receipts[claim] for _, claim, _ in for_it if claim in receipts)
    return Fact(
        things[key[0]], key[1], things[key[2]], times, _standing(for_it, against),
        tuple(_parties((voice for voice, *_ in for_it), things, names)), tuple(_parties(against, things, names)),
        len(found), round(told.credence, 4), found, told.last, at_odds,
        tuple(sorted({known.words[claim] for _, claim, _ in for_it if claim in known.words})),
    )  # fmt: skip


def _words(graph: Graph, receipts: Mapping[str, Evidence]) -> dict[str, str]:
    """The word that each claim was read from, in small letters."""
    claims = sorted(receipts)
    found: dict[str, str] = {}
    for first in range(0, len(claims), _BATCH):
        batch = " ".join(written(IRI(claim)) for claim in claims[first : first + _BATCH])
        for claim, at in graph.select(_TRIGGERS.format(claims=batch)):
            receipt, span = receipts[str(claim)], iris.span(str(at))
            said = receipt.sentence[max(0, span.start - receipt.start) : max(0, span.end - receipt.start)]
            found[str(claim)] = " ".join(said.casefold().split())
    return found


def _standing(for_it: Sequence[tuple[str, str, str | None]], against: Sequence[str]) -> Standing:
    if against:
        return "contested"
    return "plain" if any(voice == _OWN for voice, *_ in for_it) else "attributed"


def _parties(voices: Iterable[str], things: Mapping[str, Thing], names: Mapping[str, str]) -> Iterator[Party]:
    """Who speaks, each once: by name; whoever is not named goes last."""
    for voice in sorted(dict.fromkeys(voices), key=lambda v: (v == _UNNAMED, v == _OWN, names[v], v)):
        yield Party(names[voice], things[voice].qid if voice in things else None)


def _by_origin(found: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """The surest claim of each origin, those first that can be cited by an address, then the surest."""
    best: dict[str, Evidence] = {}
    by_origin = defaultdict[str, list[Evidence]](list)
    for each in found:
        by_origin[each.origin].append(each)
    for origin, several in by_origin.items():
        best[origin] = min(several, key=lambda e: (e.url is None, -e.confidence, e.claim))
    return tuple(sorted(best.values(), key=lambda e: (e.url is None, -e.confidence, e.date or "", e.claim)))
