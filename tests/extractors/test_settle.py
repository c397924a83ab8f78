"""One claim for one thing said."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.draft import ClaimDraft, Draft, Entity
from extractors.language import parse
from extractors.settle import settle_claims
from kg.model import Article, Span

TEXT = "Egypt launched an attack on Libya. Egypt struck Libya."


def claim(predicate: str, word: str, confidence: float = 0.8, **more: object) -> ClaimDraft:
    start = TEXT.index(word)
    trigger = Span(start, start + len(word))
    return ClaimDraft(0, predicate, 1, None, trigger, None, confidence, "test", **more)  # type: ignore[arg-type]


def settled(*claims: ClaimDraft) -> list[ClaimDraft]:
    draft = Draft(
        Article("a", TEXT), next(parse([TEXT])), entities=[Entity("Egypt", "State"), Entity("Libya", "State")]
    )
    draft.claims = list(claims)
    return settle_claims(draft).claims


def test_the_surer_of_two_events_in_the_same_words_stays() -> None:
    weak, strong = claim("coerces", "struck", 0.6), claim("attacks", "struck", 0.7)
    assert settled(weak, strong) == [strong]


def test_the_narrower_of_two_relations_in_the_same_words_stays() -> None:
    wide, narrow = claim("supports", "struck", 0.9), claim("suppliesWeaponsTo", "struck", 0.5)
    assert settled(wide, narrow) == [narrow]


def test_the_noun_below_a_verb_that_says_it_goes() -> None:
    verb, noun = claim("attacks", "launched"), claim("attacks", "attack", 0.9)
    assert settled(verb, noun) == [verb]


@pytest.mark.parametrize(
    "other",
    [
        claim("accuses", "launched"),
        claim("attacks", "launched", negated=True),
        replace(claim("attacks", "launched"), object=None),
        replace(claim("attacks", "launched"), subject=1, object=0),
        claim("attacks", "struck"),
    ],
)
def test_what_says_something_else_stays(other: ClaimDraft) -> None:
    noun = claim("attacks", "attack")
    assert settled(noun, other) == [noun, other]


def test_nothing_in_nothing_out() -> None:
    assert settled() == []


@given(
    st.lists(
        st.builds(
            claim,
            st.sampled_from(["attacks", "coerces", "supports", "suppliesWeaponsTo", "fights"]),
            st.sampled_from(["launched", "attack", "struck"]),
            st.sampled_from([0.5, 0.6, 0.7]),
        ),
        max_size=6,
    )
)
def test_settling_is_a_choice_and_settles(claims: list[ClaimDraft]) -> None:
    once = settled(*claims)
    assert all(any(c is kept for c in claims) for kept in once)
    assert settled(*once) == once
    assert bool(once) == bool(claims)
