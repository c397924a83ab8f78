"""The last step: a draft becomes a reading, with ids that depend on nothing but the article."""

import hashlib

from extractors.draft import ClaimDraft, Draft
from kg import vocabulary
from kg.model import Claim, Entity, Mention, Reading

_UNNAMED = "unnamed"
"""For a given mention that holds no word."""


def finish(draft: Draft) -> Reading:
    """The frozen reading: entities in the order of their first mention, claims in the order of their triggers."""
    order = _order(draft)
    ids = [""] * len(draft.entities)
    for n, index in enumerate(order, 1):
        ids[index] = f"e{n}"
    attributions = tuple(a.final(ids) for a in draft.attributions)
    entities = tuple(_entity(draft, index, ids[index]) for index in order)
    claims: dict[str, Claim] = {}
    text = hashlib.sha256(draft.text.encode("utf-8", "surrogatepass")).hexdigest()
    for c in sorted(draft.claims, key=_place):
        claim = _claim(draft, c, ids, text)
        if claim.id not in claims or claims[claim.id].confidence < claim.confidence:
            claims[claim.id] = claim
    return Reading(draft.article, entities, tuple(draft.times), attributions, tuple(claims.values()))


def _order(draft: Draft) -> list[int]:
    used = {i for c in draft.claims for i in (c.subject, c.object, *c.denied_by) if i is not None}
    used |= {a.speaker for a in draft.attributions if a.speaker is not None}
    used |= {i for i, e in enumerate(draft.entities) if e.mentions}
    return sorted(used, key=lambda i: (min((m.start for m in draft.entities[i].mentions), default=len(draft.text)), i))


def _entity(draft: Draft, index: int, name: str) -> Entity:
    e = draft.entities[index]
    unique = {(m.start, m.end, m.kind): m for m in e.mentions}
    mentions = tuple(Mention(m.start, m.end, draft.text[m.start : m.end], m.kind) for _, m in sorted(unique.items()))
    return Entity(name, e.name.strip() or _UNNAMED, e.type, e.qid, e.score, mentions)


def _place(c: ClaimDraft) -> tuple[int, int, int, int, str]:
    return (*c.trigger, *(c.subject_span or (-1, -1)), c.predicate)


def _claim(draft: Draft, c: ClaimDraft, ids: list[str], text: str) -> Claim:
    subject, obj = ids[c.subject], ids[c.object] if c.object is not None else None
    spoken = [draft.attributions[i].cue for i in c.attributions]
    # the text is part of it, so that claims of different articles never share an id
    parts = (text, subject, c.predicate, obj, c.subject_span, tuple(c.trigger), c.object_span, c.negated, spoken)
    key = hashlib.sha256(repr(parts).encode()).hexdigest()[:16]
    return Claim(
        id=f"c-{key}", subject=subject, predicate=c.predicate, object=obj,
        subject_span=c.subject_span, trigger=c.trigger, object_span=c.object_span,
        polarity="negated" if c.negated else "affirmed", modality=c.modality,
        attributions=c.attributions, denied_by=tuple(ids[i] for i in sorted(set(c.denied_by))),
        time=c.time, place=c.place, quantity=c.quantity, mode=c.mode,
        valence=vocabulary.valence(c.predicate), confidence=round(min(max(c.confidence, 0.01), 0.99), 2),
        extractor=c.extractor,
    )  # fmt: skip
