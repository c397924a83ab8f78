"""Linking: which item a name means where it stands, and when it is better left open."""

import pytest

from extractors.draft import Draft, Mention
from extractors.encoder import encode_sentences
from extractors.heads import recognise_names
from extractors.language import parse
from extractors.linking import THRESHOLD, link_names
from extractors.names import find_names
from kg.model import Article, GivenMention


def linked(text: str, *mentions: GivenMention, date: str | None = None) -> list[Mention]:
    doc = next(iter(parse([text])))
    return link_names(
        find_names(recognise_names(encode_sentences(Draft(Article("a", text, mentions=mentions, date=date), doc))))
    ).mentions


def item(text: str, name: str) -> tuple[str | None, str]:
    """The QID and kind of the last mention with these words."""
    *_, mention = (m for m in linked(text) if text[m.start : m.end] == name)
    return mention.qid, mention.kind


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("Armenia rejects the plan.", "Armenia", ("Q399", "name")),
        ("Azeri troops crossed the river.", "Azeri", ("Q227", "demonym")),
        ("The Russians left at night.", "Russians", ("Q159", "demonym")),
    ],
)
def test_names_and_peoples(text: str, name: str, expected: tuple[str, str]) -> None:
    assert item(text, name) == expected


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("{Baku} denies the report.", "Q227"),
        ("{Ankara} supports the rebels, while {Tehran} arms the other side.", "Q794"),
        ("Syria is an ally of {Moscow}.", "Q159"),
        ("They accused {Kyiv} of delay.", "Q212"),
        ("{Moscow}'s allies agreed.", "Q159"),
        ("The deal was brokered by {Tehran}.", "Q794"),
        ("Relations between {Moscow} and {Ankara} soured.", "Q43"),
        ("According to {Tehran}, nothing happened.", "Q794"),
        ("The {Kremlin} refused.", "Q159"),
        ("They stayed loyal to {Damascus}.", "Q858"),
        ("{Tehran} is thought to be arming them.", "Q794"),
    ],
)
def test_a_capital_that_acts_is_its_state(text: str, state: str) -> None:
    name = text[text.rindex("{") + 1 : text.rindex("}")]
    assert item(text.replace("{", "").replace("}", ""), name) == (state, "metonym")


@pytest.mark.parametrize(
    "text",
    [
        "Shells fell on {Baku} again.",
        "The envoys met in {Ankara} on Tuesday.",
        "Rebels shelled {Damascus} for hours.",
        "They reached the capital, {Kyiv}, at noon.",
        "The streets of {Tehran} were empty.",
        "{Tehran} is a large city.",
        "{Moscow} police arrested the man.",
        "The army captured {Kabul} and moved on.",
        "He flew from {Baku} to {Tehran}.",
    ],
)
def test_a_capital_that_is_ground_is_not_its_state(text: str) -> None:
    name = text[text.rindex("{") + 1 : text.rindex("}")]
    *_, mention = (m for m in linked(text.replace("{", "").replace("}", "")) if m.end - m.start == len(name))
    assert mention.kind == "name"
    assert mention.type in ("City", "Place")
    assert all(c.item.type != "State" for c in mention.candidates)


def test_scores_are_shares_and_follow_the_order_of_candidates() -> None:
    mentions = linked("Moscow accused the United States and Azeri troops of a raid in Georgia.")
    assert {m.qid for m in mentions} >= {"Q159", "Q30", "Q227", "Q230"}
    for m in mentions:
        assert THRESHOLD <= m.score < 1
        assert m.candidates[0].item.qid == m.qid


@pytest.mark.parametrize(
    "text",
    [
        "The Washington Examiner printed it.",
        "The Kansas City Chiefs won.",
        "Mr. Michael Jordan smiled at the crowd.",
        "The USS Holland sank.",
    ],
)
def test_a_name_that_is_part_of_something_else_is_not_linked(text: str) -> None:
    assert [m.qid for m in linked(text) if m.qid] == []


def test_the_articles_own_long_form_decides_over_its_short_one() -> None:
    text = "They built an air pump (AP). The AP is small."
    assert [m.qid for m in linked(text) if text[m.start : m.end] == "AP"] == [None, None]
    text = "The African Union (AU) met. The AU said so."
    assert {m.qid for m in linked(text)} == {"Q7159"}


def test_towns_around_it_tell_which_georgia() -> None:
    text = "They drove from Boston, Chicago and Houston past Atlanta, Nashville and Memphis into Georgia at night."
    assert item(text, "Georgia")[0] != "Q230"
    text = "They drove from Tbilisi and Gori into Georgia at night."
    assert item(text, "Georgia")[0] == "Q230"


def test_the_years_of_a_state() -> None:
    assert item("In 1943 the Russian Empire was long gone.", "Russian Empire")[0] == "Q34266"


def test_a_dateline_is_ground() -> None:
    text = "MOSCOW (AP) _ Nobody spoke.\n\nKYIV, Ukraine - Somebody did."
    assert [(text[m.start : m.end], m.qid, m.type) for m in linked(text) if m.type == "City"] == [
        ("MOSCOW", "Q649", "City"),
        ("KYIV", "Q1899", "City"),
    ]


def test_what_the_caller_knows_is_not_decided_again() -> None:
    text = "Georgia won the game."
    (mention,) = linked(text, GivenMention(0, 7, "Region", "Q1428"))
    assert (mention.qid, mention.type, mention.kind, mention.score) == ("Q1428", "Region", "name", 1.0)


def test_a_given_mention_without_an_item_is_linked_but_never_retyped() -> None:
    (mention,) = linked("Georgia agreed.", GivenMention(0, 7, "Region"))
    assert (mention.qid, mention.type) == ("Q230", "Region")


def test_nothing_known_nothing_linked() -> None:
    (mention,) = linked("Later Petra Vandermolen smiled.")
    assert (mention.qid, mention.candidates, mention.score) == (None, (), 0.0)


def test_the_same_text_gives_the_same_links() -> None:
    text = "Moscow and Ankara accused Georgia; the Kremlin said Azeri troops had left Baku."
    first, second = (linked(text, date="2016-04-02") for _ in range(2))
    assert [(m.span, m.qid, m.score, m.kind) for m in first] == [(m.span, m.qid, m.score, m.kind) for m in second]


def test_two_blanks_in_a_name_do_no_harm() -> None:
    text = "George W.  Bush met  Putin in  Moscow.  Bush left."
    assert "Moscow" in {text[m.start : m.end] for m in linked(text)}
