"""What a reader refuses before it asks the store: nothing is written, and nothing is fetched from elsewhere."""

import re
from collections.abc import Callable, Iterable
from itertools import accumulate

from kg import datasets, offline
from kg.errors import QueryError

_NAME = re.compile(r"(https?|urn|tag):", re.IGNORECASE)
"""What names of graphs begin with. A graph of such a name that the store lacks is an empty one."""
DEEPEST = 500
"""Brackets within each other: a parser that goes down with each of them has only so much stack."""
_BRACKET = re.compile(r"[{(\[]|[})\]]")


class ForbiddenError(QueryError):
    """A query that is SPARQL, and is not run here."""


def check(sparql: str, base: str, requested: Iterable[str], holds: Callable[[str], bool]) -> bool:
    """Whether the query names the graphs that it wants to see; `requested` are those that the request names.

    Raises ForbiddenError for SERVICE, for brackets too deep, and for graphs that are no names but files and the like,
    QueryError for an update, which is no query; `holds` tells whether the store holds a graph.
    """
    if datasets.is_update(sparql):
        raise QueryError("updates are off: this endpoint only reads")
    try:
        offline.check(sparql)
    except QueryError as cause:
        raise ForbiddenError(cause.what, hint=cause.hint) from cause
    if _depth(sparql) > DEEPEST:
        raise ForbiddenError("the query is nested too deeply", hint=f"at most {DEEPEST} brackets within each other")
    own = datasets.named(sparql, base)
    for graph in (*requested, *own):
        if not _NAME.match(graph) and not holds(graph):
            what = f"<{graph}> is no graph here: nothing is read or fetched but what the store holds"
            raise ForbiddenError(what, hint="GRAPH ?g {} lists its graphs")
    return bool(own)


def _depth(sparql: str) -> int:
    """How deep brackets stand within each other, those in quotes too."""
    steps = (1 if bracket in "{([" else -1 for bracket in _BRACKET.findall(sparql))
    return max(accumulate(steps), default=0)
