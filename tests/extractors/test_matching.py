"""The matcher: every name that begins and ends with a word, nested ones too, and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.names.matching import Hit, Matcher, datelines, shouted_lines

MATCHER = Matcher(
    ["Niger", "Nigeria", "Georgia", "South Georgia", "U.S.", "US", "WHO", "Côte d'Ivoire", "United States", "OSCE"]
)


def found(text: str) -> list[str]:
    return [h.name for h in MATCHER.find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Niger and Nigeria.", ["Niger", "Nigeria"]),
        ("Nigerians from Nigerien towns", []),
        ("South Georgia", ["South Georgia", "Georgia"]),
        ("The U.S. and the US-led force", ["U.S.", "US"]),
        ("Côte d’Ivoire", ["Côte d'Ivoire"]),
        ("the United\nStates", ["United States"]),
        ("the United\n\nStates", []),
        ("tell us who", []),
        ("@US #WHO US$5 www/US", []),
        ("WHO IS NEXT? JOIN US", []),
        ("OSCE LEAVES GEORGIA", ["OSCE", "Georgia"]),
    ],
)
def test_hits(text: str, expected: list[str]) -> None:
    assert found(text) == expected


def test_offsets_are_code_points() -> None:
    assert MATCHER.find("“𝔸 Georgia”") == [Hit(3, 10, "Georgia")]


def test_no_names_no_hits() -> None:
    assert Matcher([]).find("Georgia") == []


def test_lines_in_capitals() -> None:
    text = "TRUCE HOLDS\nNATO said so.\nUN\n2 + 2"
    assert [text[start:end] for start, end in shouted_lines(text)] == ["TRUCE HOLDS"]


@pytest.mark.parametrize(
    ("text", "towns"),
    [
        ("NAIROBI, Kenya (AP) _ Rain fell.", ["NAIROBI"]),
        ("Rain.\nKyiv (Reuters) - Snow fell.", ["Kyiv"]),
        ("PARIS — Snow fell.", ["PARIS"]),
        ("Moscow - which denies it - said no.", []),
        ("He lives in PARIS - with her.", []),
        ("A - B", []),
    ],
)
def test_datelines(text: str, towns: list[str]) -> None:
    assert [text[start:end].strip() for start, end in datelines(text)] == towns


@given(st.text(alphabet="UNS.igera’' \n\t-GÎé", max_size=60))
def test_what_is_found_stands_there(text: str) -> None:
    for hit in MATCHER.find(text):
        written = text[hit.start : hit.end].replace("’", "'").replace("\n", " ")
        assert written in (hit.name, hit.name.upper())
