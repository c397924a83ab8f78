"""RDF terms and the Python values they stand for."""

import re
from collections.abc import Callable
from datetime import date
from functools import cache

import pyoxigraph as ox

from kg import iris

Term = ox.NamedNode | ox.Literal


class IRI(str):
    """The name of a thing, where a plain string is a text."""

    __slots__ = ()


Value = IRI | str | int | float | bool | None
"""What stands in a row of an answer. Days, months and years come out of the graph as text: "2016-04-02", "1994"."""

_PYTHON: dict[str, Callable[[str], Value]] = {
    iris.PREFIXES["xsd"] + "integer": int,
    iris.PREFIXES["xsd"] + "decimal": float,
    iris.PREFIXES["xsd"] + "double": float,
    iris.PREFIXES["xsd"] + "boolean": lambda text: text in ("true", "1"),
}
_TIMES = (
    (re.compile(r"\d{4}-\d\d-\d\d"), "xsd:date", ""),
    (re.compile(r"\d{4}-\d\d"), "xsd:gYearMonth", "-01"),
    (re.compile(r"\d{4}"), "xsd:gYear", "-01-01"),
)


@cache
def node(curie: str) -> ox.NamedNode:
    """The term of `prefix:name`."""
    return ox.NamedNode(iris.expand(curie))


def text(value: str | None) -> ox.Literal | None:
    return ox.Literal(value) if value is not None else None


def decimal(value: float) -> ox.Literal:
    """Four places at most, in the canonical form of xsd:decimal (`0.8`, `1`)."""
    digits = f"{value:.4f}".rstrip("0").rstrip(".")
    return ox.Literal(digits, datatype=node("xsd:decimal"))


def time(value: str | None) -> ox.Literal | None:
    """A day, month or year as XML Schema types them; a finer TIMEX3 value ("2016-04-02TMO") stays a string."""
    for form, datatype, rest in _TIMES:
        if value is not None and form.fullmatch(value) and _is_day(value + rest):
            return ox.Literal(value, datatype=node(datatype))
    return text(value)


def _is_day(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def to_value(term: object) -> Value:
    """A term as Python knows it: an IRI as `IRI`, numbers and truth values as such, anything else as its text."""
    if isinstance(term, ox.NamedNode):
        return IRI(term.value)
    if not isinstance(term, ox.Literal):
        return None if term is None else str(term)
    convert = _PYTHON.get(term.datatype.value)
    if convert is None:
        return term.value
    try:
        return convert(term.value)
    except ValueError:  # ill-typed: "many"^^xsd:integer
        return term.value


def written(value: Value) -> str:
    """A value as it stands in SPARQL or Turtle, quoted as it must be; None is `UNDEF`."""
    if value is None:
        return "UNDEF"
    return str(ox.NamedNode(value) if isinstance(value, IRI) else ox.Literal(value))
