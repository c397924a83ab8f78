"""Saved queries: files of plain SPARQL that say what they answer and what they can be asked about.

The leading lines of a file are its header, one `#+ key: value` a line:

    #+ title: Who backs whom
    #+ description: Each backer once for each side and way of backing.
    #+ tags: backing, alliances
    #+ parameter: side entity optional "The party whose backers are asked for" example="Armenia"
    #+ parameter: limit integer default=50 "How many rows at most"
    #+ lists: said_by, denied_by

`title` and `description` are required. A parameter has a name, a type (entity, predicate, date, text or integer),
`required`, `optional` or `default=…`, and in quotes what it means. `lists` names the columns that hold several values,
one on each line (GROUP_CONCAT with "\\n"). The columns `claim` and `claims` are not shown: they lead to the evidence.

Parameters enter through one line of the query, which makes it run as it is, with nothing given, anywhere:

    VALUES (?side ?limit) { (UNDEF UNDEF) }

Its row is filled with terms, never with text that a caller wrote. A parameter `limit` of type integer is the exception:
it has no place there, but sets the number of the query's one `LIMIT`, which stands there with its default; 0 means all.

A line `#? side ?claim rdf:object ?side .` is part of the query only where that parameter is given, which spares the
store a look at everything where it is not.
"""

import re
import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Final, Literal, cast, get_args

from kg.errors import DataError
from kg.terms import IRI, Value, written

Type = Literal["entity", "predicate", "date", "text", "integer"]
_HEADER = re.compile(r"#\+\s*(\w+):\s*(.*\S)\s*")
_KEYS = {"title", "description", "tags", "parameter", "lists"}
LIMIT: Final = "limit"
"""The parameter that says how many rows a query gives at most."""
_LIMIT = re.compile(r"\bLIMIT\s+(\d+)\b")
_ONLY = re.compile(r"^([ \t]*)#\?[ \t]+(\w+)[ \t]+(.*)", re.MULTILINE)
_SLOT = re.compile(r"VALUES\s*\(([?\w\s]*)\)\s*\{\s*\(([UNDEF\s]*)\)\s*\}")


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a query can be asked about. `default` is as a caller would write it."""

    name: str
    type: Type
    meaning: str
    required: bool = False
    default: str | None = None
    example: str | None = None


@dataclass(frozen=True, slots=True)
class SavedQuery:
    """A question that the graph can be asked by name."""

    name: str
    title: str
    description: str
    sparql: str
    parameters: tuple[Parameter, ...] = ()
    tags: tuple[str, ...] = ()
    lists: frozenset[str] = frozenset()

    def filled(self, values: Mapping[str, Value | tuple[IRI, ...]]) -> str:
        """The SPARQL with these values of its parameters; those left out stay open. Several IRIs mean any of them."""
        sparql = _ONLY.sub(lambda m: m[1] + m[3] if values.get(m[2]) is not None else m[0], self.sparql)
        slots = [p.name for p in self.parameters if p.name != LIMIT]
        most = values.get(LIMIT)
        if most is not None:
            sparql = _LIMIT.sub(f"LIMIT {int(str(most))}" if most else "", sparql)
        if not slots:
            return sparql
        told = (values.get(name) for name in slots)
        options = [value if isinstance(value, tuple) else (value,) for value in told]
        rows = " ".join(f"({' '.join(map(written, row))})" for row in product(*options))
        names = " ".join(f"?{name}" for name in slots)
        return _SLOT.sub(lambda _: f"VALUES ({names}) {{ {rows} }}", sparql, count=1)


def read(path: Path) -> SavedQuery:
    """The saved query in a file. Raises DataError with file and line where its header or its slot is wrong."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as cause:
        raise DataError(f"the saved query cannot be read: {cause}", where=path) from cause
    fields: dict[str, str] = {}
    parameters: list[Parameter] = []
    for where, key, value in _header(path, text):
        if key == "parameter":
            parameters.append(_parameter(value, where))
        elif key in fields:
            raise DataError(f"a second {key!r}", where=where)
        else:
            fields[key] = value
    for key in ("title", "description"):
        if key not in fields:
            raise DataError(f"the header has no {key!r}", where=f"{path}:1")
    _check_slot(text, parameters, path)
    tags, lists = _names(fields.get("tags", "")), frozenset(_names(fields.get("lists", "")))
    return SavedQuery(path.stem, fields["title"], fields["description"], text, tuple(parameters), tags, lists)


def _header(path: Path, text: str) -> Iterator[tuple[str, str, str]]:
    for number, line in enumerate(text.splitlines(), 1):
        if not line.startswith("#+"):
            continue
        where, match = f"{path}:{number}", _HEADER.fullmatch(line)
        if match is None:
            raise DataError("not a header line", where=where, hint="write #+ key: value")
        if match[1] not in _KEYS:
            raise DataError(f"unknown key {match[1]!r}", where=where, hint=f"use {', '.join(sorted(_KEYS))}")
        yield where, match[1], match[2]


def _parameter(value: str, where: str) -> Parameter:
    try:
        name, kind, use, meaning, *rest = shlex.split(value)
    except ValueError as cause:
        hint = 'write: name type required|optional|default=… "meaning" [example="…"]'
        raise DataError("a parameter lacks something", where=where, hint=hint) from cause
    use, _, default = use.partition("=")
    example = rest[0].removeprefix("example=") if rest else None
    if kind not in get_args(Type):
        raise DataError(f"unknown type {kind!r}", where=where, hint=f"use {', '.join(get_args(Type))}")
    if use not in ("required", "optional", "default") or (use == "default") != bool(default):
        raise DataError(f"{use!r} is not required, optional or default=…", where=where)
    if len(rest) > 1 or (rest and not rest[0].startswith("example=")):
        raise DataError(f"too much after the meaning: {' '.join(rest)}", where=where, hint='only example="…"')
    return Parameter(name, cast(Type, kind), meaning, use == "required", default or None, example)


def _check_slot(text: str, parameters: list[Parameter], path: Path) -> None:
    slots = _SLOT.findall(text)
    _check_limit(text, parameters, path)
    _check_conditions(text, parameters, path)
    names = [f"?{p.name}" for p in parameters if p.name != LIMIT]
    if not names and not slots:
        return
    line = f"VALUES ({' '.join(names)}) {{ ({' '.join(['UNDEF'] * len(names))}) }}"
    if len(slots) != 1 or slots[0][0].split() != names or slots[0][1].split() != ["UNDEF"] * len(names):
        raise DataError("the parameters have no slot of their own", where=path, hint=f"write once: {line}")


def _check_conditions(text: str, parameters: list[Parameter], path: Path) -> None:
    known = {p.name for p in parameters}
    for number, line in enumerate(text.splitlines(), 1):
        found = _ONLY.match(line)
        if (found and found[2] not in known) or (line.lstrip().startswith("#?") and not found):
            hint = "write #? PARAMETER and what is asked only where it is given"
            raise DataError("a line that hangs on no parameter of the query", where=f"{path}:{number}", hint=hint)


def _check_limit(text: str, parameters: list[Parameter], path: Path) -> None:
    for p in parameters:
        if p.name == LIMIT and (p.type != "integer" or _LIMIT.findall(text) != [p.default]):
            hint = (
                f"write once: LIMIT {p.default or 200}, and in the header: {LIMIT} integer default={p.default or 200}"
            )
            raise DataError("the limit is no LIMIT of the query", where=path, hint=hint)


def _names(value: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in value.split(",") if name.strip())
