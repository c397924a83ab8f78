"""How a graph stands, articles out of it, snapshots: as commands and as what they do to the bytes."""

import gzip
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from kg import folder, freshness
from kg.builder import build
from kg.cli.progress import expected
from kg.decisions import Decision, Decisions
from kg.errors import GraphError, UsageError
from kg.keeping import remove, restore, snapshot
from kg.lock import Lock
from kg.store import Graph
from tests.kg.building import Plain
from tests.kg.conftest import Done

Run = Callable[..., Done]
READER = "parley-kg 1 abc ontology:1 fast least:0.5"


@pytest.fixture
def news(tmp_path: Path) -> Path:
    (tmp_path / "news").mkdir()
    for n, text in enumerate(("Peru backs Chile", "Chile backs Peru", "Peru backs Bolivia")):
        (tmp_path / "news" / f"{n}.txt").write_text(text)
    return tmp_path / "news"


@pytest.fixture
def kept(news: Path, tmp_path: Path) -> Path:
    build([news], tmp_path / "g.kg", Plain, reader=READER)
    return tmp_path / "g.kg"


def dumped(path: Path) -> bytes:
    with Graph.open(path) as graph:
        return graph.dump("nq")


def test_a_snapshot_brings_everything_back(kept: Path, news: Path, tmp_path: Path) -> None:
    (kept / "links.sssom.tsv").write_text("decisions")
    before = dumped(kept)
    with Lock(kept):  # a build is running
        snapshot(kept, tmp_path / "saved")
    assert dumped(tmp_path / "saved") == before
    (news / "0.txt").write_text("Bolivia backs Chile")
    (kept / "links.sssom.tsv").unlink()
    build([news], kept, Plain, reader=READER)
    assert dumped(kept) != before
    restore(tmp_path / "saved", kept)
    assert dumped(kept) == before and (kept / "links.sssom.tsv").read_text() == "decisions"
    restore(tmp_path / "saved", tmp_path / "new.kg")
    assert dumped(tmp_path / "new.kg") == before
    with pytest.raises(UsageError, match="in the way"):
        snapshot(kept, tmp_path / "saved")


def test_a_damaged_snapshot_is_not_put_back(kept: Path, tmp_path: Path) -> None:
    before = dumped(kept)
    with pytest.raises(GraphError, match="no snapshot"):
        restore(kept, tmp_path / "new.kg")
    snapshot(kept, tmp_path / "saved")
    (tmp_path / "saved" / "sources.json").unlink()
    with pytest.raises(GraphError, match="not what it was"):
        restore(tmp_path / "saved", kept)
    assert dumped(kept) == before


def test_a_snapshot_lies_beside_its_graph(kept: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="one in the other"):
        snapshot(kept, kept / "before")
    snapshot(kept, tmp_path / "saved").rename(kept / "before")
    with pytest.raises(UsageError, match="one in the other"):
        restore(kept / "before", kept)
    assert (kept / "before" / "sources.json").is_file() and (kept / "sources.json").is_file()
    snapshot(kept, tmp_path / "again")
    assert not (tmp_path / "again" / "before").exists()


