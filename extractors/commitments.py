"""What parties say that they will do, or will not: PLOVER's AGREE, THREATEN and REJECT.

A deed that is still to come is no fact, and its claim says so by its modality. That somebody lets others know of it is
one: who says it will withdraw agrees to that, who vows to strike threatens, who will not release prisoners rejects it
(CAMEO's "express intent to …", "threaten with …", "decline to …"; PLOVER codebook 2021).
"""

from collections.abc import Iterator
from dataclasses import replace

from extractors import attribution
from extractors.draft import ClaimDraft, Draft
from extractors.tree import Tree
from kg import vocabulary

COMMITMENTS = "commitments"
"""Extractor of these claims: the date of the deed is not theirs, nor is who speaks of it where that is its subject."""
_GIVING = frozenset(
    (
        "concedesTo",
        "retreatsFrom",
        "aids",
        "consults",
        "cooperatesWith",
        "mediates",
        "recognises",
        "supports",
        "endorses",
    )
)
_ANSWERING = _GIVING | {"agreesWith"}
_HARMING = {"attacks": "violence", "fights": "violence", "sanctions": "restrict", "coerces": "restrict",
            "protestsAgainst": "relations"}  # fmt: skip
"""What is threatened, with PLOVER's mode of the threat."""
_ANNOUNCED = frozenset(("rejects", "accuses"))
"""What is done by announcing it: who will refuse has refused, who will investigate has voiced the suspicion."""
_REFUSING = frozenset(("refuse", "decline"))
_WILL = frozenset(("will", "shall", "wo", "'ll", "’ll"))
_WOULD = frozenset(("would", "'d", "’d"))
_READY = frozenset(("willing", "ready", "prepared", "set", "due", "determined"))
_BINDING = frozenset(
    ("agree", "promise", "pledge", "vow", "undertake", "swear", "decide", "commit", "schedule", "set", "offer")
)
_THREATENING = frozenset(("vow", "swear", "threaten", "pledge", "promise"))
_HEADING = ("leads", "speaksFor")
_SURE = 0.75
_DEPTH = 4


def read_commitments(draft: Draft) -> Draft:
    """Add agreesWith, threatens and rejects for deeds that a party lets others know it will or will not do."""
    tree = draft.tree
    token_at = {start: i for i, start in enumerate(tree.starts)}
    said = {
        (c.subject, c.predicate, c.object, _sentence(tree, token_at, c))
        for c in draft.claims
        if c.modality == "actual" and not c.negated
    }
    for claim in list(draft.claims):
        i = token_at.get(claim.trigger.start)
        if i is None or not tree.is_verb(i) or claim.subject_span is None or _asks(tree, i):
            continue
        for predicate, mode in acts_of(draft, claim, i):
            key = (claim.subject, predicate, claim.object, tree.sentence_of[i])
            if predicate == claim.predicate:  # it is done by being announced
                claim.modality, claim.confidence, claim.extractor = "actual", _SURE * claim.confidence, COMMITMENTS
                claim.reasons = tuple(replace(r, confidence=_SURE * r.confidence) for r in claim.reasons)
            elif key not in said:
                said.add(key)
                draft.claims.append(act(claim, predicate, mode))
    return draft


def act(c: ClaimDraft, predicate: str, mode: str | None) -> ClaimDraft:
    return ClaimDraft(
        c.subject, predicate, c.object, c.subject_span, c.trigger, c.object_span, _SURE * c.confidence, COMMITMENTS,
        mode=mode,
    )  # fmt: skip


