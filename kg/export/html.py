"""One page that draws the network in any browser: no network, no other file. `viewer.html` beside this is the page."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from kg.export.json import dumped, known, link_record
from kg.export.text import node_colour
from kg.export.xml import content
from kg.network import Network

_PAGE = Path(__file__).with_name("viewer.html")
_TITLE, _NODES, _LINKS = "{{title}}", "{{nodes}}", "{{links}}"


def write(network: Network, out: BinaryIO) -> None:
    """Write the page, with a line for each node and link."""
    head, _, rest = _PAGE.read_text(encoding="utf-8").partition(_NODES)
    between, _, tail = rest.partition(_LINKS)
    ids: dict[str, int] = {}
    out.write(head.replace(_TITLE, content(network.title)).encode())
    for line in _items(_nodes(network, ids)):
        out.write(line.encode())
    out.write(between.encode())
    for line in _items(_links(network, ids)):
        out.write(line.encode())
    out.write(tail.encode())


def _nodes(network: Network, ids: dict[str, int]) -> Iterator[object]:
    for node in network.nodes():
        ids[node.id] = len(ids)
        yield known(node._asdict() | {"colour": node_colour(node.type)})


def _links(network: Network, ids: dict[str, int]) -> Iterator[object]:
    """Ends are the numbers of their nodes: long IRIs would make up most of the page."""
    for link in network.links():
        yield link_record(network, link) | {"source": ids[link.source], "target": ids[link.target]}


def _items(records: Iterable[object]) -> Iterator[str]:
    for number, record in enumerate(records):
        yield f"{',' if number else ''}{_inert(dumped(record))}\n"


def _inert(text: str) -> str:
    """JSON that nothing in it can end the script it stands in, nor begin a comment there."""
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
