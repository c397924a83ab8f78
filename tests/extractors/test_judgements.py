"""What somebody calls an actor or a deed, and what it says of whoever did it."""

from collections.abc import Callable

import pytest

from extractors.draft import Draft
from extractors.judgements import read_judgements

Make = Callable[..., Draft]


def told(make: Make, text: str) -> list[tuple[str, str, str | None]]:
    draft = read_judgements(make(text))
    names = [e.name for e in draft.entities]
    return [(names[c.subject], c.predicate, None if c.object is None else names[c.object]) for c in draft.claims]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Iran called the Israeli strike a crime.", ("Iran", "accuses", "Israel")),
        ("Russia described the sanctions of the EU as illegal.", ("Russia", "accuses", "European Union")),
        ("Turkey regards Hamas as a terrorist group.", ("Turkey", "accuses", "Hamas")),
        ("Chad described Egypt's decision as historic.", ("Chad", "endorses", "Egypt")),
        ("Chad called the remarks a declaration of war.", ("Chad", "accuses", None)),
    ],
)
def test_judgements(draft_of: Make, text: str, wanted: tuple[str, str, str | None]) -> None:
    assert wanted in told(draft_of, text)


@pytest.mark.parametrize(
    "text",
    [
        "Iran called the strike on Syria a crime by nobody.",
        "Chad described Egypt's minister as an anti-war activist.",
        "Chad did not call the Israeli strike a crime.",
        "Chad called the Syrian children heroic victims.",
        "Chad called Egypt on Monday.",
    ],
)
def test_no_judgement_of_anybody(draft_of: Make, text: str) -> None:
    assert not [c for c in told(draft_of, text) if c[2] is not None]
