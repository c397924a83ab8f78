"""The stretch of the calendar that a time names."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.periods import bounds, interval


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("1994", "1994-01-01", "1994-12-31"),
        ("1996-02", "1996-02-01", "1996-02-29"),
        ("1994-05-12", "1994-05-12", "1994-05-12"),
        ("1994-05-12TMO", "1994-05-12", "1994-05-12"),
        ("199X", "1990-01-01", "1999-12-31"),
        ("18XX", "1800-01-01", "1899-12-31"),
        ("2016-W13", "2016-03-28", "2016-04-03"),
        ("2016-W13-WE", "2016-04-02", "2016-04-03"),
        ("2014-Q3", "2014-07-01", "2014-09-30"),
        ("2014-H2", "2014-07-01", "2014-12-31"),
        ("1995-SU", "1995-06-01", "1995-08-31"),
        ("1995-WI", "1995-12-01", "1996-02-29"),
        ("1988/1994", "1988-01-01", "1994-12-31"),
        ("1991/..", "1991-01-01", None),
        ("../2014-05", None, "2014-05-31"),
    ],
)
def test_bounds(value: str, first: str | None, last: str | None) -> None:
    found = bounds(value)
    assert found is not None
    assert [day.isoformat() if day else None for day in found] == [first, last]


@pytest.mark.parametrize(
    "value",
    [
        "", "PAST_REF", "P3D", "XXXX-05", "1994-13", "1995-02-29", "0000", "1994-W99", "9999-W52", "9999-WI",
        "1994/1988", "../..", "1994/",
    ],
)  # fmt: skip
def test_what_is_no_place_in_the_calendar(value: str) -> None:
    assert bounds(value) is None


@given(st.dates(), st.dates())
def test_an_interval_never_ends_before_it_begins(one: date, other: date) -> None:
    value = interval(one.isoformat(), other.isoformat())
    assert (value is None) == (other < one)
    assert value is None or bounds(value) == (one, other)


@given(st.text(max_size=24))
def test_any_text_has_bounds_or_none(text: str) -> None:
    found = bounds(text)
    assert found is None or None in found or found[0] <= found[1]  # type: ignore[operator]
