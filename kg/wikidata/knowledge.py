"""What names may mean, by all that is at hand: the core gazetteer, and the index of Wikidata where one was built.

The gazetteer's word goes before the index's: its items have classes and names that people checked.
"""

from functools import cache
from pathlib import Path

from kg.wikidata import gazetteer, index
from kg.wikidata.gazetteer import Gazetteer
from kg.wikidata.index import Index
from kg.wikidata.items import Candidate, Item, ordered


class Knowledge:
    """The gazetteer and, where there is one, the index."""

    def __init__(self, core: Gazetteer, wide: Index | None = None) -> None:
        self.core, self.wide = core, wide

    def lookup(self, name: str) -> tuple[Candidate, ...]:
        """What the name may mean, the likeliest first; nothing where it is unknown."""
        known = self.core.lookup(name)
        if self.wide is None:
            return known
        keys = {candidate.item.key for candidate in known}
        more = [c for c in self.wide.lookup(name) if c.item.key not in keys]
        return ordered([*known, *map(self._as_known, more)]) if more else known

    def item(self, qid: str) -> Item | None:
        """The item with this QID (or, of the gazetteer, with this `Item.key`)."""
        return self.core.item(qid) or (self.wide.item(qid) if self.wide else None)

    def _as_known(self, candidate: Candidate) -> Candidate:
        """The candidate with the gazetteer's item, where that knows it under other names."""
        item = self.core.item(candidate.item.key)
        return Candidate(item, candidate.kind, candidate.since, candidate.until) if item else candidate


def knowledge() -> Knowledge:
    """What is in use: the project's gazetteer, and the index that `index.in_use` finds."""
    return _load(index.in_use())


@cache
def _load(folder: Path | None) -> Knowledge:
    return Knowledge(gazetteer.load(), Index.open(folder) if folder else None)
