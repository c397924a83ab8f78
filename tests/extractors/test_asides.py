"""Clauses that an article puts into what it reports."""

import pytest

from extractors.asides import is_aside
from extractors.attribution import find_attributions
from extractors.draft import Draft
from extractors.language import parse
from kg.model import Article, Span


def aside(text: str, cue: str, word: str) -> bool:
    draft = find_attributions(Draft(Article("a", text), next(parse([text]))))
    said = next(a for a in draft.attributions if a.cue and text[a.cue.start : a.cue.end] == cue)
    start = text.index(word)
    return is_aside(draft, Span(start, start + len(word)), said)


@pytest.mark.parametrize(
    ("text", "cue", "word"),
    [
        ("Rwanda denied arming the group, which has attacked Goma.", "denied", "attacked"),
        ("Rwanda denied arming the rebels who attacked Goma.", "denied", "attacked"),
        ("Rwanda denied that it shelled Goma after the rebels attacked Kigali.", "denied", "attacked"),
        ("Israel, which attacked Tyre, has reportedly bombed Damascus.", "reportedly", "attacked"),
    ],
)
def test_an_aside(text: str, cue: str, word: str) -> None:
    assert aside(text, cue, word)


@pytest.mark.parametrize(
    ("text", "cue", "word"),
    [
        ("Rwanda denied that it had attacked Goma.", "denied", "attacked"),
        ("Rwanda denied arming the rebels.", "denied", "arming"),
        ("Rwanda denied reports that its army attacked Goma.", "denied", "attacked"),
        ("Rwanda said it had armed the group, which has attacked Goma.", "said", "attacked"),
        ("Israel has reportedly attacked Damascus.", "reportedly", "attacked"),
    ],
)
def test_no_aside(text: str, cue: str, word: str) -> None:
    assert not aside(text, cue, word)
