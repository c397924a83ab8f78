"""What is said of a part of a state, and not of the state: "occupies northern Cyprus", "a swath of Mali"."""

from extractors.draft import Draft
from extractors.fillers import Filler
from extractors.phrases import word_set

OF_GROUND = frozenset(("controls", "claimsTerritory", "recognises"))
"""Predicates by which a state is held, claimed or recognised as a whole."""
_PARTS = word_set(
    "part portion swath swathe stretch strip pocket slice chunk piece area tract corner third half quarter percent "
    "most much rest bulk bit town village district territory region province land mile kilometre kilometer"
)
_SIDES = word_set(
    "northern southern eastern western central north south east west northeastern northwestern southeastern "
    "southwestern north-eastern north-western south-eastern south-western upper lower rural"
)
_HELD = word_set("hold control occupy run rule administer govern")
_IN_PART = 0.6
"""What is left of the weight: told, but by too little for a graph to hold it."""
_STANDING = word_set("independence statehood sovereignty republic government secession existence legitimacy state")
"""What of somebody is recognised with him: "the independence of Kosovo"; his rights and needs are not."""


def _is_part(draft: Draft, predicate: str, trigger: int, f: Filler) -> bool:
    """Whether a state is only where the ground lies that somebody holds or claims."""
    if predicate not in OF_GROUND or draft.entities[f.entity].type != "State":
        return False
    tree, head = draft.tree, f.mention.head
    if f.mention.kind == "metonym":  # who holds a capital, or recognises it as one
        return True
    if f.via in ("of", "in") and tree.lemmas[f.token] in _PARTS:
        return True
    if any(tree.words[k] in _SIDES and tree.starts[k] < f.mention.start for k in tree.kids[head]):
        return True
    # "Kurdish-held Syria" is the part of it that they hold
    return tree.deps[trigger] == "amod" and tree.heads[trigger] == head and tree.lemmas[trigger] in _HELD


def is_only_its_right(draft: Draft, predicate: str, f: Filler) -> bool:
    """Whether something of somebody is recognised, and not he: "recognised Turkey's right to defend itself"."""
    if predicate != "recognises":
        return False
    return f.mention.kind == "metonym" or (f.via not in ("", "appos") and not _is_standing(draft, f))


def is_one_of_a_people(draft: Draft, f: Filler) -> bool:
    """Whether one of a people is spoken of, who is not all of it: "killed by a Kurd"."""
    m = f.mention
    if m.given or m.kind != "demonym" or f.via or draft.entities[f.entity].type != "Ethnicity":
        return False
    return draft.tree.words[draft.tree.left(m.head)] in ("a", "an", "one", "another")


def weight_of(draft: Draft, predicate: str, trigger: int, f: Filler) -> float:
    """How surely the end is meant: who recognises the independence of Kosovo recognises Kosovo, and who holds a part of
    a state does not hold it."""
    whole = f.token >= 0 and f.via == "of" and draft.tree.words[f.token] in ("all", "whole", "entirety")
    if whole or (predicate == "recognises" and _is_standing(draft, f)):
        return 1.0
    return f.weight * (_IN_PART if _is_part(draft, predicate, trigger, f) else 1.0)


def _is_standing(draft: Draft, f: Filler) -> bool:
    return f.token >= 0 and draft.tree.lemmas[f.token] in _STANDING
