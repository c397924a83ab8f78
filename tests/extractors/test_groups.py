"""Expressions for two parties at once, and for the opponent of one."""

from collections.abc import Callable

import pytest

Meant = Callable[..., list[str]]

WAR = "Fighting broke out between Eritrea and Ethiopia on Monday. "
BOTH = ["Eritrea", "Ethiopia"]


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("The two countries share a border.", "The two countries"),
        ("Both countries lost men.", "Both countries"),
        ("Both sides lost men.", "Both sides"),
        ("The two neighbours traded for years.", "The two neighbours"),
        ("The two former allies traded for years.", "The two former allies"),
        ("Both claim the town.", "Both"),
        ("The UN urged all sides to talk.", "all sides"),
        ("The UN urged the warring parties to talk.", "the warring parties"),
        ("The two states blamed each other.", "each other"),
        ("Both accused one another of lying.", "one another"),
        ("Both accused their rival of lying.", "their rival"),
    ],
)
def test_two_at_once(meant: Meant, sentence: str, words: str) -> None:
    assert meant(WAR + sentence, words) == BOTH


@pytest.mark.parametrize(
    ("sentence", "words", "name"),
    [
        ("Eritrea said it had pushed the enemy back.", "the enemy", "Ethiopia"),
        ("Ethiopia said it had pushed the enemy back.", "the enemy", "Eritrea"),
        ("Ethiopia blamed its rival.", "its rival", "Eritrea"),
        ("Ethiopia said enemy forces had fled.", "enemy forces", "Eritrea"),
    ],
)
def test_the_opponent_of_who_speaks(meant: Meant, sentence: str, words: str, name: str) -> None:
    assert meant(WAR + sentence, words) == [name]


def test_a_list_of_three_is_no_pair(meant: Meant) -> None:
    text = WAR + "Eritrea and Ethiopia closed roads. Kenya, Sudan and Chad sent food. The two countries thanked them."
    assert meant(text, "The two countries") == BOTH


def test_two_leaders_are_persons(meant: Meant) -> None:
    text = "Samuel Ortega met Angela Merkel in Cairo. Both leaders spoke."
    assert meant(text, "Both leaders") == ["Angela Merkel", "Samuel Ortega"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (WAR + "Both dogs barked.", "Both"),
        (WAR + "Both dogs barked.", "Both dogs"),
        (WAR + "Two countries in Asia sent food.", "Two countries"),
        ("The stones struck each other.", "each other"),
        ("Chad closed its border. The two countries share a river.", "The two countries"),
        ("Both were cold.", "Both"),
        ("The enemy of sleep is noise.", "The enemy"),
    ],
)
def test_silence(meant: Meant, text: str, words: str) -> None:
    assert meant(text, words) == []


@pytest.mark.parametrize(
    ("text", "words", "names"),
    [
        (
            "Eritrea and Ethiopia signed a truce. Turkey had armed Ethiopia. Kenya met Turkey. Djibouti, which borders "
            "both countries, welcomed it.",
            "both countries",
            ["Eritrea", "Ethiopia"],
        ),
        (
            "Chad accused Sudan of lying. Kenya spoke to Japan. Ghana called on both sides to talk.",
            "both sides",
            ["Chad", "Sudan"],
        ),
        (
            "The UN brokered a truce between the Houthis and the government. Kenya urged both sides to keep it.",
            "both sides",
            ["Houthi movement", "government"],
        ),
    ],
)
def test_the_pair_in_focus(meant: Meant, text: str, words: str, names: list[str]) -> None:
    assert meant(text, words) == names


def test_the_sides_of_a_border_are_nobody(meant: Meant) -> None:
    assert meant("People on both sides of the border between Ghana and Togo fled.", "both sides") == []


ROUND = "Chad, Serbia and Kenya held talks in Cairo. "


@pytest.mark.parametrize(
    ("title", "sides"),
    [
        ("Chad and Serbia trade blame", ["Chad", "Serbia"]),
        ("Serbia says Kenya fired first", ["Kenya", "Serbia"]),
        ("N'Djamena and Nairobi trade blame", ["Chad", "Kenya"]),
    ],
)
def test_the_title_says_whose_quarrel_it_is(meant: Meant, title: str, sides: list[str]) -> None:
    text = ROUND + "An envoy from Chad spoke in N'Djamena, another in Nairobi. The UN urged both sides to stop."
    assert meant(text, "both sides", title=title) == sides


def test_a_title_of_three_tells_of_no_two(meant: Meant) -> None:
    text = "Kenya attacked Serbia. Chad spoke. The UN urged both sides to stop."
    assert meant(text, "both sides", title="Chad, Serbia and Kenya meet") == ["Kenya", "Serbia"]


def test_what_the_text_says_outweighs_its_title(meant: Meant) -> None:
    text = "Kenya attacked Serbia, and Serbia attacked Kenya. Chad spoke. The UN urged both sides to stop."
    assert meant(text, "both sides", title="Chad and Serbia meet") == ["Kenya", "Serbia"]
