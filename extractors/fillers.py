"""Who fills a slot of a frame: from the token of a noun phrase to the entities that it speaks of.

The phrase itself may be a mention ("Azeri troops"), or belong to one ("Obama's plan", "Azeri helicopters", "the
offices of the ministry"); the further away the mention stands, the less sure.
"""

from dataclasses import dataclass

from extractors import lexicon
from extractors.draft import Draft, Mention
from extractors.roles import roles
from extractors.tree import Tree
from kg import vocabulary
from kg.model import Span

_OWNERS = (("poss", 0.75), ("amod", 0.9), ("compound", 0.85), ("nmod", 0.85), ("appos", 0.9))
_PREPS = (
    ("of", 0.7),
    ("by", 0.75),
    ("from", 0.7),
    ("against", 0.6),
    ("with", 0.55),
    ("to", 0.55),
    ("for", 0.5),
    ("in", 0.6),
    ("on", 0.5),
)
_OF_PARTICIPLES = (("by", 0.7), ("against", 0.6), ("on", 0.6), ("upon", 0.6))
_OWNING = (("to", 0.8),)
NAMED_BY_OF = frozenset(
    ("city", "town", "village", "port", "region", "province", "district", "area", "island", "enclave", "exclave",
     "republic", "suburb", "county", "governorate", "department", "state", "stronghold", "capital", "kingdom",
     "municipality", "comune", "commune", "hamlet", "township", "parish", "prefecture", "canton", "settlement")
)  # fmt: skip
"""Nouns before "of" and a name that is the thing itself: "the city of Mosul"."""
_STAND_INS = frozenset(("proxy", "surrogate"))
_QUARTERS = frozenset(
    ("suburb", "outskirt", "outskirts", "district", "quarter", "airport", "port", "coast", "countryside")
)
"""Parts of a place: what is done to "Beirut's suburbs" is done to Beirut."""
_GROUND = 0.95
"""How surely a part stands for the whole."""
_POWERS = frozenset(("state", "country", "nation", "power"))
_PHRASES = frozenset(("CD", "JJ", "DT", "VBG", "PRP"))
_DEPTH = 2


@dataclass(frozen=True, slots=True)
class Filler:
    """An entity in a slot: its index, where it is spoken of, and how surely it is what the slot means (0–1)."""

    entity: int
    span: Span
    weight: float
    mention: Mention
    via: str = ""
    """The link from the phrase to the mention where that is not the phrase itself: `poss`, `amod`, `of`, `in` …"""
    token: int = -1
    """The head of the phrase in the slot."""
    excepted: bool = False
    """Whether "not" takes it out of the list that it stands in ("but not by Russia")."""


def fillers(draft: Draft, token: int, depth: int = 0, outside: int | None = None) -> list[Filler]:
    """The entities that the noun phrase headed by a token speaks of; none where it names nobody known.

    Mentions that hold the token `outside` do not count: the predicate's own phrase says nothing of its ends.
    """
    if _is_pro(draft.tree, token):
        return []
    own = _named_beside(draft, token) or _own(draft, token, outside)
    if own:
        return own
    tree = draft.tree
    if tree.deps[token] == "appos" and depth < _DEPTH:  # "Karabakh, a region that …": what is named beside it
        beside = fillers(draft, tree.heads[token], depth + 1, outside)
        if beside and not _is_ground_of(draft, tree, token, beside):
            return beside
    if not tree.is_noun(token) and tree.tags[token] not in _PHRASES:
        return []
    if tree.deps[token] in ("pcomp", "xcomp") or tree.lemmas[token] in lexicon.class_of("opposites"):
        return []  # a clause is nobody; the enemies of Iran are not Iran
    found = _members(draft, tree, token) or _owners(draft, tree, token, depth)
    if tree.tags[token] == "NNS" and tree.lemmas[token] in _POWERS:  # "two Persian Gulf states" are not the Gulf
        return [f for f in found if f.via not in ("compound", "amod") or f.mention.type not in ("Place", "Region")]
    stands_in = any(tree.lemmas[k] in _STAND_INS for k in tree.of(token, "compound", "amod", "nmod"))
    if stands_in or tree.lemmas[token] in lexicon.class_of("others"):
        # "Haiti's gangs" are not Haiti, nor are "Iranian proxy groups" Iran
        return [f for f in found if not vocabulary.is_a(draft.entities[f.entity].type, "State")]
    return found


def _members(draft: Draft, tree: Tree, token: int) -> list[Filler]:
    """The armed group whose men a noun speaks of: "rebels of the M23", "fighters from Hamas"."""
    role = roles().by_noun.get(tree.lemmas[token])
    if role is None or role.cls not in ("group", "force"):
        return []
    below = tree.preps(token)
    found = [f for prep in ("of", "from") for k in below.get(prep, ()) for f in _own(draft, k)]
    return [f for f in found if draft.entities[f.entity].type == "ArmedGroup" and f.mention.kind == "name"]


