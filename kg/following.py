"""Which named graphs follow from the articles: dropped when one comes or goes, passed over where a dump is loaded."""

import pyoxigraph as ox

from kg import iris
from kg.conclusions import GRAPHS

FOLLOWING = (*GRAPHS, iris.DESCRIPTION, iris.PUSHED, iris.VIEWS)
"""The graphs that are made from the articles, or tell of what was, by name; of the last, names only begin so."""


def follows(graph: str) -> bool:
    """Whether the named graph is made from the articles, or tells of what was."""
    return graph in FOLLOWING[:-1] or graph.startswith(iris.VIEWS)


def placed_in(quad: ox.Quad | ox.Triple) -> str:
    """The named graph that a statement stands in; "" for none."""
    graph = quad.graph_name if isinstance(quad, ox.Quad) else None
    return graph.value if isinstance(graph, ox.NamedNode) else ""
