"""Military units, which are named by a number: "the 4th Armoured Division", "Russia's 58th Army"."""

import re
from collections.abc import Iterator, Sequence

from extractors.names.grid import Grid
from extractors.names.words import name_words
from extractors.phrases import word_set

_ORDINAL = re.compile(r"\d{1,3}(?:st|nd|rd|th)", re.I)
_TOLD = word_set("First Second Third Fourth Fifth Sixth Seventh Eighth Ninth Tenth")
_ARMS = word_set("Air Field Armoured Armored Motorised Motorized Mechanised Mechanized Guards Tank Rifle Marine")
_LONGEST = 6


def units(grid: Grid) -> Iterator[tuple[int, int]]:
    """The token ranges `[first, last)` of the units, in the order of the text."""
    end = 0
    for i, word in enumerate(grid.words):
        if i >= end and (word[0].isdigit() or word in _TOLD) and (word in _TOLD or _ORDINAL.fullmatch(word)):
            end = _end(grid.words, i, word in _TOLD)
            if end:
                yield i, end


def _end(words: Sequence[str], first: int, told: bool) -> int:
    """One past the last word of the unit, 0 where it is none; "First Division" needs to say what arm it is of."""
    heads = name_words().heads
    for i in range(first + 1, min(first + _LONGEST, len(words))):
        word = words[i]
        if heads.get(word) == "ArmedGroup" and not (i + 1 < len(words) and words[i + 1] in ("Brigade", "Division")):
            return i + 1 if not told or _ARMS.intersection(words[first:i]) or word in ("Army", "Fleet", "Corps") else 0
        if not (word[0].isupper() or word in ("-", "and")):
            return 0
    return 0
