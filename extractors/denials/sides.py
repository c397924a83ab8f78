"""Whose side a speaker is on: a ministry denies for its state, a spokesman for whom he speaks."""

from extractors.draft import Draft

_FOR = frozenset(("speaksFor", "leads"))
_OFFICES = frozenset(("speaksFor", "leads", "holdsOffice"))


class Sides:
    """One article's speakers, and for whom they answer."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._known: dict[tuple[int, ...], frozenset[int]] = {}
        self._states: dict[str, list[int]] = {}
        for n, e in enumerate(draft.entities):
            if e.qid is not None:
                self._states.setdefault(e.qid, []).append(n)
        self._led: dict[int, list[int]] = {}
        for c in draft.claims:
            if c.predicate in _FOR and c.object is not None and not c.negated:
                self._led.setdefault(c.subject, []).append(c.object)
        self._officials = frozenset(c.subject for c in draft.claims if c.predicate in _OFFICES)

    def of(self, by: tuple[int, ...]) -> frozenset[int]:
        """The entities, with the states whose organs they are and whom they speak for or lead."""
        if by not in self._known:
            nations = {m.nation for e in by for m in self._draft.entities[e].mentions if m.nation}
            states = (n for nation in nations for n in self._states.get(nation, ()))
            self._known[by] = frozenset((*by, *states, *(e for own in by for e in self._led.get(own, ()))))
        return self._known[by]

    def are_heralds(self, by: tuple[int, ...]) -> bool:
        """Whether they may answer for others: officials and organs do, persons speak for themselves."""
        return all(self._draft.entities[e].type != "Person" or e in self._officials for e in by)
