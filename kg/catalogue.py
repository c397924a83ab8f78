"""The catalogue of saved queries: what the graph can be asked by name, and the asking.

    answer = run(graph, "who-backs-whom", side="Armenia")
    for row in answer: ...
    answer.evidence(0)      # the sentences behind the first row

What a query file looks like stands in `kg.saved`.
"""

import re
import shlex
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from kg import display, iris, lookup, vocabulary
from kg.answers import Rows
from kg.contract import is_unicode
from kg.errors import UsageError
from kg.evidence import Evidence, of_claims
from kg.header import Parameter, is_day
from kg.questions import every, find, near, own, tagged
from kg.saved import LIMIT, LOOKED_AT, SavedQuery, load
from kg.store import Graph
from kg.terms import IRI, Value

if TYPE_CHECKING:
    import pandas

__all__ = ["Answer", "Cell", "ask", "choices", "every", "find", "load", "own", "run", "sparql", "tagged"]

Cell = str | int | float | bool | tuple[str, ...] | None
"""A cell of an answer: names in the place of IRIs; several values, sorted, where the query calls a column a list."""

_EVIDENCE = frozenset({"claim", "claims"})
_ROWS = 1_000_000_000
"""More rows than anybody can mean."""


@dataclass(frozen=True, slots=True, repr=False)
class Answer:
    """The rows that a saved query found, ready to be shown. `claims` holds the IRIs of the claims behind each row, and
    `given` the parameters as they were given."""

    query: SavedQuery = field(repr=False)
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    claims: tuple[tuple[str, ...], ...]
    graph: Graph = field(repr=False, compare=False)
    given: tuple[tuple[str, str], ...] = ()

    def __iter__(self) -> Iterator[tuple[Cell, ...]]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def dicts(self) -> Iterator[dict[str, Cell]]:
        """Each row by column."""
        return (dict(zip(self.columns, row, strict=True)) for row in self.rows)

    @property
    def cut(self) -> int | None:
        """The limit that the answer reached, on its rows or on what it looked at: there may be more; else None."""
        return self.query.cut(dict(self.given), len(self.rows), len(set(chain.from_iterable(self.claims))))

    @property
    def cut_told(self) -> str:
        """The same in words, empty where nothing was cut."""
        meaning = next((p.meaning for p in self.query.parameters if p.name == LIMIT), "")
        order = meaning.partition(LOOKED_AT)[2].partition(";")[0]
        what = "shown" if self.cut and len(self.rows) >= self.cut else f"{LOOKED_AT}{order}"
        return f"{self.cut:,} {what}, as --limit says; there may be more (--limit 0 gives all)" if self.cut else ""

    @property
    def lacks(self) -> str | None:
        """What to do about a part of the graph that the question is about and that the graph does not have."""
        graph, advice = self.query.needs or (None, None)
        return advice if graph is not None and not self.graph.has(graph) else None

    def known(self) -> dict[str, int]:
        """How many claims the graph has about each entity that was asked about, by name."""
        types = {p.name: p.type for p in self.query.parameters}
        asked = [lookup.entity(self.graph, value) for name, value in self.given if types[name] == "entity"]
        return {entity.label: lookup.claims_about(self.graph, entity.iri) for entity in asked}

    def evidence(self, row: int) -> tuple[Evidence, ...]:
        """The evidence for one row, by article and place in it. Raises IndexError where there is no such row."""
        return _told(of_claims(self.graph, self.claims[row]), self.claims[row])

    def receipts(self) -> list[tuple[Evidence, ...]]:
        """The evidence for every row, asked for in one go: a hundred times faster than row by row."""
        found = of_claims(self.graph, chain.from_iterable(self.claims))
        return [_told(found, claims) for claims in self.claims]

    def __repr__(self) -> str:
        return f"<Answer to {self.query.name}: {display.counted(len(self.rows), 'row')} of {', '.join(self.columns)}>"

    def to_pandas(self) -> "pandas.DataFrame":
        """The rows as a pandas DataFrame, with the IRIs of the claims behind each in a last column, `claims`.

        Several values of one cell are a tuple. Raises UsageError where pandas is not installed.
        """
        rows = ((*row, claims) for row, claims in zip(self.rows, self.claims, strict=True))
        return display.frame([*self.columns, "claims"], rows)

    def _repr_html_(self) -> str:
        asked = ", ".join(f"{name} {value}" for name, value in self.given)
        caption = f"{self.query.title}{f' ({asked})' if asked else ''}: {display.counted(len(self.rows), 'row')}"
        below = self.cut_told
        return display.table(caption, self.columns, self.rows, below)


def _told(found: Mapping[str, Evidence], claims: Iterable[str]) -> tuple[Evidence, ...]:
    known = (found[claim] for claim in claims if claim in found)
    return tuple(sorted(known, key=lambda e: (e.date or "9", e.article != e.origin, e.article, e.start, e.claim)))


def run(graph: Graph, name: str, /, *folders: Path, **given: str | int | None) -> Answer:
    """Ask the graph a saved query, of Parley's own, of the graph's folder or of these. An entity may be given by name,
    other name, Wikidata item, key or IRI.

    Raises UsageError for an unknown query or parameter, a missing one, and a value that cannot be what it should be.
    """
    query = find(name, *own(graph.path, folders))
    return ask(graph, query, given)


def ask(graph: Graph, query: SavedQuery, given: Mapping[str, str | int | None]) -> Answer:
    """`run` for a saved query at hand."""
    asked = tuple((name, str(value)) for name, value in given.items() if value is not None)
    return _answer(graph, query, asked, graph.select(sparql(graph, query, given)))


