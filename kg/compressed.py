"""Files that are compressed where their name says so: `.gz` and `.zst`. The same content gives the same bytes."""

import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePath
from typing import Any, BinaryIO, cast

from kg.errors import InputError, UsageError

ENDINGS = (".gz", ".zst")
_LEVEL = 6


def bare(name: str) -> str:
    """The name without the ending that says how it is compressed: "my.nq" of "my.nq.gz"."""
    return name.removesuffix(PurePath(name).suffix) if PurePath(name).suffix in ENDINGS else name


@contextmanager
def writing(stream: BinaryIO, name: str) -> Iterator[BinaryIO]:
    """What is written goes compressed into the stream, as the name says."""
    match PurePath(name).suffix:
        case ".gz":
            with gzip.GzipFile("", "wb", _LEVEL, stream, mtime=0) as out:
                yield cast(BinaryIO, out)
        case ".zst":
            with _zstd().ZstdCompressor().stream_writer(stream, closefd=False) as out:
                yield out
        case _:
            yield stream


def read(stream: BinaryIO, name: str) -> bytes:
    """All that the stream holds, decompressed as the name says. Raises InputError where it is not what it says."""
    try:
        match PurePath(name).suffix:
            case ".gz":
                return gzip.GzipFile("", "rb", fileobj=stream).read()
            case ".zst":
                return bytes(_zstd().ZstdDecompressor().stream_reader(stream, read_across_frames=True).read())
            case _:
                return stream.read()
    except (EOFError, gzip.BadGzipFile) as cause:
        raise InputError(f"no whole gzip file: {cause}", where=name) from cause
    except Exception as cause:
        if type(cause).__name__ != "ZstdError":
            raise
        raise InputError(f"no zstd file: {cause}", where=name) from cause


def _zstd() -> Any:
    try:
        import zstandard
    except ImportError as cause:
        raise UsageError(
            "zstd needs the package zstandard", hint="pip install 'parley-kg[zstd]', or use .gz"
        ) from cause
    return zstandard
