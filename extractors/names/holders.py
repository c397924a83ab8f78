"""A body and its office holder whom the recogniser took for one name: "head of the Refugee Council Clara Lyon"."""

from collections.abc import Iterator

from extractors.names.grid import Grid
from extractors.names.name import GROUPS
from extractors.names.people import given_names
from extractors.names.recognition import Span
from extractors.names.words import name_words
from extractors.roles import roles

_BEFORE = 8
"""Tokens before the body in which its office may stand: "chief executive of Peru's National"."""
_OF = frozenset(("of", "for", "at"))
_PERSON = (2, 3)
"""Of how many words the person's name is."""


def apart(grid: Grid, spans: list[Span]) -> Iterator[Span]:
    """The recognised stretches, of which those that hold a body and a person behind it are cut in two."""
    for span in spans:
        cut = _cut(grid, span)
        if cut is None:
            yield span
        else:
            yield Span(span.first, cut, span.type, span.score)
            yield Span(cut, span.last, "Person", span.score)


def _cut(grid: Grid, span: Span) -> int | None:
    """Where the person's name begins."""
    if span.type not in GROUPS:
        return None
    heads = name_words().heads
    ends = (k + 1 for k in range(span.first, span.last) if grid.words[k] in heads)
    cut = max(ends, default=span.last)
    if not _PERSON[0] <= span.last - cut <= _PERSON[1] or not all(_is_proper(grid, k) for k in range(cut, span.last)):
        return None
    return cut if grid.words[cut] in given_names() or _is_office(grid, span.first) else None


def _is_proper(grid: Grid, i: int) -> bool:
    word = grid.words[i]
    return word[:1].isupper() and word[1:].islower() and word.isalpha() and grid.doc[i].tag_ == "NNP"


def _is_office(grid: Grid, first: int) -> bool:
    """Whether an office "of" what begins at the token is spoken of right before it, in its sentence."""
    known = roles().by_noun
    for i in range(first - 1, max(first - _BEFORE, 0), -1):
        if grid.words[i] in _OF:
            word = grid.words[i - 1].lower()
            return (word in known and known[word].cls == "office") or word in ("executive", "secretary")
        if grid.opens(i) or not (grid.words[i][:1].isupper() or grid.words[i] in ("the", "'s", "’s", "'", "’")):
            return False
    return False