Given = str | int | tuple[str, ...] | None
"""What a parameter is given: of entities several may be given at once, which means any of them."""


def sparql(graph: Graph, query: SavedQuery, given: Mapping[str, Given]) -> str:
    """The SPARQL that `ask` sends: the saved query with the parameters filled in. Raises UsageError as `run` does."""
    known = {p.name: p for p in query.parameters}
    for name in given:
        if name not in known:
            takes = f"it takes {', '.join(known)}" if known else "it takes none"
            raise UsageError(f"{query.name} has no parameter {name!r}", hint=_near(name, known) or takes)
    _complete(query, given)
    values = {p.name: _value(graph, p, given.get(p.name)) for p in query.parameters}
    return query.filled(values, graph.portable)


def _complete(query: SavedQuery, given: Mapping[str, Given]) -> None:
    """Raises UsageError, with all that is missing."""
    missing = [p for p in query.parameters if p.required and p.default is None and given.get(p.name) is None]
    if missing:
        needs = "; ".join(f"{p.name}: {p.meaning}" for p in missing)
        examples = " ".join(f"--{p.name} {shlex.quote(p.example)}" for p in missing if p.example)
        give = "give it" if len(missing) == 1 else "give them"
        raise UsageError(f"{query.name} needs {needs}", hint=f"{give}, such as {examples}" if examples else give)


def _value(graph: Graph, parameter: Parameter, given: Given) -> Value | tuple[IRI, ...]:
    if isinstance(given, tuple):
        return _entities(graph, parameter, given)
    raw = str(given) if given is not None else parameter.default
    if raw is not None and not is_unicode(raw):
        raise UsageError(f"{parameter.name} is no Unicode text: {raw!r}", hint="write it in UTF-8")
    if raw is None:
        return None
    match parameter.type:
        case "entity":
            return lookup.same(graph, lookup.entity(graph, raw).iri)
        case "predicate":
            return lookup.predicate(raw)
        case "integer" if not re.fullmatch(r"-?\d+", raw):
            raise UsageError(f"{parameter.name} must be a whole number, not {raw!r}")
        case "integer" if parameter.name == LIMIT and not 0 <= int(raw) < _ROWS:
            raise UsageError(f"{LIMIT} must be from 0 to {_ROWS:,}", hint="0 gives all rows")
        case "integer":
            return int(raw)
        case "date" if not is_day(raw):
            raise UsageError(f"{parameter.name} must be a date, not {raw!r}", hint="write 2016, 2016-04 or 2016-04-02")
        case "text" if parameter.choices is not None:
            return _choice(graph, parameter, raw)
        case _:
            return raw


def _entities(graph: Graph, parameter: Parameter, names: tuple[str, ...]) -> tuple[IRI, ...]:
    """All that any of the names means."""
    if parameter.type != "entity":
        raise UsageError(f"{parameter.name} takes one value, not {len(names)}")
    return tuple(dict.fromkeys(iri for name in names for iri in lookup.same(graph, lookup.entity(graph, name).iri)))


def choices(graph: Graph, parameter: Parameter) -> list[str]:
    """What may be given for a parameter, by alphabet: names of entities, predicates, texts that the graph has. Empty
    where there is no telling, as for a date."""
    if parameter.type == "predicate":
        return list(vocabulary.PREDICATES)
    if parameter.type == "entity":
        return lookup.names(graph, parameter.choices or "?choice a ?kind")
    if parameter.choices is None:
        return []
    rows = graph.select(f"SELECT DISTINCT ?choice WHERE {{ {parameter.choices} }}")
    return sorted({str(value) for (value,) in rows})


def _choice(graph: Graph, parameter: Parameter, raw: str) -> str:
    by_small = {each.casefold(): each for each in choices(graph, parameter)}
    if raw.casefold() not in by_small:
        hint = _near(raw, by_small.values()) or "check the spelling"
        raise UsageError(f"the graph has no {parameter.name} {raw!r}", hint=hint)
    return by_small[raw.casefold()]


def _near(name: str, names: Iterable[str]) -> str | None:
    close = near(name, names)
    return f"did you mean {' or '.join(close)}?" if close else None


def _answer(graph: Graph, query: SavedQuery, given: tuple[tuple[str, str], ...], found: Rows) -> Answer:
    shown = [n for n, column in enumerate(found.columns) if column not in _EVIDENCE]
    behind = [n for n, column in enumerate(found.columns) if column in _EVIDENCE]
    split = [
        [_parts(value) if column in query.lists else value for column, value in zip(found.columns, row, strict=True)]
        for row in found
    ]
    labels = lookup.labels(graph, (iri for row in split for n in shown for iri in _iris(row[n])))
    rows = tuple(tuple(_cell(row[n], labels) for n in shown) for row in split)
    claims = tuple(tuple(sorted({claim for n in behind for claim in str(row[n] or "").split()})) for row in found)
    return Answer(query, tuple(found.columns[n] for n in shown), rows, claims, graph, given)


def _parts(value: Value) -> list[str]:
    return [part for part in str(value or "").split("\n") if part]


def _iris(value: Value | list[str]) -> list[str]:
    if isinstance(value, list):
        return [part for part in value if part.startswith(iris.HOME)]
    return [value] if isinstance(value, IRI) else []


def _cell(value: Value | list[str], labels: Mapping[str, str]) -> Cell:
    if isinstance(value, list):
        return tuple(sorted({labels.get(part, part) for part in value}))
    return labels[value] if isinstance(value, IRI) else value
