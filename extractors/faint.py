"""Events of which the text names nobody at the other end, where a sentence would say nothing else.

"Japan condemned the attack", "Turkish police detained twelve people": PLOVER codes such sentences without a target,
and so does whoever counts events by class. It is not known to whom they were done, and a verb without its other end is
often of another sense, so that their confidence stays under what a graph takes (`FAINT`).
"""

from collections.abc import Iterator

from extractors import lexicon
from extractors.claims import fillers_of
from extractors.commitments import act, acts_of
from extractors.draft import ClaimDraft, Draft, Frame
from extractors.ends import has_class, is_meant
from extractors.fillers import Filler
from extractors.lexicon import Rule
from extractors.roles import roles
from extractors.sport import HOSTILE, is_sport
from extractors.triggers import meets, side_of
from kg import vocabulary

FAINT = 0.5
"""How sure such a claim is, of what the rule's own confidence says: always less than the half."""
_SURE = 0.7
"""How sure a word without a noun of its own must be: what means many things means less without its other end."""
_PLAIN = ("accuses", "endorses", "sanctions", "cooperatesWith")
"""Events that a bare verb tells, whatever it is done to: "met its target" is no meeting."""
_YIELDING = ("retreatsFrom", "concedesTo")
"""Events that a bare verb tells though it is done to nothing: "surrendered", "gave in"."""
_ANSWERS = ("agreesWith", "rejects")
"""Events that a verb tells with what is agreed to or refused: "agreed to share its data"."""
_SPEAKING = frozenset(("comment", "say", "speak", "answer", "name", "discuss", "confirm", "disclose", "elaborate",
                       "identify", "specify", "reveal", "tell", "explain", "be"))  # fmt: skip
_CHARGES = frozenset(("accusation", "allegation", "charge", "claim", "report", "suggestion", "assertion", "rumor",
                      "rumour", "criticism", "notion", "insinuation"))  # fmt: skip
"""Who rejects one of these denies it: that is said, and no event."""
_PEOPLE = frozenset(("people", "person", "member", "dozen", "hundred", "thousand", "suspect", "individual"))
_OFFICES = ("leads", "holdsOffice", "speaksFor")
_ASIDE = ("pcomp", "csubj", "amod")
"""What a gerund or participle speaks of may never have been: "no decision about appointing somebody"."""


def read_faint(draft: Draft) -> Draft:
    """Add one claim for each sentence of which no other tells an event, by the word nearest to its main verb."""
    tree = draft.tree
    at = {start: i for i, start in enumerate(tree.starts)}
    told = {tree.sentence_of[at[c.trigger.start]] for c in draft.claims if c.trigger.start in at and tells(c)}
    frames = [f for f in draft.frames if f.kind != "noun" and tree.sentence_of[f.token] not in told]
    for frame in sorted(frames, key=lambda f: (_depth(draft, f.token), f.token)):
        sentence = tree.sentence_of[frame.token]
        claim = next(_faint(draft, frame), None) if sentence not in told else None
        if claim is not None:
            told.add(sentence)
            draft.claims.append(claim)
    return draft


def tells(claim: ClaimDraft) -> bool:
    """Whether a claim tells an event that happened."""
    return _is_coded(claim.predicate) and not claim.negated and claim.modality == "actual"


def _is_coded(predicate: str) -> bool:
    """Whether PLOVER has a class for it: who is for whom, or a member of what, is no event."""
    return any(vocabulary.predicate(p).plover for p in vocabulary.closure(predicate))


def _depth(draft: Draft, token: int) -> int:
    heads, found = draft.tree.heads, 0
    while heads[token] != token:
        token, found = heads[token], found + 1
    return found


def _faint(draft: Draft, frame: Frame) -> Iterator[ClaimDraft]:
    """The claims of the rules that the frame meets, the surest first, where what they ask for has no name."""
    if draft.tree.deps[frame.token] in _ASIDE or is_sport(draft, frame.token):
        return
    for rule in lexicon.predicates().rules.get((frame.kind, frame.lemma), ()):
        if not _may_be_faint(draft, frame, rule) or not meets(draft, frame, rule):
            continue
        subjects = [f for f in fillers_of(draft, frame, rule, "subj") if is_public(draft, f)]
        named = any(fillers_of(draft, frame, rule, slot) for slot in rule.object if slot not in ("each", "none"))
        if subjects and not (named and frame.modality == "actual") and is_meant(draft, frame, rule, subjects[0], None):
            yield from _said(draft, frame, rule, subjects[0])


def _said(draft: Draft, frame: Frame, rule: Rule, a: Filler) -> Iterator[ClaimDraft]:
    """The claim of a deed; of one that is only announced, what its doer does by announcing it."""
    sure = FAINT * rule.confidence * a.weight
    claim = ClaimDraft(
        a.entity, rule.predicate, None, a.span, frame.trigger, None, sure, "events", negated=frame.negated,
        modality=frame.modality, mode=rule.mode, reasons=(rule.reason(sure),),
    )  # fmt: skip
    if not frame.negated and frame.modality == "actual":
        yield claim
    else:
        for predicate, mode in acts_of(draft, claim, frame.token):
            yield act(claim, predicate, mode)


def _may_be_faint(draft: Draft, frame: Frame, rule: Rule) -> bool:
    """Whether the word means an event though nobody is named: its own noun, or it is a sure one, tells."""
    if not _is_coded(rule.predicate) or rule.subject[0] != "subj":
        return False
    if rule.trigger.objects:
        return rule.predicate != "attacks"  # where it may go without its target it has been read
    if rule.trigger.prep:
        return False
    things, clauses = frame.roles.get("obj", ()), frame.roles.get("comp", ())
    if rule.predicate == "rejects" and any(draft.tree.lemmas[t] in _CHARGES for t in things):
        return False
    if rule.predicate in _ANSWERS and clauses and rule.trigger.infinitive is not False:
        return rule.confidence >= FAINT and not any(_is_no_answer(draft.tree.lemmas[k]) for k in clauses)
    if rule.trigger.infinitive is not None:
        return False
    if rule.predicate in HOSTILE:  # "detained several suspects", not "captured the moment"
        return rule.predicate == "coerces" and any(_is_somebody(draft, t) for t in things)
    known = rule.predicate in _YIELDING or (rule.predicate in _PLAIN and bool(things))
    return known and rule.confidence >= _SURE


def _is_no_answer(verb: str) -> bool:
    """Whether what somebody agrees or refuses to do gives nobody an answer: "agreed to attack", "declined to say"."""
    return side_of(verb) < 0 or verb in _SPEAKING


def _is_somebody(draft: Draft, token: int) -> bool:
    lemma = draft.tree.lemmas[token]
    return lemma in _PEOPLE or lemma in roles().by_noun or lemma in lexicon.class_of("private")


def is_public(draft: Draft, f: Filler) -> bool:
    """Whether the doer is itself named, and a body, in office, or known; of others it is of no interest."""
    entity = draft.entities[f.entity]
    if f.via not in ("", "appos"):
        return False
    if has_class(entity.type, "Group") or entity.qid is not None:
        return has_class(entity.type, "Agent") or entity.type in ("City", "Region")
    return any(c.subject == f.entity and c.predicate in _OFFICES for c in draft.claims)
