"""Participles behind a comma that the parser takes for the main verb: "Petrov, extradited to Chad by Mali, claims …".

The sentence has another finite verb behind the next comma, and no "and" joins the two: that one is what its subject
does, and the first tells what was done to it.
"""

from extractors.tree import Tree

_FINITE = ("VBZ", "VBD", "VBP")


def mend_reduced(tree: Tree, i: int) -> None:
    """Hang the participle on its subject, and that on the main verb, where this is one."""
    if tree.tags[i] not in ("VBD", "VBN") or tree.of(i, "dobj", "aux", "auxpass", "ccomp"):
        return
    subject = tree.kid(i, "nsubj")
    main = next((k for k in tree.of(i, "conj") if tree.tags[k] in _FINITE and tree.words[k - 1] == ","), None)
    if subject is None or main is None or tree.of(i, "cc") or tree.of(main, "nsubj", "nsubjpass", "cc", "conj"):
        return  # "fired on X, shelled Y and killed Z" are three deeds
    if "," not in tree.words[subject + 1 : i]:
        return
    tree.lift(main, i)
    tree.deps[main] = tree.deps[i]
    tree.rehang(subject, main)
    tree.rehang(i, subject)
    tree.retag(i, "VBN")
    tree.deps[i] = "acl"
    for k in [k for found in tree.preps(i).values() for noun in found for k in tree.of(noun, "prep")]:
        if tree.words[k] == "by":  # "to Chad by Mali"
            tree.rehang(k, i)
