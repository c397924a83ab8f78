"""Statements of Wikidata, whole: with ranks, with what is said to be unknown or nothing, and with when they held.

Times are TIMEX3 values as far as Wikidata is precise ("2016-04-02", "2016-04", "2016", "201X", "20XX"), in the
Gregorian calendar; vaguer ones, and years before Christ, are left out.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

from kg.wikidata.facts import is_qid

Rank = Literal["preferred", "normal", "deprecated"]
Snak = Literal["value", "unknown", "none"]
START, END, POINT = "P580", "P582", "P585"
"""Start time, end time and point in time: the qualifiers that say when a statement holds."""

_RANKS: Mapping[str, Rank] = {"preferred": "preferred", "deprecated": "deprecated"}
_SNAKS: Mapping[str, Snak] = {"somevalue": "unknown", "novalue": "none"}
_TIME = re.compile(r"\+?0*(\d{4})-(\d\d)-(\d\d)T")
_JULIAN = "Q1985786"
_FIRST_DAY = 1_721_426
"""The Julian day number of 1 January of the year 1, Gregorian."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement of `item`. `value` is a QID, None unless `snak` is "value"; `ended` tells that it is over, whether
    or not since when is known."""

    item: str
    property: str
    value: str | None
    snak: Snak = "value"
    rank: Rank = "normal"
    id: str = ""
    since: str | None = None
    until: str | None = None
    at: str | None = None
    ended: bool = False


def of_entity(entity: Mapping[str, Any], wanted: frozenset[str]) -> Iterator[Statement]:
    """The statements of an entity in Wikibase's JSON whose property is wanted and whose value is no literal.

    Raises LookupError, TypeError, ValueError or AttributeError where it is no entity.
    """
    for prop, statements in (entity.get("claims") or {}).items():
        if prop in wanted:
            for statement in statements:
                value = statement["mainsnak"].get("datavalue", {}).get("value")
                qid = _item(value)
                if qid or value is None:
                    yield _statement(entity["id"], prop, qid, statement)


def _statement(item: str, prop: str, value: str | None, said: Mapping[str, Any]) -> Statement:
    qualifiers = said.get("qualifiers") or {}
    since, until, at = (_first(qualifiers.get(which, ())) for which in (START, END, POINT))
    snak: Snak = "value" if value else _SNAKS.get(said["mainsnak"].get("snaktype", ""), "unknown")
    ended = any(snak.get("snaktype") != "novalue" for snak in qualifiers.get(END, ()))
    rank = _RANKS.get(said.get("rank", ""), "normal")
    return Statement(item, prop, value, snak, rank, said.get("id", ""), since, until, at, ended)


def _item(value: Any) -> str | None:
    if not isinstance(value, dict) or value.get("entity-type", "item") != "item":
        return None
    qid = str(value.get("id") or f"Q{value.get('numeric-id')}")
    return qid if is_qid(qid) else None


def _first(snaks: Any) -> str | None:
    values = (snak.get("datavalue", {}).get("value") for snak in snaks)
    return next((t for value in values if isinstance(value, dict) and (t := _time(value))), None)


def _time(value: Mapping[str, Any]) -> str | None:
    is_julian = str(value.get("calendarmodel", "")).endswith(_JULIAN)
    return timex(str(value["time"]), int(value.get("precision", 0)), is_julian)


def timex(moment: str, precision: int, is_julian: bool = False) -> str | None:
    """The TIMEX3 value of a moment as Wikibase writes it, as far as its precision (7 a century … 11 a day) goes.

    A day of the Julian calendar is turned into the Gregorian one's; months and years are left as they are.
    """
    parts = _TIME.match(moment)
    if parts is None or parts[1] == "0000":
        return None
    year, month, day = parts[1], parts[2], parts[3]
    match precision:
        case 7:
            return f"{year[:2]}XX"
        case 8:
            return f"{year[:3]}X"
        case 9:
            return year
        case 10:
            return f"{year}-{month}"
        case 11 | 12 | 13 | 14:
            return _gregorian(int(year), int(month), int(day)) if is_julian else f"{year}-{month}-{day}"
        case _:
            return None


def _gregorian(year: int, month: int, day: int) -> str | None:
    """The day of the Julian calendar in the Gregorian one, by the Julian day number (Richards 2013)."""
    before = (14 - month) // 12
    y, m = year + 4800 - before, month + 12 * before - 3
    number = day + (153 * m + 2) // 5 + 365 * y + y // 4 - 32083
    try:
        return (date.min + timedelta(number - _FIRST_DAY)).isoformat()
    except OverflowError:
        return None
