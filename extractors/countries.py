"""In which country the places of an article lie, where no sentence says so: the one that the article speaks of.

An article on a river, an election or a school names its country once and then speaks of towns. What one sentence says
of a town and a country has been read by then; what is left is guessed from the whole article, by the discourse's own
rule that a name is used without its country where that is known already (Leidner, Toponym Resolution in Text, 2007,
"one region for all"). Guesses stay under what a graph takes.
"""

from collections.abc import Iterator

from extractors.draft import ClaimDraft, Draft, Entity, Mention
from extractors.ends import has_class
from kg import vocabulary
from kg.wikidata.knowledge import knowledge

_SURE = 0.4
"""Of unjoined places of encyclopaedia articles that speak of one country, three of five are marked to lie there."""
_TERRITORY = ("claimsTerritory", "secededFrom", "independentFrom")
_NAMING = ("name", "demonym", "metonym")


def deduce_country(draft: Draft) -> Draft:
    """Add locatedIn for places without a country, where an article speaks of one state more than of all others."""
    country = _country(draft)
    if country is not None and not any(_disputes(c, country) for c in draft.claims):
        draft.claims.extend(list(_places(draft, country)))
    return draft


def _country(draft: Draft) -> int | None:
    """The state that has more than half of all mentions of states."""
    counts = {
        n: sum(m.kind in _NAMING and len(m.entities) == 1 for m in e.mentions)
        for n, e in enumerate(draft.entities)
        if has_class(e.type, "State")
    }
    first = max(counts, key=lambda n: (counts[n], -n), default=None)
    return first if first is not None and 2 * counts[first] > sum(counts.values()) else None


def _disputes(c: ClaimDraft, country: int) -> bool:
    """Whether it is a matter of opinion what belongs to the country: then nothing is guessed."""
    if c.predicate in _TERRITORY:
        return country in (c.subject, c.object)
    open_ = bool(c.attributions or c.denied_by or c.negated or c.modality != "actual")
    return open_ and c.object == country and "locatedIn" in vocabulary.closure(c.predicate)


def _places(draft: Draft, country: int) -> Iterator[ClaimDraft]:
    at = _naming(draft.entities[country])
    spoken = _sentences(draft, country)
    located = {c.subject for c in draft.claims if _is_in_a_state(draft, c)}
    around = {c.object for c in draft.claims if c.subject == country and c.predicate in ("locatedIn", "partOf")}
    for n, entity in enumerate(draft.entities):
        named = _naming(entity)
        if at is None or named is None or n in located or n in around or not _may_lie(entity, draft.entities[country]):
            continue
        if spoken.isdisjoint(_sentences(draft, n)):
            yield ClaimDraft(n, "locatedIn", country, named.span, at.span, at.span, _SURE, "deductions")


def _is_in_a_state(draft: Draft, c: ClaimDraft) -> bool:
    inside = "locatedIn" in vocabulary.closure(c.predicate) and c.object is not None and not c.negated
    return inside and c.object is not None and has_class(draft.entities[c.object].type, "State")


def _may_lie(entity: Entity, country: Entity) -> bool:
    """Whether the place may be the country's: a known one must be, continents and seas have no country."""
    if not vocabulary.is_a(entity.type, "Place") or has_class(entity.type, "State"):
        return False
    item = knowledge().item(entity.qid) if entity.qid else None
    return item is None or item.country == country.qid is not None


def _naming(entity: Entity) -> Mention | None:
    """A mention that names the ground, and not its troops or its government, which a caller may have marked."""
    named = [m for m in entity.mentions if m.kind in _NAMING and (not m.given or has_class(m.type, "Location"))]
    return next((m for m in named if m.kind == "name" and len(m.entities) == 1), None) or next(iter(named), None)


def _sentences(draft: Draft, entity: int) -> set[int]:
    return {draft.tree.sentence_of[m.head] for m in draft.entities[entity].mentions}
