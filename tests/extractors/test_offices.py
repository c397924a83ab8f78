"""Persons and their offices: the title before the name, beside it, and after "is"."""

from collections.abc import Callable

import pytest

from extractors.draft import Draft
from extractors.offices import read_offices
from extractors.roles import roles

Make = Callable[..., Draft]
Triple = tuple[str, str, str]


def triples(make: Make, text: str) -> set[Triple]:
    draft = read_offices(make(text))
    names = [e.name for e in draft.entities]
    return {(names[c.subject], c.predicate, names[c.object]) for c in draft.claims if c.object is not None}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Egyptian President Karim Sabry spoke.", ("Karim Sabry", "holdsOffice", "President of Egypt")),
        ("Karim Sabry, Egypt's president, spoke.", ("Karim Sabry", "holdsOffice", "President of Egypt")),
        ("Karim Sabry, the president of Egypt, spoke.", ("Karim Sabry", "holdsOffice", "President of Egypt")),
        ("Karim Sabry is the president of Egypt.", ("Karim Sabry", "holdsOffice", "President of Egypt")),
        ("The president of Egypt, Karim Sabry, spoke.", ("Karim Sabry", "holdsOffice", "President of Egypt")),
        ("Karim Sabry became prime minister of Egypt.", ("Karim Sabry", "holdsOffice", "Prime Minister of Egypt")),
        ("Egyptian President Karim Sabry spoke.", ("Karim Sabry", "leads", "Egypt")),
        ("Egyptian Foreign Minister Karim Sabry spoke.", ("Karim Sabry", "speaksFor", "Egypt")),
        ("Hamas leader Karim Sabry spoke.", ("Karim Sabry", "leads", "Hamas")),
    ],
)
def test_offices(draft_of: Make, text: str, wanted: Triple) -> None:
    assert wanted in triples(draft_of, text)


@pytest.mark.parametrize(
    "text",
    [
        "The president of Egypt spoke.",
        "Former Egyptian president Karim Sabry spoke.",
        "Karim Sabry, a former president of Egypt, spoke.",
        "President Karim Sabry spoke.",
        "Karim Sabry arrived in Egypt.",
        "Karim Sabry met the president of Egypt.",
        "The presidents met.",
        "",
    ],
)
def test_silence(draft_of: Make, text: str) -> None:
    assert triples(draft_of, text) == set()


def test_a_minister_does_not_lead_the_state(draft_of: Make) -> None:
    assert not [t for t in triples(draft_of, "Egyptian Foreign Minister Karim Sabry spoke.") if t[1] == "leads"]


def test_the_office_has_a_mention_at_the_title(draft_of: Make) -> None:
    draft = read_offices(draft_of("Egyptian President Karim Sabry spoke."))
    (office,) = [e for e in draft.entities if e.type == "Office"]
    assert [draft.text[m.start : m.end] for m in office.mentions] == ["President"]


def test_one_office_is_one_entity(draft_of: Make) -> None:
    draft = read_offices(draft_of("Egyptian President Karim Sabry spoke. Egyptian President Karim Sabry left."))
    assert sum(e.type == "Office" for e in draft.entities) == 1


def test_the_nouns_of_the_table_are_offices() -> None:
    assert roles().by_noun["president"].cls == "office" and roles().by_noun["foreign minister"].cls == "office"
