"""How results look in notebooks: escaped, whole, and right without scripts, styles and colours."""

import importlib.util
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kg
from kg import display
from kg.errors import UsageError

PLAIN = {"table", "caption", "thead", "tbody", "tr", "th", "td", "p", "small", "a"}


class Seen(HTMLParser):
    """The elements, attributes and text of some HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)
        self.tags.add(tag)
        self.attributes += attrs

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


@given(st.text(), st.text())
def test_any_text_is_text_and_no_markup(first: str, second: str) -> None:
    for html in (display.table(first, ["a", second], [[first, second]]), display.record(first, {"x": second})):
        seen = Seen(html)
        assert seen.open == [] and seen.tags <= PLAIN
        assert {name for name, _ in seen.attributes} <= {"scope", "href"}


def test_markup_and_links_of_strangers_do_nothing() -> None:
    html = display.table(
        "<script>", ["<b>"], [["<img src=x onerror=alert(1)>"], ["javascript:alert(1)"], ['http://x" on="']]
    )
    seen = Seen(html)
    assert seen.tags <= PLAIN and "<img src=x onerror=alert(1)>" in seen.text
    assert [value for name, value in seen.attributes if name == "href"] == []


def test_headers_say_what_they_head_and_tables_what_they_are() -> None:
    seen = Seen(display.table("Two rows", ["said_by"], [["a"], [None]]))
    assert ("scope", "col") in seen.attributes and "said by" in seen.text and "Two rows" in seen.text


def test_long_tables_say_what_is_left_out() -> None:
    html = display.table("Many", ["n"], [[n] for n in range(display.SHOWN + 2)])
    assert html.count("<tr>") == display.SHOWN + 1 and "2 more rows" in html


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, ""), (("a", "b"), "a, b"), (True, "true"), (0.5, "0.5"), (0, "0"),
        ("https://w3id.org/parley/entity/Q43", "entity:Q43"), ("a < b", "a < b"),
    ],
)  # fmt: skip
def test_cells_for_people(value: object, shown: str) -> None:
    assert display.text(value) == shown


@pytest.fixture
def opened(graph_folder: Path) -> kg.Graph:
    return kg.open(graph_folder)


def test_results_show_themselves(opened: kg.Graph) -> None:
    answer = opened.ask("who-backs-whom", side="Azerbaijan")
    receipt = opened.receipt(answer.claims[0][0])
    shown = (opened, answer, opened.show("Turkey"), receipt, opened.query("SELECT ?c { ?c a par:Claim }"))
    for result in shown:
        seen = Seen(result._repr_html_())
        assert seen.open == [] and seen.tags <= PLAIN and "caption" in seen.tags
    assert repr(opened).startswith("<Graph g.kg: 3 articles, ") and "Azerbaijan" in str(receipt)
    assert repr(answer).startswith("<Answer to who-backs-whom: ")


def test_a_closed_graph_still_says_what_it_is(opened: kg.Graph) -> None:
    opened.close()
    assert repr(opened) == "<Graph g.kg, closed>"
    assert "closed" in opened._repr_html_()


def test_a_negated_claim_reads_as_one(opened: kg.Graph) -> None:
    claim = next(s for s in opened.show("Turkey").statements if s.polarity == "negated")
    assert "(not)" in str(opened.receipt(claim.claim))


@pytest.mark.skipif(not importlib.util.find_spec("pandas"), reason="pandas is not installed")
def test_rows_become_data_frames(opened: kg.Graph) -> None:
    answer = opened.ask("who-backs-whom")
    frame = answer.to_pandas()
    assert list(frame.columns) == [*answer.columns, "claims"] and len(frame) == len(answer)
    assert frame["claims"].iloc[0] == answer.claims[0]
    rows = opened.query("SELECT ?c { ?c a par:Claim }")
    assert isinstance(rows, kg.answers.Rows) and rows.to_pandas().shape == (len(rows), 1)
    dossier = opened.show("Turkey")
    assert len(dossier.to_pandas()) == len(dossier.statements)


def test_without_pandas_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pandas", None)
    with pytest.raises(UsageError, match="a data frame needs pandas"):
        display.frame(["a"], [])
