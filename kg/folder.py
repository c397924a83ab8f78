"""The folder of a graph on disk: made, opened, and everything that can be wrong with it said in one line.

    my-graph/parley.json    the card: its format, what made it, and which store is the present one
    my-graph/store[-N]/     Oxigraph's own files: the present generation, and older ones that somebody still reads

Whoever writes works on a copy of the store (`Writing`), which takes the place of the present one when it is whole: the
card is changed in one step. So readers see the graph as it was or as it is, never between, and a writer that is killed
leaves it as it was.
"""

import json
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg.copies import copy_store, settle, write_through
from kg.errors import GraphError
from kg.lock import FILE as LOCK
from kg.lock import Lock, Shared, is_free

FORMAT = 7
"""Raised when a folder written before can no longer be read, or lacks what saved questions ask for."""
_OLDER = (3, 4, 5, 6)
"""Formats that a build still takes up, so that nothing beside the store is lost; in the third, it is always `store`."""
_CARD, _FIRST = "parley.json", "store"
_GENERATION = re.compile(r"store(?:-(\d+))?")
_NEW_CARD = f".{_CARD}.new"
_OURS = (LOCK, _NEW_CARD)
"""What may lie in a folder that is no graph yet: of a build that was killed as it began."""
_TRIES = 5


class Reading:
    """A store that is open for reading. `place` is its folder, which stays there until this is let go of."""

    def __init__(self, path: Path, older: bool = False) -> None:
        """Raises GraphError where there is no graph, or it is corrupt, unfinished or not readable; `older` as in
        `read_card`."""
        for left in reversed(range(_TRIES)):
            self.place = current(path, older)
            try:
                self._hold = Shared(self.place)
                self.store = ox.Store.read_only(str(self.place))
            except (OSError, RuntimeError) as cause:
                if left and current(path, older) != self.place:  # a new one took its place just now
                    continue
                raise explained(cause, path) from cause
            return

    def release(self) -> None:
        """Let go of it."""
        self._hold.release()


class Writing:
    """The next generation of a store: `store` is nobody else's until `publish` makes it the present one."""

    def __init__(self, path: Path, lock: Lock | None = None, source: Path | None = None) -> None:
        """Raises GraphError where the folder cannot be written, the graph is corrupt, or another process writes it.

        `lock` is the caller's, where it holds it already; `source` a store to begin from, not the present one.
        """
        self.path, self._lock, self._own = path, lock, lock is None
        try:
            self._lock = lock or Lock(path)
            sweep(path)
            self.place = path / _next(path)
            self.store: ox.Store | None = self._opened(source)
        except (OSError, RuntimeError) as cause:
            self.release()
            raise explained(cause, path) from cause
        except GraphError:
            self.release()
            raise

    def _opened(self, source: Path | None) -> ox.Store:
        before = read_card(self.path, older=True)["store"]
        if source is not None or before is not None:
            copy_store(source or self.path / before, self.place)
        try:
            return ox.Store(self.place)
        except BaseException:
            shutil.rmtree(self.place, ignore_errors=True)
            raise

    def publish(self, **more: Any) -> None:
        """Write it out, make it the present one, and let go of it; `more` goes onto the card. Raises GraphError."""
        try:
            if self.store is not None:
                self.store.flush()
            self.store = None  # Oxigraph closes its files when nothing refers to them
            write_through(*sorted(p for p in self.place.iterdir() if p.is_file()), self.place)
            write_card(self.path, store=self.place.name, **more)
            sweep(self.path)
        except (OSError, RuntimeError) as cause:
            raise explained(cause, self.path) from cause
        finally:
            self.release()

    def drop(self) -> None:
        """Give it up: the graph stays as it was."""
        self.store = None
        shutil.rmtree(self.place, ignore_errors=True)
        self.release()

    def release(self) -> None:
        """Let others write."""
        if self._own and self._lock is not None:
            self._lock.release()


def locked(path: Path) -> Lock:
    """The folder for one writer alone, with what a broken off `kg restore` left undone. Raises GraphError."""
    try:
        lock = Lock(path)
    except OSError as cause:
        raise explained(cause, path) from cause
    try:
        settle(path, read_card(path, older=True)["store"])
    except OSError as cause:
        lock.release()
        raise explained(cause, path) from cause
    return lock


