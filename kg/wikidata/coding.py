"""How the index keeps items and names: the keys and values of its two tables, `items` and `names`.

Values are JSON without blanks: as small as packed structures here, since most of them is text, and read by C code.
"""

import json
import struct
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from kg.wikidata.items import SHARES, Item, NameKind, Term

FORMAT = 2
"""Raised when an index made before can no longer be read."""

KINDS: tuple[NameKind, ...] = tuple(SHARES)
"""Kinds of names, in the order of their numbers in postings."""

TABLES = (b"items", b"names")

NAME_BYTES = 480
"""How much of a name is its key: LMDB takes 511 bytes, and the longest names differ before."""

_QID = struct.Struct(">I")
_read = json.JSONDecoder().raw_decode


class Posting(NamedTuple):
    """That a name may mean an item (the number of its QID): the kind of name by its place in KINDS, and its years."""

    item: int
    kind: int
    since: int | None = None
    until: int | None = None


Group = tuple[str, Sequence[Posting]]
"""A name (as `name_key` gives it) and what it may mean, the likeliest first."""


def number(qid: str) -> int:
    """The number of a QID: 399 for Q399."""
    return int(qid[1:])


def item_key(item: int) -> bytes:
    """The key of an item, in the order of numbers."""
    return _QID.pack(item)


def item_number(key: bytes) -> int:
    """The number of the item with this key."""
    return int(_QID.unpack(key)[0])


def folded(name: str) -> bytes:
    """The key under which a name stands, together with those that differ from it only in case."""
    return name.casefold().encode(errors="surrogatepass")[:NAME_BYTES]


def dumped(value: object) -> bytes:
    """Compact JSON, in UTF-8."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def item_value(item: Item) -> bytes:
    """All that is kept of an item; `item_of` reads it."""
    cells = [
        item.label, item.type, item.prior, item.description or None, item.country and number(item.country), item.since,
        item.until, item.prominence or None, item.kind, item.point, item.population,
        [[number(t.office), t.since, t.until] for t in item.offices] or None,
        [number(qid) for qid in item.member_of] or None, [number(qid) for qid in item.part_of] or None,
    ]  # fmt: skip
    while cells[-1] is None:
        cells.pop()
    return dumped(cells)


def item_of(item: int, value: bytes) -> Item:
    """The item with this number and value."""
    cells: list[Any] = _read(value.decode())[0]
    cells += [None] * (14 - len(cells))
    label, type_, prior, description, country, since, until, prominence, kind, point, population, *lists = cells
    offices, member_of, part_of = lists
    return Item(
        f"Q{item}", label, type_, f"Q{country}" if country else None, since, until, prior, None, kind,
        description or "", tuple(point) if point else None, population, prominence or 0,
        tuple(Term(f"Q{office}", *years) for office, *years in offices) if offices else (),
        tuple(f"Q{qid}" for qid in member_of) if member_of else (),
        tuple(f"Q{qid}" for qid in part_of) if part_of else (),
    )  # fmt: skip


def names_value(groups: Mapping[str, Sequence[Posting]]) -> bytes:
    """All names of one key; `groups_of` reads it. Unknown years are left out."""
    return dumped([[name, *map(_short, groups[name])] for name in sorted(groups)])


def _short(posting: Posting) -> Sequence[int | None]:
    return posting if posting.since is not None or posting.until is not None else posting[:2]


def groups_of(value: bytes) -> list[list[Any]]:
    """The names of one key, each followed by its postings as plain lists (fit for `Posting`)."""
    groups: list[list[Any]] = _read(value.decode())[0]
    return groups
