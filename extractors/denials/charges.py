"""Which accusation is denied where nothing more was read: "A accused B of bad faith. B denied the charge".

What an accusation says is denied rather than that it was made, as long as a claim was read in it (`reach`). Where none
was that a graph would hold, the accusation itself stands for it.
"""

from collections.abc import Sequence

from extractors.denials.denying import Denial
from extractors.denials.sides import Sides
from extractors.draft import ClaimDraft, Draft

_SENTENCES_BACK = 2
_SURE = 0.5
"""Claims below it are left out of graphs unless somebody asks for them, and their denials with them."""


class Charges:
    """One article's accusations, in the order of the text."""

    def __init__(self, draft: Draft, sides: Sides) -> None:
        self.draft, self.sides = draft, sides
        made = [c for c in draft.claims if c.predicate == "accuses" and c.object is not None and not c.negated]
        self.made = sorted(made, key=lambda c: (c.trigger, c.subject, c.object))

    def meant(self, denial: Denial, found: Sequence[ClaimDraft]) -> list[ClaimDraft]:
        """The last accusation before a denial that can be meant, or what it says; none where `found` says more."""
        if not denial.by or denial.loose or denial.predicates or _are_sure(found):
            return []
        tree = self.draft.tree
        first = tree.starts[tree.sentences[max(0, tree.sentence_of[denial.at] - _SENTENCES_BACK)][0]]
        near = [c for c in self.made if first <= c.trigger.start < tree.starts[denial.at]]
        against = self._laid_against(denial, near)
        charges = [c for c in near if c.object == against and self._is_from_others(denial, c)]
        made = [c for c in charges if c.trigger == charges[-1].trigger]
        told = [c for charge in made[:1] for c in self._told_in(charge)]
        return told if _are_sure(told) else [*made, *told]

    def _laid_against(self, denial: Denial, near: Sequence[ClaimDraft]) -> int | None:
        """Who is accused of what is denied: the denier or whom he answers for, else the only body that is accused."""
        ours = self.sides.of(denial.by)
        own = [c.object for c in near if c.object in ours]
        if own:
            return own[-1]
        accused = {c.object for c in near}
        if denial.own_deeds or not denial.charges or len(accused) != 1 or not self._is_unplaced(denial.by):
            return None
        return next((e for e in accused if e is not None and self.draft.entities[e].type != "Person"), None)

    def _is_unplaced(self, by: tuple[int, ...]) -> bool:
        """Whether they are persons of whom the text does not tell whose they are: "Mr Kagame denied the charge"."""
        return len(self.sides.of(by)) == len(by) and all(self.draft.entities[e].type == "Person" for e in by)

    def _is_from_others(self, denial: Denial, charge: ClaimDraft) -> bool:
        """Whether somebody else makes the charge, and one who is named as its maker where the denial names one."""
        theirs = self.sides.of((charge.subject,))
        named = not denial.accusers or not theirs.isdisjoint(self.sides.of(denial.accusers))
        return named and charge.subject not in self.sides.of(denial.by)

    def _told_in(self, charge: ClaimDraft) -> list[ClaimDraft]:
        """The claims of the accused that are what the accuser says there."""
        said = {
            n
            for n, a in enumerate(self.draft.attributions)
            if a.cue is not None and a.cue.start == charge.trigger.start
        }
        mine = [c for c in self.draft.claims if c.subject == charge.object and not c.negated]
        return [c for c in mine if c.attributions and c.attributions[-1] in said]


def _are_sure(claims: Sequence[ClaimDraft]) -> bool:
    return any(c.confidence >= _SURE for c in claims)
