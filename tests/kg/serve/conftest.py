"""One server for most tests of this folder, over the readings made by hand and the graphs of the W3C's tests."""

import os
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg import views
from kg.store import Graph
from tests.kg.conftest import background, helicopter, shelling
from tests.kg.serving import Server, served

SUITE = Path(os.environ.get("PARLEY_SHARED", Path(__file__).resolve().parents[4] / "shared")) / (
    "eval/data/w3c-sparql.tar.gz"
)
LIMITS = ("--time-limit", 5, "--result-limit", 2, "--memory-limit", 192)


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "*")


@pytest.fixture(scope="session")
def suite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the W3C's tests of SPARQL 1.1."""
    if not SUITE.is_file():
        pytest.skip(f"the W3C's SPARQL tests are not here: {SUITE.name} (PARLEY_SHARED)")
    place = tmp_path_factory.mktemp("w3c")
    with tarfile.open(SUITE) as packed:
        # Python 3.11 has the filter from 3.11.4 on only
        safe = {"filter": "data"} if hasattr(tarfile, "data_filter") else {}
        packed.extractall(place, **safe)  # type: ignore[arg-type]
    return place / "sparql" / "sparql11"


@pytest.fixture(scope="session")
def served_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("served") / "g.kg"
    with Graph.create(folder) as graph:
        graph.add(shelling(), helicopter(), background(), reader="test reader 1")
        views.refresh(graph)
        if SUITE.is_file():
            _add_the_graphs_of_the_suite(graph)
    return folder


def _add_the_graphs_of_the_suite(graph: Graph) -> None:
    with tarfile.open(SUITE) as packed:
        for n in (1, 2, 3):
            data = packed.extractfile(f"sparql/sparql11/protocol/data{n}.nt")
            assert data is not None
            triples = [quad.triple for quad in ox.parse(data.read(), ox.RdfFormat.N_TRIPLES)]
            graph.replace(f"http://kasei.us/2009/09/sparql/data/data{n}.rdf", triples)


@pytest.fixture(scope="session")
def server(served_folder: Path) -> Iterator[Server]:
    with served(served_folder, *LIMITS) as running:
        yield running
