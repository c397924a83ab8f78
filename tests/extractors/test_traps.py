"""Texts that are made to take long: what is read takes time in proportion to its length."""

import time

import pytest

import extractors
from extractors.language import _broken
from kg.model import Article


@pytest.mark.parametrize("piece", ["(", "Peru, "])
def test_what_is_twice_as_long_does_not_take_four_times_as_long(piece: str) -> None:
    reader = extractors.reader(extractors.FAST)
    started = time.process_time()
    read = reader.read(Article("a", piece * (3000 // len(piece))))
    assert read.article.text.startswith(piece) and time.process_time() - started < 4


def test_endless_words_are_broken_where_they_stand() -> None:
    text = f"Peru {'(' * 3000} met {'a' * 100} https://a.example/{'x' * 300}"
    assert len(_broken(text)) == len(text) and max(map(len, _broken(text).split())) < 600
    assert _broken(text).startswith("Peru (") and _broken(text).endswith(text[-400:])
