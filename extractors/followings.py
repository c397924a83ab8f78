"""Who leads a group that bears his name before its own: "Haftar's Libyan National Army", "the Saudi-led coalition"."""

from collections.abc import Iterator

from extractors.draft import ClaimDraft, Draft, Mention
from extractors.tree import Tree
from kg.model import Span
from kg.wikidata.knowledge import knowledge

_BANDS = ("ArmedGroup", "Alliance")
_SURE = {"poss": 0.7, "led": 0.8}
_LED = "-led "


def read_followings(draft: Draft) -> Iterator[ClaimDraft]:
    """The leads claims of persons whose an armed group is, and of states after whom one is called led."""
    for m in draft.mentions:
        if m.kind != "name" or m.type not in _BANDS or not m.entities:
            continue
        for owner in _leaders(draft, m) if m.type == "ArmedGroup" else ():  # "Macron's NATO" is not his
            if owner.entities[0] != m.entities[0]:
                span = Span(owner.start, owner.end)
                yield ClaimDraft(
                    owner.entities[0], "leads", m.entities[0], span, m.span, m.span, _SURE["poss"], "offices"
                )
        yield from _named_after(draft, m)


def _leaders(draft: Draft, m: Mention) -> list[Mention]:
    """The persons whose the group is said to be, also by "whose"."""
    tree = draft.tree
    before = [k for k in tree.of(m.head, "poss") if tree.starts[k] < m.start]
    nouns = [_meant(tree, k) for k in before]
    return [o for k in nouns for o in draft.mentions_at(k)[:1] if o.entities and _is_person(draft, o)]


def _meant(tree: Tree, token: int) -> int:
    noun = tree.antecedent(token) if tree.words[token] == "whose" else None
    return token if noun is None else noun


def _is_person(draft: Draft, m: Mention) -> bool:
    return draft.entities[m.entities[0]].type == "Person"


def _named_after(draft: Draft, m: Mention) -> Iterator[ClaimDraft]:
    """The state in a name like "Saudi-led coalition", where the text speaks of the state."""
    leader, led, _ = draft.text[m.start : m.end].partition(_LED)
    words = leader.split()
    if not led or not words:
        return
    for candidate in knowledge().lookup(words[-1])[:1]:
        for n, entity in enumerate(draft.entities):
            if candidate.item.qid is not None and entity.qid == candidate.item.qid and n != m.entities[0]:
                yield _leads(n, m, m.span, "led")


def _leads(leader: int, m: Mention, said: Span, way: str) -> ClaimDraft:
    return ClaimDraft(leader, "leads", m.entities[0], said, m.span, m.span, _SURE[way], "offices")
