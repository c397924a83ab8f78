"""The stage as a whole: every mention has its entity; given ones are kept; the same text gives the same entities."""

from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.draft import Draft
from kg.model import GivenMention

TEXT = (
    "Eritrea and Ethiopia blamed each other on Monday. Eritrean troops crossed the river, Ethiopia said; they had "
    "tanks. Both sides denied it. Angela Merkel called on the two countries to talk. She said the region needed peace."
)


def shape(draft: Draft) -> list[tuple[str, str, list[tuple[int, int, str]]]]:
    return [(e.name, e.type, [(m.start, m.end, m.kind) for m in e.mentions]) for e in draft.entities]


def test_the_same_text_gives_the_same_entities(draft_of: Callable[..., Draft]) -> None:
    assert shape(draft_of(TEXT)) == shape(draft_of(TEXT))


def test_mentions_stand_in_the_order_of_the_text(draft_of: Callable[..., Draft]) -> None:
    places = [(m.start, -m.end) for m in draft_of(TEXT).mentions]
    assert places == sorted(places)


def test_given_mentions_always_get_an_entity(draft_of: Callable[..., Draft]) -> None:
    text = "The thing met the thing. It saw Wonderland."
    given = [
        GivenMention(4, 9),
        GivenMention(18, 23),
        GivenMention(25, 27, "Person"),
        GivenMention(32, 42, "Place", "Q145"),
    ]
    draft = draft_of(text, *given)
    homes = {(m.start, m.end): m.entities for m in draft.mentions if m.given}
    assert set(homes) == {(g.start, g.end) for g in given}
    assert all(homes.values()) and homes[4, 9] == homes[18, 23]
    assert draft.entities[homes[32, 42][0]].qid == "Q145"


def test_an_interview_answers_in_the_first_person(draft_of: Callable[..., Draft]) -> None:
    questions = "Why did you go? I went because I had to. Was it hard? I think I was lucky.\n\n"
    text = "Reporters spoke with Angela Merkel in Cairo.\n\n" + questions * 3
    merkel = next(e for e in draft_of(text).entities if e.name == "Angela Merkel")
    assert sum(text[m.start : m.end] == "I" for m in merkel.mentions) == 12


def test_a_first_person_column_is_nobody_s(draft_of: Callable[..., Draft]) -> None:
    draft = draft_of("I met Angela Merkel once. I liked Cairo.")
    assert not any(m.kind == "pronoun" for m in draft.mentions)


def test_nothing_is_read_in_an_empty_text(draft_of: Callable[..., Draft]) -> None:
    assert draft_of("").entities == []


WORDS = [
    "Eritrea",
    "both",
    "they",
    "it",
    "its",
    "troops",
    "the",
    "country",
    "Merkel",
    "said",
    ",",
    ".",
    "each",
    "other",
    "“",
    "”",
]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=25))
def test_any_text_is_read(draft_of: Callable[..., Draft], words: list[str]) -> None:
    draft = draft_of(" ".join(words))
    assert all(m.entities for m in draft.mentions)
    assert all(0 <= m.start < m.end <= len(draft.text) for m in draft.mentions)
