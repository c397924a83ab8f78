"""Networks as lines of text: DOT for Graphviz, and Pajek."""

from collections.abc import Iterator
from typing import BinaryIO

from kg.export.json import link_record
from kg.export.text import LINKS, fit, node_colour, one_line, written
from kg.network import Cell, Network, Node

_PAJEK_COLOURS = {-1: "Red", 0: "Gray", 1: "Green"}


def dot(network: Network, out: BinaryIO) -> None:
    """Write a digraph of Graphviz. https://graphviz.org/doc/info/lang.html

    A backslash is doubled, since it leads an escape there.
    """
    written(_dot(network), out)


def _dot(network: Network) -> Iterator[str]:
    yield f"digraph {_quoted(network.title)} {{"
    yield 'node [shape=box, style="rounded,filled", fontname="sans-serif", fontcolor=white];'
    for node in network.nodes():
        yield f"{_quoted(node.id)} [{_dot_node(node)}];"
    for link in network.links():
        record = link_record(network, link)
        record |= {"color": LINKS[link.valence], "style": "dashed" if record.get("contested") else "solid"}
        ends = f"{_quoted(link.source)} -> {_quoted(link.target)}"
        said = (f"{name}={_quoted(value)}" for name, value in record.items() if name not in ("source", "target"))
        yield f"{ends} [{', '.join(said)}];"
    yield "}"


def _dot_node(node: Node) -> str:
    values = {"label": node.label, "class": node.type, "qid": node.qid, "fillcolor": node_colour(node.type)}
    return ", ".join(f"{name}={_quoted(value)}" for name, value in values.items() if value is not None)


def _quoted(value: Cell) -> str:
    text = str(value).lower() if isinstance(value, bool) else fit(value)
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def pajek(network: Network, out: BinaryIO) -> None:
    """Write a network of Pajek: labels, weights and colours, which is all that it can show, in UTF-8.

    It has no way to write a line break or a double quote within a name: they become a space and two single quotes.
    """
    written(_pajek(network), out)


def _pajek(network: Network) -> Iterator[str]:
    ids = {node.id: number for number, node in enumerate(network.nodes(), 1)}
    yield f"*Vertices {len(ids)}"
    for node in network.nodes():
        yield f"{ids[node.id]} {_pajek_name(node.label)}"
    yield "*Arcs"
    for link in network.links():
        ends = f"{ids[link.source]} {ids[link.target]}"
        yield f"{ends} {link.weight} l {_pajek_name(link.label)} c {_PAJEK_COLOURS[link.valence]}"


def _pajek_name(text: str) -> str:
    return '"' + one_line(text).replace('"', "''") + '"'
