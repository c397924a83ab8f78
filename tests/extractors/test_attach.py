"""What stands around a claim: who says it, when, and how many."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors import FAST, reader
from extractors.attach import number_of
from extractors.dating import is_calendar
from kg.model import Article, Claim, Reading, Timex


def reading(text: str) -> Reading:
    return reader(FAST).read(Article("a", text, date="2024-06-12"))


def claim(text: str, predicate: str) -> Claim:
    (found,) = [c for c in reading(text).claims if c.predicate == predicate]
    return found


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("two", 2),
        ("1,200", 1200),
        ("three hundred", 300),
        ("2.5 million", 2_500_000),
        ("twenty five", 25),
        ("a dozen", 12),
        ("4 dozen", 48),
        ("one thousand", 1000),
        ("hundred", 100),
        ("0", 0),
        ("several", None),
        ("", None),
        ("many rockets", None),
        ("-", None),
        (".", None),
        (",", None),
    ],
)
def test_numbers(words: str, number: int | None) -> None:
    assert number_of(words.split()) == number


@given(st.integers(0, 10**11))
def test_figures_say_themselves(n: int) -> None:
    assert number_of([str(n)]) == number_of([f"{n:,}"]) == n


@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_more_is_more(a: int, b: int) -> None:
    few, many = sorted((a, b))
    assert (number_of([str(few)]) or 0) <= (number_of([str(many)]) or 0)


@given(st.lists(st.text(max_size=8), max_size=5))
def test_any_words_are_a_number_or_none(words: list[str]) -> None:
    found = number_of(words)
    assert found is None or found >= 0


@pytest.mark.parametrize(
    ("text", "predicate", "quantity"),
    [
        ("Egypt shot down two Libyan jets.", "attacks", 2),
        ("Egypt attacked Libya 14 times.", "attacks", 14),
        ("Egypt attacked Libya.", "attacks", None),
        ("In 2019 Egypt attacked Libya.", "attacks", None),
        ("Egypt attacked Libya for two days.", "attacks", None),
    ],
)
def test_quantities(text: str, predicate: str, quantity: int | None) -> None:
    assert claim(text, predicate).quantity == quantity


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("Egypt attacked Libya on Monday.", "2024-06-10"),
        ("Egypt attacked Libya in May 2019.", "2019-05"),
        ("Egypt attacked Libya.", None),
        ("Egypt attacked Libya for two days.", None),
        ("Egypt attacked Libya. The rain began on Monday.", None),
    ],
)
def test_times(text: str, time: str | None) -> None:
    assert claim(text, "attacks").time == time


def test_each_clause_has_its_own_date() -> None:
    found = reading("Egypt attacked Libya in May 2019, and Sudan attacked Chad in June 2020.")
    assert [c.time for c in found.claims if c.predicate == "attacks"] == ["2019-05", "2020-06"]


def test_the_voice_around_a_claim() -> None:
    found = reading("Sudan said that Egypt attacked Libya. Egypt attacked Chad.")
    voices = [[found.attributions[i].source_entity for i in c.attributions] for c in found.claims]
    sudan = next(e.id for e in found.entities if e.name == "Sudan")
    assert voices == [[sudan], []]


@pytest.mark.parametrize(
    ("type_", "value", "dated"),
    [
        ("DATE", "2016-04-02", True),
        ("DATE", "2016", True),
        ("TIME", "2016-04-02TMO", True),
        ("DATE", "PRESENT_REF", False),
        ("DATE", "XXXX-WXX-1", False),
        ("DURATION", "P3D", False),
        ("SET", "P1D", False),
        ("DATE", "", False),
    ],
)
def test_calendar_times(type_: str, value: str, dated: bool) -> None:
    assert is_calendar(Timex(0, 1, "x", type_, value)) is dated  # type: ignore[arg-type]
