"""The matcher: every name that begins and ends with a word, nested ones too, and nothing else."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.names.matching import Hit, Matcher, compose, datelines, is_cried, is_small, shouted_lines

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


SMALL = Matcher(["Russia", "Turkey", "Mend", "US", "UN", "OSCE", "Unhcr", "UNHCR"], {"turkey": "State", "mend": "-"})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("russia and turkey met at the un.", ["Russia", "Turkey", "UN"]),
        ("we had turkey for dinner", []),
        ("they mend it, and russia told us", ["Russia"]),
        ("The Old Man had turkey with russia.", []),
    ],
)
def test_a_text_in_small_letters(text: str, expected: list[str]) -> None:
    assert [h.name for h in SMALL.find(text)] == expected


def test_acronyms_written_as_words() -> None:
    assert [h.name for h in SMALL.find("The Osce said so, the Un did not, and they Mend it.")] == ["OSCE", "Mend"]


@pytest.mark.parametrize("text", ["Côte d’Ivoire and Niger", "Über Georgia", "Niger"])
def test_accents_apart_make_no_difference(text: str) -> None:
    apart = unicodedata.normalize("NFD", text)
    written = [unicodedata.normalize("NFC", apart[h.start : h.end]) for h in MATCHER.find(apart)]
    assert written == [text[h.start : h.end] for h in MATCHER.find(text)]


@given(st.text(alphabet="aeé\u0301\u0327oc G", max_size=20))
def test_composed_code_points_know_where_they_stood(text: str) -> None:
    composed, origins = compose(text)
    assert len(origins) == len(composed) + 1
    assert origins == sorted(origins)
    assert (origins[0], origins[-1]) == (0, len(text))
    assert unicodedata.is_normalized("NFC", composed) or unicodedata.combining(text[0])


@pytest.mark.parametrize(
    ("text", "small"),
    [("a word or two", True), ("A word or two", False), ("12 + 3", False), ("", False), ("слово и два", True)],
)
def test_texts_in_small_letters(text: str, small: bool) -> None:
    assert is_small(text) is small


@pytest.mark.parametrize(("text", "cried"), [("TELL US NOW", True), ("the US Army", False), ("TELL UN NOW", False)])
def test_pronouns_that_are_cried(text: str, cried: bool) -> None:
    start = max(text.find("US"), text.find("UN"))
    assert is_cried(text, start, start + 2) is cried


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
