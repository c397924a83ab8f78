"""An answer in bytes: short ones in memory, long ones in a file, and none beyond the bound."""

from pathlib import Path
from typing import BinaryIO

_SHORT = 256 * 1024
"""Bytes of an answer up to which it goes over the socket itself."""


class TooLargeError(Exception):
    """The answer is longer than answers may be."""


class Sink:
    """Takes what a serialiser writes. `size` counts the bytes; `path` is the file, where there is one."""

    def __init__(self, file: Path, most: int) -> None:
        self.size = 0
        self.path: Path | None = None
        self._place, self._most = file, most
        self._short = bytearray()
        self._long: BinaryIO | None = None

    def write(self, data: bytes) -> int:
        """Take some bytes. Raises TooLargeError."""
        self.size += len(data)
        if self.size > self._most:
            raise TooLargeError
        if self._long is None and self.size > _SHORT:
            self._spill()
        if self._long is None:
            self._short += data
        else:
            self._long.write(data)
        return len(data)

    def flush(self) -> None:
        """Serialisers flush whatever they write to."""

    def done(self) -> bytes:
        """What is to be sent over the socket: all, or nothing where there is a file."""
        if self._long is None:
            return bytes(self._short)
        self._long.close()
        return b""

    def drop(self) -> None:
        """Leave nothing behind."""
        if self._long is not None:
            self._long.close()
            self._place.unlink(missing_ok=True)

    def _spill(self) -> None:
        self._long = self._place.open("wb")
        self._long.write(self._short)
        self._short.clear()
        self.path = self._place
