"""To whom something is given or written, where the parser hangs it on another word than the verb."""

from extractors.tree import Tree

_GIVING = frozenset(("sell", "give", "send", "lend", "offer", "grant", "hand", "supply", "pay", "promise", "pledge"))


def receiver(tree: Tree, i: int) -> list[int]:
    """The name between a verb of giving and a number, which the parser takes for a part of what is given: a name that
    belongs to the noun would follow its number ("sold Niger two helicopters", but "sold two Niger stamps")."""
    if tree.lemmas[i] not in _GIVING:
        return []
    things = [(k, j) for k in tree.of(i, "dobj") for j in tree.of(k, "nummod", "det")]
    named = [j for k, number in things for j in tree.of(k, "nmod", "compound") if i < j < number]
    return [j for j in named if tree.tags[j] in ("NNP", "NNPS")][-1:]


def writer_of(tree: Tree, reader: int) -> int | None:
    """The verb in "wrote to the minister calling for", where the parser hangs the call on the minister."""
    verb = tree.heads[tree.heads[reader]]
    to = tree.deps[reader] == "pobj" and tree.words[tree.heads[reader]] == "to"
    return verb if to and tree.lemmas[verb] in ("write", "appeal") else None
