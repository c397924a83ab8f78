"""Whose attack it was in which somebody was killed: "was killed in an Israeli strike", "killed ten in strikes on Homs".

The verb tells to whom it was done, the noun by whom or where; either lacks what the other has.
"""

from extractors import lexicon
from extractors.roles import roles
from extractors.tree import Tree

_IN = ("in", "during", "by")
_FIGHTS = frozenset(("fighting", "clash", "battle", "combat", "skirmish", "firefight", "gunfight", "war"))
_WITHIN = ("in", "during", "of", "after")
_OWNING = ("poss", "amod", "compound", "nmod")


def strikers(tree: Tree, verb: int) -> list[int]:
    """The heads of those in whose attack the subject of a passive verb was hurt; none if untold."""
    if not _tells(tree, "verb", verb):
        return []
    below = tree.preps(verb)
    deeds = [t for prep in _IN for t in below.get(prep, ()) if _tells(tree, "noun", t)]
    return [k for deed in deeds for k in _doers(tree, deed)]


def _doers(tree: Tree, deed: int) -> list[int]:
    """Whose attack it is; a town before it only tells where ("the Beirut attack"), which the end's class shows."""
    by = tree.preps(deed).get("by", [])
    before = tree.of(deed, *_OWNING)
    return by or tree.spread([k for k in before if k < deed and tree.texts[k][:1].isupper()])


def killers(tree: Tree, deed: int) -> int | None:
    """The verb whose subject did the deed: "killed" in "India killed ten in missile strikes on Punjab"."""
    prep = tree.heads[deed]
    verb = tree.heads[prep]
    if tree.deps[verb] == "dobj":  # "killed ten people in strikes": the parser hangs the strikes on the people
        verb = tree.heads[verb]
    if tree.deps[deed] != "pobj" or tree.words[prep] not in ("in", "with") or not tree.is_verb(verb):
        return None
    if tree.of(deed, *_OWNING[:1]) or not _tells(tree, "noun", deed) or not _tells(tree, "verb", verb):
        return None
    active = tree.of(verb, "dobj") or tree.deps[verb] == "relcl"
    return verb if active and not tree.of(verb, "auxpass", "nsubjpass") else None


def engaged(tree: Tree, fight: int) -> list[int]:
    """Who fights where a fight only tells when or where something befell him: "lost ten men in clashes with rebels"."""
    if tree.lemmas[fight] not in _FIGHTS or not (tree.preps(fight).get("with") or tree.preps(fight).get("against")):
        return []
    i = fight
    while tree.deps[i] == "pobj" and tree.words[tree.heads[i]] in _WITHIN:
        i = tree.heads[tree.heads[i]]
    if i == fight or not tree.is_verb(i):
        return []
    return [t for t in tree.spread(tree.of(i, "nsubj", "nsubjpass")) if _is_fighter(tree, t)]


def _is_fighter(tree: Tree, i: int) -> bool:
    role = roles().by_noun.get(tree.lemmas[i])
    return tree.tags[i] in ("NNP", "NNPS") or (role is not None and role.cls in ("force", "group"))


def _tells(tree: Tree, kind: str, i: int) -> bool:
    """Whether the lexicon knows the word for one of attacking."""
    return any(r.predicate == "attacks" for r in lexicon.predicates().rules.get((kind, tree.lemmas[i]), ()))
