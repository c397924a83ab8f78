"""All names of a graph's entities, in an SQLite file beside the copy that is served.

They are found whole, by their beginning, and by likeness (trigrams, SQLite's FTS5).
"""

import os
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from kg import iris
from kg.identity import name_words
from kg.store import Graph

FILE = "names.sqlite"
_TABLES = """
CREATE TABLE entity (id INTEGER PRIMARY KEY, key TEXT NOT NULL, label TEXT, type TEXT, qid TEXT, claims INTEGER);
CREATE TABLE name (folded TEXT NOT NULL, main INTEGER NOT NULL, entity INTEGER NOT NULL REFERENCES entity);
"""
_INDEXES = """
CREATE UNIQUE INDEX by_key ON entity (key); CREATE INDEX by_qid ON entity (qid); CREATE INDEX by_name ON name (folded);
"""
_TRIGRAMS = (
    "CREATE VIRTUAL TABLE likeness USING fts5(folded, tokenize='trigram', content='name', content_rowid='rowid')"
)
_ENTITIES = """
SELECT ?entity ?label ?type ?item ?main {
  GRAPH graph:entities {
    ?entity rdfs:label ?label ; a ?type .
    OPTIONAL { ?entity owl:sameAs ?item } OPTIONAL { ?entity skos:exactMatch ?main }
  }
} ORDER BY ?entity"""
_NAMES = (
    "SELECT ?entity ?name { GRAPH graph:entities { ?entity rdfs:label|skos:altLabel ?name } } ORDER BY ?entity ?name"
)
_CLAIMS = """
SELECT ?entity (COUNT(?p) AS ?n) {
  GRAPH graph:ledger { ?p par:aboutSubject|par:aboutObject ?entity }
} GROUP BY ?entity"""
_OF_AN_ARTICLE = 2
_LAST = 2**63 - 1
"""SQLite's largest number: nobody has as many names to skip."""
_LIKE = 60
"""Names that are looked at for one that is not there as it stands."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An entity: the short form of its IRI, name, class, item, and how many propositions speak of it."""

    key: str
    label: str
    type: str
    qid: str | None
    claims: int

    @property
    def iri(self) -> str:
        """The entity's IRI."""
        return iris.PREFIXES["entity"] + self.key


def folded(name: str) -> str:
    """What two spellings of a name have in common: `kg.identity.name_words`, else the name in small letters."""
    return " ".join(name_words(name)) or " ".join(name.casefold().split())


class Names:
    """The index in a file. Several processes may read it; nobody changes it."""

    def __init__(self, file: Path) -> None:
        """`of` is for callers."""
        self._base = sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro&immutable=1", uri=True)

    @classmethod
    def of(cls, graph: Graph, place: Path) -> "Names":
        """The index of a graph in the folder `place`, made there where it is missing."""
        file = place / FILE
        if not file.exists():
            _make(graph, file)
        return cls(file)

    def close(self) -> None:
        """Close the file."""
        self._base.close()

    def entry(self, key: str) -> Entry | None:
        """The entity of this key, item or IRI."""
        key = key.removeprefix(iris.PREFIXES["entity"]).removeprefix(iris.PREFIXES["wd"])
        found = self._entries("WHERE key = ? OR qid = ? ORDER BY key = ? DESC LIMIT 1", key, key.upper(), key)
        return next(iter(found), None)

    def named(self, name: str) -> list[tuple[Entry, bool]]:
        """The entities of this name, and whether it is the main one of each."""
        rows = self._base.execute(
            "SELECT key, label, type, qid, claims, MAX(main) FROM name JOIN entity ON entity.id = name.entity "
            "WHERE folded = ? GROUP BY entity.id ORDER BY claims DESC, key",
            (folded(name),),
        )
        return [(Entry(*row[:5]), bool(row[5])) for row in rows]

    def beginning(self, prefix: str, skip: int, most: int) -> list[Entry]:
        """The entities with a name that begins so, what most is said of first."""
        begin = folded(prefix)
        end = begin + "\U0010ffff"
        return self._entries(
            "WHERE id IN (SELECT entity FROM name WHERE folded >= ? AND folded < ?) "
            "ORDER BY claims DESC, key LIMIT ? OFFSET ?", begin, end, most, min(skip, _LAST),
        )  # fmt: skip

    def like(self, name: str) -> list[tuple[Entry, str]]:
        """Entities with names that share letters with this one, and these names; nothing where SQLite has no FTS5."""
        text = folded(name).replace("\0", "")  # which ends a query for FTS5
        grams = dict.fromkeys(text[n : n + 3] for n in range(len(text) - 2))
        asked = " OR ".join('"{}"'.format(gram.replace('"', '""')) for gram in grams)
        if not asked or not self._has_trigrams:
            return []
        rows = self._base.execute(
            "SELECT key, label, type, qid, claims, name.folded FROM likeness JOIN name ON name.rowid = likeness.rowid "
            "JOIN entity ON entity.id = name.entity WHERE likeness MATCH ? ORDER BY rank, key LIMIT ?",
            (asked, _LIKE),
        )
        return [(Entry(*row[:5]), row[5]) for row in rows]

    @cached_property
    def _has_trigrams(self) -> bool:
        return bool(self._base.execute("SELECT 1 FROM sqlite_master WHERE name = 'likeness'").fetchone())

    def _entries(self, which: str, *values: object) -> list[Entry]:
        return [
            Entry(*row)
            for row in self._base.execute(f"SELECT key, label, type, qid, claims FROM entity {which}", values)
        ]


