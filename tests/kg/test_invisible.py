"""What nobody sees is not read, offsets point into the text as it was given, and a terminal is not told what to do."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import printing
from kg.invisible import Visible, harmless, visible
from kg.model import Article, GivenMention

UNSEEN = "\u00ad\u200b\u200d\u202e\u2066\ufeff\U000e0041"
TEXTS = st.text(st.sampled_from("Peru met. \n" + UNSEEN), max_size=60)


def test_visible() -> None:
    assert visible(f"P{UNSEEN}eru") == "Peru" and visible("Perú — 1️⃣") == "Perú — 1⃣"
    assert harmless("a\x1b[31m\u202eb\x07\tc\n") == "a\ufffd[31mb\ufffd\tc\n"


@given(TEXTS, st.data())
def test_spans_point_into_the_whole_text(text: str, data: st.DataObject) -> None:
    seen = Visible(text)
    assert seen.text == visible(text) and seen.is_whole == (seen.text == text)
    start = data.draw(st.integers(0, len(seen.text)))
    end = data.draw(st.integers(start, len(seen.text)))
    at = seen.span(start, end)
    assert 0 <= at.start <= at.end <= len(text)
    assert visible(text[at.start : at.end]) == seen.text[start:end]


def test_what_a_caller_marked_is_found_in_what_is_seen() -> None:
    text = "\u200bPe\u00adru met \u200b\u200b."
    marked = (GivenMention(1, 6, "State", "Q419"), GivenMention(11, 13))
    article = Article("a", text, title="T\u200b", mentions=marked)
    read = Visible(text).article(article)
    assert (read.text, read.title, read.mentions) == ("Peru met .", "T", (GivenMention(0, 4, "State", "Q419"),))
    assert Visible("Peru").article(article) is article


@pytest.mark.parametrize(
    "show", [lambda text: printing.table(["a"], [[text]]), lambda text: "".join(printing.indented(text))]
)
def test_tables_and_sentences_do_not_command_a_terminal(show: object) -> None:
    shown = show("x\x1b]0;owned\x07\u202ey")  # type: ignore[operator]
    assert "\x1b]" not in shown and "\x07" not in shown and "\u202e" not in shown and "y" in shown
