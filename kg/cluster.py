"""Articles through readers on a Dask cluster (`dask.distributed`): on this machine, or wherever its scheduler is.

Each partition of articles becomes a shard in the journal's folder, which all must see under the same path. A shard is
written under a name of its own and renamed once it is whole; its name follows from what is in it, so that work that is
done twice, as after a worker was lost, gives the same file once. Workers may come and go: what a lost one had in hand
goes to another one. No limit of time is kept for articles: Dask cannot end a task.
"""

import os
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any
from uuid import uuid4

from kg import folder, iris
from kg.copies import write_through
from kg.errors import EndpointError, GraphError, InputError, UsageError
from kg.journal import ENDING
from kg.reading import ARTICLES, Reader
from kg.shards import record
from kg.tasks import Result, Task, Written, do, entry
from kg.workers import MakeReader, Tell, batches

LOCAL = "local"
"""In the place of an address: a cluster of this machine, for this build alone."""
_AHEAD = 2
"""Partitions under way or waiting, for each thread of the cluster."""
_WAIT = 30
"""Seconds to wait for the scheduler, and for a first worker."""

Adopt = Callable[[Path], object]
Partition = tuple[str | None, list[tuple[int, Result]]]
"""The name of a shard, if there is anything in it, and what came of each task, by its number."""


def read_all(
    tasks: Iterable[Task], make_reader: MakeReader, address: str, place: Path, adopt: Adopt, *, workers: int, tell: Tell
) -> Generator[tuple[Task, Result]]:
    """Each task with what came of it, as they are done: the quads are in a shard that `adopt` was given before.

    `place` is the folder of the shards, `workers` how many a local cluster has. Raises UsageError where Dask is not
    installed, EndpointError where the cluster cannot be reached or is lost, GraphError where a worker cannot write its
    shard, and the reader's KgErrors.
    """
    with _client(address, workers) as client:
        tell("cluster", address=client.scheduler.address, threads=_threads(client))
        place.mkdir(exist_ok=True)
        yield from _Reading(client, make_reader, place, adopt, tell).over(batches(tasks, ARTICLES))


@contextmanager
def _client(address: str, workers: int) -> Iterator[Any]:
    dask = _dask()
    if address == LOCAL:
        quiet: Any = {"dashboard_address": None, "silence_logs": "CRITICAL"}
        local = dask.LocalCluster(n_workers=workers, threads_per_worker=1, **quiet)
        with local, dask.Client(local) as client:
            yield client
        return
    try:
        client = dask.Client(address, timeout=_WAIT)
        client.wait_for_workers(1, timeout=_WAIT)
    except (OSError, TimeoutError, ValueError) as cause:
        hint = "is its scheduler running, with workers?"
        raise EndpointError(f"the Dask cluster cannot be reached: {cause}", where=address, hint=hint) from cause
    with client:
        yield client


def _dask() -> Any:
    """The package, which says little of its types."""
    try:
        import distributed
    except ModuleNotFoundError as cause:
        raise UsageError("Dask is not installed", hint="pip install 'parley-kg[dask]'") from cause
    return distributed


@contextmanager
def _in_reach() -> Iterator[None]:
    """Whatever Dask raises once the scheduler is lost, as one error; that a future was cancelled is no OSError."""
    try:
        yield
    except (CancelledError, OSError, _dask().client.ClosedClientError) as cause:
        hint = "build again: what was read is kept"
        raise EndpointError(f"the Dask cluster is gone: {cause}", hint=hint) from cause


def _threads(client: Any) -> int:
    with _in_reach():
        return sum(client.nthreads().values())


class _Reading:
    """Partitions on their way through a cluster."""

    def __init__(self, client: Any, make_reader: MakeReader, place: Path, adopt: Adopt, tell: Tell) -> None:
        self.client, self.make_reader, self.place = client, make_reader, place.resolve()
        self.adopt, self.tell = adopt, tell
        self.under_way: dict[Any, list[Task]] = {}
        self.again: deque[list[Task]] = deque()
        """What took workers down, each article alone."""

    def over(self, parts: Iterator[list[Task]]) -> Iterator[tuple[Task, Result]]:
        """Never more of the articles than the cluster can soon read, however many workers it has by then."""
        queue = _dask().as_completed()
        self._submit(parts, queue)
        while self.under_way:
            with _in_reach():
                future = next(queue)
            yield from self._done(future, self.under_way.pop(future))
            self._submit(parts, queue)

    def _submit(self, parts: Iterator[list[Task]], queue: Any) -> None:
        most = _AHEAD * max(1, _threads(self.client))
        while len(self.under_way) < most:
            batch = self.again.popleft() if self.again else next(parts, None)
            if batch is None:
                return
            with _in_reach():
                future = self.client.submit(read_partition, self.make_reader, batch, str(self.place), pure=False)
            self.under_way[future] = batch
            queue.add(future)

    def _done(self, future: Any, batch: list[Task]) -> Iterator[tuple[Task, Result]]:
        try:
            name, results = _outcome(future)
        except _dask().KilledWorker:
            self.tell("workers lost", hand=len(batch))
            if len(batch) > 1:
                self.again.extend([task] for task in batch)
                return
            yield batch[0], _set_aside(batch[0])
            return
        if name is not None:
            self.adopt(self.place / name)
        by_number = {task.number: task for task in batch}
        yield from ((by_number[number], result) for number, result in results)


def _outcome(future: Any) -> Partition:
    """What came of a partition. An error of its own is raised as it is, and does not count as one of the cluster."""
    if future.status == "error":
        raise future.exception()
    with _in_reach():
        result: Partition = future.result()
    return result


def _set_aside(task: Task) -> InputError:
    what = f"the workers of the cluster that read article {task.article.id!r} died"
    return InputError(what, where=task.article.source, hint="out of memory? give the workers more")


def read_partition(make_reader: MakeReader, batch: list[Task], place: str) -> Partition:
    """What a worker does: it writes a shard of what it reads. Runs on the cluster."""
    parts: list[bytes] = []
    results: list[tuple[int, Result]] = []
    for task, result in do(_reader(make_reader), batch):
        if isinstance(result, Written):
            parts.append(record(entry(task, result), result.quads))
            results.append((task.number, replace(result, quads=b"")))
        else:
            results.append((task.number, result))
    if not parts:
        return None, results
    name = f"d-{iris.digest([(task.article.url, iris.fingerprint(task.article), task.reader) for task in batch])}"
    _write(Path(place), name, b"".join(parts))
    return name + ENDING, results


def _write(place: Path, name: str, content: bytes) -> None:
    """Put a whole shard into the folder, or nothing. Raises GraphError where that cannot be."""
    part = place / f"{name}.{uuid4().hex}.part"
    try:
        with part.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(place / f"{name}{ENDING}")
        write_through(place)
    except FileNotFoundError as cause:
        hint = "all of them must see the graph's folder under the same path"
        raise GraphError("a worker of the cluster does not have this folder", where=place, hint=hint) from cause
    except OSError as cause:
        raise folder.explained(cause, place) from cause
    finally:
        part.unlink(missing_ok=True)


@cache
def _reader(make_reader: MakeReader) -> Reader:
    """The reader that a worker keeps between its partitions."""
    return make_reader()
