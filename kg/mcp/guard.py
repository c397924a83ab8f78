"""SPARQL of strangers: read-only, on this graph alone, for so long, and no more rows than asked for.

The query runs in a process of its own (`reader`), which is killed when its time is up: Oxigraph cannot be stopped
otherwise. The store is opened for reading, where an update is no query; SERVICE is refused by the store's own guard.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from kg import datasets, offline
from kg.errors import QueryError

SECONDS = 20.0
"""How long a query may take, the start of its process included."""
LONGEST = 100_000
"""Characters of a query."""


def run(folder: Path, sparql: str, most: int, seconds: float = SECONDS) -> dict[str, Any]:
    """What `reader` answers, with `most` rows or triples at most. Raises QueryError for a query that is refused,
    that is none, or whose time is up."""
    check(sparql)
    command = [sys.executable, "-P", "-m", "kg.mcp.reader", str(folder.absolute()), str(most)]
    try:
        done = subprocess.run(command, input=sparql.encode(), capture_output=True, timeout=seconds, check=False)
    except subprocess.TimeoutExpired as cause:
        raise QueryError(f"the query took more than {seconds:g} s", hint="ask for less, or of fewer things") from cause
    if done.returncode != 0:
        raise QueryError("the query ended the process that ran it", hint="ask for less")
    found: dict[str, Any] = json.loads(done.stdout)
    if "error" in found:
        raise QueryError(found["error"])
    return found


def check(sparql: str) -> None:
    """Raise QueryError for a query that is too long, names graphs to read from, or reaches elsewhere."""
    if len(sparql) > LONGEST:
        raise QueryError(f"the query has {len(sparql):,} characters", hint=f"{LONGEST:,} are allowed")
    offline.check(sparql)
    if datasets.named(sparql):
        raise QueryError("FROM is off: there is this graph alone", hint="leave it out, or write GRAPH <…> { … }")
