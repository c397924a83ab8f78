"""How far a build is, on standard error: a bar on a terminal, else a line now and then; and how it is stopped."""

import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any

import click

from kg.errors import InputError

if TYPE_CHECKING:
    from kg.builder import Progress, Summary

MILESTONE = 1000
"""Articles after which a line is written where there is no terminal."""
_COUNTED = (".txt", ".html", ".htm", ".jsonl", ".jsonl.gz")
STOPPED = 143
"""The exit status after SIGTERM: 128 and the number of the signal."""


def done(s: "Summary") -> int:
    """How many articles a build is done with."""
    return s.read + s.unchanged + s.repeated + len(s.left_out)


@contextmanager
def progress(sources: Sequence[str] = ()) -> "Iterator[Progress]":
    """Tells how far a build of the sources is, for as long as it takes."""
    if sys.stderr.isatty():
        with _bar(sources) as shown:
            yield shown
    else:
        yield _milestones()


@contextmanager
def _bar(sources: Sequence[str]) -> "Iterator[Progress]":
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description}"), BarColumn(bar_width=20), TextColumn("{task.fields[counts]}"),
        TextColumn("·"), TimeElapsedColumn(), TextColumn("· left"), TimeRemainingColumn(),
    )  # fmt: skip
    began = time.monotonic()
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar, _stopped() as stopped:
        task = bar.add_task("reading", total=None, counts="")
        count = threading.Thread(target=lambda: bar.update(task, total=expected(sources, stopped)), daemon=True)
        count.start()

        def show(s: "Summary") -> None:
            rate = s.read / max(time.monotonic() - began, 1e-9)
            counts = f"read {s.read:,} ({rate:,.1f}/s), unchanged {s.unchanged:,}, left out {len(s.left_out):,}"
            bar.update(task, completed=done(s), description=s.stage, counts=counts)

        yield show


@contextmanager
def _stopped() -> Iterator[Callable[[], bool]]:
    """Tells another thread whether this block is over."""
    over = threading.Event()
    try:
        yield over.is_set
    finally:
        over.set()


def _milestones() -> "Progress":
    began, told = time.monotonic(), 0

    def tell(s: "Summary") -> None:
        nonlocal told
        if s.read // MILESTONE > told:
            told = s.read // MILESTONE
            rate = s.read / max(time.monotonic() - began, 1e-9)
            click.echo(f"kg: read {s.read:,} articles, {rate:,.1f} a second, left out {len(s.left_out):,}", err=True)

    return tell


def expected(sources: Sequence[str], stopped: Callable[[], bool] = lambda: False) -> int | None:
    """How many articles the sources seem to hold: files, and lines of JSON Lines. None where that cannot be told."""
    import zlib

    from kg.articles import files

    count = 0
    try:
        for source in sources:
            for file in files(Path(source)) if source != "-" else [None]:
                number = None if file is None else 0 if isinstance(file, InputError) else _articles_in(file.path)
                if number is None or stopped():
                    return None
                count += number
    except (OSError, InputError, EOFError, zlib.error):
        return None
    return count


def _articles_in(path: Path) -> int | None:
    import gzip

    name = path.name.lower()
    if not name.endswith(_COUNTED):
        return None
    if not name.endswith((".jsonl", ".jsonl.gz")):
        return 1
    with gzip.open(path, "rb") if name.endswith(".gz") else path.open("rb") as stream:
        return sum(chunk.count(b"\n") for chunk in iter(lambda: stream.read(2**20), b""))


class Stopped(KeyboardInterrupt):
    """The process was told to end (SIGTERM): what it has done is kept, as after Ctrl-C."""


@contextmanager
def stoppable(said: str = "") -> Iterator[None]:
    """SIGTERM ends what is done in here as Ctrl-C does, of which `said` tells on a terminal; a second of either ends
    the process at once.

    The second is the system's to deal with, for Python would wait until a library's code returns. What a build has read
    is in its journal by then; processes that read end with the one that started them.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before: Any = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}

    def stop(number: int, frame: FrameType | None) -> None:
        for each in before:
            signal.signal(each, signal.SIG_DFL)
        if number == signal.SIGTERM:
            raise Stopped
        _say(said)
        raise KeyboardInterrupt

    for number in before:
        signal.signal(number, stop)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _say(said: str) -> None:
    """Past all buffers, which may be in use just now; with the cursor that a bar has hidden."""
    if said and sys.stderr.isatty():
        with suppress(OSError):
            os.write(2, f"\r\x1b[K\x1b[?25hkg: {said}\n".encode())
