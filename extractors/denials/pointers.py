"""What a word of denial is about: its object, and whether that stands for something said before."""

from extractors.attribution.cues import is_utterance
from extractors.tree import Tree

_POINTERS = frozenset(("it", "this", "that", "these", "those", "them", "which", "so", "all"))
_ADJACENT = 3
"""Tokens from "denied" to "condemned" in "denied and strongly condemned"."""


def thing_denied(tree: Tree, i: int) -> int | None:
    """The head of what is denied: the verb's object, a passive's subject, the noun that a relative clause hangs on."""
    for k in tree.kids[i]:
        if tree.deps[k] in ("dobj", "nsubjpass"):
            return k
        if tree.deps[k] in ("xcomp", "ccomp") and (so := [j for j in tree.kids[k] if tree.words[j] == "so"]):
            return so[0]
        if tree.deps[k] == "prep" and tree.words[k] == "of" and tree.is_noun(i):
            return tree.kid(k, "pobj")
    if tree.deps[i] in ("relcl", "acl"):
        return tree.heads[i]
    return _shared_object(tree, i)


def _shared_object(tree: Tree, i: int) -> int | None:
    """The reports in "denied and dismissed the reports", which the parser hangs on the last verb only."""
    joined = [k for k in tree.of(i, "conj") if tree.is_verb(k)]
    return (
        tree.kid(joined[0], "dobj") if joined and joined[0] - i <= 3 and tree.kid(i, "ccomp", "xcomp") is None else None
    )


def is_pointer(tree: Tree, thing: int, cue: int) -> bool:
    """Whether a word can stand for something said before: a pronoun, or a noun of saying ("report", "accusation")."""
    if tree.words[thing] == "which" or (tree.words[thing] == "that" and thing < cue and tree.deps[cue] == "relcl"):
        return _sums_up(tree, thing, cue)
    if tree.words[thing] in _POINTERS:
        return True
    return is_utterance(tree, thing)


def _sums_up(tree: Tree, which: int, cue: int) -> bool:
    """Whether a relative pronoun stands for what was said: for a noun of saying, or for the clause before the comma."""
    noun = tree.heads[cue]
    if tree.deps[cue] == "relcl" and is_utterance(tree, noun):
        return True
    return which > 0 and tree.words[which - 1] in (",", "—", "–", "-", "(")


def is_spelled_out(tree: Tree, thing: int, cue: int) -> bool:
    """Whether a noun of saying brings its own content: "the claim that …", "reports of …"."""
    for k in tree.kids[thing]:
        if k < thing or k == cue:
            continue
        if tree.deps[k] in ("acl", "ccomp") and tree.tags[k] not in ("VBN", "VBG"):
            return True
        if tree.deps[k] in ("acl", "ccomp", "relcl") and tree.kid(k, "mark") is not None:
            return True
        if tree.deps[k] == "prep" and tree.words[k] in ("of", "about"):
            return True
    return False
