"""Pronouns: whom they mean, and when they mean nobody."""

from collections.abc import Callable

import pytest

from extractors.coreference.pronouns import is_pleonastic
from extractors.language import parse
from extractors.tree import Tree

Meant = Callable[..., list[str]]


@pytest.mark.parametrize(
    ("text", "words", "names"),
    [
        ("Angela Merkel met Samuel Ortega. She left early.", "She", ["Angela Merkel"]),
        ("Angela Merkel met Samuel Ortega. He left early.", "He", ["Samuel Ortega"]),
        ("Mr Okafor met Mrs Lindqvist. She left early.", "She", ["Lindqvist"]),
        ("Armenia said it had won.", "it", ["Armenia"]),
        ("Chad withdrew its envoy.", "its", ["Chad"]),
        ("Turkish troops dug in. They had tanks.", "They", ["Turkey"]),
        (
            "Samuel Ortega and Angela Merkel flew to Cairo. They met reporters.",
            "They",
            ["Angela Merkel", "Samuel Ortega"],
        ),
        ("Samuel Ortega and his brother fled.", "his", ["Samuel Ortega"]),
        ("Angela Merkel blamed herself.", "herself", ["Angela Merkel"]),
        ('"I will not resign," Angela Merkel said.', "I", ["Angela Merkel"]),
    ],
)
def test_whom(meant: Meant, text: str, words: str, names: list[str]) -> None:
    assert meant(text, words) == names


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Chad closed its border. It is raining.", "It"),
        ("Chad closed its border. It is clear that rains have failed.", "It"),
        ("Chad closed its border. It seems that rains have failed.", "It"),
        ("Chad closed the border. The road was old. It had holes.", "It"),
        ("He left early.", "He"),
        ("Angela Merkel slept. He left early.", "He"),
        ("Samuel Ortega saw him.", "him"),  # not himself
        ("The dogs ran. They barked at Chad.", "They"),
        ("I will not resign, Angela Merkel.", "I"),
    ],
)
def test_silence(meant: Meant, text: str, words: str) -> None:
    assert meant(text, words) == []


@pytest.mark.parametrize(
    "text", ["It is raining.", "It snowed.", "It is clear that he lied.", "It seems that he lied."]
)
def test_it_that_stands_for_nothing(text: str) -> None:
    assert is_pleonastic(Tree(next(parse([text]))), 0)


@pytest.mark.parametrize("text", ["It attacked the town.", "It said that he lied."])
def test_it_that_stands_for_something(text: str) -> None:
    assert not is_pleonastic(Tree(next(parse([text]))), 0)
