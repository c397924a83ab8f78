"""An item of the dump, stripped to what the index may need of it.

The layout of the dump: https://doc.wikimedia.org/Wikibase/master/php/docs_topics_json.html
"""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from kg.wikidata.items import NameKind, name_key, plain

Name = tuple[str, NameKind, int | None, int | None]
"""A name, its kind, and the years between which it was one."""

_LONGEST_SHORT_FORM = 8
_TOP = 2**32
"""The numbers of items are lower: the index keeps them in four bytes."""

_YEAR = 9
"""The precision of a date that is known to the year; lower ones are decades and centuries."""

_COUNTRIES = ("P17", "P27", "P495")
_BEGINNINGS, _ENDS = ("P571", "P569", "P580"), ("P576", "P570", "P582")
_OWN_NAMES = ("P1448", "P1705", "P1559", "P1813")
"""Official name, native label, name in the native language, short name."""


class Record(NamedTuple):
    """What the index may need of an item. Items are numbers: 399 for Q399."""

    item: int
    label: str
    description: str
    names: Sequence[Name]
    classes: Sequence[int]
    parents: Sequence[int]
    country: int | None
    since: int | None
    until: int | None
    point: tuple[float, float] | None
    population: int | None
    offices: Sequence[tuple[int, int | None, int | None]]
    member_of: Sequence[int]
    part_of: Sequence[int]
    sitelinks: int
    statements: int


Claims = dict[str, list[dict[str, Any]]]


def parse(text: bytes, languages: Sequence[str]) -> Record | None:
    """The item on a line of the dump; None for the array's brackets, properties, and what has no name or class.

    Raises ValueError, LookupError, TypeError, AttributeError or RecursionError where the line is no entity.
    """
    text = text.strip().rstrip(b",")
    if text in (b"", b"[", b"]"):
        return None
    entity = json.loads(text)
    if entity["id"][0] != "Q":
        return None
    claims: Claims = entity.get("claims") or {}
    label = next(_texts(entity.get("labels"), languages), None)
    if label is None or not ("P31" in claims or "P279" in claims):
        return None
    return _record(label, entity, claims, languages)


def _record(label: str, entity: dict[str, Any], claims: Claims, languages: Sequence[str]) -> Record:
    countries = (c for p in _COUNTRIES for c in _items(claims, p))
    return Record(
        _checked(int(entity["id"][1:])), label,
        next(_texts(entity.get("descriptions"), languages), ""),
        _names(label, entity, claims, languages),
        _items(claims, "P31", best=False),
        _items(claims, "P279"),
        next(countries, None),
        next(_years(claims, _BEGINNINGS), None),
        next(_years(claims, _ENDS), None),
        _point(claims),
        _population(claims),
        [(office, *_span(s)) for s in _statements(claims, "P39", best=False) if (office := _item(s))],
        _items(claims, "P463"),
        [*_items(claims, "P361"), *_items(claims, "P749")],
        len(entity.get("sitelinks") or ()),
        sum(map(len, claims.values())) + sum(map(len, (entity.get("aliases") or {}).values())),
    )  # fmt: skip


def _texts(table: Any, languages: Sequence[str]) -> Iterator[str]:
    """Labels or descriptions in these languages, then the one for all languages ("mul")."""
    if table:  # an empty table is a list in the dump
        yield from (_text(table[language]) for language in (*languages, "mul") if language in table)


def _text(cell: dict[str, Any]) -> str:
    text = cell["value"]
    if not isinstance(text, str):
        raise TypeError(f"{type(text).__name__} in the place of text")
    return text


def _names(label: str, entity: dict[str, Any], claims: Claims, languages: Sequence[str]) -> list[Name]:
    """All names of an item, each once: of two kinds of one name the first."""
    found: dict[str, Name] = {}
    for name in _all_names(label, entity, claims, languages):
        found.setdefault(name_key(name[0]), name)
    found.pop("", None)
    return list(found.values())


def _all_names(label: str, entity: dict[str, Any], claims: Claims, languages: Sequence[str]) -> Iterator[Name]:
    yield label, "name", None, None
    aliases = entity.get("aliases") or {}
    others = [alias["value"] for language in (*languages, "mul") for alias in aliases.get(language, ())]
    for text in (*_texts(entity.get("labels"), languages), *others):
        yield text, _kind(text), None, None
    for prop in _OWN_NAMES:
        for statement in _statements(claims, prop, best=False):
            yield from _own_name(statement, languages)
    demonyms = [text for s in _statements(claims, "P1549", best=False) for text in _spoken(s, languages)]
    for text in demonyms:
        yield text, "people" if text[-1:] == "s" and text[:-1] in demonyms else "demonym", None, None


