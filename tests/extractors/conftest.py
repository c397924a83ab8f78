"""What the tests of the extractors share."""

from collections.abc import Callable

import pytest

from extractors.coreference import resolve_coreference
from extractors.draft import Draft
from extractors.encoder import encode_sentences
from extractors.furniture import hush_furniture
from extractors.heads import recognise_names
from extractors.language import parse
from extractors.linking import link_names
from extractors.names import find_names
from extractors.nominals import find_nominals
from kg.model import Article, GivenMention

Meant = Callable[..., list[str]]


def resolved(text: str, *given: GivenMention, title: str | None = None) -> Draft:
    """The draft of a text, up to coreference."""
    draft = Draft(Article("a", text, title=title, mentions=given), next(parse([text])))
    for stage in (
        hush_furniture,
        encode_sentences,
        recognise_names,
        find_names,
        find_nominals,
        link_names,
        resolve_coreference,
    ):
        draft = stage(draft)
    return draft


@pytest.fixture(scope="session")
def draft_of() -> Callable[..., Draft]:
    """Reads a text up to coreference."""
    return resolved


@pytest.fixture(scope="session")
def meant() -> Meant:
    """Tells the names of the entities, sorted, that the n-th occurrence of some words in a text means."""

    def names(text: str, words: str, n: int = 0, title: str | None = None) -> list[str]:
        draft, start = resolved(text, title=title), -1
        for _ in range(n + 1):
            start = text.index(words, start + 1)
        found = [m for m in draft.mentions if (m.start, m.end) == (start, start + len(words))]
        return sorted({draft.entities[e].name for m in found for e in m.entities})

    return names
