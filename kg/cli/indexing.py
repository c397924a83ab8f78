"""What `kg wikidata index` shows while it works, and what `kg wikidata status` tells."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import UsageError
from kg.wikidata import gazetteer
from kg.wikidata.index import CARD, OFF, VARIABLE, Card, default_folder, in_use, whole

if TYPE_CHECKING:
    from kg.wikidata.indexing.workshop import State

_DOING = {"read": "reading the dump", "sort": "sorting names", "write": "writing the index"}
_UNITS = ("bytes", "kB", "MB", "GB", "TB")


@contextmanager
def watched() -> "Iterator[Callable[[State], None]]":
    """Shows on standard error how far the work is, how fast and how long still, if someone is looking."""
    if not sys.stderr.isatty():
        yield lambda state: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as shown:
        tasks = {phase: shown.add_task(what, start=False, visible=False) for phase, what in _DOING.items()}

        def show(state: "State") -> None:
            task, (done, total) = tasks[state.phase], state.share
            shown.start_task(task)
            rate = f", {size(int(shown.tasks[task].speed or 0))}/s" if state.phase == "read" else ""
            what = f"{_DOING[state.phase]}: {state.staged:,} items{rate}"
            shown.update(task, completed=done, total=total, visible=True, description=what)

        yield show


def size(count: int) -> str:
    """Bytes in the unit that suits them: 98.1 GB."""
    amount, unit = float(count), 0
    while amount >= 1000 and unit < len(_UNITS) - 1:
        amount, unit = amount / 1000, unit + 1
    return f"{amount:.1f} {_UNITS[unit]}" if unit else f"{count} bytes"


def status(output: Path | None = None) -> Iterator[tuple[str, str]]:
    """What names are looked up in, or what is in the folder `output`: lines of a head and what it says.

    Raises WikidataError for an index that is bad.
    """
    core = gazetteer.load()
    yield "gazetteer", f"{sum(1 for _ in core.items()):,} items, {sum(1 for _ in core.names()):,} names"
    with suppress(UsageError):  # without a home nothing was begun there
        yield from _unfinished(output or default_folder())
    folder = _made(output) if output else in_use()
    if folder is None:
        off = output is None and os.environ.get(VARIABLE) == OFF
        yield "index", f"switched off by {VARIABLE}" if off else "none (make it: kg wikidata index DUMP)"
        return
    yield "index", str(folder)
    yield from _described(whole(folder))


def _made(output: Path) -> Path | None:
    return output if os.path.lexists(output / CARD) else None


def _described(card: Card) -> Iterator[tuple[str, str]]:
    yield "  made from", f"{card.dump}, {size(card.dump_bytes)}, of {card.dump_day}"
    yield "  prominence", card.qrank or "links from Wikipedias, else number of statements"
    yield "  languages", ", ".join(card.languages)
    yield "  items", f"{sum(card.items.values()):,}"
    for name, count in sorted(card.items.items(), key=lambda entry: (-entry[1], entry[0])):
        yield f"    {name}", f"{count:,}"
    yield "  names", f"{card.names:,}"
    yield "  on disk", size(card.bytes)


def _unfinished(folder: Path) -> Iterator[tuple[str, str]]:
    from kg.wikidata.indexing import unfinished
    from kg.wikidata.indexing.workshop import Workshop

    place = unfinished(folder)
    state = Workshop(place).state()
    if state is not None:
        done, total = state.share
        far = f"{_DOING[state.phase]}, {100 * done // max(total, 1)}%"
        yield "unfinished", f"{place}, of {state.dump}: {far} (the same kg wikidata index goes on with it)"
