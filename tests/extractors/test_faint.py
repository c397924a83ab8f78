"""Events without their other end: one a sentence, and only where nothing else is told."""

from collections.abc import Callable

import pytest

from extractors import FAST, reader
from extractors.draft import ClaimDraft, Draft
from extractors.faint import FAINT, read_faint
from extractors.frames import build_frames
from kg.model import Article, Claim, Span


@pytest.fixture(scope="module")
def read() -> Callable[[str], list[Claim]]:
    def claims(text: str) -> list[Claim]:
        return list(reader(FAST).read(Article("a", text)).claims)

    return claims


def told(claims: list[Claim]) -> list[tuple[str, str | None]]:
    return [(c.predicate, c.object) for c in claims]


@pytest.mark.parametrize(
    ("text", "predicate"),
    [
        ("Japan condemned the attack as despicable.", "accuses"),
        ("Turkish police detained twelve people at a meeting.", "coerces"),
        ("The African Union welcomed the decision.", "endorses"),
        ("Egypt suspended aid after the vote.", "sanctions"),
        ("Finland is ready to contribute to the mission.", "agreesWith"),
        ("Poland refused to open the archives.", "rejects"),
        ("The Brazilian government suspended publication of the newspaper.", "coerces"),
        ("Angela Merkel cancelled a planned visit.", "sanctions"),
    ],
)
def test_an_event_without_its_other_end_is_never_sure_enough_for_a_graph(
    read: Callable[[str], list[Claim]], text: str, predicate: str
) -> None:
    found = read(text)
    assert told(found) == [(predicate, None)]
    assert all(0 < c.confidence < FAINT for c in found)


@pytest.mark.parametrize(
    "text",
    [
        "Japan did not condemn the attack.",
        "Japan may condemn the attack.",
        "Peter Brown condemned the weather.",
        "Portugal met its target for solar power.",
        "The attack was condemned.",
        "Norway declined to comment on the report.",
        "Norway rejected the allegations.",
        "The Ugandan army captured the moment on film.",
    ],
)
def test_silence(read: Callable[[str], list[Claim]], text: str) -> None:
    assert read(text) == []


def test_who_is_for_or_against_whom_does_not_hide_an_event(draft_of: Callable[..., Draft]) -> None:
    """Sides and memberships that the learned reader tells are no events: the sentence tells one beside them."""
    found = build_frames(draft_of("Japan condemned the attack in Homs."))
    at = found.text.index("condemned")
    side = ClaimDraft(0, "negativeTowards", 1, Span(0, 5), Span(at, at + 9), None, 0.9, "pairs")
    found.claims = [side]
    assert [c.predicate for c in read_faint(found).claims] == ["negativeTowards", "accuses"]


def test_whoever_is_named_goes_first(read: Callable[[str], list[Claim]]) -> None:
    assert all(c.object is not None for c in read("Japan condemned the attack and accused China."))
