"""What was read goes into the graph: the journal's quads in bulk, then all that follows from the articles together.

The graph that is there stays as it is, for whoever reads it, until the new one takes its place in one step. Whatever
ends this before leaves the old graph and the whole journal; whatever ends it after that, a journal of what the graph
has already, which the next build puts in once more, to the same graph.
"""

import hashlib
from collections.abc import Callable, Collection, Iterable
from functools import cache
from pathlib import Path

from kg import description, folder, resources, views
from kg.journal import Journal
from kg.lock import Lock
from kg.store import Graph

_MOST = 0.2
"""The share of the graph's articles from which on a load is worth putting all its files in order."""

_LARGE = 16 * 2**20
"""Bytes of quads below which it never is."""


def commit(
    home: Path, lock: Lock, journal: Journal, known: Collection[str], gone: Iterable[str], *,
    remember: Callable[[], None],
) -> bool:  # fmt: skip
    """Put the journal into the graph and take out the articles that are gone; tell whether there was anything to do.

    `known` are the articles that the graph has, by IRI. `remember` writes the register: once the graph is there, and
    before the journal is emptied, from which a register that was not written is made again. Raises GraphError, and
    leaves the graph as it was.
    """
    gone = sorted(gone)
    if not len(journal) and not gone and _is_finished(home):
        remember()
        return False
    journal.close()
    replaced = sorted({*journal.pieces, *gone} & set(known))
    with Graph.create(home, lock) as graph:
        try:
            most = len(journal) >= _MOST * len(known) and journal.size >= _LARGE
            graph.bulk_load(journal.quads(without=gone), replaced, most=most)
            finish(graph)
        except BaseException:
            graph.drop()
            raise
        graph.card["recipe"] = _recipe()
    remember()
    journal.clear()
    return True


def finish(graph: Graph) -> None:
    """Make the views and the description again."""
    views.refresh(graph)
    description.write(graph)


def _is_finished(home: Path) -> bool:
    """Whether all that follows from the articles was made as it would be made now."""
    card = folder.read_card(home, older=True)
    return card["store"] is not None and card.get("recipe") == _recipe()


@cache
def _recipe() -> str:
    """Sixteen digits over all that makes what follows from the articles: our code, the queries, the ontology."""
    digest = hashlib.sha256()
    code = sorted(Path(__file__).parent.glob("*.py"))
    data = sorted(p for part in ("queries", "ontology") for p in resources.folder(part).rglob("*") if p.is_file())
    for path in (*code, *data):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
