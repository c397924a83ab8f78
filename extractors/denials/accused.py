"""Who "he" is in "Kenya accused Ethiopia. It denied the charge": a charge is denied by whom it is laid against."""

from extractors.denials.denying import denying, speakers
from extractors.draft import AttributionDraft, ClaimDraft, Draft

_OF_PERSONS = frozenset(("he", "she"))
_OF_OTHERS = frozenset(("it",))
_SENTENCES_BACK = 2


def mend_speakers(draft: Draft) -> None:
    """Let pronouns that deny speak for the accused where coreference took them for the accuser."""
    charges = [c for c in draft.claims if c.predicate == "accuses" and c.object is not None and not c.negated]
    for n, i in denying(draft):
        a = draft.attributions[n]
        before = [c for c in charges if c.trigger.end <= draft.tree.starts[i] and _is_near(draft, c, i)]
        if before and _may_be(draft, a, before[-1]):
            a.speaker = before[-1].object


def _is_near(draft: Draft, claim: ClaimDraft, i: int) -> bool:
    tree = draft.tree
    first = max(0, tree.sentence_of[i] - _SENTENCES_BACK)
    return claim.trigger.start >= tree.starts[tree.sentences[first][0]]


def _may_be(draft: Draft, a: AttributionDraft, charge: ClaimDraft) -> bool:
    """Whether the source is a pronoun that was taken for the accuser and can as well mean the accused."""
    word = draft.text[a.source.start : a.source.end].lower() if a.source is not None else ""
    if word not in _OF_PERSONS | _OF_OTHERS or charge.object is None or charge.subject not in speakers(draft, a):
        return False
    return (draft.entities[charge.object].type == "Person") == (word in _OF_PERSONS)
