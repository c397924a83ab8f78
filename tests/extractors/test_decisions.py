"""What persons decided goes before what the reader finds, for these very words and no others."""

import pytest

from extractors import reader
from kg.decisions import Decision, Decisions
from kg.model import Article, Entity, GivenMention

TEXT = "Georgia accused Iran of arming rebels. Georgia Tech opened in Zandovia. Iranian officials denied it."


def read(*decided: Decision, mentions: tuple[GivenMention, ...] = (), text: str = TEXT) -> dict[str, Entity]:
    """The entities by the words that mention them."""
    article = Article("a", text, date="2020-01-01", mentions=mentions)
    found = reader(decisions=Decisions(decided)).read(article)
    return {m.text: e for e in found.entities for m in e.mentions}


def test_a_name_means_what_was_decided() -> None:
    found = read(Decision("the georgia", "Q1428"))
    assert (found["Georgia"].qid, found["Georgia"].score) == ("Q1428", 1.0)


def test_a_longer_name_is_another() -> None:
    assert read(Decision("Georgia", "Q1428"))["Georgia Tech"].qid != "Q1428"


def test_a_demonym_is_another_word() -> None:
    found = read(Decision("Iran", None))
    assert found["Iran"].qid is None and found["Iranian"].qid == "Q794"


def test_what_the_caller_gave_stays() -> None:
    given = (GivenMention(0, 7, "State", "Q230"),)
    assert read(Decision("Georgia", "Q1428"), mentions=given)["Georgia"].qid == "Q230"
    unlinked = (GivenMention(0, 7, "Person"),)
    assert read(Decision("Georgia", "Q1428"), mentions=unlinked)["Georgia"].type == "Person"


@pytest.mark.parametrize("decided", [Decision("Georgia", "Q230", rejected=True), Decision("Georgia", None)])
def test_what_was_ruled_out_is_not_linked(decided: Decision) -> None:
    assert read(decided)["Georgia"].qid != "Q230"


def test_a_rejection_of_another_item_changes_nothing() -> None:
    assert read(Decision("Iran", "Q1", rejected=True))["Iran"].qid == "Q794"


def test_an_item_that_nobody_knows_gets_the_label_and_class_that_were_given() -> None:
    found = read(Decision("Zandovia", "Q99999999", type="Region", label="Republic of Zandovia"))["Zandovia"]
    assert (found.qid, found.name, found.type) == ("Q99999999", "Republic of Zandovia", "Region")


def test_a_decision_on_other_names_changes_no_byte() -> None:
    assert read(Decision("Tech", "Q1"), Decision("Tehran", None)) == read()
