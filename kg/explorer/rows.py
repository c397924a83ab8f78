"""The rows of a saved question for a program that draws: cells stay what they are, and things are told once."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from kg import catalogue, iris, lookup, vocabulary
from kg.answers import Rows
from kg.catalogue import Given
from kg.iris import compact
from kg.saved import SavedQuery
from kg.store import Graph
from kg.terms import IRI, Value, written

Record = dict[str, Any]
_TYPES = "SELECT ?thing ?type {{ VALUES ?thing {{ {things} }} GRAPH graph:entities {{ ?thing a ?type }} }}"


def ask(graph: Graph, query: SavedQuery, given: Mapping[str, Given]) -> Record:
    """The answer to a saved question.

    `rows` are lists of cells by `columns`: texts, numbers, `{"id": "entity:Q399"}` for a thing, lists of these where
    the question says so; `things` tells the name and kind of each thing by its id. Raises UsageError as
    `catalogue.run`.
    """
    sparql = catalogue.sparql(graph, query, given)
    found = graph.select(sparql)
    cells = [[_split(column in query.lists, value) for column, value in _pairs(found, row)] for row in found]
    needed, advice = query.needs or (None, None)
    short: dict[str, str] = {}
    return {
        "question": query.name, "title": query.title, "description": query.description,
        "given": {name: value for name, value in given.items() if value is not None},
        "sparql": sparql, "columns": [_EVIDENCE.get(column, column) for column in found.columns],
        "rows": [[_cell(value, short) for value in row] for row in cells],
        "things": things(graph, (value for row in cells for value in row)),
        "cut": query.cut(given, len(found), _claims(found)),
        "note": advice if needed and not graph.has(needed) else None,
    }  # fmt: skip


_EVIDENCE = {"claim": "claims"}


def _claims(found: Rows) -> int:
    """How many claims stand behind the rows."""
    behind = [n for n, column in enumerate(found.columns) if _EVIDENCE.get(column, column) == "claims"]
    return len({claim for row in found for n in behind for claim in str(row[n] or "").split()})


def things(graph: Graph, values: Iterable[object]) -> dict[str, Record]:
    """The name and the kind of all things among the values, by id; claims, which have no name, are left out."""
    found = {iri for value in values for iri in (value if isinstance(value, list) else [value]) if isinstance(iri, IRI)}
    named = sorted(iri for iri in found if not iri.startswith(iris.PREFIXES["claim"]))
    names, types = lookup.labels(graph, named), _types(graph, named)
    return {compact(iri): _thing(iri, names[iri], types.get(iri)) for iri in named}


def _thing(iri: str, name: str, type: str | None) -> Record:
    predicate = vocabulary.PREDICATES.get(iris.local_name(iri))
    if predicate is not None and predicate.iri == iri:
        return {"name": name, "kind": "predicate", "valence": predicate.valence, "meaning": predicate.definition}
    if iri.startswith(iris.PREFIXES["entity"]):
        return {"name": name, "kind": "entity", "type": type, "qid": iris.qid(iri)}
    return {"name": name, "kind": "article" if iri.startswith(iris.PREFIXES["article"]) else "term"}


def _types(graph: Graph, things: Sequence[IRI]) -> dict[str, str]:
    entities = [written(thing) for thing in things if thing.startswith(iris.PREFIXES["entity"])]
    rows = graph.select(_TYPES.format(things=" ".join(entities))) if entities else ()
    return dict(sorted(((str(thing), iris.local_name(str(type))) for thing, type in rows), reverse=True))


def _pairs(found: Rows, row: Sequence[Value]) -> Iterable[tuple[str, Value]]:
    return zip(found.columns, row, strict=True)


def _split(is_list: bool, value: Value) -> Value | list[Value]:
    """A list of the question, or of the claims behind a row, as the things and texts in it."""
    if not is_list and not (isinstance(value, str) and value.startswith(iris.PREFIXES["claim"])):
        return value
    parts = sorted({part for part in str(value or "").split("\n") if part})
    return [IRI(part) if part.startswith(iris.HOME) else part for part in parts]


def _cell(value: Value | list[Value], short: dict[str, str]) -> object:
    """`short` keeps the ids: the same few thousand things stand in many cells."""
    if isinstance(value, list):
        return [_cell(part, short) for part in value]
    if not isinstance(value, IRI):
        return value
    if value not in short:
        short[value] = compact(value)
    return {"id": short[value]}
