"""To whom something is given or written, where the parser hangs it on another word than the verb."""

from extractors.tree import Tree

_GIVING = frozenset(("sell", "give", "send", "lend", "offer", "grant", "hand", "supply", "pay", "promise", "pledge"))


def receiver(tree: Tree, i: int) -> list[int]:
    """The name between a verb of giving and a number or an article, which the parser takes for a part of what is
    given: a name that belongs to the noun would follow its number ("sold Niger two helicopters", but "sold two Niger
    stamps")."""
    if tree.lemmas[i] not in _GIVING:
        return []
    things = [(k, j) for k in tree.of(i, "dobj") for j in tree.of(k, "nummod", "det")]
    named = [j for k, number in things for j in tree.of(k, "nmod", "compound") if i < j < number]
    return [j for j in named if tree.tags[j] in ("NNP", "NNPS")][-1:]


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
