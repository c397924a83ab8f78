"""The sentence that is shown as evidence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Span
from kg.passages import LONGEST, sentence_around


def around(text: str, word: str) -> str:
    start = text.index(word)
    return text[slice(*sentence_around(text, Span(start, start + len(word))))]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("It rained. Troops fled the town. It snowed.", "Troops fled the town."),
        ("Rain\n\nTroops fled\nin disarray\n\nSnow", "Troops fled\nin disarray"),
        ("He left. “Troops fled!” Gen. Smith said.", "“Troops fled!”"),
        ("Gen. J. Smith of the U.S. army said Troops fled at 5.30 p.m. on foot. Then snow.",
         "Gen. J. Smith of the U.S. army said Troops fled at 5.30 p.m. on foot."),
        ("It rained in 2019.Troops fled.It snowed.", "Troops fled."),
        ('He left "at night"."Troops fled," she said.Then it snowed.', '"Troops fled," she said.'),
        ("“It rained.”“Troops fled.”“It snowed.”", "“Troops fled.”"),
        ("KIEV (AP)Troops fled this weekThe town is empty.", "Troops fled this week"),
        ("U.S.Troops of Gov.DeSantis saw YouTube.", "U.S.Troops of Gov.DeSantis saw YouTube."),
        ("Troops", "Troops"),
    ],
)  # fmt: skip
def test_a_sentence_ends_where_a_reader_would_end_it(text: str, sentence: str) -> None:
    assert around(text, "Troops") == sentence


def test_what_has_no_full_stop_is_cut() -> None:
    found = around("menu " * 400 + "Troops " + "menu " * 400, "Troops")
    assert "Troops" in found and len(found) <= LONGEST


@given(st.text(alphabet="aA .\n“”", min_size=1, max_size=60), st.data())
def test_the_words_are_always_in_the_sentence(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    if not text[start].isspace():
        sentence = sentence_around(text, Span(start, start + 1))
        assert sentence.start <= start < sentence.end <= len(text)
