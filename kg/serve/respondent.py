"""An answer to a question, from a store, in the format that the client takes."""

import json
import traceback
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO, cast

import pyoxigraph as ox

from kg import iris
from kg.answers import query_error
from kg.errors import KgError, QueryError, UsageError
from kg.serve import description, guard, sizes
from kg.serve.parameters import understood
from kg.serve.refusal import RefusalError
from kg.serve.results import Sink, TooLargeError
from kg.serve.wire import Job, Reply
from kg.store import Graph

TEXT = "text/plain; charset=utf-8"
_ROWS = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
    "application/xml": ox.QueryResultsFormat.XML,
    "text/xml": ox.QueryResultsFormat.XML,
    "text/csv": ox.QueryResultsFormat.CSV,
    "text/tab-separated-values": ox.QueryResultsFormat.TSV,
}
_GRAPHS = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "text/plain": ox.RdfFormat.N_TRIPLES,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "application/xml": ox.RdfFormat.RDF_XML,
    "text/xml": ox.RdfFormat.RDF_XML,
    "application/ld+json": ox.RdfFormat.JSON_LD,
    "application/trig": ox.RdfFormat.TRIG,
    "application/n-quads": ox.RdfFormat.N_QUADS,
}
_SERVICE = "reconcile/"
"""Pages that begin so are services of `kg.reconcile`, the others are the explorer's."""
_CHARSET = "; charset=utf-8"
Found = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples


class Respondent:
    """Answers jobs from a store. `scratch` is where a long answer goes, `most` the bytes that one may have.

    `place` is the folder of the copy that is served, with the questions that go with the graph.
    """

    def __init__(self, store: ox.Store, scratch: Path, most: int, place: Path | None = None) -> None:
        self._store, self._scratch, self._most, self._place = store, scratch, most, place

    def answer(self, job: Job) -> Reply:
        """What becomes of a job: of what goes wrong, the reason is the answer, for a reader that dies tells nothing."""
        sink = Sink(self._scratch, self._most)
        try:
            return self._answered(understood(job), sink)
        except Exception as cause:  # noqa: BLE001 - one bad question must not cost others a reader
            sink.drop()
            reply = self._failed(cause)
            return reply if job.page is None or job.page.startswith(_SERVICE) else _as_page(reply)

    def _answered(self, job: Job, sink: Sink) -> Reply:
        if job.page is not None:
            return self._page(job.page, job.given, sink)
        media = self._described(job, sink) if job.query is None else self._asked(job, job.query, sink)
        return _done(200, media, sink)

    def _page(self, page: str, given: Mapping[str, Sequence[str]], sink: Sink) -> Reply:
        """A page that is no query. What makes it is loaded only when asked for, so that readers start fast."""
        place = self._folder
        with Graph(self._store, place, writable=False) as graph:
            media, text, status = _made(graph, place, page, given)
        sink.write(text.encode())
        return _done(status, media, sink)

    @property
    def _folder(self) -> Path:
        return self._place or self._scratch.parent

    def _failed(self, cause: Exception) -> Reply:
        """The reason in one line, with the status that the protocol has for it: 500 is also what is refused."""
        if isinstance(cause, RefusalError):
            return _refused(cause.status, cause.why)
        if isinstance(cause, TooLargeError):
            return _refused(500, f"the answer is longer than {self._most:,} bytes: ask for less, by LIMIT or GROUP BY")
        if isinstance(cause, MemoryError):
            return _refused(500, "the query needs more memory than one may take")
        if isinstance(cause, _UnwantedError):
            return _refused(406, f"this answer comes in other formats than you take: {description.offered()}")
        if not isinstance(cause, KgError):
            traceback.print_exception(cause)  # KG_DEBUG=1 shows it
            return _refused(500, f"the server made a mistake over this question ({type(cause).__name__})")
        is_asked_wrong = isinstance(cause, QueryError | UsageError) and not isinstance(cause, guard.ForbiddenError)
        # the copy's own address means nothing to a client
        return _refused(400 if is_asked_wrong else 500, str(cause).replace(f"{self._folder}/", ""))

    def _asked(self, job: Job, sparql: str, sink: Sink) -> str:
        requested = [*(job.default or ()), *(job.named or ())]
        has_dataset = guard.check(sparql, job.base, requested, self._holds)
        try:
            return _serialized(self._found(job, sparql, has_dataset), job, sink)
        except (SyntaxError, ValueError, OSError, RuntimeError) as cause:
            raise query_error(cause, sparql) from cause

    def _found(self, job: Job, sparql: str, has_dataset: bool) -> Found:
        """What the store finds: in the graphs that the request names, else in those of FROM, else in all as one."""
        if job.default is None or job.named is None:
            return self._store.query(
                sparql, base_iri=job.base, prefixes=_spoken(sparql), use_default_graph_as_union=not has_dataset
            )
        default, named = (list(map(ox.NamedNode, graphs)) for graphs in (job.default, job.named))
        return self._store.query(
            sparql, base_iri=job.base, prefixes=_spoken(sparql), default_graph=[*default], named_graphs=[*named]
        )

    def _holds(self, graph: str) -> bool:
        try:
            return self._store.contains_named_graph(ox.NamedNode(graph))
        except ValueError:  # no IRI at all
            return False

    def _described(self, job: Job, sink: Sink) -> str:
        if job.graphs is None:
            raise _UnwantedError
        said = [
            ox.Triple(ox.NamedNode(s), ox.NamedNode(p), _term(o))
            for s, p, o in description.statements(job.base, *sizes.of(self._store, self._folder))
        ]
        ox.serialize(said, _file(sink), format=_GRAPHS[job.graphs], prefixes=description.PREFIXES)
        return job.graphs


