"""Persons by their given names."""

import pytest

from extractors.language import parse
from extractors.names.grid import Grid
from extractors.names.name import Name
from extractors.names.people import find_people, mend_people
from extractors.tree import Tree


def found(text: str, *known: str) -> list[str]:
    doc = next(iter(parse([text])))
    return [text[n.start : n.end] for n in find_people(Grid(doc), Tree(doc), [], known)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He heard of a girl called Isabel.", ["Isabel"]),
        ("They asked Isabel Zorvany about it.", ["Isabel Zorvany"]),
        ("Yesterday Michael van Holten spoke, and Holten left.", ["Michael van Holten", "Holten"]),
    ],
)
def test_a_given_name_begins_a_person(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    ["Hurricane Isabel weakened.", "He studied at Isabel University.", "the Michael he knew", "a grace period ended"],
)
def test_others_begin_none(text: str) -> None:
    assert found(text) == []


def test_a_word_of_a_full_name_is_the_person() -> None:
    assert found("Later Zorvany thanked them.", "Zorvany") == ["Zorvany"]
    assert found("Later the zorvany and Zorvany met.", "Zorvany") == []


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("Yesterday Michael Hill spoke.", "Michael Hill", "Person"),
        ("Yesterday Michael Zorvany spoke.", "Michael Zorvany", "Person"),
        ("They met in Michael Park at noon.", "Michael Park", "Place"),
        ("They flew to Michael Zorvany Airport.", "Michael Zorvany Airport", "Place"),
        ("They met at Marwick Zorvany.", "Marwick Zorvany", "Place"),
    ],
)
def test_mended(text: str, name: str, expected: str) -> None:
    start = text.index(name)
    grid = Grid(next(iter(parse([text]))))
    mended = Name(start, start + len(name), *grid.tokens(start, start + len(name)), "Place")
    mend_people(grid, [mended])
    assert mended.type == expected
