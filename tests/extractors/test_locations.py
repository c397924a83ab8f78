"""Where things are."""

from collections.abc import Callable

import pytest

from extractors.draft import Draft
from extractors.locations import read_locations

Make = Callable[..., Draft]


def places(make: Make, text: str) -> list[tuple[str, str]]:
    draft = read_locations(make(text))
    return [
        (draft.entities[c.subject].name, draft.entities[c.object].name) for c in draft.claims if c.object is not None
    ]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The fair opened in Kidal, Mali.", ("Kidal", "Mali")),
        ("Hamas in Lebanon was silent.", ("Hamas", "Lebanon")),
    ],
)
def test_locations(draft_of: Make, text: str, wanted: tuple[str, str]) -> None:
    assert wanted in places(draft_of, text)


@pytest.mark.parametrize(
    "text",
    [
        "French troops in Mali were silent.",
        "Egypt is in trouble.",
        "The war began in 2019.",
        "Egypt and Mali, two states, agreed.",
        "Cairo, Mali and Chad agreed.",
        "He slept in Cairo.",
        "It rained in Mali.",
        "",
    ],
)
def test_silence(draft_of: Make, text: str) -> None:
    assert places(draft_of, text) == []


def test_claims_say_which_stage_read_them(draft_of: Make) -> None:
    draft = read_locations(draft_of("The fair opened in Kidal, Mali."))
    assert {(c.predicate, c.extractor) for c in draft.claims} == {("locatedIn", "locations")}
