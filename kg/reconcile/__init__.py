"""The entities of a graph for OpenRefine and its like, by the Reconciliation Service API 0.2.

    names       an index of all names, made once for a copy of a graph
    matching    candidates for a name, with scores
    values      properties, and what entities have for them
    manifest    what the service says of itself, its types and properties
    preview     an entity as a small page

https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/
"""

import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from kg.errors import UsageError
from kg.reconcile import matching, preview, values
from kg.reconcile.names import Names
from kg.store import Graph

Service = Callable[[Graph, Names, Any], Any]
JSON, HTML = "application/json", "text/html"

_SERVICES: Mapping[str, Service] = {
    "queries": matching.batch,
    "extend": values.extended,
    "suggest": lambda graph, names, asked: matching.suggested(names, str(asked["prefix"]), int(asked["cursor"])),
    "flyout": lambda graph, names, asked: preview.flyout(graph, names, str(asked["id"])),
}
SERVICES = (*_SERVICES, "preview")


def wanted(given: Mapping[str, Sequence[str]]) -> tuple[str, str]:
    """Which service the parameters of a request to the main address ask, and what. Raises UsageError for none."""
    for service in ("queries", "extend"):
        if service in given:
            return service, given[service][-1]
    raise UsageError("there is nothing to reconcile", hint="give the parameter 'queries' or 'extend'")


def answer(graph: Graph, place: Path, service: str, asked: str) -> tuple[str, str, int]:
    """What one of `SERVICES` answers: media type, text, and HTTP status.

    `asked` is JSON; in the folder `place`, of a copy that nobody writes, the index of names is kept.
    """
    try:
        return _answered(graph, place, service, _question(asked))
    except preview.UnknownError as cause:
        return "text/plain", f"{cause}\n", 404
    except matching.BatchError as cause:
        return "text/plain", f"{cause}\n", 413
    except UsageError as cause:
        return "text/plain", f"{cause}\n", 400


def _question(asked: str) -> Any:
    """The question in JSON, where escapes can spell half a character, which has no place in any text that is kept."""
    try:
        question = json.loads(asked)
    except (ValueError, RecursionError) as cause:
        raise UsageError("the parameter is no JSON") from cause
    try:
        json.dumps(question, ensure_ascii=False).encode()
    except UnicodeEncodeError as cause:
        raise UsageError("the question has half of a surrogate pair in it", hint="write characters whole") from cause
    return question


def _answered(graph: Graph, place: Path, service: str, question: Any) -> tuple[str, str, int]:
    with closing(Names.of(graph, place)) as names:
        if service == "preview":
            return HTML, preview.page(graph, names, str(question["id"])), 200
        return JSON, json.dumps(_SERVICES[service](graph, names, question), ensure_ascii=False), 200
