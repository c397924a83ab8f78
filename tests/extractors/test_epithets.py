"""What a text calls its actors: appositions, predicates, "named"; and the definite noun afterwards."""

import pytest

from extractors.coreference.epithets import is_person_noun
from tests.extractors.conftest import Meant

BOY = "Samuel Ortega, a 14-year-old boy, was shot in Cairo. "


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        (BOY, "a 14-year-old boy", "Samuel Ortega"),
        (BOY + "The boy died on Friday.", "The boy", "Samuel Ortega"),
        (BOY + "The young boy died on Friday.", "The young boy", "Samuel Ortega"),
        ("Samuel Ortega was a beekeeper in Chad.", "a beekeeper", "Samuel Ortega"),
        ("Samuel Ortega was a beekeeper in Chad. The beekeeper fled.", "The beekeeper", "Samuel Ortega"),
        ("Police arrested a baker named Samuel Ortega.", "a baker", "Samuel Ortega"),
        ("Samuel Ortega fled with his brother, Pedro Ortega.", "his brother", "Pedro Ortega"),
    ],
)
def test_whom_a_noun_calls(meant: Meant, text: str, words: str, name: str) -> None:
    assert meant(text, words) == [name]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (BOY + "A boy from Chad saw it. The boy ran away.", "The boy"),
        (BOY + "The other boy ran away.", "The other boy"),
        (BOY + "The boy who saw it ran away.", "The boy"),
        (BOY + "A boy ran away.", "A boy"),
        ("Samuel Ortega is not a beekeeper.", "a beekeeper"),
        ("Samuel Ortega may be a beekeeper.", "a beekeeper"),
        ("Is Samuel Ortega a beekeeper?", "a beekeeper"),
        ("If Samuel Ortega is a beekeeper, he will be stung.", "a beekeeper"),
        ("Samuel Ortega was a disaster.", "a disaster"),
        ("Smoke rose over the port. Image: NASA.", "Image"),
        ("The beekeeper fled.", "The beekeeper"),
    ],
)
def test_silence(meant: Meant, text: str, words: str) -> None:
    assert meant(text, words) == []


@pytest.mark.parametrize("noun", ["woman", "lawyer", "minister"])
def test_nouns_of_persons(noun: str) -> None:
    assert is_person_noun(noun)


@pytest.mark.parametrize("noun", ["river", "error", "army"])
def test_nouns_of_others(noun: str) -> None:
    assert not is_person_noun(noun)
