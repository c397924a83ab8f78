"""The last pass: the runs are merged into the index itself, in the order of its keys.

What was written is its own checkpoint: the last key of a table tells where the merge goes on.
"""

import heapq
import json
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby, islice
from operator import itemgetter
from typing import Any

import lmdb

from kg.wikidata.coding import TABLES, Posting, dumped, item_number, item_of, names_value
from kg.wikidata.indexing.sort import Weighted
from kg.wikidata.indexing.workshop import MAP_SIZE, State, Workshop

BATCH = 100_000
"""Keys between two checkpoints."""

BEARERS = 50
"""How many items a name can mean at most: the likeliest ones."""

COUNTS = b"counts"
"""Where the index keeps how many items of each class it has, and how many names."""

_RUN = 2
"""Bytes of the number of a run, at the head of its keys."""

Entry = tuple[bytes, bytes]
Made = tuple[bytes, bytes, str, int]
"""Key and value for the index, and what to count them as, and how often."""


def write(shop: Workshop, state: State, tell: Callable[[State], None]) -> dict[str, int]:
    """Write what is left of the index; `tell` hears of each checkpoint. Gives the counts."""
    counts: dict[str, int] = {}
    for table, make in zip(TABLES, (_items, _names), strict=True):
        while not _write_batch(shop, state, table, make, counts):
            tell(state)
    return counts


def _write_batch(
    shop: Workshop, state: State, name: bytes, make: Callable[[Iterable[Entry]], Iterator[Made]], counts: dict[str, int]
) -> bool:
    """Whether that was all of this table."""
    shop.index.mkdir(exist_ok=True)
    with (
        shop.stage() as stage,
        lmdb.open(str(shop.index), map_size=MAP_SIZE, max_dbs=2, lock=False, metasync=False, readahead=False) as env,
    ):
        table = env.open_db(name)
        with env.begin(write=True) as txn, txn.cursor(table) as cursor:
            counts.update(json.loads(txn.get(COUNTS, b"{}")))
            start = cursor.key() + b"\0" if cursor.last() else b""
            made = list(islice(make(_merged(stage.txn, stage.runs(name), state.runs, start)), BATCH))
            cursor.putmulti(((key, value) for key, value, *_ in made), append=True)
            for *_, what, often in made:
                counts[what] = counts.get(what, 0) + often
            txn.put(COUNTS, dumped(counts))
            state.written = sum(counts.values())
    return len(made) < BATCH


def _merged(txn: lmdb.Transaction, table: Any, runs: int, start: bytes) -> Iterator[Entry]:
    """The entries of all runs from this key on, in the order of their keys, without the numbers of the runs."""
    return heapq.merge(*(_run(txn, table, n.to_bytes(_RUN, "big"), start) for n in range(runs)), key=itemgetter(0))


def _run(txn: lmdb.Transaction, table: Any, run: bytes, start: bytes) -> Iterator[Entry]:
    with txn.cursor(table) as cursor:
        if cursor.set_range(run + start):
            for key, value in cursor:
                if key[:_RUN] != run:
                    return
                yield bytes(key[_RUN:]), bytes(value)


def _items(entries: Iterable[Entry]) -> Iterator[Made]:
    """Each item once: where the dump has it twice, the later one."""
    for key, same in groupby(entries, itemgetter(0)):
        *_, (_, value) = same
        yield key, value, item_of(item_number(key), value).type, 1


def _names(entries: Iterable[Entry]) -> Iterator[Made]:
    for key, same in groupby(entries, itemgetter(0)):
        groups: dict[str, list[Weighted]] = {}
        for _, value in same:
            for name, postings in json.loads(value):
                groups.setdefault(name, []).extend(postings)
        best = {name: _best(postings) for name, postings in groups.items()}
        yield key, names_value(best), "names", len(best)


def _best(postings: list[Weighted]) -> list[Posting]:
    """The likeliest, and of each item only one."""
    once = {posting[1]: posting for posting in sorted(postings, key=lambda p: (-p[0], p[1]))}
    likeliest = sorted(once.values(), key=lambda p: (p[0], str(p[1])))[:BEARERS]
    return [Posting(*posting[1:]) for posting in likeliest]
