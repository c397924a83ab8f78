"""What a time expression is resolved against: the publication date, the dates named before, the tense of its clause."""

from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal

from spacy.tokens import Doc, Token

from extractors.language import lemma
from extractors.times.grammar import Phrase
from extractors.times.values import place, value_of
from extractors.times.words import MONTHS, WEEKDAYS, words

Tense = Literal["past", "present", "future"]
_MODALS: Final = words("will shall 'll ’ll would may might can could should must wo")
_TO_COME: Final = words("scheduled expected planned slated set due")
_SIZES: Final = {
    "second": 0, "minute": 0, "hour": 0, "day": 1, "weekend": 2, "week": 3, "fortnight": 3, "month": 4, "quarter": 5,
    "season": 5, "half": 6, "year": 7, "decade": 8, "century": 9,
}  # fmt: skip
_HEADS: Final = 6
_NAMES: Final = ("NNP", "NNPS")
_SAYING: Final = words("say tell add warn insist claim note argue urge announce")
_REPORTS: Final = words("says say reports adds writes notes claims")
_AHEAD: Final = words("effective starting beginning")
_PUT_OFF: Final = words(
    "adjourn ban book close defer delay detain extend give hold imprison postpone prolong put remand renew schedule "
    "set suspend"
)
"""What is done "until" a day that is still to come; anything else that went on until then is over."""


def is_ahead(tense: Tense | None) -> bool:
    """Whether a day near by that goes with the tense lies ahead: "plays on Sunday", "will play on Sunday"."""
    return tense in ("present", "future")


class Syntax:
    """The tenses, tags and names of a parsed text, by character offset."""

    def __init__(self, doc: Doc) -> None:
        self._doc = doc

    def token(self, offset: int) -> Token | None:
        """The token that holds the character at the offset; None past the end."""
        span = self._doc.char_span(offset, offset + 1, alignment_mode="expand")
        return span[0] if span is not None and len(span) else None

    def tag(self, offset: int) -> str:
        """The Penn Treebank tag of the word at the offset."""
        token = self.token(offset)
        return token.tag_ if token is not None else ""

    def is_named(self, offset: int) -> bool:
        """Whether the word at the offset is bound to a name beside it: "April Glaspie", "Theresa May"."""
        token = self.token(offset)
        if token is None:
            return False
        head = token.head
        forename = token.dep_ == "compound" and head.i == token.i + 1 and head.tag_ in _NAMES and not _is_calendar(head)
        return forename or any(
            child.i == token.i - 1 and child.dep_ == "compound" and child.tag_ in _NAMES and not _is_calendar(child)
            for child in token.children
        )

    def is_speaker(self, offset: int) -> bool:
        """Whether the word at the offset is the subject of a verb of saying."""
        token = self.token(offset)
        return token is not None and token.dep_ == "nsubj" and lemma(token.head) in _SAYING

    def is_put_off(self, offset: int) -> bool:
        """Whether the verb above the word at the offset puts something off until then."""
        token = self.token(offset)
        for _ in range(_HEADS):
            if token is None or token.tag_.startswith("VB") or token.head is token:
                break
            token = token.head
        return token is not None and lemma(token) in _PUT_OFF

    def tense(self, offset: int) -> Tense | None:
        """The tense of the clause that governs the word at the offset; None where the clause has none."""
        token = self.token(offset)
        if token is not None and token.i + 1 < len(self._doc) and token.nbor().tag_ == "POS":
            return "past"
        for _ in range(_HEADS):
            if token is None:
                return None
            found = _tense_of(token)
            if found is not None or token.head is token:
                return found
            token = token.head
        return None


def _is_calendar(token: Token) -> bool:
    return token.lower_ in WEEKDAYS or token.lower_ in MONTHS or not token.text[0].isupper()


def _tense_of(token: Token) -> Tense | None:
    tag = token.tag_
    if tag == "VBD":
        return "past"
    if tag == "MD":
        return "future"
    if tag in ("VBZ", "VBP"):
        return None if token.lower_ in _REPORTS else "present"
    if tag not in ("VB", "VBN", "VBG"):
        return None
    helpers = {child.tag_: child.lower_ for child in token.children if child.dep_ in ("aux", "auxpass")}
    if "TO" in helpers and any(
        child.lower_ == "had" for above in (token.head, token.head.head) for child in above.children
    ):
        return "past"  # "had been due to expire"
    return _compound(tag, token.lower_, helpers)


def _compound(tag: str, word: str, helpers: dict[str, str]) -> Tense | None:
    """The tense of a verb form with its helpers ("has been", "will", "to", "is … -ing")."""
    have = any(h in ("have", "has", "had", "'ve", "having") for h in helpers.values())
    if have or "VBD" in helpers:
        return "future" if word in _TO_COME and not have else "past"
    if helpers.get("MD") in _MODALS or "TO" in helpers or (word in _TO_COME and (helpers or word != "set")):
        return "future"
    if tag == "VBG":
        return "future" if {"VBZ", "VBP"} & set(helpers) else None
    return "past" if tag == "VBN" and not helpers else None


@dataclass(slots=True)
class Scene:
    """The standpoint of a text as it is read from left to right. `day` is None where the article bears no date."""

    day: date | None
    hour: tuple[int, int] | None
    syntax: Syntax
    day_first: bool = False
    """Whether figures put the day before the month."""
    named: list[tuple[date, str, int]] = field(default_factory=list)
    """The calendar places named so far: first day, unit, offset."""

    def note(self, value: str, offset: int) -> None:
        """Remember a value that later expressions may count from."""
        found = place(value[:10] if "T" in value else value)
        if found is not None:
            self.named.append((*found, offset))

    def last(self, *units: str) -> date | None:
        """The first day of the last named place of one of the units (of any, without an argument)."""
        return next((day for day, unit, _ in reversed(self.named) if not units or unit in units), None)

    def last_within(self, offset: int, reach: int, *units: str) -> date | None:
        """As `last`, but named no more than `reach` characters before the offset."""
        return next(
            (day for day, unit, at in reversed(self.named) if unit in units and offset - at <= reach),
            None,
        )

    def narrated(self, unit: str) -> date | None:
        """The first day of the last named place that is at least as fine as the unit.

        None where the story has moved on since to a place that is coarser and holds it not: the day of "two days
        later" after "in 1994" nobody can tell.
        """
        fine = [n for n in self.named if _SIZES[n[1]] <= _SIZES[unit]]
        if not self.named or not fine:
            return None
        last, coarse, _ = self.named[-1]
        told = fine[-1][0]
        return told if self.named[-1] is fine[-1] or value_of(told, coarse) == value_of(last, coarse) else None

    def tense(self, phrase: Phrase, part: str | None = None) -> Tense | None:
        """The tense for a phrase, read at one of its parts: "effective Feb. 1" lies ahead whatever the verb."""
        if phrase.before() in _AHEAD:
            return "future"
        at = phrase.at(part) if part else phrase.start
        if phrase.before() in ("until", "till") and self.syntax.is_put_off(at):
            return "future"
        return self.syntax.tense(at)
