"""Shards: files of readings on their way into a store, as N-Quads that any store can load.

Before the quads of each article stands a comment line that says what they are, in JSON:

    # {"article": "https://…/article/5c1e…", "bytes": 81230, "crc": 3735928559, …}
    <…> <…> "…" <…> .

A shard is written from its beginning to its end. What a writer left unfinished when it was killed, or its disk full, is
told by the length and the checksum (CRC-32), and counts as not written.
"""

import io
import json
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import BinaryIO

_LEAD = b"# "
_CHUNK = 2**20


@dataclass(frozen=True, slots=True)
class Entry:
    """What a shard holds of an article: its IRI, of which content (`kg.iris.fingerprint`), read by which run, with
    which date, from which places (`kg.register`), and the length and checksum of its quads, in bytes."""

    article: str
    fingerprint: str
    run: str
    date: str | None
    places: tuple[str, ...]
    bytes: int
    crc: int


@dataclass(frozen=True, slots=True)
class Piece:
    """Where an entry's quads lie: the shard, and the byte at which they begin."""

    shard: Path
    start: int
    entry: Entry


def record(entry: Entry, quads: bytes) -> bytes:
    """An article's part of a shard."""
    return b"%b%b\n%b" % (_LEAD, json.dumps(asdict(entry)).encode("ascii"), quads)


def checksum(quads: bytes) -> int:
    """The CRC-32 of the quads."""
    return zlib.crc32(quads)


def scan(shard: Path) -> Iterator[Piece]:
    """What a shard holds, in order, as far as it is whole. Raises OSError."""
    with shard.open("rb") as stream:
        while (entry := _entry(stream.readline())) is not None:
            start = stream.tell()
            quads = stream.read(entry.bytes)
            if len(quads) != entry.bytes or checksum(quads) != entry.crc:
                return
            yield Piece(shard, start, entry)


def _entry(line: bytes) -> Entry | None:
    """What the line says, None for one that is missing or broken off."""
    if not line.startswith(_LEAD) or not line.endswith(b"\n"):
        return None
    try:
        cells = json.loads(line[len(_LEAD) :])
        return Entry(**{**cells, "places": tuple(cells["places"])})
    except (ValueError, KeyError, TypeError):
        return None


class Chunks(io.RawIOBase, BinaryIO):
    """Pieces of bytes as one stream, for a store's bulk loader."""

    def __init__(self, parts: Iterator[bytes]) -> None:
        self._parts = parts
        self._left = memoryview(b"")

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: "memoryview | bytearray") -> int:  # type: ignore[override]
        """As many bytes as are at hand; 0 at the end."""
        if not self._left:
            self._left = memoryview(next(self._parts, b""))
        size = min(len(buffer), len(self._left))
        buffer[:size] = self._left[:size]
        self._left = self._left[size:]
        return size

    def read(self, size: int = -1) -> bytes:  # the loader asks for some kilobytes at a time
        """So many bytes at most; b"" at the end."""
        if size < 0:
            return bytes(self._left) + b"".join(self._parts)
        if not self._left:
            self._left = memoryview(next(self._parts, b""))
        taken, self._left = self._left[:size], self._left[size:]
        return bytes(taken)


def quads(pieces: Iterable[Piece]) -> Chunks:
    """The quads of some pieces as one stream."""
    return Chunks(_chunks(pieces))


def _chunks(pieces: Iterable[Piece]) -> Iterator[bytes]:
    shard: Path | None = None
    stream: BinaryIO | None = None
    try:
        for piece in pieces:
            if piece.shard != shard or stream is None:
                if stream is not None:
                    stream.close()
                shard, stream = piece.shard, piece.shard.open("rb")
            stream.seek(piece.start)
            left = piece.entry.bytes
            while left and (chunk := stream.read(min(_CHUNK, left))):
                left -= len(chunk)
                yield chunk
    finally:
        if stream is not None:
            stream.close()