@pytest.mark.parametrize("moment", ["publish", "settle"])
def test_a_restore_that_is_killed_loses_nothing(
    moment: str, kept: Path, news: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before the store is changed all is as it was, after that all is restored by whoever writes next."""
    (kept / "links.sssom.tsv").write_text("then")
    snapshot(kept, tmp_path / "saved")
    (news / "0.txt").write_text("Bolivia backs Chile")
    build([news], kept, Plain, reader=READER)
    (kept / "links.sssom.tsv").write_text("now")
    (kept / "new.txt").write_text("now")

    def killed(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr("kg.folder.Writing.publish" if moment == "publish" else "kg.keeping.settle", killed)
        restore(tmp_path / "saved", kept)
    folder.locked(kept).release()
    told = "now" if moment == "publish" else "then"
    assert (kept / "links.sssom.tsv").read_text() == told and (kept / "new.txt").exists() == (told == "now")
    assert (dumped(kept) == dumped(tmp_path / "saved")) == (told == "then")
    assert not (kept / ".restored").exists()


def test_a_version_that_no_register_knows_does_not_stay(
    kept: Path, news: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    (news / "0.txt").write_text("Bolivia backs Chile")
    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr("kg.register.Register.save", killed)
        build([news], kept, Plain, reader=READER)
    (news / "0.txt").write_text("Peru backs nobody")
    build([news], kept, Plain, reader=READER)
    with Graph.open(kept) as graph:
        assert len(graph.articles()) == 3


def test_what_a_first_build_left_is_told(run: Run, news: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr("kg.builder.commit", killed)
        build([news], tmp_path / "g.kg", Plain, reader=READER)
    (news / "9.txt").write_text("Chile backs Bolivia")
    found = freshness.status(tmp_path / "g.kg", READER, Decisions(), [news])
    assert (found.articles, found.pending, found.stale) == (0, 3, {freshness.NEW: 1})
    other = freshness.status(tmp_path / "g.kg", "parley-kg 2", Decisions(), [news])
    assert other.stale == {freshness.NEW: 4}  # what waits would be read again by another reader
    told = run("status", news, "-g", tmp_path / "g.kg").out
    assert "0 articles, 0 statements" in told and "3 articles wait in the journal" in told


def test_copies_are_counted_and_not_said_to_be_unreadable(run: Run, kept: Path, news: Path) -> None:
    text = "Peru backs Chile, its foreign minister said in Lima, where both signed a treaty of aid. " * 5
    records = [{"id": f"{n}", "text": text, "publisher": "Daily", "url": f"https://d.example/{n}"} for n in range(3)]
    (news / "copies.jsonl").write_text("".join(f"{json.dumps(record)}\n" for record in records) + "{\n")
    found = freshness.status(kept, READER, Decisions(), [news])
    assert (found.set_aside, len(found.unreadable), found.stale) == ({"copy": 2}, 1, {freshness.NEW: 1})
    told = run("status", news, "-g", kept).out
    assert "a build would set aside 2 under a second address\n" in told and told.count("cannot be read") == 1


def test_a_log_that_cannot_be_written_stops_nothing_and_is_told(
    news: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> str:
        raise OSError("No space left")

    monkeypatch.setattr("kg.runs.readable", full)
    found = build([news], tmp_path / "g.kg", Plain, reader=READER)
    assert found.read == 3 and "cannot be written: No space left" in str(found.unlogged)


def test_a_folder_in_which_a_build_was_killed_at_once_is_free(news: Path, tmp_path: Path) -> None:
    (tmp_path / "g.kg").mkdir()
    (tmp_path / "g.kg" / ".parley.json.new").write_text("{")
    build([news], tmp_path / "g.kg", Plain, reader=READER)
    assert dumped(tmp_path / "g.kg")


def test_articles_are_removed_by_any_of_their_names(kept: Path, news: Path) -> None:
    with Graph.open(kept) as graph:
        first, second, third = graph.articles()
    assert [a.iri for a in remove(kept, [f"article:{first.iri[-16:]}", str(second.source)])] == [first.iri, second.iri]
    with Graph.open(kept) as graph:
        assert [a.iri for a in graph.articles()] == [third.iri]
    with pytest.raises(UsageError, match=r"holds no article 'news/7\.txt'"):
        remove(kept, ["news/7.txt"])
    for nothing in ("", "/", ".", "new", "news/2"):
        with pytest.raises(UsageError, match="holds no article"):
            remove(kept, [nothing])
    assert [a.iri for a in remove(kept, ["./news"])] == [third.iri]
    assert build([news], kept, Plain, reader=READER).read == 3


@pytest.mark.parametrize(
    ("before", "now", "reason"),
    [
        ("parley-kg 1 a", "parley-kg 2 a", "read by parley-kg 1, this is parley-kg 2"),
        ("parley-kg 1 a ontology:1", "parley-kg 1 b ontology:2", "the reader's code, models or packages changed"),
        ("parley-kg 1 a ontology:1", "parley-kg 1 a ontology:2", "the ontology, lexicon or gazetteer changed"),
        ("parley-kg 1 a fast", "parley-kg 1 a learned", "read with the learned reader, or without it"),
        ("parley-kg 1 a least:0.5", "parley-kg 1 a least:0.7", "another bound of confidence"),
        ("parley-kg 1 a", "parley-kg 1 a p:q:1", "plug-ins changed"),
        ("parley-kg 1 a", "parley-kg 1 a decisions 7", "decisions about a name in it changed"),
        ("parley-kg 1 a", "parley-kg 1 a", "the vocabulary changed"),
        ("", "parley-kg 1 a", "read by an unknown reader, this is parley-kg 1"),
    ],
)
def test_a_difference_is_told_in_words(before: str, now: str, reason: str) -> None:
    assert freshness.difference(before, now) == reason


def test_what_is_stale_is_told_with_the_reason(kept: Path, news: Path) -> None:
    assert freshness.status(kept, READER, Decisions(()), [news]).stale == {}
    (news / "0.txt").write_text("Bolivia backs Chile")
    (news / "9.txt").write_text("Chile backs Bolivia")
    found = freshness.status(kept, READER, Decisions((Decision("Bolivia", "Q750"),)), [news])
    assert found.stale == {freshness.CHANGED: 1, "decisions about a name in it changed": 1, freshness.NEW: 1}
    assert found.examples[freshness.CHANGED] == ["news/0.txt"] and found.articles == 3
    assert found.last_run is not None and found.last_run["articles"]["read"] == 3


def test_the_verbs(run: Run, graph_folder: Path) -> None:
    told = run("status", "-g", graph_folder)
    assert told.status == 0 and "3 articles" in told.out and "a build would read:" in told.out
    assert json.loads(run("status", "-g", graph_folder, "--format", "json").out)["articles"] == 3
    assert run("snapshot", "saved.kg", "-g", graph_folder).out == "the snapshot is in saved.kg\n"
    assert "removed wire/helicopter.txt" in run("remove", "helicopter", "-g", graph_folder).out
    assert run("remove", "helicopter", "-g", graph_folder).status == 2
    assert run("restore", "saved.kg", "-g", graph_folder).status == 0
    with Graph.open(graph_folder) as graph:
        assert len(graph.articles()) == 3


def test_a_terminal_obeys_no_name_of_a_source(run: Run, news: Path, tmp_path: Path) -> None:
    (news / "\x1b[2J.txt").write_text("Peru fights Chile")
    build([news], tmp_path / "g.kg", Plain, reader="parley-kg 0")
    told = run("status", news, "-g", tmp_path / "g.kg").out + run("remove", "news/", "-g", tmp_path / "g.kg").out
    assert "removed news/\ufffd[2J.txt" in told and "\x1b" not in told


def test_a_damaged_file_leaves_the_number_of_articles_open(tmp_path: Path) -> None:
    packed = bytearray(gzip.compress(bytes(range(256)) * 99))
    packed[10:40] = b"\xff" * 30
    (tmp_path / "a.jsonl.gz").write_bytes(packed)
    assert expected([str(tmp_path)]) is None
