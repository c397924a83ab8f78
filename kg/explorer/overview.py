"""What the graph holds, for a start page."""

from collections import Counter
from typing import Any

from kg import __version__, vocabulary
from kg.explorer.rows import Record, ask, things
from kg.iris import compact
from kg.questions import find
from kg.store import Graph
from kg.terms import IRI

_COUNTS = """
SELECT ?articles ?claims ?contested ?first ?last WHERE {
  { SELECT (COUNT(DISTINCT ?article) AS ?articles) (MIN(STR(?date)) AS ?first) (MAX(STR(?date)) AS ?last)
    { ?article a schema:NewsArticle OPTIONAL { ?article dcterms:date ?date } } }
  { SELECT (COUNT(?claim) AS ?claims) { ?claim a par:Claim } }
  { SELECT (COUNT(DISTINCT ?proposition) AS ?contested) { ?proposition par:contested true } }
}"""
_MOST = """
SELECT ?entity ?kind ?articles {{ GRAPH graph:entities {{
  VALUES ?kind {{ {kinds} }} ?entity a ?kind ; par:articles ?articles ; rdfs:label ?label
}} }} ORDER BY DESC(?articles) ?label ?entity LIMIT {most}"""
_SHOWN, _LOOKED_AT = 12, 100


def overview(graph: Graph) -> Record:
    """How much there is, and where one may begin: the conflicts, regions and actors that most articles speak of, who
    fights whom, and what is contested."""
    (row,) = graph.select(_COUNTS).dicts()
    return {
        "version": __version__, "counts": row,
        "conflicts": _most(graph, "Conflict"),
        "regions": _most(graph, "Region"),
        "actors": _most(graph, "Actor"),
        "contested": ask(graph, find("contested-claims"), {"limit": _SHOWN}),
        "fights": _pairs(ask(graph, find("who-fights-whom"), {"limit": _LOOKED_AT})),
    }  # fmt: skip


def _most(graph: Graph, ancestor: str) -> Record:
    """Those of a class that most articles speak of, as the saved question `actors` has them, but without other names:
    to tell these takes longer than all else here."""
    kinds = " ".join(f"par:{name}" for name in vocabulary.CLASSES if vocabulary.is_a(name, ancestor))
    found = [*graph.select(_MOST.format(kinds=kinds, most=_SHOWN))]
    cells = [[IRI(str(entity)), IRI(str(kind)), articles] for entity, kind, articles in found]
    rows = [[{"id": compact(cell)} if isinstance(cell, IRI) else cell for cell in row] for row in cells]
    columns = ["entity", "kind", "articles"]
    return {"columns": columns, "rows": rows, "things": things(graph, (cell for row in cells for cell in row))}


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
