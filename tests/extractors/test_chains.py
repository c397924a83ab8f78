"""Places named one inside another, and what follows from that."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.chains import deduce_places
from extractors.draft import ClaimDraft, Draft, Entity
from extractors.language import parse
from kg.model import Article, Span

TEXT = "Nothing is said here."
HERE = Span(0, 1)


def draft(claims: list[ClaimDraft], kind: str = "Place") -> Draft:
    found = Draft(Article("a", TEXT), next(parse([TEXT])))
    found.entities = [Entity(str(n), kind) for n in range(6)]
    found.claims = claims
    return found


def inside(a: int, b: int, sure: float = 0.9, predicate: str = "locatedIn") -> ClaimDraft:
    return ClaimDraft(a, predicate, b, HERE, HERE, HERE, sure, "locations")


def deduced(found: Draft) -> dict[tuple[int, int | None], float]:
    return {(c.subject, c.object): c.confidence for c in deduce_places(found).claims if c.extractor == "deductions"}


def test_lying_in_is_transitive_and_ever_less_sure() -> None:
    assert deduced(draft([inside(0, 1), inside(1, 2), inside(2, 3, 0.8, "capitalOf")])) == pytest.approx(
        {(0, 2): 0.567, (0, 3): 0.4536, (1, 3): 0.504}
    )


def test_what_is_said_is_not_deduced() -> None:
    assert deduced(draft([inside(0, 1), inside(1, 2), inside(0, 2, 0.4)])) == {}


def test_nothing_is_deduced_of_what_moves() -> None:
    assert deduced(draft([inside(0, 1), inside(1, 2)], "ArmedGroup")) == {}


def test_nothing_is_deduced_from_what_others_say_or_deny() -> None:
    said, denied, dated = inside(1, 2), inside(1, 3), inside(1, 4)
    said.attributions, denied.negated, dated.time = (0,), True, "2024"
    assert deduced(draft([inside(0, 1), said, denied, dated])) == {}


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5), st.floats(0.1, 1)), max_size=12))
def test_deducing_ends_and_says_nothing_twice(edges: list[tuple[int, int, float]]) -> None:
    found = draft([inside(a, b, sure) for a, b, sure in edges if a != b])
    before = {(c.subject, c.object) for c in found.claims}
    new = [(c.subject, c.object) for c in deduce_places(found).claims if c.extractor == "deductions"]
    assert len(new) == len(set(new)) and before.isdisjoint(new)
    assert all(a != b for a, b in new)
