"""Demands made by saying what another must do."""

from collections.abc import Callable

import pytest

from extractors.attribution import find_attributions
from extractors.demands import read_demands
from extractors.draft import Draft

Make = Callable[..., Draft]


def demands(make: Make, text: str) -> list[tuple[str, str, str]]:
    draft = read_demands(find_attributions(make(text)))
    names = [e.name for e in draft.entities]
    return [(names[c.subject], c.predicate, names[c.object]) for c in draft.claims if c.object is not None]


@pytest.mark.parametrize(
    "text",
    [
        "Egypt said that Libya must leave the town.",
        "Egypt said Libya should leave the town.",
        "Egypt said that Libya has to leave the town.",
        "Libya must leave the town, Egypt said.",
        '"Libya must leave the town," Egypt said.',
    ],
)
def test_demands(draft_of: Make, text: str) -> None:
    assert demands(draft_of, text) == [("Egypt", "callsOn", "Libya")]


@pytest.mark.parametrize(
    "text",
    [
        "Libya must leave the town.",
        "Egypt said that Libya must not leave the town.",
        "Egypt said that it must leave the town.",
        "Egypt said that the rain must stop.",
        "Egypt denied that Libya must leave the town.",
        "Egypt said that Libya had to leave the town.",
        "Egypt said that Libya left the town.",
        "Egypt said that Libya's plan must wait.",
        "It must be summer.",
        "",
    ],
)
def test_silence(draft_of: Make, text: str) -> None:
    assert demands(draft_of, text) == []
