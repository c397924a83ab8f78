"""A reader's own process: it answers one question after the other from a copy of the store, until it is stopped.

    python -m kg.serve.worker SOCKET STORE SCRATCH MEMORY RESULT TIME

`SOCKET` is an open file descriptor (`kg.serve.wire`), `SCRATCH` the file for long answers, the rest are bounds in bytes
and seconds. Whoever started it kills it when a question takes too long; it kills itself after a little more time of the
processor, so that none is left behind by a server that died.
"""

import gc
import resource
import signal
import socket
import sys
import time
from pathlib import Path

import pyoxigraph as ox

from kg.serve import sandbox, wire
from kg.serve.respondent import Respondent
from kg.serve.wire import Job

_GRACE = 5
"""Seconds of CPU after which a reader takes it that nobody is there to stop it."""
_AGAIN = 1.0
"""Seconds after which the clock that kills is wound up again: to do so for each question costs more than some do."""


def serve(connection: socket.socket, respondent: Respondent, seconds: float) -> None:
    """Answer what comes over the socket until the other end is closed; die of an answer that takes so many seconds of
    CPU, or a second less. Who waits for questions takes none."""
    wound = -_AGAIN
    with connection, connection.makefile("rb") as incoming:
        while prefix := incoming.read(wire.PREFIX):
            head, body = wire.unpacked(prefix + incoming.read(sum(wire.lengths(prefix))))
            if time.monotonic() - wound >= _AGAIN:
                signal.setitimer(signal.ITIMER_PROF, seconds)
                wound = time.monotonic()
            connection.sendall(wire.reply(respondent.answer(wire.as_job(head, body))))


def bound_memory(more: int) -> None:
    """Let the process take so many bytes of address space beyond those that it has; where Linux tells how many."""
    if not sys.platform.startswith("linux"):
        return
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    most = pages * resource.getpagesize() + more
    resource.setrlimit(resource.RLIMIT_AS, (most, most))


def main(arguments: list[str]) -> None:
    """Open the store, give up what is not needed, and serve."""
    descriptor, store, scratch, memory, result, seconds = arguments
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all processes of a terminal; the server ends us
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    connection = socket.socket(fileno=int(descriptor))
    sandbox.close_network()
    respondent = Respondent(ox.Store.read_only(store), Path(scratch), int(result), Path(store).parent)
    respondent.answer(Job("ASK {}", "http://localhost/", "text/csv", None))  # what is set up on first use is so now
    bound_memory(int(memory))
    gc.freeze()  # what is loaded by now stays
    connection.sendall(wire.packed({}))
    serve(connection, respondent, float(seconds) + _GRACE)


if __name__ == "__main__":
    main(sys.argv[1:])
