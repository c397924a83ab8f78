"""Nouns that "and" joins to the wrong one, on trees: what is mended, and what is left as the parser has it."""

import pytest

from extractors.misjoined import mend_misjoined
from tests.extractors.trees import above, is_tree, mended, stays


def test_what_is_plural_is_several() -> None:
    tree = mended("The Saudi-backed government of Yemen and Iran-backed Houthi rebels fight.", mend_misjoined)
    assert above(tree, "rebels") == ("conj", "government")


@pytest.mark.parametrize(
    "text",
    [
        "A group of Kurds and Arabs fight.",
        "The government of Serbia and Montenegro fights.",
        "Ten rebels and six soldiers died.",
        "Turkey and two Kurdish groups met.",
    ],
)
def test_a_tree_without_fault_stays(text: str) -> None:
    assert stays(text, mend_misjoined)


@pytest.mark.parametrize("text", ["Of Bern and two of Bern and three fight.", "And two and Bern."])
def test_a_mended_tree_is_a_tree(text: str) -> None:
    assert is_tree(mended(text, mend_misjoined))
