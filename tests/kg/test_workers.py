"""Processes that read: the dead and the late are replaced, the rest goes on, and none is left behind."""

import multiprocessing
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from multiprocessing.connection import wait
from pathlib import Path
from typing import Any

import pytest

from kg import workers
from kg.errors import DataError, InputError, KgError
from kg.model import Article
from kg.tasks import Task, Written
from kg.workers import Pool, read_all

READER = """
import os, signal, time
from pathlib import Path

from kg import workers
from kg.errors import DataError, InputError
from kg.model import Reading


class Fragile:
    def read_many(self, articles):
        for article in articles:
            if "deadly" in article.text:
                os.kill(os.getpid(), signal.SIGKILL)
            if "orphan" in article.text:
                os.kill(os.getppid(), signal.SIGKILL)
                time.sleep(3600)
            if "endless" in article.text:
                for n in range(20_000):  # an hour each: also where the master hears late that this process began
                    Path(f"{article.id}-{os.getpid()}-{n}").touch()
                    time.sleep(0.05)
            if "quick" in article.text:  # quads take imports, and those a second
                raise InputError("nothing to read", where=article.id)
            yield Reading(article)


def broken():
    raise DataError("a bad lexicon")


def stillborn():
    os._exit(1)
"""


@pytest.fixture
def readers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    (tmp_path / "fragile_readers.py").write_text(READER)
    monkeypatch.syspath_prepend(str(tmp_path))
    import fragile_readers  # type: ignore[import-not-found]

    return fragile_readers


def tasks(*texts: str, ids: str = "", first: int = 0) -> Iterator[Task]:
    return (Task(n, Article(f"{ids}{n}", text), "test") for n, text in enumerate(texts, first))


def test_a_process_does_not_outlive_its_master(readers: Any) -> None:
    """Its end closes the pipe that it shares with the master: else the call would wait for an hour."""
    code = "import fragile_readers as r; from tests.kg.test_workers import *; "
    code += "list(read_all(tasks('orphan'), r.Fragile, 2))"
    root, place = Path(__file__).parents[2], Path(readers.__file__).parent
    path = os.pathsep.join([str(place), str(root)])
    done = subprocess.run(
        [sys.executable, "-c", code], env={**os.environ, "PYTHONPATH": path}, cwd=root, check=False,
        stdout=subprocess.PIPE, timeout=120,
    )  # fmt: skip
    assert done.returncode == -signal.SIGKILL


@pytest.mark.slow
def test_the_rest_goes_on(readers: Any) -> None:
    """What kills its process alone, twice, is set aside with the reason; what was in hand with it is read."""
    told: list[str] = []
    with Pool(readers.Fragile, 1, tell=lambda event, **_: told.append(event)) as pool:
        found = list(pool.read(iter([list(tasks("quick", "deadly")), list(tasks("quick", first=2))])))
    assert not multiprocessing.active_children()
    results = {task.number: result for task, result in found}
    error = results.pop(1)
    assert isinstance(error, InputError) and "died, 2 times" in error.what
    assert {number: str(result) for number, result in results.items()} == {n: f"{n}: nothing to read" for n in (0, 2)}
    assert told.count("worker lost") == 3


@pytest.mark.slow
def test_what_takes_too_long_is_set_aside(readers: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Hours pass while the endless article is read."""
    began = tmp_path / "begun"
    monkeypatch.setattr(workers, "monotonic", lambda: 3600.0 * len(list(tmp_path.glob("begun*"))))
    monkeypatch.setattr(workers, "wait", lambda lines, patience: wait(lines, min(patience, 0.02)))
    with Pool(readers.Fragile, 1) as pool:
        found = list(pool.read(iter([list(tasks("quick", "endless", "quick", ids=f"{began}"))])))
    results = {task.number: result for task, result in found}
    late = results.pop(1)
    assert isinstance(late, InputError) and "was not done after 300 seconds, 2 times" in late.what
    assert {number: str(result) for number, result in results.items()} == {
        n: f"{began}{n}: nothing to read" for n in (0, 2)
    }


@pytest.mark.slow
@pytest.mark.parametrize(("make", "error"), [("broken", DataError), ("stillborn", KgError)])
def test_a_reader_that_cannot_be_made_ends_it(readers: Any, make: str, error: type[KgError]) -> None:
    with pytest.raises(error, match=r"bad lexicon|die as they start"):
        list(read_all(tasks("fine"), getattr(readers, make), workers=2))
    assert not multiprocessing.active_children()


def test_one_worker_is_this_process(readers: Any) -> None:
    ((task, result),) = read_all(tasks("fine"), readers.Fragile)
    assert task.number == 0 and isinstance(result, Written) and b"NewsArticle" in result.quads
