"""Times: brought together, compared, and written for Wikidata."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.proposals.when import When, are_apart, is_within, precision, rounded, together, written

days = st.dates(date(1600, 1, 1), date(2100, 1, 1)).map(date.isoformat)
times = days.flatmap(lambda day: st.sampled_from([day, day[:7], day[:4], f"{day[:3]}X"]))


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("2016-04-02", "+2016-04-02T00:00:00Z/11"), ("2016-04", "+2016-04-00T00:00:00Z/10"),
        ("2016", "+2016-00-00T00:00:00Z/9"), ("199X", "+1990-00-00T00:00:00Z/8"),
        ("2016-04-02TMO", "+2016-04-02T00:00:00Z/11"), ("2016-SU", "+2016-00-00T00:00:00Z/9"),
        ("2016-W14", "+2016-04-00T00:00:00Z/10"), ("2016-Q2", "+2016-00-00T00:00:00Z/9"),
        ("1410-07-15", "+1410-00-00T00:00:00Z/9"), ("0987", "+0987-00-00T00:00:00Z/9"),
    ],
)  # fmt: skip
def test_a_time_is_written_as_precisely_as_wikidata_can_say_it(value: str, told: str) -> None:
    exact = rounded(value)
    assert exact is not None and written(exact) == told


@pytest.mark.parametrize("value", ["20XX", "2015-W53", "2016-WI", "2016-02-30", "PAST_REF", "1991/.."])
def test_what_wikidata_cannot_say_is_left_out(value: str) -> None:
    assert rounded(value) is None


def test_ends_and_times_between_them_are_told_apart() -> None:
    assert together(["1991/..", "1991-12/2001", "1995"]) == (When("1991-12", "2001", "1995"), ())
    assert together(["../2014-05"]) == (When(until="2014-05"), ()) and together([]) == (When(), ())


def test_times_that_disagree_are_left_out_and_named() -> None:
    assert together(["2014/..", "2015/..", "2016"]) == (When(at="2016"), ("2014", "2015"))


@settings(deadline=None, max_examples=40)
@given(st.lists(times, min_size=1, max_size=4), st.randoms())
def test_the_order_does_not_matter_and_the_most_precise_counts(values: list[str], order: object) -> None:
    shuffled = list(values)
    order.shuffle(shuffled)  # type: ignore[attr-defined]
    assert together(shuffled) == together(values)
    found, at_odds = together(values)
    assert (found.at is None) == bool(at_odds)
    assert found.at is None or all(is_within(found.at, value) for value in values)


@settings(deadline=None, max_examples=40)
@given(times)
def test_every_time_is_written_with_its_precision(value: str) -> None:
    assert written(value).endswith(f"T00:00:00Z/{precision(value)}") and len(written(value).partition("/")[0]) == 21


@settings(deadline=None, max_examples=40)
@given(times, times)
def test_times_within_each_other_are_not_apart(one: str, other: str) -> None:
    assert not (is_within(one, other) and are_apart(one, other)) and not are_apart(one, None)
