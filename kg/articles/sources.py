"""Which files there are to read: a folder of a million is walked in the order of its paths, a folder at a time."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath

from kg import compressed
from kg.errors import InputError
from kg.model import Place

KINDS = (
    ".txt", ".html", ".htm", ".jsonl", ".ndjson", ".parquet", ".warc", ".wet", ".rss", ".atom", ".xml", ".tar", ".zip",
)  # fmt: skip
"""Endings of the files that hold articles; each may have a `.gz` or `.zst` behind it, and .tgz is .tar.gz."""
_PLAIN = frozenset({".parquet", ".zip"})
"""Those that are compressed inside, and never as a whole."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read, or a `member` of an archive. `name` is the id of its article."""

    path: Path
    name: str
    member: str = ""

    @property
    def where(self) -> str:
        """Where it is, for people: in an archive `news.zip!2016/a.txt`."""
        return f"{self.path}!{self.member}" if self.member else str(self.path)

    @property
    def kind(self) -> str | None:
        """The ending of its name."""
        return kind(PurePath(self.member) if self.member else self.path)

    @property
    def place(self) -> Place:
        """Where it lies on this machine."""
        return (as_text(str(self.path.resolve())), *([self.member] if self.member else []))


def kind(path: PurePath) -> str | None:
    """The ending of the file's name, of those that we read, without that of its compression."""
    name = path.name.lower()
    bare = compressed.bare(name.removesuffix(".tgz") + ".tar.gz" if name.endswith(".tgz") else name)
    ending = PurePath(bare).suffix
    return ending if ending in KINDS and (bare == name or ending not in _PLAIN) else None


def files(path: Path) -> Iterator[Source | InputError]:
    """The file itself, or the files of a folder and those below it that are of a kind we read, in the order of paths.

    A link is followed to a file inside the folder; an InputError stands in the place of one that leads out of it.
    Raises InputError where there is nothing to read.
    """
    if path.is_file():
        yield Source(path, _written(path))
        return
    _check(path)
    empty = True
    for found in _inside(path):
        if isinstance(found, InputError) or kind(found):
            empty = False
            yield found if isinstance(found, InputError) else Source(path / found, _written(path, found))
    if empty:
        hint = f"articles end in {' '.join(KINDS)}"
        raise InputError("nothing to read in this folder", where=path, hint=hint, cause="missing")


def _check(path: Path) -> None:
    if not path.exists():
        hint = "give files, folders, or - for standard input"
        if str(path).startswith(("http:", "https:")):
            hint = "nothing is fetched: save the feed or page as a file"
        raise InputError("no such file or folder", where=path, hint=hint, cause="missing")
    if not path.is_dir():
        raise InputError("neither a file nor a folder", where=path, cause="missing")


def others(folder: Path) -> Iterator[str]:
    """The names of the files in a folder that are of no kind we read, a README aside."""
    for found in _inside(folder):
        if not isinstance(found, InputError) and not kind(found) and not found.name.lower().startswith("readme"):
            yield _written(folder, found)


def _inside(folder: Path) -> Iterator[Path | InputError]:
    """The files of a folder and those below it by their path in it, sorted by its parts, hidden ones left out."""
    home = folder.resolve()
    levels = [_listed(folder, Path())]
    while levels:
        found = next(levels[-1], None)
        if found is None:
            levels.pop()
        elif isinstance(found, InputError):
            yield found
        elif found[1]:
            levels.append(_listed(folder, found[0]))
        elif not found[2]:
            yield found[0]
        else:
            yield from _linked(folder, found[0], home)


def _listed(folder: Path, inside: Path) -> Iterator[tuple[Path, bool, bool] | InputError]:
    """What stands in one folder, by name: its path, and whether it is a folder or a link. Holds the names alone."""
    try:
        with os.scandir(folder / inside) as entries:
            names = sorted(
                (entry.name, entry.is_dir(follow_symlinks=False), entry.is_symlink())
                for entry in entries
                if not entry.name.startswith(".") and (entry.is_symlink() or entry.is_dir() or entry.is_file())
            )
    except OSError as cause:
        yield InputError(f"cannot be read: {cause.strerror or cause}", where=folder / inside)
        return
    yield from ((inside / name, is_folder, is_link) for name, is_folder, is_link in names)


def _linked(folder: Path, inside: Path, home: Path) -> Iterator[Path | InputError]:
    """A link that leads to a file in the folder, or an error for one that leads elsewhere.

    One to a folder in the folder is passed over, for that is read where it stands: so there are no endless ways.
    """
    link = folder / inside
    try:
        target = link.resolve(strict=True)
    except (OSError, RuntimeError):  # a loop is a RuntimeError up to Python 3.12
        yield InputError("a link that leads nowhere", where=link, cause="link")
        return
    if not target.is_relative_to(home):
        hint = "name what it leads to as a source of its own"
        yield InputError("a link that leads out of the folder", where=link, hint=hint, cause="link")
    elif target.is_file():
        yield inside


def _written(given: Path, inside: Path = Path()) -> str:
    """The name of a file: the path that was given, or the last part of an absolute one, and the path inside it."""
    lead = Path(given.name) if given.is_absolute() else Path(os.path.normpath(given))
    return as_text((lead / inside).as_posix())


def as_text(path: str) -> str:
    """The path with the bytes that are not UTF-8, if there are any, as escapes."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
