"""Graph to files that other tools open: one module for each network format; the RDF formats are the store's own."""

from typing import BinaryIO

from kg.errors import UsageError
from kg.export import gexf, graphml
from kg.store import Graph

FORMATS = {
    "trig": "every claim, in the named graph of its article",
    "nq": "the same as N-Quads, sorted: equal graphs give equal files",
    "ttl": "the same as one Turtle graph, without the names of its parts",
    "jsonld": "the same as JSON-LD",
    "gexf": "a network for Gephi: an edge for each claim",
    "graphml": "a network for yEd, Cytoscape, igraph or networkx: an edge for each claim",
}
"""The formats and what they hold."""
_NETWORKS = {"gexf": gexf.write, "graphml": graphml.write}


def write(graph: Graph, form: str, out: BinaryIO) -> None:
    """Write the graph to a stream. Raises UsageError for a format that is not in FORMATS."""
    if form not in FORMATS:
        raise UsageError(f"there is no format {form!r}", hint=f"choose from {', '.join(FORMATS)}")
    if form in _NETWORKS:
        _NETWORKS[form](graph, out)
    elif form == "nq":
        out.writelines(sorted(graph.dump("nq").splitlines(keepends=True)))
    else:
        out.write(graph.dump(form))