def _spoken(sparql: str) -> dict[str, str]:
    """Our prefixes, those that the query may use: the store takes each apart before it looks at the query."""
    if "\\" in sparql:  # an escape may spell one
        return dict(iris.PREFIXES)
    return {prefix: home for prefix, home in iris.PREFIXES.items() if f"{prefix}:" in sparql}


class _UnwantedError(Exception):
    """The client takes no format of such an answer."""


def _done(status: int, media: str, sink: Sink) -> Reply:
    body = sink.done()
    kind = media + _CHARSET if media.startswith("text/") else media
    return Reply(status, kind, sink.size, str(sink.path) if sink.path else None, body)


def _serialized(found: Found, job: Job, sink: Sink) -> str:
    """Write what was found into the sink; the media type that it has there."""
    media = job.graphs if isinstance(found, ox.QueryTriples) else job.rows
    if media is None:
        raise _UnwantedError
    if isinstance(found, ox.QueryTriples):
        found.serialize(_file(sink), format=_GRAPHS[media])
    else:
        found.serialize(_file(sink), format=_ROWS[media])
    return media


def _file(sink: Sink) -> IO[bytes]:
    """The sink as Oxigraph wants to see it, which only ever writes and flushes."""
    return cast(IO[bytes], sink)


def _term(value: description.Term) -> ox.NamedNode | ox.Literal:
    return ox.NamedNode(value) if isinstance(value, str) and ":" in value else ox.Literal(value)


def _refused(status: int, why: str) -> Reply:
    body = f"{why}\n".encode()
    return Reply(status, TEXT, len(body), body=body)


def _as_page(refused: Reply) -> Reply:
    """The reason as the explorer takes it."""
    body = json.dumps({"error": refused.body.decode().rstrip(), "hint": None, "near": {}}).encode()
    return Reply(refused.status, "application/json", len(body), body=body)


def _made(graph: Graph, place: Path, page: str, given: Mapping[str, Sequence[str]]) -> tuple[str, str, int]:
    """A service for reconciliation or a page of the explorer: its media type, its text and its status."""
    if page.startswith(_SERVICE):
        from kg import reconcile

        service = page.removeprefix(_SERVICE)
        return reconcile.answer(graph, place, *((service, given["asked"][0]) if service else reconcile.wanted(given)))
    from kg import explorer

    media, text, found = explorer.written(graph, page, given)
    return media, text, 200 if found else 400
