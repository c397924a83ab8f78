"""Graph to files that other tools open: one module a format, each with `write(graph, out)`."""

from importlib import import_module
from typing import BinaryIO

from kg.errors import UsageError
from kg.store import Graph

FORMATS = {
    "trig": "the whole graph: every claim, in the named graph of its article",
    "nq": "the same as N-Quads, sorted: equal graphs give equal files",
    "ttl": "the same as one Turtle graph, without the names of its parts",
    "jsonld": "the same as JSON-LD",
    "gexf": "a network for Gephi: an edge for each claim",
    "graphml": "a network for yEd, Cytoscape, igraph or networkx: an edge for each claim",
}
"""The formats and what they hold."""


def write(graph: Graph, form: str, out: BinaryIO) -> None:
    """Write the graph to a stream. Raises UsageError for a format that there is not."""
    if form not in FORMATS:
        raise UsageError(f"there is no format {form!r}", hint=f"choose from {', '.join(FORMATS)}")
    import_module(f"{__name__}.{form}").write(graph, out)
