"""Names whose parts small words join: "Norte del Valle Cartel", "Juan de la Cruz", "Mabon ap Gwynfor".

The head that recognises names often sees only what stands on one side of the small word.
"""

from collections.abc import Sequence
from dataclasses import replace

from extractors.names.grid import Grid
from extractors.names.recognition import Span
from extractors.names.words import name_words

_JOINING = frozenset(("de", "del", "da", "dos", "das", "di", "della", "du", "ap", "ibn", "bin", "van", "von"))
_ARTICLES = frozenset(("la", "las", "los", "el", "der", "den", "al"))
_NAMES = ("NN", "FW", "JJ")
"""Tags that the tagger gives to parts of foreign names."""


def join_particles(grid: Grid, spans: Sequence[Span]) -> list[Span]:
    """The recognised names, lengthened over small words to the capitalised words on their other side."""
    longer = [_lengthened(grid, s) for s in spans]
    joined: list[Span] = []
    for s in sorted(longer, key=lambda s: (s.first, -s.last)):
        if joined and s.first < joined[-1].last:
            joined[-1] = _together(grid, joined[-1], s)
        else:
            joined.append(s)
    return joined


def _lengthened(grid: Grid, span: Span) -> Span:
    first, last = span.first, span.last
    before = _particles(grid, first, -1)
    if before and _is_part(grid, first - before - 1):
        first -= before + 1
    after = _particles(grid, last, 1)
    while after and _is_part(grid, last + after):
        last += after + 1
        after = _particles(grid, last, 1)
    return _typed(grid, replace(span, first=first, last=last)) if (first, last) != (span.first, span.last) else span


def _particles(grid: Grid, at: int, step: int) -> int:
    """How many small words stand there that join a name: "de", "de la"; 0 for none."""
    near = range(at, at + 2) if step > 0 else range(at - 2, at)
    words = [grid.words[i] if 0 <= i < len(grid.words) else "" for i in near]
    if words[0] in _JOINING and words[1] in _ARTICLES:
        return 2
    return int(words[0 if step > 0 else 1] in _JOINING)


def _is_part(grid: Grid, i: int) -> bool:
    """Whether the word may be a part of the name: with a capital, and no title ("Mayor de Blasio")."""
    if not 0 <= i < len(grid.words) or grid.opens(i + 1):
        return False
    word, table = grid.words[i], name_words()
    capital = word[:1].isupper() and word[1:].islower() and grid.doc[i].tag_[:2] in _NAMES
    return capital and word not in table.titles and word not in table.calendar


def _typed(grid: Grid, span: Span) -> Span:
    told = name_words().type_of(grid.words[span.first : span.last])
    return replace(span, type=told) if told and span.type != "Person" else span


def _together(grid: Grid, a: Span, b: Span) -> Span:
    """One name of two that overlap; a person's first name tells that it is a person's."""
    kind = "Person" if a.type == "Person" else b.type
    return _typed(grid, Span(a.first, max(a.last, b.last), kind, min(a.score, b.score)))
