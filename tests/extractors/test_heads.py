"""The learned heads: legal labels, and names in sentences of many kinds."""

from itertools import pairwise, product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors import encoder
from extractors.draft import Draft
from extractors.encoder import encode_sentences
from extractors.heads import TokenHead, recognise_names, token_head, transitions, viterbi
from extractors.language import parse
from kg.errors import DataError
from kg.model import Article

LABELS = ("O", "B-Person", "I-Person", "B-Place", "I-Place")
SCORES = st.lists(st.lists(st.integers(-9, 9), min_size=5, max_size=5), min_size=1, max_size=4)


def head() -> TokenHead:
    return TokenHead(LABELS, np.eye(5, dtype=np.float32), np.zeros(5, dtype=np.float32))


def is_legal(path: list[int]) -> bool:
    steps = pairwise(("O", *(LABELS[label] for label in path)))
    return all(to[0] != "I" or before[2:] == to[2:] for before, to in steps)


@given(SCORES)
def test_the_best_legal_path_is_found(rows: list[list[int]]) -> None:
    scores = np.array(rows, dtype=np.float32)
    legal = transitions(("O", *LABELS))
    path = viterbi(scores, legal[0, 1:], legal[1:, 1:])
    worth = {p: sum(rows[i][label] for i, label in enumerate(p)) for p in product(range(5), repeat=len(rows))}
    assert is_legal(path)
    assert worth[tuple(path)] == max(w for p, w in worth.items() if is_legal(list(p)))


@given(SCORES)
def test_names_do_not_overlap_and_are_surely_told(rows: list[list[int]]) -> None:
    tokens = head()
    found = list(tokens.stretches(tokens.scores(np.array(rows, dtype=np.float32))))
    assert all(a.last <= b.first for a, b in pairwise(found))
    assert all(0 < s.score <= 1 and s.first < s.last <= len(rows) for s in found)


def test_a_name_ends_where_another_begins() -> None:
    scores = head().scores(np.eye(5, dtype=np.float32)[[1, 2, 1, 0, 3, 4]] * 9)
    assert [(s.first, s.last, s.label) for s in head().stretches(scores)] == [
        (0, 2, "Person"), (2, 3, "Person"), (4, 6, "Place"),
    ]  # fmt: skip


def names(text: str) -> set[tuple[str, str]]:
    draft = Draft(Article("a", text), next(iter(parse([text]))))
    found = recognise_names(encode_sentences(draft)).recognised
    return {(draft.doc[s.first : s.last].text, s.label) for s in found}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Maria Keller visited the harbour on Monday.", {("Maria Keller", "Person")}),
        ("Engineers from Siemens repaired the bridge.", {("Siemens", "Organisation")}),
        ("Heavy rain fell on Nairobi and Kampala.", {("Nairobi", "Place"), ("Kampala", "Place")}),
        ("MARIA KELLER VISITED NAIROBI", {("MARIA KELLER", "Person"), ("NAIROBI", "Place")}),
        ("Two Kenyan farmers sold their cattle.", {("Kenyan", "People")}),
    ],
)
def test_names_are_told_by_their_class(text: str, told: set[tuple[str, str]]) -> None:
    assert names(text) == told


@pytest.mark.parametrize(
    "text",
    [
        "The minister said on Tuesday that talks would go on.",
        "Prices rose by 5 per cent in March.",
        "He told her that they had seen it.",
        "",
        "\n\n",
    ],
)
def test_no_name_is_told_where_there_is_none(text: str) -> None:
    assert names(text) == set()


def test_without_vectors_nothing_is_recognised() -> None:
    text = "Maria Keller visited Nairobi."
    assert not recognise_names(Draft(Article("a", text), next(iter(parse([text]))))).recognised


def test_a_head_that_cannot_be_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoder, "MODELS", tmp_path)
    token_head.cache_clear()
    with pytest.raises(DataError, match="cannot read the head 'names'"):
        token_head("names")
    token_head.cache_clear()
    (tmp_path / "labels.json").write_text("{}", encoding="utf-8")
    with pytest.raises(DataError, match="names"):
        token_head("names")
    token_head.cache_clear()
