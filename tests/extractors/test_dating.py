"""When a claim held: the time of its own clause, intervals, and what is no date of it."""

import pytest

from extractors import reader
from kg.model import Article


def time_of(text: str, predicate: str = "attacks") -> list[str | None]:
    """The times of the claims with the predicate."""
    return [c.time for c in reader().read(Article("a", text, date="2024-06-12")).claims if c.predicate == predicate]


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("Egypt attacked Libya between 1988 and 1994.", "1988/1994"),
        ("Egypt attacked Libya from 3 to 5 May.", "2024-05-03/2024-05-05"),
        ("Egypt has attacked Libya since 1991.", "1991/.."),
        ("Egypt attacked Libya until 2015.", "../2015"),
        ("Sudan said on Tuesday that Egypt had attacked Libya in May.", "2024-05"),
        ("Egypt attacked Libya in May, Sudan said on Tuesday.", "2024-05"),
        ("In 1994 Sudan signed a truce. Two years later, Egypt attacked Libya.", "1996"),
        ("Egypt attacked Libya before 1994.", None),
    ],
)
def test_the_time_of_a_claim(text: str, time: str | None) -> None:
    assert time_of(text) == [time]


def test_the_date_of_a_thing_spoken_of_is_not_the_clause_s() -> None:
    assert time_of("Israel condemned Monday's attack by Iran.", "accuses") == [None]


def test_an_office_is_dated_by_its_verb() -> None:
    text = "Ines Duarte was prime minister of Chad from 1996 to 1999."
    assert time_of(text, "holdsOffice") == ["1996/1999"]
