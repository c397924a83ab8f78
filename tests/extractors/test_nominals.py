"""Phrases headed by a role noun: which are found, and which are none."""

import pytest

from extractors.draft import Draft, Mention
from extractors.encoder import encode_sentences
from extractors.heads import recognise_names
from extractors.language import parse
from extractors.names import find_names
from extractors.nominals import find_nominals
from kg.model import Article, GivenMention, Span


def nominals(text: str, *given: GivenMention, quiet: Span | None = None) -> list[Mention]:
    draft = Draft(Article("a", text, mentions=given), next(parse([text])))
    draft.quiet += [quiet] if quiet else []
    return [m for m in find_nominals(find_names(recognise_names(encode_sentences(draft)))).mentions if m.role]


@pytest.mark.parametrize(
    ("text", "phrase", "role", "kind"),
    [
        ("Turkish troops crossed the border.", "Turkish troops", "force", "State"),
        ("Officials in Cairo refused to comment.", "Officials", "organ", "State"),
        ("The Kenyan foreign minister resigned.", "The Kenyan foreign minister", "office", "Person"),
        ("The ministry said nothing.", "The ministry", "body", "Government"),
        ("Houses were burnt by the rebels.", "the rebels", "group", "ArmedGroup"),
        ("The two countries signed a treaty.", "The two countries", "state", "State"),
        ("Two Sudanese tanks were lost.", "Two Sudanese tanks", "equipment", "State"),
    ],
)
def test_a_phrase_is_found_with_its_role(text: str, phrase: str, role: str, kind: str) -> None:
    assert [(text[m.start : m.end], m.role, m.type, m.kind) for m in nominals(text)] == [
        (phrase, role, kind, "nominal")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "President Samuel Ortega spoke.",  # a title belongs to the person
        "A country needs roads.",  # points at nothing
        "She generals well.",
        "Stones rolled down the hill.",
        "",
    ],
)
def test_silence(text: str) -> None:
    assert nominals(text) == []


def test_a_given_mention_keeps_its_words() -> None:
    text = "The rebels left the town."
    assert [m for m in nominals(text, GivenMention(4, 10, "ArmedGroup")) if m.start < 10] == []


def test_page_furniture_has_none() -> None:
    text = "The rebels left."
    assert nominals(text, quiet=Span(0, len(text))) == []
