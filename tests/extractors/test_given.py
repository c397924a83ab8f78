"""The caller's mentions come out as they went in, whatever else is read in their words."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors import reader
from kg.model import Article, GivenMention, Reading
from kg.vocabulary import contract_class

TEXT = "Malian helicopters shelled Tuareg rebels near Kidal. Mali denied it, and the rebels accused Bamako."


def read(*mentions: GivenMention) -> Reading:
    return reader().read(Article("a", TEXT, date="2020-01-01", mentions=mentions))


def types_at(reading: Reading, start: int, end: int) -> set[str]:
    return {contract_class(e.type) for e in reading.entities for m in e.mentions if (m.start, m.end) == (start, end)}


def test_a_type_that_the_reader_would_not_choose_is_kept() -> None:
    assert types_at(read(GivenMention(0, 6, "Place")), 0, 6) == {"Place"}


def test_other_mentions_of_the_same_words_keep_the_readers_type() -> None:
    reading = read(GivenMention(0, 6, "Place"))
    assert types_at(reading, 53, 57) == {"State"}


def test_two_types_on_the_same_words_are_both_kept() -> None:
    reading = read(GivenMention(0, 6, "Place"), GivenMention(0, 6, "Person", "Q42"))
    assert {"Place", "Person"} <= types_at(reading, 0, 6)


@pytest.mark.parametrize("type_", ["Organisation", "ArmedGroup"])
def test_a_nominal_with_a_type_of_its_own_is_not_the_state(type_: str) -> None:
    reading = read(GivenMention(0, 18, type_))
    assert types_at(reading, 0, 18) == {type_}


@given(
    st.lists(
        st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, 12), st.sampled_from([None, "Person", "Place"])),
        max_size=5,
    )
)
@settings(max_examples=60, deadline=None)
def test_every_given_mention_is_there_with_its_type(spans: list[tuple[int, int, str | None]]) -> None:
    mentions = {(a, min(a + n, len(TEXT))): t for a, n, t in spans}
    reading = read(*(GivenMention(a, b, t) for (a, b), t in mentions.items()))
    for (a, b), wanted in mentions.items():
        found = types_at(reading, a, b)
        assert found
        assert wanted is None or wanted in found
