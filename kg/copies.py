"""Copies of a store that nobody writes: data files never change once they are there, so that links to them are enough.

A copy costs next to nothing on the same disk, and keeps what it has whatever becomes of the original.
"""

import os
import shutil
from pathlib import Path


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


def _linked(source: Path, target: Path) -> bool:
    """Whether a link could be made: not to another disk, nor on one without links."""
    try:
        os.link(source, target)
    except OSError:
        return False
    return True
