"""The role nouns: what the table says, and what it refuses."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors import roles as module
from extractors.roles import plural, roles
from kg.errors import DataError

HEADER = "noun\tclass\ttype\tname\n"


def found(text: str) -> list[str]:
    return [m.role.noun for m in roles().find(text.split())]


@pytest.mark.parametrize(
    ("noun", "many"),
    [
        ("militia", "militias"), ("country", "countries"), ("spokesman", "spokesmen"),
        ("foreign ministry", "foreign ministries"),
        ("police", "police"), ("troops", "troops"), ("envoy", "envoys"), ("coach", "coaches"), ("wife", "wives"),
    ],
)  # fmt: skip
def test_plurals(noun: str, many: str) -> None:
    assert plural(noun) == many


def test_the_longest_noun_counts() -> None:
    assert found("the foreign ministries and the vice - president") == ["foreign ministry", "vice-president"]


def test_the_word_before_of_is_the_head() -> None:
    match = roles().find(["the", "ministries", "of", "foreign", "affairs"])[0]
    assert (match.role.noun, match.first, match.head, match.last) == ("ministry of foreign affairs", 1, 1, 5)


def test_other_words_are_left_alone() -> None:
    assert found("stones rolled down the hill") == []


@given(st.lists(st.sampled_from(["the", "foreign", "ministry", "of", "defence", "troops", "x"]), max_size=12))
def test_matches_never_overlap(words: list[str]) -> None:
    matches = roles().find(words)
    assert all(a.last <= b.first for a, b in pairwise(matches))
    assert all(m.first <= m.head < m.last <= len(words) for m in matches)


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("troops\tarmy\tState\t", "the class 'army' is none of"),
        ("Troops\tforce\tState\t", "small letters"),
        ("ministry\tbody\tGovernment\tMinistry", "needs a name that holds {owner}"),
        ("troops\tforce\tState\tTroops of {owner}", "a body, and nothing else"),
        ("troops\t\tState\t", "the cell 'class' is empty"),
        ("army\tforce\tState\t\narmy\tforce\tState\t", "stands in the table twice"),
    ],
)
def test_a_bad_entry_is_refused_with_its_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str, complaint: str
) -> None:
    (tmp_path / "lexicon").mkdir()
    (tmp_path / "lexicon" / module.FILE).write_text(HEADER + line + "\n")
    monkeypatch.setattr(module, "folder", lambda _: tmp_path)
    with pytest.raises(DataError, match=rf"roles\.tsv:{2 + line.count(chr(10))}: .*{complaint}"):
        roles.__wrapped__()
