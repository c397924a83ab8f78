"""Pronouns: whom they mean, and when they mean nobody."""

from collections.abc import Callable

import pytest

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
        ('Samuel Ortega returned. "I am tired," he said.', "I", ["Samuel Ortega"]),
        ('"We will fight on," said Hamas spokesman Samuel Ortega.', "We", ["Hamas"]),
        ('"We will fight on," said Samuel Ortega, a spokesman for Hamas.', "We", ["Hamas"]),
        ("On its way out of the war, Chad freed its prisoners.", "its", ["Chad"]),
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
        ('"We are hungry," said Samuel Ortega.', "We"),
        ("Chad is at peace. On its way to the coast, the convoy lost two lorries.", "its"),
        ("Hundreds of villagers fled to Uganda. They had walked for days. They were hungry.", "They"),
        ("Chad expelled the traders. Those who fear for their lives have left.", "their"),
    ],
)
def test_silence(meant: Meant, text: str, words: str) -> None:
    assert meant(text, words) == []
