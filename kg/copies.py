"""Copies of a store that nobody writes, and of what lies beside it.

Data files of a store never change once they are there, so that links to them are enough: a copy costs next to nothing
on the same disk, and keeps what it has whatever becomes of the original. What people and other commands keep beside a
store (decisions, questions, the register) is copied, and put in the place of other such files by way of a waiting
room: `settle` ends what was broken off between the two.
"""

import os
import shutil
from pathlib import Path

NOT_KEPT = ("store", "journal", "runs", "parley.json", "SHA256SUMS", ".")
"""How the names begin of what is no part of what lies beside a store."""
_CARD = "parley.json"
_WAITING, _FOR, _CLEARED = ".restored", ".for", ".cleared"


def copy_store(store: Path, place: Path) -> None:
    """Copy the files of a store into a folder, which is made. Raises OSError."""
    place.mkdir()
    for path in sorted(store.iterdir()):
        if path.name != "LOCK" and not path.name.startswith("LOG"):
            take(path, place / path.name)


def take(source: Path, target: Path) -> None:
    """Put a file of a store into a copy: a link to a data file, where links can be made, else a copy of it."""
    if source.suffix != ".sst" or not _linked(source, target):
        shutil.copyfile(source, target)


def write_through(*paths: Path) -> None:
    """Have what was written to files, and what was put into folders, on the disk itself: a machine that fails may
    else forget the content of a file, or that it is there, after it has kept what was written later. Raises OSError.
    """
    for path in paths:
        file = os.open(path, os.O_RDONLY)
        try:
            os.fsync(file)
        finally:
            os.close(file)


def _linked(source: Path, target: Path) -> bool:
    """Whether a link could be made: not to another disk, nor on one without links."""
    try:
        os.link(source, target)
    except OSError:
        return False
    return True


def beside(path: Path) -> list[Path]:
    """What people and other commands keep in the folder of a graph; graphs in it, such as snapshots, are no part."""
    found = (p for p in path.iterdir() if not p.name.startswith(NOT_KEPT))
    return sorted(p for p in found if not (p / _CARD).is_file())


def copy_beside(path: Path, target: Path) -> None:
    """Copy what lies beside the store of the graph in `path` into the folder `target`. Raises OSError."""
    for kept in beside(path):
        if kept.is_dir():
            shutil.copytree(kept, target / kept.name)
        else:
            take(kept, target / kept.name)


def stage(saved: Path, path: Path, store: str) -> None:
    """Copy what lies beside the store of a snapshot into the waiting room of the graph in `path`.

    It belongs to the store of this name: `settle` puts it in its place once that is the present one. Raises OSError.
    """
    waiting = path / _WAITING
    shutil.rmtree(waiting, ignore_errors=True)
    waiting.mkdir()
    copy_beside(saved, waiting)
    (waiting / _FOR).write_text(store, encoding="utf-8")


def settle(path: Path, store: str | None) -> None:
    """Let what waits take the place of what lies beside the store, or drop it where `store`, the present one, is
    another than it waits for. Whenever this is broken off, the next call ends it. Raises OSError.
    """
    waiting = path / _WAITING
    if not waiting.is_dir():
        return
    if (waiting / _FOR).is_file() and (waiting / _FOR).read_text(encoding="utf-8") == store:
        names = {kept.name for kept in waiting.iterdir() if kept.name not in (_FOR, _CLEARED)}
        for old in () if (waiting / _CLEARED).exists() else beside(path):
            if old.name not in names:
                shutil.rmtree(old) if old.is_dir() else old.unlink()
        (waiting / _CLEARED).touch()  # all that is there from now on was waiting
        for name in sorted(names):
            old = path / name
            if old.is_dir():
                shutil.rmtree(old)
            (waiting / name).replace(old)
    shutil.rmtree(waiting)
