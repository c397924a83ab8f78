"""Articles put into a remote store and taken out of it.

What follows from the articles follows from all of them, so it is made here: the store's articles are fetched into a
folder of the moment, changed there as in any other, and what has become different is pushed back (`kg.remote.pushing`).
Nobody else may write the store meanwhile.
"""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from kg import api, iris, keeping
from kg.following import follows
from kg.remote.asking import RemoteGraph
from kg.remote.pushing import Progress, Tally, push
from kg.remote.wire import Endpoint
from kg.store import Graph, StoredArticle


def load(files: Sequence[str | Path], endpoint: Endpoint, progress: Progress = lambda tally: None) -> tuple[int, Tally]:
    """Take files that `kg export` wrote into the graph behind the endpoint, as `kg.api.load` does; how many articles it
    then holds, and what was sent. Raises as `kg.api.load` and `push` do."""
    with _fetched(endpoint) as folder:
        articles = api.load(files, folder)
        return articles, push(folder, endpoint, prune=True, progress=progress)


def remove(
    names: Sequence[str], endpoint: Endpoint, progress: Progress = lambda tally: None
) -> tuple[list[StoredArticle], Tally]:
    """Take articles out of the graph behind the endpoint, as `kg.keeping.remove` does. Raises as it and `push` do."""
    with _fetched(endpoint) as folder:
        removed = keeping.remove(folder, names)
        return removed, push(folder, endpoint, prune=True, progress=progress)


@contextmanager
def _fetched(endpoint: Endpoint) -> Iterator[Path]:
    """A folder with what the store holds of Parley's, but for what follows from the articles.

    Raises EndpointError where the store gives less of it than it has: what is missing here would be taken out there.
    """
    remote = RemoteGraph(endpoint)
    with tempfile.TemporaryDirectory(prefix="parley-") as place:
        folder, quads = Path(place) / "fetched.kg", Path(place) / "fetched.nq"
        with quads.open("w", encoding="utf-8") as out:
            for name, size in sorted(remote.sizes().items()):
                if name.startswith(iris.PREFIXES["graph"]) and not follows(name) and name != iris.ONTOLOGY:
                    out.writelines(f"{triple} <{name}> .\n" for triple in remote.whole(name, size))
        with Graph.create(folder) as graph, quads.open("rb") as stream:
            graph.bulk_load(stream, most=True)
        yield folder
