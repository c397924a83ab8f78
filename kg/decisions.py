"""What persons decided about who is meant: kept beside the graph, applied whenever its articles are read.

A decision is about a name, as it stands in the articles: it is this Wikidata item, it is not that one, or it is none at
all. Decisions stand in the graph's folder, in a table that a person may edit (`links.sssom.tsv`, see `kg.sssom`); no
build ever writes it. They act when articles are read: a claim is never edited by them.
"""

import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from types import MappingProxyType
from uuid import uuid4

from kg import sssom, vocabulary
from kg.errors import DataError, GraphError, UsageError
from kg.identity import name_words, words
from kg.iris import HOME, PREFIXES, digest
from kg.sssom import LITERAL, NOT, NOTHING, Line, Sheet

FILE = "links.sssom.tsv"
"""The table's name in the folder of a graph."""
_LOCK = f".{FILE}.lock"

_QID = re.compile(r"Q[1-9][0-9]*")
_ORCID = re.compile(r"orcid:[0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{3}[0-9X]")
_PREDICATE = "skos:exactMatch"
_CURATION = "semapv:ManualMappingCuration"
WIKIDATA = "wd:Q2013"
"""Wikidata's own item: the source of all objects."""
_CURIES = {"orcid": "https://orcid.org/", "par": PREFIXES["par"], "wd": PREFIXES["wd"]}
_COLUMNS = (
    *("subject_label", "predicate_id", "predicate_modifier", "object_id", "object_label", "object_category"),
    *("mapping_justification", "author_id", "author_label", "subject_type", "object_source", "mapping_date", "comment"),
)
_AUTHORS = ("author_id", "author_label")
_REQUIRED = ("subject_label", "predicate_id", "object_id", "mapping_justification")


@dataclass(frozen=True, slots=True)
class Decision:
    """The name means the item, or, `rejected`, does not; without `qid` it means none. `type` is the item's class."""

    name: str
    qid: str | None
    rejected: bool = False
    type: str | None = None
    label: str = ""
    author: str = ""
    date: str = ""
    comment: str = ""

    def __post_init__(self) -> None:
        """Raises UsageError for what cannot be decided."""
        if not name_words(self.name):
            raise UsageError(f"{self.name!r} is no name", hint="give the name as the articles have it")
        if self.qid is not None and not _QID.fullmatch(self.qid):
            raise UsageError(f"{self.qid!r} is not a Wikidata item", hint="a Q and a number")
        if self.qid is None and self.rejected:
            raise UsageError(f"{self.name!r} cannot be kept from meaning nothing")
        if self.type is not None and vocabulary.entity_class(self.type) != self.type:
            raise UsageError(f"{self.type!r} is no class of entities", hint=f"one of {', '.join(classes())}")

    @property
    def key(self) -> tuple[str, ...]:
        """What the name has in common with its other spellings."""
        return name_words(self.name)


@dataclass(frozen=True, slots=True)
class Decisions:
    """The decisions of a graph, in the order of its table. Plain data: it travels to other processes."""

    all: tuple[Decision, ...] = ()

    def __iter__(self) -> Iterator[Decision]:
        return iter(self.all)

    def __len__(self) -> int:
        return len(self.all)

    def about(self, name: str) -> tuple[Decision, ...]:
        """Those about this name, however it is spelt; a longer name is another."""
        key = name_words(name)
        return tuple(d for d in self.all if d.key == key)

    def touching(self, text: str) -> "Decisions":
        """Those whose names stand in the text."""
        if not self.all:
            return self
        told = f" {' '.join(words(text))} "
        return Decisions(tuple(d for d in self.all if f" {' '.join(d.key)} " in told))

    def digest(self) -> str:
        """Changes with what the decisions do to a reading, not with who took them, when and why; "" for none."""
        told = sorted({(d.key, d.qid or "", d.rejected, d.type or "") for d in self.all})
        return digest(*told) if told else ""


NONE = Decisions()
"""Nobody has decided anything."""


class Table:
    """The table of a graph's decisions, for changing it. Lines of others stay as they are, where they are."""

    def __init__(self, path: Path) -> None:
        """Raises DataError, with file and line, for a line that decides nothing, or against another."""
        self.path = path
        self.sheet = _read(path)
        self.decisions = _decided(self.sheet)

    def add(self, new: Decision) -> Decisions:
        """Take a decision: in place of those that it overturns, else at the end. Returns the ones overturned."""
        old = [n for n, d in enumerate(self.decisions) if _overturns(new, d)]
        sheet = sssom.with_columns(self.sheet, (c for c, value in _cells(new).items() if value))
        lines = [line for n, line in enumerate(sheet.lines) if n not in old[1:]]
        if old:
            lines[old[0]] = Line("", MappingProxyType({**lines[old[0]].cells, **_cells(new)}))
        else:
            lines.append(Line("", MappingProxyType(_cells(new))))
        return self._become(Sheet(sheet.metadata, sheet.columns, tuple(lines)), old)

    def drop(self, name: str, qid: str | None = None) -> Decisions:
        """Take back the decisions about a name, or, with `qid`, the one about this item; return them."""
        about = [n for n, d in enumerate(self.decisions) if d.key == name_words(name) and qid in (None, d.qid)]
        lines = tuple(line for n, line in enumerate(self.sheet.lines) if n not in about)
        return self._become(replace(self.sheet, lines=lines), about)

    def save(self) -> None:
        """Write the table, whole or not at all. Raises GraphError where it cannot be written."""
        try:
            _write(self.path, sssom.dump(self.sheet))
        except OSError as cause:
            raise GraphError(f"cannot be written: {cause.strerror}", where=self.path) from cause

    def _become(self, sheet: Sheet, old: Iterable[int]) -> Decisions:
        gone = Decisions(tuple(self.decisions.all[n] for n in old))
        self.sheet, self.decisions = sheet, _decided(sheet)
        return gone


