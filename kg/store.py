"""`Graph`: what was read, kept in an embedded Oxigraph store: a folder on disk, or memory alone.

    my-graph/parley.json   the format of the folder and what made it
    my-graph/store/        Oxigraph's own files (`kg.folder`)

There is a named graph for each article, written whole or not at all. `graph/entities`, `graph/origins`, `graph/ledger`,
`graph/positions`, `graph/view/…` and `graph/description` follow from those: a change of articles drops them in the same
transaction, and `settle` (or `kg.views`, `kg.description`) makes them again, so that nothing derived outlives what it
was derived from. `graph/ontology` holds what queries need of the vocabulary.

A query without GRAPH or FROM sees all named graphs as one; since a triple may stand in several of them, say DISTINCT.
Every query knows the prefixes of `kg.iris`.

A graph that is open for writing is a copy that nobody else sees: `close` puts it in the place of the one that is there.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Self

import pyoxigraph as ox

from kg import datasets, folder, iris, offline, rdf
from kg.answers import Rows, Triples, answer, query_error, rdf_format, serialize
from kg.conclusions import conclusions
from kg.derived import ontology_quads
from kg.errors import GraphError, InputError, QueryError, UsageError
from kg.following import follows, placed_in
from kg.model import Reading
from kg.stored import ARTICLES, StoredArticle

if TYPE_CHECKING:
    import rdflib

    from kg.lock import Lock

__all__ = ["Graph", "StoredArticle"]

_MALFORMED = (ArithmeticError, LookupError, TypeError, ValueError)
"""What numbers, days, IRIs and codes that are none bring about."""


class Graph:
    """Claims, and who makes them. Use it in a `with` statement, or `close` it when done writing."""

    @property
    def portable(self) -> bool:
        """Whether saved questions have to be asked in the way that Virtuoso understands, too (`SavedQuery.filled`)."""
        return False

    def __init__(
        self, store: ox.Store | folder.Reading | folder.Writing, path: Path | None = None, *, writable: bool = True
    ) -> None:
        """`memory`, `create` and `open` are for callers, `writable=False` for who holds a store open for reading."""
        if not isinstance(store, ox.Store | folder.Reading | folder.Writing):
            raise UsageError("a graph is opened, not called by its class", hint="write kg.open(folder)")
        self._held = None if isinstance(store, ox.Store) else store
        self._opened: ox.Store | None = store if isinstance(store, ox.Store) else store.store
        self.path, self.writable = path, writable and not isinstance(store, folder.Reading)
        self.card: dict[str, str] = {}
        """What goes onto the folder's card when a graph that is open for writing is closed."""
        if self.writable and not self._knows_vocabulary():
            self.replace(iris.ONTOLOGY, ontology_quads())
        self._settled = self._has(iris.ENTITIES) or not self.has_articles()

    @classmethod
    def memory(cls) -> "Graph":
        """An empty graph that is gone when the program ends."""
        return cls(ox.Store())

    @classmethod
    def create(cls, path: str | Path, lock: "Lock | None" = None) -> "Graph":
        """The graph in this folder, for writing; it is made where it is missing. `lock` is the caller's, if it has one.

        Raises GraphError where something else is in the way, the folder cannot be written or another process writes it.
        """
        return cls(folder.create(Path(path), lock), Path(path))

    @classmethod
    def open(cls, path: str | Path, read_only: bool = True) -> "Graph":
        """The graph in this folder. Raises GraphError where there is none, or it is corrupt or unfinished; for writing
        where another process writes it."""
        if not read_only:
            folder.read_card(Path(path))
        graph = cls(folder.Reading(Path(path)) if read_only else folder.Writing(Path(path)), Path(path))
        if read_only and not graph._settled:
            raise GraphError("the graph is unfinished", where=path, hint="build it again: what was read is kept")
        return graph

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Settle, write everything to disk, and leave the folder to others. Nothing can be asked of it afterwards.

        What was written is seen by those who open the graph from now on.
        """
        if self._opened is None:
            return
        try:
            self.settle()
        except BaseException:
            self.drop()
            raise
        held, self._held, self._opened = self._held, None, None
        if isinstance(held, folder.Writing):
            held.publish(**self.card)
        elif held is not None:
            held.release()

    def drop(self) -> None:
        """Close it, and leave the folder as it was before it was opened."""
        held, self._held, self._opened = self._held, None, None
        if isinstance(held, folder.Writing):
            held.drop()
        elif held is not None:
            held.release()

    @property
    def place(self) -> Path:
        """The folder of the store's own files; it stays as it is while this graph is open for reading."""
        if self._held is None:
            raise UsageError("the graph is in memory, or closed")
        return self._held.place

    def __len__(self) -> int:
        return len(self._store)

    @property
    def is_closed(self) -> bool:
        """Whether it was closed, so that nothing can be asked of it."""
        return self._opened is None

    @property
    def _store(self) -> ox.Store:
        if self._opened is None:
            raise GraphError("the graph is closed", where=self.path, hint="open it again")
        return self._opened

    def add(self, *readings: Reading, reader: str | None = None) -> None:
        """Put readings in, in one transaction; each takes the place of what was read from the same article before.

        `reader` names the reader and its version; by default Parley's own.
        """
        fresh = {iris.article_graph(iris.article(r.article)): list(rdf.to_quads(r, reader)) for r in readings}
        self._change(fresh, [quad for quads in fresh.values() for quad in quads])

    def remove(self, *articles: str) -> None:
        """Take out articles, by IRI, with all that was read from them. Raises UsageError for an unknown one."""
        self._change([self._graph_of(article) for article in articles], ())

    def articles(self) -> list[StoredArticle]:
        """The articles, by IRI."""
        rows = (tuple(None if value is None else str(value) for value in row) for row in self._rows(ARTICLES))
        return [StoredArticle(*row) for row in rows]  # type: ignore[arg-type]

    def reading(self, article: str) -> Reading:
        """What was read from the article of this IRI. Raises UsageError for an unknown one."""
        graph = ox.NamedNode(self._graph_of(article))
        return rdf.from_quads(self._store.quads_for_pattern(None, None, None, graph))

    def quads(self, predicate: str | None = None) -> Iterator[ox.Quad]:
        """All statements, or those with this predicate, in the order of their subjects."""
        self.settle()
        wanted = None if predicate is None else ox.NamedNode(predicate)
        return iter(self._store.quads_for_pattern(None, wanted, None, None))

    def query(self, sparql: str, most: int | None = None) -> Rows | bool | Triples:
        """The answer to a query: rows of a SELECT, the truth of an ASK, the triples of a CONSTRUCT or DESCRIBE; with
        `most`, so many of them at most, and none is worked out beyond these.

        Raises QueryError, with the position, for SPARQL that the store refuses, and for SERVICE.
        """
        self.settle()
        return self._ask(sparql, most)

    def select(self, sparql: str) -> Rows:
        """The rows of a SELECT. Raises QueryError for any other form, and as `query` does."""
        self.settle()
        return self._rows(sparql)

    def construct(self, sparql: str) -> Triples:
        """The triples of a CONSTRUCT or DESCRIBE. Raises QueryError for any other form, and as `query` does."""
        found = self.query(sparql)
        if not isinstance(found, Triples):
            raise QueryError("the query is no CONSTRUCT")
        return found

    def has(self, graph: str) -> bool:
        """Whether it holds a named graph of this IRI, empty or not."""
        self.settle()
        return self._has(graph)

    def graphs(self) -> list[str]:
        """The IRIs of its named graphs, sorted."""
        self.settle()
        return sorted(self._names())

    def triples(self, graph: str) -> list[ox.Triple]:
        """What stands in a named graph, sorted."""
        found = self._store.quads_for_pattern(None, None, None, ox.NamedNode(graph))
        return sorted((quad.triple for quad in found), key=str)

    def update(self, sparql: str) -> None:
        """Run a SPARQL update, in one transaction. Raises QueryError for what the store refuses, and for LOAD."""
        offline.check(sparql)
        self._update(sparql)

    def replace(self, graph: str, quads: Iterable[ox.Quad | ox.Triple]) -> None:
        """Make these statements all that the named graph holds, in one transaction."""
        name = ox.NamedNode(graph)
        placed = (ox.Quad(q.subject, q.predicate, q.object, name) for q in quads)
        self._write([f"DROP SILENT GRAPH {name}", f"CREATE GRAPH {name}"], placed)

    def drop_views(self) -> None:
        """Take out all graphs under `graph/view/`."""
        views = [f"DROP SILENT GRAPH <{name}>" for name in sorted(self._names()) if name.startswith(iris.VIEWS)]
        self._write(views, ())

    def dump(self, format: str = "trig") -> bytes:
        """The whole graph in one of `kg.answers.FORMATS`; equal graphs give equal bytes.

        Raises UsageError for an unknown format.
        """
        self.settle()
        return serialize(self._store, format)

    def load(self, data: bytes, format: str = "trig", where: object = None) -> None:
        """Add what `dump` gave; an article's graph takes the place of the one that is there.

        What follows from the articles is passed over. Raises UsageError for an unknown format and InputError, with the
        line, for data that cannot be parsed.
        """
        try:
            quads = [q for q in ox.parse(data, rdf_format(format)) if not follows(placed_in(q))]
        except SyntaxError as cause:
            raise InputError(f"not {format}: {cause.msg}", where=where) from cause
        self._change({name for q in quads if (name := placed_in(q)).startswith(iris.ARTICLE_GRAPHS)}, quads)

    def bulk_load(
        self, quads: IO[bytes] | Iterator[ox.Quad], replaced: Iterable[str] = (), *, most: bool = False,
        checked: bool = False,
    ) -> None:  # fmt: skip
        """Add N-Quads, or statements, of articles' graphs as fast as the store can; the graphs of the articles
        `replaced`, by IRI, make way first. `most` says that this is most of what the graph then holds: its files are
        put in order, too. What is not of our own writing is to be `checked`.

        Not one transaction: what goes wrong leaves a graph that is to be dropped. Raises GraphError for a full disk,
        InputError, with the line, for what is no N-Quads.
        """
        self._check_writable()
        dropped = [iris.article_graph(article) for article in replaced]
        dropped += self._following() if self._settled else []
        self._settled = False
        with self._explaining(None):
            for graph in dropped:
                self._store.remove_graph(ox.NamedNode(graph))
            if isinstance(quads, Iterator) and not hasattr(quads, "read"):
                self._store.bulk_extend(quads)
            else:
                self._store.bulk_load(quads, ox.RdfFormat.N_QUADS, lenient=not checked)  # type: ignore[arg-type]
            if checked:
                self._refuse_what_is_ours()
            if most:
                self._store.optimize()

    def _refuse_what_is_ours(self) -> None:
        """Of what others wrote, take out what is made again here; refuse what stands in no named graph."""
        for graph in self._following():
            self._store.remove_graph(ox.NamedNode(graph))
        if not self._knows_vocabulary():  # another version wrote it
            self.replace(iris.ONTOLOGY, ontology_quads())
        nameless = any(not isinstance(name, ox.NamedNode) for name in self._store.named_graphs())
        if nameless or any(self._store.quads_for_pattern(None, None, None, ox.DefaultGraph())):
            raise InputError("it has statements in no named graph", hint="import what kg export wrote")

    def to_rdflib(self) -> "rdflib.Dataset":
        """A copy as an rdflib Dataset, whose default graph is the union of the named ones as it is here."""
        import rdflib

        dataset = rdflib.Dataset(default_union=True)
        dataset.parse(data=self.dump("nq"), format="nquads")
        return dataset

    def settle(self) -> None:
        """Make again what follows from the articles (`kg.conclusions`), where some came or went since.

        Raises InputError where the graph of an article, which came from a file, is not as `kg.rdf` writes them.
        """
        if self.writable and not self._settled:
            try:
                for name, quads in conclusions(self._rows):
                    self.replace(name, quads)
            except _MALFORMED as cause:
                raise self._malformed(cause) from cause
            self._settled = True

    def _malformed(self, cause: Exception) -> InputError:
        """The error that names the first article whose graph cannot be read back, if it is told by that."""
        where: object = self.path
        for name in sorted(name for name in self._names() if name.startswith(iris.ARTICLE_GRAPHS)):
            try:
                rdf.from_quads(self._store.quads_for_pattern(None, None, None, ox.NamedNode(name)))
            except _MALFORMED as found:
                where, cause = f"<{name}>", found
                break
        what = f"not the graph of an article as Parley writes them: {cause}"
        return InputError(what, where=where, hint="import files as kg export wrote them")

    def _change(self, graphs: Iterable[str], quads: Iterable[ox.Quad]) -> None:
        dropped = set(graphs)
        if self._settled:
            dropped |= set(self._following())
        self._write([f"DROP SILENT GRAPH <{graph}>" for graph in sorted(dropped)], quads)
        self._settled = False

    def _write(self, steps: list[str], quads: Iterable[ox.Quad]) -> None:
        """Oxigraph runs the operations of one update in one transaction."""
        by_graph: dict[str, list[str]] = {}
        for quad in quads:
            by_graph.setdefault(str(quad.graph_name), []).append(f"{quad.triple} .")
        inserts = [f"INSERT DATA {{ GRAPH {graph} {{ {' '.join(said)} }} }}" for graph, said in by_graph.items()]
        self._update(" ;\n".join(steps + inserts))

    def _update(self, sparql: str) -> None:
        self._check_writable()
        with self._explaining(sparql):
            self._store.update(sparql, prefixes=iris.PREFIXES)

    def _ask(self, sparql: str, most: int | None = None) -> Rows | bool | Triples:
        offline.check(sparql)
        with self._explaining(sparql):
            union = not datasets.named(sparql)  # Oxigraph would see all graphs whatever FROM says
            return answer(self._store.query(sparql, prefixes=iris.PREFIXES, use_default_graph_as_union=union), most)

    @contextmanager
    def _explaining(self, sparql: str | None) -> Iterator[None]:
        """The store's errors as ours. What goes wrong in evaluation is the query's fault, not the folder's."""
        try:
            yield
        except (SyntaxError, ValueError) as cause:
            if sparql is None:
                raise InputError(f"not what its name says: {cause.args[0]}") from cause
            raise query_error(cause, sparql) from cause
        except OSError as cause:
            raise folder.explained(cause, self.path) from cause
        except RuntimeError as cause:
            if folder.is_corrupt(cause):
                raise folder.explained(cause, self.path) from cause
            raise query_error(cause, sparql or "") from cause

    def _rows(self, sparql: str) -> Rows:
        found = self._ask(sparql)
        if not isinstance(found, Rows):
            raise QueryError("the query is no SELECT")
        return found

    def _graph_of(self, article: str) -> str:
        graph = iris.article_graph(article)
        try:
            known = self._has(graph)
        except ValueError:  # no IRI at all
            known = False
        if not known:
            raise UsageError(f"the graph holds no article {article}")
        return graph

    def _names(self) -> Iterator[str]:
        return (name.value for name in self._store.named_graphs() if isinstance(name, ox.NamedNode))

    def _has(self, graph: str) -> bool:
        return self._store.contains_named_graph(ox.NamedNode(graph))

    def _following(self) -> list[str]:
        return sorted(name for name in self._names() if follows(name))

    def has_articles(self) -> bool:
        """Whether anything was read into it."""
        return any(name.startswith(iris.ARTICLE_GRAPHS) for name in self._names())

    def _knows_vocabulary(self) -> bool:
        return set(self._store.quads_for_pattern(None, None, None, ox.NamedNode(iris.ONTOLOGY))) == set(
            ontology_quads()
        )

    def _check_writable(self) -> None:
        if not self.writable:
            raise GraphError(
                "the graph is open for reading only",
                where=self.path,
                hint="kg build changes it, or kg.store.Graph.create(folder)",
            )
