"""What the graph holds, for a start page."""

from collections import Counter
from typing import Any

from kg import __version__
from kg.explorer.rows import Record, ask
from kg.questions import find
from kg.store import Graph

_COUNTS = """
SELECT ?articles ?claims ?contested ?first ?last WHERE {
  { SELECT (COUNT(DISTINCT ?article) AS ?articles) (MIN(STR(?date)) AS ?first) (MAX(STR(?date)) AS ?last)
    { ?article a schema:NewsArticle OPTIONAL { ?article dcterms:date ?date } } }
  { SELECT (COUNT(DISTINCT ?claim) AS ?claims) { ?claim a par:Claim } }
  { SELECT (COUNT(DISTINCT ?proposition) AS ?contested) { ?proposition par:contested true } }
}"""
_SHOWN = 12


def overview(graph: Graph) -> Record:
    """How much there is, and where one may begin: the conflicts, regions and actors that most articles speak of, who
    fights whom, and what is contested."""
    (row,) = graph.select(_COUNTS).dicts()
    actors = find("actors")
    return {
        "version": __version__, "counts": row,
        "conflicts": ask(graph, actors, {"class": "Conflict", "limit": _SHOWN}),
        "regions": ask(graph, actors, {"class": "Region", "limit": _SHOWN}),
        "actors": ask(graph, actors, {"class": "Actor", "limit": _SHOWN}),
        "contested": _first(ask(graph, find("contested-claims"), {})),
        "fights": _pairs(ask(graph, find("who-fights-whom"), {})),
    }  # fmt: skip


def _first(answer: Record) -> Record:
    """The answer with its first rows alone; the things of all are few enough."""
    return {**answer, "rows": answer["rows"][:_SHOWN]}


def _pairs(answer: Record) -> Record:
    """The answer with one row for each two adversaries, whichever way and however they fight: those first of whom most
    origins say so, all ways together."""
    origins: Counter[frozenset[str]] = Counter()
    rows: dict[frozenset[str], list[Any]] = {}
    for row in answer["rows"]:
        told = dict(zip(answer["columns"], row, strict=True))
        pair = frozenset((str(told["attacker"]), str(told["target"])))
        origins[pair] += told["origins"]
        rows.setdefault(pair, row)
    return {**answer, "rows": [rows[pair] for pair, _ in origins.most_common(_SHOWN)]}