def acts_of(draft: Draft, claim: ClaimDraft, i: int) -> Iterator[tuple[str, str | None]]:
    """What the party does by letting others know: the predicate and its mode; nothing where it only may."""
    tree = draft.tree
    word = _governor(tree, i)
    own = _speaks_itself(draft, claim)
    if word is None or (word in _WOULD and not own):
        return
    if claim.negated:
        known = word in _REFUSING or (word in _WILL | _WOULD and own is not False)
        if known and _is(claim.predicate, _ANSWERING):
            yield "rejects", None
    elif word in _REFUSING or claim.modality == "actual":
        return
    elif word in _WILL and own is not False and _has_ultimatum(tree, i):
        yield "threatens", None
    elif claim.predicate in _ANNOUNCED and word in _WILL and own is not False:
        yield claim.predicate, claim.mode
    elif _is(claim.predicate, _GIVING) and (own is not False or claim.predicate == "consults"):
        yield "agreesWith", None
    elif claim.predicate in _HARMING and (word in _THREATENING or (own and word in _WILL | _WOULD)):
        yield "threatens", _HARMING[claim.predicate]


def _has_ultimatum(tree: Tree, verb: int) -> bool:
    """Whether it is done unless another yields: "will withdraw its observers unless Chad holds elections"."""
    return any(tree.words[k] == "unless" for clause in tree.of(verb, "advcl") for k in tree.of(clause, "mark"))


def _is(predicate: str, group: frozenset[str]) -> bool:
    return not group.isdisjoint(vocabulary.closure(predicate))


def _governor(tree: Tree, i: int, depth: int = 0) -> str | None:
    """The word that puts a deed before its doer: "will", "refused to", "is ready to", "vowed to"."""
    for k in tree.of(i, "aux"):
        if tree.words[k] in _WILL | _WOULD:
            return tree.words[k]
    head, dep = tree.heads[i], tree.deps[i]
    if head == i or depth > _DEPTH:
        return None
    if dep == "conj" and tree.is_verb(head) and not tree.of(i, "aux", "nsubj", "nsubjpass"):
        return _governor(tree, head, depth + 1)
    if dep not in ("xcomp", "ccomp", "acl") or not any(tree.words[k] == "to" for k in tree.of(i, "aux")):
        return None
    word = tree.lemmas[head]
    if word in _READY or (tree.is_verb(head) and word in _BINDING | _REFUSING | _THREATENING):
        return None if _is_open(tree, head) else word
    return None


def _is_open(tree: Tree, i: int) -> bool:
    """Whether the promise itself is denied, or only may be made: "has not agreed to", "may refuse to"."""
    verb = tree.heads[i] if tree.deps[i] in ("acomp", "oprd") else i
    auxiliaries = {tree.words[k] for k in tree.of(verb, "aux", "neg")}
    return not auxiliaries.isdisjoint(("not", "n't", "n’t", "never", "may", "might", "could", "should", "would", "if"))


def _speaks_itself(draft: Draft, claim: ClaimDraft) -> bool | None:
    """Whether the doer says it, or somebody of its own; None in the article's voice, False where strangers say it."""
    around = [draft.attributions[n] for n in attribution.enclosing(draft, claim.trigger)]
    speakers = [a.speaker for a in around if a.stance in ("asserts", "intends") and a.speaker is not None]
    if not speakers:
        return None if not around or all(a.speaker is None for a in around) else False
    return any(_is_of(draft, speaker, claim.subject) for speaker in speakers)


def _is_of(draft: Draft, speaker: int, doer: int) -> bool:
    """Whether a speaker is the doer, its state, somebody of its state, or who leads it or speaks for it."""
    states = [_states(draft, index) for index in (speaker, doer)]
    if speaker == doer or not states[0].isdisjoint(states[1]):
        return True
    return any(c.subject == speaker and c.object == doer and c.predicate in _HEADING for c in draft.claims)


def _states(draft: Draft, index: int) -> set[str]:
    entity = draft.entities[index]
    own = {entity.qid} if entity.qid else set()
    return own | {m.nation for m in entity.mentions if m.nation and len(m.entities) == 1}


def _asks(tree: Tree, i: int) -> bool:
    return tree.words[tree.sentence(i)[1] - 1] == "?"


def _sentence(tree: Tree, token_at: dict[int, int], claim: ClaimDraft) -> int:
    i = token_at.get(claim.trigger.start)
    return tree.sentence_of[i] if i is not None else -1
