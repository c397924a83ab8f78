"""Verbs that the parser coordinates with the wrong one, hung where their form says that they belong.

"India denied that it had lost two jets and accused Pakistan": the parser takes "accused" for a part of what is denied.
A finite verb without a subject of its own continues a clause whose verb is as finite as itself. Where the clause's verb
stands with a modal or "had", it is the speaking verb outside that goes on:

- after a modal ("said it will withdraw and blamed"), since "will blamed" is no English;
- after a gerund ("denies arming them and accuses"), for the same reason;
- after a bare "was" where it accuses ("said the army was in control and accused the rebels");
- after "had" only where the verb speaks and the clause's does not, since a participle looks like a past tense ("said it
  had killed two and captured a village", "said Kyiv had rejected the plan and accused it").

"Raab is an ally of Sunak and London has said that …": where the verb behind has no subject, and what stands before it
is taken for another ally, it is the subject of a clause of its own.
"""

from extractors.attribution.cues import uses_of
from extractors.draft import Draft
from extractors.tree import Tree

_CLAUSES = ("ccomp", "xcomp", "acl", "relcl")
_SUBJECTS = ("nsubj", "nsubjpass", "expl", "aux", "auxpass", "mark")
_HAVE = frozenset(("had", "has", "have", "'d", "’d", "'ve", "’ve"))
_FINITE = ("VBD", "VBZ", "VBP")


def mend_coordinations(draft: Draft) -> Draft:
    """Hang verbs that go on with what the speaker does under the speaking verb."""
    tree = draft.tree
    for i, dep in enumerate(tree.deps):
        if dep == "conj" and tree.tags[i] in _FINITE:
            speaking = _speaking_verb(tree, i)
            if speaking is not None:
                _move(tree, i, speaking)
        if tree.is_verb(i) and tree.kid(i, *_SUBJECTS[:3]) is None:
            _part_clauses(tree, i)
    return draft


def _part_clauses(tree: Tree, i: int) -> None:
    """Give a verb whose subject was taken for a member of the list before it that subject, and a clause of its own.

    A verb that went on with the first subject would have an "and" or a comma before it.
    """
    before = [c for c in tree.of(i, "ccomp") if c < i] or ([tree.heads[i]] if tree.deps[i] == "conj" else [])
    first = min([i, *(k for k in tree.of(i, "aux", "auxpass", "neg") if before and k > before[0])])
    name = first - 1
    if not before or before[0] > name or tree.tags[first] not in (*_FINITE, "MD") or not tree.is_noun(name):
        return
    clause, listed = before[0], tree.heads[name]
    joints = [k for k in tree.of(listed, "cc") if listed < k < name]
    if tree.deps[name] != "conj" or not joints or not tree.is_verb(clause) or clause not in tree.upwards(listed):
        return
    tree.rehang(name, i)
    tree.rehang(joints[-1], clause)
    if tree.deps[i] != "conj":
        tree.lift(clause, i)
        tree.deps[clause] = tree.deps[i]
    tree.deps[i], tree.deps[name] = "conj", "nsubj"


def _speaking_verb(tree: Tree, i: int) -> int | None:
    """The verb outside the clause that verb `i` continues by its form; None where it belongs to the clause."""
    inner = tree.heads[i]
    if tree.kid(i, *_SUBJECTS) is not None or not tree.is_verb(inner):
        return None
    outer = _outside(tree, inner)
    if outer is None or tree.tags[outer] != tree.tags[i] or not _speaks(tree, outer):
        return None
    goes_on = (
        (_has_perfect(tree, inner) or _tells_state(tree, inner, i)) and _speaks(tree, i) and not _speaks(tree, inner)
    )
    return outer if goes_on or _cannot_share(tree, inner) else None


def _outside(tree: Tree, inner: int) -> int | None:
    """The verb whose content the clause is, a noun between them or not: "denied that", "rejected claims that"."""
    if tree.deps[inner] not in _CLAUSES or tree.heads[inner] > inner:
        return None
    head = tree.heads[inner]
    if tree.is_verb(head):
        return head if tree.deps[inner] == "ccomp" or _is_gerund(tree, inner) else None
    return tree.heads[head] if tree.deps[head] == "dobj" and tree.is_verb(tree.heads[head]) else None


def _cannot_share(tree: Tree, inner: int) -> bool:
    return _is_gerund(tree, inner) or (tree.tags[inner] == "VB" and tree.kid(inner, "aux") is not None)


def _is_gerund(tree: Tree, inner: int) -> bool:
    return tree.tags[inner] == "VBG" and tree.kid(inner, *_SUBJECTS) is None


def _has_perfect(tree: Tree, inner: int) -> bool:
    return tree.tags[inner] == "VBN" and any(tree.words[k] in _HAVE for k in tree.of(inner, "aux"))


def _tells_state(tree: Tree, inner: int, i: int) -> bool:
    """Whether the clause only tells how things are, and who speaks then goes on: "said all was calm and accused"."""
    accuses = "accuse" in (uses_of(tree.words[i], tree.tags[i]) or ())
    return tree.lemmas[inner] == "be" and accuses and tree.kid(inner, "mark") is None


def _speaks(tree: Tree, i: int) -> bool:
    return uses_of(tree.words[i], tree.tags[i]) is not None


def _move(tree: Tree, i: int, outer: int) -> None:
    """Hang the verb, and the "and" before it, under the outer verb."""
    inner = tree.heads[i]
    links = [k for k in tree.of(inner, "cc") if k < i]
    for k in (*links[-1:], i):
        tree.rehang(k, outer)
