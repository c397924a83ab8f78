"""The gazetteer's names in a text, by one Aho-Corasick pass.

All overlapping matches are taken and filtered afterwards: the automaton's own leftmost-longest search loses "Niger" in
"Niger" where "Nigeria" was tried first, and every name after a match that word boundaries refuse.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from functools import cache, cached_property
from typing import NamedTuple

import ahocorasick_rs

from extractors.names.words import name_words
from kg.wikidata.gazetteer import load

_FOLD = {ord("’"): "'", ord("‘"): "'", ord("\n"): " ", ord("\xa0"): " ", ord("‑"): "-"}
_LINE = re.compile(r"[^\n]+")
_PLACE = r"[A-Z][\w’' .]{1,40}?"
_DATELINE = re.compile(
    rf"^(?P<town>[A-Z][A-Z’' .\-]{{2,40}}|{_PLACE}(?=,|\s?\())(?:, {_PLACE})?\s?(?:\([^)\n]{{2,30}}\))?\s?[-–—_]+ ",
    re.M,
)
_COLON = re.compile(r"\A(?P<town>[^\W\d_][\w’' .\-]{2,30}):[ \xa0]?(?=\S[^\n]{100})")
"""A town and a colon before a paragraph: whoever speaks before a colon in a headline says less."""
_WORD = re.compile(r"[^\W\d_]{2,}")
_SMALL = frozenset(
    {"AM", "AND", "AS", "AT", "BE", "BY", "FOR", "IN", "IS", "IT", "NO", "OF", "ON", "OR", "TO", "WHO", "US"}
)
REFUSED_BEFORE = "@#/\\_$€£"
"""What stands before a word that is part of an address, a tag or a sum, and no name."""
_REFUSED_AFTER = "@/\\_$€£"
_SPOKEN = 4
"""Letters that an acronym must have to be written as a word: "Nato", "Unesco"."""
_CAPITALS = 0.01
"""The share of capitals among the letters below which a text is written in small letters: prose has some 4%."""


class Hit(NamedTuple):
    """A name of the gazetteer in the text: `[start, end)` in code points, `name` as the gazetteer writes it."""

    start: int
    end: int
    name: str


class _Forms:
    """An automaton over the forms of names."""

    def __init__(self, forms: Mapping[str, str]) -> None:
        self._forms = sorted(forms.items())
        self._automaton = ahocorasick_rs.AhoCorasick([form for form, _ in self._forms]) if forms else None

    def find(self, folded: str, begin: int = 0, stop: int | None = None) -> set[Hit]:
        """The names whose forms stand in `folded[begin:stop]` as whole words."""
        if self._automaton is None:
            return set()
        return {
            Hit(begin + start, begin + end, self._forms[n][1])
            for n, start, end in self._automaton.find_matches_as_indexes(folded[begin:stop], overlapping=True)
            if _is_whole(folded, begin + start, begin + end)
        }


class Matcher:
    """Finds names as they are written; in lines, datelines and texts without case, also their forms there."""

    def __init__(self, names: Iterable[str], words: Mapping[str, str] | None = None) -> None:
        """`words` maps names that are words of their own in small letters to "-", or to a class ("turkey")."""
        self._names = sorted(set(names))
        self._words = words or {}
        self._plain = _Forms({**_spoken(self._names, self._words), **{n: n for n in self._names}})
        self._capitals = _Forms(
            {n.upper(): n for n in reversed(self._names) if len(n.upper()) == len(n) and n.upper() not in _SMALL}
        )

    @cached_property
    def _small(self) -> _Forms:
        """The names in small letters, but those that are words there, and acronyms of two letters."""
        told = {n: n.lower() for n in reversed(self._names) if _is_plain_small(n)}
        return _Forms({low: n for n, low in told.items() if len(low) == len(n) and self._words.get(low) != "-"})

    def find(self, text: str) -> list[Hit]:
        """The hits that begin and end with a word, in the order of the text, the longer first."""
        if not unicodedata.is_normalized("NFC", text):
            composed, origins = compose(text)
            return [Hit(origins[h.start], origins[h.end], h.name) for h in self.find(composed)]
        folded = text.translate(_FOLD)
        found = {h for h in self._plain.find(folded) if not is_cried(folded, h.start, h.end)}
        towns = [(start, end) for start, end in datelines(text) if text[start:end].isupper()]
        for begin, stop in [*shouted_lines(text), *towns]:
            found -= {h for h in found if begin <= h.start < stop and h.name in _SMALL}
            found |= self._capitals.find(folded, begin, stop)
        if is_small(text):
            found |= self._in_small_letters(folded)
        return sorted(found, key=lambda h: (h.start, -h.end, h.name))

    def _in_small_letters(self, folded: str) -> set[Hit]:
        """The names in a text without capitals; those that are also words count beside one that is not."""
        found = self._small.find(folded)
        doubtful = {h for h in found if h.name.lower() in self._words}
        return found if found - doubtful else set()


def _is_plain_small(name: str) -> bool:
    """Whether the name in small letters may still be told: acronyms of two letters may not, but for three."""
    return name not in _SMALL and (len(name) > 2 or name in ("UN", "EU", "UK"))


def _spoken(names: Collection[str], words: Mapping[str, str]) -> dict[str, str]:
    """Acronyms that are spoken as words, as some papers write them: "Isis", "Unhcr" - unless that is a word."""
    long = (n for n in names if len(n) >= _SPOKEN and n.isupper() and n.isalpha())
    return {n.capitalize(): n for n in long if n.lower() not in words}


def compose(text: str) -> tuple[str, list[int]]:
    """The text with each letter and its combining marks as one code point where there is one (NFC), and for each
    code point of it, and for its end, where it stands in the text."""
    parts: list[str] = []
    origins: list[int] = []
    start = 0
    for end in range(1, len(text) + 1):
        if end == len(text) or not unicodedata.combining(text[end]):
            parts.append(unicodedata.normalize("NFC", text[start:end]))
            origins += [start] * len(parts[-1])
            start = end
    return "".join(parts), [*origins, len(text)]


def is_small(text: str) -> bool:
    """Whether the text is written in small letters throughout, but for a capital here and there."""
    letters = sum(map(str.isalpha, text))
    return letters > 0 and sum(map(str.isupper, text)) < _CAPITALS * letters


def shouted_lines(text: str) -> list[tuple[int, int]]:
    """The lines that are written in capitals throughout, as `[start, end)`: headlines, where capitals tell nothing."""
    return [m.span() for m in _LINE.finditer(text) if m.group().isupper() and len(_WORD.findall(m.group())) > 1]


def datelines(text: str) -> list[tuple[int, int]]:
    """The towns in the text's datelines, as `[start, end)`: "NAIROBI, Kenya (AP) _ ", "Kyiv (Reuters) - "."""
    return [m.span("town") for m in _datelines(text)]


