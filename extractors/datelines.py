"""Datelines, cut off the sentence that they stand before: in "TBILISI - Georgia accused Russia" no town accuses."""

from extractors.draft import Draft
from extractors.names.matching import whole_datelines


def part_datelines(draft: Draft) -> Draft:
    """Hang what the parser made of a dateline loosely under the sentence's root, so that it is nobody's subject."""
    tree = draft.tree
    for start, end in whole_datelines(draft.text):
        inside = draft.indices(start, end)
        for i in inside:
            if tree.heads[i] not in inside:
                root = _root(tree.heads, i)
                if root not in inside:
                    tree.rehang(i, root)
                    tree.deps[i] = "dep"
    return draft


def _root(heads: list[int], i: int) -> int:
    while heads[i] != i:
        i = heads[i]
    return i
