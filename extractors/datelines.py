"""Datelines, cut off the sentence that they stand before: in "TBILISI - Georgia accused Russia" no town accuses."""

from extractors.draft import Draft
from extractors.names.matching import whole_datelines
from extractors.tree import Tree

_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")


def part_datelines(draft: Draft) -> Draft:
    """Hang what the parser made of a dateline loosely under the sentence's root, so that it is nobody's subject.

    Where the parser made the dateline the head of the noun phrase that the story begins with, that takes its place.
    """
    tree = draft.tree
    for start, end in whole_datelines(draft.text):
        inside = draft.indices(start, end)
        for i in inside:
            if tree.heads[i] not in inside:
                _part(tree, i, inside)
    return draft


def _part(tree: Tree, i: int, inside: range) -> None:
    root = _root(tree.heads, i)
    if root in inside:
        return
    for k in [k for j in inside for k in tree.kids[j] if k not in inside]:
        tree.rehang(k, root)
        subject = tree.is_noun(k) and k < root and not any(j not in inside for j in tree.of(root, *_SUBJECTS))
        tree.deps[k] = "nsubj" if subject else "dep"
    tree.rehang(i, root)
    tree.deps[i] = "dep"


def _root(heads: list[int], i: int) -> int:
    while heads[i] != i:
        i = heads[i]
    return i