def _kind(text: str) -> NameKind:
    return "short" if text.isupper() and len(text) <= _LONGEST_SHORT_FORM else "name"


def _own_name(statement: dict[str, Any], languages: Sequence[str]) -> Iterator[Name]:
    """A name with its years, if it is in Latin letters, as news in the languages of the index would write it."""
    since, until = _span(statement)
    for text in _spoken(statement, languages):
        yield text, "former" if until is not None else _kind(text), since, until


def _spoken(statement: dict[str, Any], languages: Sequence[str]) -> Iterator[str]:
    value = _value(statement)
    if isinstance(value, dict) and "text" in value:
        text = value["text"]
        if value.get("language") in languages or plain(text).isascii():
            yield text


def _statements(claims: Claims, prop: str, best: bool = True) -> list[dict[str, Any]]:
    """The property's statements that are not deprecated; of these the preferred ones, if `best` are asked for."""
    held = [s for s in claims.get(prop, ()) if s.get("rank") != "deprecated"]
    preferred = [s for s in held if s.get("rank") == "preferred"] if best else []
    return preferred or held


def _value(statement: dict[str, Any], snak: str = "mainsnak") -> Any:
    """The statement's value; None where that is unknown or nothing."""
    return statement[snak].get("datavalue", {}).get("value")


def _item(statement: dict[str, Any]) -> int | None:
    return _number(_value(statement))


def _number(value: Any) -> int | None:
    if not isinstance(value, dict) or value.get("entity-type", "item") != "item":
        return None
    return _checked(value["numeric-id"] if "numeric-id" in value else int(value["id"][1:]))


def _checked(number: Any) -> int:
    if type(number) is not int or not 0 < number < _TOP:
        raise ValueError(f"{number!r:.40} is no number of an item")
    return number


def _items(claims: Claims, prop: str, best: bool = True) -> list[int]:
    """The items that the property names, those first that it still names today."""
    statements = _statements(claims, prop, best)
    if len(statements) > 1:
        statements = sorted(statements, key=lambda s: "P582" in s.get("qualifiers", ()))
    return list(dict.fromkeys(item for item in map(_item, statements) if item is not None))


_TIME = re.compile(r"([+-]\d+)-")
_WHOLE = re.compile(r"\+?\d+")


def _year(value: Any) -> int | None:
    if not isinstance(value, dict) or value.get("precision", 0) < _YEAR:
        return None
    parts = _TIME.match(value["time"])
    year = int(parts[1]) if parts else 0
    return year if -9999 <= year <= 9999 and year else None


def _years(claims: Claims, properties: Iterable[str]) -> Iterator[int]:
    for prop in properties:
        for statement in _statements(claims, prop):
            year = _year(_value(statement))
            if year is not None:
                yield year


def _span(statement: dict[str, Any]) -> tuple[int | None, int | None]:
    """The years of a statement: its qualifiers start time and end time."""
    qualifiers = statement.get("qualifiers") or {}
    since, until = (
        next((_year(s.get("datavalue", {}).get("value")) for s in qualifiers.get(prop, ())), None)
        for prop in ("P580", "P582")
    )
    return since, until


def _point(claims: Claims) -> tuple[float, float] | None:
    for statement in _statements(claims, "P625"):
        value = _value(statement)
        if isinstance(value, dict):
            return round(value["latitude"], 4), round(value["longitude"], 4)
    return None


def _population(claims: Claims) -> int | None:
    """The latest figure; what is no figure is passed over."""
    known = [(_day(s), value["amount"]) for s in _statements(claims, "P1082") if isinstance(value := _value(s), dict)]
    figures = [(day, int(amount)) for day, amount in known if _WHOLE.fullmatch(amount)]
    return max(figures, key=lambda figure: figure[0])[1] if figures else None


def _day(statement: dict[str, Any]) -> str:
    for snak in (statement.get("qualifiers") or {}).get("P585", ()):
        value = snak.get("datavalue", {}).get("value")
        if isinstance(value, dict):
            return str(value["time"])
    return ""
