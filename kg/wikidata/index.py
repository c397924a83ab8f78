"""The index of Wikidata: names to items, on disk, shared by all processes that look things up in it.

It is an LMDB file, mapped into memory: opening it reads nothing, and what two processes read of it lies in memory once.
`indexing` makes it; `coding` says what its tables hold.
"""

import json
import os
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any
from weakref import WeakValueDictionary

import lmdb

from kg.errors import UsageError, WikidataError
from kg.wikidata.coding import FORMAT, KINDS, TABLES, folded, groups_of, item_key, item_number, item_of
from kg.wikidata.items import THE, Candidate, Item, name_key, ordered

CARD, DATA = "index.json", "data.mdb"
"""The files of an index: what it is, and all it holds."""

VARIABLE, OFF = "PARLEY_WIKIDATA", "none"
"""The environment variable that names the folder of the index in use, and the word that switches it off."""

_MAKE = "make it: kg wikidata index DUMP"
_AGAIN = "make it again: kg wikidata index DUMP --force"
_CACHED = 50_000
_QID = re.compile(r"Q[1-9][0-9]{0,8}")


@dataclass(frozen=True, slots=True)
class Card:
    """What an index is: made of which dump (file name, bytes, day of its last change) and how, and what it holds.

    `items` counts them by class. `fingerprint` tells what two indexes with the same content have in common: dump,
    options, class table, format and recipe.
    """

    format: int
    fingerprint: str
    dump: str
    dump_bytes: int
    dump_day: str
    languages: tuple[str, ...]
    classes: tuple[str, ...]
    qrank: str | None
    items: dict[str, int]
    names: int
    bytes: int

    def write(self, folder: Path) -> None:
        """Put it into the folder of the index."""
        (folder / CARD).write_text(json.dumps(asdict(self), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")

    @classmethod
    def read(cls, folder: Path) -> "Card":
        """The card in the folder. Raises WikidataError where there is no index, or one that this Parley cannot read."""
        try:
            cells = json.loads((folder / CARD).read_text(encoding="utf-8"))
            if cells["format"] != FORMAT:
                what = f"the index has format {cells['format']}, this Parley reads format {FORMAT}"
                raise WikidataError(what, where=folder, hint=_AGAIN)
            return cls(**{**cells, "languages": tuple(cells["languages"]), "classes": tuple(cells["classes"])})
        except (FileNotFoundError, NotADirectoryError) as cause:
            raise WikidataError("here is no index of Wikidata", where=folder, hint=_MAKE) from cause
        except PermissionError as cause:
            raise WikidataError("the index cannot be read here", where=folder, hint="check its permissions") from cause
        except (OSError, ValueError, KeyError, TypeError) as cause:
            raise WikidataError(f"the index is corrupt: {CARD} cannot be read", where=folder, hint=_AGAIN) from cause


class Index:
    """An index that was made from a dump. Cheap to open; it can be pickled, and used in a forked child.

    The file never changes while it is open, so that one transaction without locks serves for all that is read.
    """

    def __init__(self, folder: Path, card: Card) -> None:
        """`open` is for callers."""
        self.folder, self.card = folder, card
        self._env = _environment(folder)
        self._items, self._names = (self._env.open_db(table, create=False) for table in TABLES)
        self._txn = self._env.begin()
        self._item = lru_cache(maxsize=_CACHED)(self._read_item)

    @classmethod
    def open(cls, folder: Path) -> "Index":
        """The index in a folder.

        Raises WikidataError where there is none, or it is corrupt or of another format.
        """
        card = whole(folder)
        try:
            return cls(folder, card)
        except lmdb.Error as cause:
            raise WikidataError(f"the index is corrupt: {cause}", where=folder, hint=_AGAIN) from cause

    def __reduce__(self) -> tuple[Any, ...]:
        return Index.open, (self.folder,)

    @property
    def fingerprint(self) -> str:
        """What changes with the content of the index, and with nothing else."""
        return self.card.fingerprint

    def lookup(self, name: str, fold: bool = False) -> tuple[Candidate, ...]:
        """What the name may mean, the likeliest first; nothing where it is unknown. `fold` passes over case."""
        key = name_key(name)
        found = self._candidates(key, fold)
        if not found and key[: len(THE)].casefold() == THE:
            return self._candidates(key[len(THE) :], fold)
        return found

    def _candidates(self, key: str, fold: bool) -> tuple[Candidate, ...]:
        value = self._txn.get(folded(key), None, self._names) if key else None
        if value is None:
            return ()
        same = key.casefold()
        groups = [group for group in groups_of(value) if group[0] == key or (fold and group[0].casefold() == same)]
        found = tuple(candidate for _, *postings in groups for candidate in map(self._candidate, postings))
        return found if len(groups) < 2 else ordered(found)

    def _candidate(self, posting: list[int | None]) -> Candidate:
        number, kind, *years = posting
        item = self._item(number)
        if item is None:
            raise WikidataError(f"the index is corrupt: Q{number} is missing", where=self.folder, hint=_AGAIN)
        return Candidate(item, KINDS[kind or 0], *years)

    def item(self, qid: str) -> Item | None:
        """The item with this QID."""
        return self._item(int(qid[1:])) if _QID.fullmatch(qid) else None

    def _read_item(self, number: int) -> Item | None:
        value = self._txn.get(item_key(number), None, self._items)
        return None if value is None else item_of(number, value)

    def qids(self) -> Iterator[str]:
        """The QIDs of all items, in the order of their numbers."""
        with self._env.begin() as txn, txn.cursor(self._items) as cursor:
            for key in cursor.iternext(values=False):
                yield f"Q{item_number(key)}"

    def items(self) -> Iterator[Item]:
        """All items, in the order of their numbers."""
        with self._env.begin() as txn, txn.cursor(self._items) as cursor:
            for key, value in cursor:
                yield item_of(item_number(key), value)


def whole(folder: Path) -> Card:
    """The card of an index whose file has the size that it had when it was made.

    Raises WikidataError as `Index.open` does. A mapped file that is too short would end the process when it is read.
    """
    card = Card.read(folder)
    try:
        size = (folder / DATA).stat().st_size
    except OSError as cause:
        raise WikidataError(f"the index is corrupt: {DATA} is missing", where=folder, hint=_AGAIN) from cause
    if size != card.bytes:
        raise WikidataError(f"the index is corrupt: {size} bytes of {card.bytes}", where=folder, hint=_AGAIN)
    return card


_open: WeakValueDictionary[tuple[int, int], lmdb.Environment] = WeakValueDictionary()


def _environment(folder: Path) -> lmdb.Environment:
    """The open file of an index: LMDB allows one opening of a file in a process, which all indexes in it share."""
    file = (folder / DATA).stat()
    key = (file.st_dev, file.st_ino)
    env = _open.get(key)
    if env is None:
        env = lmdb.open(str(folder), readonly=True, lock=False, max_dbs=len(TABLES), readahead=False)
        _open[key] = env
    return env


def default_folder() -> Path:
    """Where `kg wikidata index` puts the index, and everything else looks for it, unless told otherwise.

    Raises UsageError where neither the environment nor the system knows such a place.
    """
    named = os.environ.get(VARIABLE, "")
    if named and named != OFF:
        return Path(named)
    try:
        home = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    except RuntimeError as cause:
        what = "there is no home folder for the index of Wikidata"
        raise UsageError(what, hint=f"name a folder in {VARIABLE}") from cause
    return Path(home) / "parley" / "wikidata"


def in_use() -> Path | None:
    """The folder of the index in use: the one that PARLEY_WIKIDATA names, else the default one where there is one.

    Raises WikidataError where the variable names a folder that holds no index. What nobody named may be missing, out
    of reach or without a home: then there is none.
    """
    named = os.environ.get(VARIABLE, "")
    if named == OFF:
        return None
    try:
        folder = default_folder()
    except UsageError:
        return None
    if os.access(folder / CARD, os.R_OK):
        return folder
    if named:
        raise WikidataError(f"{VARIABLE} names a folder that holds no readable index", where=folder, hint=_MAKE)
    return None
