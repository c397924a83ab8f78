"""Acronyms that the article explains."""

import pytest

from extractors.language import parse
from extractors.names.acronyms import explain, stands_for
from extractors.names.grid import Grid
from extractors.names.name import Name
from kg.wikidata.items import Candidate, Item

UNION = "Southern Clothing Union"


def names(text: str, full: str, type_: str, *candidates: Candidate) -> list[tuple[str, str]]:
    grid = Grid(next(iter(parse([text]))))
    start = text.index(full)
    end = start + len(full)
    name = Name(start, end, *grid.tokens(start, end), type_, candidates)
    return sorted({(text[n.start : n.end], n.type) for n in explain(grid, [name])})


@pytest.mark.parametrize(
    ("short", "words", "expected"),
    [
        ("ICWU", "Independent Clothing Workers ' Union", True),
        ("UNHCR", "United Nations High Commissioner for Refugees", True),
        ("OIJ", "Judicial Investigation Organization", True),
        ("SINAC", "National System of Areas", False),
        ("ABC", "Xenon Yard Zoo", False),
        ("A", "Army", True),
    ],
)
def test_what_stands_for_what(short: str, words: str, expected: bool) -> None:
    assert stands_for(short, words.split()) is expected


def test_every_use_is_a_name_of_the_class_of_the_full_one() -> None:
    text = f"The SCU is old. The {UNION} (SCU) struck. The SCU won."
    assert names(text, UNION, "Organisation") == [("SCU", "Organisation"), (UNION, "Organisation")]


def test_foreign_initials_need_another_use() -> None:
    once, twice = f"The {UNION} (QRX) struck.", f"The {UNION} (QRX) struck. Then QRX left."
    assert ("QRX", "Organisation") not in names(once, UNION, "Organisation")
    assert ("QRX", "Organisation") in names(twice, UNION, "Organisation")


@pytest.mark.parametrize(
    "text", ["The Southern Clothing Union (pictured) struck.", "The Southern Clothing Union (1990)."]
)
def test_other_brackets_explain_nothing(text: str) -> None:
    assert names(text, UNION, "Organisation") == [(UNION, "Organisation")]


def test_a_person_has_no_acronym() -> None:
    assert names("Paul Quist (PQ) left. PQ won.", "Paul Quist", "Person") == [("Paul Quist", "Person")]


def test_the_article_explains_better_than_the_gazetteer() -> None:
    text = f"The {UNION} (SCU) struck."
    grid = Grid(next(iter(parse([text]))))
    full, short = text.index(UNION), text.index("SCU")
    other = Candidate(Item("Q1", "Salt Commission of Utopia", "Organisation"), "short")
    own = [
        Name(full, full + len(UNION), *grid.tokens(full, full + len(UNION)), "Organisation"),
        Name(short, short + 3, *grid.tokens(short, short + 3), "Organisation", (other,)),
    ]
    assert [n.candidates for n in explain(grid, own)] == [(), ()]
