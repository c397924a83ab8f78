"""Names that only the index knows: runs of capitalised words that it has an item for ("Pan American Health Organization").

The matcher of names holds the gazetteer's alone; the index has too many for it, and is asked run by run instead.
"""

from collections.abc import Iterator

from extractors.names.grid import Grid
from extractors.names.matching import datelines
from kg.wikidata.items import Candidate
from kg.wikidata.knowledge import Knowledge

LONGEST = 7
"""Words of a run that are looked up together, at most."""
_INNER = frozenset(
    ("of", "the", "and", "for", "in", "on", "de", "la", "du", "von", "van", "der", "bin", "al", "el", "&")
)
_CLASSES = frozenset(
    ("Person", "State", "Organisation", "Alliance", "Government", "ArmedGroup", "Party", "Ethnicity", "Region", "City")
    + ("Place", "Conflict", "FormerState", "Border")
)
Found = tuple[int, int, tuple[Candidate, ...]]
"""Tokens `[first, last)` and what they may mean."""


def indexed(grid: Grid, known: Knowledge) -> Iterator[Found]:
    """The longest runs of at least two capitalised words that the index knows, and towns in datelines."""
    if known.wide is None:
        return
    for start, end in datelines(grid.doc.text):
        if grid.doc.text[start:end].isupper():
            yield from _looked_up(grid, known, *grid.tokens(start, end))
    i, words = 0, grid.words
    while i < len(words) - 1:
        if not words[i][:1].isupper():
            i += 1
            continue
        found = next(_longest_first(grid, known, i), None)
        if found:
            yield found
        i = found[1] if found else i + 1


def _longest_first(grid: Grid, known: Knowledge, first: int) -> Iterator[Found]:
    """What the runs that begin at a token may mean, the longest run first."""
    words, last, ends = grid.words, first, []
    while last < min(first + LONGEST, len(words)) and (words[last][:1].isupper() or words[last] in _INNER):
        last += 1
        if words[last - 1][:1].isupper() and last - first > 1:
            ends.append(last)
    for end in reversed(ends):
        yield from _looked_up(grid, known, first, end)


def _looked_up(grid: Grid, known: Knowledge, first: int, last: int) -> Iterator[Found]:
    text = " ".join(grid.doc.text[grid.starts[first] : grid.ends[last - 1]].split())
    candidates = known.lookup(text) or (known.lookup(text.title()) if text.isupper() else ())
    if candidates and candidates[0].item.type in _CLASSES:
        yield first, last, candidates
