"""Builds that are broken off: interrupted, killed, or stopped in the midst of a commit; the next one goes on there."""

import signal
import subprocess
import sys
import textwrap
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from kg.builder import Summary, build
from kg.errors import GraphError
from kg.model import Article, Reading
from kg.store import Graph
from tests.kg.building import Plain, write_news


@pytest.fixture
def news(tmp_path: Path) -> Path:
    return write_news(tmp_path)


def built(news: Path, graph: Path, make: type[Plain] = Plain) -> Summary:
    return build([news], graph, make, reader="plain 1")


class Halting(Plain):
    """Is interrupted at the third article."""

    def read_many(self, articles: Iterable[Article]) -> Iterator[Reading]:
        for article in articles:
            if "2.txt" in article.id:
                raise KeyboardInterrupt
            yield from super().read_many([article])


def test_a_build_that_is_broken_off_leaves_a_whole_graph(
    news: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.workers.BATCH", 1)
    with pytest.raises(KeyboardInterrupt):
        built(news, tmp_path / "g.kg", Halting)
    graph = Graph.open(tmp_path / "g.kg")
    assert len(graph.articles()) == 2
    assert graph.query("ASK { GRAPH graph:view\\/asserted { ?s ?p ?o } }") is True


def test_a_build_that_was_killed_is_taken_up(news: Path, tmp_path: Path) -> None:
    """What its journal has is not read again, and the graph is the same as of a build that nobody killed."""
    built(news, tmp_path / "g.kg")
    wanted = Graph.open(tmp_path / "g.kg").dump("nq")
    graph = tmp_path / "killed.kg"
    code = textwrap.dedent("""
        import os, sys
        from kg.builder import build
        from tests.kg.building import Plain

        class Deadly(Plain):
            def read_many(self, articles):
                for article in articles:
                    if "2.txt" in article.id:
                        os._exit(9)
                    yield from super().read_many([article])

        import kg.workers
        kg.workers.BATCH = 1
        build([sys.argv[1]], sys.argv[2], Deadly, reader="plain 1")
    """)
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", code, news, graph], cwd=root, check=False)
    assert done.returncode == 9
    with pytest.raises(GraphError, match="unfinished"):
        Graph.open(graph)
    again = built(news, graph)
    assert (again.read, again.unchanged, again.resumed) == (1, 2, 2)
    assert Graph.open(graph).dump("nq") == wanted


def test_a_second_interrupt_ends_a_build_at_once(news: Path, tmp_path: Path) -> None:
    """Even where a library's code is running; what was read is in the journal."""
    code = textwrap.dedent("""
        import signal, sys
        import kg.workers
        from kg import builder
        from kg.cli.progress import stoppable
        from tests.kg.building import Plain

        class Stopped(Plain):
            def read_many(self, articles):
                for article in articles:
                    if "2.txt" in article.id:
                        signal.raise_signal(signal.SIGINT)
                    yield from super().read_many([article])

        kg.workers.BATCH = 1
        builder.commit = lambda *_, **__: signal.raise_signal(signal.SIGINT) or sys.exit(7)
        with stoppable():
            builder.build([sys.argv[1]], sys.argv[2], Stopped, reader="plain 1")
    """)
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", code, news, tmp_path / "g.kg"], cwd=root, check=False)
    assert done.returncode == -signal.SIGINT
    again = built(news, tmp_path / "g.kg")
    assert (again.read, again.resumed) == (1, 2)


def test_a_commit_that_is_broken_off_is_done_again(news: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before the graph is there, and after it but before the journal is emptied."""
    built(news, tmp_path / "g.kg")
    (news / "0.txt").write_text("Bolivia backs Chile")
    before = Graph.open(tmp_path / "g.kg").dump("nq")
    for broken in ("kg.views.refresh", "kg.journal.Journal.clear"):
        with monkeypatch.context() as patch:
            patch.setattr(broken, lambda *_: (_ for _ in ()).throw(GraphError("the disk is full")))
            with pytest.raises(GraphError, match="the disk is full"):
                built(news, tmp_path / "g.kg")
        if broken == "kg.views.refresh":
            assert Graph.open(tmp_path / "g.kg").dump("nq") == before
    summary = build([news], tmp_path / "g.kg", lambda: pytest.fail("all was read"), reader="plain 1")
    assert (summary.unchanged, summary.resumed) == (3, 1)
    built(news, tmp_path / "other.kg")
    assert Graph.open(tmp_path / "g.kg").dump("nq") == Graph.open(tmp_path / "other.kg").dump("nq")
