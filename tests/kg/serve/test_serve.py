"""The verb: how it starts and stops, and what it does not touch."""

import re
import signal
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from kg.cli.progress import STOPPED
from kg.errors import GraphError
from kg.serve import snapshot as copies
from kg.serve.server import _listening
from kg.serve.snapshot import snapshot
from kg.store import Graph
from tests.kg.serving import ENDLESS, served

Run = Callable[..., Any]


def test_a_missing_graph_is_one_line(run: Run, tmp_path: Path) -> None:
    status, out, err = run("serve", tmp_path / "none.kg", "--port", 0)
    assert (status, out) == (1, "") and re.fullmatch(r"kg: \S+none\.kg: there is no such graph \(.*\)\n", err)


def test_a_port_that_is_taken_is_one_line(run: Run, graph_folder: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        status, out, err = run("serve", graph_folder, "--port", port)
    assert (status, out, err) == (2, "", f"kg: 127.0.0.1:{port}: the port is taken (give another one: --port)\n")


def test_short_answers_are_sent_at_once() -> None:
    with _listening("127.0.0.1", 0) as listener:
        assert listener.proto == socket.IPPROTO_TCP  # what asyncio looks at before it turns Nagle's algorithm off


def test_an_address_that_is_none_is_one_line(run: Run, graph_folder: Path) -> None:
    status, _, err = run("serve", graph_folder, "--host", "192.0.2.1", "--port", 0)
    assert status == 2 and err.startswith("kg: 192.0.2.1:0: nothing can listen there") and err.count("\n") == 1


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_stops_when_told_to(graph_folder: Path, number: signal.Signals) -> None:
    from concurrent.futures import ThreadPoolExecutor

    with served(graph_folder) as server, ThreadPoolExecutor(1) as pool:
        endless = pool.submit(server.post, ENDLESS)
        assert server.get("ASK {}").status == 200
        server.process.send_signal(number)
        assert server.process.wait(30) == 0
        assert endless.exception() is not None or endless.result().status == 503
    assert [path.name for path in graph_folder.iterdir() if path.name.startswith(".served")] == []


def test_it_leaves_no_copy_where_it_is_stopped_early(
    run: Run, graph_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copies, "copy_store", lambda *_: signal.raise_signal(signal.SIGTERM))
    assert run("serve", graph_folder, "--port", 0)[0] == STOPPED
    assert [path.name for path in graph_folder.iterdir() if path.name.startswith(".served")] == []


def test_a_copy_stays_as_it_is_when_the_graph_changes(graph_folder: Path) -> None:
    with snapshot(graph_folder) as place:
        with Graph.open(graph_folder) as graph:
            before = len(graph)
        reader = ox.Store.read_only(str(place / "store"))
        with Graph.create(graph_folder) as graph:
            graph.remove(*(article.iri for article in graph.articles()))
            graph._store.optimize()
        assert len(reader) == before == len(ox.Store.read_only(str(place / "store"))) > len(Graph.open(graph_folder))
    assert not place.exists()


def test_a_copy_is_made_elsewhere_where_the_folder_cannot_be_written(
    graph_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import os
    import tempfile

    made = tempfile.TemporaryDirectory

    def refused(*args: Any, **options: Any) -> Any:
        if options.get("dir"):
            raise PermissionError
        return made(*args, **options)

    def across(*_: object) -> None:
        raise OSError("another disk")

    monkeypatch.setattr(tempfile, "TemporaryDirectory", refused)
    monkeypatch.setattr(os, "link", across)
    with snapshot(graph_folder) as place, Graph.open(graph_folder) as graph:
        assert graph_folder not in place.parents
        assert len(ox.Store.read_only(str(place / "store"))) == len(graph)


def test_an_unfinished_graph_is_not_served(graph_folder: Path) -> None:
    store = ox.Store(graph_folder / "store")
    store.remove_graph(ox.NamedNode("https://w3id.org/parley/graph/entities"))
    store.flush()
    del store
    with pytest.raises(GraphError, match="unfinished"), snapshot(graph_folder):
        pass
