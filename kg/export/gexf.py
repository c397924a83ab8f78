"""GEXF 1.3, for Gephi. Each claim is an edge of its own, its kind the predicate, so that parallel edges stay apart."""

from collections.abc import Iterator, Mapping
from typing import BinaryIO

from kg.export.xml import EDGE_COLUMNS, NODE_COLUMNS, attributes
from kg.network import Edge, Node, edges, nodes
from kg.store import Graph

_TYPES = {"string": "string", "int": "integer", "double": "double"}


def write(graph: Graph, out: BinaryIO) -> None:
    """Write the network of the graph, a line at a time."""
    for line in _lines(graph):
        out.write(line.encode() + b"\n")


def _lines(graph: Graph) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<gexf xmlns="http://gexf.net/1.3" version="1.3">'
    yield "<meta><creator>Parley</creator><description>Who says what of whom, an edge a claim</description></meta>"
    yield '<graph defaultedgetype="directed" mode="static">'
    yield from _declared("node", NODE_COLUMNS)
    yield from _declared("edge", EDGE_COLUMNS)
    yield "<nodes>"
    yield from map(_node, nodes(graph))
    yield "</nodes>"
    yield "<edges>"
    yield from map(_edge, edges(graph))
    yield "</edges>"
    yield "</graph>"
    yield "</gexf>"


def _declared(kind: str, columns: Mapping[str, str]) -> Iterator[str]:
    yield f'<attributes class="{kind}" mode="static">'
    for name, of in columns.items():
        yield f"<attribute{attributes({'id': name, 'title': name, 'type': _TYPES[of]})}/>"
    yield "</attributes>"


def _node(node: Node) -> str:
    return f"<node{attributes({'id': node.id, 'label': node.label})}>{_values(node, NODE_COLUMNS)}</node>"


def _edge(edge: Edge) -> str:
    given = {"id": edge.id, "source": edge.source, "target": edge.target, "label": edge.label, "kind": edge.predicate}
    return f"<edge{attributes({**given, 'weight': edge.confidence})}>{_values(edge, EDGE_COLUMNS)}</edge>"


def _values(record: Node | Edge, columns: Mapping[str, str]) -> str:
    pairs = ((name, getattr(record, name)) for name in columns)
    values = (f"<attvalue{attributes({'for': name, 'value': value})}/>" for name, value in pairs if value is not None)
    return f"<attvalues>{''.join(values)}</attvalues>"
