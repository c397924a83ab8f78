"""Dates, times, durations and sets, resolved against the date of publication (TimeML's TIMEX3).

The grammar is hand-written; its idea, rules over classes of words with values worked out afterwards, is HeidelTime's
(Strötgen and Gertz, 2010). Nothing depends on the day on which an article is read.
"""

from collections.abc import Iterator
from datetime import date
from functools import cache

from extractors.draft import Draft
from extractors.times import dates, days, feasts, lengths, ranges, relative
from extractors.times.grammar import CODE, Classified, Grammar, Phrase, classify
from extractors.times.scene import Scene, Syntax
from extractors.times.values import Value, year_or_date
from kg.model import Timex, TimexType

__all__ = ["find_times", "year_or_date"]


_COMPARED = frozenset(("ago", "earlier"))
"""Dates that figures are held against: nothing later counts from them."""


_COMMON = frozenset(
    CODE[name]
    for name in ("unitword", "yearword", "units", "dayword", "noon", "part", "adverb", "frequency", "quarter")
)
_PROPER = frozenset(
    CODE[name]
    for name in ("month", "shortmonth", "weekday", "shortday", "holiday", "feast", "holy", "new", "ampm", "zone")
)
_OPENERS = frozenset(("", ".", "!", "?", ":", '"', "“", "‘", "'", "`", "(", "-", "—", "–", "_"))


@cache
def grammar() -> Grammar[Scene, Value]:
    """The grammar of time expressions, compiled once."""
    parts = (ranges, days, feasts, dates, relative, lengths)
    macros = {
        name: pattern for part in (ranges, days, dates, relative, lengths) for name, pattern in part.MACROS.items()
    }
    return Grammar(macros, [rule for part in parts for rule in part.RULES])


def find_times(draft: Draft) -> Draft:
    """Fill `draft.times`: time expressions in the order of the text, not overlapping."""
    words = classify(draft.text)
    scene = _scene(draft, words)
    for phrase, (kind, value) in grammar().find(words, scene):
        if draft.is_quiet(phrase.start, phrase.end) or _is_title(phrase):
            continue
        if _COMPARED.isdisjoint(phrase.all()):
            scene.note(value, phrase.start)
        draft.times.extend(_expressions(phrase, kind, value))
    return draft


def _expressions(phrase: Phrase, kind: TimexType, value: str) -> Iterator[Timex]:
    """The time expression of a phrase; two, where it names a range whose second end is a bare figure."""
    first, mark, second = value.partition(ranges.RANGE)
    if not mark:
        yield Timex(phrase.start, phrase.end, phrase.text, kind, value)
        return
    text, at = phrase.words.text, phrase.parts["until"][0]
    end, start = phrase.words.ends[at - 2], phrase.words.starts[at]
    yield Timex(phrase.start, end, text[phrase.start : end], kind, first)
    yield Timex(start, phrase.end, text[start : phrase.end], kind, second)


def _scene(draft: Draft, words: Classified) -> Scene:
    stamp, syntax = draft.article.date or "", Syntax(draft.doc)
    day = date.fromisoformat(stamp[:10]) if stamp else None
    hour = (int(stamp[11:13]), int(stamp[14:16])) if len(stamp) >= 16 else None
    return Scene(day, hour, syntax, days.puts_day_first(words))


def _is_title(phrase: Phrase) -> bool:
    """Whether capitals show a name: the film "High Noon", the broadcast "This Week"."""
    text, codes = phrase.words.text, phrase.words.codes
    if not _PROPER.isdisjoint(codes[phrase.first : phrase.last]):
        return False
    for i in range(phrase.first, phrase.last):
        begins = i == phrase.first and (
            phrase.before() in _OPENERS or "\n" in text[phrase.words.ends[i - 1] : phrase.start]
        )
        word = text[phrase.words.starts[i] : phrase.words.ends[i]]
        if codes[i] in _COMMON and word.istitle() and not begins:
            return True
    return False
