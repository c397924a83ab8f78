"""GraphML 1.0, for yEd, Cytoscape, igraph and networkx.

Its ids are XML name tokens, which IRIs are not: nodes are numbered n0, n1 …, edges e0, e1 …, and say their IRI.
http://graphml.graphdrawing.org/specification.html
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import BinaryIO

from kg.export.xml import Pattern, attributes, content, written
from kg.network import Kind, Network

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
 xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">"""
_NODE_COLUMNS: Mapping[str, Kind] = {"iri": "string", "label": "string", "type": "string", "qid": "string"}
_EDGE_COLUMNS: Mapping[str, Kind] = {
    "iri": "string", "label": "string", "predicate": "string", "weight": "double", "valence": "int",
    "start": "string", "end": "string",
}  # fmt: skip


def write(network: Network, out: BinaryIO) -> None:
    """Write the network, some lines at a time."""
    written(_lines(network), out)


def _lines(network: Network) -> Iterator[str | bytes]:
    columns = {**_EDGE_COLUMNS, **network.columns}
    yield _HEAD
    yield from _keys("node", _NODE_COLUMNS)
    yield from _keys("edge", columns)
    yield '<graph id="G" edgedefault="directed">'
    ids: dict[str, str] = {}
    nodes = Pattern(partial(_element, "node", list(_NODE_COLUMNS)), content)
    edges = Pattern(partial(_element, "edge", list(columns)), content)
    for node in network.nodes():
        ids[node.id] = f"n{len(ids)}"
        yield nodes.line(0, (ids[node.id], *node))
    for number, link in enumerate(network.links()):
        yield edges.line(0, (f"e{number}", ids[link.source], ids[link.target], link.id, *link[3:9], *link.values))
    yield "</graph>"
    yield "</graphml>"


def _keys(kind: str, columns: Mapping[str, Kind]) -> Iterator[str]:
    for name, of in columns.items():
        yield f"<key{attributes({'id': f'{kind}.{name}', 'for': kind, 'attr.name': name, 'attr.type': of})}/>"


def _element(kind: str, columns: Sequence[str], _: int, known: Sequence[bool]) -> str:
    """A node or an edge with a place for each value that is known, after those of its ids."""
    head = '<node id="%s">' if kind == "node" else '<edge id="%s" source="%s" target="%s">'
    values = zip(columns, known[head.count("%s") :], strict=True)
    data = "".join(f'<data key="{kind}.{name}">%s</data>' for name, is_known in values if is_known)
    return f"{head}{data}</{kind}>"
