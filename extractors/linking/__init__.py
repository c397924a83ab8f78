"""Mention to Wikidata item: which of its candidates a name means here, and how sure that is; none when unsure."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.draft import Draft, Mention
from extractors.linking.metonymy import use_of
from extractors.names.matching import datelines
from kg.model import MentionKind
from kg.wikidata.items import Candidate
from kg.wikidata.knowledge import knowledge

THRESHOLD = 0.5
"""Below this score a mention stays unlinked: of links kept at 0.5 more than half are right."""

SURE = {"name": 0.95, "short": 0.88, "demonym": 0.93, "people": 0.9, "former": 0.9, "metonym": 0.85}
"""How often a name with no rival means its item, by how it speaks of it."""

_GROUND_LABELS = ("GPE", "LOC")
_OTHER_AGE = 0.25
_NAMED_IN_FULL = 3.0
_GROUND_EACH, _GROUND_MOST = 0.25, 6
_SUBDIVISIONS = ("City", "Region", "Place")
_SHORT_FORM = re.compile(r"\(([A-Z]{2,8})\)")


@dataclass(frozen=True, slots=True)
class Context:
    """What the rest of the article tells.

    `items` are those that it names for certain, `ground` counts the states in which its towns and regions lie, and
    `short_forms` are those that it makes itself, with their long forms; `datelines` is where the towns in them begin.
    """

    items: frozenset[str]
    ground: Counter[str]
    year: int | None
    short_forms: dict[str, str]
    datelines: frozenset[int]


def link_names(draft: Draft) -> Draft:
    """Order each mention's candidates, the best first, and decide its item; candidates are emptied when unsure."""
    context = _context(draft)
    for mention in draft.mentions:
        if mention.candidates and not mention.qid:
            _decide(draft, mention, context)
    return draft


def _context(draft: Draft) -> Context:
    certain = [m.candidates[0].item for m in draft.mentions if len({c.item.key for c in m.candidates}) == 1]
    date = draft.article.date
    return Context(
        items=frozenset(item.key for item in certain),
        ground=Counter(item.country for item in certain if item.country and item.type in _SUBDIVISIONS),
        year=int(date[:4]) if date else None,
        short_forms=dict(_short_forms(draft.text)),
        datelines=frozenset(start for start, _ in datelines(draft.text)),
    )


def _short_forms(text: str) -> Iterator[tuple[str, str]]:
    """Short forms and their long ones, where the text says both: "artificial pancreas (AP)"."""
    for match in _SHORT_FORM.finditer(text):
        short = match.group(1)
        words = text[max(0, match.start() - 100) : match.start()].split()[-len(short) :]
        if "".join(w[0] for w in words).upper() == short:
            yield short, " ".join(words)


def _decide(draft: Draft, mention: Mention, context: Context) -> None:
    candidates = _by_long_form(draft, _by_use(draft, mention, context), mention, context)
    weights = {c: _weight(c, context) for c in candidates}
    ranked = sorted(candidates, key=lambda c: (-weights[c], c.item.key))
    best = ranked[0] if ranked else None
    score = SURE[best.kind] * weights[best] / sum(weights.values()) if best else 0.0
    if best is None or score < THRESHOLD:
        mention.candidates = ()
        return
    mention.candidates, mention.qid = tuple(ranked), best.item.qid
    mention.score = round(score, 4) if mention.qid else 0.0
    if not mention.given:
        mention.type = best.item.type
        mention.kind = _kind(best)


def _kind(best: Candidate) -> MentionKind:
    if best.kind in ("demonym", "people"):
        return "demonym"
    return "metonym" if best.kind == "metonym" else "name"


def _by_use(draft: Draft, mention: Mention, context: Context) -> list[Candidate]:
    """The candidates that the name's use in the sentence leaves: a capital is its state only where it acts."""
    metonyms = [c for c in mention.candidates if c.kind == "metonym"]
    if not metonyms:
        return list(mention.candidates)
    others = [c for c in mention.candidates if c.kind != "metonym"]
    head = draft.doc[mention.head]
    use = "ground" if mention.start in context.datelines else use_of(head)
    if use == "party" or (use == "open" and not others and head.ent_type_ not in _GROUND_LABELS):
        return metonyms
    if not others and not mention.given:
        mention.type = "City" if head.ent_type_ == "GPE" else "Place"
    return others


def _by_long_form(draft: Draft, candidates: list[Candidate], mention: Mention, context: Context) -> list[Candidate]:
    """Those that bear the long form that the article gives for this short one; all, where it gives none."""
    long_form = context.short_forms.get(draft.text[mention.start : mention.end])
    if long_form is None:
        return candidates
    bearers = {c.item.key for c in knowledge().lookup(long_form)}
    return [c for c in candidates if c.item.key in bearers]


def _weight(candidate: Candidate, context: Context) -> float:
    item = candidate.item
    weight = candidate.prior
    if context.year and not _in_its_time(candidate, context.year):
        weight *= _OTHER_AGE
    if item.key in context.items:
        weight *= _NAMED_IN_FULL
    state = item.qid if item.type == "State" else item.country
    towns = context.ground[state] if state else 0
    return weight * (1 + _GROUND_EACH * min(towns, _GROUND_MOST))


def _in_its_time(candidate: Candidate, year: int) -> bool:
    since = candidate.since if candidate.since is not None else candidate.item.since
    until = candidate.until if candidate.until is not None else candidate.item.until
    return (since is None or since <= year) and (until is None or year <= until)
