"""Datelines are cut off the sentence that they stand before."""

import pytest

from extractors.datelines import part_datelines
from extractors.draft import Draft
from extractors.language import parse
from kg.model import Article


def _draft(text: str) -> Draft:
    return part_datelines(Draft(Article("a", text), next(parse([text]))))


@pytest.mark.parametrize(
    ("text", "town"),
    [
        ("TBILISI - Georgia accused Russia of shelling a village.", "tbilisi"),
        ("KHARTOUM - Sudan's army accused Chad of arming rebels.", "khartoum"),
        ("NAIROBI, Kenya (AP) - Rebels attacked a town.", "nairobi"),
    ],
)
def test_a_town_in_a_dateline_does_nothing(text: str, town: str) -> None:
    tree = _draft(text).tree
    at = tree.words.index(town)
    assert tree.deps[at] == "dep" and tree.heads[tree.heads[at]] == tree.heads[at]


def test_what_hung_on_the_town_is_the_subject() -> None:
    tree = _draft("KINSHASA - The Democratic Republic of Congo accused Uganda of shelling Bunia.").tree
    at = tree.words.index("republic")
    assert tree.deps[at] == "nsubj" and tree.words[tree.heads[at]] == "accused"


@pytest.mark.parametrize("text", ["Georgia accused Russia.", "Moscow - long an ally - left the talks.", "RABAT"])
def test_other_sentences_stay_as_they_are(text: str) -> None:
    doc = next(parse([text]))
    assert _draft(text).tree.heads == [t.head.i for t in doc]
