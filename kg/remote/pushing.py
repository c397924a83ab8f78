"""A remote store made what a folder holds, one named graph after the other.

What is there already is not sent again. The store's graph `graph/pushed` has the SHA-256 of each graph that is whole
there; and a graph counts as there only while it has as many statements as the folder's. So whatever breaks a push off,
the same call goes on from there, and a call more changes nothing. Articles go first, and `graph/entities` last.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kg import iris
from kg.errors import EndpointError, GraphError, KgError, QueryError
from kg.following import follows
from kg.remote.asking import RemoteGraph
from kg.remote.sending import Sender
from kg.remote.wire import Endpoint
from kg.store import Graph

_MARKED = 20_000
"""Statements after which it is written down which graphs are whole."""
_SHA256 = ox.NamedNode(iris.expand("schema:sha256"))
_MARKS = f"SELECT ?graph ?sum {{ GRAPH <{iris.PUSHED}> {{ ?graph schema:sha256 ?sum }} }}"


@dataclass(slots=True)
class Tally:
    """How many named graphs of how many were sent, with how many statements; how many were there already, and how many
    are taken out."""

    due: int = 0
    sent: int = 0
    statements: int = 0
    unchanged: int = 0
    gone: int = 0


Progress = Callable[[Tally], None]


def push(
    path: str | Path, endpoint: Endpoint, *, prune: bool = False, batch: int | None = None, dry: bool = False,
    progress: Progress = lambda tally: None,
) -> Tally:  # fmt: skip
    """Make the graph behind the endpoint what the folder `path` holds; graphs that are not Parley's are left alone.

    Each named graph takes the place of the one of its name. A store that has articles which the folder lacks is refused
    before anything is sent, unless `prune` says to take them out. `batch` is the most statements in one request; with
    `dry` nothing is sent. Raises GraphError for such a store and where there is no graph; EndpointError and QueryError
    tell how far it came.
    """
    with Graph.open(path) as graph:
        pushing = _Push(graph, endpoint, Sender(endpoint, batch), progress)
        if not prune:
            pushing.check()
        return pushing.tally if dry else pushing.run()


class _Push:
    """What is in the folder and what in the store, and the sending of what differs."""

    def __init__(self, graph: Graph, endpoint: Endpoint, sender: Sender, progress: Progress) -> None:
        self._graph, self._endpoint, self._sender, self._progress = graph, endpoint, sender, progress
        remote = RemoteGraph(endpoint)
        held = remote.sizes()
        self._marked = {str(name): str(told) for name, told in remote.select(_MARKS)}
        own = {name: _checksum(graph.triples(name)) for name in graph.graphs() if name != iris.PUSHED}
        self._sums = {name: told for name, (told, size) in own.items()}
        self._whole = {
            n: told for n, (told, size) in own.items() if self._marked.get(n) == told and held.get(n) == size
        }
        self._due = sorted((n for n in own if n not in self._whole and (own[n][1] or n in held)), key=_turn)
        self._gone = sorted((n for n in held if n.startswith(iris.PREFIXES["graph"]) and n not in own), key=_turn)
        self._fresh: dict[str, str] = {}
        self.tally = Tally(len(self._due), unchanged=len(self._whole), gone=len(self._gone))

    def check(self) -> None:
        """Raises GraphError where the store holds more than what follows from the folder's articles."""
        kept = [iris.compact(name) for name in self._gone if not follows(name)]
        if kept:
            named = ", ".join(kept[:3]) + (", …" if len(kept) > 3 else "")
            what = f"the store holds what the folder lacks, and nothing was sent: {named} ({len(kept):,} graphs)"
            hint = "--prune takes it out; another graph belongs into another store"
            raise GraphError(what, where=self._endpoint.query, hint=hint)

    def run(self) -> Tally:
        at = iris.PUSHED
        try:
            if self._marked != self._whole:
                self._sender.replace(iris.PUSHED, _marks(self._whole))
            for at in self._gone:
                self._sender.drop(at)
            for at in self._due:
                self._send(at)
            self._mark()
        except (EndpointError, QueryError) as cause:
            raise self._broken_off(cause, at) from cause
        finally:
            with suppress(KgError):  # broken off: what is whole is not sent again, if the store can still be told
                self._mark()
        return self.tally

    def _send(self, name: str) -> None:
        triples = self._graph.triples(name)
        self._sender.replace(name, triples)
        self._fresh[name] = self._sums[name]
        self.tally.sent += 1
        before, self.tally.statements = self.tally.statements, self.tally.statements + len(triples)
        if before // _MARKED != self.tally.statements // _MARKED:
            self._mark()
        self._progress(self.tally)

    def _mark(self) -> None:
        self._sender.add(iris.PUSHED, _marks(self._fresh))
        self._fresh = {}

    def _broken_off(self, cause: EndpointError | QueryError, at: str) -> EndpointError:
        there, wanted = (self.tally.unchanged + more for more in (self.tally.sent, self.tally.due))
        how_far = f"{there:,} of {wanted:,} graphs are there whole, {iris.compact(at)} is not"
        hint = f"{cause.hint}; then the" if cause.hint else "the"
        return EndpointError(
            f"{cause.what}; {how_far}", where=cause.where, hint=f"{hint} same command goes on from there"
        )


def _turn(name: str) -> tuple[int, str]:
    """Articles first; `graph/entities` last, without which a graph is known to be unfinished."""
    return (0 if name.startswith(iris.ARTICLE_GRAPHS) else 2 if name == iris.ENTITIES else 1, name)


def _checksum(triples: Iterable[ox.Triple]) -> tuple[str, int]:
    """SHA-256 of the sorted N-Triples, and how many there are."""
    digest, size = hashlib.sha256(), 0
    for triple in triples:
        digest.update(f"{triple} .\n".encode())
        size += 1
    return digest.hexdigest(), size


def _marks(sums: Mapping[str, str]) -> list[ox.Triple]:
    return [ox.Triple(ox.NamedNode(name), _SHA256, ox.Literal(told)) for name, told in sums.items()]
