"""Who is part of what: "the bloc, including Chad", "militants from Islamic State", "Spain, as part of NATO"."""

from collections.abc import Iterator
from itertools import pairwise

from extractors.draft import ClaimDraft, Draft, Mention
from extractors.ends import has_class
from extractors.tree import Tree
from kg.model import Span

_NAMING = frozenset(("including", "especially", "notably"))
_SINGULAR = ("NN", "NNP")
_ORIGINS = frozenset(("from", "of", "with"))
_PEOPLE = frozenset(("civilians", "group", "force"))
_BANDS = ("ArmedGroup", "Party", "Alliance")
_NAMED, _FROM, _AS, _PARTY = 0.65, 0.55, 0.6, 0.75


def read_inclusion(draft: Draft) -> Draft:
    """Add memberOf and affiliatedWith for those whom the text names as some of a body's."""
    tree = draft.tree
    for i, word in enumerate(tree.words):
        if tree.deps[i] == "prep" and tree.is_noun(tree.heads[i]):
            if word in _NAMING:
                draft.claims.extend(_named(draft, tree, i))
            elif word in _ORIGINS:
                draft.claims.extend(_from(draft, tree, i))
                draft.claims.extend(_of_party(draft, tree, i))
        if word == "part" and tree.deps[i] == "pobj" and tree.words[tree.heads[i]] == "as":
            draft.claims.extend(_as_part(draft, tree, i))
    draft.claims.extend(_bracketed(draft))
    return draft


def _named(draft: Draft, tree: Tree, prep: int) -> Iterator[ClaimDraft]:
    """ "Including" names some of what stands before it; of a plural it gives examples, which say less."""
    if tree.tags[tree.heads[prep]] not in _SINGULAR:
        return
    for whole in _bodies(draft, tree.heads[prep]):
        for token in tree.spread(tree.of(prep, "pobj")):
            yield from _members(draft, token, whole, prep, _NAMED)


def _from(draft: Draft, tree: Tree, prep: int) -> Iterator[ClaimDraft]:
    """People without a name who come from a body that has one."""
    for m in draft.mentions_at(tree.heads[prep])[:1]:
        people = m.head == tree.heads[prep] and (m.role in _PEOPLE or (m.given and tree.tags[m.head] == "NNS"))
        for token in tree.of(prep, "pobj") if people and tree.tags[m.head] != "NNP" else ():
            for whole in [w for w in _bodies(draft, token) if w.kind == "name" and m.entities]:
                if m.entities[0] != whole.entities[0]:
                    yield _claim(draft, m, whole, Span(tree.starts[prep], tree.ends[prep]), _FROM)


def _of_party(draft: Draft, tree: Tree, prep: int) -> Iterator[ClaimDraft]:
    """A person by name who is "of" or "from" a party by name."""
    for m in draft.mentions_at(tree.heads[prep])[:1]:
        for token in tree.of(prep, "pobj") if _is_person(draft, m) else ():
            for whole in [w for w in _bodies(draft, token) if w.kind == "name" and _is_party(draft, w)]:
                yield _claim(draft, m, whole, Span(tree.starts[prep], tree.ends[prep]), _PARTY)


def _bracketed(draft: Draft) -> Iterator[ClaimDraft]:
    """The party that stands in brackets after a person's name: "Olaf Scholz (SPD)"."""
    for a, b in pairwise([m for m in draft.mentions if m.kind == "name" and len(m.entities) == 1]):
        brackets = draft.text[a.end : b.start] == " (" and draft.text[b.end : b.end + 1] in (")", ",", "-")
        if brackets and _is_person(draft, a) and _is_party(draft, b):
            yield _claim(draft, a, b, b.span, _PARTY)


def _is_person(draft: Draft, m: Mention) -> bool:
    return m.kind == "name" and len(m.entities) == 1 and draft.entities[m.entities[0]].type == "Person"


def _is_party(draft: Draft, m: Mention) -> bool:
    return has_class(draft.entities[m.entities[0]].type, "Party")


def _as_part(draft: Draft, tree: Tree, part: int) -> Iterator[ClaimDraft]:
    """Who acts "as part of" a body: the subject of the verb, or the noun, that the phrase hangs on."""
    above = tree.heads[tree.heads[part]]
    whoever = tree.of(above, "nsubj", "nsubjpass") if tree.is_verb(above) else [above]
    for token in [t for p in tree.of(part, "prep") if tree.words[p] == "of" for t in tree.of(p, "pobj")]:
        for whole in _bodies(draft, token):
            for one in tree.spread(whoever):
                yield from _members(draft, one, whole, part, _AS)


def _members(draft: Draft, token: int, whole: Mention, trigger: int, sure: float) -> Iterator[ClaimDraft]:
    tree = draft.tree
    for m in draft.mentions_at(token)[:1]:
        if m.head != token or m.kind == "pronoun" or not m.entities or m.entities[0] == whole.entities[0]:
            continue
        if has_class(draft.entities[m.entities[0]].type, "Actor"):
            yield _claim(draft, m, whole, Span(tree.starts[trigger], tree.ends[trigger]), sure)


def _bodies(draft: Draft, token: int) -> list[Mention]:
    """What somebody can be part of at a token: organisations, no states."""
    return [
        m
        for m in draft.mentions_at(token)[:1]
        if m.head == token and len(m.entities) == 1 and has_class(draft.entities[m.entities[0]].type, "Organisation")
    ]


def _claim(draft: Draft, m: Mention, whole: Mention, trigger: Span, sure: float) -> ClaimDraft:
    person = has_class(draft.entities[m.entities[0]].type, "Person")
    banded = any(has_class(draft.entities[whole.entities[0]].type, c) for c in _BANDS)
    predicate = "affiliatedWith" if (person or trigger.end - trigger.start <= 4) and not banded else "memberOf"
    return ClaimDraft(m.entities[0], predicate, whole.entities[0], m.span, trigger, whole.span, sure, "inclusion")
