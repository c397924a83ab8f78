"""What the words beside a name tell of it."""

import pytest

from extractors.language import parse
from extractors.names.beside import tell_kinds
from extractors.names.grid import Grid
from extractors.names.name import Name
from extractors.tree import Tree


def kind(text: str, name: str, type_: str) -> str:
    doc = next(iter(parse([text])))
    start = text.index(name)
    end = start + len(name)
    found = Name(start, end, *Grid(doc).tokens(start, end), type_)
    tell_kinds(Tree(doc), [found])
    return found.type


@pytest.mark.parametrize(
    ("text", "name", "type_", "expected"),
    [
        ("The newspaper Vremelin was closed.", "Vremelin", "Person", "Organisation"),
        ("The rebel group Zorvan fled.", "Zorvan", "Organisation", "ArmedGroup"),
        ("Shells hit the town of Yevrinsk.", "Yevrinsk", "Organisation", "Place"),
        ("The lawyer Delvani spoke.", "Delvani", "Organisation", "Person"),
        ("Marwick, a town in the north, was quiet.", "Marwick", "Person", "Place"),
        ("Vertigon is a company.", "Vertigon", "Person", "Organisation"),
        ("The cruise ship Aurelia sank.", "Aurelia", "Organisation", "-"),
    ],
)
def test_told(text: str, name: str, type_: str, expected: str) -> None:
    assert kind(text, name, type_) == expected


@pytest.mark.parametrize(
    ("text", "name", "type_"),
    [
        ("The group Zorvan fled.", "Zorvan", "ArmedGroup"),  # a group is no more than what is known
        ("The group of Delvani fled.", "Delvani", "Person"),
        ("The Delvani family left the town.", "Delvani", "Person"),
        ("The Boltek app was shut.", "Boltek", "Organisation"),
        ("She told Delvani that the town was lost.", "Delvani", "Person"),
    ],
)
def test_not_told(text: str, name: str, type_: str) -> None:
    assert kind(text, name, type_) == type_


def test_told_once_told_throughout() -> None:
    text = "Zorvan fired. The rebel group Zorvan denied it."
    doc = next(iter(parse([text])))
    grid = Grid(doc)
    found = [Name(s, s + 6, *grid.tokens(s, s + 6), "Place") for s in (0, text.rindex("Zorvan"))]
    tell_kinds(Tree(doc), found)
    assert [n.type for n in found] == ["ArmedGroup", "ArmedGroup"]
