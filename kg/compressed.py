"""Files that are compressed where their name says so: `.gz` and `.zst`. The same content gives the same bytes.

What comes from elsewhere is unpacked within bounds, so that no small file fills the memory or never ends.
"""

import gzip
import io
import os
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
_FRAME, _SKIPPABLE = 0xFD2FB528, 0x184D2A50
_DICTIONARY = (0, 1, 2, 4)
_SIZE = (0, 2, 4, 8)
"""Bytes of the dictionary's number and of the content's size, by the flag that tells of them."""
_RLE = 1


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
                yield cast(BinaryIO, _Packed(out))
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


class _Packed(io.RawIOBase):
    """A compressor that takes lines, too, as files do."""

    def __init__(self, inner: Any) -> None:
        self.inner = inner

    def writable(self) -> bool:
        return True

    def write(self, piece: Any) -> int:
        return int(self.inner.write(piece))


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
            piece = bytes(self.inner.read(most))
        except (EOFError, gzip.BadGzipFile, zlib.error) as cause:
            raise InputError(f"no whole gzip file: {cause}", where=self.name) from cause
        except Exception as cause:
            if type(cause).__name__ != "ZstdError":
                raise
            raise InputError(f"no zstd file: {cause}", where=self.name) from cause
        if not piece and PurePath(self.name).suffix.lower() == ".zst" and not _is_whole(self.packed):
            raise InputError("no whole zstd file: it breaks off", where=self.name)
        return piece


def _is_whole(stream: BinaryIO) -> bool:
    """Whether all frames of a zstd file are there to their ends; of what cannot be sought in, that is believed.

    The decompressor takes a file that breaks off for one that ends. The frames are walked by their headers (RFC 8878,
    3.1), and nothing is unpacked.
    """
    if not stream.seekable():
        return True
    at = stream.tell()
    try:
        end = stream.seek(0, os.SEEK_END)
        stream.seek(0)
        while stream.tell() < end:
            _pass_frame(stream)
        return stream.tell() == end
    except EOFError:
        return False
    finally:
        stream.seek(at)


def _pass_frame(stream: BinaryIO) -> None:
    magic = _number(stream, 4)
    if magic & ~0xF == _SKIPPABLE:
        stream.seek(_number(stream, 4), os.SEEK_CUR)
        return
    if magic != _FRAME:
        raise EOFError
    flags = _number(stream, 1)
    single = flags >> 5 & 1
    stream.seek((1 - single) + _DICTIONARY[flags & 3] + (_SIZE[flags >> 6] or single), os.SEEK_CUR)
    last = 0
    while not last:
        block = _number(stream, 3)
        last, kind, size = block & 1, block >> 1 & 3, block >> 3
        stream.seek(1 if kind == _RLE else size, os.SEEK_CUR)
    stream.seek(4 * (flags >> 2 & 1), os.SEEK_CUR)  # the checksum


def _number(stream: BinaryIO, size: int) -> int:
    found = stream.read(size)
    if len(found) < size:
        raise EOFError
    return int.from_bytes(found, "little")


def _zstd() -> Any:
    try:
        import zstandard
    except ImportError as cause:
        raise UsageError(
            "zstd needs the package zstandard", hint="pip install 'parley-kg[zstd]', or use .gz"
        ) from cause
    return zstandard