def whole_datelines(text: str) -> list[tuple[int, int]]:
    """The text's datelines with all that belongs to them, up to the first word of the story, as `[start, end)`."""
    return [m.span() for m in _datelines(text)]


def _datelines(text: str) -> list[re.Match[str]]:
    first = _COLON.match(text)
    town = first is not None and any(c.item.type == "City" for c in load().lookup(first["town"].title()))
    return [*([first] if first and town else ()), *_DATELINE.finditer(text)]


def _is_whole(text: str, start: int, end: int) -> bool:
    if start and (text[start - 1].isalnum() or text[start - 1] in REFUSED_BEFORE):
        return False
    return not (end < len(text) and ((text[end].isalnum() and text[end - 1] != ".") or text[end] in _REFUSED_AFTER))


def is_cried(text: str, start: int, end: int) -> bool:
    """Whether a pronoun in capitals has words in capitals on both sides: "TELL US NOW, he cried"."""
    if text[start:end] not in _SMALL:
        return False
    beside = (text[max(start - 25, 0) : start].split()[-1:], text[end : end + 25].split()[:1])
    return all(word and word[0].isupper() and len(word[0]) > 1 for word in beside)


@cache
def matcher() -> Matcher:
    """The matcher of the gazetteer in use."""
    return Matcher(load().names(), name_words().small)
