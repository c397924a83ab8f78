"""What a spreadsheet must not compute."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.spreadsheets import inert


@pytest.mark.parametrize(
    "text",
    [
        "=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "\u00a0 -x", "\ufeff=1", "\uff1d1", "\tx",
        "-0044-03-15",
    ],
)  # fmt: skip
def test_what_may_be_a_formula_is_shown_as_it_is(text: str) -> None:
    assert inert(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "-1", "+7", "-1,234.5", "-1.5e-3", "a=b", "Nagorno-Karabakh", "2016-04-02", " x"])
def test_other_cells_stay_as_they_are(text: str) -> None:
    assert inert(text) == text


@given(st.text())
def test_twice_is_once(text: str) -> None:
    assert inert(inert(text)) == inert(text) and inert(text).removeprefix("'") == text.removeprefix("'")
