"""Headlines in title case."""

import pytest

from extractors.language import parse
from extractors.names.grid import Grid
from extractors.names.headlines import in_headlines, is_common, is_titled
from extractors.names.recognition import Span
from extractors.tree import Tree


def kept(text: str, *stretches: str) -> list[str]:
    doc = next(iter(parse([text])))
    grid = Grid(doc)
    ranges = [grid.tokens(text.index(s), text.index(s) + len(s)) for s in stretches]
    spans = in_headlines(grid, Tree(doc), [Span(first, last, "Person") for first, last in ranges])
    return [" ".join(grid.words[s.first : s.last]) for s in spans]


@pytest.mark.parametrize("word", ["Worlds", "Deadliest", "Reports", "killed", "Cities"])
def test_words_of_the_dictionary(word: str) -> None:
    assert is_common(word)


@pytest.mark.parametrize("word", ["Vandermolen", "Belgorod", "Delvani"])
def test_words_that_it_does_not_know(word: str) -> None:
    assert not is_common(word)


def test_common_words_are_no_names_there() -> None:
    text = "Worlds Deadliest City Reports Drop In Violent Crime"
    assert kept(text, "Worlds Deadliest City", "Violent Crime") == []


def test_names_are_cut_out() -> None:
    text = "Petra Vandermolen Wins Marwick With Drones After Long Struggle"
    assert kept(text, "Petra Vandermolen Wins", "Marwick With Drones") == ["Petra Vandermolen", "Marwick"]


def test_groups_stay_whole() -> None:
    assert kept("Zorvan Liberation Army Takes Northern Town", "Zorvan Liberation Army") == ["Zorvan Liberation Army"]


def test_what_the_text_names_is_a_name_in_its_headline() -> None:
    text = "Northern Star Fires Chief Officer Again\n\nThe band Northern Star was formed in spring."
    first = text.index("Northern Star")
    doc = next(iter(parse([text])))
    grid = Grid(doc)
    spans = [Span(*grid.tokens(s, s + 13), "Organisation") for s in (first, text.rindex("Northern Star"))]
    assert len(in_headlines(grid, Tree(doc), spans)) == 2


def test_a_sentence_is_no_headline() -> None:
    text = "President Samuel Ortega met Violent Crime Unit officers in Marwick."
    assert kept(text, "Violent Crime Unit") == ["Violent Crime Unit"]
    assert not is_titled(["The", "National", "System", "Areas", "Council", "met"], ["DT", *["NNP"] * 4, "VBD"])
