"""Batches: bounded, in order, and one article that fails costs no other."""

import io
import json
from collections.abc import Iterable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import DataError, InputError
from kg.model import Article, Entity, Reading
from kg.reading import ARTICLES, CHARACTERS, answers, batches, read_batch


class Faulty:
    """A reader that fails on texts that say so."""

    def read_many(self, articles: Iterable[Article]) -> Iterator[Reading]:
        for article in articles:
            if article.text == "fail":
                raise ZeroDivisionError("no such luck")
            if article.text == "misconfigured":
                raise DataError("the lexicon is bad", where="lexicon.tsv:3")
            yield Reading(article)


def article(name: str, text: str = "x") -> Article:
    return Article(name, text, source=f"{name}.txt")


@given(st.lists(st.integers()), st.integers(1, 9))
def test_batches_hold_everything_in_order(items: list[int], limit: int) -> None:
    parts = list(batches(items, limit))
    assert [item for part in parts for item in part] == items
    assert all(len(part) == limit for part in parts[:-1]) and all(parts)


def test_a_batch_ends_early_when_its_texts_are_long() -> None:
    long = [article(str(n), "x" * (CHARACTERS // 2)) for n in range(4)]
    assert [len(part) for part in batches(long)] == [2, 2]


def test_the_others_are_read_when_one_fails() -> None:
    first, second, third = read_batch(Faulty(), [article("a"), article("b", "fail"), article("c")])
    assert isinstance(first, Reading) and isinstance(third, Reading)
    assert isinstance(second, InputError)
    assert str(second).startswith(
        "b.txt: the reader failed on article 'b': ZeroDivisionError: no such luck at test_reading"
    )


def test_a_broken_installation_is_not_blamed_on_an_article() -> None:
    with pytest.raises(DataError, match="lexicon"):
        read_batch(Faulty(), [article("a", "misconfigured")])


def test_each_line_has_its_answer_in_its_place() -> None:
    lines = [json.dumps({"id": str(n), "text": "fail" if n == 3 else "x"}) for n in range(2 * ARTICLES)]
    lines[5] = "{broken"
    found = [answer for batch in answers(io.BytesIO("\n".join(lines).encode()), Faulty) for answer in batch]
    assert [json.loads(answer.line)["id"] for answer in found] == [
        str(n) if n != 5 else None for n in range(len(lines))
    ]
    wrong = [n for n, answer in enumerate(found) if answer.error is not None]
    assert wrong == [3, 5]
    assert (
        json.loads(found[5].line)["error"]
        == str(found[5].error)
        == ("line 6: not JSON: Expecting property name enclosed in double quotes at character 1")
    )


class Odd:
    """A reader that finds what no line can hold."""

    def read_many(self, articles: Iterable[Article]) -> Iterator[Reading]:
        for each in articles:
            yield Reading(each, (Entity("e1", each.text.replace("?", "\ud800"), "Place", None, 0.0, ()),))


def test_a_reading_that_cannot_be_written_costs_its_own_line_alone() -> None:
    lines = b"".join(json.dumps({"id": text, "text": text}).encode() + b"\n" for text in ("a", "b?", "c"))
    first, second, third = (answer for batch in answers(io.BytesIO(lines), Odd) for answer in batch)
    assert first.error is None and third.error is None
    assert json.loads(second.line)["id"] == "b?"
    assert "the writer failed on article 'b?': UnicodeEncodeError" in str(second.error)


def test_errors_name_the_file() -> None:
    ((answer,),) = answers(io.BytesIO(b"[]"), Faulty, "news.jsonl")
    assert str(answer.error) == "news.jsonl line 1: an article is a JSON object"


def test_no_reader_is_made_for_nothing() -> None:
    assert list(answers(io.BytesIO(b""), lambda: pytest.fail("made"))) == []
