"""Counter-statements: the same thing said by one and, with the other sign, by another.

"Yerevan said Azeri forces had shelled Sotk. Baku said its forces did not shell Sotk": Baku denies what Yerevan says,
and what Baku says stands too. What somebody denies in so many words ("denied shelling Sotk") is denied wherever it is
said.
"""

from collections.abc import Iterator

from extractors.denials.denying import speakers
from extractors.draft import ClaimDraft, Draft
from kg import vocabulary


def contradicted(draft: Draft) -> Iterator[tuple[ClaimDraft, tuple[int, ...]]]:
    """Affirmed claims with those who say the contrary; nobody contradicts himself."""
    charges: dict[tuple[int, int | None], list[ClaimDraft]] = {}
    for c in draft.claims:
        if not c.negated and not c.denied_by and c.modality == "actual":
            charges.setdefault((c.subject, c.object), []).append(c)
    for counter in draft.claims:
        if counter.modality != "actual" or not (by := _deniers(draft, counter)):
            continue
        for charge in charges.get((counter.subject, counter.object), ()):
            if charge is not counter and _is_same(charge, counter) and set(by).isdisjoint(_told_by(draft, charge)):
                yield charge, by


def _deniers(draft: Draft, claim: ClaimDraft) -> tuple[int, ...]:
    """Who says that the claim is not so: of a negated one who says it, of a denied one who denies it."""
    if not claim.negated:  # who denies one accusation has not denied the next
        return claim.denied_by if claim.predicate != "accuses" else ()
    if not claim.attributions or draft.attributions[claim.attributions[-1]].stance != "asserts":
        return ()
    return speakers(draft, draft.attributions[claim.attributions[-1]])


def _told_by(draft: Draft, claim: ClaimDraft) -> Iterator[int]:
    for n in claim.attributions:
        yield from speakers(draft, draft.attributions[n])


def _is_same(charge: ClaimDraft, counter: ClaimDraft) -> bool:
    """Whether the counter-statement, with the same ends, covers the charge.

    Who supports nobody arms nobody, but not the other way round.
    """
    if charge.object is None:
        return False
    timely = charge.time is None or counter.time is None or charge.time == counter.time
    return timely and counter.predicate in vocabulary.closure(charge.predicate)
