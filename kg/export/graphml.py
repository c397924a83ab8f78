"""GraphML 1.0, for yEd, Cytoscape, igraph and networkx.

Its ids are XML name tokens, which IRIs are not: nodes are numbered n0, n1 …, edges e0, e1 …, and say their IRI.
http://graphml.graphdrawing.org/specification.html
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import BinaryIO

from kg.export.xml import ROWS, Column, Rendered, as_is, attribute, attributes, batches, elements, in_content, lines
from kg.network import Kind, Link, Network, Node

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
 xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">"""
_NODE_COLUMNS: Mapping[str, Kind] = {"iri": "string", "label": "string", "type": "string", "qid": "string"}
_EDGE_COLUMNS: Mapping[str, Kind] = {
    "iri": "string", "label": "string", "predicate": "string", "weight": "double", "valence": "int",
    "start": "string", "end": "string",
}  # fmt: skip


def write(network: Network, out: BinaryIO) -> None:
    """Write the network, some elements at a time."""
    for part in _parts(network):
        out.write(part)


def _parts(network: Network) -> Iterator[bytes]:
    columns = {**_EDGE_COLUMNS, **network.columns}
    graph = '<graph id="G" edgedefault="directed">'
    yield lines(_HEAD, *_keys("node", _NODE_COLUMNS), *_keys("edge", columns), graph)
    ids: dict[str, bytes] = {}
    node, edge = _node(), _edge(list(columns))
    for nodes in batches(network.nodes()):
        ids.update((each.id, b"n%d" % number) for number, each in enumerate(nodes, len(ids)))
        yield elements(_of_nodes(nodes, ids), node)
    for number, links in enumerate(batches(network.links())):
        yield elements(_of_links(links, ids, number * ROWS), edge)
    yield lines("</graph>", "</graphml>")


def _keys(kind: str, columns: Mapping[str, Kind]) -> Iterator[str]:
    for name, of in columns.items():
        yield f"<key{attributes({'id': f'{kind}.{name}', 'for': kind, 'attr.name': name, 'attr.type': of})}/>"


def _node() -> list[Rendered]:
    """What is made of each column of `_of_nodes`."""
    return [as_is('<node id="', '">'), *_data("node", _NODE_COLUMNS)]


def _of_nodes(nodes: Sequence[Node], ids: Mapping[str, bytes]) -> list[Column]:
    """The ids of the nodes, and their columns."""
    return [[ids[node.id] for node in nodes], *zip(*nodes, strict=True)]


def _edge(columns: Sequence[str]) -> list[Rendered]:
    """What is made of each column of `_of_links`."""
    ends = [as_is(' source="', '"'), as_is(' target="', '">')]
    return [as_is('<edge id="', '"'), *ends, *_data("edge", columns)]


def _of_links(links: Sequence[Link], ids: Mapping[str, bytes], first: int) -> list[Column]:
    """The numbered ids of links and of their ends, and what each says."""
    iris, sources, targets, *fixed, values = zip(*links, strict=True)
    numbers = [b"e%d" % number for number in range(first, first + len(links))]
    ends = [list(map(ids.__getitem__, end)) for end in (sources, targets)]
    return [numbers, *ends, iris, *fixed, *zip(*values, strict=True)]


def _data(kind: str, names: Iterable[str]) -> list[Rendered]:
    """What is made of these columns; the last one closes the element."""
    *others, last = names
    data = [in_content(f'<data key="{kind}.{attribute(name)}">', "</data>") for name in others]
    end = f"</{kind}>"
    return [*data, in_content(f'<data key="{kind}.{attribute(last)}">', f"</data>{end}", end)]