def _make(graph: Graph, file: Path) -> None:
    """Make the file beside its place, then put it there whole: others may be at it too."""
    _sweep(file)
    unfinished = file.with_suffix(f".{os.getpid()}")
    try:
        _write(graph, unfinished)
        unfinished.replace(file)
    finally:
        unfinished.unlink(missing_ok=True)


def _sweep(file: Path) -> None:
    """Clear away what was left unfinished by processes that are gone, or by this one's number before it."""
    for stray in file.parent.glob(f"{file.stem}.[0-9]*"):
        number = int(stray.suffix[1:]) if stray.suffix[1:].isdecimal() else None
        if number is not None and (number == os.getpid() or not _is_running(number)):
            stray.unlink(missing_ok=True)


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:  # another user's
        return True
    return True


def _write(graph: Graph, file: Path) -> None:
    base = sqlite3.connect(file)
    try:
        base.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + _TABLES)
        with base:
            _fill(base, graph)
        base.executescript(_INDEXES)
        with suppress(sqlite3.OperationalError), base:  # an SQLite before 3.34, or without FTS5
            base.execute(_TRIGRAMS)
            base.execute("INSERT INTO likeness (likeness) VALUES ('rebuild')")
    finally:
        base.close()


def _fill(base: sqlite3.Connection, graph: Graph) -> None:
    counts = Counter({str(entity): int(str(n)) for entity, n in graph.select(_CLAIMS)})
    rows = [tuple(str(value) if value else "" for value in row) for row in graph.select(_ENTITIES)]
    main = {entity: other or entity for entity, _, _, _, other in rows}
    numbers = {entity: n for n, (entity, *_) in enumerate(rows) if main[entity] == entity and _is_known(entity)}
    base.executemany("INSERT INTO entity VALUES (?, ?, ?, ?, ?, ?)", (
        (numbers[entity], entity.removeprefix(iris.PREFIXES["entity"]), label, iris.local_name(kind),
         iris.local_name(item) if item else None, counts[entity])
        for entity, label, kind, item, _ in rows if entity in numbers
    ))  # fmt: skip
    labels = {entity: folded(label) for entity, label, *_ in rows}
    base.executemany("INSERT INTO name VALUES (?, ?, ?)", _unique(_names(graph, main, numbers, labels)))


def _is_known(entity: str) -> bool:
    """Whether it is more than what one article describes ("the rebels"), which has the article's key in its IRI."""
    return entity.removeprefix(iris.PREFIXES["entity"]).count("/") < _OF_AN_ARTICLE


def _names(
    graph: Graph, main: dict[str, str], numbers: dict[str, int], labels: dict[str, str]
) -> Iterator[tuple[str, int, int]]:
    for entity, name in graph.select(_NAMES):
        bearer = main.get(str(entity), str(entity))
        if bearer in numbers:
            text = folded(str(name))
            yield text, int(text == labels[bearer]), numbers[bearer]


def _unique(rows: Iterable[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
    return list(dict.fromkeys(rows))
