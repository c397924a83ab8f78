"""Articles into a graph: what is new is read, what is unchanged is passed over, what cannot be read is named.

An article with an address takes the place of what was read from that address; one without, of what the same file, or
the record with the same id in the same file, held when it was last built (`kg.register`). Nothing else makes way.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from kg import description, identity, iris, links, rdf, views
from kg.articles import Found, gather, others
from kg.contract import is_date
from kg.decisions import NONE, Decisions
from kg.errors import InputError, KgError, UsageError
from kg.model import Article, Place, Reading
from kg.reading import batches, failure
from kg.register import Register
from kg.store import Graph
from kg.workers import BATCH, MakeReader, Result, read_all


@dataclass(slots=True)
class Summary:
    """What a build did."""

    read: int = 0
    unchanged: int = 0
    replaced: int = 0
    """Articles of the graph that made way: for a changed text or date, or a newer reader."""
    repeated: int = 0
    """Articles that came twice: the first was taken."""
    undated: list[str] = field(default_factory=list)
    """Sources of the articles read without a date, so that "on Tuesday" is no day."""
    others: list[str] = field(default_factory=list)
    """Files of the folders that are of no kind we read."""
    claims: int = 0
    entities: set[str] = field(default_factory=set)
    """IRIs of those that the articles read speak of."""
    left_out: list[InputError] = field(default_factory=list)

    @property
    def linked(self) -> int:
        """How many of the entities are linked to Wikidata."""
        return sum(iris.qid(entity) is not None for entity in self.entities)


Progress = Callable[[Summary], None]


def build(
    sources: Sequence[str | Path],
    path: str | Path,
    make_reader: MakeReader,
    *,
    reader: str | None = None,
    decisions: Decisions = NONE,
    workers: int = 1,
    date: str | None = None,
    stdin: BinaryIO | None = None,
    progress: Progress = lambda summary: None,
) -> Summary:
    """Read the sources into the graph in the folder `path`, which is made where it is missing.

    `reader` names the reader and its version, `decisions` are those that it heeds: articles read by another one, or
    before someone decided about a name in them, are read again. `date` is taken for articles without one; else they
    keep the date that the graph has for them. Where nothing can be read, no graph is made. Raises GraphError where the
    folder cannot be written, and UsageError for a date that is none or fewer workers than one.
    """
    _check(date, workers)
    summary = Summary(others=others(sources))
    first, found = _first_article(gather(sources, stdin), summary)
    if first is None:
        return summary
    with Graph.create(path) as graph:
        register = Register(Path(path))
        run = _Build(graph, reader or rdf.reader_version(), decisions, summary, date=date, progress=progress)
        try:
            run.over(chain([first], found), make_reader, workers, register)
        finally:
            _finish(graph)  # a build that is broken off leaves a whole graph of what it has read
    return summary


def read_again(
    path: str | Path,
    names: Decisions,
    make_reader: MakeReader,
    *,
    reader: str | None = None,
    decisions: Decisions = NONE,
    progress: Progress = lambda summary: None,
) -> Summary:
    """Read again, from the texts that the graph holds, the articles in which a name of `names` stands.

    Those that came with mentions of their caller's, which the graph does not keep, are left out, and stay as they are.
    Raises GraphError where there is no such graph, or it cannot be written.
    """
    summary = Summary()
    with Graph.open(path, read_only=False) as graph:
        run = _Build(graph, reader or rdf.reader_version(), decisions, summary, progress=progress)
        try:
            run.again(links.articles_with(graph, names), make_reader)
        finally:
            _finish(graph)
    return summary


def _finish(graph: Graph) -> None:
    views.refresh(graph)
    description.write(graph)


def _check(date: str | None, workers: int) -> None:
    if date is not None and not is_date(date):
        raise UsageError(f"{date!r} is no date", where="date", hint="write YYYY-MM-DD")
    if workers < 1:
        raise UsageError(f"{workers} workers read nothing", where="workers", hint="give 1 or more")


def _first_article(found: Iterator[Found], summary: Summary) -> tuple[Article | None, Iterator[Found]]:
    for item in found:
        if isinstance(item, Article):
            return item, found
        summary.left_out.append(item)
    return None, found


class _Build:
    """One run over the sources; keeps count in `summary`."""

    def __init__(
        self, graph: Graph, reader: str, decisions: Decisions, summary: Summary, *, date: str | None = None,
        progress: Progress,
    ) -> None:  # fmt: skip
        self.graph, self.reader, self.decisions, self.date = graph, reader, decisions, date
        self.summary, self.progress = summary, progress
        self.stored = {article.iri: article for article in graph.articles()}
        self.seen: dict[str, list[Place | None]] = {}
        """Where each article of the sources lies, whether or not it can be read."""
        self.held: set[str] = set()
        """Those of them that the graph holds as they are now."""

    def over(self, found: Iterable[Found], make_reader: MakeReader, workers: int, register: Register) -> None:
        """Read what is new among the articles found, and take out what it replaces."""
        self._read(self._new(found), make_reader, workers)
        for article in sorted(self.held):
            register.note(article, self.seen[article])
        gone = [a for a in register.replaced() if a in self.stored and a not in self.seen]
        if gone:
            self.graph.remove(*gone)
        register.save(gone)
        self.summary.replaced += len(gone)

    def again(self, articles: Iterable[str], make_reader: MakeReader) -> None:
        """Read articles of the graph, by IRI, once more."""
        self._read(self._kept(articles), make_reader, workers=1)

    def _read(self, articles: Iterable[Article], make_reader: MakeReader, workers: int) -> None:
        for batch in batches(read_all(articles, make_reader, workers), BATCH):
            self._write(batch)

    def _kept(self, articles: Iterable[str]) -> Iterator[Article]:
        for iri in articles:
            self.progress(self.summary)
            article = self.graph.reading(iri).article
            if iris.fingerprint(article) == self.stored[iri].fingerprint:
                yield article
                continue
            what, hint = "came with mentions that the graph does not keep", "kg build its file again"
            self.summary.left_out.append(InputError(what, where=article.source or article.id, hint=hint))

    def _new(self, found: Iterable[Found]) -> Iterator[Article]:
        """The articles that the graph does not hold as they are."""
        for item in found:
            self.progress(self.summary)
            if isinstance(item, InputError):
                self.summary.left_out.append(item)
                continue
            article = replace(item, date=item.date or self.date or self._stored_date(item))
            if self._is_new(article):
                yield article

    def _stored_date(self, article: Article) -> str | None:
        known = self.stored.get(iris.article(article))
        return known.date if known else None

    def _is_new(self, article: Article) -> bool:
        iri = iris.article(article)
        if iri in self.seen:
            self.seen[iri].append(article.place)
            self.summary.repeated += 1
            return False
        self.seen[iri] = [article.place]
        known = self.stored.get(iri)
        same = known is not None and (known.fingerprint, known.run) == (
            iris.fingerprint(article),
            rdf.run_iri(self._reader_of(article)),
        )
        if same:
            self.held.add(iri)
            self.summary.unchanged += 1
        return not same

    def _reader_of(self, article: Article) -> str:
        """The reader with the decisions that may bear on the article: those alone make it another reader."""
        heeded = self.decisions.touching(article.text).digest()
        return f"{self.reader} decisions {heeded}" if heeded else self.reader

    def _write(self, batch: list[tuple[Article, Result]]) -> None:
        self.summary.left_out += [result for _, result in batch if isinstance(result, InputError)]
        by_reader: dict[str, list[Reading]] = {}
        for article, result in batch:
            if isinstance(result, Reading):
                by_reader.setdefault(self._reader_of(article), []).append(result)
        for reader, readings in by_reader.items():
            for reading in self._written(readings, reader):
                self._count(reading.article, reading)
        self.progress(self.summary)

    def _written(self, readings: list[Reading], reader: str) -> list[Reading]:
        """Those of the readings that could be written."""
        try:
            self.graph.add(*readings, reader=reader)
        except KgError:  # of the folder, such as a full disk
            raise
        except Exception:  # noqa: BLE001 - a reading that cannot be written must not cost the others
            return [reading for reading in readings if self._is_written_alone(reading, reader)]
        return readings

    def _is_written_alone(self, reading: Reading, reader: str) -> bool:
        try:
            self.graph.add(reading, reader=reader)
        except KgError:
            raise
        except Exception as error:  # noqa: BLE001 - reported, with the place of the fault
            self.summary.left_out.append(failure("writer", reading.article, error))
            return False
        return True

    def _count(self, article: Article, reading: Reading) -> None:
        iri = iris.article(article)
        self.held.add(iri)
        self.summary.read += 1
        self.summary.replaced += iri in self.stored
        self.summary.undated += [article.source or article.id] if article.date is None else []
        self.summary.claims += len(reading.claims)
        self.summary.entities.update(identity.entities(reading.entities, iri).values())
