"""Whose ministries, armies and parliaments these are: an organ of state is part of its state."""

from collections.abc import Iterator

from extractors.draft import ClaimDraft, Draft, Entity, Mention
from extractors.ends import has_class
from kg.wikidata.knowledge import knowledge

_SURE = 0.9
"""How often the owner of an organ's name is its state: "Russian Defence Ministry", "Ministry of Defence of Russia"."""


def read_organs(draft: Draft) -> Draft:
    """Add a partOf claim for each organ of a state that the article names or describes as that state's.

    The article says so itself, whoever speaks there. A state that only the organ's name speaks of becomes an entity
    without mentions of its own.
    """
    draft.claims.extend(_organs(draft))
    return draft


def _organs(draft: Draft) -> Iterator[ClaimDraft]:
    for index, entity in enumerate(list(draft.entities)):
        named = next((m for m in entity.mentions if m.kind in ("name", "nominal")), None)
        owner = _owner(entity) if named and has_class(entity.type, "Government") else None
        state = _state(draft, owner) if owner else None
        if named and state not in (None, index):
            yield ClaimDraft(index, "partOf", state, named.span, named.span, None, _SURE, "organs")


def _owner(entity: Entity) -> str | None:
    """The QID of the state: as the organ's item has it, or the words that name it."""
    item = knowledge().item(entity.qid) if entity.qid else None
    if item is not None:
        return item.country
    alone = (
        m for m in entity.mentions if len(m.entities) == 1
    )  # "the Chadian and Libyan ministries" are of two states
    return next((owner for m in alone if (owner := m.nation or _of_name(m, entity.name))), None)


def _of_name(m: Mention, name: str) -> str | None:
    """The state of the known organ of this name, where no Wikidata item is known for it."""
    return next((c.item.country for c in m.candidates if c.item.label == name), None)


def _state(draft: Draft, owner: str) -> int | None:
    """The entity of the state; a new one where the article does not name it."""
    for index, entity in enumerate(draft.entities):
        if entity.qid == owner:
            return index
    item = knowledge().item(owner)
    if item is None:
        return None
    draft.entities.append(Entity(item.label, item.type, item.qid, _SURE))
    return len(draft.entities) - 1
