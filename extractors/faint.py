"""Events of which the text names nobody at the other end, where a sentence would say nothing else.

"Japan condemned the attack", "Turkish police detained twelve people": PLOVER codes such sentences without a target,
and so does whoever counts events by class. It is not known to whom they were done, and a verb without its other end is
often of another sense, so that their confidence stays under what a graph takes (`FAINT`).
"""

from extractors import lexicon
from extractors.claims import fillers_of, is_event, meets
from extractors.draft import ClaimDraft, Draft, Frame
from extractors.ends import has_class, is_meant
from extractors.fillers import Filler
from extractors.lexicon import Rule
from extractors.roles import roles
from extractors.sport import HOSTILE, is_sport

FAINT = 0.5
"""How sure such a claim is, of what the rule's own confidence says: always less than the half."""
_SURE = 0.7
"""How sure a word without a noun of its own must be: what means many things means less without its other end."""
_PLAIN = ("accuses", "endorses", "sanctions")
"""Events that a bare verb tells, whatever it is done to: "met its target" is no meeting."""
_PEOPLE = frozenset(("people", "person", "member", "dozen", "hundred", "thousand", "suspect"))
_OFFICES = ("leads", "holdsOffice", "speaksFor")
_ASIDE = ("pcomp", "csubj", "amod")
"""What a gerund or participle speaks of may never have been: "no decision about appointing somebody"."""
_STANDING = ("leads", "holdsOffice", "speaksFor", "locatedIn", "partOf", "citizenOf")
"""What a sentence says by the way, whatever it tells."""


def read_faint(draft: Draft) -> Draft:
    """Add one claim for each sentence of which no other tells an event, by the word nearest to its main verb."""
    tree = draft.tree
    at = {start: i for i, start in enumerate(tree.starts)}
    told = {tree.sentence_of[at[c.trigger.start]] for c in draft.claims if c.trigger.start in at and _tells(c)}
    frames = [f for f in draft.frames if f.kind == "verb" and tree.sentence_of[f.token] not in told]
    for frame in sorted(frames, key=lambda f: (_depth(draft, f.token), f.token)):
        sentence = tree.sentence_of[frame.token]
        claim = _faint(draft, frame) if sentence not in told else None
        if claim is not None:
            told.add(sentence)
            draft.claims.append(claim)
    return draft


def _tells(claim: ClaimDraft) -> bool:
    return claim.predicate not in _STANDING and not claim.negated and claim.modality == "actual"


def _depth(draft: Draft, token: int) -> int:
    heads, found = draft.tree.heads, 0
    while heads[token] != token:
        token, found = heads[token], found + 1
    return found


def _faint(draft: Draft, frame: Frame) -> ClaimDraft | None:
    """The claim of the first rule that the frame meets, where what it asks for has no name."""
    if frame.negated or frame.modality != "actual" or frame.passive or draft.tree.deps[frame.token] in _ASIDE:
        return None
    if is_sport(draft, frame.token):
        return None
    for rule in lexicon.predicates().rules.get(("verb", frame.lemma), ()):
        if not _may_be_faint(draft, frame, rule) or not meets(draft, frame, rule):
            continue
        subjects = [f for f in fillers_of(draft, frame, rule, "subj") if _is_public(draft, f)]
        named = any(fillers_of(draft, frame, rule, slot) for slot in rule.object if slot not in ("each", "none"))
        if not subjects or named or not is_meant(draft, frame, rule, subjects[0], None):
            return None
        a, sure = subjects[0], FAINT * rule.confidence * subjects[0].weight
        return ClaimDraft(
            a.entity, rule.predicate, None, a.span, frame.trigger, None, sure, "events", mode=rule.mode,
            reasons=(rule.reason(sure),),
        )  # fmt: skip
    return None


def _may_be_faint(draft: Draft, frame: Frame, rule: Rule) -> bool:
    """Whether the word means an event though nobody is named: its own noun, or it is a sure one, tells."""
    if not is_event(rule.predicate) or rule.subject[0] != "subj" or rule.trigger.prep:
        return False
    if rule.trigger.objects:
        return rule.predicate != "attacks"  # where it may go without its target it has been read
    things = frame.roles.get("obj", ())
    if rule.predicate in HOSTILE:  # "detained several suspects", not "captured the moment"
        return rule.predicate == "coerces" and any(_is_somebody(draft, t) for t in things)
    return rule.predicate in _PLAIN and rule.confidence >= _SURE and bool(things)


def _is_somebody(draft: Draft, token: int) -> bool:
    lemma = draft.tree.lemmas[token]
    return lemma in _PEOPLE or lemma in roles().by_noun or lemma in lexicon.class_of("private")


def _is_public(draft: Draft, f: Filler) -> bool:
    """Whether the doer is itself named, and a body or somebody in office: of others it is of no interest."""
    if f.via not in ("", "appos"):
        return False
    return has_class(draft.entities[f.entity].type, "Group") or any(
        c.subject == f.entity and c.predicate in _OFFICES for c in draft.claims
    )
