"""A recognised name against the gazetteer's that it touches: which of them stands, and what is left of the other."""

from bisect import bisect_left

from extractors.names.grid import Grid
from extractors.names.name import GROUND, GROUPS, ORGANS, Name, is_people, names_a_state, state_of
from extractors.names.recognition import NOTHING
from extractors.names.words import name_words

_JOINERS = frozenset(("and", "or", ",", "/", "-", "–", "&", "the", "'s", "’s", "of", "in", "vs", "vs.", "v", "to"))


class Merge:
    """One pass over the recognised names, each set against the gazetteer's names that it touches."""

    def __init__(self, grid: Grid, tops: list[Name]) -> None:
        self.grid, self.tops = grid, tops
        self.starts = [t.start for t in tops]
        self.dropped: set[int] = set()

    def merge(self, own: list[Name]) -> list[Name]:
        """The tops that are kept, and the recognised names that stand beside or around them."""
        kept = [n for r in own for n in self._settle(r)]
        return [t for i, t in enumerate(self.tops) if i not in self.dropped] + kept

    def _touching(self, r: Name) -> list[int]:
        i = max(bisect_left(self.starts, r.start) - 1, 0)
        found = []
        while i < len(self.tops) and self.tops[i].start < r.end:
            if self.tops[i].end > r.start:
                found.append(i)
            i += 1
        return found

    def _settle(self, r: Name) -> list[Name]:
        """What is left of a recognised name beside the gazetteer's: itself, a part of it, or nothing."""
        touching = self._touching(r)
        if not touching:
            return [r]
        inside = [i for i in touching if r.start <= self.tops[i].start and self.tops[i].end <= r.end]
        around = [self.tops[i] for i in touching if i not in inside]
        if any(self.tops[i].first <= r.first and r.last <= self.tops[i].last for i in touching):
            return []
        if around:
            return self._crossing(r, touching)
        return self._nested(r, inside)

    def _crossing(self, r: Name, touching: list[int]) -> list[Name]:
        if any(self.tops[i].end - self.tops[i].start >= r.end - r.start for i in touching):
            return []
        self.dropped.update(touching)
        return [r]

    def _nested(self, r: Name, inside: list[int]) -> list[Name]:
        """A recognised name that holds known ones: longer than they are, a list of them, or owned by one."""
        covered = {t for i in inside for t in range(self.tops[i].first, self.tops[i].last)}
        rest = [t for t in range(r.first, r.last) if t not in covered]
        if all(self.grid.words[t] in _JOINERS for t in rest) and (rest or r.type not in ORGANS):
            return []
        cut = next((self.tops[i] for i in inside if self._owns_what_follows(r, self.tops[i])), None)
        if cut:
            left = self._cut(r, r.first, cut.first, r.nation)
            return left + self._cut(r, cut.last, r.last, state_of(cut))
        lead = self.tops[inside[0]]
        if lead.first == r.first and self._is_apart(r, lead):
            return self._cut(r, lead.last, r.last, state_of(lead))
        tail = self.tops[inside[-1]]
        if tail.last == r.last and self.grid.words[tail.first - 1] in (",", "and", "(", "-"):
            return self._cut(r, r.first, tail.first, None)
        return self._around(r, inside)

    def _owns_what_follows(self, r: Name, top: Name) -> bool:
        """Whether another name begins with an owner in the midst of it: "the Ministry of Health and Brazil's Army"."""
        words = self.grid.words
        return top.first > r.first and words[top.first - 1] in ("and", ",") and words[top.last] in ("'s", "’s")

    def _is_apart(self, r: Name, lead: Name) -> bool:
        """Whether the known name that comes first is no part of the name: "Iraq's X", "Russian President X"."""
        after = self.grid.words[lead.last]
        if after in ("'s", "’s", "'", "’", ",", "and"):
            return True
        if r.type != "Person":
            return False
        return after in name_words().titles or (
            is_people(lead) and r.last - lead.last > 1
        )  # "Roman Petrov" is all his name

    def _cut(self, r: Name, first: int, last: int, nation: str | None) -> list[Name]:
        """What is left of a name between the tokens: nothing, where that is but titles or small words."""
        words, titles = self.grid.words, name_words().titles
        while first < last and (words[first] in _JOINERS or (r.type == "Person" and words[first] in titles)):
            first += 1
        while last > first and words[last - 1] in _JOINERS:
            last -= 1
        if first == last or words[first].islower():
            return []
        starts, ends = self.grid.starts, self.grid.ends
        return self._settle(Name(starts[first], ends[last - 1], first, last, r.type, nation=nation or r.nation))

    def _around(self, r: Name, inside: list[int]) -> list[Name]:
        """The longer name; of those in it, only the state whose organ it is stays a name of its own.

        What the ontology has no class for leaves the states and groups in it: "the US Constitution".
        """
        for i in inside:
            top = self.tops[i]
            own = top.first == r.first or names_a_state(top) or top.candidates[0].item.type in GROUND
            # no congress of phone makers is the US Congress
            if own and (r.type in ORGANS or r.type == "Organisation"):
                r.nation = r.nation or state_of(top)
            stays = names_a_state(top) or top.type in GROUPS if r.type == NOTHING else _is_owner(r, top)
            if not stays:
                self.dropped.add(i)
        return [r]


def _is_owner(r: Name, top: Name) -> bool:
    return r.type in ORGANS and names_a_state(top)
