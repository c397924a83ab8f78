"""Clauses tied to what stands before them, on trees: what is mended, and what is left as the parser has it."""

import pytest

from extractors.clauses import mend_clause
from tests.extractors.trees import above, is_tree, mended, stays


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
    assert above(mended(text, mend_clause), word) == wanted


def test_a_noun_with_a_subject_is_a_verb() -> None:
    tree = mended("The Houthis in Yemen, which Tehran also arms, offered a truce.", mend_clause)
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
    assert stays(text, mend_clause)


@pytest.mark.parametrize(
    "text", ["After Bern, Bern, Bern.", "Between, arms between years.", "Helped Mali helped Mali."]
)
def test_a_mended_tree_is_a_tree(text: str) -> None:
    assert is_tree(mended(text, mend_clause))
