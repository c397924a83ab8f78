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
    by_subject: dict[int, list[ClaimDraft]] = {}
    for claim in draft.claims:
        by_subject.setdefault(claim.subject, []).append(claim)
    kept: list[ClaimDraft] = []
    for claim in draft.claims:
        key = (claim.subject, claim.object, claim.negated, sentence(claim))
        if not any(_says(draft, token_at, other, claim) for other in groups[key] if other is not claim):
            kept.append(claim)
    draft.claims = [c for c in kept if not any(_completes(other, c) for other in by_subject.get(c.subject, ()))]
    return draft


def _completes(better: ClaimDraft, claim: ClaimDraft) -> bool:
    """Whether the same words say the claim with the end that it lacks, or were read better as an office."""
    if better is claim or not _overlap(better, claim):
        return False
    if claim.object is None:  # what the learned reader alone tells of two has its word from the sentence, not its end
        told = any(r.kind == "rule" for r in better.reasons)
        return better.object is not None and (told or claim.predicate in vocabulary.closure(better.predicate))
    return better.extractor == "offices" != claim.extractor and better.predicate == claim.predicate


def _overlap(a: ClaimDraft, b: ClaimDraft) -> bool:
    return a.trigger.start < b.trigger.end and b.trigger.start < a.trigger.end


def _says(draft: Draft, token_at: dict[int, int], better: ClaimDraft, claim: ClaimDraft) -> bool:
    """Whether the better claim makes the other needless."""
    same = _overlap(better, claim)
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
