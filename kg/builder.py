"""Articles into a graph: what is new is read, what is unchanged is passed over, what cannot be read is named.

An article with an address takes the place of what was read from that address; one without, of what the same file, or
the record with the same id in the same file, held when it was last built (`kg.register`). Nothing else makes way.

What is read goes into a journal (`kg.journal`) and from there into the graph (`kg.commit`): a build that is killed
costs what its workers had in hand, and the next one goes on from there, to the same graph.
"""

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from kg import cluster, folder, iris, links, rdf
from kg.articles import Found, gather, others
from kg.commit import commit
from kg.contract import is_date
from kg.decisions import NONE, Decisions
from kg.errors import GraphError, InputError, UsageError
from kg.journal import Journal
from kg.model import Article, Place
from kg.reading import LIMIT
from kg.register import Register, place_key
from kg.runs import Run
from kg.store import Graph
from kg.summary import Summary
from kg.tasks import Result, Task, Written, entry
from kg.workers import MakeReader, read_all

__all__ = ["FINISHED", "PARTLY", "Progress", "Summary", "build", "read_again"]

Progress = Callable[[Summary], None]
FINISHED, PARTLY = "finished", "finished in part"


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of an article that was read: of which content, by which run, with which date."""

    fingerprint: str
    run: str
    date: str | None


def build(
    sources: Sequence[str | Path],
    path: str | Path,
    make_reader: MakeReader,
    *,
    reader: str | None = None,
    decisions: Decisions = NONE,
    workers: int = 1,
    limit: float = LIMIT,
    dask: str | None = None,
    date: str | None = None,
    stdin: BinaryIO | None = None,
    any_language: bool = False,
    progress: Progress = lambda summary: None,
) -> Summary:
    """Read the sources into the graph in the folder `path`, which is made where it is missing.

    `reader` names the reader and its version, `decisions` are those that it heeds: articles read by another one, or
    before someone decided about a name in them, are read again. `limit` is how many seconds an article may take, where
    there are several workers; with `dask`, the address of a scheduler or "local", a cluster reads (`kg.cluster`).
    `date` is taken for articles without one; else they keep the date that the graph has for them. What is surely not in
    English is set aside, unless `any_language` wants it read as if it were. Where nothing can be
    read, no graph is made. Whatever breaks it off, what has been read is in the graph, or for the next build in its
    journal. Raises GraphError where the folder cannot be written, and UsageError for a date that is none or fewer
    workers than one.
    """
    _check(date, workers)
    summary = Summary(others=others(sources))
    first, found = _first_article(gather(sources, stdin, any_language=any_language), summary)
    if first is None:
        return summary
    with _Build(Path(path), reader or rdf.reader_version(), decisions, summary, date=date, progress=progress) as run:
        run.over(chain([first], found), make_reader, workers, limit, dask)
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
    with Graph.open(path) as graph:
        version = reader or rdf.reader_version()
        with _Build(Path(path), version, decisions, summary, progress=progress) as run:
            run.again(graph, links.articles_with(graph, names), make_reader)
    return summary


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
    """One run, which keeps count in `summary`. At the end of its `with` the graph has what was read."""

    def __init__(
        self, home: Path, reader: str, decisions: Decisions, summary: Summary, *, date: str | None = None,
        progress: Progress,
    ) -> None:  # fmt: skip
        self.home, self.reader, self.decisions, self.date = home, reader, decisions, date
        self.summary, self.progress = summary, progress
        self.seen: dict[str, list[Place | None]] = {}
        """Where each article of the sources lies, whether or not it can be read."""
        self.held: set[str] = set()
        """Those of them that were read as they are now."""
        self.failed: list[tuple[int, InputError]] = []
        self.undated: list[tuple[int, str]] = []
        """With the number of the article, since articles are done in any order."""

    def __enter__(self) -> "_Build":
        folder.prepare(self.home)
        self.lock = folder.locked(self.home)
        try:
            self.journal, self.register = Journal(self.home), Register(self.home)
            self.known = _known(self.home)
            self.log = Run(self.home)
        except BaseException:
            self.lock.release()
            raise
        self.stored = dict(self.known)
        """What the graph or the journal has of each article, by IRI."""
        self.pending = frozenset(self.journal.pieces)
        self.stored |= {e.article: Known(e.fingerprint, e.run, e.date) for e in self.journal.entries()}
        self.log.tell("started", reader=self.reader, known=len(self.known), resumed=len(self.pending))
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: object) -> None:
        how = FINISHED if error is None else f"broken off: {kind.__name__ if kind else ''}"
        try:
            if not isinstance(error, GraphError):  # such as a full disk: what is in the journal is kept
                self._commit()
            self._settle_accounts()
            how = PARTLY if error is None and self.summary.left_out else how
        except BaseException as cause:
            how = f"broken off: {type(cause).__name__}: {cause}"
            raise
        finally:
            self.journal.release()
            self.log.end(self.summary, how)
            self.summary.unlogged = self.log.unwritten
            self.lock.release()

    def over(
        self, found: Iterable[Found], make_reader: MakeReader, workers: int, limit: float, dask: str | None
    ) -> None:
        """Read what is new among the articles found."""
        tasks = self._tasks(self._new(found))
        if dask is None:
            self._read(read_all(tasks, make_reader, workers, limit=limit, tell=self.log.tell))
            return
        place, adopt = self.journal.folder, self.journal.adopt
        self._read(cluster.read_all(tasks, make_reader, dask, place, adopt, workers=workers, tell=self.log.tell))

    def again(self, graph: Graph, articles: Iterable[str], make_reader: MakeReader) -> None:
        """Read articles of the graph, by IRI, once more."""
        self._read(read_all(self._tasks(self._kept(graph, articles)), make_reader, tell=self.log.tell))

    def _tasks(self, articles: Iterable[Article]) -> Iterator[Task]:
        for number, article in enumerate(articles):
            places = self.seen.get(iris.article(article), ())
            yield Task(number, article, self._reader_of(article), tuple(place_key(place) for place in places))

    def _read(self, results: Generator[tuple[Task, Result]]) -> None:
        with closing(results):  # whatever breaks it off, those who read are gone before the graph is written
            for task, result in results:
                self._take(task, result)
                self.progress(self.summary)

    def _kept(self, graph: Graph, articles: Iterable[str]) -> Iterator[Article]:
        for iri in articles:
            self.progress(self.summary)
            article = graph.reading(iri).article
            if iris.fingerprint(article) == self.stored[iri].fingerprint:
                yield article
                continue
            what, hint = "came with mentions that the graph does not keep", "kg build its file again"
            self.summary.left_out.append(InputError(what, where=article.source or article.id, hint=hint))

    def _new(self, found: Iterable[Found]) -> Iterator[Article]:
        """The articles that were not read as they are."""
        for item in found:
            self.progress(self.summary)
            if isinstance(item, InputError):
                self.summary.left_out.append(item)
                self.log.tell("left out", why=str(item))
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
        wanted = Known(iris.fingerprint(article), rdf.run_iri(self._reader_of(article)), article.date)
        if self.stored.get(iri) != wanted:
            return True
        self.held.add(iri)
        self.summary.unchanged += 1
        self.summary.resumed += iri in self.pending
        return False

    def _reader_of(self, article: Article) -> str:
        """The reader with the decisions that may bear on the article: those alone make it another reader."""
        heeded = self.decisions.touching(article.text).digest()
        return f"{self.reader} decisions {heeded}" if heeded else self.reader

    def _take(self, task: Task, result: Result) -> None:
        """Write down what came of an article."""
        article = task.article
        if isinstance(result, InputError):
            self.failed.append((task.number, result))
            self.summary.left_out.append(result)
            self.log.tell("left out", why=str(result))
            return
        iri = iris.article(article)
        if result.quads:
            self.journal.add(entry(task, result), result.quads)
        self.held.add(iri)
        self._count(task, iri, result)

    def _count(self, task: Task, iri: str, written: Written) -> None:
        article, summary = task.article, self.summary
        name = article.source or article.id
        summary.read += 1
        summary.replaced += iri in self.stored
        if article.date is None:
            self.undated.append((task.number, name))
        summary.claims += written.claims
        summary.entities.update(written.entities)
        summary.characters += len(article.text)
        summary.took(written.seconds, name)
        self.log.tell("read", article=iri, source=name, claims=written.claims, seconds=round(written.seconds, 3))

    def _commit(self) -> None:
        """Put what was read into the graph, and take out what it replaces."""
        self.summary.stage = "writing the graph"
        self.log.turn()
        self.progress(self.summary)
        for e in self.journal.entries():
            if e.article not in self.held:
                self.register.recall(e.article, e.places)
        for article in sorted(self.held):
            self.register.note(article, self.seen.get(article, ()))
        gone = [a for a in self.register.replaced() if a in self.stored and a not in self.seen]
        remember = partial(self.register.save, gone)
        if commit(self.home, self.lock, self.journal, self.known, gone, remember=remember):
            self.log.tell("committed", articles=len(self.held), gone=len(gone))
        self.summary.replaced += len(gone)

    def _settle_accounts(self) -> None:
        """What was told as articles were done is put in the order of the articles."""
        late = [error for _, error in sorted(self.failed, key=lambda failed: failed[0])]
        known = {id(error) for error in late}
        others = [error for error in self.summary.left_out if id(error) not in known]
        self.summary.left_out[:] = [*others, *late]
        self.summary.undated = [name for _, name in sorted(self.undated)]


def _known(home: Path) -> dict[str, Known]:
    """What the graph has of each article."""
    if not folder.is_begun(home):
        return {}
    with Graph(folder.Reading(home, older=True), home) as graph:
        return {a.iri: Known(a.fingerprint, a.run, a.date) for a in graph.articles()}
