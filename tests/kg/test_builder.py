"""Building a graph: what is read, passed over, replaced and left out; the same graph however many workers read."""

import textwrap
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from kg.builder import Summary, build
from kg.errors import GraphError
from kg.model import Article, Claim, Entity, Mention, Reading, Span
from kg.reading import Reader
from kg.store import Graph

QIDS = {"Peru": "Q419"}
Builder = Callable[..., Summary]


class Plain:
    """Reads "A backs B" and nothing else."""

    def read_many(self, articles: Iterable[Article]) -> Iterator[Reading]:
        for article in articles:
            first, verb, last = article.text.split()[:3]
            ends = [(w, article.text.index(w)) for w in (first, last)]
            entities = tuple(
                Entity(f"e{n}", word, "State", QIDS.get(word), 0.9, (Mention(at, at + len(word), word, "name"),))
                for n, (word, at) in enumerate(ends, 1)
            )  # fmt: skip
            at = article.text.index(verb)
            claim = Claim(
                "c-1", "e1", "supports", "e2", None, Span(at, at + len(verb)), None, "affirmed", "actual", (), (),
                None, None, None, None, 1, 0.8, "plain",
            )  # fmt: skip
            yield Reading(article, entities, (), (), (claim,))


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    for n, text in enumerate(("Peru backs Chile today", "Chile backs Peru now", "Peru backs Bolivia again")):
        (folder / f"{n}.txt").write_text(f"date: 2016-04-0{n + 1}\n\n{text}\n")
    return folder


@pytest.fixture
def run(news: Path, tmp_path: Path) -> Builder:
    def run(*sources: Path, reader: str = "plain 1", make: Callable[[], Reader] = Plain, **more: object) -> Summary:
        return build(sources or [news], tmp_path / "g.kg", make, reader=reader, **more)  # type: ignore[arg-type]

    return run


def stored(tmp_path: Path) -> list[str]:
    return sorted(article.id for article in Graph.open(tmp_path / "g.kg").articles())


def test_a_folder_becomes_a_graph(run: Builder, tmp_path: Path) -> None:
    summary = run()
    assert (summary.read, summary.claims, len(summary.entities), summary.linked, summary.left_out) == (3, 3, 3, 1, [])
    assert stored(tmp_path) == ["news/0.txt", "news/1.txt", "news/2.txt"]
    asserted = Graph.open(tmp_path / "g.kg").query(
        "ASK { GRAPH graph:view\\/asserted { entity:Q419 par:supports ?x } }"
    )
    assert asserted is True


def test_what_did_not_change_is_not_read_again(run: Builder, news: Path) -> None:
    run()
    (news / "1.txt").write_text("Chile backs Peru, with a date that is gone")
    summary = run()
    assert (summary.read, summary.unchanged, summary.replaced) == (1, 2, 1)
    again = run(make=lambda: pytest.fail("nothing is new"))
    assert (again.read, again.unchanged) == (0, 3)


def test_a_changed_text_takes_the_place_of_the_old(run: Builder, news: Path, tmp_path: Path) -> None:
    run()
    (news / "0.txt").write_text("Bolivia backs Chile")
    run()
    assert stored(tmp_path) == ["news/0.txt", "news/1.txt", "news/2.txt"]


def test_another_reader_reads_everything_again(run: Builder) -> None:
    run()
    summary = run(reader="plain 2")
    assert (summary.read, summary.replaced, summary.unchanged) == (3, 3, 0)


def test_an_article_that_comes_twice_is_read_once(run: Builder, news: Path) -> None:
    (news / "copy.txt").write_text((news / "0.txt").read_text())
    summary = run()
    assert (summary.read, summary.repeated) == (3, 1)


def test_the_date_of_undated_articles(run: Builder, news: Path, tmp_path: Path) -> None:
    (news / "0.txt").write_text("Peru backs Chile")
    assert run().undated == 1
    assert run(date="2016-05-05").undated == 0
    dates = sorted(str(article.date) for article in Graph.open(tmp_path / "g.kg").articles())
    assert dates == ["2016-04-02", "2016-04-03", "2016-05-05"]


def test_what_cannot_be_read_is_left_out_and_the_rest_kept(run: Builder, news: Path, tmp_path: Path) -> None:
    (news / "bad.txt").write_bytes(b"\xff\xfe\xfa")
    (news / "short.txt").write_text("Peru")
    summary = run(news, news / "none.txt")
    assert [str(error).split(": ")[0] for error in summary.left_out] == [
        str(news / "bad.txt"), str(news / "none.txt"), "news/short.txt",
    ]  # fmt: skip
    assert summary.read == 3 and len(stored(tmp_path)) == 3


def test_no_graph_is_made_where_nothing_can_be_read(run: Builder, tmp_path: Path) -> None:
    summary = run(tmp_path / "none.txt")
    assert (summary.read, len(summary.left_out)) == (0, 1)
    assert not (tmp_path / "g.kg").exists()


def test_something_else_is_in_the_way(run: Builder, tmp_path: Path) -> None:
    (tmp_path / "g.kg").write_text("mine")
    with pytest.raises(GraphError, match="in the way"):
        run()
    assert (tmp_path / "g.kg").read_text() == "mine"


def test_progress_is_told(run: Builder) -> None:
    seen: list[int] = []
    run(progress=lambda summary: seen.append(summary.read))
    assert seen[0] == 0 and seen[-1] == 3


WORKER = """
    import os

    from kg.model import Reading


    class Fragile:
        def read_many(self, articles):
            for article in articles:
                if "deadly" in article.text:
                    os._exit(9)
                yield Reading(article)
"""


@pytest.mark.slow
def test_a_process_that_dies_costs_only_its_article(
    run: Builder, news: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "fragile_reader.py").write_text(textwrap.dedent(WORKER))
    monkeypatch.syspath_prepend(str(tmp_path))
    import fragile_reader  # type: ignore[import-not-found]

    for n in range(20):
        (news / f"more-{n:02}.txt").write_text("deadly" if n == 4 else f"Peru backs Chile {n} times")
    summary = run(make=fragile_reader.Fragile, workers=2)
    assert summary.read == 22
    assert [str(error) for error in summary.left_out] == [
        "news/more-04.txt: the process that read article 'news/more-04.txt' died (out of memory? try fewer --workers)"
    ]
