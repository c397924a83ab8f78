"""Role nouns: the state they act for, the group they are, the thing they take up; and where they mean nobody known."""

from collections.abc import Callable

import pytest

from extractors.draft import Draft

Meant = Callable[..., list[str]]


@pytest.mark.parametrize(
    ("text", "words", "names"),
    [
        ("Turkish troops crossed the river.", "Turkish troops", ["Turkey"]),
        ("Egypt's army fired first.", "Egypt's army", ["Egypt"]),
        ("The troops of Armenia withdrew.", "The troops", ["Armenia"]),
        ("Officials in Tehran denied it.", "Officials", ["Iran"]),
        ("Azeri and Armenian troops met.", "Armenian troops", ["Armenia", "Azerbaijan"]),
        (
            "The minister met his Greek and Turkish counterparts.",
            "his Greek and Turkish counterparts",
            ["Greece", "Turkey"],
        ),
        ("Syrian rebels took the hill.", "Syrian rebels", ["Syrian rebels"]),
        ("The rebels in Syria took the hill.", "The rebels", ["Syrian rebels"]),
        ("Kurdish fighters held the bridge.", "Kurdish fighters", ["Kurdish fighters"]),
        ("Taliban fighters held the bridge.", "Taliban fighters", ["Taliban"]),
        ("Pro-Russian separatists left.", "Pro-Russian separatists", ["Pro-Russian separatists"]),
    ],
)
def test_whose(meant: Meant, text: str, words: str, names: list[str]) -> None:
    assert meant(text, words) == names


def test_a_backed_group_is_not_its_backers(meant: Meant) -> None:
    text = "Iran-backed militias fired at the base in Iraq."
    assert meant(text, "Iran-backed militias") == ["Iran-backed militias"]


def test_troops_in_a_country_are_not_its_own(meant: Meant) -> None:
    assert meant("Turkish troops in Syria shot back.", "Turkish troops") == ["Turkey"]


@pytest.mark.parametrize(
    ("text", "words", "names"),
    [
        ("Afghanistan's Taliban fighters fired first.", "Afghanistan's Taliban fighters", ["Taliban"]),
        ("Rockets were fired by the militant group Hamas.", "the militant group", ["Hamas"]),
        ("Kenya sent troops to the border with Chad.", "troops", ["Kenya"]),
        ("Chad fell silent. Kenya sent soldiers.", "soldiers", ["Kenya"]),
    ],
)
def test_the_nearer_of_two_owners(meant: Meant, text: str, words: str, names: list[str]) -> None:
    assert meant(text, words) == names


def test_a_president_of_another_state_is_not_meant(meant: Meant) -> None:
    text = "Kenyan President Samuel Ortega flew to Cairo. The Egyptian president received him."
    assert meant(text, "The Egyptian president") == ["Egypt"]
    assert meant(text, "him") == ["Samuel Ortega"]


def test_the_ministry_is_the_one_named_last(meant: Meant) -> None:
    text = "The Kenyan Foreign Ministry protested. Sudan replied. The ministry then recalled its envoy."
    assert meant(text, "The ministry") == ["Ministry of Foreign Affairs of Kenya"]


def test_a_minister_brings_his_ministry(meant: Meant) -> None:
    text = "Kenyan Defence Minister Samuel Ortega flew to Cairo. The ministry gave no reason."
    assert meant(text, "The ministry") == ["Ministry of Defence of Kenya"]


def test_the_titled_person(meant: Meant) -> None:
    text = "Kenyan President Samuel Ortega spoke first. The president praised the army."
    assert meant(text, "The president") == ["Samuel Ortega"]


def test_a_former_title_is_nobody_now(meant: Meant) -> None:
    text = "Former President Samuel Ortega spoke first. The president did not reply."
    assert "Samuel Ortega" not in meant(text, "The president")


def test_an_apposition(meant: Meant) -> None:
    text = "Samuel Ortega, the Kenyan foreign minister, flew home."
    assert meant(text, "the Kenyan foreign minister") == ["Samuel Ortega"]


def test_a_statesman_s_troops_are_the_state_s(meant: Meant) -> None:
    text = "Kenyan President Samuel Ortega said that his troops would stay."
    assert meant(text, "his troops") == ["Kenya"]


@pytest.mark.parametrize(
    ("text", "words", "names"),
    [
        ("Chad closed its border. The country has few roads.", "The country", ["Chad"]),
        ("Floods hit Mosul. The city lies on the Tigris.", "The city", ["Mosul"]),
        ("Fighting reached the city of Mosul.", "the city", ["Mosul"]),
        ("NATO met in June. The organisation has no army.", "The organisation", ["NATO"]),
    ],
)
def test_what_was_named_before(meant: Meant, text: str, words: str, names: list[str]) -> None:
    assert meant(text, words) == names


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Chad closed its border. A country needs roads.", "A country"),
        ("Chad closed its border. The neighbouring country protested.", "The neighbouring country"),
        ("Chad closed its border. The country that lost most was poor.", "The country"),
        ("The country has few roads.", "The country"),
        ("Chad closed its border. Its neighbour protested.", "Its neighbour"),
        ("Floods hit Mosul. Chad sent food to its capital.", "its capital"),
        ("Chad closed its border. The church stood empty.", "The church"),
    ],
)
def test_silence(meant: Meant, text: str, words: str) -> None:
    assert meant(text, words) == []


def test_every_mention_that_is_left_has_an_entity(draft_of: Callable[..., Draft]) -> None:
    draft = draft_of("The country has few roads. Two tanks burnt. The church fell. They wept. Turkish troops left.")
    assert all(m.entities for m in draft.mentions)
    assert all(m in draft.entities[e].mentions for m in draft.mentions for e in m.entities)
