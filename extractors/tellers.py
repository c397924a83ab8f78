"""Who tells it, where the parser has made the teller part of something else.

"Rwanda backs them, a resident of Goma told AFP": the parser takes the resident for another name of theirs, and leaves
the verb without a subject, or with the town that was shelled for one. "On Sunday Armenia admitted": Armenia becomes
the day.
"""

from extractors.attribution.cues import uses_of
from extractors.times.words import WEEKDAYS
from extractors.tree import Tree

_MISTAKEN = frozenset(("appos", "conj", "npadvmod", "dep"))
"""What a teller after a comma is taken for."""
_BETWEEN = frozenset(("aux", "advmod", "neg"))
_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")
_CONTENTS = ("ccomp", "xcomp", "auxpass")


def mend_teller(tree: Tree, i: int) -> None:
    """Give a finite verb the noun phrase right before it for its subject, where that can be no part of the rest."""
    if tree.tags[i] not in ("VBD", "VBZ", "VBP"):
        return
    _mend_day(tree, i)
    _mend_stolen(tree, i)
    if "quote" in (uses_of(tree.words[i], tree.tags[i]) or {}):
        _mend_afterthought(tree, i)


def _mend_day(tree: Tree, i: int) -> None:
    """ "On Sunday Armenia admitted": the day belongs to the preposition, the name to the verb."""
    name = tree.kid(i, *_SUBJECTS)
    name = _before(tree, i) if name is None else name
    day, preposition = tree.left(name), tree.left(name) - 1
    if tree.words[day] not in WEEKDAYS or tree.heads[day] != name or not tree.tags[name].startswith("NNP"):
        return
    if preposition < 0 or tree.deps[preposition] != "prep" or tree.heads[preposition] != i:
        return
    if tree.heads[name] == preposition or tree.kid(preposition, "pobj") is None:
        tree.rehang(day, preposition)
        tree.rehang(name, i)
        tree.deps[day], tree.deps[name] = "pobj", "nsubj"


def _mend_stolen(tree: Tree, i: int) -> None:
    """ "Iran shelled Erbil, a commander told": the town is what was shelled, and the commander no other name of it."""
    thing = tree.kid(i, "nsubj")
    who = tree.kid(thing, "appos") if thing is not None else None
    verb = tree.left(thing) - 1 if thing is not None else -1
    if thing is None or who is None or verb < 0 or tree.deps[verb] != "ccomp" or tree.heads[verb] != i:
        return
    bare = tree.kid(verb, "nsubj") is not None and tree.kid(verb, "dobj", "prep", "ccomp", "xcomp") is None
    if bare and who < i and _phrase_after_comma(tree, _before(tree, i)) == who:
        tree.rehang(who, i)
        tree.rehang(thing, verb)
        tree.deps[who], tree.deps[thing] = "nsubj", "dobj"


def _mend_afterthought(tree: Tree, i: int) -> None:
    """ "Rwanda backs them, a resident told AFP": the verb of telling and the clause before it trade places."""
    main = _root(tree, i)
    who = _phrase_after_comma(tree, _before(tree, i))
    if who is None or not _is_mistaken(tree, who, i) or not tree.is_noun(who):
        return
    whole = main < who and tree.is_verb(main) and tree.kid(main, *_SUBJECTS) is not None
    if whole and not any(k > i for k in tree.of(i, *_CONTENTS)):
        tree.lift(i, main)
        tree.rehang(who, i)
        tree.deps[main], tree.deps[i], tree.deps[who] = "ccomp", "ROOT", "nsubj"


def _is_mistaken(tree: Tree, who: int, i: int) -> bool:
    """Whether the teller was taken for another name of something, or the telling for a relative clause about it."""
    if tree.heads[who] == i:  # without a relative word none stands after a comma
        return tree.deps[i] == "relcl" and not any(tree.tags[k].startswith("W") for k in tree.subtree(i))
    lone = tree.kid(i, *_SUBJECTS) is None and tree.is_verb(tree.heads[i])
    return lone and tree.deps[who] in _MISTAKEN and _root(tree, i) == tree.heads[i]


def _before(tree: Tree, i: int) -> int:
    """The token before a verb and its auxiliaries."""
    k = max(i - 1, 0)
    while k > 0 and tree.heads[k] == i and tree.deps[k] in _BETWEEN:
        k -= 1
    return k


def _phrase_after_comma(tree: Tree, k: int) -> int | None:
    """The head of the noun phrase that begins after a comma and ends with the token."""
    end = k + 1
    while tree.right(k) == end:
        left = tree.left(k)
        if left > 0 and tree.words[left - 1] == ",":
            return k
        if tree.heads[k] == k or tree.is_verbal(tree.heads[k]):
            return None
        k = tree.heads[k]
    return None


def _root(tree: Tree, i: int) -> int:
    while tree.heads[i] != i:
        i = tree.heads[i]
    return i
