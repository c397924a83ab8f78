"""Whose deed it is that somebody condemns without saying whose: "Russia shelled Kharkiv. Kyiv condemned the attack".

The sentence or the one before tells of one party alone that it does something against the one who replies; then it is
that party's. Where several do, or none does, nobody is named.
"""

from extractors import lexicon
from extractors.attach import BACKGROUND
from extractors.draft import ClaimDraft, Draft
from extractors.ends import has_class
from extractors.phrases import is_definite, left_edge
from extractors.tree import Tree
from kg import vocabulary
from kg.model import Reason, Span
from kg.wikidata.knowledge import knowledge

_REPLIES = frozenset(("accuses", "rejects"))
_SURE = 0.6
"""How sure it is whose deed is meant, where the text tells of one alone."""
_SERVING = ("leads", "speaksFor")
_POINTING = frozenset(("the", "this", "that", "these", "those"))


def read_replies(draft: Draft) -> Draft:
    """Give claims of condemning and rejecting that lack their object the doer of the deed just told."""
    tree = draft.tree
    at = {start: i for i, start in enumerate(tree.starts)}
    for claim in draft.claims:
        verb = at.get(claim.trigger.start)
        if claim.object is not None or claim.predicate not in _REPLIES or verb is None or claim.negated:
            continue
        deed = next((k for k in tree.of(verb, "dobj", "nsubjpass") if _points_back(tree, k)), None)
        doer = None if deed is None else _doer(draft, claim, tree.sentence_of[verb], at)
        if deed is not None and doer is not None:
            claim.object, claim.object_span = doer, Span(tree.starts[left_edge(tree, deed)], tree.ends[deed])
            claim.confidence = max(claim.confidence, _SURE)
            claim.reasons = (*claim.reasons, Reason("rule", "replies", _SURE))
    return draft


def _points_back(tree: Tree, noun: int) -> bool:
    """Whether a noun stands for a deed told before: "the attack", "this move", with nothing that tells another."""
    first = left_edge(tree, noun)
    known = tree.lemmas[noun] in lexicon.class_of("doings") or ("noun", tree.lemmas[noun]) in lexicon.predicates().heads
    bare = not tree.of(noun, "poss", "prep", "relcl", "acl", "compound")
    return known and bare and tree.words[first] in _POINTING and is_definite(tree, first, noun)


def _doer(draft: Draft, reply: ClaimDraft, sentence: int, at: dict[int, int]) -> int | None:
    """The one party that is told to act against whoever replies, in the sentence or the one before."""
    found = {
        c.subject
        for c in draft.claims
        if c is not reply
        and c.object is not None
        and c.trigger.start < reply.trigger.start
        and vocabulary.valence(c.predicate) < 0
        and not c.negated
        and c.extractor not in BACKGROUND
        and sentence - 1 <= _sentence(draft, c, at) <= sentence
        and _is_hit(draft, reply.subject, c.object)
    }
    return min(found) if len(found) == 1 and reply.subject not in found else None


def _is_hit(draft: Draft, party: int, end: int) -> bool:
    """Whether what is done to the one end is done to the party: it is that, its town, or whom its man speaks for."""
    if party == end:
        return True
    one, other = draft.entities[party], draft.entities[end]
    if any(c.subject == party and c.object == end and c.predicate in _SERVING for c in draft.claims):
        return True
    item = knowledge().item(other.qid or "") if has_class(other.type, "Place") else None
    return item is not None and item.country is not None and item.country == one.qid


def _sentence(draft: Draft, claim: ClaimDraft, at: dict[int, int]) -> int:
    """The sentence in which a claim is told, -1 where its trigger is no word."""
    token = at.get(claim.trigger.start)
    return -1 if token is None else draft.tree.sentence_of[token]
