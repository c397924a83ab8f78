"""Networks as JSON: Cytoscape.js, and CX2 for Cytoscape and NDEx.

https://js.cytoscape.org/#notation/elements-json · https://cytoscape.org/cx/cx2/specification/cytoscape-exchange-format-specification-(version-2)/
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import BinaryIO

from kg.export.text import LINKS, fit_cell, node_colour
from kg.network import Cell, Kind, Link, Network

_CX2_TYPES = {"string": "string", "int": "integer", "double": "double", "boolean": "boolean"}
_NODE_COLUMNS: Mapping[str, Kind] = {"name": "string", "iri": "string", "type": "string", "qid": "string"}
_EDGE_COLUMNS: Mapping[str, Kind] = {
    "iri": "string", "name": "string", "interaction": "string", "weight": "double", "valence": "int",
    "start": "string", "end": "string",
}  # fmt: skip
Record = Mapping[str, object]


def dumped(value: object) -> str:
    """The value as JSON on one line; names stay readable."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def known(record: Mapping[str, Cell]) -> dict[str, Cell]:
    """What is known of it, each text fit for all formats."""
    return {name: fit_cell(value) for name, value in record.items() if value is not None}


def link_record(network: Network, link: Link) -> dict[str, Cell]:
    """A link as a flat record, what is unknown left out."""
    fixed: dict[str, Cell] = {name: getattr(link, name) for name in Link._fields[:-1]}
    return known(fixed | dict(zip(network.columns, link.values, strict=True)))


def cytoscape(network: Network, out: BinaryIO) -> None:
    """Write the elements and a style of Cytoscape.js, one a line."""
    _write(out, _cytoscape(network))


def _cytoscape(network: Network) -> Iterator[str]:
    yield f'{{"data":{dumped({"name": network.title})},"elements":{{"nodes":[\n'
    nodes = (known(n._asdict() | {"colour": node_colour(n.type)}) for n in network.nodes())
    yield from _items({"data": node} for node in nodes)
    yield '],"edges":[\n'
    links = (link_record(network, link) | {"colour": LINKS[link.valence]} for link in network.links())
    yield from _items({"data": link} for link in links)
    yield f']}},"style":{dumped(_STYLE)}}}\n'


_STYLE = [
    {"selector": "node", "style": {"label": "data(label)", "background-color": "data(colour)"}},
    {
        "selector": "edge",
        "style": {
            "label": "data(label)", "line-color": "data(colour)", "target-arrow-color": "data(colour)",
            "target-arrow-shape": "triangle", "curve-style": "bezier",
        },
    },
    {"selector": "edge[?contested]", "style": {"line-style": "dashed"}},
]  # fmt: skip


def cx2(network: Network, out: BinaryIO) -> None:
    """Write the aspects of CX2; nodes and links are numbered, as it asks, and say their IRI."""
    _write(out, _cx2(network))


def _cx2(network: Network) -> Iterator[str]:
    ids = {node.id: number for number, node in enumerate(network.nodes())}
    yield '[{"CXVersion":"2.0","hasFragments":false},\n'
    counts = {
        "attributeDeclarations": 1, "networkAttributes": 1, "nodes": len(ids),
        "edges": sum(1 for _ in network.links()), "visualProperties": 1,
    }  # fmt: skip
    yield f'{{"metaData":{dumped([{"name": name, "elementCount": count} for name, count in counts.items()])}}},\n'
    yield f"{dumped({'attributeDeclarations': [_declared(network)]})},\n"
    yield f"{dumped({'networkAttributes': [{'name': network.title}]})},\n"
    yield '{"nodes":[\n'
    yield from _items({"id": ids[n.id], "v": known({"name": n.label, "iri": n.id, "type": n.type, "qid": n.qid})}
                      for n in network.nodes())  # fmt: skip
    yield ']},\n{"edges":[\n'
    yield from _items(_cx2_edge(network, ids, number, link) for number, link in enumerate(network.links()))
    yield f"]}},\n{dumped({'visualProperties': [_VISUAL]})},\n"
    yield '{"status":[{"error":"","success":true}]}]\n'


def _cx2_edge(network: Network, ids: Mapping[str, int], number: int, link: Link) -> Record:
    fixed: dict[str, Cell] = {
        "iri": link.id, "name": link.label, "interaction": link.kind, "weight": link.weight, "valence": link.valence,
        "start": link.start, "end": link.end,
    }  # fmt: skip
    values = known(fixed | dict(zip(network.columns, link.values, strict=True)))
    return {"id": number, "s": ids[link.source], "t": ids[link.target], "v": values}


def _declared(network: Network) -> Record:
    edges = {**_EDGE_COLUMNS, **network.columns}
    return {
        "networkAttributes": {"name": {"d": "string"}},
        "nodes": {name: {"d": _CX2_TYPES[kind]} for name, kind in _NODE_COLUMNS.items()},
        "edges": {name: {"d": _CX2_TYPES[kind]} for name, kind in edges.items()},
    }


_BY_VALENCE = {
    "type": "DISCRETE",
    "definition": {"attribute": "valence", "map": [{"v": valence, "vp": LINKS[valence]} for valence in LINKS]},
}
_VISUAL = {
    "default": {
        "network": {}, "node": {"NODE_SHAPE": "ellipse", "NODE_BACKGROUND_COLOR": node_colour("")},
        "edge": {"EDGE_TARGET_ARROW_SHAPE": "triangle"},
    },
    "nodeMapping": {"NODE_LABEL": {"type": "PASSTHROUGH", "definition": {"attribute": "name", "type": "string"}}},
    "edgeMapping": {"EDGE_LINE_COLOR": _BY_VALENCE},
}  # fmt: skip


def _items(records: Iterable[Record]) -> Iterator[str]:
    """The records as the items of a JSON array, each on a line of its own."""
    for number, record in enumerate(records):
        yield f"{',' if number else ''}{dumped(record)}\n"


def _write(out: BinaryIO, parts: Iterator[str]) -> None:
    for part in parts:
        out.write(part.encode())
