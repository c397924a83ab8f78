"""Whose side a speaker is on: a ministry denies for its state, a spokesman for whom he speaks."""

from extractors.draft import Draft

_FIGHTING = ("ArmedGroup", "Party")
_ANYBODYS = ("Person", "Organisation", "Government")
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
            nations = {
                m.nation for e in by for m in self._draft.entities[e].mentions if m.nation and len(m.entities) == 1
            }
            states = (n for nation in nations for n in self._states.get(nation, ()))
            self._known[by] = frozenset((*by, *states, *(e for own in by for e in self._led.get(own, ()))))
        return self._known[by]

    def are_heralds(self, by: tuple[int, ...]) -> bool:
        """Whether they may answer for others: officials and organs do, persons speak for themselves."""
        return all(self._draft.entities[e].type != "Person" or e in self._officials for e in by)

    def are_others(self, subject: int, by: tuple[int, ...]) -> bool:
        """Whether the one charged is on another side than the deniers, so that they do not answer for it."""
        entities = self._draft.entities
        if entities[subject].type == "State" and all(entities[e].type in _FIGHTING for e in by):
            return True
        theirs, ours = self._states_of((subject,)), self._states_of(by)
        return bool(theirs and ours) and theirs.isdisjoint(ours)

    def may_speak_for(self, speakers: tuple[int, ...], accusers: tuple[int, ...]) -> bool:
        """Whether what the speakers say may go by the accusers' name: Kyiv's claims are a Ukrainian minister's as well.

        Persons and organisations of whom the text does not tell whose they are may be anybody's.
        """
        if not self.of(speakers).isdisjoint(self.of(accusers)):
            return True
        entities, sets = self._draft.entities, (speakers, accusers) if speakers else ()
        return any(all(entities[e].type in _ANYBODYS for e in s) and not self._states_of(s) for s in sets)

    def _states_of(self, by: tuple[int, ...]) -> frozenset[int]:
        """The states on whose side the entities are, as far as the text tells."""
        return frozenset(e for e in self.of(by) if self._draft.entities[e].type == "State")
