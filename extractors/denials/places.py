"""What stands where: claims and attributions by their place in the text, so that no denial goes over all of them."""

from bisect import bisect_left
from collections.abc import Iterable
from typing import Generic, TypeVar

from extractors.draft import AttributionDraft, ClaimDraft, Draft

T = TypeVar("T")


class Places(Generic[T]):
    """Things by the code point where they begin."""

    def __init__(self, things: Iterable[tuple[int, T]]) -> None:
        given = list(things)
        self._things = [thing for _, thing in given]
        order = sorted((start, n) for n, (start, _) in enumerate(given))
        self._starts, self._order = [start for start, _ in order], [n for _, n in order]

    def within(self, *stretches: tuple[int, int]) -> list[T]:
        """What begins in one of the stretches `[start, end)`, in the order in which it was given."""
        at = (slice(bisect_left(self._starts, a), bisect_left(self._starts, b)) for a, b in stretches)
        return [self._things[n] for n in sorted({n for part in at for n in self._order[part]})]


def by_trigger(draft: Draft) -> Places[ClaimDraft]:
    """The claims, by where their triggers begin."""
    return Places((c.trigger.start, c) for c in draft.claims)


def by_cue(draft: Draft) -> Places[tuple[int, AttributionDraft]]:
    """The attributions that have a cue with their indices, by where the cues begin."""
    return Places((a.cue.start, (n, a)) for n, a in enumerate(draft.attributions) if a.cue is not None)
