"""The journal of a build: what was read and is not in the graph yet, in the folder `journal` beside the store.

It tells done from not done. Readings are appended to shards (`kg.shards`) as they come in, and go into the store
together at the end (`kg.commit`). A build that is killed leaves its journal, and the next one goes on from there.
"""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from kg import folder, shards
from kg.copies import write_through
from kg.shards import Entry, Piece, record, scan

_FOLDER = "journal"
ENDING = ".nq"
"""The ending of a whole shard's name; unfinished ones of other writers have another."""
SHARD = 64 * 2**20
"""Bytes from which on a shard is full."""


class Journal:
    """What is in it, by the IRI of the article; of an article that was read twice, the later reading."""

    def __init__(self, home: Path) -> None:
        """Raises GraphError where the folder cannot be read or written."""
        self.home, self.folder = home, home / _FOLDER
        self.pieces: dict[str, Piece] = {}
        self._stream: BinaryIO | None = None
        self._size = 0
        try:
            for shard in self._shards():
                self._know(scan(shard))
        except OSError as cause:
            raise folder.explained(cause, home) from cause

    def __len__(self) -> int:
        return len(self.pieces)

    @property
    def size(self) -> int:
        """Bytes of its quads."""
        return sum(entry.bytes for entry in self.entries())

    def entries(self) -> Iterator[Entry]:
        """What is in it, in the order in which it came in."""
        return (piece.entry for piece in self.pieces.values())

    def add(self, entry: Entry, quads: bytes) -> None:
        """Append an article's quads. Raises GraphError where they cannot be written, as to a full disk."""
        try:
            stream = self._open()
            written = record(entry, quads)
            stream.write(written)
            stream.flush()  # it is the system's now: only a machine that fails can lose it
        except OSError as cause:
            self.release()
            raise folder.explained(cause, self.home) from cause
        self._size += len(written)
        self._know([Piece(Path(stream.name), self._size - len(quads), entry)])

    def adopt(self, shard: Path) -> list[Entry]:
        """Take in a shard that somebody else put into the journal's folder; what it holds. Raises GraphError."""
        try:
            pieces = list(scan(shard))
        except OSError as cause:
            raise folder.explained(cause, self.home) from cause
        self._know(pieces)
        return [piece.entry for piece in pieces]

    def quads(self, without: Iterable[str] = ()) -> BinaryIO:
        """All quads in it but those of some articles, as one stream."""
        passed = frozenset(without)
        return shards.quads(piece for piece in self.pieces.values() if piece.entry.article not in passed)

    def close(self) -> None:
        """Write all of it to the disk. Raises GraphError."""
        try:
            if self._stream is not None:
                write_through(Path(self._stream.name), self.folder)
        except OSError as cause:
            raise folder.explained(cause, self.home) from cause
        finally:
            self.release()

    def clear(self) -> None:
        """Empty it: all of it is in the graph. Raises GraphError."""
        self.release()
        try:
            for path in sorted(self.folder.iterdir()) if self.folder.exists() else ():
                path.unlink()
        except OSError as cause:
            raise folder.explained(cause, self.home) from cause
        self.pieces.clear()

    def _know(self, pieces: Iterable[Piece]) -> None:
        for piece in pieces:
            self.pieces.pop(piece.entry.article, None)
            self.pieces[piece.entry.article] = piece

    def _shards(self) -> list[Path]:
        """The oldest first: of two readings of an article, the later one counts."""
        return sorted(self.folder.glob(f"*{ENDING}"), key=lambda path: (path.stat().st_mtime_ns, path.name))

    def _open(self) -> BinaryIO:
        """The shard to write to: never one that an earlier build wrote to, whose end may be broken off."""
        if self._stream is not None and self._size < SHARD:
            return self._stream
        self.close()
        self.folder.mkdir(exist_ok=True)
        number = 1 + max((int(p.stem) for p in self._shards() if p.stem.isdigit()), default=0)
        self._stream, self._size = (self.folder / f"{number:06}{ENDING}").open("xb"), 0
        return self._stream

    def release(self) -> None:
        """Let go of the shard that is being written."""
        stream, self._stream = self._stream, None
        if stream is not None:
            with suppress(OSError):  # of what the disk did not take: it was told before
                stream.close()
