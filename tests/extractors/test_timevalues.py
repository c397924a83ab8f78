"""Calendar arithmetic in TIMEX3 values."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.times import year_or_date
from extractors.times.feasts import easter
from extractors.times.values import duration, moved, number, ordinal, place, shifted, value_of


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2016-04-02", "2016-04-02"),
        ("2016-04-02TMO", "2016-04-02TMO"),
        ("2016-04-02T15:25", "2016-04-02T15:25"),
        ("2016-04", "2016-04"),
        ("1988", "1988"),
        ("199X", "199X"),
        ("19XX", "19XX"),
        ("2016-W13", "2016-W13"),
        ("2016-W13-WE", "2016-W13-WE"),
        ("1990-Q3", "1990-Q3"),
        ("1995-SU", "1995-SU"),
        ("P3Y", None),
        ("PT1H", None),
        ("PAST_REF", None),
        ("XXXX-WXX-6", None),
        ("XXXX-10", None),
        ("", None),
    ],
)
def test_year_or_date(value: str, expected: str | None) -> None:
    assert year_or_date(value) == expected


@given(st.dates(), st.sampled_from(["day", "week", "weekend", "month", "quarter", "half", "year"]))
def test_a_value_names_the_unit_that_holds_the_day(day: date, unit: str) -> None:
    found = place(value_of(day, unit))
    assert found is not None
    first, named = found
    assert named == unit
    assert first <= day
    assert value_of(first, unit) == value_of(day, unit)


@given(st.dates(), st.sampled_from(["day", "week", "month", "year", "decade", "century"]), st.integers(-20_000, 20_000))
def test_moving_never_leaves_the_calendar(day: date, unit: str, steps: int) -> None:
    target = moved(day, unit, steps)
    assert target is None or (target >= day) == (steps >= 0) or target == day
    assert shifted(day, unit, steps)


@pytest.mark.parametrize(
    ("words", "value"),
    [("two", 2), ("twenty four", 24), ("two hundred", 200), ("2 1/2", 2.5), ("1,200", 1200), ("several", None)],
)
def test_number(words: str, value: float | None) -> None:
    assert number([words] if "/" in words else words.split()) == value


@pytest.mark.parametrize(("words", "value"), [("4th", 4), ("eighth", 8), ("twenty first", 21), ("war", None)])
def test_ordinal(words: str, value: int | None) -> None:
    assert ordinal(words.split()) == value


@pytest.mark.parametrize(
    ("amount", "unit", "value"),
    [(3, "year", "P3Y"), (2.5, "hour", "PT2H30M"), (2, "decade", "P20Y"), (None, "month", "PXM"), (24, "hour", "P1D"),
     (0.5, "year", "P6M"), (1, "quarter", "P3M"), (None, "quarter", "PXQ"), (2, "fortnight", "P4W")],
)  # fmt: skip
def test_duration(amount: float | None, unit: str, value: str) -> None:
    assert duration(amount, unit) == value


@pytest.mark.parametrize("day", ["1818-03-22", "1943-04-25", "2000-04-23", "2024-03-31", "2038-04-25"])
def test_easter(day: str) -> None:
    assert easter(int(day[:4])).isoformat() == day
