"""How far a denial reaches: from where it stands back to the nearest claims that it can mean."""

from bisect import bisect_left

from extractors.attach import BACKGROUND
from extractors.denials.denying import Denial, speakers
from extractors.denials.places import by_cue, by_trigger
from extractors.denials.pointers import is_pointer, is_spelled_out, thing_denied
from extractors.denials.sides import Sides
from extractors.draft import AttributionDraft, ClaimDraft, Draft
from kg import vocabulary

_SENTENCES_BACK = 3
_NEAR = 2
"""In the denial's own sentence and the one before it."""
_ACTS_OF_SPEECH = frozenset(("accuses", "callsOn", "rejects"))
"""Done by speaking: who denies a charge does not deny that it was made."""


class Reach:
    """One article's claims and charges, within reach of its denials."""

    def __init__(self, draft: Draft) -> None:
        self.draft, self.sides = draft, Sides(draft)
        self.claims, self.said = by_trigger(draft), by_cue(draft)

    def meant(self, denial: Denial) -> list[ClaimDraft]:
        """The claims of the nearest sentence, from the denial's own backwards, that can be meant.

        What somebody else says goes before what the article says; a sentence in which somebody else speaks ends the
        search, since that is what is denied, whether a claim was read in it or not. No state answers for another.
        """
        if not denial.by:
            return []
        tree, ours, herald = self.draft.tree, self.sides.of(denial.by), self.sides.are_heralds(denial.by)
        n, before = tree.sentence_of[denial.at], tree.starts[denial.at]
        for back in range(_SENTENCES_BACK + 1):
            start = tree.starts[tree.sentences[n][0]]
            here = [c for c in self.claims.within((start, before)) if self._may_mean(denial, c, ours)]
            near = back < _NEAR and herald
            found = [
                c for c in here if _is_about(c, ours) or (near and not self.sides.are_others(c.subject, denial.by))
            ]
            said = [c for c in found if _is_told(self.draft, c)]
            if said or self._others_speak(denial, ours, start, before):
                return said
            if found and back < _NEAR and not denial.charges and not denial.loose:
                return found
            if n == 0 or (denial.loose and back):
                break
            before, n = start, n - 1
        return []

    def _may_mean(self, denial: Denial, claim: ClaimDraft, ours: frozenset[int]) -> bool:
        if not _may_mean(self.draft, denial, claim, ours):
            return False
        return not denial.accusers or not ours.isdisjoint(denial.accusers) or self._is_made_by(claim, denial.accusers)

    def _is_made_by(self, claim: ClaimDraft, accusers: tuple[int, ...]) -> bool:
        """Whether one of the voices that make the claim is, or speaks for, one of the accusers."""
        voices = (speakers(self.draft, self.draft.attributions[n]) for n in claim.attributions)
        return any(self.sides.may_speak_for(voice, accusers) for voice in voices)

    def is_accused(self, claim: ClaimDraft, by: tuple[int, ...]) -> bool:
        """Whether the claim is that the denier is accused: that much is not in dispute."""
        return claim.predicate == "accuses" and claim.object in self.sides.of(by)

    def _others_speak(self, denial: Denial, ours: frozenset[int], start: int, end: int) -> bool:
        """Whether somebody other than the denier makes a charge in the stretch, or denies one of the denier's."""
        for n, a in self.said.within((start, end)):
            if n == denial.attribution or a.topical or a.source is None or not ours.isdisjoint(speakers(self.draft, a)):
                continue
            if a.stance == "asserts" and _names(self.draft, a, ours):
                return True
            if a.stance == "denies" and _is_denial_meant(self.draft, denial, a, ours):
                return True
        return False


def _is_about(claim: ClaimDraft, ours: frozenset[int]) -> bool:
    """Whether the claim is about the one who denies."""
    return claim.subject in ours or claim.object in ours


def _is_told(draft: Draft, claim: ClaimDraft) -> bool:
    """Whether somebody says the claim; that somebody plans what it says the article tells itself."""
    return any(draft.attributions[n].stance != "intends" for n in claim.attributions)


def _is_denial_meant(draft: Draft, denial: Denial, a: AttributionDraft, ours: frozenset[int]) -> bool:
    """Whether somebody else's denial is what is denied: "Kyiv denied that it had fired. Moscow rejected this"."""
    i = draft.indices(*a.cue)[0] if a.cue is not None else 0
    thing = thing_denied(draft.tree, i)
    if thing is not None and is_pointer(draft.tree, thing, i) and not is_spelled_out(draft.tree, thing, i):
        return False  # it points back itself
    return _names(draft, a, ours) or not (denial.charges or denial.own_deeds)


def _names(draft: Draft, a: AttributionDraft, ours: frozenset[int]) -> bool:
    """Whether the content speaks of the denier."""
    for c in a.content:
        first, last = (bisect_left(draft.mentions, at, key=lambda m: m.start) for at in c)
        if any(m.end <= c.end and not ours.isdisjoint(m.entities) for m in draft.mentions[first:last]):
            return True
    return False


def _is_reported(said: list[AttributionDraft]) -> bool:
    """Whether what somebody denies is what others say: "denied reports that …"."""
    told = [a.stance for a in said if a.stance != "intends"]
    return told[-1:] == ["asserts"]


def _may_mean(draft: Draft, denial: Denial, claim: ClaimDraft, ours: frozenset[int]) -> bool:
    if claim.extractor in BACKGROUND or claim.predicate in _ACTS_OF_SPEECH or claim.negated:
        return False
    said = [draft.attributions[n] for n in claim.attributions]
    if any(a.stance == "denies" for a in said) and not (denial.charges and _is_reported(said)):
        return False  # who denies a denial does not deny the charge
    if any(a.stance != "intends" and not ours.isdisjoint(speakers(draft, a)) for a in said):
        return False  # what somebody plans he has not said
    if denial.predicates and denial.predicates.isdisjoint(vocabulary.closure(claim.predicate)):
        return False
    if denial.own_deeds:
        return claim.subject in ours
    return bool(claim.attributions) or _is_about(claim, ours)
