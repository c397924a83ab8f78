"""What definite descriptions take up, and whose "the government" is."""

import pytest

from tests.extractors.conftest import Meant


@pytest.mark.parametrize(
    ("text", "words", "names"),
    [
        ("Kosovo accused Serbia. Kosovo said the Serbian state had armed them.", "the Serbian state", ["Serbia"]),
        ("Kosovo, a predominantly Albanian country, is free.", "a predominantly Albanian country", ["Kosovo"]),
        ("Hamas, a Palestinian group, denied it.", "a Palestinian group", ["Hamas"]),
        ("Mali is at war. Islamic State killed ten men, the government said.", "the government", ["Mali"]),
        ("Chad met Ghana. Nicaragua announced that the government would pay.", "the government", ["Nicaragua"]),
        ("Chad met Ghana. In Honduras, a law allowed the government to seize money.", "the government", ["Honduras"]),
        ("Armenia lost. Men stormed the parliament in Yerevan.", "the parliament", ["Parliament of Armenia"]),
        ("Ukrainian President Petro Poroshenko said the army had left Kyiv.", "the army", ["Ukraine"]),
        ("France closed its embassy in Niger. The embassy in Niamey was burnt.", "The embassy", ["France"]),
    ],
)
def test_the_state_that_is_meant(meant: Meant, text: str, words: str, names: list[str]) -> None:
    assert meant(text, words) == names


def test_the_government_of_a_president_stays_his(meant: Meant) -> None:
    text = "Saudi Arabia backs the government of President Idris Okello. The government thanked Saudi Arabia."
    assert meant(text, "The government") == ["government of Idris Okello"]


def test_diplomats_in_a_region_are_no_state_s(meant: Meant) -> None:
    assert meant("Diplomats in the region said that Mali had hired men.", "Diplomats") == ["diplomats"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("A former US official said Russia was to blame.", "A former US official"),
        ("The former Chadian minister left.", "The former Chadian minister"),
        ("Nicaragua's Atlantic coast is poor. Men hide in the Atlantic regions.", "the Atlantic regions"),
    ],
)
def test_nobody_is_meant(meant: Meant, text: str, words: str) -> None:
    assert meant(text, words) == []


def test_an_interim_government_is_not_the_one_in_focus(meant: Meant) -> None:
    assert meant("Russia left Chad. Russia said rebels defied the interim government.", "the interim government") != [
        "Russia"
    ]


def test_both_towns_of_a_list(meant: Meant) -> None:
    assert meant("Shells fell on the towns of Kati and Gao.", "the towns") == ["Gao", "Kati"]
