"""One claim for one thing said: what two rules read in the same words is said once, by the surer and narrower one."""

from extractors.claims import is_event
from extractors.draft import ClaimDraft, Draft
from kg import vocabulary

_Key = tuple[int, int | None, bool, int]


def settle_claims(draft: Draft) -> Draft:
    """Leave out claims that a better claim of the same sentence says already."""
    tree = draft.tree
    token_at = {start: i for i, start in enumerate(tree.starts)}

    def sentence(c: ClaimDraft) -> int:
        token = token_at.get(c.trigger.start)
        return tree.sentence_of[token] if token is not None else -1

    groups: dict[_Key, list[ClaimDraft]] = {}
    for claim in draft.claims:
        groups.setdefault((claim.subject, claim.object, claim.negated, sentence(claim)), []).append(claim)
    kept: list[ClaimDraft] = []
    for claim in draft.claims:
        key = (claim.subject, claim.object, claim.negated, sentence(claim))
        if not any(_says(draft, token_at, other, claim) for other in groups[key] if other is not claim):
            kept.append(claim)
    draft.claims = kept
    return draft


def _says(draft: Draft, token_at: dict[int, int], better: ClaimDraft, claim: ClaimDraft) -> bool:
    """Whether the better claim makes the other needless."""
    same = better.trigger.start < claim.trigger.end and claim.trigger.start < better.trigger.end
    if same and is_event(better.predicate) and is_event(claim.predicate) and better.predicate != claim.predicate:
        return (better.confidence, better.predicate) > (claim.confidence, claim.predicate)
    if better.predicate != claim.predicate and claim.predicate not in vocabulary.closure(better.predicate):
        return False
    if same:
        return _rank(better) > _rank(claim)
    a, b = token_at.get(better.trigger.start), token_at.get(claim.trigger.start)
    if a is None or b is None or not draft.tree.is_verb(a) or draft.tree.is_verb(b):
        return False
    return b in draft.tree.subtree(a)  # "imposed [sanctions]", "launched an [attack]"


def _rank(claim: ClaimDraft) -> tuple[int, float, int, int, str]:
    return len(vocabulary.closure(claim.predicate)), claim.confidence, *claim.trigger, claim.extractor
