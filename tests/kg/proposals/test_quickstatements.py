"""Batches for QuickStatements."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.proposals import Party
from kg.proposals import quickstatements as qs
from kg.wikidata.statements import Statement
from tests.kg.proposals.conftest import ARMENIA, MINISTER, fact, proposed, receipt

AZERBAIJAN, SOMEBODY = Party("Azerbaijan", "Q227"), Party("somebody", None)


def test_a_statement_with_its_dates_and_references() -> None:
    made = proposed(fact(since="2015-01-02", until="2020", evidence=(receipt(1), receipt(2))))
    assert qs.lines([qs.command(made, "P463")]).split("\t") == [
        "Q399", "P463", "Q4354234", "P580", "+2015-01-02T00:00:00Z/11", "P582", "+2020-00-00T00:00:00Z/9",
        "S854", '"https://news.example/1"', "S1476", 'en:"Title 1"', "S577", "+2016-04-01T00:00:00Z/11",
        "S1683", 'en:"Armenia is a member of the "union" (1)."',
        "!S854", '"https://news.example/2"', "S1476", 'en:"Title 2"', "S577", "+2016-04-02T00:00:00Z/11",
        "S1683", 'en:"Armenia is a member of the "union" (2)."\n',
    ]  # fmt: skip


def test_the_same_as_csv() -> None:
    member = proposed(fact(since="2015", evidence=(receipt(1), receipt(2))))
    led = proposed(fact(MINISTER, "leads", ARMENIA, evidence=(receipt(3, title=None),)))
    made = qs.table([qs.command(member, "P463"), qs.command(led, "P6")])
    head, first, second = csv.reader(io.StringIO(made))
    reference = ["S854", "s1476", "s577", "s1683"]
    assert head == ["qid", "P6", *reference, "P463", "qal580", *reference, *reference]
    assert first[:8] == ["Q399", "", "", "", "", "", "Q4354234", "+2015-00-00T00:00:00Z/9"]
    assert second[:4] == ["Q399", "Q58217", '"https://news.example/3"', ""] and not any(second[6:])
    assert made.splitlines()[1].count('"""https://news.example/1"""') == 1, "quotes within quotes are doubled"


def test_who_says_it_and_who_denies_it_stand_beside_it() -> None:
    told = proposed(fact(standing="contested", said_by=(MINISTER_SAYS,), denied_by=(AZERBAIJAN, SOMEBODY)))
    assert qs.command(told, "P463").qualifiers == (("P1310", "Q227"), ("P3680", "Q58217"))
    assert qs.hindrance(told, "P463") == ""


MINISTER_SAYS = Party("Sergey Lavrov", "Q58217")


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"standing": "contested", "denied_by": (SOMEBODY,)}, "nobody who denies it has an item"),
        ({"standing": "attributed", "said_by": (SOMEBODY,)}, "nobody who says it has an item"),
        ({"evidence": (receipt(url=None), receipt(url="ftp://x/y"), receipt(url="https://["))}, "address"),
    ],
)
def test_what_cannot_be_written_says_why(more: dict[str, object], why: str) -> None:
    assert why in qs.hindrance(proposed(fact(**more)), "P463")


def test_an_open_property_and_dates_at_odds_are_no_statement() -> None:
    assert qs.hindrance(proposed(fact(MINISTER, "leads", ARMENIA)), None) == "choose one of P35, P6 as its property"
    clash = proposed(fact(since="2014"), Statement("Q399", "P463", "Q4354234", since="2015"))
    assert "mended by hand" in qs.hindrance(clash, "P463")


def test_only_plain_facts_need_no_decision() -> None:
    assert qs.is_plain(proposed(fact()))
    assert not qs.is_plain(proposed(fact(standing="attributed")))
    assert not qs.is_plain(proposed(fact(standing="contested", denied_by=(AZERBAIJAN,))))
    assert not qs.is_plain(proposed(fact(), Statement("Q399", "P463", "Q4354234")))


def test_an_address_is_one_cell() -> None:
    assert qs.address(' https://a.example/x y?q="1"|2#é ') == "https://a.example/x%20y?q=%221%22%7C2#%C3%A9"
    assert qs.address("https://a.example/100%25") == "https://a.example/100%25"
    assert qs.address("javascript:alert(1)") == qs.address(None) == ""


@settings(deadline=None, max_examples=40)
@given(st.text(max_size=60), st.text(max_size=60))
def test_no_text_breaks_a_line(title: str, sentence: str) -> None:
    made = qs.lines([qs.command(proposed(fact(evidence=(receipt(title=title, sentence=sentence),))), "P463")])
    line, rest = made[:-1], made[-1]
    cells = line.split("\t")
    assert (
        rest == "\n"
        and len(line.splitlines()) == 1
        and len(cells) % 2 == 1
        and "/*" not in line.replace("https://", "")
    )
    assert all(cell.endswith('"') for cell in cells if cell.startswith('en:"'))


def test_a_sentence_too_long_for_wikidata_is_left_out() -> None:
    made = qs.command(proposed(fact(evidence=(receipt(sentence="x" * 1501),))), "P463")
    assert [code for code, _ in made.references[0]] == ["854", "1476", "577"]
