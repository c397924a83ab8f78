"""Virtuoso as a remote store: what `kg export` writes is loaded into it, and it is asked as any endpoint is.

Started where its programs are: `virtuoso-t` and `isql-vt` of Debian's virtuoso-opensource, on the PATH or in the folder
that VIRTUOSO names.
"""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg import api, catalogue, remote
from kg.errors import EndpointError
from tests.kg.serve.test_remote import given

WHERE = os.pathsep.join(filter(None, (os.environ.get("VIRTUOSO"), os.environ.get("PATH", ""))))
SERVER, CLIENT = (shutil.which(name, path=WHERE) for name in ("virtuoso-t", "isql-vt"))
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not (SERVER and CLIENT), reason="Virtuoso is not here (VIRTUOSO names the folder of virtuoso-t)"
    ),
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
OTHERWISE: set[str] = {
    "blocs", "events-between", "who-backs-whom",
}  # fmt: skip
"""Questions that Virtuoso 7.2 answers otherwise: it does not follow SPARQL 1.1 where a variable is unbound."""
PATIENCE = 120.0


@pytest.fixture(scope="session")
def virtuoso(served_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a Virtuoso that holds the graph."""
    place = tmp_path_factory.mktemp("virtuoso")
    sql, web = _ports()
    (place / "v.ini").write_text(CONFIGURATION.format(place=place, sql=sql, web=web), "utf-8")
    with api.open(served_folder) as graph:
        (place / "graph.nq").write_bytes(graph.dump("nq"))
    command = [str(SERVER), "+configfile", str(place / "v.ini"), "+foreground"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=place) as process:
        try:
            _wait(web, process)
            load = f"DB.DBA.TTLP(file_to_string_output('{place}/graph.nq'), '', 'http://none/', 512);"
            subprocess.run([str(CLIENT), f"127.0.0.1:{sql}", "dba", "dba", f"EXEC={load}"], check=True, cwd=place,
                           capture_output=True)  # fmt: skip
            yield f"http://127.0.0.1:{web}/sparql"
        finally:
            process.kill()


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


@pytest.mark.parametrize("name", sorted(set(catalogue.load()) - OTHERWISE))
def test_each_question_has_the_same_answer(name: str, virtuoso: str, served_folder: Path) -> None:
    query = catalogue.find(name)
    with api.open(served_folder) as here, remote.open(virtuoso) as there:
        own, told = (catalogue.ask(graph, query, given(query)) for graph in (here, there))
        assert (own.columns, own.rows, own.claims) == (told.columns, told.rows, told.claims)


def test_a_dossier_is_the_same(virtuoso: str, served_folder: Path) -> None:
    with api.open(served_folder) as here, remote.open(virtuoso) as there:
        assert here.show("Armenia") == there.show("Armenia") and here.articles() == there.articles()


def test_credentials(virtuoso: str, monkeypatch: pytest.MonkeyPatch) -> None:
    graph = remote.open(f"{virtuoso}-auth")
    with pytest.raises(EndpointError, match=f"answers 401.*{remote.USER}"):
        graph.query("ASK { ?s ?p ?o }")
    monkeypatch.setenv(remote.USER, "dba")
    monkeypatch.setenv(remote.PASSWORD, "dba")
    assert graph.query("ASK { ?e a par:State }") is True
