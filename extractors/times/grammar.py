"""A small grammar machine: a text becomes a string of word classes, one letter a word; rules are regular expressions
over that string.

One dictionary look-up a word and one compiled scan find every time expression; the words themselves are looked at only
where a rule has matched. A rule is written with class names: `<the>? {count} <unit>` matches the classes `the`, `unit`
and the macro `count`, and keeps the words of the latter under the name `count`. Blanks mean nothing.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Final, Generic, TypeVar

from extractors.times.words import CAPITALISED, CLASSES, LIGHT, LOW_MONTHS, words

_TOKEN: Final = re.compile(
    r"(?P<ampm>[AaPp]\.[Mm]\b\.?)"
    r"|(?P<yearpart>[QH][1-4]\b)"
    r"|(?P<word>[^\W\d_]+)"
    r"|(?P<iso>\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?)?(?![\d-]))"
    r"|(?P<slash>(?:\d{1,2}/\d{1,2}/(?:\d{4}|\d\d)|\d{4}/\d{1,2}/\d{1,2}|\d{1,2}\.\d{1,2}\.\d{4})(?![\d/]|\.\d))"
    r"|(?P<byname>9/11(?![\d/]))"
    r"|(?P<clock>\d{1,2}:[0-5]\d(?::[0-5]\d)?(?![\d:]))"
    r"|(?P<decade>(?:['’]|\b(?:1\d|20))\d0['’]?s\b)"
    r"|(?P<shortyear>['’](?:3[2-9]|[4-9]\d)\b)"
    r"|(?P<ordinal>\d{1,2}(?:st|nd|rd|th)\b)"
    r"|(?P<fraction>\d+[ -]\d/\d(?!\d))"
    r"|(?P<number>\d+(?:,\d{3})*(?:\.\d+)?)"
    r"|(?P<apostrophe>['’](?:s\b)?)"
    r"|\S"
)
_MARKS: Final = {"-": "hyphen", "–": "hyphen", "—": "dash", ",": "comma", ".": "dot", "(": "open", ")": "close"}
_NUMBERS: Final = ("day", "year", "integer", "decimal")
_LITERALS: Final = words("ampm yearpart iso slash byname clock decade shortyear ordinal fraction apostrophe")

CODE: Final[dict[str, str]] = {
    name: chr(0x100 + n)
    for n, name in enumerate(dict.fromkeys([*CLASSES, *_MARKS.values(), *_NUMBERS, *sorted(_LITERALS)]))
}
"""Class name -> the letter that stands for it."""
OTHER: Final = "_"

_LEXICON: Final = {word: CODE[name] for name, members in CLASSES.items() for word in members.split()}
_MARK_CODES: Final = {mark: CODE[name] for mark, name in _MARKS.items()}
_LITERAL_CODES: Final = {name: CODE[name] for name in _LITERALS}
_LONGEST_YEAR: Final = 4


def _number_class(text: str) -> str:
    if not text.isdecimal():
        return "decimal"
    value = int(text[:9])
    if len(text) == _LONGEST_YEAR and 1000 <= value < 2200:
        return "year"
    return "day" if len(text) <= 2 and 1 <= value <= 31 else "integer"


def _code(kind: str | None, text: str) -> str:
    if kind == "word":
        code = _LEXICON.get(text.lower(), OTHER)
        if code == OTHER or text not in CAPITALISED:
            return code
        return CODE["lowmonth"] if text in LOW_MONTHS else OTHER
    if kind is None:
        return _MARK_CODES.get(text, OTHER)
    return CODE[_number_class(text)] if kind == "number" else _LITERAL_CODES[kind]


@dataclass(frozen=True, slots=True)
class Classified:
    """A text as word classes: `codes[i]` stands for `text[starts[i]:ends[i]]`."""

    text: str
    codes: str
    starts: Sequence[int]
    ends: Sequence[int]

    def word(self, index: int) -> str:
        """The word at the index in small letters; empty outside the text."""
        return self.text[self.starts[index] : self.ends[index]].lower() if 0 <= index < len(self.codes) else ""


def classify(text: str) -> Classified:
    """The words, numbers and marks of a text with their classes."""
    codes, starts, ends = [], [], []
    for m in _TOKEN.finditer(text):
        start, end = m.span()
        starts.append(start)
        ends.append(end)
        codes.append(_code(m.lastgroup, text[start:end]))
    return Classified(text, "".join(codes), starts, ends)


@dataclass(frozen=True, slots=True)
class Phrase:
    """What a rule has matched: words `first` to `last` (not included), with the named parts."""

    words: Classified
    first: int
    last: int
    parts: Mapping[str, tuple[int, int]] = field(default_factory=dict)

    @property
    def start(self) -> int:
        return self.words.starts[self.first]

    @property
    def end(self) -> int:
        return self.words.ends[self.last - 1]

    @property
    def text(self) -> str:
        return self.words.text[self.start : self.end]

    def has(self, name: str) -> bool:
        """Whether the part is there."""
        return name in self.parts

    def get(self, name: str) -> list[str]:
        """The words of a part in small letters; none where the part is missing."""
        first, last = self.parts.get(name, (0, 0))
        return [self.words.word(i) for i in range(first, last)]

    def word(self, name: str) -> str:
        """The first word of a part; empty where the part is missing."""
        return next(iter(self.get(name)), "")

    def at(self, name: str) -> int:
        """The offset in the text of a part that is there."""
        return self.words.starts[self.parts[name][0]]

    def is_capital(self, distance: int) -> bool:
        """Whether the word so far after the phrase (before it, where negative) begins with a capital letter."""
        i = self.last - 1 + distance if distance > 0 else self.first + distance
        return 0 <= i < len(self.words.codes) and self.words.text[self.words.starts[i]].isupper()

    def all(self) -> list[str]:
        """Every word matched, in small letters."""
        return [self.words.word(i) for i in range(self.first, self.last)]

    def before(self, distance: int = 1) -> str:
        """The word that stands `distance` words before the phrase."""
        return self.words.word(self.first - distance)

    def after(self, distance: int = 1) -> str:
        """The word that stands `distance` words after the phrase."""
        return self.words.word(self.last - 1 + distance)


Context = TypeVar("Context")
Result = TypeVar("Result")
_NAME = re.compile(r"<(\w+)>|\{(\w+)(?::(\w+))?\}")


Rule = tuple[str, Callable[[Phrase, Context], Result | None]]
"""A pattern, and what it means; None says that the phrase is nothing after all."""


class Grammar(Generic[Context, Result]):
    """Rules in order of preference. At one place the first rule that matches, and resolves, wins."""

    def __init__(self, macros: Mapping[str, str], rules: Sequence["Rule[Context, Result]"]) -> None:
        self._macros = macros
        # alternatives of a pattern may name the same part, so that the groups are numbered: name__1, name__2 …
        self._rules = [(re.compile(self._expand(pattern, count(1))), resolve) for pattern, resolve in rules]
        light = "".join(CODE[name] for name in LIGHT)
        self._scan = re.compile(
            f"(?![{light}]*(?:{OTHER}|$))(?:"
            + "|".join(f"({self._expand(pattern, None)})" for pattern, _ in rules)
            + ")"
        )

    def find(self, words: Classified, context: Context) -> Iterator[tuple[Phrase, Result]]:
        """The phrases that resolve, from left to right, not overlapping."""
        position = 0
        while match := self._scan.search(words.codes, position):
            position = match.start() + 1
            for pattern, resolve in self._rules[(match.lastindex or 1) - 1 :]:
                found = pattern.match(words.codes, match.start())
                if found is None or found.end() == found.start():
                    continue
                phrase = Phrase(words, found.start(), found.end(), _parts(found))
                result = resolve(phrase, context)
                if result is not None:
                    position = found.end()
                    yield phrase, result
                    break

    def _expand(self, pattern: str, numbers: "count[int] | None") -> str:
        def one(m: re.Match[str]) -> str:
            name = m[1] or m[3] or m[2]
            inner = f"(?:{self._expand(self._macros[name], numbers)})" if name in self._macros else CODE[name]
            return inner if m[1] or numbers is None else f"(?P<{m[2]}__{next(numbers)}>{inner})"

        return _NAME.sub(one, pattern.replace(" ", "").replace("\n", ""))


def _parts(match: "re.Match[str]") -> dict[str, tuple[int, int]]:
    return {name.rpartition("__")[0]: match.span(name) for name in match.groupdict() if match.group(name) is not None}
