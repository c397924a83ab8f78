"""In which country the places of an article lie, where no sentence says so."""

from collections.abc import Callable

import pytest

from extractors.countries import deduce_country
from extractors.draft import ClaimDraft, Draft
from kg.model import GivenMention, Span

FIRST = "Chad opened a school. "


def placed(draft_of: Callable[..., Draft], text: str, *places: str) -> tuple[Draft, list[tuple[str, str]]]:
    """The draft of a text in which these words are places, and what is deduced of them."""
    at = [text.index(p) for p in places]
    found = draft_of(text, *(GivenMention(i, i + len(p), "Place") for i, p in zip(at, places, strict=True)))
    return found, pairs(found)


def pairs(found: Draft) -> list[tuple[str, str]]:
    said = [c for c in deduce_country(found).claims if c.extractor == "deductions"]
    return [(found.entities[c.subject].name, found.entities[c.object or 0].name) for c in said]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (FIRST + "Pupils from Dorbeli walk there.", [("Dorbeli", "Chad")]),
        ("Chad opened a school in Dorbeli.", []),  # what one sentence says of both is read elsewhere
        (FIRST + "Niger did so too. Pupils from Dorbeli walk there.", []),  # no state is spoken of more
        ("The school is closed. Pupils from Dorbeli walk there.", []),
    ],
)
def test_places_lie_in_the_country_that_the_article_speaks_of(
    draft_of: Callable[..., Draft], text: str, expected: list[tuple[str, str]]
) -> None:
    assert placed(draft_of, text, "Dorbeli")[1] == expected if "Dorbeli" in text else expected == []


@pytest.mark.parametrize("place", ["Berlin", "Europe"])
def test_what_is_known_to_lie_elsewhere_does_not(draft_of: Callable[..., Draft], place: str) -> None:
    """The town of another state, and what is no state's."""
    assert pairs(draft_of(FIRST + f"Pupils from {place} walk there.")) == []


def test_what_is_said_goes_first_and_guesses_stay_out_of_graphs(draft_of: Callable[..., Draft]) -> None:
    found, guessed = placed(draft_of, FIRST + "Pupils from Dorbeli walk there.", "Dorbeli")
    assert guessed and all(c.confidence < 0.5 for c in found.claims)
    claim = found.claims[-1]
    found.claims = [
        ClaimDraft(claim.subject, "locatedIn", claim.object, Span(0, 1), Span(0, 1), None, 0.9, "locations")
    ]
    assert pairs(found) == []
