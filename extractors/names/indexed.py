"""Names that only the index knows: runs of capitalised words for which it has an item.

The matcher of names holds the gazetteer's alone; the index has too many for it, and is asked run by run instead.
"""

from collections.abc import Iterator

from extractors.names.grid import Grid
from extractors.names.matching import datelines
from extractors.names.words import name_words
from kg.wikidata.items import Candidate
from kg.wikidata.knowledge import Knowledge

LONGEST = 7
"""Words of a run that are looked up together, at most."""
_SHORTEST, _WELL_KNOWN = 4, 0.3
_INNER = frozenset(
    ("of", "the", "and", "for", "in", "on", "de", "la", "du", "von", "van", "der", "bin", "al", "el", "&")
)
_ARTICLES = frozenset(("the", "a", "an"))
_CLASSES = frozenset(
    (
        *("Person", "State", "FormerState", "Organisation", "Alliance", "Government", "ArmedGroup", "Party"),
        *("Ethnicity", "Region", "City", "Place", "Border", "Conflict"),
    )
)
Found = tuple[int, int, tuple[Candidate, ...]]
"""Tokens `[first, last)` and what they may mean."""


def indexed(grid: Grid, known: Knowledge) -> Iterator[Found]:
    """The longest runs of capitalised words that the index knows, lone words if they are labels; towns in datelines."""
    if known.wide is None:
        return
    for start, end in datelines(grid.text):
        if grid.text[start:end].isupper():
            yield from _looked_up(grid, known, *grid.tokens(start, end))
    i, words = 0, grid.words
    while i < len(words):
        begins = words[i][:1].isupper() and words[i].lower() not in _ARTICLES
        found = next(_longest_first(grid, known, i), None) if begins else None
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
    if _may_stand_alone(grid, first):
        yield from (found for found in _looked_up(grid, known, first, first + 1) if _is_plain(grid.words[first], found))


def _may_stand_alone(grid: Grid, i: int) -> bool:
    """Whether a word is a name by itself, as far as form tells: tagged so, alone, never written small, no title."""
    word, table = grid.words[i], name_words()
    if len(word) < _SHORTEST or grid.doc[i].tag_ != "NNP" or word.lower() in grid.small:
        return False
    if any(grid.words[j][:1].isupper() for j in (i - 1, i + 1) if 0 <= j < len(grid.words) and not grid.opens(j)):
        return False
    return not (word in table.titles or word in table.heads or word in table.calendar or word in table.directions)


def _is_plain(word: str, found: Found) -> bool:
    """Whether a lone word is the label of the likeliest item, which is well known and no person."""
    item = found[2][0].item
    return item.label == word and item.type != "Person" and item.prior >= _WELL_KNOWN


def _looked_up(grid: Grid, known: Knowledge, first: int, last: int) -> Iterator[Found]:
    text = " ".join(grid.text[grid.starts[first] : grid.ends[last - 1]].split())
    if all(word in name_words().heads or word in name_words().directions for word in grid.words[first:last]):
        return
    candidates = known.lookup(text, fold=text.isupper())
    if candidates and candidates[0].item.type in _CLASSES:
        yield first, last, candidates
