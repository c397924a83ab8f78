"""A SPARQL store that can be written, small enough to run in every test: queries, updates, the Graph Store Protocol."""

import pyoxigraph as ox

from tests.kg.endpoint import ROWS, Endpoint, Reply, Seen


class Store(Endpoint):
    """Runs while it is in a `with`. Requests of more than `most` bytes are too large for it; after `patience` requests
    that write, it refuses the others; with a `password` only who gives it may write (Basic)."""

    def __init__(self) -> None:
        super().__init__()
        self.store, self.answer = ox.Store(), self._answered
        self.most, self.patience, self.authorization = 10_000_000, 10_000, ""

    @property
    def graph_store(self) -> str:
        return self.address.replace("/sparql", "/data")

    @property
    def written(self) -> list[Seen]:
        """The requests that wrote."""
        return [seen for seen in self.seen if "query" not in seen.parameters]

    def dump(self) -> set[str]:
        return {str(quad) for quad in self.store}

    def _answered(self, seen: Seen) -> Reply:
        if seen.query:
            found = self.store.query(seen.query, use_default_graph_as_union=True)
            return Reply(200, found.serialize(format=ox.QueryResultsFormat.JSON) or b"", ROWS)
        if self.authorization and seen.headers.get("authorization") != self.authorization:
            return Reply(401, b"who?", headers={"WWW-Authenticate": 'Basic realm="store"'})
        if len(seen.body) > self.most:
            return Reply(413, b"too large")
        if len(self.written) > self.patience:
            return Reply(503, b"out of patience")
        if "update" in seen.parameters:
            self.store.update(seen.parameters["update"][0])
            return Reply(200)
        return self._placed(seen, ox.NamedNode(seen.parameters["graph"][0]))

    def _placed(self, seen: Seen, graph: ox.NamedNode) -> Reply:
        if seen.method == "DELETE" and not self.store.contains_named_graph(graph):
            return Reply(404, b"no such graph")
        if seen.method in ("PUT", "DELETE"):
            self.store.remove_graph(graph)
        if seen.method in ("PUT", "POST"):
            self.store.load(seen.body.encode(), ox.RdfFormat.N_TRIPLES, to_graph=graph)
        return Reply(204)
