"""The header of a saved query: its leading `#+ key: value` lines, read and checked. `kg.saved` says what they mean."""

import re
import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, cast, get_args

from kg import vocabulary
from kg.contract import is_date
from kg.errors import DataError

Type = Literal["entity", "predicate", "date", "text", "integer"]
_LINE = re.compile(r"#\+\s*(\w+):\s*(.*\S)\s*")
_KEYS = ("title", "description", "tags", "parameter", "lists", "example", "needs", "slow")
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_MORE = ("example", "choices")
"""What may follow the meaning of a parameter."""
_HOW = 'write: name type required|optional|default=… "meaning" [example="…"] [choices="…"]'


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a query can be asked about. `default` and `example` are as a caller would write them; `choices` is a graph
    pattern that binds `?choice` to what may be given, where that is not all there is of the type."""

    name: str
    type: Type
    meaning: str
    required: bool = False
    default: str | None = None
    example: str | None = None
    choices: str | None = None


@dataclass(frozen=True, slots=True)
class Header:
    """A header. `example` are values of parameters for which the question shows what it can; `needs` is the named graph
    without which nothing can be found, with what to do about it; `slow` says why it takes its time on a large graph."""

    title: str
    description: str
    tags: tuple[str, ...] = ()
    lists: frozenset[str] = frozenset()
    parameters: tuple[Parameter, ...] = ()
    example: Mapping[str, str] = field(default_factory=dict)
    needs: tuple[str, str] | None = None
    slow: str = ""


def header(path: Path, text: str) -> Header:
    """The header of the query in this file. Raises DataError with file and line for what is wrong in it."""
    fields: dict[str, tuple[str, str]] = {}
    parameters: dict[str, Parameter] = {}
    for where, key, value in _lines(path, text):
        if key == "parameter":
            parameter = _parameter(value, where)
            if parameter.name in parameters:
                raise DataError(f"a second parameter {parameter.name!r}", where=where)
            parameters[parameter.name] = parameter
        elif key in fields:
            raise DataError(f"a second {key!r}", where=where)
        else:
            fields[key] = value, where
    for key in ("title", "description"):
        if key not in fields:
            raise DataError(f"the header has no {key!r}", where=f"{path}:1")
    none = "", f"{path}:1"
    return Header(
        title=fields["title"][0], description=fields["description"][0], tags=_names(fields.get("tags", none)[0]),
        lists=_columns(text, *fields.get("lists", none)), parameters=tuple(parameters.values()),
        example=_example(parameters, *fields.get("example", none)), needs=_needs(*fields.get("needs", none)),
        slow=fields.get("slow", none)[0],
    )  # fmt: skip


def is_day(value: str) -> bool:
    """Whether it is a day, a month or a year: 2016-04-02, 2016-04, 2016."""
    return bool(_DATE.fullmatch(value)) and is_date(f"{value}-01-01"[: len("2016-04-02")])


def _lines(path: Path, text: str) -> Iterator[tuple[str, str, str]]:
    for number, line in enumerate(text.splitlines(), 1):
        if not line.startswith("#+"):
            continue
        where, match = f"{path}:{number}", _LINE.fullmatch(line)
        if match is None:
            raise DataError("not a header line", where=where, hint="write #+ key: value")
        if match[1] not in _KEYS:
            raise DataError(f"unknown key {match[1]!r}", where=where, hint=f"use {', '.join(sorted(_KEYS))}")
        yield where, match[1], match[2]


def _parameter(value: str, where: str) -> Parameter:
    try:
        name, kind, use, meaning, *rest = shlex.split(value)
    except ValueError as cause:
        raise DataError("a parameter lacks something", where=where, hint=_HOW) from cause
    use, _, default = use.partition("=")
    if not name.isidentifier():
        raise DataError(f"{name!r} is no name of a parameter", where=where, hint="letters, digits and _")
    if kind not in get_args(Type):
        raise DataError(f"unknown type {kind!r}", where=where, hint=f"use {', '.join(get_args(Type))}")
    if use not in ("required", "optional", "default") or (use == "default") != bool(default):
        raise DataError(f"{use!r} is not required, optional or default=…", where=where)
    more = dict(part.partition("=")[::2] for part in rest)
    if len(more) < len(rest) or not more.keys() <= set(_MORE):
        raise DataError(
            f"too much after the meaning: {' '.join(rest)}", where=where, hint='only example="…", choices="…"'
        )
    found = Parameter(
        name, cast(Type, kind), meaning, use == "required", default or None, more.get("example"), more.get("choices")
    )
    _check(found, where)
    return found


def _check(p: Parameter, where: str) -> None:
    """Whether the values that the header gives are of the parameter's type."""
    if p.choices is not None and ("?choice" not in p.choices or p.type not in ("entity", "text")):
        raise DataError(
            "choices bind no ?choice of an entity or a text", where=where, hint='choices="?choice a par:City"'
        )
    for value in (p.default, p.example):
        if value is not None and not _fits(p.type, value):
            raise DataError(f"{value!r} is no {p.type}", where=where)


def _fits(kind: Type, value: str) -> bool:
    match kind:
        case "date":
            return is_day(value)
        case "integer":
            return re.fullmatch(r"-?\d+", value) is not None
        case "predicate":
            return value in vocabulary.PREDICATES
        case _:
            return True


def _example(parameters: Mapping[str, Parameter], value: str, where: str) -> dict[str, str]:
    """The values of `--name value …`; by default the examples of the required parameters."""
    required = {p.name: p.example for p in parameters.values() if p.required and p.example}
    try:
        words = shlex.split(value)
        given = {name.removeprefix("--"): word for name, word in zip(words[::2], words[1::2], strict=True)}
    except ValueError as cause:
        raise DataError("an example is no list of parameters", where=where, hint="write --name VALUE …") from cause
    for name, word in given.items():
        if name not in parameters or not _fits(parameters[name].type, word):
            raise DataError(f"the example gives {name} = {word!r}, which the query does not take", where=where)
    return required | given


def _needs(value: str, where: str) -> tuple[str, str] | None:
    parts = shlex.split(value)
    if value and len(parts) != 2:
        raise DataError("what the query needs lacks something", where=where, hint='write: graph-IRI "what to do"')
    return (parts[0], parts[1]) if value else None


def _columns(text: str, value: str, where: str) -> frozenset[str]:
    names = _names(value)
    for name in names:
        if not re.search(rf"\?{name}\b", text):
            raise DataError(f"the query has no column {name!r}", where=where)
    return frozenset(names)


def _names(value: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in value.split(",") if name.strip())
