"""The shared encoder: shapes of words, vectors of tokens, and what must not change them."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.draft import Draft
from extractors.encoder import SHAPES, SIZE, Encoder, encode_sentences, encoder, shape
from extractors.language import parse
from kg.errors import DataError
from kg.model import Article, Span

TEXT = "Mayor Ana Duarte spoke in Lisbon. The harbour of Porto was closed at noon."


def draft_of(text: str, *quiet: Span) -> Draft:
    return Draft(Article("a", text), next(iter(parse([text]))), quiet=list(quiet))


@pytest.mark.parametrize(
    ("word", "told"),
    [
        ("harbour", "small"), ("Lisbon", "Title"), ("NATO", "CAPITALS"), ("U.S.", "Initial"), ("A", "Initial"),
        ("McLean", "mIxed"), ("iPhone", "mIxed"), ("1975", "digits"), ("5,000", "digits"), ("—", "mark"),
        ("'s", "small"), ("بغداد", "small"),
    ],
)  # fmt: skip
def test_the_shape_of_a_word(word: str, told: str) -> None:
    assert SHAPES[shape(word)] == told


@given(st.text(min_size=1))
def test_every_word_has_a_shape(word: str) -> None:
    assert 0 <= shape(word) < len(SHAPES)


def test_each_token_has_a_vector_but_blanks() -> None:
    draft = encode_sentences(draft_of("Ana Duarte spoke.\n\nLisbon listened."))
    assert draft.vectors is not None
    assert draft.vectors.shape == (len(draft.doc), SIZE)
    assert [bool(v.any()) for v in draft.vectors] == [not t.is_space for t in draft.doc]


def test_nothing_is_read_in_page_furniture() -> None:
    draft = encode_sentences(draft_of(TEXT, Span(0, 10)))
    assert draft.vectors is not None
    first = next(iter(draft.doc.sents)).end
    assert not draft.vectors[:first].any()
    assert draft.vectors[first:].any()


def test_an_empty_text_has_no_vectors() -> None:
    draft = encode_sentences(draft_of(""))
    assert draft.vectors is not None
    assert draft.vectors.shape == (0, SIZE)


def test_the_same_article_has_the_same_vectors() -> None:
    once = encode_sentences(draft_of(TEXT)).vectors
    encode_sentences(draft_of("Another article came between, with other words."))
    again = encode_sentences(draft_of(TEXT)).vectors
    assert once is not None
    assert again is not None
    assert once.tobytes() == again.tobytes()


def test_case_tells_something() -> None:
    words = ["Turkey", "turkey"]
    vectors = encoder().vectors(words, [range(1), range(1, 2)])
    assert not np.allclose(vectors[0], vectors[1], atol=1e-2)


def test_where_nothing_can_be_a_name_no_pass_is_made() -> None:
    draft = encode_sentences(draft_of("They left it there, and I stayed. Lisbon listened. he saw Ana."))
    told = [bool(draft.vectors[s.start : s.end].any()) for s in draft.doc.sents]
    assert told == [False, True, True]


def test_a_sentence_without_end_is_cut_into_windows() -> None:
    words = ["harbour"] * 2000
    vectors = encoder().vectors(words, [range(2000)])
    assert vectors.any(axis=1).all()


def test_a_word_without_end_is_cut_too() -> None:
    words = ["x1" * 4000, "Lisbon"]
    assert encoder().vectors(words, [range(2)]).any(axis=1).all()


@settings(max_examples=25, deadline=None)
@given(st.lists(st.text(max_size=12), max_size=12))
def test_any_words_can_be_read(words: list[str]) -> None:
    vectors = encoder().vectors(words, [range(len(words))] if words else [])
    assert vectors.shape == (len(words), SIZE)
    assert np.isfinite(vectors).all()


def test_a_missing_model_is_told_with_its_place(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"tokenizer\.json.*missing"):
        Encoder(tmp_path).vectors(["Lisbon"], [range(1)])
