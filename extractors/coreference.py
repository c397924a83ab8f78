"""Who is meant: mentions that speak of one thing become one entity."""

from extractors.draft import Draft, Entity, Mention


def resolve_coreference(draft: Draft) -> Draft:
    """Fill `draft.entities`, and the entities of every mention."""
    homes: dict[str, int] = {}
    for m in draft.mentions:
        key = _key(draft, m)
        if key not in homes:
            homes[key] = len(draft.entities)
            draft.entities.append(_entity(draft, m))
        draft.entities[homes[key]].mentions.append(m)
        m.entities = [homes[key]]
    return draft


def _key(draft: Draft, m: Mention) -> str:
    return m.qid or (m.name or draft.text[m.start : m.end]).casefold()


def _entity(draft: Draft, m: Mention) -> Entity:
    label = next((c.item.label for c in m.candidates if c.item.qid == m.qid), None)
    return Entity(label or m.name or draft.text[m.start : m.end], m.type, m.qid, m.score)
