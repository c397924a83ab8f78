"""The stretch of the calendar that the time of a claim names: its first and its last day.

A time is a TIMEX3 value ("1994", "1994-05-12TMO", "1995-SU", "199X") or an interval of two of them as EDTF writes it
(Extended Date/Time Format, ISO 8601-2:2019): "1988/1994", "1991/.." since 1991, "../2014-05" until May 2014.
"""

import calendar
import re
from datetime import date, timedelta
from typing import Final

OPEN: Final = ".."
"""Stands in an interval for an end that is not told."""
_LAST_MONTH: Final = 12
_STARTS: Final = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_FORM = re.compile(
    r"(?P<vague>\d\dXX|\d{3}X)|(?P<year>\d{4})(?:-(?:(?P<month>\d\d)(?:-(?P<day>\d\d))?"
    r"|W(?P<week>\d\d)(?:-(?P<weekday>[1-7]|WE))?|Q(?P<quarter>[1-4])|H(?P<half>[12])|(?P<season>SP|SU|FA|WI)))?"
)


def bounds(value: str) -> tuple[date | None, date | None] | None:
    """The first and the last day of a time; None for an end that is open.

    None altogether where the value is no place in the calendar, or ends before it begins.
    """
    first, slash, last = value.partition("/")
    if not slash:
        return _stretch(value)
    begin, end = _stretch(first), _stretch(last)
    told = (begin or first == OPEN) and (end or last == OPEN) and (begin or end)
    if not told or (begin and end and end[1] < begin[0]):
        return None
    return begin[0] if begin else None, end[1] if end else None


def interval(first: str | None, last: str | None) -> str | None:
    """The interval from one time to another, of which one may be open; None where it would end before it begins."""
    value = f"{first or OPEN}/{last or OPEN}"
    return value if bounds(value) else None


def _stretch(value: str) -> tuple[date, date] | None:
    m = _FORM.fullmatch(value.partition("T")[0])
    if m is None:
        return None
    try:
        if m["vague"]:
            return date(int(m["vague"].replace("X", "0")), 1, 1), date(int(m["vague"].replace("X", "9")), 12, 31)
        return _week(m) if m["week"] else _months(m)
    except (ValueError, OverflowError):  # the calendar has no such day, or ends before it
        return None


def _week(m: "re.Match[str]") -> tuple[date, date]:
    day = m["weekday"]
    first = date.fromisocalendar(int(m["year"]), int(m["week"]), 6 if day == "WE" else int(day or 1))
    return first, first + timedelta(days=1 if day == "WE" else 0 if day else 6)


def _months(m: "re.Match[str]") -> tuple[date, date]:
    year = int(m["year"])
    if m["day"]:
        day = date(year, int(m["month"]), int(m["day"]))
        return day, day
    if m["month"]:
        return _run(year, int(m["month"]), 1)
    if m["quarter"]:
        return _run(year, int(m["quarter"]) * 3 - 2, 3)
    if m["half"]:
        return _run(year, int(m["half"]) * 6 - 5, 6)
    return _run(year, _STARTS[m["season"]], 3) if m["season"] else _run(year, 1, 12)


def _run(year: int, month: int, months: int) -> tuple[date, date]:
    """So many months from the first of a month; a winter ends in the year after it began."""
    over, last = divmod(month + months - 2, _LAST_MONTH)
    end = year + over
    return date(year, month, 1), date(end, last + 1, calendar.monthrange(end, last + 1)[1])
