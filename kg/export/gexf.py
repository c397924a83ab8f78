"""GEXF 1.3, for Gephi. Each claim is an edge of its own, its kind the predicate, so that parallel edges stay apart.

Edges whose time is told have a spell, open where the time is; the others always are. Nodes are coloured by class, edges
by valence, and an edge weighs as much as it is sure. https://gexf.net/schema.html
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import BinaryIO

from kg.export.text import LINKS, channels, node_colour
from kg.export.xml import Pattern, attribute, attributes, content, written
from kg.network import Cell, Kind, Link, Network, Node

_TYPES = {"string": "string", "int": "integer", "double": "double", "boolean": "boolean"}
_NODE_COLUMNS: Mapping[str, Kind] = {"type": "string", "qid": "string"}
_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">"""


def write(network: Network, out: BinaryIO) -> None:
    """Write the network, some lines at a time."""
    written(_lines(network), out)


def _lines(network: Network) -> Iterator[str | bytes]:
    columns: Mapping[str, Kind] = {"valence": "int", **network.columns}
    yield _HEAD
    yield f"<meta><creator>Parley</creator><description>{content(network.title)}</description></meta>"
    yield '<graph defaultedgetype="directed" mode="dynamic" timeformat="date" timerepresentation="interval">'
    yield from _declared("node", _NODE_COLUMNS)
    yield from _declared("edge", columns)
    yield "<nodes>"
    yield from map(_node, network.nodes())
    yield "</nodes>"
    yield "<edges>"
    edges = Pattern(partial(_edge, list(columns)), attribute)
    for link in network.links():
        yield edges.line(link.valence, _values(link))
    yield "</edges>"
    yield "</graph>"
    yield "</gexf>"


def _declared(kind: str, columns: Mapping[str, Kind]) -> Iterator[str]:
    yield f'<attributes class="{kind}" mode="static">'
    for name, of in columns.items():
        yield f"<attribute{attributes({'id': name, 'title': name, 'type': _TYPES[of]})}/>"
    yield "</attributes>"


def _node(node: Node) -> str:
    qid = f'<attvalue for="qid" value="{attribute(node.qid)}"/>' if node.qid else ""
    return (
        f'<node id="{attribute(node.id)}" label="{attribute(node.label)}"><attvalues>'
        f'<attvalue for="type" value="{attribute(node.type)}"/>{qid}</attvalues>'
        f"{_colour(node_colour(node.type))}</node>"
    )


def _values(link: Link) -> tuple[Cell, ...]:
    """Six attributes of the element, then the values of all columns, then the two ends of the spell."""
    return link[:7] + link.values + link[7:9]


def _edge(columns: Sequence[str], valence: int, known: Sequence[bool]) -> str:
    """An edge with a place for each of `_values` that is known."""
    values, times = zip(columns, known[6:-2], strict=True), zip(("start", "end"), known[-2:], strict=True)
    said = "".join(f'<attvalue for="{name}" value="%s"/>' for name, is_known in values if is_known)
    ends = "".join(f' {name}="%s"' for name, is_known in times if is_known)
    spells = f"<spells><spell{ends}/></spells>" if ends else ""
    return (
        '<edge id="%s" source="%s" target="%s" label="%s" kind="%s" weight="%s">'
        f"<attvalues>{said}</attvalues>{spells}{_colour(LINKS[valence])}</edge>"
    )


def _colour(colour: str) -> str:
    red, green, blue = channels(colour)
    return f'<viz:color r="{red}" g="{green}" b="{blue}"/>'
