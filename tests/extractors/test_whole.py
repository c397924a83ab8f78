"""Names that are cut or run on, mended by what stands around them."""

import pytest

from extractors.language import parse
from extractors.names.grid import Grid
from extractors.names.recognition import Span
from extractors.names.whole import goes_on, whole_names


def whole(text: str, seen: str, kind: str = "Organisation") -> str:
    """What becomes of the one stretch that was seen in a text."""
    grid = Grid(next(iter(parse([text]))))
    words = seen.split()
    first = next(i for i in range(len(grid.words)) if list(grid.words[i : i + len(words)]) == words)
    (span,) = whole_names(grid, [Span(first, first + len(words), kind)])
    return " ".join(grid.words[span.first : span.last])


@pytest.mark.parametrize(
    ("text", "seen", "wanted"),
    [
        ("The Border Patrol Agency Union (BPAU) met.", "Border Patrol", "Border Patrol Agency Union"),
        ("The Border Patrol of Mali (BPM) met.", "Border Patrol", "Border Patrol of Mali"),
        ("The Border Patrol met Union leaders (BPAU).", "Border Patrol", "Border Patrol"),
        ("The Commission for Fair Trade met.", "Fair Trade", "Commission for Fair Trade"),
        (
            "The Kennedy Center for the Performing Arts met.",
            "Performing Arts",
            "Kennedy Center for the Performing Arts",
        ),
        ("The Commission against Impunity met.", "Impunity", "Commission against Impunity"),
        ("In Israel Israel waits.", "Israel Israel", "Israel"),
        ("A call for Fair Trade was heard.", "Fair Trade", "Fair Trade"),
        ("He met US Defence Secretary Ann Lee.", "US Defence", "US"),
        ("He met Slidell Police Chief Ann Lee.", "Slidell Police", "Slidell Police"),
        ("He met Chadian Interior and Justice Minister Ann Lee.", "Chadian Interior", "Chadian"),
        ("New European rules are due.", "New European", "European"),
        ("New Zealand rules are due.", "New Zealand", "New Zealand"),
    ],
)
def test_a_name_is_whole(text: str, seen: str, wanted: str) -> None:
    assert whole(text, seen) == wanted


def test_a_name_that_goes_on_has_no_title_behind_it() -> None:
    grid = Grid(next(iter(parse(["The Border Patrol Agency and the Border Patrol President met."]))))
    assert goes_on(grid, 1, 3, Span(1, 4, "Organisation"))
    assert not goes_on(grid, 6, 8, Span(6, 9, "Organisation"))
    assert not goes_on(grid, 1, 3, Span(1, 3, "Organisation"))
