"""The last step: a draft becomes a reading, with ids that depend on nothing but the article."""

import hashlib
from dataclasses import replace

from extractors.draft import ClaimDraft, Draft
from kg import identity, vocabulary
from kg.model import Claim, Entity, Mention, Reading

_UNNAMED = "unnamed"
"""For a given mention that holds no word."""


def finish(draft: Draft) -> Reading:
    """The frozen reading: entities in the order of their first mention, claims in the order of their triggers."""
    homes = _homes(draft)
    same: dict[int, list[int]] = {homes[index]: [] for index in _order(draft)}
    for index, home in enumerate(homes):
        same.get(home, []).append(index)
    names = {home: f"e{n}" for n, home in enumerate(same, 1)}
    ids = [names.get(home, "") for home in homes]
    attributions = tuple(a.final(ids) for a in draft.attributions)
    entities = tuple(_entity(draft, same[home], name) for home, name in names.items())
    claims: dict[str, Claim] = {}
    text = hashlib.sha256(draft.text.encode("utf-8", "surrogatepass")).hexdigest()
    for c in sorted(draft.claims, key=_place):
        if c.object is not None and c.object != c.subject and homes[c.object] == homes[c.subject]:
            continue  # said of two that are one: "Houthis support the Houthi movement"
        claim = _claim(draft, c, ids, text)
        if claim.id not in claims or claims[claim.id].confidence < claim.confidence:
            claims[claim.id] = claim
    return Reading(draft.article, entities, tuple(draft.times), attributions, tuple(claims.values()))


def _order(draft: Draft) -> list[int]:
    used = {i for c in draft.claims for i in (c.subject, c.object, *c.denied_by) if i is not None}
    used |= {i for a in draft.attributions for i in (a.speaker, a.medium) if i is not None}
    used |= {i for i, e in enumerate(draft.entities) if e.mentions}
    return sorted(used, key=lambda i: (min((m.start for m in draft.entities[i].mentions), default=len(draft.text)), i))


def _homes(draft: Draft) -> list[int]:
    """For each entity the first one that is the same: of one item, or named alike ("Houthi" and "the Houthis").

    What the article only describes stays apart, as coreference found it ("two men" and two others), and so does what
    the caller marked as a thing of another class.
    """
    homes = list(range(len(draft.entities)))
    alike: dict[str, list[int]] = {}
    for index, e in enumerate(draft.entities):
        named = Entity("", e.name.strip(), e.type, e.qid, e.score, _mentions(draft, [index]))
        if e.qid or identity.is_named(named):
            alike.setdefault(identity.plain(named), []).append(index)
    for group in alike.values():
        sides = [_side(draft, index) for index in group]
        apart = any(_marked(draft, index) for index in group) and len({*sides, ""}) > 2
        first: dict[str, int] = {}
        for index, side in zip(group, sides, strict=True):
            homes[index] = first.setdefault(side if apart else "", index)
    return homes


def _side(draft: Draft, index: int) -> str:
    """The class that parts the entity from others of its name: the caller's; of what has an item ("Mali"), its own."""
    e = draft.entities[index]
    return _marked(draft, index) or (vocabulary.contract_class(e.type) if e.qid else "")


def _marked(draft: Draft, index: int) -> str:
    """The class that the caller gave to mentions of the entity, as the contract has it."""
    given = (m.given_type for m in draft.entities[index].mentions if m.given_type)
    return next(map(vocabulary.contract_class, given), "")


def _entity(draft: Draft, same: list[int], name: str) -> Entity:
    """The entity that these of the draft are: named as the surest of them, of the class that a caller gave."""
    e = max((draft.entities[i] for i in same), key=lambda e: e.score)
    kind = next((draft.entities[i].type for i in same if _marked(draft, i)), e.type)
    return Entity(name, e.name.strip() or _UNNAMED, kind, e.qid, e.score, _mentions(draft, same))


def _mentions(draft: Draft, entities: list[int]) -> tuple[Mention, ...]:
    unique = {(m.start, m.end, m.kind) for i in entities for m in draft.entities[i].mentions}
    return tuple(Mention(start, end, draft.text[start:end], kind) for start, end, kind in sorted(unique))


def _place(c: ClaimDraft) -> tuple[int, int, int, int, str]:
    return (*c.trigger, *(c.subject_span or (-1, -1)), c.predicate)


def _voice(draft: Draft, n: int, ids: list[str]) -> object:
    """What tells who speaks in a claim's id: the cue, and the speaker of all but the first of a chorus."""
    a = draft.attributions[n]
    before = draft.attributions[n - 1] if n else None
    if before is None or (before.cue, before.content) != (a.cue, a.content) or a.speaker is None:
        return a.cue
    return a.cue, ids[a.speaker]


def _claim(draft: Draft, c: ClaimDraft, ids: list[str], text: str) -> Claim:
    subject, obj = ids[c.subject], ids[c.object] if c.object is not None else None
    spoken = [_voice(draft, i, ids) for i in c.attributions]
    # the text is part of it, so that claims of different articles never share an id
    parts = (text, subject, c.predicate, obj, c.subject_span, tuple(c.trigger), c.object_span, c.negated, spoken)
    key = hashlib.sha256(repr(parts).encode()).hexdigest()[:16]
    return Claim(
        id=f"c-{key}", subject=subject, predicate=c.predicate, object=obj,
        subject_span=c.subject_span, trigger=c.trigger, object_span=c.object_span,
        polarity="negated" if c.negated else "affirmed", modality=c.modality,
        attributions=c.attributions, denied_by=tuple(dict.fromkeys(ids[i] for i in sorted(set(c.denied_by)))),
        time=c.time, place=c.place, quantity=c.quantity, mode=c.mode,
        valence=vocabulary.valence(c.predicate), confidence=_sure(c.confidence),
        extractor=c.extractor, reasons=tuple(sorted({replace(r, confidence=_sure(r.confidence)) for r in c.reasons})),
    )  # fmt: skip


def _sure(confidence: float) -> float:
    """Never nothing, never certain, and rounded so that machines agree."""
    return round(min(max(confidence, 0.01), 0.99), 2)
