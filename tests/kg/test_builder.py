"""Building a graph: what is read, passed over, replaced and left out; the same graph however many workers read."""

import io
import json
import textwrap
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kg.builder import Summary, build
from kg.errors import GraphError, UsageError
from kg.model import Article, Reading
from kg.reading import Reader
from kg.store import Graph
from tests.kg.building import Plain, write_news

Builder = Callable[..., Summary]


@pytest.fixture
def news(tmp_path: Path) -> Path:
    return write_news(tmp_path)


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


def test_two_folders_of_one_name_lose_nothing(run: Builder, tmp_path: Path) -> None:
    """As in an archive: 2023/10 and 2024/10, built together and one after the other."""
    texts = {"2023": "Peru backs Chile", "2024": "Chile backs Bolivia"}
    for year, text in texts.items():
        (tmp_path / year / "10").mkdir(parents=True)
        (tmp_path / year / "10" / "a.txt").write_text(text)
    first, second = (tmp_path / year / "10" for year in texts)
    assert (run(first, second).read, len(stored(tmp_path))) == (2, 2)
    (first / "a.txt").write_text("Peru backs Bolivia")
    assert (run(first).replaced, run(second).replaced, len(stored(tmp_path))) == (1, 0, 2)


def test_a_folder_of_the_same_name_elsewhere_replaces_nothing(
    run: Builder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for year, text in (("2023", "Peru backs Chile"), ("2024", "Chile backs Bolivia")):
        (tmp_path / year / "10").mkdir(parents=True)
        (tmp_path / year / "10" / "a.txt").write_text(text)
        monkeypatch.chdir(tmp_path / year)
        assert run(Path("10")).replaced == 0
    assert stored(tmp_path) == ["10/a.txt", "10/a.txt"]


def test_an_article_goes_only_when_no_file_holds_it_any_more(run: Builder, news: Path, tmp_path: Path) -> None:
    (news / "copy.txt").write_text((news / "0.txt").read_text())
    run()
    (news / "0.txt").write_text("Bolivia backs Chile")
    assert run(news / "0.txt").replaced == 0
    assert len(stored(tmp_path)) == 4
    (news / "copy.txt").write_text("Bolivia backs Peru")
    assert run(news / "copy.txt").replaced == 1
    assert len(stored(tmp_path)) == 4


def test_an_article_that_moved_to_another_file_stays(run: Builder, news: Path, tmp_path: Path) -> None:
    run()
    (news / "0.txt").rename(news / "9.txt")
    (news / "0.txt").write_text("Bolivia backs Chile")
    assert run().replaced == 0
    assert len(stored(tmp_path)) == 4


def test_what_cannot_be_read_any_more_keeps_what_was_read_before(run: Builder, news: Path, tmp_path: Path) -> None:
    run()
    for name in ("0.txt", "1.txt"):
        (news / name).write_text("Peru")  # too short for this reader
    summary = run()
    assert (len(summary.left_out), summary.repeated, len(stored(tmp_path))) == (1, 1, 3)


def records(path: Path, *texts: str, first: int = 0) -> Path:
    lines = [json.dumps({"id": f"k{n}", "text": text}) for n, text in enumerate(texts, first)]
    path.write_text("\n".join(lines))
    return path


def test_a_changed_record_takes_the_place_of_the_old(run: Builder, tmp_path: Path) -> None:
    lines = tmp_path / "a.jsonl"
    run(records(lines, "Peru backs Chile", "Chile backs Peru"))
    assert run(records(lines, "Peru backs Bolivia", "Chile backs Peru")).replaced == 1
    assert stored(tmp_path) == ["k0", "k1"]
    assert run(records(tmp_path / "b.jsonl", "Bolivia backs Chile")).replaced == 0  # another file's k0


def test_lines_that_shift_lose_no_article(run: Builder, tmp_path: Path) -> None:
    lines = tmp_path / "a.jsonl"
    run(records(lines, "Peru backs Chile", "Chile backs Peru"))
    summary = run(records(lines, "Bolivia backs Peru", "Peru backs Chile", "Chile backs Peru"))
    assert (summary.read, summary.replaced, len(stored(tmp_path))) == (1, 0, 3)


def test_standard_input_replaces_only_what_has_an_address(run: Builder, tmp_path: Path) -> None:
    for text in ("Peru backs Chile", "Peru backs Bolivia"):
        plain = json.dumps({"id": "a", "text": text})
        addressed = json.dumps({"id": "b", "text": text, "url": "https://example.org/1"})
        run(Path("-"), stdin=io.BytesIO(f"{plain}\n{addressed}\n".encode()))
    assert stored(tmp_path) == ["a", "a", "b"]


def test_a_broken_register_is_named(run: Builder, tmp_path: Path) -> None:
    run()
    (tmp_path / "g.kg" / "sources.json").write_text("[]")
    with pytest.raises(GraphError, match=r"sources\.json cannot be read.*delete it"):
        run()


def test_a_dump_tells_nothing_of_the_machine(run: Builder, tmp_path: Path) -> None:
    run()
    assert str(tmp_path).encode() not in Graph.open(tmp_path / "g.kg").dump("nq")
    assert str(tmp_path) not in (tmp_path / "g.kg" / "sources.json").read_text()


class Odd(Plain):
    """Reads an entity whose name no graph can hold out of one of the articles."""

    def read_many(self, articles: Iterable[Article]) -> Iterator[Reading]:
        for reading in super().read_many(articles):
            first, *others = reading.entities
            odd = replace(first, name="\ud800") if "1.txt" in reading.article.id else first
            yield replace(reading, entities=(odd, *others))


def test_a_reading_that_cannot_be_written_costs_only_itself(run: Builder, tmp_path: Path) -> None:
    summary = run(make=Odd)
    assert (summary.read, stored(tmp_path)) == (2, ["news/0.txt", "news/2.txt"])
    assert "the writer failed on article 'news/1.txt': UnicodeEncodeError" in str(summary.left_out[0])


@pytest.mark.parametrize("wrong", [{"date": "tomorrow"}, {"workers": 0}])
def test_a_wrong_call_is_refused(run: Builder, tmp_path: Path, wrong: dict[str, object]) -> None:
    with pytest.raises(UsageError, match=next(iter(wrong))):
        run(**wrong)
    assert not (tmp_path / "g.kg").exists()


def test_another_reader_reads_everything_again(run: Builder) -> None:
    run()
    summary = run(reader="plain 2")
    assert (summary.read, summary.replaced, summary.unchanged) == (3, 3, 0)


def test_a_graph_of_an_older_format_is_taken_up(run: Builder, tmp_path: Path) -> None:
    run()
    with Graph.open(tmp_path / "g.kg", read_only=False) as graph:
        graph.update("DELETE WHERE { GRAPH graph:entities { ?entity par:articles ?number } }")
    card = json.loads((tmp_path / "g.kg" / "parley.json").read_text())
    (tmp_path / "g.kg" / "parley.json").write_text(json.dumps({"format": 6, "store": card["store"]}))
    with pytest.raises(GraphError, match=r"format 6, this Parley reads .*build it again"):
        Graph.open(tmp_path / "g.kg")
    assert run().unchanged == 3 and Graph.open(tmp_path / "g.kg").query("ASK { entity:Q419 par:articles 3 }")


def test_an_article_that_comes_twice_is_read_once(run: Builder, news: Path) -> None:
    (news / "copy.txt").write_text((news / "0.txt").read_text())
    summary = run()
    assert (summary.read, summary.repeated) == (3, 1)


def test_the_date_of_undated_articles(run: Builder, news: Path, tmp_path: Path) -> None:
    (news / "0.txt").write_text("Peru backs Chile")
    assert run().undated == ["news/0.txt"]
    assert run(date="2016-05-05").undated == []
    again = run()
    assert (again.read, again.unchanged) == (0, 3)  # the date that it was read with stays
    dates = sorted(str(article.date) for article in Graph.open(tmp_path / "g.kg").articles())
    assert dates == ["2016-04-02", "2016-04-03", "2016-05-05"]


def test_files_of_other_kinds_are_named(run: Builder, news: Path) -> None:
    for name in ("report.pdf", ".notes", "README.md"):
        (news / name).write_text("x")
    summary = run()
    assert (summary.read, summary.left_out, summary.others) == (3, [], ["news/report.pdf"])


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
        "news/more-04.txt: the process that read article 'news/more-04.txt' died, 2 times "
        "(out of memory? try fewer --workers)"
    ]


def test_a_build_describes_the_graph(run: Builder, tmp_path: Path) -> None:
    run()
    asked = "ASK { GRAPH graph:description { ?d <http://rdfs.org/ns/void#documents> 3 } }"
    assert Graph.open(tmp_path / "g.kg").query(asked) is True


def test_a_build_leaves_a_log_and_a_report(run: Builder, news: Path, tmp_path: Path) -> None:
    (news / "short.txt").write_text("Peru")
    run()
    place = tmp_path / "g.kg" / "runs" / "0001"
    events = [json.loads(line)["event"] for line in (place / "log.jsonl").read_text().splitlines()]
    assert events == ["started", "read", "read", "read", "left out", "committed", "ended"]
    report = json.loads((place / "report.json").read_text())
    assert report["outcome"] == "finished in part" and report["articles"]["left_out"] == 1
    assert [cause["articles"] for cause in report["left_out_by_cause"]] == [1]
    assert len(report["slowest"]) == 3 and "left out, by cause" in (place / "report.txt").read_text()
