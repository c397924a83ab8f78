"""Calendar arithmetic in TIMEX3: values of days, weeks, months, quarters, years, decades and centuries.

A value names a stretch of the calendar ("1998-W07", "1989-Q3", "199X"), a length of time ("P3D") or a direction
("PAST_REF"). See TimeML Annotation Guidelines 1.2.1 (Saurí et al. 2006), section 2.2.
"""

import calendar
import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from extractors.times.words import AHEAD, BACK, NUMBERS, ORDINALS, SCALES, TENS, UNITS
from kg.model import TimexType

Value = tuple[TimexType, str]

PRESENT, PAST, FUTURE = "PRESENT_REF", "PAST_REF", "FUTURE_REF"
_DURATIONS: Final = {
    "second": ("PT", 1, "S"),
    "minute": ("PT", 1, "M"),
    "hour": ("PT", 1, "H"),
    "day": ("P", 1, "D"),
    "week": ("P", 1, "W"),
    "fortnight": ("P", 2, "W"),
    "weekend": ("P", 1, "WE"),
    "month": ("P", 1, "M"),
    "quarter": ("P", 3, "M"),
    "year": ("P", 1, "Y"),
    "decade": ("P", 10, "Y"),
    "century": ("P", 100, "Y"),
}
"""Unit -> head of the value, how many of its letter it makes, its letter."""
_FAR: Final = 300
"""Days. A day without a year that lies further off than this in the direction of the tense lies the other way."""
_YEARS_AHEAD: Final = 20
_LAST_YEAR: Final = 2030
"""Two figures of a year mean none later than this many years ahead; than this, where the article bears no date."""
_SEASON_MONTHS: Final = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_VALUE = re.compile(
    r"(?P<year>\d{4})(?:-(?:(?P<month>\d\d)(?:-(?P<day>\d\d))?|W(?P<week>\d\d)(?:-(?P<we>WE))?|Q(?P<quarter>[1-4])"
    r"|H(?P<half>[12])|(?P<season>SP|SU|FA|WI)))?(?:T.*)?"
)
_CLAIM_TIME = re.compile(
    r"(?:\d{2}XX|\d{3}X|\d{4}(?:-(?:\d\d(?:-\d\d)?|W\d\d(?:-(?:WE|[1-7]))?|Q[1-4]|H[12]|SP|SU|FA|WI))?)"
    r"(?:T(?:MO|MI|AF|EV|NI|DT|\d\d(?::\d\d){0,2}))?"
)


def year_or_date(timex_value: str) -> str | None:
    """The value where it names a place in the calendar, so that a claim may be dated with it.

    Lengths of time, sets, mere directions and values with an unknown year give None.
    """
    return timex_value if _CLAIM_TIME.fullmatch(timex_value) else None


def place(value: str) -> tuple[date, str] | None:
    """The first day and the unit of a calendar value ("1989-Q3" -> 1 July 1989, "quarter")."""
    m = _VALUE.fullmatch(value)
    if m is None or int(m["year"]) == 0:
        return None
    year = int(m["year"])
    if m["week"]:
        return date.fromisocalendar(year, int(m["week"]), 1), "weekend" if m["we"] else "week"
    if m["quarter"]:
        return date(year, int(m["quarter"]) * 3 - 2, 1), "quarter"
    if m["season"] or m["half"]:
        month = _SEASON_MONTHS[m["season"]] if m["season"] else int(m["half"]) * 6 - 5
        return date(year, month, 1), "season" if m["season"] else "half"
    unit = "day" if m["day"] else "month" if m["month"] else "year"
    return date(year, int(m["month"] or 1), int(m["day"] or 1)), unit


def moved(day: date, unit: str, steps: int) -> date | None:
    """The day that lies so many units away; None outside the years 1 to 9999."""
    days = {"day": 1, "week": 7, "weekend": 7, "fortnight": 14}.get(unit)
    if days is not None:
        ordinal = day.toordinal() + days * steps
        return date.fromordinal(ordinal) if 1 <= ordinal <= date.max.toordinal() else None
    months = {"month": 1, "quarter": 3, "half": 6, "season": 12, "year": 12, "decade": 120, "century": 1200}[
        unit
    ] * steps
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not 1 <= year <= date.max.year:
        return None
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def value_of(day: date, unit: str) -> str:
    """The unit of the calendar that holds the day ("week" -> "1998-W07")."""
    if unit in ("week", "weekend", "fortnight"):
        year, week, _ = day.isocalendar()
        return f"{year:04}-W{week:02}" + ("-WE" if unit == "weekend" else "")
    forms = {
        "month": f"{day.year:04}-{day.month:02}",
        "quarter": f"{day.year:04}-Q{(day.month + 2) // 3}",
        "half": f"{day.year:04}-H{(day.month + 5) // 6}",
        "year": f"{day.year:04}",
        "decade": f"{day.year // 10:03}X",
        "century": f"{day.year // 100:02}XX",
    }
    return forms.get(unit, day.isoformat())


