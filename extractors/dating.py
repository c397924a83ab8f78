"""When a claim held or was done: the calendar time of its clause, as a day, month, year or interval.

Two times that a range joins ("between 1988 and 1994", "from May to June") are one interval; "since 1991" and "until
2014" are intervals with an open end. The time of saying is not the time of what is said, and the date of a thing that
the clause speaks of ("violated the 1994 ceasefire", "condemned Monday's attack") is not the clause's own.
"""

from dataclasses import dataclass
from itertools import groupby
from typing import Final

from extractors.draft import Draft
from extractors.times import year_or_date
from kg.model import Timex
from kg.periods import interval

_CLAUSE: Final = ("ccomp", "conj", "advcl", "relcl", "parataxis")
_RANGES: Final = frozenset(("-", "–", "—", "to", "until", "till", "through", "up to", "and until", "through to"))
_SINCE: Final = ("since",)
_UNTIL: Final = ("until", "till")
_AROUND: Final = frozenset(("before", "after", "following", "by", "prior", "ahead"))
"""A date after these is not the day itself."""
_LEADS: Final = frozenset(
    ("the", "at", "least", "as", "early", "late", "about", "around", "on", "in", "from", "up", "to")
)
_MODIFIERS: Final = frozenset(("compound", "nummod", "amod", "nmod", "poss"))
_SETTINGS: Final = frozenset(("in", "during", "at", "on", "amid", "throughout", "over"))
_SAME_TIME: Final = frozenset(("when", "as", "while", "during", "in", "on"))


@dataclass(frozen=True, slots=True)
class When:
    """A time as a claim may bear it, and the token that it stands at."""

    token: int
    value: str


class Calendar:
    """The calendar times of a draft, looked up by the predicate that they date."""

    def __init__(self, draft: Draft) -> None:
        self.tree = draft.tree
        self._text = draft.text
        times = [(at, x) for x in draft.times if is_calendar(x) and (at := self._head(draft, x)) is not None]
        self._by_sentence = {
            sentence: self._joined(list(found))
            for sentence, found in groupby(times, key=lambda found: self.tree.sentence_of[found[0]])
        }

    def of(self, token: int) -> str | None:
        """The time nearest to a predicate in its own clause, else the only one of its sentence that may date it too."""
        times = self._by_sentence.get(self.tree.sentence_of[token], [])
        if times and self.tree.deps[token] in ("acl", "amod"):  # "led by X": the sentence's date is not its own
            below = set(self.tree.subtree(token))
            times = [when for when in times if when.token in below]
        times = [when for when in times if self._is_adverbial(when.token, token)]
        clause = self._clause(token)
        own = [(abs(when.token - token), when.value) for when in times if self._clause(when.token) == clause]
        if own:
            return min(own)[1]
        return times[0].value if len(times) == 1 and self._is_beneath(times[0].token, clause) else None

    def _head(self, draft: Draft, timex: Timex) -> int | None:
        """The token of a time that hangs on the words around it; the last of them ("the 1994 war")."""
        inside = [t.i for t in draft.tokens(timex.start, timex.end)]
        hanging = [i for i in inside if self.tree.heads[i] not in inside or self.tree.heads[i] == i]
        return hanging[-1] if hanging else None

    def _joined(self, times: list[tuple[int, Timex]]) -> list[When]:
        """The times of a sentence, those of a range as one; without those that a claim cannot bear."""
        found: list[When] = []
        rest = times
        while rest:
            (token, timex), *rest = rest
            whole = self._range(timex, rest[0][1]) if rest else None
            value = whole or self._open(timex)
            rest = rest[1:] if whole else rest
            if value:
                found.append(When(token, value))
        return found

    def _range(self, first: Timex, last: Timex) -> str | None:
        """The interval of two times, where the words between them and before them make one."""
        between = self._text[first.end : last.start].strip().lower()
        both = between == "and" and self._word_before(first) == "between"
        return interval(_day(first), _day(last)) if both or between in _RANGES else None

    def _open(self, timex: Timex) -> str | None:
        """The value of a time alone: open after "since" and "until", nothing after "before" and "after"."""
        lead = self._word_before(timex)
        if lead in _SINCE:
            return interval(_day(timex), None)
        if lead in _UNTIL:
            return interval(None, _day(timex))
        return None if lead in _AROUND else year_or_date(timex.value)

    def _word_before(self, timex: Timex) -> str:
        """The last word before a time that says how it is meant ("since at least 1991")."""
        words = self._text[max(timex.start - 40, 0) : timex.start].lower().split()
        while words and words[-1] in _LEADS and words[-1] not in _SINCE:
            if len(words) < 2 or words[-2] not in _LEADS | set(_SINCE + _UNTIL):
                break
            words.pop()
        return words[-1] if words else ""

    def _is_adverbial(self, token: int, predicate: int) -> bool:
        """Whether a time stands in its clause by itself, or in the setting of it ("in Monday's speech")."""
        tree = self.tree
        if tree.deps[token] == "nummod" and tree.words[token - 1] == "in" and not tree.of(token - 1, "pobj"):
            return True  # "In 2012 Rwanda armed …": the parser takes the year for one of several Rwandas
        while tree.deps[token] in _MODIFIERS and tree.heads[token] != token:
            token = tree.heads[token]
            if token == predicate:
                return True
            if tree.deps[token] == "pobj":
                return tree.words[tree.heads[token]] in _SETTINGS
            if tree.deps[token] not in _MODIFIERS:
                return tree.deps[token] in ("npadvmod", "ROOT", "appos", "dep")
        return True

    def _clause(self, token: int) -> int:
        """The verb that heads the clause of a token."""
        tree = self.tree
        while tree.heads[token] != token and not (tree.is_verb(token) and tree.deps[token] in _CLAUSE):
            token = tree.heads[token]
        return token

    def _is_beneath(self, token: int, clause: int) -> bool:
        """Whether the clause of the token is an adjunct of the other clause, of the same time, and so dates it too."""
        tree, i = self.tree, self._clause(token)
        while tree.heads[i] != i and tree.deps[i] not in ("relcl", "ccomp"):
            if any(tree.words[mark] not in _SAME_TIME for mark in tree.of(i, "mark")):
                return False
            i = tree.heads[i]
            if i == clause:
                return True
        return False


def _day(timex: Timex) -> str:
    """The value of a time without the hour."""
    return timex.value.partition("T")[0]


def is_calendar(timex: Timex) -> bool:
    """Whether a time expression names a day, month, year or part of one."""
    return timex.type in ("DATE", "TIME") and year_or_date(timex.value) is not None
