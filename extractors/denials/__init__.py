"""Who denies what: the stage that reaches from a denial back to the claims that it means.

Three kinds of denial. One holds what it denies ("Baku denied that its troops had fired"): the claims inside it are
denied by its source. One points back ("Baku denied those reports", "called it a lie", "said there was no truth in
it"): it means the nearest claims before it that somebody else makes, or that speak of the one who denies (`reach`),
or the accusation itself where nothing more was read of it (`charges`).
The third says the contrary ("Baku said its troops had not fired"): it denies the same claim from another mouth
(`counters`).
"""

from collections.abc import Iterable

from extractors.asides import is_aside
from extractors.attach import BACKGROUND
from extractors.denials.accused import mend_speakers
from extractors.denials.charges import Charges
from extractors.denials.counters import contradicted
from extractors.denials.denying import denials, holding, is_denial_of_claims
from extractors.denials.reach import Reach
from extractors.denials.verdicts import deny_judged, verdicts
from extractors.denials.withdrawn import admissions
from extractors.draft import AttributionDraft, ClaimDraft, Draft


def apply_denials(draft: Draft) -> Draft:
    """Set `denied_by` on the claims that somebody in the article denies."""
    if draft.claims:
        draft.claims = [c for c in draft.claims if not is_denial_of_claims(draft, c)]
        mend_speakers(draft)
        admitted = admissions(draft)
        reach = Reach(draft)
        charges = Charges(draft, reach.sides)
        _deny_contents(draft, admitted, reach)
        for denial in (*denials(draft), *verdicts(draft)):
            if denial.attribution is None or denial.attribution not in admitted:
                meant = reach.meant(denial)
                for claim in (*meant, *charges.meant(denial, meant)):
                    _mark(claim, denial.by)
        for claim, by in deny_judged(draft, reach.claims):
            _mark(claim, by)
        for claim, by in contradicted(draft):
            _mark(claim, by)
    return draft


def _mark(claim: ClaimDraft, by: Iterable[int]) -> None:
    if claim.extractor in BACKGROUND:  # who dismisses a report does not deny the office that he is introduced with
        return
    claim.denied_by = tuple(sorted({*claim.denied_by, *by}))


def _deny_contents(draft: Draft, admitted: dict[int, int], reach: Reach) -> None:
    """Claims inside what is denied: "denied that …", "rejected the claim that …"; what is admitted later is said."""
    for n, by in holding(draft):
        a = draft.attributions[n]
        for claim in reach.claims.within(*a.content):
            if not _holds(a, claim) or is_aside(draft, claim.trigger, a):
                continue
            if _is_denied_within(draft, claim, n):  # "rejected Kyiv's denial that …"
                continue
            if n in admitted:
                claim.attributions = tuple(admitted[n] if k == n else k for k in claim.attributions)
            elif not reach.is_accused(claim, by):
                _mark(claim, by)
                if claim.denied_by and not claim.attributions:  # a charge that nobody makes but who denies it
                    claim.attributions = (n,)


def _holds(a: AttributionDraft, claim: ClaimDraft) -> bool:
    return any(c.start <= claim.trigger.start and claim.trigger.end <= c.end for c in a.content)


def _is_denied_within(draft: Draft, claim: ClaimDraft, n: int) -> bool:
    """Whether what attribution `n` denies is somebody's denial of the claim."""
    inner = claim.attributions[claim.attributions.index(n) + 1 :] if n in claim.attributions else ()
    return any(draft.attributions[k].stance == "denies" for k in inner)
