"""Articles into a graph: what is new is read, what is unchanged is passed over, what cannot be read is named."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from kg import iris, rdf, views
from kg.articles import Found, gather
from kg.errors import InputError
from kg.model import Article, Reading
from kg.reading import batches
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
    undated: int = 0
    """Articles read without a date, so that "on Tuesday" is no day."""
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
    workers: int = 1,
    date: str | None = None,
    stdin: BinaryIO | None = None,
    progress: Progress = lambda summary: None,
) -> Summary:
    """Read the sources into the graph in the folder `path`, which is made where it is missing.

    `reader` names the reader and its version: articles read by another one are read again. `date` is taken for articles
    without one. Where nothing can be read, no graph is made. Raises GraphError where the folder cannot be written.
    """
    summary = Summary()
    first, found = _first_article(gather(sources, stdin), summary)
    if first is None:
        return summary
    with Graph.create(path) as graph:
        _Build(graph, reader or rdf.reader_version(), date, summary, progress).run(
            chain([first], found), make_reader, workers
        )
        views.refresh(graph)
    return summary


def _first_article(found: Iterator[Found], summary: Summary) -> tuple[Article | None, Iterator[Found]]:
    for item in found:
        if isinstance(item, Article):
            return item, found
        summary.left_out.append(item)
    return None, found


class _Build:
    """One run over the sources; keeps count in `summary`."""

    def __init__(self, graph: Graph, reader: str, date: str | None, summary: Summary, progress: Progress) -> None:
        self.graph, self.reader, self.date = graph, reader, date
        self.summary, self.progress = summary, progress
        self.stored = {article.iri: article for article in graph.articles()}
        self.seen: set[str] = set()
        self.files: dict[str, str] = {}
        """The article that each file holds, where it holds one."""

    def run(self, found: Iterable[Found], make_reader: MakeReader, workers: int) -> None:
        for batch in batches(read_all(self._new(found), make_reader, workers), BATCH):
            self._write(batch)
        self.summary.replaced += len(self.graph.supersede(self.files))

    def _new(self, found: Iterable[Found]) -> Iterator[Article]:
        """The articles that the graph does not hold as they are."""
        for item in found:
            self.progress(self.summary)
            if isinstance(item, InputError):
                self.summary.left_out.append(item)
                continue
            article = replace(item, date=item.date or self.date)
            if self._is_new(article):
                yield article

    def _is_new(self, article: Article) -> bool:
        iri = iris.article(article)
        if iri in self.seen:
            self.summary.repeated += 1
            return False
        self.seen.add(iri)
        if article.source == article.id:
            self.files[article.id] = iri
        known = self.stored.get(iri)
        same = known is not None and (known.fingerprint, known.run) == (
            iris.fingerprint(article),
            rdf.run_iri(self.reader),
        )
        self.summary.unchanged += same
        return not same

    def _write(self, batch: list[tuple[Article, Result]]) -> None:
        readings = []
        for article, result in batch:
            if isinstance(result, InputError):
                self.summary.left_out.append(result)
            else:
                self._count(article, result)
                readings.append(result)
        self.graph.add(*readings, reader=self.reader)
        self.progress(self.summary)

    def _count(self, article: Article, reading: Reading) -> None:
        iri = iris.article(article)
        self.summary.read += 1
        self.summary.replaced += iri in self.stored
        self.summary.undated += article.date is None
        self.summary.claims += len(reading.claims)
        self.summary.entities.update(iris.entity(entity, iri) for entity in reading.entities)
