"""The folder of a graph on disk: made, opened, and everything that can be wrong with it said in one line."""

import json
from importlib.metadata import version
from pathlib import Path

import pyoxigraph as ox

from kg.errors import GraphError

FORMAT = 3
"""Raised when a folder written before can no longer be read."""
_CARD = "parley.json"


def create(path: Path) -> ox.Store:
    """The store in this folder, for writing, made where it is missing.

    Raises GraphError where something else is in the way, or as `open_store` does.
    """
    if (path / _CARD).is_file():
        return open_store(path, read_only=False)
    try:
        if path.exists() and (not path.is_dir() or any(path.iterdir())):
            raise GraphError("something that is no graph is in the way", where=path, hint="name another folder")
        path.mkdir(parents=True, exist_ok=True)
        store = ox.Store(path / "store")
        card = {"format": FORMAT, "made_by": f"parley-kg {version('parley-kg')}"}
        (path / _CARD).write_text(json.dumps(card) + "\n", encoding="utf-8")
    except (OSError, RuntimeError) as cause:
        raise explained(cause, path) from cause
    return store


def open_store(path: Path, read_only: bool) -> ox.Store:
    """The store in this folder. Raises GraphError where it is missing, no graph, corrupt, in use or not writable."""
    _check(path)
    try:
        return ox.Store.read_only(str(path / "store")) if read_only else ox.Store(path / "store")
    except (OSError, RuntimeError) as cause:
        raise explained(cause, path) from cause


def _check(path: Path) -> None:
    if not path.exists():
        raise GraphError("there is no such graph", where=path, hint="make it: kg build SOURCES -o GRAPH")
    try:
        card = json.loads((path / _CARD).read_text(encoding="utf-8"))
        made = card["format"]
    except (FileNotFoundError, NotADirectoryError) as cause:
        raise GraphError("this is no Parley graph", where=path, hint="give the folder that kg build -o made") from cause
    except PermissionError as cause:
        raise explained(cause, path) from cause
    except (OSError, ValueError, KeyError, TypeError) as cause:
        raise GraphError(f"the graph is corrupt: {_CARD} cannot be read", where=path, hint="build it again") from cause
    if made != FORMAT:
        raise GraphError(
            f"the graph has format {made}, this Parley reads format {FORMAT}", where=path, hint="build it again"
        )


def explained(cause: Exception, path: Path | None) -> GraphError:
    """What went wrong with the files of a store, in words that help."""
    if isinstance(cause, PermissionError) or "Permission denied" in str(cause) or "Read-only file system" in str(cause):
        return GraphError("the graph cannot be written or read here", where=path, hint="check the folder's permissions")
    if "lock" in str(cause).casefold():
        return GraphError("another process is writing the graph", where=path, hint="wait until it is done")
    if "No space left" in str(cause):
        return GraphError("the disk is full", where=path, hint="make room; what was read before is kept")
    if isinstance(cause, NotADirectoryError | FileExistsError):
        return GraphError("a file is in the way", where=path, hint="name another folder")
    if is_corrupt(cause):
        hint = "wait if another process is writing it, else build it again in a new folder"
        return GraphError("the graph is corrupt", where=path, hint=hint)
    return GraphError(f"the graph cannot be opened here: {cause}", where=path, hint="name another folder")


def is_corrupt(cause: Exception) -> bool:
    """Whether this error of the store says that its files are not what was written."""
    return "corrupt" in str(cause).casefold()
