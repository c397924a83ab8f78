"""Saved queries: files of plain SPARQL that say what they answer and what they can be asked about.

The leading lines of a file are its header, one `#+ key: value` a line:

    #+ title: Who backs whom
    #+ description: Each backer once for each side and way of backing.
    #+ tags: backing, alliances
    #+ parameter: side entity optional "The party whose backers are asked for" example="Armenia"
    #+ parameter: limit integer default=50 "How many rows at most"
    #+ lists: said_by, denied_by

`title` and `description` are required; the first of the `tags` is the group that a list shows the query in. A parameter
has a name, a type (entity, predicate, date, text or integer), `required`, `optional` or `default=…`, in quotes what it
means, then perhaps an `example` and, as `choices="?choice a par:City"`, where its values come from. `lists` names the
columns that hold several values, one on each line (GROUP_CONCAT with "\\n"). `example` gives parameters with which to
try the query (`--side Armenia`); `needs` names a graph that not every folder has, and what to do where it is missing;
`slow` says why it takes its time on a large graph.
The columns `claim` and `claims` are not shown: they lead to the evidence.

Parameters enter through one line of the query, which makes it run as it is, with nothing given, anywhere:

    VALUES (?side ?limit) { (UNDEF UNDEF) }

Its row is filled with terms, never with text that a caller wrote; dates, texts and numbers stand as terms in the place
of their variables instead, unless these are named (in a SELECT, GROUP BY, BOUND or AS). It may stand again in a
sub-select, which knows nothing of what is bound outside. A parameter `limit` of type integer is the exception:
it has no place there, but sets the number of the query's `LIMIT`, which stands there with its default; 0 means all.
Where its meaning says "looked at", it bounds the claims that the query looks at (in a sub-select) and not its rows.

A line `#? side ?claim rdf:object ?side .` is part of the query only where that parameter is given, which spares the
store a look at everything where it is not.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import product
from pathlib import Path
from types import MappingProxyType
from typing import Final

from kg import resources
from kg.errors import DataError
from kg.header import Parameter, Type, header
from kg.terms import IRI, Value, written

__all__ = ["LIMIT", "LOOKED_AT", "Parameter", "SavedQuery", "Type", "load", "read"]

LIMIT: Final = "limit"
"""The parameter that says how many rows a query gives at most."""
LOOKED_AT: Final = "looked at"
"""What its meaning says where it bounds the claims that a query looks at; behind it stands in which order."""
_LIMIT = re.compile(r"\bLIMIT\s+(\d+)\b")
_HINTS: Final = frozenset(("1000000000", "90"))
"""Two limits that bound nothing where they are not the query's own: of rows, and of predicates, of which no ontology of
ours has so many. By them Oxigraph knows that a part is smaller than it would think, and reads it first."""
_ONLY = re.compile(r"^([ \t]*)#\?[ \t]+(\w+)[ \t]+(.*)", re.MULTILINE)
_SLOT = re.compile(r"VALUES\s*\(([?\w\s]*)\)\s*\{\s*\(([UNDEF\s]*)\)\s*\}")


@dataclass(frozen=True, slots=True)
class SavedQuery:
    """A question that the graph can be asked by name. `example`, `needs` and `slow` are as in
    `kg.header.Header`."""

    name: str
    title: str
    description: str
    sparql: str
    parameters: tuple[Parameter, ...] = ()
    tags: tuple[str, ...] = ()
    lists: frozenset[str] = frozenset()
    example: Mapping[str, str] = field(default_factory=dict)
    needs: tuple[str, str] | None = None
    slow: str = ""

    def filled(self, values: Mapping[str, Value | tuple[IRI, ...]], portable: bool = False) -> str:
        """The SPARQL with these values of its parameters; those left out stay open. Several IRIs mean any of them.

        With `portable` it means the same, but Virtuoso 7.2 can follow: that loses rows where a path of length zero ends
        in the lone row of a VALUES.
        """
        sparql = _ONLY.sub(lambda m: m[1] + m[3] if values.get(m[2]) is not None else m[0], self.sparql)
        most = values.get(LIMIT)
        if most is not None:
            own, bound = self._own_limit(), f"LIMIT {int(str(most))}" if most else ""
            sparql = _LIMIT.sub(lambda m: bound if m[1] == own else m[0], sparql)
        told = {p.name: values[p.name] for p in self.parameters if p.name != LIMIT and values.get(p.name) is not None}
        return _placed(sparql, told, portable)

    def _own_limit(self) -> str | None:
        return next((p.default for p in self.parameters if p.name == LIMIT), None)

    def cut(self, given: Mapping[str, object], rows: int, claims: int) -> int | None:
        """The limit that an answer of so many rows and claims reached: there may be more; else None."""
        limit = next((p for p in self.parameters if p.name == LIMIT), None)
        if limit is None:
            return None
        asked = given.get(LIMIT)
        most = int(str(limit.default or 0 if asked is None else asked))
        reached = max(rows, claims) if LOOKED_AT in limit.meaning else rows
        return most if 0 < most <= reached else None


def _given(told: Mapping[str, Value | tuple[IRI, ...]]) -> str:
    """The line that gives parameters their values; nothing where none has one. What is left open does not stand there
    as UNDEF, which stores differ about."""
    if not told:
        return ""
    options = [value if isinstance(value, tuple) else (value,) for value in told.values()]
    rows = " ".join(f"({' '.join(map(written, row))})" for row in product(*options))
    return f"VALUES ({' '.join(f'?{name}' for name in told)}) {{ {rows} }}"


def _placed(sparql: str, told: Mapping[str, Value | tuple[IRI, ...]], portable: bool) -> str:
    """The query with its values: texts where they are used, for Virtuoso knows none from a VALUES in the FILTER of a
    sub-select, and Oxigraph reads a part in half the time that is held against a constant; all others by `_given`."""
    texts = {n: v for n, v in told.items() if not isinstance(v, IRI | tuple) and not _is_named(n, sparql)}
    rest = {name: value for name, value in told.items() if name not in texts}
    slot = _twice(rest) if portable else _given(rest)
    used = rf"\?(?P<text>{'|'.join(texts)})\b" if texts else "(?!)(?P<text>)"
    # in one pass: a "?" in what a caller wrote is not looked at again
    return re.sub(f"{_SLOT.pattern}|{used}", lambda m: written(texts[m["text"]]) if m["text"] else slot, sparql)


def _twice(told: Mapping[str, Value | tuple[IRI, ...]]) -> str:
    """The same as `_given`, but the different ones among rows that stand there twice."""
    if not told:
        return ""
    names, twice = " ".join(f"?{name}" for name in told), re.sub(r"\{ (.*) \}", r"{ \1 \1 }", _given(told))
    return f"{{ SELECT DISTINCT {names} {{ {twice} }} }}"


def _is_named(name: str, sparql: str) -> bool:
    """Whether the variable stands where no term can."""
    return re.search(rf"(?:\b(?:SELECT|BY)\b[^{{}}]*|\bBOUND\s*\(\s*|\bAS\s+)\?{name}\b", sparql) is not None


@cache
def load(folder: Path | None = None) -> Mapping[str, SavedQuery]:
    """The saved queries of a folder, by name; by default Parley's own. Raises DataError for a bad file."""
    folder = folder or resources.folder("queries")
    if not folder.is_dir():
        raise DataError("there is no such folder of saved queries", where=folder)
    return MappingProxyType({path.stem: read(path) for path in sorted(folder.glob("*.rq"))})


