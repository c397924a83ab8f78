"""The answers of endpoints on disk, each with its day: nothing is asked twice, and who is broken off goes on.

An SQLite file with a row for each item and question, written a batch at a time, each batch whole or not at all.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from kg.errors import GraphError
from kg.wikidata.online.answers import Binding

_TABLE = """
CREATE TABLE IF NOT EXISTS answers (
  question TEXT NOT NULL, item TEXT NOT NULL, day TEXT NOT NULL, rows TEXT NOT NULL, PRIMARY KEY (question, item)
) WITHOUT ROWID"""


class Cache:
    """The answers in a file; `question` is whatever tells one question from all others."""

    def __init__(self, path: Path) -> None:
        """Raises GraphError, as all methods do, where the file cannot be read or written."""
        self.path = path
        with self._explaining():
            self._base = sqlite3.connect(path)
            self._base.execute(_TABLE)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._base.close()

    def missing(self, question: str, items: Iterable[str], since: str = "") -> list[str]:
        """The items without an answer, or whose answer is older than the day `since`."""
        with self._explaining():
            known = self._base.execute("SELECT item FROM answers WHERE question = ? AND day >= ?", (question, since))
            answered = {item for (item,) in known}
        return [item for item in items if item not in answered]

    def keep(self, question: str, day: str, answers: Mapping[str, Sequence[Binding]]) -> None:
        """Keep the rows of some items, an empty list of them too, in the place of older ones."""
        rows = [(question, item, day, json.dumps(rows)) for item, rows in answers.items()]
        with self._explaining(), self._base:
            self._base.executemany("INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?)", rows)

    def read(self, question: str, items: Iterable[str]) -> Iterator[tuple[str, str, list[Binding]]]:
        """Item, day and rows of those of the items that have an answer."""
        with self._explaining():
            for item in items:
                found = self._base.execute(
                    "SELECT day, rows FROM answers WHERE question = ? AND item = ?", (question, item)
                ).fetchone()
                if found:
                    yield item, found[0], json.loads(found[1])

    @contextmanager
    def _explaining(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, ValueError) as cause:
            hint = "check the folder's permissions; if the file is damaged, delete it: it can be fetched again"
            raise GraphError(f"the answers of Wikidata cannot be kept: {cause}", where=self.path, hint=hint) from cause
