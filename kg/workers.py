"""Articles through a reader on one or more processes: the same readings, in the same order, whatever the number."""

import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import cache
from types import TracebackType

from kg.errors import InputError
from kg.model import Article, Reading
from kg.reading import Reader, batches, read_batch

BATCH = 8
"""Articles that go to a process at a time: small enough that a folder of a few dozen keeps every worker busy."""
AHEAD = 3
"""Batches under way or waiting for their turn, for each worker."""

Result = Reading | InputError
MakeReader = Callable[[], Reader]


def read_all(
    articles: Iterable[Article], make_reader: MakeReader, workers: int = 1
) -> Iterator[tuple[Article, Result]]:
    """Each article with its reading, or with the error that says why it has none, in the order of the articles.

    With more than one worker, `make_reader` is called in each process: it must be a function that can be imported.
    """
    parts = batches(articles, BATCH)
    if workers > 1:
        with _Pool(make_reader, workers) as pool:
            yield from pool.read(parts)
        return
    for batch in parts:  # the reader is made for the first of them, so that a run with nothing new makes none
        yield from zip(batch, read_batch(_reader(make_reader), batch), strict=True)


class _Pool:
    """Processes that read. One that dies is replaced, and what it had in hand is read again, article by article."""

    def __init__(self, make_reader: MakeReader, workers: int) -> None:
        self.make_reader, self.workers = make_reader, workers
        self.pool = self._start()
        self.waiting: deque[tuple[list[Article], Future[list[Result]]]] = deque()

    def __enter__(self) -> "_Pool":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self.pool.shutdown(wait=error is None, cancel_futures=True)

    def read(self, parts: Iterable[list[Article]]) -> Iterator[tuple[Article, Result]]:
        for batch in parts:
            self.waiting.append((batch, self._submit(batch)))
            if len(self.waiting) >= AHEAD * self.workers:
                yield from self._first()
        while self.waiting:
            yield from self._first()

    def _first(self) -> Iterator[tuple[Article, Result]]:
        """The results of the batch whose turn it is."""
        batch, future = self.waiting.popleft()
        try:
            results = future.result()
        except BrokenProcessPool:
            results = [self._alone(article) for article in batch]
            self.waiting = deque((b, f if _is_done(f) else self._submit(b)) for b, f in self.waiting)
        return zip(batch, results, strict=True)

    def _alone(self, article: Article) -> Result:
        try:
            return self._submit([article]).result()[0]
        except BrokenProcessPool:
            what = f"the process that read article {article.id!r} died"
            return InputError(what, where=article.source, hint="out of memory? try fewer --workers")

    def _submit(self, batch: list[Article]) -> Future[list[Result]]:
        try:
            return self.pool.submit(_read, self.make_reader, batch)
        except BrokenProcessPool:
            self.pool.shutdown(wait=False)
            self.pool = self._start()
            return self.pool.submit(_read, self.make_reader, batch)

    def _start(self) -> ProcessPoolExecutor:
        # a forked child would inherit the store's threads and locks in whatever state they are
        context = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(self.workers, context, initializer=_prepare)


def _is_done(future: Future[list[Result]]) -> bool:
    return future.done() and future.exception() is None


def _prepare() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent stops its workers


def _read(make_reader: MakeReader, batch: list[Article]) -> list[Result]:
    return read_batch(_reader(make_reader), batch)


@cache
def _reader(make_reader: MakeReader) -> Reader:
    """The reader that a process keeps between its batches."""
    return make_reader()
