"""GraphML 1.0, for yEd, Cytoscape, igraph and networkx.

Its ids are XML name tokens, which IRIs are not: nodes are numbered n0, n1 …, edges e0, e1 …, and say their IRI.
"""

from collections.abc import Iterator, Mapping
from typing import BinaryIO

from kg.export.xml import EDGE_COLUMNS, NODE_COLUMNS, attributes, content
from kg.network import Edge, Node, edges, nodes
from kg.store import Graph

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
 xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">"""
_NAMES = {"label": "string", "iri": "string"}


def write(graph: Graph, out: BinaryIO) -> None:
    """Write the network of the graph, a line at a time."""
    for line in _lines(graph):
        out.write(line.encode() + b"\n")


def _lines(graph: Graph) -> Iterator[str]:
    yield _HEAD
    yield from _keys("node", {**_NAMES, **NODE_COLUMNS})
    yield from _keys("edge", {**_NAMES, **EDGE_COLUMNS})
    yield '<graph id="G" edgedefault="directed">'
    ids: dict[str, str] = {}
    for node in nodes(graph):
        ids[node.id] = f"n{len(ids)}"
        yield f'<node id="{ids[node.id]}">{_data("node", node, NODE_COLUMNS)}</node>'
    for number, edge in enumerate(edges(graph)):
        ends = attributes({"id": f"e{number}", "source": ids[edge.source], "target": ids[edge.target]})
        yield f"<edge{ends}>{_data('edge', edge, EDGE_COLUMNS)}</edge>"
    yield "</graph>"
    yield "</graphml>"


def _keys(kind: str, columns: Mapping[str, str]) -> Iterator[str]:
    for name, of in columns.items():
        yield f"<key{attributes({'id': f'{kind}.{name}', 'for': kind, 'attr.name': name, 'attr.type': of})}/>"


def _data(kind: str, record: Node | Edge, columns: Mapping[str, str]) -> str:
    pairs = ((name, getattr(record, "id" if name == "iri" else name)) for name in (*_NAMES, *columns))
    return "".join(f'<data key="{kind}.{name}">{content(value)}</data>' for name, value in pairs if value is not None)
