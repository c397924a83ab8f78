"""Clauses tied to what stands before them, on trees: what is mended, and what is left as the parser has it."""

import pytest

from extractors.clauses import mend_clause
from extractors.language import parse
from extractors.tree import Tree


def mended(text: str) -> Tree:
    """The tree of a sentence with what `clauses` mends in it."""
    (doc,) = parse([text])
    tree = Tree(doc)
    for i in range(len(tree.deps)):
        mend_clause(tree, i)
    return tree


def above(tree: Tree, word: str) -> tuple[str, str]:
    i = tree.words.index(word)
    return tree.deps[i], tree.words[tree.heads[i]]


@pytest.mark.parametrize(
    ("text", "word", "wanted"),
    [
        ("India bombed it after a suicide bomber of Jaish killed ten police.", "bomber", ("nsubj", "killed")),
        (
            "It began firing across the border on October 8, a day after Hamas, its ally, attacked southern Israel.",
            "hamas",
            ("nsubj", "attacked"),
        ),
        ("Russia helped Mali retake Kidal.", "mali", ("nsubj", "retake")),
        ("The first truce in six years between Chad and Sudan holds.", "between", ("prep", "truce")),
        ("China called the Indian operation regrettable.", "operation", ("dobj", "called")),
        ("Mali, Burkina Faso and Niger formed a union.", "faso", ("conj", "mali")),
    ],
)
def test_what_a_word_hangs_on(text: str, word: str, wanted: tuple[str, str]) -> None:
    assert above(mended(text), word) == wanted


def test_a_noun_with_a_subject_is_a_verb() -> None:
    tree = mended("The Houthis in Yemen, which Tehran also arms, offered a truce.")
    assert tree.tags[tree.words.index("arms")].startswith("VB")


@pytest.mark.parametrize(
    "text",
    [
        "Turkey sent arms to Mali after the rebels, its enemy, had left Goma.",
        "The chief, a doctor, met France, Chile and Peru.",
        "Ten people died in the six years between the wars.",
        "Bern called the raid on Goma illegal.",
    ],
)
def test_a_tree_without_fault_stays(text: str) -> None:
    (doc,) = parse([text])
    plain = Tree(doc)
    assert (mended(text).heads, mended(text).deps) == (plain.heads, plain.deps)


@pytest.mark.parametrize(
    "text", ["After Bern, Bern, Bern.", "Between, arms between years.", "Helped Mali helped Mali."]
)
def test_a_mended_tree_is_a_tree(text: str) -> None:
    tree = mended(text)
    for i in range(len(tree.deps)):
        assert len(tree.upwards(i)) <= len(tree.deps)
        assert tree.heads[i] == i or i in tree.kids[tree.heads[i]]
