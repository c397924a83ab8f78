"""Whether words between a name and a place tell that it does not lie there: "just east of Mexico City"."""

from itertools import takewhile

from extractors.tree import Tree

_AWAY = frozenset(("from", "to", "near", "outside", "beyond", "off", "against", "between", "towards", "toward", "past"))
_SIDES = frozenset(("north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest", "outskirt"))
_OWNED = ("compound", "amod", "poss", "nmod")


def is_outside(tree: Tree, inner: int, place: int, is_ground: bool) -> bool:
    """Whether the place is only what something else lies by, comes from or speaks from, or where another thing is that
    bears the name of what is no ground itself: "Labour councillors in Bern" do not put the party there."""
    up, other = tree.upwards(inner), tree.upwards(place)
    shared = next((i for i in up if i in other), None)
    leg = list(takewhile(lambda i: i != shared, other))
    preps = [i for i in leg if tree.deps[i] == "prep" or tree.words[i] in _AWAY]
    if any(tree.words[i] in _AWAY or tree.lemmas[tree.heads[i]] in _SIDES for i in preps):
        return True
    return not is_ground and tree.deps[inner] in _OWNED and shared == tree.heads[inner] and bool(preps)


def is_turned(tree: Tree, inner: int, place: int) -> bool:
    """Whether the words have it the other way round: "the village of Guri in Bolívar" puts no Bolívar into Guri."""
    up = tree.upwards(inner)
    leg = up[: up.index(place)] if place in up else []
    return any(tree.deps[i] == "prep" and tree.words[i] in ("in", "at", "near", "within") for i in leg)
