"""What a time expression is resolved against: the publication date, the dates named before, the tense of its clause."""

from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal

from spacy.tokens import Doc, Token

from extractors.times.grammar import Phrase
from extractors.times.values import place
from extractors.times.words import words

Tense = Literal["past", "future"]
_MODALS: Final = words("will shall 'll ’ll would may might can could should must wo")
_TO_COME: Final = words("scheduled expected planned slated set due")
_HEADS: Final = 6
_REPORTS: Final = words("says say reports adds writes notes claims")
_AHEAD: Final = words("effective until till starting beginning")


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

    def label(self, offset: int) -> str:
        """The entity label of the word at the offset."""
        token = self.token(offset)
        return token.ent_type_ if token is not None else ""

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


def _tense_of(token: Token) -> Tense | None:
    tag = token.tag_
    if tag == "VBD":
        return "past"
    if tag == "MD":
        return "future"
    if tag in ("VBZ", "VBP"):
        return None if token.lower_ in _REPORTS else "future"
    if tag not in ("VB", "VBN", "VBG"):
        return None
    helpers = {child.tag_: child.lower_ for child in token.children if child.dep_ in ("aux", "auxpass")}
    if "TO" in helpers and any(child.lower_ == "had" for child in token.head.children):
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

    def tense(self, phrase: Phrase, part: str | None = None) -> Tense | None:
        """The tense for a phrase, read at one of its parts: "effective Feb. 1" lies ahead whatever the verb."""
        if phrase.before() in _AHEAD:
            return "future"
        return self.syntax.tense(phrase.at(part) if part else phrase.start)
