"""Virtuoso as a remote store: a folder is pushed into it, and it is asked as any endpoint is.

Started where its program is: `virtuoso-t` of Debian's virtuoso-opensource, on the PATH or in the folder that VIRTUOSO
names.
"""

import io
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from kg import api, catalogue, remote
from kg.errors import EndpointError
from kg.remote import Endpoint
from kg.store import Graph
from tests.kg.test_questions import cases, told, wide

__all__ = ["wide"]  # a fixture

WHERE = os.pathsep.join(filter(None, (os.environ.get("VIRTUOSO"), os.environ.get("PATH", ""))))
SERVER = shutil.which("virtuoso-t", path=WHERE)
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(SERVER is None, reason="Virtuoso is not here (VIRTUOSO names the folder of virtuoso-t)"),
]
CONFIGURATION = """
[Database]
DatabaseFile = {place}/v.db
ErrorLogFile = {place}/v.log
LockFile = {place}/v.lck
TransactionFile = {place}/v.trx
xa_persistent_file = {place}/v.pxa
FileExtend = 100
[TempDatabase]
DatabaseFile = {place}/t.db
TransactionFile = {place}/t.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
NumberOfBuffers = 4000
MaxDirtyBuffers = 3000
DirsAllowed = {place}
ServerThreads = 8
[HTTPServer]
ServerPort = 127.0.0.1:{web}
ServerThreads = 4
[SPARQL]
ResultSetMaxRows = 1000000
"""
OTHERWISE = {
    "places": "it keeps coordinates in single precision, and loses rows of a UNION",
    "sides": "it loses rows of a sub-select with a LIMIT",
    "territory": "it loses rows of a UNION beside a VALUES",
}
"""Questions that Virtuoso 7.2 may answer otherwise, and why; some of them on one plan of it and not on another."""
PATIENCE = 120.0


@dataclass(frozen=True)
class Virtuoso:
    """Where a running Virtuoso answers, and where those who have its password may write."""

    home: str

    @property
    def address(self) -> str:
        return f"{self.home}/sparql"

    def writable(self, graph_store: bool) -> Endpoint:
        return Endpoint(f"{self.address}-auth", None, f"{self.address}-graph-crud-auth" if graph_store else None)


@pytest.fixture(scope="module")
def folder(wide: Graph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The graph of the golden tables on disk."""
    place = tmp_path_factory.mktemp("wide") / "wide.kg"
    with Graph.create(place) as graph:
        graph.bulk_load(io.BytesIO(wide.dump("nq")))
    return place


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Virtuoso]:
    """A Virtuoso with nothing of ours in it."""
    place = tmp_path_factory.mktemp("virtuoso")
    sql, web = _ports()
    (place / "v.ini").write_text(CONFIGURATION.format(place=place, sql=sql, web=web), "utf-8")
    command = [str(SERVER), "+configfile", str(place / "v.ini"), "+foreground"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=place) as process:
        try:
            _wait(web, process)
            yield Virtuoso(f"http://127.0.0.1:{web}")
        finally:
            process.kill()


@pytest.fixture(scope="module")
def virtuoso(running: Virtuoso, folder: Path) -> Virtuoso:
    """A Virtuoso that holds the graph."""
    with pytest.MonkeyPatch.context() as environment:
        _as_dba(environment)
        remote.push(folder, running.writable(graph_store=True))
    return running


def _as_dba(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("no_proxy", "*")
    environment.setenv(remote.USER, "dba")
    environment.setenv(remote.PASSWORD, "dba")


def _ports() -> list[int]:
    taken = [socket.create_server(("127.0.0.1", 0)) for _ in range(2)]
    numbers = [one.getsockname()[1] for one in taken]
    for one in taken:
        one.close()
    return numbers


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    """Until it listens: it tells nobody but its log."""
    end = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < end:
        with socket.socket() as trying:
            if trying.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    pytest.skip("Virtuoso does not start here")


@pytest.mark.parametrize("asked", [asked for asked, _ in cases() if asked.split()[0] not in OTHERWISE])
def test_each_question_has_the_same_answer(asked: str, virtuoso: Virtuoso, folder: Path) -> None:
    query, given = told(asked)
    with api.open(folder) as here, remote.open(virtuoso.address) as there:
        own, theirs = (catalogue.ask(graph, query, given) for graph in (here, there))
        assert (own.columns, own.rows, own.claims) == (theirs.columns, theirs.rows, theirs.claims)


def test_the_graph_itself_is_the_same(virtuoso: Virtuoso, folder: Path) -> None:
    with api.open(folder) as here, remote.open(virtuoso.address) as there:
        assert here.show("Armenia") == there.show("Armenia") and here.articles() == there.articles()
        assert here.dump("nq") == there.dump("nq")


@pytest.mark.parametrize("graph_store", [True, False])
def test_it_becomes_what_a_folder_holds(
    graph_store: bool, virtuoso: Virtuoso, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _as_dba(monkeypatch)
    place = virtuoso.writable(graph_store)
    with api.open(folder) as graph:
        gone = graph.articles()[0].iri
    removed, tally = remote.remove([gone], place)
    assert [article.iri for article in removed] == [gone] and tally.gone >= 1
    assert len(remote.open(virtuoso.address).articles()) == 5
    assert remote.push(folder, place).unchanged > 5  # what of the other articles did not change is there
    assert remote.push(folder, place).sent == 0
    test_the_graph_itself_is_the_same(virtuoso, folder)


def test_credentials(virtuoso: Virtuoso, monkeypatch: pytest.MonkeyPatch) -> None:
    graph = remote.open(f"{virtuoso.address}-auth")
    with pytest.raises(EndpointError, match=f"answers 401.*{remote.USER}"):
        graph.query("ASK { ?s ?p ?o }")
    _as_dba(monkeypatch)
    assert graph.query("ASK { ?e a par:State }") is True


def test_who_may_not_write_is_told_so(virtuoso: Virtuoso, folder: Path, tmp_path: Path) -> None:
    with Graph.create(tmp_path / "empty.kg"):
        pass
    for place in (Endpoint(virtuoso.address), Endpoint(virtuoso.address, None, f"{virtuoso.address}-graph-crud")):
        with pytest.raises(EndpointError, match=r"SECURITY|ermission"):
            remote.push(tmp_path / "empty.kg", place, prune=True)
