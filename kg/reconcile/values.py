"""What entities have for a property, and whether a value that somebody gives is among it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from kg import iris, vocabulary
from kg.errors import UsageError
from kg.reconcile.manifest import PROPERTIES, ROWS, Property
from kg.reconcile.names import Entry, Names, folded
from kg.store import Graph
from kg.terms import IRI, written

_UNDISPUTED = "GRAPH <{view}> {{ ?subject {predicate} ?object }}"
_ALL = """?p par:aboutPredicate {predicate} ; par:aboutSubject ?subject ; par:aboutObject ?object ;
  par:position ?position . ?position par:stance par:asserts ."""
_VALUES = "SELECT DISTINCT ?entity ?value {{ VALUES ?entity {{ {entities} }} {pattern} }} ORDER BY ?entity ?value"
_OTHER_NAMES = """SELECT ?entity ?value {{
  VALUES ?entity {{ {entities} }} GRAPH graph:entities {{ ?entity rdfs:label|skos:altLabel ?value }}
}} ORDER BY ?entity ?value"""
_ARTICLES = """SELECT ?entity (COUNT(DISTINCT ?article) AS ?value) {{
  VALUES ?entity {{ {entities} }} ?referent par:refersTo ?entity ; prov:wasDerivedFrom ?article }} GROUP BY ?entity"""
_SAME = """SELECT ?entity ?other {{
  VALUES ?entity {{ {entities} }} GRAPH graph:entities {{ ?other skos:exactMatch ?entity }} }}"""

Values = dict[str, list[Any]]
"""By the key of an entity what it has: texts, numbers, or entries."""


def extended(graph: Graph, names: Names, asked: Any) -> dict[str, Any]:
    """The answer to a data extension query. Raises UsageError for what is none, and for unknown properties."""
    ids, wanted = _checked(asked)
    entries = {id: names.entry(id) for id in ids}
    known = [e for e in entries.values() if e]
    columns = {p.id: (_of(graph, names, known, p, _claims(s)), _limit(s)) for p, s in wanted}
    rows = {id: {pid: _cells(e, found, most) for pid, (found, most) in columns.items()} for id, e in entries.items()}
    return {"meta": [_meta(p) for p, _ in wanted], "rows": rows}


def fit(graph: Graph, names: Names, entry: Entry, pid: str, given: Any) -> float | None:
    """Whether the entity has one of the values: 1 or 0; None where it has none at all, or there is no such property."""
    if pid not in PROPERTIES:
        return None
    found = _of(graph, names, [entry], PROPERTIES[pid], "all").get(entry.key, [])
    wanted = given if isinstance(given, list) else [given]
    return float(any(_is(value, each) for value in found for each in wanted)) if found else None


def bearers(graph: Graph, names: Names, given: Mapping[str, Any]) -> list[str]:
    """The keys of entities with this value for a property, which is a predicate or `wikidata`; others find nothing."""
    value = given["v"][0] if isinstance(given["v"], list) and given["v"] else given["v"]
    text = str(value.get("id", "") if isinstance(value, dict) else value)
    p = PROPERTIES.get(given["pid"])
    if p is None or p.predicate is None:
        entry = names.entry(text) if p and p.id == "wikidata" else None
        return [entry.key] if entry else []
    ends = [e for e in (names.entry(text), *(e for e, _ in names.named(text))) if e]
    turned = Property(p.id, p.name, p.description, p.predicate, not p.inverse)
    found = _of(graph, names, ends, turned, "all")
    return list(dict.fromkeys(v.key for e in ends for v in found.get(e.key, []) if isinstance(v, Entry)))


def _is(value: Any, given: Any) -> bool:
    """Whether they are one: an entity is told by its key, item or name, anything else by its text."""
    text = str(given.get("id") or given.get("name") or "") if isinstance(given, dict) else str(given)
    if isinstance(value, Entry):
        return text in (value.key, value.qid, value.iri) or folded(text) == folded(value.label)
    return folded(text) == folded(str(value))


def _of(graph: Graph, names: Names, entries: Sequence[Entry], p: Property, claims: str) -> Values:
    """What each of the entities has for a property, those that are the same as it included."""
    same = _same(graph, entries)
    if p.id == "wikidata":
        return {e.key: [e.qid] for e in entries if e.qid}
    pattern = {"names": _OTHER_NAMES, "articles": _ARTICLES}.get(p.id) or _pattern(p, claims)
    found: Values = defaultdict(list)
    for entity, value in graph.select(pattern.format(entities=" ".join(written(IRI(iri)) for iri in same))):
        found[same[str(entity)]].append(names.entry(str(value)) if p.predicate else value)
    if p.id == "articles":
        return {key: [sum(int(str(v)) for v in each)] for key, each in found.items()}
    return {key: [v for v in dict.fromkeys(each) if v is not None] for key, each in found.items()}


def _same(graph: Graph, entries: Iterable[Entry]) -> dict[str, str]:
    """The key of each entity by its IRI, and by the IRIs of those that it is the same as."""
    same = {e.iri: e.key for e in entries}
    if not same:
        return same
    rows = graph.select(_SAME.format(entities=" ".join(written(IRI(iri)) for iri in same)))
    return same | {str(other): same[str(entity)] for entity, other in rows}


def _pattern(p: Property, claims: str) -> str:
    predicate = vocabulary.predicate(str(p.predicate))
    form = _UNDISPUTED if claims == "undisputed" else _ALL
    view = f"{iris.VIEWS}asserted"
    one = form.format(view=view, predicate=written(IRI(predicate.iri)))
    turned = one.replace("?subject", "?value").replace("?object", "?entity")
    straight = one.replace("?subject", "?entity").replace("?object", "?value")
    body = f"{{ {straight} }} UNION {{ {turned} }}" if predicate.symmetric else turned if p.inverse else straight
    return _VALUES.replace("{pattern}", body.replace("{", "{{").replace("}", "}}"))


def _cells(entry: Entry | None, found: Values, most: int | None) -> list[dict[str, Any]]:
    return [_cell(value) for value in found.get(entry.key, [])[:most]] if entry else []


def _cell(value: Any) -> dict[str, Any]:
    if isinstance(value, Entry):
        return {"id": value.key, "name": value.label}
    return {"int": value} if isinstance(value, int) else {"str": str(value)}


def _meta(p: Property) -> dict[str, Any]:
    return {"id": p.id, "name": p.name}


def _checked(asked: Any) -> tuple[list[str], list[tuple[Property, Mapping[str, Any]]]]:
    ids, properties = (asked.get(key) if isinstance(asked, dict) else None for key in ("ids", "properties"))
    if not isinstance(ids, list) or not isinstance(properties, list) or not all(isinstance(id, str) for id in ids):
        raise UsageError("no data extension query", hint='{"ids": ["Q399"], "properties": [{"id": "memberOf"}]}')
    if len(ids) > ROWS:
        raise UsageError(f"{len(ids):,} entities at once", hint=f"ask for {ROWS} at most")
    return ids, list(_properties(properties))


def _properties(asked: Iterable[Any]) -> Iterator[tuple[Property, Mapping[str, Any]]]:
    for each in asked:
        id = each.get("id") if isinstance(each, dict) else None
        if not isinstance(id, str) or id not in PROPERTIES:
            raise UsageError(f"there is no property {id!r}", hint="/reconcile/properties lists them")
        settings = each.get("settings") or {}
        yield PROPERTIES[id], settings if isinstance(settings, dict) else {}


def _claims(settings: Mapping[str, Any]) -> str:
    return "all" if settings.get("claims") == "all" else "undisputed"


def _limit(settings: Mapping[str, Any]) -> int | None:
    """The most values; clients write numbers as text too."""
    try:
        return max(0, int(settings.get("limit") or 0)) or None
    except (TypeError, ValueError, OverflowError):  # the last is of Infinity, which JSON in Python has
        return None
