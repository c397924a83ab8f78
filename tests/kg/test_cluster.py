"""A cluster of this machine gives the same bytes as one process, whatever becomes of its workers."""

import json
import pickle
import sys
from pathlib import Path

import pytest

from kg.builder import build
from kg.cluster import _outcome, _write, read_partition
from kg.errors import EndpointError, GraphError, UsageError
from kg.model import Article
from kg.shards import scan
from kg.store import Graph
from kg.tasks import Task
from tests.kg.building import Plain

READER = """
import os
from pathlib import Path

from tests.kg.building import Plain


class Mortal(Plain):
    def read_many(self, articles):
        for article in articles:
            mark = Path(os.environ["MORTAL"])
            if "Bolivia" in article.text and not mark.exists():
                mark.touch()
                os._exit(1)
            yield from super().read_many([article])
"""


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    names = ("Peru", "Chile", "Bolivia")
    lines = [{"id": str(n), "text": f"{names[n % 3]} backs {names[(n + 1) % 3]} for day {n}"} for n in range(40)]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, lines)))
    return tmp_path / "a.jsonl"


def dumped(path: Path) -> bytes:
    with Graph.open(path) as graph:
        return graph.dump("nq")


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_a_worker_is_lost_and_nothing_else(articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed", reason="Dask is not installed: pip install 'parley-kg[dask]'")
    (tmp_path / "mortal_reader.py").write_text(READER)
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.syspath_prepend(str(Path(__file__).parents[2]))
    monkeypatch.setenv("MORTAL", str(tmp_path / "died"))
    import mortal_reader  # type: ignore[import-not-found]

    summary = build([articles], tmp_path / "many.kg", mortal_reader.Mortal, reader="r", dask="local", workers=1)
    assert (tmp_path / "died").exists() and (summary.read, summary.left_out) == (40, [])
    build([articles], tmp_path / "one.kg", Plain, reader="r")
    assert dumped(tmp_path / "many.kg") == dumped(tmp_path / "one.kg")
    assert list((tmp_path / "many.kg" / "journal").iterdir()) == []


def test_work_that_is_done_twice_gives_one_shard(tmp_path: Path) -> None:
    batch = [Task(7, Article("a", "Peru backs Chile"), "r", ("p",)), Task(8, Article("b", "Peru"), "r")]
    name, results = read_partition(Plain, batch, str(tmp_path))
    assert read_partition(Plain, batch, str(tmp_path))[0] == name
    assert [path.name for path in tmp_path.iterdir()] == [name]
    assert [number for number, _ in results] == [7, 8]
    (piece,) = scan(tmp_path / str(name))
    assert piece.entry.places == ("p",)


def test_what_cannot_be_written_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(GraphError, match=r"the disk is full \(make room"):
        _write(tmp_path, "d-1", b"quads")
    assert list(tmp_path.iterdir()) == []


def test_a_worker_that_does_not_see_the_folder_says_so(tmp_path: Path) -> None:
    with pytest.raises(GraphError, match=r"must see the graph's folder under the same path") as told:
        _write(tmp_path / "elsewhere", "d-1", b"quads")
    assert str(pickle.loads(pickle.dumps(told.value))) == str(told.value)  # it comes back from a worker


class Done:
    """A future of which `error` came, as the partition's own or of the cluster."""

    def __init__(self, error: Exception, status: str) -> None:
        self.error, self.status = error, status

    def exception(self) -> Exception:
        return self.error

    def result(self) -> None:
        raise self.error


@pytest.mark.parametrize("lost", ["FutureCancelledError", "OSError"])
def test_a_lost_cluster_is_told_as_such(lost: str) -> None:
    client = pytest.importorskip("distributed", reason="Dask is not installed: pip install 'parley-kg[dask]'").client
    error = client.FutureCancelledError("read-1", "scheduler-connection-lost") if lost != "OSError" else OSError("lost")
    with pytest.raises(
        EndpointError, match=r"the Dask cluster is gone: .*lost.* \(build again: what was read is kept\)"
    ):
        _outcome(Done(error, "cancelled"))


def test_what_failed_on_a_worker_is_not_the_clusters_loss() -> None:
    with pytest.raises(GraphError, match="the disk is full"):
        _outcome(Done(GraphError("the disk is full"), "error"))


def test_dask_is_an_extra(articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)  # as if it could not be found
    with pytest.raises(UsageError, match=r"pip install 'parley-kg\[dask\]'"):
        build([articles], tmp_path / "g.kg", Plain, dask="local")
