"""The reading contract: what is an article, what is said of a line that is none, and what a reading looks like."""

import io
import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import contract
from kg.errors import InputError
from kg.model import Article, Attribution, GivenMention, Reading, Span

ARTICLE: dict[str, Any] = {"id": "a", "text": "Peru and Chile met."}


def error_of(line: str | bytes) -> str:
    with pytest.raises(InputError) as caught:
        contract.parse_article(line, 7)
    return str(caught.value)


def test_an_article_with_all_its_fields() -> None:
    record = ARTICLE | {
        "title": "Talks", "url": "https://example.org/1", "publisher": "Example", "date": "2016-04-02T08:30:00Z",
        "mentions": [{"start": 0, "end": 4, "type": "State", "qid": "Q419"}, {"start": 9, "end": 14}],
    }  # fmt: skip
    article = contract.parse_article(json.dumps(record), 1)
    assert article == Article(
        "a", "Peru and Chile met.", "Talks", "https://example.org/1", "Example", "2016-04-02T08:30:00Z",
        (GivenMention(0, 4, "State", "Q419"), GivenMention(9, 14)), "line 1",
    )  # fmt: skip


@pytest.mark.parametrize("date", ["2016-04-02", "2016-04-02T08:30", "2016-04-02T08:30:00", "2016-04-02T08:30:00Z"])
def test_dates(date: str) -> None:
    assert contract.parse_article(json.dumps(ARTICLE | {"date": date}), 1).date == date


@pytest.mark.parametrize("date", ["2016", "2 April", "2016-13-01", "2016-02-30", "2016-04-02T25:00", "today"])
def test_no_dates(date: str) -> None:
    assert f"the date {date!r} is not" in error_of(json.dumps(ARTICLE | {"date": date}))


def test_empty_and_null_fields_are_absent() -> None:
    article = contract.parse_article(json.dumps(ARTICLE | {"title": None, "date": "", "mentions": None}), 1)
    assert (article.title, article.date, article.mentions) == (None, None, ())


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("{", "not JSON"),
        ("", "not JSON"),
        ("[" * 100_000, "not JSON"),
        ("[1]", "an article is a JSON object"),
        ('{"text": "x"}', "the field 'id' is missing (a record has an id and a text)"),
        ('{"id": 3, "text": "x"}', "the field 'id' must be a string"),
        ('{"id": "a", "text": null}', "the field 'text' must be a string"),
        ('{"id": "a", "text": "x", "url": 1}', "the field 'url' must be a string or null"),
        ('{"id": "a", "text": "\\ud800"}', "half a surrogate pair"),
        ('{"id": "a", "text": "x", "mentions": {}}', "must be a list"),
        ('{"id": "a", "text": "x", "mentions": [{"start": 0}]}', "whole numbers"),
        ('{"id": "a", "text": "x", "mentions": [{"start": true, "end": 1}]}', "whole numbers"),
        ('{"id": "a", "text": "x", "mentions": [{"start": 0, "end": 2}]}', "lies outside the text"),
        ('{"id": "a", "text": "x", "mentions": [{"start": 0, "end": 1, "qid": "L1"}]}', "is not a Wikidata item"),
        ('{"id": "a", "text": "x", "mentions": [{"start": 0, "end": 1, "type": 4}]}', "strings or null"),
        ('{"id": "a", "text": "x", "mentions": [{"start": 0, "end": 1, "type": "\\ud800"}]}', "half a surrogate pair"),
    ],
)
def test_what_is_no_article(line: str, what: str) -> None:
    error = error_of(line)
    assert error.startswith("line 7: ") and what in error


def test_bytes_that_are_not_utf_8() -> None:
    assert "not UTF-8: invalid" in error_of('{"id": "é", "text": "x"}'.encode("latin-1"))


def test_a_byte_order_mark_is_passed_over() -> None:
    assert contract.parse_article(b"\xef\xbb\xbf" + json.dumps(ARTICLE).encode(), 1).id == "a"


def test_a_text_beyond_the_limit() -> None:
    error = error_of(json.dumps(ARTICLE | {"text": "x" * (contract.LONGEST_TEXT + 1)}))
    assert "the text has 100,001 characters; the limit is 100,000" in error


def test_a_line_beyond_the_limit_is_cut_and_refused() -> None:
    stream = io.BytesIO(b"x" * (3 * contract.LONGEST_LINE) + b"\n" + b"{}\n")
    first, second = contract.lines(stream)
    assert len(first) == contract.LONGEST_LINE + 1 and second == b"{}\n"
    assert "the line is over" in error_of(first)
    assert contract.id_of(first) is None


@pytest.mark.parametrize(
    ("line", "found"),
    [(b'{"id": "a", "text": 1}', "a"), (b'{"id": 1}', None), (b"[]", None), (b"{", None), (b"", None)],
)
def test_the_id_of_a_refused_line(line: bytes, found: str | None) -> None:
    assert contract.id_of(line) == found


@given(st.binary())
def test_any_line_is_an_article_or_an_input_error(line: bytes) -> None:
    contract.id_of(line)
    with pytest.raises(InputError):
        contract.parse_article(line, 1)


@given(st.lists(st.binary().map(lambda line: line.replace(b"\n", b"") + b"\n"), max_size=9))
def test_lines_are_those_of_the_stream(lines: list[bytes]) -> None:
    assert list(contract.lines(io.BytesIO(b"".join(lines)))) == lines


def test_a_reading_is_one_line_of_the_contract(readings: tuple[Reading, ...]) -> None:
    line = contract.dump(readings[0])
    record = json.loads(line)
    assert "\n" not in line
    assert list(record) == ["id", "entities", "times", "attributions", "claims"]
    attack = next(c for c in record["claims"] if c["predicate"] == "attacks")
    assert (attack["time"], attack["quantity"], attack["valence"], attack["attributions"]) == ("2016-04-02", 2, -1, [0])
    assert record["times"] == [{**record["times"][0], "text": "2 April", "type": "DATE", "value": "2016-04-02"}]
    assert {e["type"] for e in record["entities"]} <= {"State", "Organisation"}


def test_a_claim_says_why_it_was_read(readings: tuple[Reading, ...]) -> None:
    claims = {c["predicate"]: c for c in contract.reading_to(readings[0])["claims"]}
    assert claims["supports"]["reasons"] == [
        {"kind": "learned", "name": "positive", "confidence": 0.71},
        {"kind": "rule", "name": "back (verb)", "table": "predicates.tsv", "confidence": 0.8},
    ]
    assert claims["alliedWith"]["reasons"] == []


def test_a_medium_is_written_where_there_is_one() -> None:
    told = Attribution(Span(0, 2), Span(3, 7), (Span(8, 9),), "e1", "asserts", False, "e2")
    reading = Reading(Article("a", "He told TASS."), attributions=(told, replace(told, medium_entity=None)))
    written = contract.reading_to(reading)["attributions"]
    assert [a.get("medium_entity", "none") for a in written] == ["e2", "none"]
