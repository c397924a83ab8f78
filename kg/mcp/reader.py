"""A process that reads one SPARQL query and writes one answer as JSON: `python -m kg.mcp.reader GRAPH ROWS`.

What it writes is `{"columns": […], "rows": [[…]], "cut": false}`, `{"truth": true}`, `{"turtle": "…", "cut": false}` or
`{"error": "…"}`.
"""

import json
import sys

from kg.answers import Rows, Triples
from kg.errors import KgError
from kg.store import Graph


def answered(folder: str, sparql: str, most: int) -> dict[str, object]:
    """The answer to a query, with `most` rows or triples at most. Raises as `Graph.query` does."""
    with Graph.open(folder) as graph:
        found = graph.query(sparql, most + 1)
    if isinstance(found, Rows):
        return {"columns": found.columns, "rows": found.rows[:most], "cut": len(found) > most}
    if isinstance(found, Triples):
        return {"turtle": Triples(found.triples[:most]).dump("ttl").decode(), "cut": len(found) > most}
    return {"truth": found}


def main() -> None:
    """Answer what stands on standard input."""
    folder, most = sys.argv[1:]
    try:
        found = answered(folder, sys.stdin.buffer.read().decode(), int(most))
    except KgError as error:
        found = {"error": str(error)}
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