def shifted(day: date, unit: str, steps: int) -> str:
    """The value of the unit so many steps away; before the year 1 or after 9999 only a direction is left."""
    target = moved(day, unit, steps)
    return (PAST if steps < 0 else FUTURE) if target is None else value_of(target, unit)


def valid_day(year: int, month: int, day: int) -> date | None:
    """The day, where the calendar has it."""
    if not (1 <= year <= date.max.year and 1 <= month <= 12):
        return None
    return date(year, month, day) if 1 <= day <= calendar.monthrange(year, month)[1] else None


def nearest_weekday(day: date, weekday: int, forward: bool) -> date:
    """The weekday (1 is Monday) on or next to a day, backwards or forwards; the day itself if it is that weekday."""
    gap = (weekday - day.isoweekday()) % 7 if forward else -((day.isoweekday() - weekday) % 7)
    return moved(day, "day", gap) or day


def duration(amount: float | None, unit: str) -> str:
    """A length of time: `duration(2.5, "year")` is "P2Y6M"; None is an unknown amount ("PXM")."""
    head, factor, letter = _DURATIONS[unit]
    if amount is None:
        return (
            f"{head}X{letter}"
            if unit not in ("decade", "century", "quarter")
            else f"PX{'Q' if unit == 'quarter' else 'Y'}"
        )
    amount *= factor
    whole = int(amount)
    if amount == whole:
        return "P1D" if (whole, unit) == (24, "hour") else f"{head}{whole}{letter}"
    smaller = {"year": (12, "M"), "hour": (60, "M"), "minute": (60, "S")}.get(unit)
    if smaller is None:
        return f"{head}{amount:g}{letter}"
    rest = f"{round((amount - whole) * smaller[0])}{smaller[1]}"
    return f"{head}{whole}{letter}{rest}" if whole else f"{head}{rest}"


def number(words: Sequence[str]) -> float | None:
    """The number that the words name ("two and a half", "twenty-four", "2 1/2"); None for "several"."""
    total = 0.0
    known = False
    for word in words:
        value = _number(word)
        if value is None:
            continue
        if word in SCALES and known and total:
            total *= value
        else:
            total += value
        known = True
    return total if known else None


def _number(word: str) -> float | None:
    if word in NUMBERS:
        return NUMBERS[word]
    if word == "half":
        return 0.5
    digits = word.replace(",", "")
    if "/" in digits:
        whole, above, below = (int(part) for part in re.split(r"[ /-]", digits))
        return whole + above / below if below else None
    return float(digits[:12]) if digits[:1].isdigit() else None


def ordinal(words: Sequence[str]) -> int | None:
    """The number of an ordinal ("4th", "eighth", "twenty-first")."""
    total = 0
    for word in words:
        if word in ORDINALS:
            return total + ORDINALS[word]
        if word[:1].isdigit():
            return int(re.sub(r"\D", "", word))
        total += TENS.get(word, 0)
    return None


def unit_of(word: str) -> str:
    """The singular of a unit's name."""
    return UNITS[word]


def days_apart(a: date, b: date) -> int:
    """How many days lie between two days."""
    return abs((a - b).days)


def steps(lead: Iterable[str]) -> int:
    """-1 for "last" and its like, 1 for "next", 0 for "this"."""
    said = frozenset(lead)
    return -1 if said & BACK else 1 if said & AHEAD else 0


def nearer(tense: str | None, earlier: date, later: date, anchor: date) -> date:
    """Of two days round the anchor the one that the tense asks for, unless it is far off, else the nearer."""
    behind, ahead = days_apart(anchor, earlier), days_apart(anchor, later)
    if tense == "past":
        return earlier if behind <= _FAR else later
    if tense == "future":
        return later if ahead <= _FAR else earlier
    return earlier if behind <= ahead else later


def full_year(digits: str, near: date | None) -> int:
    """The year of "1998", "89" or "'89": two digits mean the year next to the article's."""
    if len(digits) != 2:
        return int(digits)
    last = near.year + _YEARS_AHEAD if near else _LAST_YEAR
    return int(digits) + max(last - int(digits), 0) // 100 * 100
