"""The caller's mentions keep the type that the caller gave them, whatever coreference makes of their words."""

from extractors.draft import Draft, Entity, Mention
from kg import vocabulary


def keep_given_types(draft: Draft) -> Draft:
    """See that each given mention stands in an entity of its type: the entity's own, or one that is parted from it."""
    groups: dict[tuple[int, str], list[Mention]] = {}
    for m in draft.mentions:
        if m.given_type is not None and len(m.entities) == 1:
            groups.setdefault((m.entities[0], m.given_type), []).append(m)
    for (index, type_), mentions in groups.items():
        entity = draft.entities[index]
        if vocabulary.contract_class(entity.type) == vocabulary.contract_class(type_):
            continue
        if all(m in mentions for m in entity.mentions if m.kind != "pronoun"):
            entity.type = type_
        else:
            _part(draft, entity, mentions, type_)
    return draft


def _part(draft: Draft, old: Entity, mentions: list[Mention], type_: str) -> None:
    """Move the mentions into an entity of the given type; "Azeri troops" so marked are not the state."""
    nominal = all(m.kind == "nominal" for m in mentions)
    first = mentions[0]
    name = draft.text[first.start : first.end] if nominal or not old.name else old.name
    draft.entities.append(Entity(name, type_, first.qid, first.score, mentions))
    for m in mentions:
        old.mentions.remove(m)
        m.entities = [len(draft.entities) - 1]
