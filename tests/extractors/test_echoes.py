"""Short verbs that stand for the one before them."""

from collections.abc import Callable

import pytest

from extractors.draft import Draft
from extractors.echoes import read_echoes
from extractors.events import read_events
from extractors.frames import build_frames

Make = Callable[..., Draft]


def told(make: Make, text: str) -> set[tuple[str, str, str]]:
    draft = read_echoes(read_events(build_frames(make(text))))
    names = [e.name for e in draft.entities]
    return {(names[c.subject], c.predicate, names[c.object]) for c in draft.claims if c.object is not None}


@pytest.mark.parametrize(
    "text",
    [
        "Chad condemned Egypt, as did Niger.",
        "Chad condemned Egypt; Niger did so too.",
        "Chad condemned Egypt, and Niger did the same.",
        "Chad condemned Egypt. Niger followed suit.",
    ],
)
def test_what_another_did_too(draft_of: Make, text: str) -> None:
    assert {("Chad", "accuses", "Egypt"), ("Niger", "accuses", "Egypt")} <= told(draft_of, text)


@pytest.mark.parametrize(
    "text",
    [
        "Chad condemned Egypt, but Niger did not do so.",
        "Chad condemned Egypt. Niger may follow suit.",
        "Chad condemned Egypt as Niger was leaving.",
    ],
)
def test_what_another_did_not(draft_of: Make, text: str) -> None:
    assert not [t for t in told(draft_of, text) if t[0] == "Niger" and t[1] == "accuses"]
