"""An organ of state is part of its state, in the article's own voice, whether or not the state is named."""

import pytest

from extractors import reader
from kg.model import Article, Reading


def read(text: str) -> Reading:
    return reader().read(Article("a", text, date="2024-06-10"))


def parts(text: str) -> list[tuple[str, str]]:
    reading = read(text)
    names = {e.id: e.name for e in reading.entities}
    return [(names[c.subject], names[c.object or ""]) for c in reading.claims if c.predicate == "partOf"]


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("The Iranian Foreign Ministry said the talks had failed.", "Iran"),
        ("Chad's foreign ministry said the talks had failed.", "Chad"),
        ("The Russian Defence Ministry said the talks had failed.", "Russia"),
        ("The Ministry of Defence of Georgia said the talks had failed.", "Georgia"),
        ("The Knesset voted.", "Israel"),
    ],
)
def test_whose_organ_it_is(text: str, state: str) -> None:
    assert [owner for _, owner in parts(text)] == [state]


def test_it_is_said_once_and_by_the_article() -> None:
    reading = read("Kyiv said the Russian Defence Ministry had lied. The ministry denied it. The ministry was wrong.")
    claims = [c for c in reading.claims if c.predicate == "partOf"]
    assert [(c.attributions, c.polarity, c.modality) for c in claims] == [((), "affirmed", "actual")]


@pytest.mark.parametrize(
    "text",
    [
        "The defence ministry said the talks had failed.",
        "The Chadian and Libyan defence ministries accused each other.",
        "Chad said the talks had failed.",
        "The Chadian opposition said the talks had failed.",
        "Gazprom said the talks had failed.",
    ],
)
def test_of_others_nothing_is_said(text: str) -> None:
    assert parts(text) == []
