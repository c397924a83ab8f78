"""A reader as the server sees it: a process at the other end of a socket, that can be asked, slowed down and killed."""

import asyncio
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from itertools import count
from pathlib import Path

from kg.serve import wire
from kg.serve.limits import Limits
from kg.serve.wire import Job, Reply

_LOW = 15
"""By how much a slow reader steps back behind quick ones (`nice`)."""
_SCHED = 2
"""With the complement of a process's number, Linux's clock of its CPU time: what clock_getcpuclockid(3) gives."""
_FRESH = 0.02
"""Seconds for which the clock of a process that was idle is not read again: each reading is a call of the system."""
_numbers = count()


class Reader(asyncio.Protocol):
    """`done` is called with the reader and its reply; with None once it has died. `gone` tells that nothing is left."""

    def __init__(self, place: Path, limits: Limits, done: "Callable[[Reader, Reply | None], None]") -> None:
        """Start the process. Raises OSError where there can be none."""
        self._done = done
        self._buffer, self._began, self._read = bytearray(), 0.0, 0.0
        self._scratch = place / f"answer-{next(_numbers)}"
        self._transport: asyncio.Transport | None = None
        self._loop = asyncio.get_running_loop()
        self._ready: asyncio.Future[None] = self._loop.create_future()
        self.gone: asyncio.Future[None] = self._loop.create_future()
        self._ours, theirs = socket.socketpair()
        bounds = (limits.memory, limits.result, limits.time)
        command = [sys.executable, "-m", "kg.serve.worker", theirs.fileno(), place / "store", self._scratch, *bounds]
        with theirs:
            self._process = subprocess.Popen(
                list(map(str, command)),
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=None if os.environ.get("KG_DEBUG") else subprocess.DEVNULL,
            )

    @classmethod
    async def start(cls, place: Path, limits: Limits, done: "Callable[[Reader, Reply | None], None]") -> "Reader":
        """A reader of the store in the folder `place` that has opened it. Raises OSError where it cannot."""
        reader = cls(place, limits, done)
        try:
            await reader._loop.create_unix_connection(lambda: reader, sock=reader._ours)
            await reader._ready
        except BaseException:
            reader.kill()
            await reader.gone
            raise
        return reader

    @property
    def death(self) -> int:
        """The signal that the process died of; 0 where it lives, or ended by itself."""
        return max(0, -(self._process.poll() or 0))

    @property
    def worked(self) -> float:
        """Seconds of CPU that the job has taken so far, to a few hundredths; since it was given, where the machine does
        not tell."""
        return self._cpu() - self._began

    def _cpu(self) -> float:
        if not sys.platform.startswith("linux"):
            return time.monotonic()
        with suppress(OSError):  # it is gone already
            return time.clock_gettime((~self._process.pid << 3) | _SCHED)
        return self._began

    def ask(self, job: Job) -> None:
        """Give it a job; a reader has one at a time."""
        if self._loop.time() - self._read > _FRESH:
            self._began, self._read = self._cpu(), self._loop.time()
        if self._transport is not None:
            self._transport.write(wire.job(job))

    def slow_down(self) -> None:
        """Let it step back behind others, for good."""
        with suppress(OSError):  # it is gone already
            os.setpriority(os.PRIO_PROCESS, self._process.pid, _LOW)

    def kill(self) -> None:
        """End the process at once, whatever it does. `done` is not called any more."""
        self._done = _ignore
        self._process.kill()
        if self._transport is not None:
            self._transport.abort()
        else:
            self._ours.close()
            self.connection_lost(None)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport  # type: ignore[assignment] # a socket has both directions

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        if len(self._buffer) < wire.PREFIX:
            return
        length = wire.PREFIX + sum(wire.lengths(self._buffer))
        if len(self._buffer) < length:
            return
        message, self._buffer = bytes(self._buffer), bytearray()
        if self._ready.done():
            self._done(self, wire.as_reply(message))
        else:
            self._ready.set_result(None)

    def connection_lost(self, exc: Exception | None) -> None:
        """The process has ended, or is about to: a large one takes a while to give its memory back."""
        self._buried = self._loop.create_task(self._bury())

    async def _bury(self) -> None:
        await asyncio.to_thread(self._process.wait)
        self._scratch.unlink(missing_ok=True)
        if not self._ready.done():
            self._ready.set_exception(ChildProcessError("the reader ended before it began"))
        self.gone.set_result(None)
        self._done(self, None)


def _ignore(reader: Reader, reply: Reply | None) -> None:
    """Nobody waits any more."""
