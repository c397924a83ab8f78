"""Processes that read: the dead and the late are replaced, the rest goes on, and none is left behind."""

import multiprocessing
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
from kg.errors import DataError
from kg.model import Reading


class Fragile:
    def read_many(self, articles):
        for article in articles:
            if "deadly" in article.text:
                os.kill(os.getpid(), signal.SIGKILL)
            if "endless" in article.text:
                Path(f"{article.id}-{os.getpid()}").touch()
                time.sleep(1000)
            if "once" in article.text and not Path(article.id).exists():
                Path(article.id).touch()
                os._exit(1)
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


def tasks(*texts: str, ids: str = "") -> Iterator[Task]:
    return (Task(n, Article(f"{ids}{n}", text), "test") for n, text in enumerate(texts))


@pytest.mark.slow
def test_the_rest_goes_on(readers: Any, tmp_path: Path) -> None:
    """One article kills, one kills only the first time: one is set aside, with the reason."""
    told: list[str] = []
    texts = ["fine"] * 9 + ["deadly"] + ["fine"] * 9 + ["once", "fine"]
    with Pool(readers.Fragile, 2, tell=lambda event, **_: told.append(event)) as pool:
        found = list(pool.read(iter([[task] for task in tasks(*texts, ids=f"{tmp_path}/x")])))
        assert len(pool.workers) <= 2
    assert not multiprocessing.active_children()
    assert sorted(task.number for task, _ in found) == list(range(len(texts)))
    ((number, error),) = [(task.number, result) for task, result in found if isinstance(result, InputError)]
    assert number == 9 and "died, 2 times" in error.what
    assert told.count("worker lost") == 3


@pytest.mark.slow
def test_what_takes_too_long_is_set_aside(readers: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Hours pass whenever the endless article is begun."""
    began = tmp_path / "begun"
    monkeypatch.setattr(workers, "monotonic", lambda: 3600.0 * len(list(tmp_path.glob("begun*"))))
    monkeypatch.setattr(workers, "wait", lambda lines, patience: wait(lines, min(patience, 0.02)))
    with Pool(readers.Fragile, 1) as pool:
        found = list(pool.read(iter([list(tasks("fine", "endless", "fine", ids=f"{began}"))])))
    results = {task.number: result for task, result in found}
    late = results.pop(1)
    assert isinstance(late, InputError) and "was not done after 300 seconds, 2 times" in late.what
    assert sorted(results) == [0, 2] and all(isinstance(result, Written) for result in results.values())


@pytest.mark.slow
@pytest.mark.parametrize(("make", "error"), [("broken", DataError), ("stillborn", KgError)])
def test_a_reader_that_cannot_be_made_ends_it(readers: Any, make: str, error: type[KgError]) -> None:
    with pytest.raises(error, match=r"bad lexicon|die as they start"):
        list(read_all(tasks("fine"), getattr(readers, make), workers=2))
    assert not multiprocessing.active_children()


def test_one_worker_is_this_process(readers: Any) -> None:
    ((task, result),) = read_all(tasks("fine"), readers.Fragile)
    assert task.number == 0 and isinstance(result, Written) and b"NewsArticle" in result.quads
