"""The gazetteer's names in a text, by one Aho-Corasick pass.

All overlapping matches are taken and filtered afterwards: the automaton's own leftmost-longest search loses "Niger" in
"Niger" where "Nigeria" was tried first, and every name after a match that word boundaries refuse.
"""

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

import ahocorasick_rs

from kg.wikidata.gazetteer import load

_FOLD = {ord("’"): "'", ord("‘"): "'", ord("\n"): " ", ord("\xa0"): " ", ord("‑"): "-"}
_LINE = re.compile(r"[^\n]+")
_PLACE = r"[A-Z][\w’' .]{1,40}?"
_DATELINE = re.compile(
    rf"^(?P<town>[A-Z][A-Z’' .\-]{{2,40}}|{_PLACE}(?=,|\s?\())(?:, {_PLACE})?\s?(?:\([^)\n]{{2,30}}\))?\s?[-–—_]+ ",
    re.M,
)
_WORD = re.compile(r"[^\W\d_]{2,}")
_SMALL = frozenset(
    {"AM", "AND", "AS", "AT", "BE", "BY", "FOR", "IN", "IS", "IT", "NO", "OF", "ON", "OR", "TO", "WHO", "US"}
)
_REFUSED_BEFORE = "@#/\\_$€£"
_REFUSED_AFTER = "@/\\_$€£"


class Hit(NamedTuple):
    """A name of the gazetteer in the text: `[start, end)` in code points, `name` as the gazetteer writes it."""

    start: int
    end: int
    name: str


class Matcher:
    """Finds names, as they are written, and in lines and datelines that are all capitals also their capital forms."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = sorted(set(names))
        self._plain = ahocorasick_rs.AhoCorasick(self._names) if self._names else None
        capitals = {n.upper(): n for n in reversed(self._names) if len(n.upper()) == len(n) and n.upper() not in _SMALL}
        self._capitals = sorted(capitals.items())
        self._upper = ahocorasick_rs.AhoCorasick([upper for upper, _ in self._capitals]) if capitals else None

    def find(self, text: str) -> list[Hit]:
        """The hits that begin and end with a word, in the order of the text, the longer first."""
        if self._plain is None or self._upper is None:
            return []
        folded = text.translate(_FOLD)
        found = {
            Hit(start, end, self._names[n])
            for n, start, end in self._plain.find_matches_as_indexes(folded, overlapping=True)
            if _is_whole(folded, start, end)
        }
        towns = [(start, end) for start, end in datelines(text) if text[start:end].isupper()]
        for begin, stop in [*shouted_lines(text), *towns]:
            found -= {h for h in found if begin <= h.start < stop and h.name in _SMALL}
            found |= {
                Hit(begin + start, begin + end, self._capitals[n][1])
                for n, start, end in self._upper.find_matches_as_indexes(folded[begin:stop], overlapping=True)
                if _is_whole(folded, begin + start, begin + end)
            }
        return sorted(found, key=lambda h: (h.start, -h.end, h.name))


def shouted_lines(text: str) -> list[tuple[int, int]]:
    """The lines that are written in capitals throughout, as `[start, end)`: headlines, where capitals tell nothing."""
    return [m.span() for m in _LINE.finditer(text) if m.group().isupper() and len(_WORD.findall(m.group())) > 1]


def datelines(text: str) -> list[tuple[int, int]]:
    """The towns in the text's datelines, as `[start, end)`: "NAIROBI, Kenya (AP) _ ", "Kyiv (Reuters) - "."""
    return [m.span("town") for m in _DATELINE.finditer(text)]


def _is_whole(text: str, start: int, end: int) -> bool:
    if start and (text[start - 1].isalnum() or text[start - 1] in _REFUSED_BEFORE):
        return False
    return not (end < len(text) and ((text[end].isalnum() and text[end - 1] != ".") or text[end] in _REFUSED_AFTER))


@cache
def matcher() -> Matcher:
    """The matcher of the gazetteer in use."""
    return Matcher(load().names())
