"""The last step: those that are one become one, and no others."""

import pytest

from extractors.draft import ClaimDraft, Draft, Entity, Mention
from extractors.finish import finish
from extractors.language import parse
from kg import identity, iris
from kg.model import Article, Reading, Span

TEXT = "Houthis met the Houthi group; two men and two men left with the Houthis."


def read(*named: tuple[str, str, str], given: str | None = None, claims: tuple[ClaimDraft, ...] = ()) -> Reading:
    """The reading of a draft with an entity for each (words, class, kind of mention); the first is the caller's."""
    draft = Draft(Article("a", TEXT), next(parse([TEXT])))
    for n, (words, cls, kind) in enumerate(named):
        at = TEXT.index(words)
        m = Mention(at, at + len(words), kind, cls, 0, given=n == 0, given_type=given if n == 0 else None)  # type: ignore[arg-type]
        draft.entities.append(Entity(words, cls, None, 0.0, [m]))
    draft.claims.extend(claims)
    return finish(draft)


def test_those_named_alike_are_one() -> None:
    found = read(("Houthis", "ArmedGroup", "name"), ("Houthi", "Organisation", "name"), ("group", "Place", "name"))
    assert [(e.id, e.name, len(e.mentions)) for e in found.entities] == [("e1", "Houthis", 2), ("e2", "group", 1)]


def test_a_caller_gives_the_class_of_both() -> None:
    found = read(("the Houthis", "Party", "name"), ("Houthi", "ArmedGroup", "name"), given="Party")
    assert [(len(e.mentions), e.type) for e in found.entities] == [(2, "Party")]


def test_what_is_only_described_stays_apart() -> None:
    found = read(("two men", "Person", "nominal"), ("two men", "Person", "nominal"))
    assert len(found.entities) == 2
    assert len(set(identity.entities(found.entities, iris.article(found.article)).values())) == 2


@pytest.mark.parametrize(("object", "left"), [(1, 0), (2, 1), (None, 1)])
def test_nothing_is_said_of_two_that_are_one(object: int | None, left: int) -> None:
    told = ClaimDraft(0, "supports", object, None, Span(8, 11), None, 0.5, "test", denied_by=(0, 1))
    named = (("Houthis", "ArmedGroup", "name"), ("Houthi", "Organisation", "name"), ("group", "Place", "name"))
    found = read(*named, claims=(told,))
    assert len(found.claims) == left and all(c.denied_by == ("e1",) for c in found.claims)
