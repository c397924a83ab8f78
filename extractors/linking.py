"""Mention to Wikidata item: which of its candidates a name means here, and how sure that is; none when unsure."""

from collections import Counter
from dataclasses import dataclass

from extractors.draft import Draft, Mention
from extractors.metonymy import use_of
from kg.model import MentionKind
from kg.wikidata.gazetteer import Candidate

THRESHOLD = 0.5
"""Below this score a mention stays unlinked: of links kept at 0.5 more than half are right."""

SURE = {"name": 0.95, "short": 0.88, "demonym": 0.93, "people": 0.9, "former": 0.9, "metonym": 0.85}
"""How often a name with no rival means its item, by how it speaks of it."""

_GROUND_LABELS = ("GPE", "LOC")
_OTHER_AGE = 0.25
_NAMED_IN_FULL = 3.0
_COUNTRY_IN_SIGHT = 1.5


@dataclass(frozen=True, slots=True)
class Context:
    """What the rest of the article tells: the items that it names for certain, their states, and its year."""

    items: frozenset[str]
    states: frozenset[str]
    year: int | None


def link_names(draft: Draft) -> Draft:
    """Order each mention's candidates, the best first, and decide its item; candidates are emptied when unsure."""
    context = _context(draft)
    for mention in draft.mentions:
        if mention.candidates and not mention.qid:
            _decide(draft, mention, context)
    return draft


def _context(draft: Draft) -> Context:
    certain = [m.candidates[0].item for m in draft.mentions if len({c.item.key for c in m.candidates}) == 1]
    states = Counter(item.qid if item.type == "State" else item.country for item in certain)
    date = draft.article.date
    return Context(
        frozenset(item.key for item in certain), frozenset(s for s in states if s), int(date[:4]) if date else None
    )


def _decide(draft: Draft, mention: Mention, context: Context) -> None:
    candidates = _by_use(draft, mention)
    weights = {c: _weight(c, context) for c in candidates}
    ranked = sorted(candidates, key=lambda c: (-weights[c], c.item.key))
    best = ranked[0] if ranked else None
    score = SURE[best.kind] * weights[best] / sum(weights.values()) if best else 0.0
    if best is None or score < THRESHOLD:
        mention.candidates = ()
        return
    mention.candidates, mention.qid, mention.score = tuple(ranked), best.item.qid, round(score, 4)
    if not mention.given:
        mention.type = best.item.type
        mention.kind = _kind(best)


def _kind(best: Candidate) -> MentionKind:
    if best.kind in ("demonym", "people"):
        return "demonym"
    return "metonym" if best.kind == "metonym" else "name"


def _by_use(draft: Draft, mention: Mention) -> list[Candidate]:
    """The candidates that the name's use in the sentence leaves: a capital is its state only where it acts."""
    metonyms = [c for c in mention.candidates if c.kind == "metonym"]
    if not metonyms:
        return list(mention.candidates)
    others = [c for c in mention.candidates if c.kind != "metonym"]
    head = draft.doc[mention.head]
    use = use_of(head)
    if use == "party" or (use == "open" and not others and head.ent_type_ not in _GROUND_LABELS):
        return metonyms
    if not others:
        mention.type = "City" if head.ent_type_ == "GPE" else "Place"
    return others


def _weight(candidate: Candidate, context: Context) -> float:
    item = candidate.item
    weight = candidate.prior
    if context.year and not _in_its_time(candidate, context.year):
        weight *= _OTHER_AGE
    if item.key in context.items:
        weight *= _NAMED_IN_FULL
    elif item.country in context.states or item.qid in context.states:
        weight *= _COUNTRY_IN_SIGHT
    return weight


def _in_its_time(candidate: Candidate, year: int) -> bool:
    since = candidate.since if candidate.since is not None else candidate.item.since
    until = candidate.until if candidate.until is not None else candidate.item.until
    return (since is None or since <= year) and (until is None or year <= until)
