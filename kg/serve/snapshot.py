"""A copy of a finished store, which nobody writes: what is served stays as it is, whatever is built meanwhile.

Oxigraph does not allow one process to read what another one writes. Its files of data never change once they are
there, so the copy has links to them, and costs next to nothing where it lies on the same disk.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.errors import GraphError
from kg.questions import FOLDER
from kg.store import Graph

_TRIES = 5


@contextmanager
def snapshot(graph: Path) -> Iterator[Path]:
    """A folder, gone in the end, with a copy of the store of this graph in `store`, and of its questions in `queries`.

    It lies within the graph's own folder, or where that cannot be written among the temporary ones. Raises GraphError
    where there is no graph, or it is corrupt, unfinished or being written.
    """
    with Graph.open(graph), _folder(graph) as place:
        _copy(graph / "store", place / "store")
        if (graph / FOLDER).is_dir():
            shutil.copytree(graph / FOLDER, place / FOLDER)
        yield place


@contextmanager
def _folder(graph: Path) -> Iterator[Path]:
    try:
        made = tempfile.TemporaryDirectory(dir=graph, prefix=".served-", ignore_cleanup_errors=True)
    except OSError:
        made = tempfile.TemporaryDirectory(prefix="kg-served-", ignore_cleanup_errors=True)
    with made as place:
        yield Path(place)


def _copy(store: Path, place: Path) -> None:
    """Copy the files as they are at one moment. Raises GraphError where they do not keep still."""
    for _ in range(_TRIES):
        before = _state(store)
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir()
        try:
            for name in before:
                _take(store / name, place / name)
        except FileNotFoundError:
            continue
        except OSError as cause:
            raise GraphError(f"the graph cannot be copied: {cause.strerror}", where=place) from cause
        if _state(store) == before:
            return
    raise GraphError("another process is writing the graph", where=store.parent, hint="wait until it is done")


def _state(store: Path) -> dict[str, tuple[int, int]]:
    """Size and time of each file."""
    kept = (path for path in sorted(store.iterdir()) if path.name != "LOCK" and not path.name.startswith("LOG"))
    return {path.name: (path.stat().st_size, path.stat().st_mtime_ns) for path in kept}


def _take(source: Path, target: Path) -> None:
    """Put a file of the store into the copy: a link to a data file, which never changes, where links can be made."""
    if source.suffix != ".sst" or not _linked(source, target):
        shutil.copyfile(source, target)


def _linked(source: Path, target: Path) -> bool:
    """Whether a link could be made: not to another disk, nor on one without links."""
    try:
        os.link(source, target)
    except OSError:
        return False
    return True
