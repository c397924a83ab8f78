"""A network as two tables, nodes and edges: CSV for pandas, polars and spreadsheets, CSV for Neo4j, Parquet."""

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import UsageError
from kg.export.text import fit_cell, one_line
from kg.network import Cell, Kind, Link, Network, Node

if TYPE_CHECKING:
    pass

_NODES: Mapping[str, Kind] = {"id": "string", "label": "string", "type": "string", "qid": "string"}
_EDGES: Mapping[str, Kind] = {
    "id": "string", "source": "string", "target": "string", "label": "string", "kind": "string", "weight": "double",
    "valence": "int", "start": "string", "end": "string",
}  # fmt: skip
_NEO4J = {"int": ":int", "double": ":double", "boolean": ":boolean", "string": ""}
_DAYS = ("start", "end")
_AT_ONCE = 10_000
"""Rows that Parquet compresses together."""
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
Row = Sequence[Cell]


def plain(network: Network, folder: Path) -> None:
    """Write `nodes.csv` and `edges.csv`: a header, then a row each; what is unknown is empty."""
    _csv(folder / "nodes.csv", list(_NODES), map(_fit_node, network.nodes()))
    _csv(folder / "edges.csv", [*_EDGES, *network.columns], map(_fit_link, network.links()))


def neo4j(network: Network, folder: Path) -> None:
    """The same as `neo4j-admin database import` takes it: typed headers, the class as label, the predicate as type.

    Line breaks become spaces, which its default settings ask for.
    """
    _csv(folder / "nodes.csv", ["iri:ID", "name", ":LABEL", "qid"], (_flat(node) for node in network.nodes()))
    columns = [f"{name}{_NEO4J[kind]}" for name, kind in network.columns.items()]
    fixed = [
        "iri", ":START_ID", ":END_ID", "label", ":TYPE", "weight:double", "valence:int", "start:date", "end:date",
    ]  # fmt: skip
    _csv(folder / "edges.csv", [*fixed, *columns], map(_neo4j_link, network.links()))


def _neo4j_link(link: Link) -> Row:
    kind = _HUMP.sub("_", link.kind).upper()
    return _flat((*link[:4], kind, *link[5:9], *link.values))


def parquet(network: Network, folder: Path) -> None:
    """Write `nodes.parquet` and `edges.parquet`, typed and compressed. Raises UsageError without pyarrow."""
    _parquet(folder / "nodes.parquet", _NODES, map(_fit_node, network.nodes()))
    _parquet(folder / "edges.parquet", {**_EDGES, **network.columns}, map(_fit_link, network.links()))


def _fit_node(node: Node) -> Row:
    return [fit_cell(value) for value in node]


def _fit_link(link: Link) -> Row:
    return [fit_cell(value) for value in (*link[:9], *link.values)]


def _flat(row: Iterable[Cell]) -> Row:
    return [one_line(value) if isinstance(value, str) and not value.isprintable() else value for value in row]


def _csv(path: Path, header: Sequence[str], rows: Iterable[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as out:
        table = csv.writer(out)  # ends lines as RFC 4180 has it, and so quotes a lone carriage return
        table.writerow(header)
        table.writerows([str(v).lower() if isinstance(v, bool) else v for v in row] for row in rows)


def _parquet(path: Path, columns: Mapping[str, Kind], rows: Iterator[Row]) -> None:
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError as cause:
        raise UsageError("Parquet needs pyarrow", hint="pip install 'parley-kg[parquet]'") from cause
    types: dict[str, Callable[[], pyarrow.DataType]] = {
        "string": pyarrow.string, "int": pyarrow.int64, "double": pyarrow.float64, "boolean": pyarrow.bool_,
    }  # fmt: skip
    schema = pyarrow.schema([
        (name, pyarrow.date32() if name in _DAYS and columns is not _NODES else types[kind]())
        for name, kind in columns.items()
    ])  # fmt: skip
    with parquet.ParquetWriter(path, schema, compression="zstd") as out:
        while some := list(islice(rows, _AT_ONCE)):
            arrays = [pyarrow.array(_typed(field.name, [row[n] for row in some]), field.type)
                      for n, field in enumerate(schema)]  # fmt: skip
            out.write_batch(pyarrow.record_batch(arrays, schema=schema))


def _typed(name: str, values: list[Cell]) -> list[Cell] | list[date | None]:
    return [date.fromisoformat(str(v)) if v else None for v in values] if name in _DAYS else values
