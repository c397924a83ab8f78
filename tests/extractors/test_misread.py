"""Verbs without their own subject or object, on trees: what is mended, and what is left as the parser has it."""

import pytest

from extractors.language import parse
from extractors.misread import mend_misread
from extractors.tree import Tree


def mended(text: str) -> Tree:
    """The tree of a sentence with what `misread` mends in it."""
    (doc,) = parse([text])
    tree = Tree(doc)
    for i in range(len(tree.deps)):
        mend_misread(tree, i)
    return tree


def above(tree: Tree, word: str) -> tuple[str, str]:
    i = tree.words.index(word)
    return tree.deps[i], tree.words[tree.heads[i]]


@pytest.mark.parametrize(
    ("text", "word", "wanted"),
    [
        ("Iran has provided the Sudanese army with Shahed drones.", "with", ("prep", "provided")),
        ("A blast in Homs, Syria killed ten people.", "syria", ("appos", "homs")),
        ("Egypt has, Addis Ababa says, supplied Eritrea with rockets.", "egypt", ("nsubj", "supplied")),
        ("The EU designated Hezbollah a terrorist organisation.", "organisation", ("oprd", "designated")),
        ("Last week in Goma, Rwanda accused Chad of lying.", "rwanda", ("nsubj", "accused")),
        ("The same day in Geneva, France recognised Kosovo.", "france", ("nsubj", "recognised")),
    ],
)
def test_what_a_word_hangs_on(text: str, word: str, wanted: tuple[str, str]) -> None:
    assert above(mended(text), word) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "Turkey backs the rebels who fled from Idlib, and condemned Russia on Monday.",
        "The minister, a doctor, said that France and Chile would leave.",
        "Ten people died in Homs, Syria.",
    ],
)
def test_a_tree_without_fault_stays(text: str) -> None:
    (doc,) = parse([text])
    plain = Tree(doc)
    assert (mended(text).heads, mended(text).deps) == (plain.heads, plain.deps)


@pytest.mark.parametrize(
    "text", ["A charge Bern called absurd.", "Denies, a claim Bern denies, denies.", "Bern, Bern said Bern."]
)
def test_a_mended_tree_is_a_tree(text: str) -> None:
    tree = mended(text)
    for i in range(len(tree.deps)):
        assert len(tree.upwards(i)) <= len(tree.deps)
        assert tree.heads[i] == i or i in tree.kids[tree.heads[i]]
