"""Candidates for a name, with scores from 0 to 100, and names that begin with some letters.

A candidate's score is how well its name fits, less what speaks against it:

    100  the query is its key, its item or its name      98  one of its other names
     95  a name that the gazetteer knows for its item    90 · likeness of its nearest name, where none has the very name
    -20  it is of none of the types that are asked for   -15  it has other values for a property, -5 has none

`match` is said only of one that has the very name and all that was asked for, with no namesake left beside it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from kg import vocabulary
from kg.errors import UsageError
from kg.reconcile import values
from kg.reconcile.manifest import BATCH, type_of, types
from kg.reconcile.names import Entry, Names, folded
from kg.store import Graph
from kg.wikidata import gazetteer

_KINDS = frozenset(("name", "short", "former"))
"""Kinds of names that mean their bearer alone."""
_SURE, _OTHER_NAME, _KNOWN, _NEAREST = 100.0, 98.0, 95.0, 90.0
_OTHER_TYPE, _OTHER_VALUE, _NO_VALUE = 20.0, 15.0, 5.0
_LEAST = 50.0
"""The lowest score that is worth a look."""
_ALIKE = 0.6
_MOST, _DEFAULT = 100, 10


@dataclass(frozen=True, slots=True)
class _Scored:
    entry: Entry
    score: float
    name: float
    type: bool
    values: tuple[float, ...]

    @property
    def is_sure(self) -> bool:
        """Whether it has the name as it stands, a fitting type, and every value that was asked for."""
        return self.name >= _KNOWN and self.type and all(value == 1.0 for value in self.values)


class BatchError(UsageError):
    """More queries than one batch may have."""


def batch(graph: Graph, names: Names, asked: Any) -> dict[str, Any]:
    """The candidates for each query of a batch, by its id. Raises UsageError for what is no batch of queries,
    BatchError for more than BATCH."""
    if not isinstance(asked, dict):
        raise UsageError("no batch of queries", hint=f"a JSON object of at most {BATCH} queries, each with an id")
    if len(asked) > BATCH:
        raise BatchError(f"{len(asked):,} queries at once", hint=f"send {BATCH} at most")
    return {key: {"result": _result(graph, names, _checked(query, key))} for key, query in asked.items()}


def suggested(names: Names, prefix: str, skip: int) -> dict[str, Any]:
    """Entities with a name that begins so, or of this key or item."""
    exact = names.entry(prefix) if not skip else None
    found = names.beginning(prefix, skip, _DEFAULT) if folded(prefix) else []
    entries = [exact, *(e for e in found if e != exact)] if exact else found
    return {"result": [_suggestion(e) for e in entries]}


def _suggestion(e: Entry) -> dict[str, Any]:
    return {"id": e.key, "name": e.label, "description": described(e), "notable": [type_of(e.type)]}


def described(e: Entry) -> str:
    """What tells an entity from namesakes: its class, its item, and how much is said of it."""
    cls = vocabulary.CLASSES[e.type].label if e.type in vocabulary.CLASSES else e.type
    said = f"{e.claims:,} proposition{'s' if e.claims != 1 else ''}"
    return ", ".join(part for part in (cls, e.qid, said) if part)


def _checked(query: Any, key: str) -> Mapping[str, Any]:
    name = query.get("query") if isinstance(query, dict) else None
    given = query.get("properties", []) if isinstance(query, dict) else None
    is_named = isinstance(name, str) and bool(name.strip())
    if not isinstance(given, list) or not (is_named or (given and name is None)):
        raise UsageError(f"the query {key!r} has neither a text nor properties", hint='{"query": "Armenia"}')
    if not all(isinstance(p, dict) and isinstance(p.get("pid"), str) and "v" in p for p in given):
        raise UsageError(f"the query {key!r} has a property without pid or v", hint='{"pid": "memberOf", "v": "NATO"}')
    limit = query.get("limit", _DEFAULT)
    if isinstance(limit, bool) or not isinstance(limit, int | float) or not limit >= 1:
        raise UsageError(f"the query {key!r} has no sound limit", hint="a whole number from 1 on")
    return {**query, "query": name or "", "properties": given, "limit": int(min(limit, _MOST))}


def _result(graph: Graph, names: Names, query: Mapping[str, Any]) -> list[dict[str, Any]]:
    wanted = types(query.get("type"))
    is_strict = query.get("type_strict") in ("any", "all")
    found = list(_candidates(names, query["query"])) or list(_by_values(graph, names, query["properties"]))
    scored = [_scored(graph, names, each, wanted, query["properties"]) for each in found]
    kept = [s for s in scored if s.score >= _LEAST and (s.type or not is_strict)]
    kept.sort(key=lambda s: (-s.score, -s.entry.claims, s.entry.key))
    sure = [s for s in kept if s.is_sure]
    match = sure[0] if len(sure) == 1 else None
    return [_candidate(s, s is match) for s in kept[: query["limit"]]]


def _candidates(names: Names, text: str) -> Iterator[tuple[Entry, float]]:
    """Entities that the text may mean, each once, with how well its name fits."""
    best: dict[str, tuple[Entry, float]] = {}
    for entry, score in _possible(names, text) if text else ():
        if entry.key not in best or best[entry.key][1] < score:
            best[entry.key] = entry, score
    yield from best.values()


def _possible(names: Names, text: str) -> Iterator[tuple[Entry, float]]:
    if exact := names.entry(text.strip()):
        yield exact, _SURE
    named = names.named(text)
    for entry, is_main in named:
        yield entry, _SURE if is_main else _OTHER_NAME
    for candidate in gazetteer.load().lookup(text):
        known = names.entry(candidate.item.qid) if candidate.item.qid and candidate.kind in _KINDS else None
        if known:
            yield known, _KNOWN
    for entry, name in names.like(text) if not (exact or named) else ():
        likeness = _likeness(folded(text), name)
        if likeness >= _ALIKE:
            yield entry, _NEAREST * likeness


def _likeness(one: str, other: str) -> float:
    """How alike two names are, from 0 to 1, in whatever order their words stand."""
    first, second = (" ".join(sorted(text.split())) for text in (one, other))
    return max(SequenceMatcher(None, *pair).ratio() for pair in ((one, other), (first, second)))


def _by_values(graph: Graph, names: Names, given: Iterable[Mapping[str, Any]]) -> Iterator[tuple[Entry, float]]:
    """Where only properties are asked for, whatever has the first of these values."""
    first = next(iter(given), None)
    for key in values.bearers(graph, names, first) if first else ():
        if entry := names.entry(key):
            yield entry, _NEAREST


def _scored(
    graph: Graph, names: Names, found: tuple[Entry, float], wanted: tuple[str, ...], given: list[Mapping[str, Any]]
) -> _Scored:
    entry, name = found
    is_type = not wanted or any(vocabulary.is_a(entry.type, cls) for cls in wanted)
    fit = tuple(values.fit(graph, names, entry, p["pid"], p["v"]) for p in given)
    less = sum(_NO_VALUE if each is None else _OTHER_VALUE * (1 - each) for each in fit)
    told = tuple(0.5 if each is None else each for each in fit)
    return _Scored(entry, max(0.0, name - less - (0 if is_type else _OTHER_TYPE)), name, is_type, told)


def _candidate(s: _Scored, match: bool) -> dict[str, Any]:
    features: list[dict[str, Any]] = [
        {"id": "name", "value": round(s.name, 2)}, {"id": "type", "value": s.type},
        {"id": "propositions", "value": s.entry.claims},
    ]  # fmt: skip
    features += [{"id": "properties", "value": round(sum(s.values) / len(s.values), 2)}] if s.values else []
    return {
        "id": s.entry.key, "name": s.entry.label, "description": described(s.entry), "type": [type_of(s.entry.type)],
        "score": round(s.score, 2), "match": match, "features": features,
    }  # fmt: skip
