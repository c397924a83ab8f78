"""Who denies what: the stage that reaches from a denial back to the claims that it means.

Two kinds of denial. One holds what it denies ("Baku denied that its troops had fired"); the claims inside it are denied by its
source. The other points back ("Baku denied those reports", "called it a lie", "said there was no truth in it"): it means
the nearest claims before it that somebody else makes, or that speak of the one who denies.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from spacy.tokens import Doc, Token

from extractors.attribution import enclosing
from extractors.cues import uses_of, uses_with
from extractors.draft import AttributionDraft, ClaimDraft, Draft
from extractors.language import lemma
from kg.model import Span

_POINTERS = frozenset(("it", "this", "that", "these", "those", "them", "which", "all"))
_OBJECTS = ("dobj", "nsubjpass", "nsubj", "pobj")
_SENTENCES_BACK = 3


class Denial(NamedTuple):
    """Somebody's denial of something said before it: entities, where it stands, and what kind of claim it means."""

    by: tuple[int, ...]
    start: int
    end: int
    own_deeds: bool
    """It means what the denier is said to have done ("denied any role")."""


def apply_denials(draft: Draft) -> Draft:
    """Set `denied_by` on the claims that somebody in the article denies."""
    if draft.claims:
        _deny_contents(draft)
        for denial in _denials(draft):
            for claim in _meant(draft, denial):
                _mark(claim, denial.by)
    return draft


def _mark(claim: ClaimDraft, by: Iterable[int]) -> None:
    claim.denied_by = tuple(sorted({*claim.denied_by, *by}))


def _deny_contents(draft: Draft) -> None:
    """Claims inside what is denied: "denied that …", "rejected the claim that …"."""
    for a in draft.attributions:
        if a.stance != "denies" or not (by := _speakers(draft, a)):
            continue
        cue = _cue(draft, a)
        if cue is None or "denial" not in _uses(cue) or (a.topical and not _points_back(_object(cue))):
            continue
        for claim in draft.claims:
            if any(c.start <= claim.trigger.start and claim.trigger.end <= c.end for c in a.content) and not _accuses(claim, by):
                _mark(claim, by)


def _accuses(claim: ClaimDraft, by: tuple[int, ...]) -> bool:
    """Whether the claim is that somebody accuses the denier: that much the denier does not dispute."""
    return claim.predicate == "accuses" and claim.object in by


def _denials(draft: Draft) -> Iterator[Denial]:
    for token in draft.doc:
        uses = uses_of(token.lower_, token.tag_)
        if not uses:
            continue
        if "denial" in uses or (token.tag_[0] == "V" and any(k.dep_ == "prt" for k in token.children) and "denial" in _uses(token)):
            yield from _verbal(draft, token)
        elif "falsehood" in uses or "truth" in uses:
            yield from _verdict(draft, token, negated="truth" in uses)


def _verbal(draft: Draft, cue: Token) -> Iterator[Denial]:
    """ "denied those reports", "it denies this", "a claim that it denied", "denied any role"."""
    if _negated(cue):
        return
    thing = _object(cue)
    guilt = thing is not None and "guilt" in uses_or_none(thing)
    if thing is None or not (guilt or _points_back(thing)):
        return
    by = _denier(draft, cue)
    if by:
        yield Denial(by, cue.sent.start, cue.idx, guilt)


def _verdict(draft: Draft, word: Token, *, negated: bool) -> Iterator[Denial]:
    """ "said the report was untrue", "called it a lie", "there is no truth in the claims"."""
    if negated != _negated(word):
        return
    if not any(_points_back(t) for t in _about(word)):
        return
    inside = enclosing(draft, Span(word.idx, word.idx + len(word)))
    by = _speakers(draft, draft.attributions[inside[-1]]) if inside else ()
    if by:
        yield Denial(by, word.sent.start, draft.attributions[inside[-1]].cue.start if False else word.idx, False)


def _about(word: Token) -> Iterator[Token]:
    """What a verdict is about: the subject of its copula, the object beside it, or what it is "in" or "to"."""
    for k in word.head.children:
        if k.dep_ in ("nsubj", "dobj", "nsubjpass") and k.i != word.i:
            yield k
    for t in (word, word.head):
        for k in t.children:
            if k.dep_ == "prep" and k.lower_ in ("in", "to", "of", "for"):
                yield from (p for p in k.children if p.dep_ == "pobj")
    yield from (k for k in word.children if k.dep_ == "nsubj")


def uses_or_none(token: Token) -> Iterable[str]:
    """The complements of a word; none where it is no cue."""
    return uses_of(token.lower_, token.tag_) or ()
