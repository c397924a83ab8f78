"""Whose side a speaker is on: a ministry denies for its state, a spokesman for whom he speaks."""

from collections.abc import Iterable

from extractors.draft import Draft

_FOR = frozenset(("speaksFor", "leads"))


def sides(draft: Draft, by: Iterable[int]) -> frozenset[int]:
    """The entities, with the states whose organs they are and whom they speak for or lead."""
    own = frozenset(by)
    nations = {m.nation for e in own for m in draft.entities[e].mentions if m.nation}
    states = (n for n, e in enumerate(draft.entities) if e.qid is not None and e.qid in nations)
    led = (c.object for c in draft.claims if c.predicate in _FOR and c.subject in own and not c.negated)
    return own.union(states, (e for e in led if e is not None))
