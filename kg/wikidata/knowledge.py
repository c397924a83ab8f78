"""What names may mean, by all that is at hand: the core gazetteer, and the index of Wikidata where one was built.

The gazetteer's word goes before the index's: its items have classes and names that people checked.
"""

from dataclasses import replace
from functools import cache, lru_cache
from pathlib import Path

from kg.wikidata import gazetteer, index
from kg.wikidata.gazetteer import Gazetteer
from kg.wikidata.index import Index
from kg.wikidata.items import Candidate, Item, ordered

_KINDS = (
    frozenset(("State", "FormerState", "Region", "City", "Place", "Border")),
    frozenset(("Organisation", "Government", "ArmedGroup", "Party", "Alliance")),
)
"""Classes between which the gazetteer and the index may differ over one and the same thing."""
_REMEMBERED = 4096


class Knowledge:
    """The gazetteer and, where there is one, the index."""

    def __init__(self, core: Gazetteer, wide: Index | None = None) -> None:
        self.core, self.wide = core, wide
        self._same = lru_cache(_REMEMBERED)(self._same_in_index)

    def lookup(self, name: str, fold: bool = False) -> tuple[Candidate, ...]:
        """What the name may mean, the likeliest first; nothing where it is unknown.

        With `fold` the index passes over case, as is right for words in capitals.
        """
        known = self.core.lookup(name)
        if self.wide is None:
            return known
        found = self.wide.lookup(name, fold)
        known = tuple(map(self._linked, known))
        keys = {candidate.item.key for candidate in known}
        more = [c for c in found if c.item.key not in keys]
        return ordered([*known, *map(self._as_known, more)]) if more else known

    def item(self, qid: str) -> Item | None:
        """The item with this QID (or, of the gazetteer, with this `Item.key`)."""
        return self.core.item(qid) or (self.wide.item(qid) if self.wide else None)

    def is_core(self, item: Item) -> bool:
        """Whether the gazetteer has the item, be it without its QID."""
        return self.core.item(item.key) is not None or self.core.item(f"{item.type}/{item.label}") is not None

    def _as_known(self, candidate: Candidate) -> Candidate:
        """The candidate with the gazetteer's item, where that knows it under other names."""
        item = self.core.item(candidate.item.key)
        return Candidate(item, candidate.kind, candidate.since, candidate.until) if item else candidate

    def _linked(self, candidate: Candidate) -> Candidate:
        """The candidate with the index's QID, where the gazetteer has none for it."""
        if candidate.item.qid is not None:
            return candidate
        qid = self._same(candidate.item)
        return replace(candidate, item=replace(candidate.item, qid=qid)) if qid else candidate

    def _same_in_index(self, item: Item) -> str | None:
        """The QID of the only item of the index with the label, a like class and no other country."""
        if self.wide is None:
            return None
        same = [c.item for c in self.wide.lookup(item.label) if c.item.label == item.label and _are_alike(c.item, item)]
        return same[0].qid if len(same) == 1 else None


def _are_alike(one: Item, other: Item) -> bool:
    """Whether class and country let two items be the same thing."""
    if one.country and other.country and one.country != other.country:
        return False
    return one.type == other.type or any({one.type, other.type} <= kinds for kinds in _KINDS)


def knowledge() -> Knowledge:
    """What is in use: the project's gazetteer, and the index that `index.in_use` finds."""
    return _load(index.in_use())


@cache
def _load(folder: Path | None) -> Knowledge:
    return Knowledge(gazetteer.load(), Index.open(folder) if folder else None)
