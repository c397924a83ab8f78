"""What a name may mean: for the search box, and for whoever follows a link to something that is not there."""

from typing import Any

from kg import lookup
from kg.explorer.rows import Record, ask
from kg.lookup import Known
from kg.questions import find
from kg.store import Graph

LONGEST = 200
"""Characters of a name that are looked at."""


def search(graph: Graph, wanted: str) -> Record:
    """Who and what has this as a part of a name, what most articles speak of first; above all what it means exactly,
    as "UAE" does. Where nothing has it, `near` are names that are written almost like it."""
    name = " ".join(wanted.split())[:LONGEST]
    answer = ask(graph, find("actors"), {"name": name or None})
    exact = lookup.meanings(graph, name) if name else []
    near = [] if answer["rows"] or exact or not name else suggestions(graph, name)
    return {**answer, "exact": [known(each) for each in exact], "near": near}


def suggestions(graph: Graph, name: str) -> list[Record]:
    """What a name may mean where it means no one thing: all candidates, or those that have a similar name."""
    found = lookup.meanings(graph, name)
    if not found:
        close = lookup.near_names(graph, name[:LONGEST])
        found = [each for other in close for each in lookup.meanings(graph, other)]
    return [known(each) for each in dict.fromkeys(found)]


def known(entity: Known) -> dict[str, Any]:
    """An entity as the explorer names it."""
    return {"id": f"entity:{entity.key}", "name": entity.label, "type": entity.type}
