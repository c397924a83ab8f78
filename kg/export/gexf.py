"""GEXF 1.3, for Gephi. Each claim is an edge of its own, its kind the predicate, so that parallel edges stay apart.

Edges whose time is told have a spell, open where the time is; the others always are. Nodes are coloured by class, edges
by valence, and an edge weighs as much as it is sure. https://gexf.net/schema.html
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import BinaryIO

from kg.export.text import LINKS, channels, node_colour
from kg.export.xml import (
    Column,
    Rendered,
    attribute,
    attributes,
    batches,
    by_value,
    content,
    elements,
    in_attribute,
    lines,
)
from kg.network import Kind, Link, Network, Node

_TYPES = {"string": "string", "int": "integer", "double": "double", "boolean": "boolean"}
_NODE_COLUMNS: Mapping[str, Kind] = {"type": "string", "qid": "string"}
_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">"""


def write(network: Network, out: BinaryIO) -> None:
    """Write the network, some elements at a time."""
    for part in _parts(network):
        out.write(part)


def _parts(network: Network) -> Iterator[bytes]:
    columns: Mapping[str, Kind] = {"valence": "int", **network.columns}
    head = f"<meta><creator>Parley</creator><description>{content(network.title)}</description></meta>"
    kind = '<graph defaultedgetype="directed" mode="dynamic" timeformat="date" timerepresentation="interval">'
    yield lines(_HEAD, head, kind, *_declared("node", _NODE_COLUMNS), *_declared("edge", columns), "<nodes>")
    node, edge = _node(), _edge(list(columns))
    for nodes in batches(network.nodes()):
        yield elements(_of_nodes(nodes), node)
    yield lines("</nodes>", "<edges>")
    for links in batches(network.links()):
        yield elements(_of_links(links), edge)
    yield lines("</edges>", "</graph>", "</gexf>")


def _declared(kind: str, columns: Mapping[str, Kind]) -> Iterator[str]:
    yield f'<attributes class="{kind}" mode="static">'
    for name, of in columns.items():
        yield f"<attribute{attributes({'id': name, 'title': name, 'type': _TYPES[of]})}/>"
    yield "</attributes>"


def _value(name: str) -> Rendered:
    return in_attribute(f'<attvalue for="{attribute(name)}" value="', '"/>')


def _class(name: str) -> str:
    return f"</attvalues>{_colour(node_colour(name))}</node>"


def _colour(colour: str) -> str:
    red, green, blue = channels(colour)
    return f'<viz:color r="{red}" g="{green}" b="{blue}"/>'


def _node() -> list[Rendered]:
    """What is made of each column of `_of_nodes`."""
    named = [in_attribute('<node id="', '"'), in_attribute(' label="', '"><attvalues>')]
    return [*named, *map(_value, _NODE_COLUMNS), by_value(_class)]


def _of_nodes(nodes: Sequence[Node]) -> list[Column]:
    """The columns of the nodes, and once more their classes, which colour them."""
    columns: list[Column] = [*zip(*nodes, strict=True)]
    return [*columns, columns[2]]


def _edge(columns: Sequence[str]) -> list[Rendered]:
    """What is made of each column of `_of_links`."""
    ends = [in_attribute(f' {name}="', '"') for name in ("source", "target", "label", "kind")]
    weight = in_attribute(' weight="', '"><attvalues>')
    said = map(_value, columns)
    return [in_attribute('<edge id="', '"'), *ends, weight, *said, by_value(_spell), by_value(_valence)]


def _of_links(links: Sequence[Link]) -> list[Column]:
    """Six columns of attributes of the element, then of all values, then the two ends of the spell, and the valence."""
    *fixed, valences, starts, ends, values = zip(*links, strict=True)
    spells = list(zip(starts, ends, strict=True))
    return [*fixed, valences, *zip(*values, strict=True), spells, valences]


def _spell(days: tuple[str | None, str | None]) -> str:
    told = "".join(f' {name}="{attribute(day)}"' for name, day in zip(("start", "end"), days, strict=True) if day)
    return f"</attvalues><spells><spell{told}/></spells>" if told else "</attvalues>"


def _valence(valence: int) -> str:
    return f"{_colour(LINKS[valence])}</edge>"