def prepare(path: Path) -> None:
    """Make the folder of a graph without a store, where there is none yet.

    Raises GraphError where something else is in the way, or the folder cannot be written.
    """
    if (path / _CARD).is_file():
        read_card(path, older=True)
        return
    try:
        if path.exists() and (not path.is_dir() or any(p.name not in _OURS for p in path.iterdir())):
            raise GraphError("something that is no graph is in the way", where=path, hint="name another folder")
        path.mkdir(parents=True, exist_ok=True)
        write_card(path, store=None)
        write_through(path.parent)
    except (OSError, RuntimeError) as cause:
        raise explained(cause, path) from cause


@contextmanager
def undone(path: Path) -> Iterator[None]:
    """Where what is done in here fails, a folder that was no graph before is as it was, or gone where it was not."""
    made = [place for place in (path, *path.parents) if not place.exists()]
    was_graph = (path / _CARD).exists()
    try:
        yield
    except BaseException:
        if not was_graph and path.is_dir():
            with suppress(OSError, GraphError), Lock(path):  # else somebody else began a graph there meanwhile
                _clear(path)
            with suppress(OSError):
                for place in made:
                    place.rmdir()
        raise


def _clear(path: Path) -> None:
    """Take away the files of a graph without a store, where nothing else lies in the folder."""
    if {place.name for place in path.iterdir()} <= {_CARD, *_OURS}:
        for place in sorted(path.iterdir()):
            place.unlink()


def create(path: Path, lock: Lock | None = None) -> Writing:
    """The next generation of the graph in this folder, which is made where it is missing. Raises GraphError."""
    prepare(path)
    return Writing(path, lock)


def current(path: Path, older: bool = False) -> Path:
    """The folder of the present store. Raises GraphError where there is no graph, or it is corrupt or unfinished."""
    name = read_card(path, older)["store"]
    if name is None:
        raise GraphError("the graph is unfinished", where=path, hint="build it again: what was read is kept")
    return path / str(name)


def is_begun(path: Path) -> bool:
    """Whether the graph in this folder has a store already."""
    return read_card(path, older=True)["store"] is not None


def sweep(path: Path) -> None:
    """Delete the stores of the folder that are neither the present one nor read by anybody."""
    present = read_card(path, older=True)["store"]
    for place in sorted(path.iterdir()):
        if place.name != present and _GENERATION.fullmatch(place.name) and place.is_dir() and is_free(place):
            shutil.rmtree(place, ignore_errors=True)


def _next(path: Path) -> str:
    taken = [int(m[1] or 1) for p in path.iterdir() if (m := _GENERATION.fullmatch(p.name))]
    return f"{_FIRST}-{max(taken) + 1}" if taken else _FIRST


def write_card(path: Path, **cells: Any) -> None:
    """Put a new card in the place of the old one, in one step. Raises OSError."""
    card = {**cells, "format": FORMAT, "made_by": f"parley-kg {version('parley-kg')}"}
    written = path / _NEW_CARD
    written.write_text(json.dumps(card) + "\n", encoding="utf-8")
    write_through(written, path)  # the folder too: a store that the card names must be in it
    written.replace(path / _CARD)
    write_through(path)


def read_card(path: Path, older: bool = False) -> dict[str, Any]:
    """What the card says: `store` is the name of the present store, None where nothing was built yet.

    Raises GraphError where there is no graph, or the card is corrupt or of another format; with `older`, for those who
    write it anew, not of one that a build takes up.
    """
    if not path.exists():
        raise GraphError("there is no such graph", where=path, hint="make it: kg build SOURCES -o GRAPH")
    try:
        card = json.loads((path / _CARD).read_text(encoding="utf-8"))
        made, name = card["format"], card.setdefault("store", _FIRST)
        sound = name is None or _GENERATION.fullmatch(name) is not None
    except (FileNotFoundError, NotADirectoryError) as cause:
        raise GraphError("this is no Parley graph", where=path, hint="give the folder that kg build -o made") from cause
    except PermissionError as cause:
        raise explained(cause, path) from cause
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as cause:
        raise GraphError(f"the graph is corrupt: {_CARD} cannot be read", where=path, hint="build it again") from cause
    if made != FORMAT and not (older and made in _OLDER):
        what = f"the graph has format {made}, this Parley reads format {FORMAT}"
        raise GraphError(what, where=path, hint="build it again: kg build SOURCES -o GRAPH")
    if not sound:
        raise GraphError(f"the graph is corrupt: {_CARD} names no store", where=path, hint="build it again")
    return dict(card)


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
