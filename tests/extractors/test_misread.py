"""Verbs without their own subject or object, on trees: what is mended, and what is left as the parser has it."""

import pytest

from extractors.misread import mend_misread
from tests.extractors.trees import above, is_tree, mended, stays


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
    assert above(mended(text, mend_misread), word) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "Turkey backs the rebels who fled from Idlib, and condemned Russia on Monday.",
        "The minister, a doctor, said that France and Chile would leave.",
        "Ten people died in Homs, Syria.",
    ],
)
def test_a_tree_without_fault_stays(text: str) -> None:
    assert stays(text, mend_misread)


@pytest.mark.parametrize(
    "text", ["A charge Bern called absurd.", "Denies, a claim Bern denies, denies.", "Bern, Bern said Bern."]
)
def test_a_mended_tree_is_a_tree(text: str) -> None:
    assert is_tree(mended(text, mend_misread))
