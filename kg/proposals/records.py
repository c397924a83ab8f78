"""What a comparison with Wikidata is made of: our facts, and what is proposed of each."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from kg import iris
from kg.evidence import Evidence
from kg.proposals.when import When

State = Literal["new", "refined", "contradicting", "unchecked", "there"]
"""Wikidata lacks it; has it with less said of when; says otherwise; was not asked about it; has it."""
STATES: Mapping[State, str] = {
    "new": "Wikidata lacks it",
    "refined": "Wikidata has it, without this date",
    "contradicting": "Wikidata says otherwise",
    "unchecked": "the source does not tell what Wikidata has",
    "there": "Wikidata has it",
}
Standing = Literal["plain", "attributed", "contested"]
"""An article says so itself and nobody denies it; only parties say so; somebody denies or doubts it."""


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody who says or denies something; `qid` is None where no item is known."""

    name: str
    qid: str | None


@dataclass(frozen=True, slots=True)
class Thing:
    """One end of a fact: an item of Wikidata, with our name and class for it."""

    qid: str
    label: str
    type: str


@dataclass(frozen=True, slots=True)
class Fact:
    """What the articles of a graph say of two items, together: every proposition on them with this predicate.

    `evidence` holds one claim for each independent origin, the surest one; `first` and `last` are the days between
    which it was said, `disagree` are the times of articles that date it differently (`when` then leaves them out).
    `words` are those that it was read from ("prime minister"), in small letters.
    """

    subject: Thing
    predicate: str
    object: Thing
    when: When
    standing: Standing
    said_by: tuple[Party, ...]
    denied_by: tuple[Party, ...]
    origins: int
    confidence: float
    evidence: tuple[Evidence, ...]
    last: str | None = None
    disagree: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What Wikidata has of a fact. `has` are the statements that decided it, for people; `by_hand` tells why a batch
    cannot write it."""

    state: State
    has: tuple[str, ...] = ()
    note: str = ""
    by_hand: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A fact as a statement of Wikidata: `prop` on `item` with `value`; with several `choices` a person decides.

    `rivals` name the other values that the graph has for a property of which an item has one at a time.
    """

    fact: Fact
    item: Thing
    value: Thing
    choices: tuple[str, ...]
    verdict: Verdict
    rivals: tuple[str, ...] = ()

    @property
    def prop(self) -> str | None:
        """The property, where there is only one that it can be."""
        return self.choices[0] if len(self.choices) == 1 else None

    @property
    def id(self) -> str:
        """Sixteen digits that stand for it, whatever Wikidata has by now: decisions are told by it."""
        f = self.fact
        return iris.digest(f.subject.qid, f.predicate, f.object.qid)
