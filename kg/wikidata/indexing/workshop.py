"""The folder in which an index is made: what was read so far, sorted runs, the index itself, and how far each is.

All of it is in LMDB, so that data and checkpoint are written in one transaction: whatever ends the process, the folder
holds a whole state. Environments are opened anew for each batch: pages that were mapped for the one before are let go,
so that memory does not grow with the dump.
"""

import fcntl
import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Any, Literal, NamedTuple

import lmdb

from kg.errors import WikidataError
from kg.wikidata.coding import TABLES, dumped

MAP_SIZE = 2**40
"""Bytes of address space, not of disk or memory: more than the index of all of Wikidata takes."""

_STAGE, _STATE = ("staged", "parents", "items", "names"), b"state"


@dataclass
class State:
    """How far the making is. `identity` says of what and how, `dump` and `size` (bytes) are for people.

    Read are `lines` up to `end` (bytes, unpacked) and `position` (bytes of the file); of `staged` items are `sorted`
    put into `runs` of `entries` in all, of which `written` are in the index. The `top_` figures are the highest seen.
    """

    identity: dict[str, Any]
    dump: str
    size: int
    phase: Literal["read", "sort", "write"] = "read"
    end: int = 0
    lines: int = 0
    position: int = 0
    staged: int = 0
    sorted: int = 0
    runs: int = 0
    entries: int = 0
    written: int = 0
    top_sitelinks: int = 0
    top_statements: int = 0
    broken: int = 0
    first_broken: list[str] = field(default_factory=list)

    @property
    def share(self) -> tuple[int, int]:
        """How much of this phase is done, of how much."""
        if self.phase == "read":
            return self.position, self.size
        return (self.sorted, self.staged) if self.phase == "sort" else (self.written, self.entries)


class Stage(NamedTuple):
    """An open transaction on what was read and sorted."""

    txn: lmdb.Transaction
    staged: Any
    parents: Any
    items: Any
    names: Any

    def runs(self, table: bytes) -> Any:
        """The sorted runs for this table of the index."""
        return self.items if table == TABLES[0] else self.names


class Workshop:
    """One index in the making. Only one process works in the folder at a time."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.index = folder / "index"

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keeps others out. Raises WikidataError where another process is at work here."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "lock").open("w") as file:
            _lock(file, self.folder)
            yield

    def state(self) -> State | None:
        """How far the work is; None where nothing was begun, or what there is cannot be read."""
        try:
            if not (self.folder / "work" / "data.mdb").is_file():
                return None
            with lmdb.open(str(self.folder / "work"), readonly=True, lock=False, max_dbs=0) as env, env.begin() as txn:
                value = txn.get(_STATE)
            return State(**json.loads(value)) if value else None
        except (lmdb.Error, OSError, ValueError, TypeError):
            return None

    def clear(self) -> None:
        """Forget all work; the lock stays."""
        for name in ("work", "index"):
            shutil.rmtree(self.folder / name, ignore_errors=True)

    @contextmanager
    def stage(self, state: State | None = None) -> Iterator[Stage]:
        """The stage: for writing, together with this state, or for reading only."""
        env = lmdb.open(
            str(self.folder / "work"), map_size=MAP_SIZE, max_dbs=len(_STAGE), lock=False, metasync=False,
            readahead=False,
        )  # fmt: skip
        with env:
            tables = [env.open_db(name.encode()) for name in _STAGE]
            with env.begin(write=state is not None) as txn:
                yield Stage(txn, *tables)
                if state is not None:
                    txn.put(_STATE, dumped(asdict(state)))


def _lock(file: IO[str], folder: Path) -> None:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as cause:
        what = "another process is making this index"
        raise WikidataError(what, where=folder, hint="wait until it is done") from cause
