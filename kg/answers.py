"""What a query gives back, free of RDF terms where it can be."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from kg import display, iris, jsonld
from kg.errors import QueryError, UsageError
from kg.terms import Value, to_value

if TYPE_CHECKING:
    import pandas

FORMATS = {
    "nq": ox.RdfFormat.N_QUADS,
    "trig": ox.RdfFormat.TRIG,
    "nt": ox.RdfFormat.N_TRIPLES,
    "ttl": ox.RdfFormat.TURTLE,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdf": ox.RdfFormat.RDF_XML,
}
"""The formats of graphs; `nt`, `ttl` and `rdf` leave out which named graph a triple stands in."""

DATASETS = ("trig", "nq", "jsonld")
"""Those that keep it, and can be read back as the same graph."""
FORMAT_NAMES = {name: name for name in FORMATS} | {"nquads": "nq", "turtle": "ttl", "json": "jsonld", "xml": "rdf"}
"""Endings of files and the formats that they stand for."""

_POSITION = re.compile(r"error at (\d+):(\d+): ")
_SHOWN = 30
"""Characters of the query that an error shows."""


@dataclass(frozen=True, slots=True, repr=False)
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

    def __repr__(self) -> str:
        return f"<Rows: {display.counted(len(self.rows), 'row')} of {', '.join(self.columns)}>"

    def to_pandas(self) -> "pandas.DataFrame":
        """The rows as a pandas DataFrame. Raises UsageError where pandas is not installed."""
        return display.frame(self.columns, self.rows)

    def _repr_html_(self) -> str:
        return display.table(display.counted(len(self.rows), "row"), self.columns, self.rows)


@dataclass(frozen=True, slots=True)
class Triples:
    """The triples of a CONSTRUCT or DESCRIBE, each once, in the order of their N-Triples."""

    triples: tuple[ox.Triple, ...]

    def __len__(self) -> int:
        return len(self.triples)

    def dump(self, format: str = "ttl") -> bytes:
        """The triples in one of FORMATS. Raises UsageError for another."""
        return serialize(self.triples, format)


def answer(found: Any, most: int | None = None) -> Rows | bool | Triples:
    """What Oxigraph found: rows, a truth value, or triples; of rows and triples `most` at most."""
    if isinstance(found, ox.QueryBoolean):
        return bool(found)
    if isinstance(found, ox.QuerySolutions):
        names = [variable.value for variable in found.variables]
        return Rows(tuple(names), tuple(tuple(map(to_value, solution)) for solution in islice(found, most)))
    return Triples(tuple(sorted(set(islice(found, most)), key=str)))


def rdf_format(name: str) -> ox.RdfFormat:
    """The format of this name. Raises UsageError for an unknown one."""
    if name not in FORMATS:
        raise UsageError(f"there is no format {name!r}", hint=f"use one of {', '.join(FORMATS)}")
    return FORMATS[name]


def serialize(statements: Iterable[ox.Quad] | Iterable[ox.Triple], format: str) -> bytes:
    """The statements, sorted, so that equal graphs give equal bytes."""
    chosen = rdf_format(format)
    if not chosen.supports_datasets:
        statements = {s.triple if isinstance(s, ox.Quad) else s for s in statements}
    prefixes = iris.PREFIXES if format in ("trig", "ttl", "rdf") else None
    ordered = sorted(statements, key=_by_graph)
    if format == "jsonld":
        return jsonld.serialize(ordered)
    written = ox.serialize(ordered, format=chosen, prefixes=prefixes) or b""
    return _sorted_prefixes(written) if format in ("trig", "ttl") else written


def _by_graph(statement: ox.Quad | ox.Triple) -> tuple[str, str]:
    return (str(statement.graph_name) if isinstance(statement, ox.Quad) else "", str(statement))


def _sorted_prefixes(written: bytes) -> bytes:
    """Oxigraph writes the prefixes in an order that changes from run to run."""
    lines = written.split(b"\n")
    count = next((n for n, line in enumerate(lines) if not line.startswith(b"@prefix ")), len(lines))
    return b"\n".join(sorted(lines[:count]) + lines[count:])


def query_error(cause: Exception, sparql: str) -> QueryError:
    """The store's complaint about a query, with line and column where it tells them.

    Oxigraph then lists all that its grammar could take there, which misleads more than it helps: the words before the
    place are shown instead.
    """
    position = _POSITION.match(str(cause))
    if position is None:
        return QueryError(f"the query cannot be run: {cause}")
    line, column = int(position[1]), int(position[2])
    lines = sparql.split("\n")[:line]
    near = " ".join("\n".join([*lines[:-1], lines[-1][: column - 1]]).split())[-_SHOWN:]
    what = "an unknown prefix" if "Prefix not found" in str(cause) else "not SPARQL"
    what += f" after {near!r}" if near else ": nothing to run"
    return QueryError(what, where=f"line {line}, column {column}")
