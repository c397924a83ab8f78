"""The tables of words that tell what a name is, and how a place's name is used."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from extractors.linking.metonymy import read_uses, uses
from extractors.names.words import name_words, read_words
from kg.errors import DataError


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Sudanese Liberation Front", "ArmedGroup"),
        ("Ministry of Foreign Affairs", "Government"),
        ("Front for the Liberation of Chad", "ArmedGroup"),
        ("University of Helsinki", "Organisation"),
        ("Lake Victoria", "Place"),
        ("Olympic Games", "-"),
        ("Foreign Office", "Government"),
        ("Brennan Space Center", "Place"),
        ("Rotterdam School District", "Organisation"),
        ("Petra Vandermolen", None),
    ],
)
def test_class_by_words(name: str, expected: str | None) -> None:
    assert name_words().type_of(name.split()) == expected


def test_no_noun_tells_both_a_party_and_ground() -> None:
    assert not uses()["party-noun"] & uses()["ground-noun"]


@pytest.mark.parametrize(
    ("read", "line"),
    [(read_words, "word\tuse\ttype\nFront\ttail\tArmedGroup\n"), (read_uses, "word\tuse\nlie\trest\n")],
)
def test_a_bad_entry_is_refused_with_its_line(tmp_path: Path, read: Callable[[Path], Any], line: str) -> None:
    path = tmp_path / "words.tsv"
    path.write_text(line, encoding="utf-8")
    with pytest.raises(DataError, match=r"words\.tsv:2: the use '(tail|rest)' is none of"):
        read(path)


@pytest.mark.parametrize(
    ("read", "line"),
    [
        (read_words, "word\tuse\ttype\nFront\thead\tArmedGroup\nFront\thead\tParty\n"),
        (read_uses, "word\tuse\nlie\tground-verb\nlie\tground-verb\n"),
    ],
)
def test_a_word_that_stands_twice_is_refused(tmp_path: Path, read: Callable[[Path], Any], line: str) -> None:
    path = tmp_path / "words.tsv"
    path.write_text(line, encoding="utf-8")
    with pytest.raises(DataError, match=r"words\.tsv:3: '(Front|lie)' stands twice"):
        read(path)
