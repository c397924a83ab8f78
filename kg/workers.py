"""Articles through a reader on one or more processes: the same quads whatever the number, and whatever befalls them.

A process that dies, or has one batch in hand for longer than the limit, is replaced. What it had in hand is read again,
each article alone; an article that takes two processes down while nothing else is in their hands is set aside. A
process gets a batch when it has done the last one, and articles are found no faster than they are read, so that memory
stays bounded whatever the size of the corpus.
"""

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from pathlib import Path
from time import monotonic
from typing import Any

from kg.errors import InputError, KgError
from kg.reading import CHARACTERS, LIMIT, Reader
from kg.tasks import Result, Task, do

BATCH = 8
"""Articles that go to a process at a time: small enough that a folder of a few dozen keeps every worker busy."""
DEATHS = 2
"""Processes that an article may take down before it is set aside."""
_STARTS = 3
"""Processes that may die one after the other as they start."""
_START_LIMIT = 300.0
"""Seconds that a process may take to load its reader."""

MakeReader = Callable[[], Reader]
Tell = Callable[..., None]
"""Takes the name of an event, and what is to be said of it by keywords."""


def read_all(
    tasks: Iterable[Task], make_reader: MakeReader, workers: int = 1, *, limit: float = LIMIT,
    tell: Tell | None = None,
) -> Generator[tuple[Task, Result]]:  # fmt: skip
    """Each task with its quads, or with the error that says why it has none, as they are done.

    One worker is this process itself: nothing survives its death, and no limit of time is kept. With more of them
    `make_reader` is called in each: it must be a function that can be imported. Raises the reader's KgErrors.
    """
    parts = batches(tasks, BATCH)
    if workers > 1:
        with Pool(make_reader, workers, limit, tell) as pool:
            yield from pool.read(parts)
        return
    reader: Reader | None = None
    for batch in parts:  # the reader is made for the first of them, so that a run with nothing new makes none
        reader = reader or make_reader()
        yield from do(reader, batch)


def batches(tasks: Iterable[Task], most: int) -> Iterator[list[Task]]:
    """The tasks in lists of at most so many, ended early once their articles are long."""
    batch: list[Task] = []
    size = 0
    for task in tasks:
        batch.append(task)
        size += len(task.article.text)
        if len(batch) >= most or size >= CHARACTERS:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


class _Worker:
    """A process that reads, as its master sees it: what it has in hand, and until when it may."""

    def __init__(self, make_reader: MakeReader) -> None:
        # a forked child would inherit threads and locks in whatever state they are
        context: Any = multiprocessing.get_context("spawn")
        self.line, theirs = context.Pipe()
        self.process = context.Process(target=_serve, args=(theirs, make_reader), daemon=True)
        self.process.start()
        theirs.close()
        self.hand: dict[int, Task] = {}
        self.is_ready, self.is_alone = False, False
        self.deadline = monotonic() + _START_LIMIT

    def give(self, batch: list[Task], limit: float) -> None:
        """Let it read a batch. One that just died is found dead when it is listened to."""
        self.hand = {task.number: task for task in batch}
        self.is_alone = len(batch) == 1
        if self.is_ready:
            self.deadline = monotonic() + limit
        with suppress(OSError):
            self.line.send(batch)

    def heard(self) -> Any:
        """What it says; None where it is dead."""
        try:
            return self.line.recv()
        except (EOFError, OSError):
            return None

    def kill(self) -> None:
        """End it, whatever it is doing."""
        self.process.kill()
        self.process.join()
        self.line.close()


