"""Tables of proposals, and the decisions that come back."""

import csv
import io

import pytest

from kg.errors import DataError
from kg.proposals import page, review
from kg.proposals.review import COLUMNS, Decision
from kg.wikidata.statements import Statement
from tests.kg.proposals.conftest import ARMENIA, MINISTER, fact, proposed, receipt

MEMBER = proposed(fact(since="2015", evidence=(receipt(sentence='=cmd\t"x"\n<b>é</b>'),)))
TAKEN = (Statement("Q399", "P35", "Q1"), Statement("Q399", "P6", "Q2"))
LED = proposed(fact(MINISTER, "leads", ARMENIA), *TAKEN)


@pytest.mark.parametrize("delimiter", ["\t", ",", ";"])
def test_decisions_come_back_from_a_table(delimiter: str) -> None:
    text = review.dump([MEMBER, LED], {}, delimiter)
    rows = list(csv.reader(io.StringIO(text), delimiter=delimiter))
    assert tuple(rows[0]) == COLUMNS and review.parse(text, "r.tsv") == {}
    rows[1][0], rows[2][0] = " Yes ", "no"
    rows[2][COLUMNS.index("property")] = "p6"
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    found = review.parse("\ufeff" + out.getvalue(), "r.tsv")
    assert {key: (d.accepted, d.property) for key, d in found.items()} == {
        MEMBER.id: (True, "P463"), LED.id: (False, "P6"),
    }  # fmt: skip
    assert found[MEMBER.id].where == "r.tsv:2"
    again = csv.DictReader(io.StringIO(review.dump([LED], found, delimiter)), delimiter=delimiter)
    assert next(again)["decision"] == "no"


def test_a_row_tells_all_that_a_reviewer_needs() -> None:
    told = review.row(LED, Decision(True, "P6", "x:1"))
    assert (told["decision"], told["state"], told["property"], told["property_label"]) == (
        "yes", "contradicting", "P6", "head of government",
    )  # fmt: skip
    assert (
        told["wikidata_has"] == "head of state: Q1; head of government: Q2" and told["url"] == "https://news.example/1"
    )
    assert review.row(LED)["property_label"] == "head of state or head of government"


def test_a_spreadsheet_is_given_no_formula() -> None:
    (row,) = csv.DictReader(io.StringIO(review.dump([MEMBER], {}, ",")))
    assert row["quote"] == '\'=cmd "x" <b>é</b>'


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("decision\tx\nyes\t1\n", "r.tsv:1: the table lacks the column 'id'"),
        ("decision\tid\nmaybe\tp-1\n", "r.tsv:2: 'maybe' is no decision"),
        ("decision\tid\nyes\tp-1\nno\tp-1\n", "r.tsv:3: two decisions differ"),
        ("decision\tid\nyes\t\n", "r.tsv:2: two decisions differ, or one is about nothing"),
        ("", "r.tsv:1: the table lacks the column 'decision'"),
    ],
)
def test_a_table_that_cannot_be_meant_is_refused(text: str, told: str) -> None:
    with pytest.raises(DataError) as caught:
        review.parse(text, "r.tsv")
    assert str(caught.value).startswith(told)


def test_the_page_shows_all_and_runs_nothing_of_an_article() -> None:
    made = page.page([MEMBER, LED], {MEMBER.id: Decision(True, None, "x")})
    assert "&lt;b&gt;é&lt;/b&gt;" in made and "<b>é</b>" not in made
    assert f'data-id="p-{MEMBER.id}"' in made and 'value="yes" checked' in made and '<option value="P6"' in made
    assert "lacks nothing" in page.page([], {}) and "{{" not in made
