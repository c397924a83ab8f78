"""The register of a graph's folder: which file, or which record of a file, held each article when it was last built.

A file that changes becomes another article, since an article without an address is named by its text. The register
tells which older article it replaces. It stands beside the store (`sources.json`), not in the graph: it knows places on
one machine, as digests, and a dump must be the same everywhere.
"""

import json
import os
from collections.abc import Iterable
from pathlib import Path

from kg import folder, iris
from kg.copies import write_through
from kg.errors import GraphError
from kg.model import Place

_FILE = "sources.json"


class Register:
    """The places of each article, by IRI. What was read from standard input has a place that nothing replaces."""

    def __init__(self, home: Path) -> None:
        """Raises GraphError where the folder's register cannot be read."""
        self.path = home / _FILE
        self.known = self._load()
        self.now: dict[str, set[str]] = {}

    def note(self, article: str, places: Iterable[Place | None]) -> None:
        """The article of this IRI is in the graph, and was seen at these places in this run."""
        self.now.setdefault(article, set()).update(map(place_key, places))

    def recall(self, article: str, keys: Iterable[str]) -> None:
        """A build that was broken off read the article of this IRI from these places (`place_key`)."""
        self.known[article] = self.known.get(article, set()) | set(keys)

    def forget(self, articles: Iterable[str]) -> None:
        """Articles, by IRI, were taken out of the graph."""
        for article in articles:
            self.known.pop(article, None)

    def replaced(self) -> list[str]:
        """The articles of earlier runs that no place holds any more, since every one of them now holds another."""
        taken = self._taken()
        return sorted(a for a, keys in self.known.items() if a not in self.now and keys and keys <= taken)

    def save(self, gone: Iterable[str] = ()) -> None:
        """Remember this run. Raises GraphError where the file cannot be written."""
        taken, gone = self._taken(), frozenset(gone)
        kept = {article: keys - taken for article, keys in self.known.items() if article not in gone}
        articles = {a: sorted(kept.get(a, set()) | self.now.get(a, set())) for a in sorted({*kept, *self.now})}
        written = self.path.with_suffix(".new")
        try:
            with written.open("w", encoding="utf-8") as file:
                file.write(json.dumps(articles, indent=0) + "\n")
                file.flush()
                os.fsync(file.fileno())
            written.replace(self.path)
            write_through(self.path.parent)
        except OSError as cause:
            raise folder.explained(cause, self.path.parent) from cause

    def _taken(self) -> set[str]:
        return {key for keys in self.now.values() for key in keys} - {place_key(None)}

    def _load(self) -> dict[str, set[str]]:
        if not self.path.exists():
            return {}
        try:
            return {article: set(keys) for article, keys in json.loads(self.path.read_text(encoding="utf-8")).items()}
        except (OSError, ValueError, AttributeError, TypeError) as cause:
            hint = "delete it: what changed since then is kept beside what it was before"
            raise GraphError(f"{_FILE} cannot be read", where=self.path.parent, hint=hint) from cause


def place_key(place: Place | None) -> str:
    """What the register keeps of a place: a digest, for paths belong to a machine."""
    return iris.digest(*place) if place is not None else "-"
