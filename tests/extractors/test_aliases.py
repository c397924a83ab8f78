"""Names of one thing: short forms, abbreviations, last names."""

from collections.abc import Callable

import pytest

from extractors.coreference.aliases import is_acronym, is_same_person, is_short_form, plain
from extractors.draft import Draft


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("Ortega", "Samuel Ortega"),
        ("Samuel", "Samuel Ortega"),
        ("S. Ortega", "Samuel Ortega"),
        ("Ortega", "Samuel Ortega Jr."),
    ],
)
def test_one_person(short: str, full: str) -> None:
    assert is_same_person(short.split(), full.split())


@pytest.mark.parametrize(
    ("short", "full"), [("Maria Ortega", "Samuel Ortega"), ("Ortega", "Ortega"), ("Sam", "Samuel Ortega")]
)
def test_two_persons(short: str, full: str) -> None:
    assert not is_same_person(short.split(), full.split())


@pytest.mark.parametrize(
    ("short", "full", "same"),
    [
        ("OSCE", "Organization for Security and Co-operation in Europe", True),
        ("U.N.", "United Nations", True),
        ("WHO", "World Health Organization", True),
        ("UN", "African Union", False),
        ("Un", "United Nations", False),
        ("ABC", "Abacus", False),
    ],
)
def test_acronyms(short: str, full: str, same: bool) -> None:
    assert is_acronym(short.split(), full.split()) is same


@pytest.mark.parametrize(
    ("short", "full", "same"),
    [
        ("Home Office", "United Kingdom Home Office", True),
        ("Lantern", "Lantern Foundation", True),
        ("Scientology", "Church of Scientology", True),
        ("Church", "Church of Scientology", True),
        ("Lantern", "Lantern Science Fair", False),
        ("Fair", "Lantern Science Fair", False),
    ],
)
def test_short_forms(short: str, full: str, same: bool) -> None:
    assert is_short_form(short.split(), full.split()) is same


def test_plain() -> None:
    assert [plain(t) for t in ("the  United\nNations'", "Chad's", "Chad’s", "A Team")] == [
        "United Nations",
        "Chad",
        "Chad",
        "Team",
    ]


def test_names_of_one_state_are_one_entity(draft_of: Callable[..., Draft]) -> None:
    draft = draft_of("Azerbaijan protested. The Azeri army moved. Baku denied it. Azerbaijan's envoy left.")
    assert {e.qid for e in draft.entities if e.mentions} == {"Q227"}
    assert [e.name for e in draft.entities if e.qid == "Q227"] == ["Azerbaijan"]


def test_a_last_name_that_is_a_city_is_the_person_named_before(draft_of: Callable[..., Draft]) -> None:
    text = "Martha London resigned on Monday. London said the board had lied."
    persons = [e for e in draft_of(text).entities if e.type == "Person" and e.mentions]
    assert [(e.name, [text[m.start : m.end] for m in e.mentions if m.kind == "name"]) for e in persons] == [
        ("Martha London", ["Martha London", "London"])
    ]


def test_two_persons_of_one_last_name_stay_two(draft_of: Callable[..., Draft]) -> None:
    draft = draft_of("Samuel Ortega met Maria Ortega. Samuel Ortega left.")
    assert sorted(e.name for e in draft.entities if e.mentions) == ["Maria Ortega", "Samuel Ortega"]
