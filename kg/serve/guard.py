"""What a reader refuses before it asks the store: nothing is written, and nothing is fetched from elsewhere."""

from collections.abc import Callable, Iterable
from urllib.parse import urlsplit

from kg import datasets, offline
from kg.errors import QueryError

_NAMES = ("http", "https", "urn", "tag", "")
"""Schemes that graphs are named by. A graph of such a name that the store lacks is an empty one."""


class ForbiddenError(QueryError):
    """A query that is SPARQL, and is not run here."""


def check(sparql: str, base: str, requested: Iterable[str], holds: Callable[[str], bool]) -> bool:
    """Whether the query names the graphs that it wants to see; `requested` are those that the request names.

    Raises ForbiddenError for SERVICE and for graphs that are no names but files and the like, QueryError for an update,
    which is no query; `holds` tells whether the store holds a graph.
    """
    if datasets.is_update(sparql):
        raise QueryError("updates are off: this endpoint only reads")
    try:
        offline.check(sparql)
    except QueryError as cause:
        raise ForbiddenError(cause.what, hint=cause.hint) from cause
    own = datasets.named(sparql, base)
    for graph in (*requested, *own):
        if urlsplit(graph).scheme not in _NAMES and not holds(graph):
            what = f"<{graph}> is no graph here: nothing is read or fetched but what the store holds"
            raise ForbiddenError(what, hint="GRAPH ?g {} lists its graphs")
    return bool(own)
