"""Who denies what: the stage that reaches from a denial back to the claims that it means.

Two kinds of denial. One holds what it denies ("Baku denied that its troops had fired"): the claims inside it are
denied by its source. The other points back ("Baku denied those reports", "called it a lie", "said there was no truth
in it"): it means the nearest claims before it that somebody else makes, or that speak of the one who denies.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from spacy.tokens import Token

from extractors.attach import BACKGROUND
from extractors.attribution import enclosing
from extractors.attribution.cues import Uses, lexicon, uses_of, uses_with
from extractors.draft import AttributionDraft, ClaimDraft, Draft
from kg.model import Span

_POINTERS = frozenset(("it", "this", "that", "these", "those", "them", "which", "so"))
_VERDICT_DEPS = frozenset(("attr", "acomp", "oprd", "ccomp", "pobj", "amod", "xcomp"))
_NEGATIONS = frozenset(("no", "not", "n't", "n’t", "never", "little", "without", "neither"))
_SENTENCES_BACK = 3


class Denial(NamedTuple):
    """Somebody's denial of what was said before it."""

    by: tuple[int, ...]
    """Indices of the entities that deny."""
    word: Token
    """Where it stands."""
    own_deeds: bool
    """It means what the denier is said to have done ("denied any role")."""


def apply_denials(draft: Draft) -> Draft:
    """Set `denied_by` on the claims that somebody in the article denies."""
    if draft.claims:
        _deny_contents(draft)
        for denial in (*_verbal(draft), *_verdicts(draft)):
            for claim in _meant(draft, denial):
                _mark(claim, denial.by)
    return draft


def _mark(claim: ClaimDraft, by: Iterable[int]) -> None:
    if claim.extractor in BACKGROUND:  # who dismisses a report does not deny the office that he is introduced with
        return
    claim.denied_by = tuple(sorted({*claim.denied_by, *by}))


def _deny_contents(draft: Draft) -> None:
    """Claims inside what is denied: "denied that …", "rejected the claim that …"."""
    for a, cue in _denying(draft):
        if a.topical and not _points(_object(cue)):
            continue
        by = _speakers(draft, a)
        for claim in draft.claims:
            if _inside(claim.trigger, a) and not _accuses(claim, by):
                _mark(claim, by)


def _inside(span: Span, a: AttributionDraft) -> bool:
    return any(c.start <= span.start and span.end <= c.end for c in a.content)


def _accuses(claim: ClaimDraft, by: tuple[int, ...]) -> bool:
    """Whether the claim is that the denier is accused: that much is not in dispute."""
    return claim.predicate == "accuses" and claim.object in by


def _denying(draft: Draft) -> Iterator[tuple[AttributionDraft, Token]]:
    """The attributions that deny, with their cues. "Refused to" and "neither confirmed nor denied" are none of them."""
    for a in draft.attributions:
        if a.stance == "denies" and a.cue is not None:
            cue = draft.tokens(*a.cue)[0]
            if "denial" in _uses(cue):
                yield a, cue


def _uses(token: Token) -> Uses:
    """What the speech lexicon knows of a word, with its particle if it has one."""
    for k in token.children:
        if k.dep_ == "prt" and (found := uses_with(token.lower_, token.tag_, k.lower_)):
            return found
    return uses_of(token.lower_, token.tag_) or {}


def _speakers(draft: Draft, a: AttributionDraft) -> tuple[int, ...]:
    """The entities at an attribution's source: several for "both sides"."""
    tokens = draft.tokens(*a.source) if a.source else []
    heads = [t.i for t in tokens if t.head not in tokens]
    found = [m for head in draft.tree.spread(heads[:1]) for m in draft.mentions_at(head)[:1]]
    speakers = tuple(dict.fromkeys(e for m in found for e in m.entities))
    if speakers:
        return speakers
    return (a.speaker,) if a.speaker is not None else ()


def _verbal(draft: Draft) -> Iterator[Denial]:
    """ "denied those reports", "denies this", "a claim that Baku denied", "denied any role", "denied doing so"."""
    for a, cue in _denying(draft):
        thing = _object(cue)
        guilt = thing is not None and "guilt" in _uses(thing)
        if guilt or (_points(thing) and not _spelled_out(thing)):
            yield Denial(_speakers(draft, a), cue, guilt)


