"""`Graph`: what was read, kept in an embedded Oxigraph store: a folder on disk, or memory alone.

    my-graph/parley.json   the format of the folder and what made it
    my-graph/store/        Oxigraph's own files

Named graphs: one for each article, written whole or not at all; `graph/entities`, `graph/ontology` and `graph/view/…` follow
from them. Adding or removing an article drops the graphs that follow from articles, in the same transaction, and `settle`
makes `graph/entities` again, so that nothing derived outlives what it was derived from. Views are made by `kg.views`.

A query without GRAPH sees all named graphs as one; since a triple may stand in several of them, say DISTINCT. The prefixes
of `kg.iris` are known to every query.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import pyoxigraph as ox

from kg import folder, iris, rdf
from kg.derived import Referent, entity_quads, ontology_quads, vocabulary_digest
from kg.errors import GraphError, InputError, QueryError, UsageError
from kg.model import Reading
from kg.terms import Value, from_value, to_value

if TYPE_CHECKING:
    import rdflib

FORMATS = {
    "nq": ox.RdfFormat.N_QUADS,
    "trig": ox.RdfFormat.TRIG,
    "nt": ox.RdfFormat.N_TRIPLES,
    "ttl": ox.RdfFormat.TURTLE,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdf": ox.RdfFormat.RDF_XML,
}
"""Formats of `Graph.dump` and `Graph.load`; `nt`, `ttl` and `rdf` leave out which graph a triple stands in."""


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a SELECT; values as `kg.terms.to_value` gives them, None where nothing is bound."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]

    def __iter__(self) -> Iterator[tuple[Value, ...]]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def dicts(self) -> Iterator[dict[str, Value]]:
        """Each row by column."""
        return (dict(zip(self.columns, row, strict=True)) for row in self.rows)


@dataclass(frozen=True, slots=True)
class Triples:
    """The triples of a CONSTRUCT or DESCRIBE, without repetition, in the order of their N-Triples."""

    triples: tuple[ox.Triple, ...]

    def __len__(self) -> int:
        return len(self.triples)

    def dump(self, format: str = "ttl") -> bytes:
        """The triples in one of FORMATS. Raises UsageError for another."""
        return _serialize(self.triples, format)


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """What the graph knows of an article without its text. `fingerprint` and `run` tell whether it must be read again."""

    iri: str
    id: str
    fingerprint: str
    run: str
    source: str | None
    url: str | None
    title: str | None
    publisher: str | None
    date: str | None


class Graph:
    """Claims, and who makes them. Use it in a `with` statement, or `close` it when done writing."""

    def __init__(self, store: ox.Store, path: Path | None = None, writable: bool = True) -> None:
        self._store, self.path, self.writable = store, path, writable
        if writable and self._is_foreign_ontology():
            self.replace(iris.ONTOLOGY, ontology_quads())
        self._settled = self._has(iris.ENTITIES) or not self._article_graphs()

    @classmethod
    def memory(cls) -> "Graph":
        """An empty graph that is gone when the program ends."""
        return cls(ox.Store())

    @classmethod
    def create(cls, path: str | Path) -> "Graph":
        """The graph in this folder, for writing; the folder is made where it is missing.

        Raises GraphError where something else is in the way, the folder cannot be written or another process writes it.
        """
        return cls(folder.create(Path(path)), Path(path))

    @classmethod
    def open(cls, path: str | Path, read_only: bool = True) -> "Graph":
        """The graph in this folder. Raises GraphError where there is none, or it is corrupt, in use or unfinished."""
        graph = cls(folder.open_store(Path(path), read_only), Path(path), writable=not read_only)
        if read_only and not graph._settled:
            raise GraphError("the graph is unfinished", where=path, hint="build it again: what was read is kept")
        return graph

    def __enter__(self) -> "Graph":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Settle, and write everything to disk; the folder is free for others when the graph is let go."""
        self.settle()
        if self.path is not None and self.writable:
            self._store.flush()

    # ── articles ──────────────────────────────────────────────────────────────────────────────────────────────────

    def add(self, *readings: Reading, reader: str | None = None) -> None:
        """Put readings in, in one transaction; each takes the place of what was read from the same article before.

        `reader` names the reader and its version; by default Parley's own.
        """
        fresh = {iris.article_graph(iris.article(r.article)): list(rdf.to_quads(r, reader)) for r in readings}
        self._change(fresh, [quad for quads in fresh.values() for quad in quads])

    def remove(self, *articles: str) -> None:
        """Take out articles, by IRI, with all that was read from them. Raises UsageError for an unknown one."""
        graphs = [iris.article_graph(article) for article in articles]
        for article, graph in zip(articles, graphs, strict=True):
            if not self._has(graph):
                raise UsageError(f"the graph holds no article {article}", hint="kg sparql lists a schema:NewsArticle")
        self._change(graphs, ())

    def supersede(self, current: Mapping[str, str]) -> list[str]:
        """Take out each article whose source (a file) now holds another one; return their IRIs.

        `current` maps sources to the IRI of the article that each holds now. An article that moved to another source stays.
        """
        kept = frozenset(current.values())
        gone = [a.iri for a in self.articles() if a.source in current and a.iri not in kept]
        if gone:
            self.remove(*gone)
        return gone

    def articles(self) -> list[StoredArticle]:
        """The articles, by IRI."""
        rows = self._select(_ARTICLES)
        return [StoredArticle(*(None if v is None else str(v) for v in row)) for row in rows]  # type: ignore[arg-type]

    def reading(self, article: str) -> Reading:
        """What was read from the article of this IRI. Raises UsageError for an unknown one."""
        graph = iris.article_graph(article)
        if not self._has(graph):
            raise UsageError(f"the graph holds no article {article}")
        return rdf.from_quads(self._store.quads_for_pattern(None, None, None, ox.NamedNode(graph)))

    # ── queries ───────────────────────────────────────────────────────────────────────────────────────────────────

    def query(self, sparql: str, bindings: Mapping[str, Value] | None = None) -> Rows | bool | Triples:
        """The answer to a SPARQL query: rows of a SELECT, the truth of an ASK, triples of a CONSTRUCT or DESCRIBE.

        `bindings` puts values in the place of variables, as terms. Raises QueryError, with the position, for SPARQL that
        the store refuses.
        """
        self.settle()
        found = self._run(sparql, bindings)
        if isinstance(found, ox.QueryBoolean):
            return bool(found)
        if isinstance(found, ox.QuerySolutions):
            return _rows(found)
        return Triples(tuple(sorted(set(found), key=str)))

    def select(self, sparql: str, bindings: Mapping[str, Value] | None = None) -> Rows:
        """`query` for a SELECT. Raises QueryError for another form."""
        found = self.query(sparql, bindings)
        if not isinstance(found, Rows):
            raise QueryError("the query is no SELECT")
        return found

    def update(self, sparql: str) -> None:
        """Run a SPARQL update, in one transaction. Raises QueryError for what the store refuses."""
        self._check_writable()
        try:
            self._store.update(sparql, prefixes=iris.PREFIXES)
        except SyntaxError as cause:
            raise _query_error(cause) from cause
        except OSError as cause:
            raise self._broken(cause) from cause

    def replace(self, graph: str, quads: Iterable[ox.Quad]) -> None:
        """Make these quads all that the named graph holds, in one transaction."""
        self._write([f"DROP SILENT GRAPH <{graph}>"], quads)

    # ── in and out ────────────────────────────────────────────────────────────────────────────────────────────────

    def dump(self, format: str = "trig") -> bytes:
        """The whole graph in one of FORMATS; equal graphs give equal bytes. Raises UsageError for another format."""
        self.settle()
        return _serialize(self._store, format)

    def load(self, data: bytes, format: str = "trig", where: object = None) -> None:
        """Add what `dump` gave. Derived graphs in it are passed over: they follow from the articles.

        Raises UsageError for an unknown format and InputError, with the line, for data that cannot be parsed.
        """
        try:
            quads = [q for q in ox.parse(data, _format(format)) if not _is_derived(q)]
        except SyntaxError as cause:
            raise InputError(f"not {format}: {cause.msg}", where=where) from cause
        self._change({q.graph_name.value for q in quads if isinstance(q.graph_name, ox.NamedNode)}, quads)

    def to_rdflib(self) -> "rdflib.Dataset":
        """A copy as an rdflib Dataset whose default graph is the union of the named ones."""
        import rdflib

        dataset = rdflib.Dataset(default_union=True)
        dataset.parse(data=self.dump("nq"), format="nquads")
        return dataset

    def settle(self) -> None:
        """Make `graph/entities` again where articles came or went since."""
        if self._settled or not self.writable:
            return
        self.replace(iris.ENTITIES, entity_quads(self._referents()))
        self._settled = True

    def __len__(self) -> int:
        return len(self._store)

    # ── within ────────────────────────────────────────────────────────────────────────────────────────────────────

    def _change(self, graphs: Iterable[str], quads: Iterable[ox.Quad]) -> None:
        drops = [f"DROP SILENT GRAPH <{graph}>" for graph in sorted(graphs)]
        if self._settled:
            drops += [f"DROP SILENT GRAPH <{g.value}>" for g in self._store.named_graphs() if _follows(g.value)]
        self._write(drops, quads)
        self._settled = False

    def _write(self, drops: list[str], quads: Iterable[ox.Quad]) -> None:
        """Oxigraph runs the operations of one update in one transaction."""
        by_graph: dict[str, list[str]] = {}
        for quad in quads:
            by_graph.setdefault(f"{quad.graph_name}", []).append(f"{quad.triple} .")
        inserts = [f"INSERT DATA {{ GRAPH {g} {{\n{chr(10).join(t)}\n}} }}" for g, t in by_graph.items()]
        self.update(" ;\n".join(drops + inserts))

    def _run(self, sparql: str, bindings: Mapping[str, Value] | None) -> Any:
        terms = {ox.Variable(name): from_value(value) for name, value in (bindings or {}).items()}
        try:
            return self._store.query(
                sparql, prefixes=iris.PREFIXES, use_default_graph_as_union=True, substitutions=terms
            )
        except (SyntaxError, ValueError) as cause:
            raise _query_error(cause) from cause
        except OSError as cause:
            raise self._broken(cause) from cause

    def _select(self, sparql: str) -> Rows:
        return _rows(self._run(sparql, None))

    def _referents(self) -> Iterator[Referent]:
        names: dict[Value, set[str]] = {}
        for referent, name in self._select(_OTHER_NAMES):
            names.setdefault(referent, set()).add(str(name))
        for referent, entity, name, kind, score in self._select(_REFERENTS):
            others = tuple(sorted(names.get(referent, ())))
            yield Referent(str(entity), str(name), others, str(kind), float(cast(float, score)) if score else 0.0)

    def _has(self, graph: str) -> bool:
        return self._store.contains_named_graph(ox.NamedNode(graph))

    def _article_graphs(self) -> list[str]:
        return [g.value for g in self._store.named_graphs() if g.value.startswith(iris.ARTICLE_GRAPHS)]

    def _is_foreign_ontology(self) -> bool:
        about = (ox.NamedNode(iris.ONTOLOGY), rdf.node("par:vocabularyDigest"), ox.Literal(vocabulary_digest()))
        return next(self._store.quads_for_pattern(*about, None), None) is None

    def _check_writable(self) -> None:
        if not self.writable:
            raise GraphError("the graph is open for reading only", where=self.path, hint="open it with read_only=False")
