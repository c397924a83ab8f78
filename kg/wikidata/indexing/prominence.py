"""How prominent an item is: by a QRank file (page views of Wikimedia's projects), else by what the dump tells.

QRank: https://qrank.toolforge.org, a CSV file of `Entity,QRank`, most often gzipped.
"""

import gzip
import hashlib
import math
from array import array
from collections.abc import Iterator
from pathlib import Path
from typing import IO, cast

import numpy as np

from kg.errors import WikidataError

_LEAST = 0.1
_MOST_VIEWS = 2**32 - 1


class Ranks:
    """The figures of a QRank file: eight bytes for each item, so that the whole of Wikidata fits in memory."""

    def __init__(self, path: Path) -> None:
        """Raises WikidataError with file and line where it is no such file."""
        packed = array("Q", _entries(path))
        self._table = np.frombuffer(packed, dtype=np.uint64)
        self._table.sort()
        self.top = int((self._table & np.uint64(_MOST_VIEWS)).max(initial=0))

    def __getitem__(self, item: int) -> int:
        """The figure of the item with this number, 0 where the file has none."""
        place = int(np.searchsorted(self._table, np.uint64(item << 32)))
        found = int(self._table[place]) if place < len(self._table) else 0
        return found & _MOST_VIEWS if found >> 32 == item else 0


def digest(path: Path) -> str:
    """What tells a QRank file from others. Raises WikidataError where it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as cause:
        raise WikidataError(f"the QRank file cannot be read: {cause.strerror}", where=path) from cause


def _entries(path: Path) -> Iterator[int]:
    """Item and figure of each line, in one number."""
    number = 0
    try:
        with path.open("rb") as file, _unpacked(file) as lines:
            for number, line in enumerate(lines, 1):
                entity, _, figure = line.strip().partition(b",")
                if number == 1 and entity == b"Entity":
                    continue
                if entity:
                    yield int(entity.removeprefix(b"Q")) << 32 | min(int(float(figure)), _MOST_VIEWS)
    except (OSError, EOFError) as cause:
        raise WikidataError(f"the QRank file breaks off: {cause}", where=f"{path}:{number + 1}") from cause
    except (ValueError, OverflowError) as cause:
        raise WikidataError("this is no line of a QRank file", where=f"{path}:{number}", hint="Q42,1234") from cause


def _unpacked(file: IO[bytes]) -> IO[bytes]:
    magic = file.read(2)
    file.seek(0)
    return cast(IO[bytes], gzip.open(file)) if magic == b"\x1f\x8b" else file


def prior(of_class: float, prominence: int, top: int) -> float:
    """A prior on the gazetteer's scale: a tenth of the class's for what nobody looks at, all for the most prominent."""
    share = math.log1p(prominence) / math.log1p(top) if top > 0 else 0.0
    return round(of_class * (_LEAST + (1 - _LEAST) * share), 4)
