"""Named graphs written to a store, in requests of a bounded size: by the Graph Store Protocol, or else by updates."""

from collections.abc import Iterator, Sequence

import pyoxigraph as ox

from kg.errors import EndpointError
from kg.remote.wire import Endpoint

BATCH, GRAPH_STORE_BATCH = 1_000, 50_000
"""Statements in a request: of an update, and of the Graph Store Protocol. Virtuoso makes a program of an update, and
takes ten thousand lines of it."""


class Sender:
    """Writes to an endpoint, `batch` statements at most in a request. Methods raise as those of `Endpoint` do."""

    def __init__(self, endpoint: Endpoint, batch: int | None = None) -> None:
        self._endpoint = endpoint
        self._batch = batch or (GRAPH_STORE_BATCH if endpoint.graph_store else BATCH)

    def replace(self, graph: str, triples: Sequence[ox.Triple]) -> None:
        """Make these all that the named graph holds. Where it takes several requests, it is in part there meanwhile."""
        if not triples:
            self.drop(graph)
            return
        for n, part in enumerate(self._parts(triples)):
            if self._endpoint.graph_store:
                self._endpoint.send("POST" if n else "PUT", graph, part.encode())
            else:
                self._endpoint.update(("" if n else f"DROP SILENT GRAPH <{graph}> ;\n") + _insert(graph, part))

    def add(self, graph: str, triples: Sequence[ox.Triple]) -> None:
        """Add these to the named graph."""
        for part in self._parts(triples):
            if self._endpoint.graph_store:
                self._endpoint.send("POST", graph, part.encode())
            else:
                self._endpoint.update(_insert(graph, part))

    def drop(self, graph: str) -> None:
        """Take the named graph out, if it is there."""
        if not self._endpoint.graph_store:
            self._endpoint.update(f"DROP SILENT GRAPH <{graph}>")
            return
        try:
            self._endpoint.send("DELETE", graph)
        except EndpointError as cause:
            if cause.status != 404:
                raise

    def _parts(self, triples: Sequence[ox.Triple]) -> Iterator[str]:
        for n in range(0, len(triples), self._batch):
            yield "".join(f"{triple} .\n" for triple in triples[n : n + self._batch])


def _insert(graph: str, triples: str) -> str:
    return f"INSERT DATA {{ GRAPH <{graph}> {{\n{triples}}} }}"
