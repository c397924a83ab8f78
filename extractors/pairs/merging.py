"""One verdict: what rules and learned heads both say is one claim."""

from collections.abc import Iterable, Mapping, Sequence

from extractors.draft import ClaimDraft
from extractors.pairs.verdicts import STANDING
from kg import vocabulary
from kg.model import Reason, Span

_SIDES = {"positiveTowards": "positive", "negativeTowards": "negative"}
Sides = Mapping[tuple[int, int, int], float]
"""How likely it is that a first entity is for (1) or against (-1) a second: valence, first, second."""


def merge_claims(read: Sequence[ClaimDraft], told: Sequence[ClaimDraft], sentence: Span) -> list[ClaimDraft]:
    """The claims read by rules, those of the sentence made surer by what is told, and what only the heads tell."""
    here = [c for c in read if sentence.start <= c.trigger.start < sentence.end]
    new: list[ClaimDraft] = []
    for t in told:
        if _is_said_closer(t, told) or any(_says_otherwise(c, t) for c in here) or _is_of_victim(t, here):
            continue
        t.reasons = (_reason(t),)
        same = [c for c in here if _says(c, t)]
        for c in same:
            c.reasons += t.reasons
            c.confidence = combined(c.confidence, t.confidence)
        if not same:
            new.append(t)
    return [*read, *new]


def weigh_claims(claims: Iterable[ClaimDraft], sides: Sides, sentence: Span) -> None:
    """Add to what rules alone read in the sentence how likely the heads find it, though they would not tell it."""
    for c in claims:
        valence = vocabulary.valence(c.predicate) * (-1 if c.negated else 1)
        known = sides.get((valence, c.subject, -1 if c.object is None else c.object))
        alone = [r.kind for r in c.reasons] == ["rule"]
        if known is not None and alone and sentence.start <= c.trigger.start < sentence.end:
            c.reasons += (Reason("learned", "positive" if valence > 0 else "negative", known),)


def _reason(told: ClaimDraft) -> Reason:
    """Named for what the heads told: the predicate, or the side that one takes."""
    return Reason("learned", _SIDES.get(told.predicate, told.predicate), told.confidence)


def combined(p: float, q: float) -> float:
    """How sure what two say is, each in its own way: wrong only if both err (noisy-or, Pearl 1988)."""
    return 1 - (1 - p) * (1 - q)


def _between(a: ClaimDraft, b: ClaimDraft, *, either: bool) -> bool:
    if (a.subject, a.object) == (b.subject, b.object):
        return True
    return either and (a.object, a.subject) == (b.subject, b.object)


def _says(read: ClaimDraft, told: ClaimDraft) -> bool:
    """Whether a rule's claim says as much as the head's: the same or something narrower of the same two."""
    both = vocabulary.predicate(told.predicate).symmetric or vocabulary.predicate(read.predicate).symmetric
    if read.negated != told.negated or not _between(read, told, either=both):
        return False
    return told.predicate in vocabulary.closure(read.predicate)


def _says_otherwise(read: ClaimDraft, told: ClaimDraft) -> bool:
    """Whether a rule has it the other way round: the town is in the province, not the province in the town."""
    turned = (read.subject, read.object) == (told.object, told.subject) and read.negated == told.negated
    return turned and told.predicate in STANDING and told.predicate in vocabulary.closure(read.predicate)


def _is_of_victim(told: ClaimDraft, here: Sequence[ClaimDraft]) -> bool:
    """Whether one is taken to be against whom another attacks: who condemns an attack on Mali is not against Mali."""
    if told.predicate != "negativeTowards":
        return False
    attackers = {c.subject for c in here if c.predicate == "attacks" and c.object == told.object} - {told.subject}
    return any(
        c.object in attackers and c.subject not in attackers and vocabulary.valence(c.predicate) < 0 for c in here
    )


def _is_said_closer(told: ClaimDraft, others: Sequence[ClaimDraft]) -> bool:
    """Whether another learned claim says more of the two: that they fight, not only that one is against the other."""
    for other in others:
        if other is told or other.negated or other.predicate == told.predicate:
            continue
        if told.predicate in vocabulary.closure(other.predicate)[1:] and _between(
            other, told, either=vocabulary.predicate(other.predicate).symmetric
        ):
            return True
    return False
