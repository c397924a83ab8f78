"""When something held: times as claims tell them, brought together, compared, and written for Wikidata."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from kg.periods import OPEN, bounds

_FORMS = (
    (re.compile(r"\d{4}-\d\d-\d\d"), 11, "+{}T00:00:00Z/11"),
    (re.compile(r"\d{4}-\d\d"), 10, "+{}-00T00:00:00Z/10"),
    (re.compile(r"\d{4}"), 9, "+{}-00-00T00:00:00Z/9"),
    (re.compile(r"\d{3}X"), 8, "+{}-00-00T00:00:00Z/8"),
)
_GREGORIAN = date(1582, 10, 15)
"""Before this day a date of an article may be of either calendar, so that only its year is told."""


@dataclass(frozen=True, slots=True)
class When:
    """Since when, until when, and a time at which it was so; each as precisely as it is known, None where it is not."""

    since: str | None = None
    until: str | None = None
    at: str | None = None

    @property
    def is_told(self) -> bool:
        """Whether anything is known."""
        return bool(self.since or self.until or self.at)


def together(values: Iterable[str]) -> tuple[When, tuple[str, ...]]:
    """The times of several claims as one, and those that disagree, which are left out.

    Of times within each other the most precise one counts. "1988/1994" tells both ends, "1991/.." one; any other time
    is one at which it was so.
    """
    parts: dict[str, list[str]] = {"since": [], "until": [], "at": []}
    for value in values:
        first, slash, last = value.partition("/")
        if not slash:
            parts["at"].append(value)
            continue
        parts["since"] += [first] if first != OPEN else []
        parts["until"] += [last] if last != OPEN else []
    agreed = {name: _agreed(each) for name, each in parts.items()}
    at_odds = tuple(v for name, each in parts.items() if each and agreed[name] is None for v in sorted(set(each)))
    return When(**agreed), at_odds


def _agreed(values: Iterable[str]) -> str | None:
    """The most precise of the times, if it lies within all others."""
    known = sorted({exact for value in values if (exact := rounded(value))}, key=lambda v: (-precision(v), v))
    return known[0] if known and all(is_within(known[0], other) for other in known) else None


def rounded(value: str) -> str | None:
    """The time as Wikidata can say it: a day, month, year or decade; None where it is vaguer than that.

    A week or a season becomes the month or the year that holds it.
    """
    value = value.partition("T")[0]
    first, last = bounds(value) or (None, None)
    if first is None or last is None:
        return None
    if first < _GREGORIAN and not value.endswith("X"):
        return f"{first.year:04d}" if first.year == last.year else None
    if precision(value):
        return value
    if first.year != last.year:
        return None
    return f"{first.year:04d}-{first.month:02d}" if first.month == last.month else f"{first.year:04d}"


def precision(value: str) -> int:
    """Wikidata's number for how precise a time is: 11 a day, 10 a month, 9 a year, 8 a decade; 0 for none of these."""
    return next((number for form, number, _ in _FORMS if form.fullmatch(value)), 0)


def is_within(inner: str, outer: str) -> bool:
    """Whether the one time lies within the other."""
    a, b = bounds(inner), bounds(outer)
    return bool(a and b and a[0] and a[1] and b[0] and b[1] and b[0] <= a[0] and a[1] <= b[1])


def is_before(one: str | None, other: str | None) -> bool:
    """Whether the one time is over before the other begins; never where one is unknown."""
    a, b = bounds(one) if one else None, bounds(other) if other else None
    return bool(a and b and a[1] and b[0] and a[1] < b[0])


def are_apart(one: str | None, other: str | None) -> bool:
    """Whether no day is in both times; never where one is unknown."""
    return is_before(one, other) or is_before(other, one)


def written(value: str) -> str:
    """The time in QuickStatements' form, such as `+2016-04-02T00:00:00Z/11`. Raises ValueError for others."""
    for form, _, pattern in _FORMS:
        if form.fullmatch(value):
            return pattern.format(value.replace("X", "0"))
    raise ValueError(f"{value!r} is no time that Wikidata can say")
