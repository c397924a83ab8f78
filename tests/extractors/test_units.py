"""Military units with numbers, and numbered things that are none."""

import pytest

from extractors.language import parse
from extractors.names.grid import Grid
from extractors.names.units import units


def found(text: str) -> list[str]:
    grid = Grid(next(iter(parse([text]))))
    return [" ".join(grid.words[first:last]) for first, last in units(grid)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The 4th Armoured Division left.", ["4th Armoured Division"]),
        ("Russia's 58th Army and the 7th Fleet met.", ["58th Army", "7th Fleet"]),
        ("The 1st Battalion of the 5th Marine Regiment.", ["1st Battalion", "5th Marine Regiment"]),
        ("The Third Field Army advanced.", ["Third Field Army"]),
    ],
)
def test_a_unit_ends_with_what_it_is(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The 2nd paragraph was cut.",
        "The First Division title was won.",
        "On the 4th of July, the Army left.",
        "The 3rd",
    ],
)
def test_other_numbered_things_are_none(text: str) -> None:
    assert found(text) == []
