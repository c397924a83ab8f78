"""Frames: who does what to whom, whatever the construction; and whether it happened."""

import pytest

from extractors import FAST, reader
from extractors.draft import Draft, Frame
from extractors.frames import build_frames
from extractors.language import parse
from kg.model import Article, Span


def frame(text: str, lemma: str) -> tuple[Draft, Frame]:
    """The one frame of a word in a text."""
    draft = build_frames(Draft(Article("a", text), next(parse([text]))))
    (found,) = [f for f in draft.frames if f.lemma == lemma]
    return draft, found


def words(text: str, lemma: str, slot: str) -> list[str]:
    """The words that fill a slot."""
    draft, found = frame(text, lemma)
    return [draft.doc[i].text for i in found.roles.get(slot, [])]


@pytest.mark.parametrize(
    ("text", "lemma", "subject", "object_"),
    [
        ("Egypt attacked Libya.", "attack", ["Egypt"], ["Libya"]),
        ("Libya was attacked by Egypt.", "attack", ["Egypt"], ["Libya"]),
        ("Libya was attacked.", "attack", [], ["Libya"]),
        ("Egypt and Sudan attacked Libya and Chad.", "attack", ["Egypt", "Sudan"], ["Libya", "Chad"]),
        ("Backed by Egypt, the army advanced.", "back", ["Egypt"], ["army"]),
        ("The rebels backed by Egypt left.", "back", ["Egypt"], ["rebels"]),
        ("Egypt-backed rebels left the town.", "back", ["Egypt"], ["rebels"]),
        ("Egyptian-backed rebels left the town.", "back", ["Egyptian"], ["rebels"]),
        ("Egypt, which attacked Libya, was silent.", "attack", ["Egypt"], ["Libya"]),
        pytest.param(
            "The rebels that Egypt supports were silent.",
            "support",
            ["Egypt"],
            ["rebels"],
            marks=pytest.mark.xfail(strict=True, reason="the parser gives the clause two subjects"),
        ),
        ("The rebels Egypt supports were silent.", "support", ["Egypt"], ["rebels"]),
        ("Egypt vowed to attack Libya.", "attack", ["Egypt"], ["Libya"]),
        ("Sudan urged Egypt to attack Libya.", "attack", ["Egypt"], ["Libya"]),
        ("Sudan accused Egypt of attacking Libya.", "attack", ["Egypt"], ["Libya"]),
        ("Egypt answered by attacking Libya.", "attack", ["Egypt"], ["Libya"]),
        ("Egypt closed the road and attacked Libya.", "attack", ["Egypt"], ["Libya"]),
        ("The army was trained and armed by Egypt.", "train", ["Egypt"], ["army"]),
        ("The army was trained and armed by Egypt.", "arm", ["Egypt"], ["army"]),
    ],
)
def test_who_does_what_to_whom(text: str, lemma: str, subject: list[str], object_: list[str]) -> None:
    assert (words(text, lemma, "subj"), words(text, lemma, "obj")) == (subject, object_)


@pytest.mark.parametrize(
    ("text", "lemma", "slot", "fillers"),
    [
        ("Egypt sent soldiers to Sudan.", "send", "to", ["Sudan"]),
        ("Egypt gave Sudan a ship.", "give", "obj2", ["Sudan"]),
        ("Egypt held talks with Sudan and Chad.", "talk", "with", ["Sudan", "Chad"]),
        ("Egypt held talks with Sudan.", "talk", "subj", ["Egypt"]),
        ("The war between Egypt and Sudan ended.", "war", "between", ["Egypt", "Sudan"]),
        ("Egypt's attack on Sudan failed.", "attack", "poss", ["Egypt"]),
        ("Egypt's attack on Sudan failed.", "attack", "on", ["Sudan"]),
        ("Egypt is an ally of Sudan.", "ally", "subj", ["Egypt"]),
        ("Egypt, an ally of Sudan, agreed.", "ally", "appos", ["Egypt"]),
        ("The blame is on Egypt.", "blame", "on", ["Egypt"]),
    ],
)
def test_slots(text: str, lemma: str, slot: str, fillers: list[str]) -> None:
    assert words(text, lemma, slot) == fillers


@pytest.mark.parametrize(
    ("text", "lemma"),
    [
        ("Egypt did not attack Libya.", "attack"),
        ("Egypt never attacked Libya.", "attack"),
        ("No country supports Libya.", "support"),
        ("Nobody supports Libya.", "support"),
        ("Egypt refused to attack Libya.", "attack"),
        ("Egypt left without attacking Libya.", "attack"),
        ("Sudan prevented Egypt from attacking Libya.", "attack"),
        ("Egypt gave no support to Libya.", "support"),
        ("Egypt is not an ally of Libya.", "ally"),
    ],
)
def test_negation(text: str, lemma: str) -> None:
    assert frame(text, lemma)[1].negated


@pytest.mark.parametrize(
    "text",
    [
        "Egypt attacked Libya.",
        "Egypt, not Sudan, attacked Libya.",
        "Egypt did not sleep, and Sudan attacked Libya.",
        "Egypt did not retreat but attacked Libya.",
    ],
)
def test_no_negation_where_the_verb_has_none(text: str) -> None:
    assert not frame(text, "attack")[1].negated


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("Egypt attacked Libya.", "actual"),
        ("Egypt has attacked Libya.", "actual"),
        ("Egypt will attack Libya.", "future"),
        ("Egypt may attack Libya.", "possible"),
        ("Egypt could attack Libya.", "possible"),
        ("Egypt would attack Libya.", "conditional"),
        ("If Egypt attacks Libya, Sudan loses.", "conditional"),
        ("Egypt planned to attack Libya.", "future"),
        ("Egypt began to attack Libya.", "actual"),
        ("Sudan urged Egypt to attack Libya.", "possible"),
        ("Egypt threatened to attack Libya.", "future"),
    ],
)
def test_modality(text: str, modality: str) -> None:
    assert frame(text, "attack")[1].modality == modality


def test_a_trigger_takes_its_particle_along() -> None:
    text = "Egypt shot down a jet."
    assert frame(text, "shoot")[1].trigger == Span(text.index("shot"), text.index(" a jet"))


@pytest.mark.parametrize("text", ["The sun rose over the hills.", "Blue is a colour.", "", "   "])
def test_words_that_the_lexicon_lacks_make_no_frames(text: str) -> None:
    assert build_frames(Draft(Article("a", text), next(parse([text])))).frames == []


def test_furniture_makes_no_frames() -> None:
    text = "Egypt attacked Libya."
    draft = Draft(Article("a", text), next(parse([text])), quiet=[Span(0, len(text))])
    assert build_frames(draft).frames == []


def test_frames_stand_in_the_order_of_the_text() -> None:
    text = "Egypt attacked Libya, accused Sudan of arming rebels and met Chad for talks."
    frames = build_frames(Draft(Article("a", text), next(parse([text])))).frames
    assert [f.token for f in frames] == sorted(f.token for f in frames)


def test_a_text_may_break_off_after_any_word() -> None:
    told = (
        'Chad said it would back Libya, but Sudan did not; "we do not", its vice-president told Mali\'s envoy, who no '
        "longer hopes for talks, and Egypt (an ally) neither denied nor confirmed that 12 of its men were killed there"
    )
    pieces = told.split(" ")
    cut = [" ".join(pieces[:n]) for n in range(1, len(pieces) + 1)] + ["They do not", "It will not be vice-"]
    readings = list(reader(FAST).read_many([Article(str(n), text) for n, text in enumerate(cut)]))
    assert len(readings) == len(cut)
