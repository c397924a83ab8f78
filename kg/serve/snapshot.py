"""A copy of a finished store, which nobody writes: what is served stays as it is, whatever is built meanwhile."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.copies import copy_store
from kg.errors import GraphError
from kg.questions import FOLDER
from kg.store import Graph


@contextmanager
def snapshot(graph: Path) -> Iterator[Path]:
    """A folder, gone in the end, with a copy of the store of this graph in `store` and of its questions in `queries`.

    It lies within the graph's own folder, or where that cannot be written among the temporary ones. Raises GraphError
    where there is no graph, or it is corrupt or unfinished.
    """
    with Graph.open(graph) as opened, _folder(graph) as place:
        try:
            copy_store(opened.place, place / "store")
            if (graph / FOLDER).is_dir():
                shutil.copytree(graph / FOLDER, place / FOLDER)
        except OSError as cause:
            raise GraphError(f"the graph cannot be copied: {cause.strerror}", where=place) from cause
        yield place


@contextmanager
def _folder(graph: Path) -> Iterator[Path]:
    try:
        made = tempfile.TemporaryDirectory(dir=graph, prefix=".served-", ignore_cleanup_errors=True)
    except OSError:
        made = tempfile.TemporaryDirectory(prefix="kg-served-", ignore_cleanup_errors=True)
    with made as place:
        yield Path(place)
