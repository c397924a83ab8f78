"""A reading of a text's visible part becomes one of the whole text: offsets point into what was given."""

import hashlib
from dataclasses import replace

from kg.invisible import Visible
from kg.model import Article, Attribution, Claim, Entity, Mention, Reading, Span


def restored(reading: Reading, seen: Visible, article: Article) -> Reading:
    """The reading with the article as it was given, and all spans in its text."""
    if seen.is_whole:
        return reading
    times = tuple(
        replace(t, start=at.start, end=at.end, text=_words(seen, at))
        for t in reading.times
        for at in [seen.span(t.start, t.end)]
    )
    return Reading(
        article,
        tuple(_entity(e, seen) for e in reading.entities),
        times,
        tuple(_attribution(a, seen) for a in reading.attributions),
        tuple(_claim(c, seen) for c in reading.claims),
    )


def _words(seen: Visible, at: Span) -> str:
    return seen.whole[at.start : at.end]


def _span(span: Span | None, seen: Visible) -> Span | None:
    return seen.span(*span) if span else None


def _entity(e: Entity, seen: Visible) -> Entity:
    return replace(e, mentions=tuple(_mention(m, seen) for m in e.mentions))


def _mention(m: Mention, seen: Visible) -> Mention:
    at = seen.span(m.start, m.end)
    return replace(m, start=at.start, end=at.end, text=_words(seen, at))


def _attribution(a: Attribution, seen: Visible) -> Attribution:
    content = tuple(seen.span(*part) for part in a.content)
    return replace(a, source=_span(a.source, seen), cue=_span(a.cue, seen), content=content)


def _claim(c: Claim, seen: Visible) -> Claim:
    """An id is made of a text and of places in it, so the claim of another text has another one."""
    key = hashlib.sha256(f"{c.id}\n{seen.whole}".encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return replace(
        c, id=f"c-{key}", subject_span=_span(c.subject_span, seen), trigger=seen.span(*c.trigger),
        object_span=_span(c.object_span, seen),
    )  # fmt: skip
