"""What one sentence joins, and what it only names: standing facts between names."""

from collections.abc import Callable

import pytest

from extractors.apart import are_listed, is_apart
from extractors.draft import ClaimDraft, Draft, Mention
from kg.model import Span

DraftOf = Callable[..., Draft]


def between(draft: Draft, a: str, b: str, predicate: str = "locatedIn") -> ClaimDraft:
    """A claim between two stretches of the text, each a mention by its last word."""
    spans = []
    for words in (a, b):
        start = draft.text.index(words)
        span = Span(start, start + len(words))
        if not any(m.span == span for m in draft.mentions):
            head = draft.indices(*span)[-1]
            draft.add_mentions([Mention(span.start, span.end, "name", "Place", head)])
        spans.append(span)
    return ClaimDraft(0, predicate, 1, spans[0], spans[0], spans[1], 0.6, "facts")


@pytest.mark.parametrize(
    ("text", "a", "b"),
    [
        ("Rojas was captured in May with the help of Chadian officers.", "Rojas", "Chadian"),
        ("Rojas is from Togo, while Perez lives in Bamako.", "Togo", "Bamako"),
        ("The talks of Rojas failed after Togo had closed the port of Bamako.", "Rojas", "Bamako"),
    ],
)
def test_a_clause_between_the_ends_parts_them(draft_of: DraftOf, text: str, a: str, b: str) -> None:
    draft = draft_of(text)
    assert is_apart(draft, between(draft, a, b, "citizenOf"))


@pytest.mark.parametrize(
    ("text", "a", "b"),
    [
        ("The Malian president, Rojas, resigned.", "Rojas", "Malian"),
        ("Rojas worked at Lome University.", "Rojas", "Lome University"),
        ("Rojas, who joined the Union Party in May, resigned.", "Rojas", "Union Party"),
        ("The firm in the city of Segou, Mali, was sold.", "Segou", "Mali"),
    ],
)
def test_one_phrase_or_one_verb_joins_them(draft_of: DraftOf, text: str, a: str, b: str) -> None:
    draft = draft_of(text)
    assert not is_apart(draft, between(draft, a, b, "memberOf"))


def test_whose_citizen_somebody_is_no_place_tells(draft_of: DraftOf) -> None:
    draft = draft_of("In Togo, Rojas is under investigation.")
    assert is_apart(draft, between(draft, "Rojas", "Togo", "citizenOf"))


def test_members_of_a_list_are_not_one_in_another(draft_of: DraftOf) -> None:
    draft = draft_of("He visited Lome, Bamako and Segou, a town in Mali.")
    tree = draft.tree
    at = {word: i for i, word in enumerate(tree.words)}
    assert are_listed(tree, at["lome"], at["bamako"])
    assert not are_listed(tree, at["segou"], at["mali"])