def read(path: Path) -> SavedQuery:
    """The saved query in a file. Raises DataError with file and line where its header or its slot is wrong."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as cause:
        raise DataError(f"the saved query cannot be read: {cause}", where=path) from cause
    told = header(path, text)
    _check_slot(text, told.parameters, path)
    return SavedQuery(
        path.stem,
        told.title,
        told.description,
        text,
        told.parameters,
        told.tags,
        told.lists,
        told.example,
        told.needs,
        told.slow,
    )


def _check_slot(text: str, parameters: Sequence[Parameter], path: Path) -> None:
    slots = _SLOT.findall(text)
    _check_limit(text, parameters, path)
    _check_conditions(text, parameters, path)
    names = [f"?{p.name}" for p in parameters if p.name != LIMIT]
    if not names and not slots:
        return
    line = f"VALUES ({' '.join(names)}) {{ ({' '.join(['UNDEF'] * len(names))}) }}"
    if not slots or any(s[0].split() != names or s[1].split() != ["UNDEF"] * len(names) for s in slots):
        raise DataError("the parameters have no slot of their own", where=path, hint=f"write: {line}")


def _check_conditions(text: str, parameters: Sequence[Parameter], path: Path) -> None:
    known = {p.name for p in parameters}
    for number, line in enumerate(text.splitlines(), 1):
        found = _ONLY.match(line)
        if (found and found[2] not in known) or (line.lstrip().startswith("#?") and not found):
            hint = "write #? PARAMETER and what is asked only where it is given"
            raise DataError("a line that hangs on no parameter of the query", where=f"{path}:{number}", hint=hint)


def _check_limit(text: str, parameters: Sequence[Parameter], path: Path) -> None:
    for p in parameters:
        found = set(_LIMIT.findall(text)) if p.name == LIMIT else set()
        if p.name == LIMIT and (p.type != "integer" or p.default not in found or found - {p.default} - _HINTS):
            hint = f"write: LIMIT {p.default or 200}, and in the header: {LIMIT} integer default={p.default or 200}"
            raise DataError("the limit is no LIMIT of the query", where=path, hint=hint)