class Pool:
    """Processes that read. Use it in a `with` statement: none is left at its end."""

    def __init__(self, make_reader: MakeReader, workers: int, limit: float = LIMIT, tell: Tell | None = None) -> None:
        self.make_reader, self.size, self.limit = make_reader, workers, limit
        self.tell: Tell = tell or (lambda event, **about: None)
        self.workers: list[_Worker] = []
        self.again: deque[list[Task]] = deque()
        """What a process had in hand when it died."""
        self.ahead: deque[list[Task]] = deque()
        """A batch that waits for the next process to be done, so that none waits for a batch."""
        self.failed_starts = 0

    def __enter__(self) -> "Pool":
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self.workers:
            self.tell("worker ended", process=worker.process.pid, **_used(worker.process.pid))
            worker.kill()

    def read(self, parts: Iterator[list[Task]]) -> Iterator[tuple[Task, Result]]:
        """The results of the batches, as they come."""
        self._hand_out(parts)
        while busy := [worker for worker in self.workers if worker.hand]:
            self.ahead.extend([batch] if not self.ahead and (batch := next(parts, None)) else [])
            results = [result for worker in self._stirring(busy) for result in self._listen(worker)]
            self._hand_out(parts)  # before the results are written: nobody shall wait for that
            yield from results

    def _hand_out(self, parts: Iterator[list[Task]]) -> None:
        """Give whoever has nothing in hand a batch; start processes only while there is something for them."""
        while any(not worker.hand for worker in self.workers) or len(self.workers) < self.size:
            waiting = self.again or self.ahead
            batch = waiting.popleft() if waiting else next(parts, None)
            if batch is None:
                return
            idle = next((worker for worker in self.workers if not worker.hand), None)
            if idle is None:
                idle = _Worker(self.make_reader)
                self.workers.append(idle)
                self.tell("worker started", process=idle.process.pid)
            idle.give(batch, self.limit)

    def _stirring(self, busy: list[_Worker]) -> list[_Worker]:
        """Those of the busy ones that have something to say, or are dead, or late: one of them at least."""
        while True:
            patience = min(worker.deadline for worker in busy) - monotonic()
            heard = wait([worker.line for worker in busy], max(0.0, patience))
            now = monotonic()
            stirring = [worker for worker in busy if worker.line in heard or worker.deadline < now]
            if stirring:
                return stirring

    def _listen(self, worker: _Worker) -> Iterator[tuple[Task, Result]]:
        if not worker.line.poll():
            yield from self._lost(worker, f"was not done after {self.limit:g} seconds", late=True)
            return
        said = worker.heard()
        if said is None:
            yield from self._lost(worker, "died", late=False)
        elif isinstance(said, KgError):  # of the installation, such as a bad lexicon: no article is to blame
            raise said
        elif said == _READY:
            worker.is_ready, self.failed_starts = True, 0
            worker.deadline = monotonic() + self.limit
        else:
            number, result = said
            yield worker.hand.pop(number), result

    def _lost(self, worker: _Worker, how: str, late: bool) -> Iterator[tuple[Task, Result]]:
        """A process is gone: what it had in hand is read again, or set aside."""
        worker.kill()
        self.workers.remove(worker)
        self.tell(
            "worker lost", process=worker.process.pid, how=how, exit=worker.process.exitcode, hand=len(worker.hand)
        )
        if not worker.is_ready:
            self.failed_starts += 1
            if self.failed_starts >= _STARTS:
                raise KgError("the processes that read die as they start", hint="out of memory? try fewer --workers")
        for task in worker.hand.values():
            task.deaths += worker.is_ready and worker.is_alone
            if task.deaths >= DEATHS:
                yield task, _set_aside(task, how, late)
            else:
                self.again.append([task])


def _used(process: int | None) -> dict[str, float]:
    """The most megabytes that a process had, and its seconds of CPU; nothing where the system does not tell."""
    try:
        told = Path(f"/proc/{process}/status").read_text(encoding="ascii", errors="replace")
        peak = next(int(line.split()[1]) for line in told.splitlines() if line.startswith("VmHWM"))
        ticks = Path(f"/proc/{process}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
        return {"peak_mb": peak // 1024, "cpu_seconds": (int(ticks[11]) + int(ticks[12])) / os.sysconf("SC_CLK_TCK")}
    except (OSError, StopIteration, ValueError):
        return {}


def _set_aside(task: Task, how: str, late: bool) -> InputError:
    what = f"the process that read article {task.article.id!r} {how}, {DEATHS} times"
    hint = "a fault in Parley: please report it with the article" if late else "out of memory? try fewer --workers"
    return InputError(what, where=task.article.source, hint=hint)


_READY = "ready"


def _serve(line: Connection, make_reader: MakeReader) -> None:
    """What a process does: it reads batch after batch until nobody is there to give it one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the master ends its workers
    threading.Thread(target=_outlive_nobody, daemon=True).start()
    with suppress(EOFError, OSError):
        try:
            reader = make_reader()
            line.send(_READY)
            while True:
                for task, result in do(reader, line.recv()):
                    line.send((task.number, result))
        except KgError as error:
            line.send(error)


def _outlive_nobody() -> None:
    """End this process once its master is gone, whatever it is doing."""
    if (master := multiprocessing.parent_process()) is not None:
        master.join()
        os._exit(1)
