"""Files that are compressed where their name says so: `.gz` and `.zst`. The same content gives the same bytes.

What comes from elsewhere is unpacked within bounds, so that no small file fills the memory or never ends.
"""

import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePath
from typing import Any, BinaryIO, cast

from kg.errors import InputError, UsageError

ENDINGS = (".gz", ".zst")
_LEVEL = 6
_PIECE = 1 << 16
RATIO = 200
"""How many times its packed size a file may unpack to; text and RDF stay below 50, gzip can reach 1,030."""
FREE = 64 * 2**20
"""Bytes that may come out before the ratio counts: a small file of blanks is no attack."""


def bare(name: str) -> str:
    """The name without the ending that says how it is compressed: "my.nq" of "my.nq.gz"."""
    return name.removesuffix(PurePath(name).suffix) if PurePath(name).suffix.lower() in ENDINGS else name


@contextmanager
def writing(stream: BinaryIO, name: str) -> Iterator[BinaryIO]:
    """What is written goes compressed into the stream, as the name says."""
    match PurePath(name).suffix.lower():
        case ".gz":
            with gzip.GzipFile("", "wb", _LEVEL, stream, mtime=0) as out:
                yield cast(BinaryIO, out)
        case ".zst":
            with _zstd().ZstdCompressor().stream_writer(stream, closefd=False) as out:
                yield out
        case _:
            yield stream


@contextmanager
def reading(stream: BinaryIO, name: str) -> Iterator[BinaryIO]:
    """The stream, decompressed as the name says, a piece at a time.

    Reading from it raises InputError where it is not what its name says, or unpacks to more than `RATIO` times what
    was read: nothing that people wrote does, and a few kilobytes can be made to unpack to terabytes.
    """
    match PurePath(name).suffix.lower():
        case ".gz" | ".tgz":
            inner: Any = gzip.GzipFile("", "rb", fileobj=stream)
        case ".zst":
            inner = _zstd().ZstdDecompressor().stream_reader(stream, read_across_frames=True, closefd=False)
        case _:
            yield stream
            return
    with io.BufferedReader(_Bounded(inner, stream, name), _PIECE) as bounded:
        yield bounded


class _Bounded(io.RawIOBase):
    """What a decompressor gives, as long as it keeps to bounds."""

    def __init__(self, inner: Any, packed: BinaryIO, name: str) -> None:
        self.inner, self.packed, self.name, self.count = inner, packed, name, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        piece = self._piece(len(buffer))
        buffer[: len(piece)] = piece
        self.count += len(piece)
        if self.count > FREE and self.count > RATIO * max(self.packed.tell(), 1):
            what = f"unpacks to more than {RATIO} times its size: {self.count:,} bytes, and it goes on"
            raise InputError(what, where=self.name, hint="unpack it yourself if you trust it", cause="bomb")
        return len(piece)

    def _piece(self, most: int) -> bytes:
        try:
            return bytes(self.inner.read(most))
        except (EOFError, gzip.BadGzipFile, zlib.error) as cause:
            raise InputError(f"no whole gzip file: {cause}", where=self.name) from cause
        except Exception as cause:
            if type(cause).__name__ != "ZstdError":
                raise
            raise InputError(f"no zstd file: {cause}", where=self.name) from cause


def _zstd() -> Any:
    try:
        import zstandard
    except ImportError as cause:
        raise UsageError(
            "zstd needs the package zstandard", hint="pip install 'parley-kg[zstd]', or use .gz"
        ) from cause
    return zstandard