def load(graph: Path) -> Decisions:
    """The decisions beside a graph, by its folder. Raises DataError as `Table` does."""
    return read(graph / FILE)


def read(path: Path) -> Decisions:
    """The decisions of a table; none where there is no such file. Raises DataError as `Table` does."""
    return Table(path).decisions


@contextmanager
def locked(graph: Path) -> Iterator[None]:
    """Keeps others from changing the decisions of a graph, by its folder, from loading them until they are saved.

    Waits for whoever is changing them. Raises GraphError where the folder cannot be written.
    """
    import fcntl  # POSIX alone has it: reading must do without

    try:
        file = (graph / _LOCK).open("a")
    except OSError as cause:
        raise GraphError(f"cannot be written: {cause.strerror}", where=graph / _LOCK) from cause
    with file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def classes() -> list[str]:
    """The classes that a person may give to an item."""
    return [name for name in vocabulary.CLASSES if vocabulary.entity_class(name) == name]


def today() -> str:
    """The day of a decision. A reading never knows it."""
    return date.today().isoformat()


def line(decision: Decision) -> Line:
    """The decision as a line of an SSSOM table."""
    return Line("", MappingProxyType(_cells(decision)))


def curation(decision: Decision) -> dict[str, str]:
    """The cells that say that a person decided, who and when."""
    cells = _cells(decision)
    return {column: cells[column] for column in ("mapping_justification", *_AUTHORS, "mapping_date", "comment")}


def _read(path: Path) -> Sheet:
    if not path.exists():
        about = "What persons decided about who is meant by a name"
        return Sheet(sssom.metadata(f"{HOME}links", about, _CURIES), _COLUMNS)
    try:
        return sssom.parse(path.read_text(encoding="utf-8"), path)
    except (OSError, UnicodeDecodeError) as cause:
        raise DataError(f"the decisions cannot be read: {cause}", where=path) from cause


def _write(path: Path, content: str) -> None:
    """Put a file in the place of another: whoever reads meanwhile sees the one or the other, whatever breaks off."""
    written = path.with_name(f".{path.name}.{uuid4().hex}")
    try:
        with written.open("x", encoding="utf-8", newline="") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        written.replace(path)
    finally:
        written.unlink(missing_ok=True)


def _decided(sheet: Sheet) -> Decisions:
    found: list[Decision] = []
    for told in sheet.lines:
        decision = _decision(told)
        against = next((k for k, d in enumerate(found) if _overturns(decision, d)), None)
        if against is not None:
            place = sheet.lines[against].where
            raise told.error(f"{decision.name!r} is already decided at {place}", "keep one of the two")
        found.append(decision)
    return Decisions(tuple(found))


def _decision(told: Line) -> Decision:
    _check(told)
    wanted = told["object_id"]
    qid = None if wanted == NOTHING else wanted.removeprefix("wd:")
    kind = told["object_category"].removeprefix("par:") or None
    author = told["author_label"] or told["author_id"]
    try:
        return Decision(
            told["subject_label"], qid, told["predicate_modifier"] == NOT, kind, told["object_label"], author,
            told["mapping_date"], told["comment"],
        )  # fmt: skip
    except UsageError as cause:
        raise told.error(cause.what, cause.hint) from cause


def _check(told: Line) -> None:
    empty = next((column for column in _REQUIRED if not told[column]), None)
    if empty is not None:
        raise told.error(f"the cell {empty!r} is empty", f"a decision needs {', '.join(_REQUIRED)}")
    if told["predicate_id"] != _PREDICATE:
        raise told.error(f"unknown predicate {told['predicate_id']!r}", f"write {_PREDICATE}")
    if told["predicate_modifier"] not in ("", NOT):
        raise told.error(f"unknown modifier {told['predicate_modifier']!r}", f"write {NOT} or nothing")
    if told["subject_type"] not in ("", LITERAL) or told["subject_id"]:
        raise told.error(
            "the line is about a thing, not about a name", f"write {LITERAL} as subject_type, no subject_id"
        )
    if told["object_id"] != NOTHING and not told["object_id"].startswith("wd:"):
        raise told.error(f"{told['object_id']!r} is not a Wikidata item", f"write wd:Q and a number, or {NOTHING}")
    if told["mapping_date"] and not _is_day(told["mapping_date"]):
        raise told.error(f"{told['mapping_date']!r} is no day", "write YYYY-MM-DD")


def _is_day(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _overturns(new: Decision, old: Decision) -> bool:
    """Whether the two cannot both stand: a name has one meaning; what it is not may be several."""
    if new.key != old.key:
        return False
    return new.qid == old.qid or not (new.rejected or old.rejected)


def _cells(d: Decision) -> dict[str, str]:
    is_id = _ORCID.fullmatch(d.author) is not None
    return {
        "subject_label": " ".join(d.name.split()), "predicate_id": _PREDICATE,
        "predicate_modifier": NOT if d.rejected else "", "object_id": f"wd:{d.qid}" if d.qid else NOTHING,
        "object_label": " ".join(d.label.split()), "object_category": f"par:{d.type}" if d.type else "",
        "mapping_justification": _CURATION, "author_id": d.author if is_id else "",
        "author_label": "" if is_id else " ".join(d.author.split()), "subject_type": LITERAL,
        "object_source": WIKIDATA, "mapping_date": d.date, "comment": " ".join(d.comment.split()),
    }  # fmt: skip
