"""Whose office it is where the title itself does not say it."""

from collections.abc import Callable

import pytest

from extractors.draft import Draft
from extractors.offices import read_offices

Make = Callable[..., Draft]


def held(make: Make, text: str) -> set[tuple[str, str]]:
    draft = read_offices(make(text))
    names = [e.name for e in draft.entities]
    found = [c for c in draft.claims if c.predicate == "holdsOffice" and c.object is not None]
    return {(names[c.subject], names[c.object]) for c in found if c.object is not None}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("NATO, whose envoy Karim Sabry spoke, left.", ("Karim Sabry", "Envoy of NATO")),
        (
            "Ana Ruiz, Peru's president, spoke. Her defence minister, Karim Sabry, left.",
            ("Karim Sabry", "Defence Minister of Peru"),
        ),
        (
            "Peru's president, Ana Ruiz, and the army chief, Karim Sabry, left.",
            ("Karim Sabry", "Army Chief of Peru"),
        ),
        (
            "Peru's president, Ana Ruiz, left. Her deputy, Karim Sabry, stayed.",
            ("Karim Sabry", "Deputy President of Peru"),
        ),
    ],
)
def test_whose_office(draft_of: Make, text: str, wanted: tuple[str, str]) -> None:
    assert wanted in held(draft_of, text)


@pytest.mark.parametrize(
    "text",
    [
        "Peru's president, Ana Ruiz, met the army chief, Karim Sabry.",
        "Ana Ruiz, a doctor, spoke. Her lawyer and envoy, Karim Sabry, left.",
        "Peru's head of tax, Karim Sabry, left.",
    ],
)
def test_nobody_s_office(draft_of: Make, text: str) -> None:
    assert not [h for h in held(draft_of, text) if h[0] == "Karim Sabry"]
