"""A dump of Wikidata, line by line: plain, gzip or bzip2, a JSON array with an item a line, or JSON Lines."""

import bz2
import gzip
import hashlib
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, NamedTuple, cast

from kg.errors import WikidataError

LONGEST = 64 * 2**20
"""Bytes of the longest line that is taken for one; the largest items have a tenth of that."""

_EDGE = 2**20
_TORN = (EOFError, zlib.error, OSError)


class Line(NamedTuple):
    """A line: its number (from 1), its text, and where it ends (bytes of the unpacked dump)."""

    number: int
    text: bytes
    end: int


class Dump:
    """An open dump. Raises WikidataError where it cannot be opened, or its packing is broken."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self._file = path.open("rb")
        except OSError as cause:
            raise WikidataError(f"the dump cannot be read: {cause.strerror}", where=path) from cause
        self.size = path.stat().st_size
        self._stream = self._unpacked()

    def __enter__(self) -> "Dump":
        return self

    def __exit__(self, *failure: object) -> None:
        self._stream.close()
        self._file.close()

    def _unpacked(self) -> IO[bytes]:
        magic = self._file.read(3)
        self._file.seek(0)
        if magic.startswith(b"\x1f\x8b"):
            return cast(IO[bytes], gzip.open(self._file))
        return bz2.open(self._file) if magic == b"BZh" else self._file

    @property
    def position(self) -> int:
        """Bytes of the file that were read so far, packed as they are."""
        return self._file.tell()

    @property
    def day(self) -> str:
        """The day when the file was last changed (ISO 8601, UTC)."""
        return datetime.fromtimestamp(self.path.stat().st_mtime, UTC).date().isoformat()

    def digest(self) -> str:
        """What tells the dump from others, wherever it lies: a digest of its size, its beginning and its end."""
        with self.path.open("rb") as file:
            head = file.read(_EDGE)
            file.seek(max(0, self.size - _EDGE))
            return hashlib.sha256(b"%d\0%b\0%b" % (self.size, head, file.read())).hexdigest()

    def lines(self, end: int = 0, number: int = 0) -> Iterator[Line]:
        """The lines that follow the one with this end and number; the first ones by default."""
        try:
            self._stream.seek(end)
            while text := self._stream.readline(LONGEST):
                end += len(text)
                number += text.endswith(b"\n") or len(text) < LONGEST
                yield Line(number, text, end)
        except _TORN as cause:
            raise WikidataError(
                f"the dump breaks off: {cause}", where=f"{self.path}:{number + 1}", hint="fetch it again, whole"
            ) from cause
