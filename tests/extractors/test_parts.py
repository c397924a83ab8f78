"""What is said of a part of a state: believed too little for a graph to hold that somebody holds the state."""

import pytest

from extractors import FAST, reader
from kg.model import Article


def sure(text: str) -> dict[str, float]:
    reading = reader(FAST).read(Article("a", text))
    names = {e.id: e.name for e in reading.entities}
    return {names[c.object]: c.confidence for c in reading.claims if c.predicate == "controls" and c.object}


@pytest.mark.parametrize(
    "text",
    [
        "Chad occupies northern Mali.",
        "Chad controls parts of Mali.",
        "Chad has established control of a swath of Mali.",
        "Families have been living in camps across Chadian-held Mali.",
    ],
)
def test_who_holds_a_part_does_not_hold_the_state(text: str) -> None:
    assert sure(text).get("Mali", 0.0) < 0.5


@pytest.mark.parametrize(
    ("text", "held"), [("Chad occupies Crimea.", "Crimea"), ("Chad has occupied all of Mali since May.", "Mali")]
)
def test_who_holds_the_whole_holds_it(text: str, held: str) -> None:
    assert sure(text)[held] >= 0.5
