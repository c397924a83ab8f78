"""One writer at a time: a lock on a graph's folder that a dead process cannot keep.

The lock is the system's own (`flock`) on the file `.writing`, which the system takes back when its holder ends, however
it ends. What stands in the file only says who it is; a file that nobody holds is a stale one, and is taken over. Where
the system has no such locks (Windows), nobody is kept out.
"""

import json
import os
import platform
import time
import weakref
from pathlib import Path
from types import TracebackType
from typing import Self

from kg.errors import GraphError

try:
    import fcntl
except ImportError:  # pragma: no cover - Windows
    fcntl = None  # type: ignore[assignment]

FILE = ".writing"


class Lock:
    """The right to write the graph in a folder, from now until `release`, the end of a `with`, or of the process."""

    def __init__(self, home: Path) -> None:
        """Raises GraphError where another process, or this one, writes the graph; OSError for an unwritable folder."""
        self._file = os.open(home / FILE, os.O_RDWR | os.O_CREAT, 0o666)
        self._close = weakref.finalize(self, os.close, self._file)
        if not _held(self._file, exclusive=True):
            said = os.read(self._file, 4096)
            self.release()
            raise GraphError(f"another process is writing the graph{_who(said)}", where=home, hint=_HINT)
        os.ftruncate(self._file, 0)
        os.write(self._file, _card())

    def release(self) -> None:
        """Leave the graph to others."""
        self._close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self.release()


_HINT = "wait until it is done"


class Shared:
    """A reader's hold on a folder that must not be deleted meanwhile, until it is released or nobody refers to it."""

    def __init__(self, folder: Path) -> None:
        """Raises OSError where the folder is gone."""
        file = os.open(folder, os.O_RDONLY)
        self.release = weakref.finalize(self, os.close, file)
        _held(file, exclusive=False)


def is_free(folder: Path) -> bool:
    """Whether nobody holds the folder as `Shared`."""
    file = os.open(folder, os.O_RDONLY)
    try:
        return _held(file, exclusive=True)
    finally:
        os.close(file)


def holder(home: Path) -> str | None:
    """Who is writing the graph in this folder, in words; None where nobody is."""
    try:
        file = os.open(home / FILE, os.O_RDONLY)
    except OSError:
        return None
    try:
        return None if _held(file, exclusive=False) else _who(os.read(file, 4096)).strip(" ()") or "a process"
    finally:
        os.close(file)


def _held(file: int, exclusive: bool) -> bool:
    """Whether the lock could be had. A disk that knows none (some shared ones) grants everything."""
    if fcntl is None:  # pragma: no cover - Windows
        return True
    try:
        fcntl.flock(file, (fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH) | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return True
    return True


def _card() -> bytes:
    since = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    return json.dumps({"process": os.getpid(), "host": platform.node(), "since": since}).encode() + b"\n"


def _who(said: bytes) -> str:
    try:
        card = json.loads(said)
        where = "" if card["host"] == platform.node() else f" on {card['host']}"
        return f" (process {card['process']}{where}, since {card['since']})"
    except (ValueError, KeyError, TypeError):  # it has only just begun
        return ""
