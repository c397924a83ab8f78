"""To whom something is given or written, where the parser hangs it on another word than the verb."""

from extractors.tree import Tree

_GIVING = frozenset(("sell", "give", "send", "lend", "offer", "grant", "hand", "supply", "pay", "promise", "pledge"))

_MAKERS = frozenset(("Organisation", "Person", "Place", "City"))


def receiver(tree: Tree, i: int) -> list[int]:
    """The names between a verb of giving and what is given, which the parser takes for a part of that.

    Before a number or an article nothing else can stand there ("sold Niger two helicopters", but "sold two Niger
    stamps"); right behind the verb it may also be a maker's name ("sold Boeing jets"), which `is_maker` tells.
    """
    if tree.lemmas[i] not in _GIVING:
        return []
    things = tree.of(i, "dobj")
    parted = [(k, j) for k in things for j in tree.of(k, "nummod", "det")]
    named = [j for k, number in parted for j in tree.of(k, "nmod", "compound") if i < j < number][-1:]
    before = [j for k in things for j in tree.of(k, "nmod", "compound")]
    before += [j for k in before for j in tree.of(k, "nmod", "compound")]  # "sold Mali Bayraktar drones"
    named = named or [j for j in before if _is_next(tree, i, j)]
    return tree.spread([j for j in named if tree.tags[j] in ("NNP", "NNPS")])


def _is_next(tree: Tree, verb: int, name: int) -> bool:
    """Whether a name begins right behind the verb, less an article that would not stand before a maker's."""
    first = tree.left(name)
    while first > verb + 1 and tree.tags[first - 1] in ("NNP", "DT"):
        first -= 1
    return first == verb + 1 and not tree.texts[name].isupper()


def is_maker(tree: Tree, name: int, type_: str) -> bool:
    """Whether a name of the class before what is given only tells of which make it is: "sold Boeing jets"."""
    thing = tree.heads[name]
    inside = tree.deps[name] in ("compound", "nmod") and tree.deps[thing] == "dobj" and name < thing
    return inside and tree.lemmas[tree.heads[thing]] in _GIVING and type_ in _MAKERS


_ASKING = frozenset(("call", "urge", "ask", "demand", "request", "beg", "plead", "warn", "seek", "invite"))


def writer_of(tree: Tree, reader: int, participle: int) -> int | None:
    """The verb in "wrote to the minister calling for", where the parser hangs the call on the minister.

    Who is "shelling Aden" does it himself.
    """
    if tree.tags[participle] != "VBG" or tree.lemmas[participle] not in _ASKING:
        return None
    verb = tree.heads[tree.heads[reader]]
    to = tree.deps[reader] == "pobj" and tree.words[tree.heads[reader]] == "to"
    return verb if to and tree.lemmas[verb] in ("write", "appeal") else None


def addressed(tree: Tree, i: int) -> int | None:
    """The rebels in "appealed to the rebels besieging Goma", where the parser hangs the participle on the verb."""
    name, verb = i - 1, tree.heads[i]
    if tree.deps[i] != "xcomp" or tree.tags[i] != "VBG" or tree.lemmas[i] in _ASKING or name < verb:
        return None
    to = tree.deps[name] == "pobj" and tree.words[tree.heads[name]] == "to"
    return name if to and tree.heads[tree.heads[name]] == verb else None
