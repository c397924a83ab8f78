"""The second pass: each item gets its class and its prior; items and names go into sorted runs, a batch a run.

A run is part of the key, so that each is written where the one before ended: the store never has to look for a place
far behind, which would cost a seek of the disk for every name once the index is larger than memory.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Mapping
from itertools import islice

from kg.wikidata.coding import KINDS, dumped, folded, item_key, item_value
from kg.wikidata.indexing import classes
from kg.wikidata.indexing.classes import CLASS_PRIORS, Classes
from kg.wikidata.indexing.prominence import Ranks, prior
from kg.wikidata.indexing.records import Record
from kg.wikidata.indexing.workshop import Stage, State, Workshop
from kg.wikidata.items import SHARES, Item, Term, name_key

BATCH = 40_000
"""Records a run."""

_KIND = {kind: place for place, kind in enumerate(KINDS)}

Weighted = tuple[float, int, int, int | None, int | None]
"""A posting with its weight before it, by which postings of several runs are put in order; smaller comes first."""


class Sorter:
    """Sorts what was read into runs."""

    def __init__(self, shop: Workshop, state: State, wanted: Container[str], ranks: Ranks | None) -> None:
        self._shop, self._state, self._wanted, self._ranks = shop, state, wanted, ranks
        self._table = classes.load()

    def sort(self, tell: Callable[[State], None]) -> None:
        """Sort what is left; `tell` hears of each checkpoint."""
        while self._state.sorted < self._state.staged:
            with self._shop.stage(self._state) as stage:
                self._sort_batch(stage)
            tell(self._state)

    def _sort_batch(self, stage: Stage) -> None:
        state = self._state
        with stage.txn.cursor(stage.staged) as cursor:
            cursor.set_key(state.sorted.to_bytes(8, "big"))
            values = [bytes(value) for value in islice(cursor.iternext(keys=False), BATCH)]
        found = self._items(stage, values)
        run = state.runs.to_bytes(2, "big")
        items = sorted((run + item_key(number), item_value(item)) for number, (item, _) in found.items())
        with stage.txn.cursor(stage.items) as cursor:
            cursor.putmulti(items, append=True)
        names = _names(found.values())
        with stage.txn.cursor(stage.names) as cursor:
            cursor.putmulti(((run + key, dumped(list(names[key].items()))) for key in sorted(names)), append=True)
        state.sorted += len(values)
        state.runs += 1
        state.entries += len(found) + len(names)

    def _items(self, stage: Stage, values: Iterable[bytes]) -> dict[int, tuple[Item, Record]]:
        """The batch's items that the index keeps, by number; of one that comes twice the last."""

        def parents(item: int) -> list[int]:
            above: list[int] = json.loads(bytes(stage.txn.get(item_key(item), b"[]", stage.parents)))
            return above

        known = Classes(self._table, parents)
        found = {}
        for value in values:
            record = Record(*json.loads(value))
            type_ = known.of(record.classes)
            if type_ is not None and classes.KINDS.get(type_, type_) in self._wanted:
                found[record.item] = self._item(record, type_), record
        return found

    def _item(self, record: Record, finer: str) -> Item:
        type_ = classes.KINDS.get(finer, finer)
        prominence, top = self._prominence(record)
        return Item(
            f"Q{record.item}", record.label, type_, _qid(record.country), record.since, record.until,
            prior(CLASS_PRIORS[type_], prominence, top), None, finer if finer != type_ else None, record.description,
            record.point, record.population, prominence,
            tuple(Term(f"Q{office}", *years) for office, *years in record.offices),
            tuple(f"Q{n}" for n in record.member_of), tuple(f"Q{n}" for n in record.part_of),
        )  # fmt: skip

    def _prominence(self, record: Record) -> tuple[int, int]:
        """By the best figure that this dump has for all its items, and the highest of its kind."""
        if self._ranks is not None:
            return self._ranks[record.item], self._ranks.top
        if self._state.top_sitelinks:
            return record.sitelinks, self._state.top_sitelinks
        return record.statements, self._state.top_statements


def _qid(item: int | None) -> str | None:
    return None if item is None else f"Q{item}"


def _names(found: Iterable[tuple[Item, Record]]) -> Mapping[bytes, Mapping[str, list[Weighted]]]:
    """The names of the items under the keys of their folded forms."""
    names: dict[bytes, dict[str, list[Weighted]]] = defaultdict(lambda: defaultdict(list))
    for item, record in found:
        for text, kind, since, until in record.names:
            key = name_key(text)
            weight = -round(item.prior * SHARES[kind], 6)
            names[folded(key)][key].append((weight, record.item, _KIND[kind], since, until))
    return names
