"""What the tests of mended dependency trees share."""

from collections.abc import Callable

from extractors.language import parse
from extractors.tree import Tree

Mend = Callable[[Tree, int], None]


def plain(text: str) -> Tree:
    """The tree of a sentence as the parser has it."""
    (doc,) = parse([text])
    return Tree(doc)


def mended(text: str, mend: Mend) -> Tree:
    """The tree of a sentence with what is mended at each of its tokens."""
    tree = plain(text)
    for i in range(len(tree.deps)):
        mend(tree, i)
    return tree


def above(tree: Tree, word: str) -> tuple[str, str]:
    """The label of the first token of this form, and what it hangs on."""
    i = tree.words.index(word)
    return tree.deps[i], tree.words[tree.heads[i]]


def stays(text: str, mend: Mend) -> bool:
    """Whether nothing is mended in the sentence."""
    tree, was = mended(text, mend), plain(text)
    return (tree.heads, tree.deps) == (was.heads, was.deps)


def is_tree(tree: Tree) -> bool:
    """Whether each token hangs below the root, and its head knows it."""
    tokens = range(len(tree.deps))
    return all(tree.heads[i] == i or i in tree.kids[tree.heads[i]] for i in tokens) and all(
        len(tree.upwards(i)) <= len(tree.deps) for i in tokens
    )
