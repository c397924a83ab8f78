"""The annotated texts, brought to one form."""

import gzip
import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import InputError
from training.corpora import CORPORA, UNKNOWN, documents, gum, is_name, knowledgenet, outermost, re3d, trim

MARKS = st.lists(st.tuples(st.integers(0, 20), st.integers(1, 9)).map(lambda m: (m[0], m[0] + m[1], "Person")))


def named(text: str, words: str, kind: str) -> dict[str, Any]:
    start = text.index(words)
    return {"named": True, "type": kind, "head": [start, start + len(words)], "start": start, "end": start + len(words)}


def marked(text: str, *mentions: dict[str, Any]) -> set[tuple[str, str]]:
    record = {"id": "a", "genre": "news", "text": text, "mentions": list(mentions)}
    (document,) = gum([record])
    return {(text[a:b], label) for a, b, label in document.marks}


@pytest.mark.parametrize(
    ("text", "left"),
    [("the Danube", "Danube"), ("Peru's", "Peru"), ("the Philippines'", "Philippines"), ("Danube", "Danube")],
)
def test_articles_and_possessives_are_no_part_of_a_name(text: str, left: str) -> None:
    start, end = trim(text, 0, len(text))
    assert text[start:end] == left


@pytest.mark.parametrize("text", ["Ana Duarte", "University of the Azores", "3M", "Jean-Luc de Vries"])
def test_what_reads_as_a_name(text: str) -> None:
    assert is_name(text)


@pytest.mark.parametrize("text", ["the old harbour", "Lisbon, Portugal", "of Lisbon", "1975", "Ana and friends"])
def test_what_does_not(text: str) -> None:
    assert not is_name(text)


@given(MARKS)
def test_the_outermost_never_overlap(marks: list[tuple[int, int, str]]) -> None:
    kept = outermost(marks)
    assert all(a[1] <= b[0] for a, b in pairwise(kept))
    assert set(kept) <= set(marks)


def test_a_title_is_no_part_of_a_name_and_no_name() -> None:
    text = "Judge Ana Duarte met the President."
    told = marked(text, named(text, "Judge Ana Duarte", "person"), named(text, "the President", "person"))
    assert told == {("Ana Duarte", "Person"), ("President", UNKNOWN)}


def test_a_state_that_acts_stays_ground() -> None:
    text = "Peru rejected the offer of Iberdrola."
    told = marked(text, named(text, "Peru", "organization"), named(text, "Iberdrola", "organization"))
    assert told == {("Peru", "Place"), ("Iberdrola", "Organisation")}


def test_a_phrase_is_left_open_word_by_word() -> None:
    text = "He painted the old Azores flag."
    assert marked(text, named(text, "the old Azores flag", "object")) == {("Azores", UNKNOWN)}


def test_days_are_no_names() -> None:
    text = "It rained on Tuesday."
    assert marked(text, named(text, "Tuesday", "time")) == set()


def test_texts_that_forbid_commercial_use_are_left_out() -> None:
    texts = [{"id": "a", "licence": licence, "text": "", "entities": []} for licence in ("CC BY-NC 3.0", "CC BY 3.0")]
    assert len(list(re3d(texts))) == 1


def test_pronouns_of_facts_are_no_names() -> None:
    text = "She was born in Porto."
    fact = {"prop": "PLACE_OF_BIRTH", "subject": {"start": 0, "end": 3}, "object": {"start": 16, "end": 21}}
    (document,) = knowledgenet([{"id": "a", "text": text, "facts": [fact]}])
    assert document.marks == [(16, 21, "Place")]
    assert document.marked == "some"


def test_a_missing_corpus_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"gum\.jsonl\.gz"):
        list(documents(tmp_path))


def test_the_corpora_are_read_in_their_order_and_each_text_once(tmp_path: Path) -> None:
    for name in CORPORA:
        bare = {"id": name, "text": "Rain fell."} if name in ("fewrel", "directed_sentiment") else None
        with gzip.open(tmp_path / f"{name}.jsonl.gz", "wt", encoding="utf-8") as file:
            file.write(f"{json.dumps(bare)}\n" * 2 if bare else "")
    assert [d.id for d in documents(tmp_path)] == ["directed_sentiment", "fewrel"]