def _object(cue: Token) -> Token | None:
    """The head of what is denied: the verb's object, a passive's subject, the noun that a relative clause hangs on."""
    for k in cue.children:
        if k.dep_ in ("dobj", "nsubjpass"):
            return k
        if k.dep_ in ("xcomp", "ccomp") and any(j.lower_ == "so" for j in k.children):
            return next(j for j in k.children if j.lower_ == "so")
    return cue.head if cue.dep_ in ("relcl", "acl") else None


def _points(thing: Token | None) -> bool:
    """Whether a word can stand for something said before: a pronoun, or a noun of saying ("report", "accusation")."""
    if thing is None:
        return False
    if thing.lower_ in _POINTERS:
        return True
    uses = _uses(thing) if thing.tag_.startswith("NN") else {}
    return "clause" in uses and uses["clause"].stance == "asserts"


def _spelled_out(thing: Token | None) -> bool:
    """Whether a noun of saying brings its own content: "the claim that …", "reports of …"."""
    if thing is None:
        return False
    return any(
        k.i > thing.i and (k.dep_ == "acl" or (k.dep_ == "prep" and k.lower_ in ("of", "about")))
        for k in thing.children
    )


@cache
def _verdict_words() -> re.Pattern[str]:
    words = sorted(lemma for (lemma, _), uses in lexicon().items() if "falsehood" in uses or "truth" in uses)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})s?\b", re.IGNORECASE)


def _verdicts(draft: Draft) -> Iterator[Denial]:
    """ "said the report was untrue", "called it a lie", "there is no truth in the claims"."""
    for match in _verdict_words().finditer(draft.text):
        word = draft.tokens(*match.span())[0]
        uses = _uses(word)
        if not ("falsehood" in uses or "truth" in uses) or ("truth" in uses) != _negated(word):
            continue
        around = enclosing(draft, Span(*match.span()))
        by = _speakers(draft, draft.attributions[around[-1]]) if around else ()
        if any(_points(t) for t in _judged(word)):
            yield Denial(by, word, own_deeds=False)


def _governor(word: Token) -> Token:
    head = word.head
    return head.head if head.lower_ == "as" else head


def _negated(word: Token) -> bool:
    return any(k.lower_ in _NEGATIONS for t in (word, _governor(word)) for k in t.children)


def _judged(word: Token) -> Iterator[Token]:
    """What a verdict is about: the subject or object beside it, or what there is "no truth in"."""
    if word.dep_ in _VERDICT_DEPS:
        yield from (k for k in _governor(word).children if k.dep_ in ("nsubj", "dobj", "nsubjpass") and k.i != word.i)
        yield from (k for k in word.children if k.dep_ == "nsubj")
    for t in (word, word.head):
        for k in t.children:
            if k.dep_ == "prep" and k.lower_ in ("in", "to"):
                yield from (p for p in k.children if p.dep_ == "pobj")


def _meant(draft: Draft, denial: Denial) -> list[ClaimDraft]:
    """The claims of the nearest sentence, from the denial's own backwards, that can be meant."""
    if not denial.by:
        return []
    sentence, before = denial.word.sent, denial.word.idx
    for _ in range(_SENTENCES_BACK + 1):
        here = [c for c in draft.claims if sentence.start_char <= c.trigger.start < before]
        found = [c for c in here if _may_mean(draft, denial, c)]
        said = [c for c in found if c.attributions]
        if found:
            return said or found
        if sentence.start == 0:
            break
        before, sentence = sentence.start_char, draft.doc[sentence.start - 1].sent
    return []


def _may_mean(draft: Draft, denial: Denial, claim: ClaimDraft) -> bool:
    if _accuses(claim, denial.by):
        return False
    if any(not set(denial.by).isdisjoint(_speakers(draft, draft.attributions[n])) for n in claim.attributions):
        return False
    if denial.own_deeds:
        return claim.subject in denial.by
    return bool(claim.attributions) or claim.subject in denial.by or claim.object in denial.by