def _is_ground_of(draft: Draft, tree: Tree, token: int, beside: list[Filler]) -> bool:
    """Whether a noun in the plural only stands behind a place: "besieged Homs, Iranian-backed militias"."""
    places = all(draft.entities[f.entity].type in ("City", "Region", "Place") for f in beside)
    return places and tree.tags[token] == "NNS"


def _is_pro(tree: Tree, token: int) -> bool:
    """Whether a name only says for or against whom something is: "pro-Palestine banners", "anti-Assad rebels"."""
    return token > 1 and tree.words[token - 1] in "-–" and tree.words[token - 2] in ("pro", "anti", "non")


def _named_beside(draft: Draft, token: int) -> list[Filler]:
    """The name that stands with a noun for the same thing: "Moldova's president Maia Sandu", "the city of Mosul"."""
    tree = draft.tree
    for k in tree.of(token, "appos"):
        named = [m for m in draft.mentions_at(k) if m.head == k and m.type == "Person" and m.kind == "name"]
        if named and (tree.tags[token] == "NN" or any(m.role == "office" for m in draft.mentions_at(token))):
            return [Filler(e, m.span, 1.0, m) for m in named[:1] for e in m.entities]
    if tree.lemmas[token] in NAMED_BY_OF and tree.tags[token] == "NN":
        for k in tree.preps(token).get("of", ()):
            named = [m for m in draft.mentions_at(k) if m.head == k and m.kind == "name" and m.type != "Person"]
            if named:
                return [Filler(e, m.span, 1.0, m) for m in named[:1] for e in m.entities]
    return []


def _own(draft: Draft, token: int, outside: int | None = None) -> list[Filler]:
    for m in draft.mentions_at(token):
        if outside is not None and m.start <= draft.tree.starts[outside] < m.end:
            continue
        # a mention that merely begins with the word ("Iran" in "Iran nuclear deal") is another phrase's
        if m.entities and (m.given or m.head == token or m.kind != "name"):
            return [Filler(e, m.span, 1.0 / len(m.entities) ** 0.1, m) for e in m.entities]
    return []


def _owners(draft: Draft, tree: Tree, token: int, depth: int) -> list[Filler]:
    for dep, weight in _OWNERS:
        near = [j for k in tree.of(token, dep) for j in tree.spread([k])]
        near = [j for j in near if not (tree.is_in_participle(j) or _is_pro(tree, j))]
        share = _GROUND if dep == "poss" and tree.lemmas[token] in _QUARTERS else weight
        found = [f for j in near for f in _scaled(_own(draft, j), share, dep)]
        if found:
            return found
    if depth < _DEPTH:
        return _further(draft, tree, token, depth)
    return []


def _further(draft: Draft, tree: Tree, token: int, depth: int) -> list[Filler]:
    """The owners that stand behind the phrase, or whose own phrase names them."""
    below = tree.preps(token)
    for prep, weight in _PREPS:
        if prep in ("in", "on") and not _is_thing(tree, token):
            continue  # "crime in Brazil" is not Brazil
        counted = prep == "of" and tree.tags[token] == "CD" and tree.words[token] != "one"
        whole = counted or (prep == "from" and _is_weapon(tree, token))
        share = 1.0 if whole else weight  # "40 of its police", "rockets from Gaza"
        found = [f for k in below.get(prep, ()) for f in _scaled(fillers(draft, k, depth + 1), share, prep)]
        if found:
            return found
    for k in tree.of(token, "acl"):  # "the plan offered by Iran", "the sanctions imposed on Mali"
        links = _OF_PARTICIPLES if tree.tags[k] == "VBN" else _OWNING if tree.lemmas[k] == "belong" else ()
        for prep, weight in links:
            near = tree.preps(k).get(prep, ())
            found = [f for j in near for f in _scaled(fillers(draft, j, depth + 1), weight, prep)]
            if found:
                return found
    for dep, weight in (("poss", 0.7), ("compound", 0.6)):
        found = [f for k in tree.of(token, dep) for f in _scaled(fillers(draft, k, depth + 1), weight, dep)]
        if found:
            return found
    return []


def _is_weapon(tree: Tree, token: int) -> bool:
    """Whether what comes from somewhere was sent by those who rule there: rockets, not refugees."""
    return tree.lemmas[token] in ("rocket", "missile", "shell", "drone", "mortar", "jet", "warplane", "artillery")


def _is_thing(tree: Tree, token: int) -> bool:
    """Whether the noun is something that stands in a place and can be hit there, or someone."""
    return (
        tree.lemmas[token] in lexicon.class_of("targets")
        or tree.words[token] in roles().by_noun
        or (tree.lemmas[token] in roles().by_noun)
    )


def _scaled(found: list[Filler], weight: float, via: str) -> list[Filler]:
    return [Filler(f.entity, f.span, f.weight * weight, f.mention, via) for f in found]
