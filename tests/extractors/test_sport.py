"""Sentences about games: "beat" and "attack" are no blows there."""

from collections.abc import Callable

import pytest

from extractors.draft import Draft
from extractors.sport import HOSTILE, is_sport
from kg import vocabulary

Make = Callable[..., Draft]


@pytest.mark.parametrize(
    "text",
    [
        "Armenia beat Azerbaijan 2-1.",
        "The striker scored twice in the final against Brazil.",
        "Egypt defeated Chad in the World Cup qualifier, with a late goal.",
    ],
)
def test_games(draft_of: Make, text: str) -> None:
    assert is_sport(draft_of(text), 0)


@pytest.mark.parametrize(
    "text",
    [
        "Egypt attacked Libya.",
        "Egypt beat back an attack by Libya.",
        "The Senate voted 51-49 to send weapons to Ukraine.",
        "Soldiers aged 18-25 were sent to Chad.",
        "The goal of the offensive is Goma.",
        "Rockets hit a stadium in Kharkiv on Sunday, and the army answered.",
    ],
)
def test_wars_and_votes(draft_of: Make, text: str) -> None:
    assert not is_sport(draft_of(text), 0)


def test_the_sentence_counts_and_not_its_neighbours(draft_of: Make) -> None:
    draft = draft_of("Armenia beat Azerbaijan 2-1. Egypt attacked Libya.")
    last = next(t.i for t in draft.doc if t.text == "Libya")
    assert is_sport(draft, 0) and not is_sport(draft, last)


def test_what_is_not_read_is_of_the_vocabulary() -> None:
    assert set(vocabulary.PREDICATES) >= HOSTILE
