"""What the graph holds, for a start page."""

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
        "fights": _first(ask(graph, find("who-fights-whom"), {})),
    }  # fmt: skip


def _first(answer: Record) -> Record:
    """The answer with its first rows alone; the things of all are few enough."""
    return {**answer, "rows": answer["rows"][:_SHOWN]}
