"""Whatever is given: one clear line that says what, where and what to do, the right exit status, and nothing lost."""

import json
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kg.store import Graph

GOOD = "Peru is an ally of Chile.\n"


Run = Callable[..., Any]


def files_of(kind: str) -> tuple[str, bytes | None]:
    return {
        "missing": ("a.txt", None),
        "empty": ("a.txt", b""),
        "binary": ("a.txt", b"\x7fELF\x00\x01\x02"),
        "wrong encoding": ("a.txt", "São Tomé".encode("latin-1")),
        "50 MB": ("a.txt", b"word " * 10_000_000),
        "50 MB page": ("a.html", b"<p>word " * 6_250_000),
        "50 MB line": ("a.jsonl", b'{"id": "a", "text": "' + b"word " * 10_000_000 + b'"}'),
        "too long a text": ("a.txt", b"word " * 30_000),
        "empty page": ("a.html", b"<html><body></body></html>"),
        "no article": ("a.jsonl", b"\n\n"),
        "malformed": ("a.jsonl", b'{"id": "a"\n'),
        "no such date": ("a.txt", b"date: 2016-02-30\n\nPeru.\n"),
        "unknown kind": ("a.docx", b"x"),
        "corrupt archive": ("a.jsonl.gz", b"\x1f\x8b\x08"),
    }[kind]


@pytest.mark.parametrize(
    ("kind", "what"),
    [
        ("missing", "no such file or folder (give files, folders, or - for standard input)"),
        ("empty", "the file is empty"),
        ("binary", "a binary file, not text"),
        ("wrong encoding", "not UTF-8: invalid continuation byte at byte 1 (save it as UTF-8, for example: iconv"),
        ("50 MB", "50,000,000 bytes is too big for one article; the limit is 400,000 (split it into its articles)"),
        ("50 MB page", "50,000,000 bytes is too big for one article; the limit is 10,485,760"),
        ("50 MB line", "the line is over 4,194,304 bytes long (one article a line)"),
        ("too long a text", "the text has 150,000 characters; the limit is 100,000 (split it into its articles)"),
        ("empty page", "no article found in the page (save its text as .txt instead)"),
        ("no article", "holds no article (give one JSON object a line)"),
        ("malformed", "not JSON: Expecting ',' delimiter at character 11"),
        ("no such date", "the date '2016-02-30' is not YYYY-MM-DD[Thh:mm:ss[Z]]"),
        ("unknown kind", "not a kind of file that holds articles (use .txt .html .htm .jsonl"),
        ("corrupt archive", "no whole gzip file: Compressed file ended before the end-of-stream marker was reached"),
    ],
)
def test_a_file_that_cannot_be_read(run: Run, tmp_path: Path, kind: str, what: str) -> None:
    name, content = files_of(kind)
    if content is not None:
        (tmp_path / name).write_bytes(content)
    started = time.perf_counter()
    done = run("build", tmp_path / name, "-o", tmp_path / "g.kg")
    assert time.perf_counter() - started < 20
    assert (done.status, done.out, len(done.lines)) == (1, "", 1)
    assert done.lines[0].startswith(f"kg: {tmp_path / name}:") and what in done.lines[0]
    assert not (tmp_path / "g.kg").exists()


@pytest.mark.slow
def test_what_was_readable_is_kept(run: Run, tmp_path: Path) -> None:
    news = tmp_path / "news"
    news.mkdir()
    (news / "good.txt").write_text(GOOD)
    (news / "undated.html").write_text("<p>unclosed <b>" + GOOD * 20)
    (news / "bad.txt").write_bytes(b"\xff\x00")
    record = json.dumps({"id": "j", "text": GOOD, "date": "2016-04-02"})
    (news / "lines.jsonl").write_text(f"{record}\nnonsense\n")
    done = run("build", news, "-o", tmp_path / "g.kg")
    assert done.status == 3  # the graph is whole, but not all is in it
    assert [line.split(": ")[1] for line in done.lines] == [str(news / "bad.txt"), f"{news / 'lines.jsonl'}:2"]
    assert "without a date" in done.out and "left out 2" in done.out
    assert {a.id for a in Graph.open(tmp_path / "g.kg").articles()} >= {"news/undated.html"}


def test_json_lines_of_50_megabytes_are_streamed(run: Run) -> None:
    line = json.dumps({"id": "a", "text": 7, "padding": "x" * 100_000}).encode() + b"\n"
    done = run("read", "-", stdin=line * 500)
    assert done.status == 1 and len(done.lines) == 500
    assert done.out.splitlines()[-1] == '{"id": "a", "error": "line 500: the field \'text\' must be a string"}'


@pytest.mark.parametrize(
    ("args", "status", "what"),
    [
        (["ask", "who-back-whom"], 2, "there is no saved query 'who-back-whom' (did you mean who-backs-whom"),
        (
            ["ask", "who-backs-whom", "--sides", "Peru"],
            2,
            "who-backs-whom has no parameter 'sides' (did you mean side?",
        ),
        (
            ["ask", "who-backs-whom", "--side"],
            2,
            "has no value (write --side VALUE; kg ask who-backs-whom --help lists all)",
        ),
        (["ask", "who-backs-whom", "--side", "Atlantis"], 2, "the graph knows no entity 'Atlantis'"),
        (["ask", "who-backs-whom", "South", "Sudan"], 2, "'South' is one word too many"),
        (["ask", "--side", "Armenia"], 2, "no question was named (kg ask lists them)"),
        (["ask", "history-of"], 2, "history-of needs "),
        (["ask", "who-backs-whom", "--format", "pdf"], 2, "'pdf' is not one of"),
        (["sparql", "SELECT ?x WHERE { ?x a }"], 1, "line 1, column 25: not SPARQL"),
        (["sparql", "SELECT ?x WHERE { ?x a par:Claim", "--format", "csv"], 1, "line 1, column "),
        (["sparql", "SELECT ?x { ?x a none:Claim }"], 1, "refix"),
        (["sparql"], 2, "give one query"),
        (["sparql", "-f", "none.rq"], 1, "none.rq: cannot be read: No such file or directory"),
        (["show", "Atlantis"], 2, "the graph knows no entity 'Atlantis'"),
        (["show"], 2, "Missing argument 'ENTITY' (see kg show --help)"),
        (["export", "-f", "pdf"], 2, "there is no format 'pdf' (choose from trig, nq"),
        (["export", "-o", "none/g.trig"], 2, "none/g.trig: cannot be written: No such file or directory"),
        (["frobnicate"], 2, "No such command 'frobnicate'"),
        (["vocabulary", "--xml"], 2, "No such option '--xml'"),
        (["build"], 2, "Missing argument 'SOURCES...' (see kg build --help)"),
        (["build", "x", "--workers", "0"], 2, "0 is not in the range x>=1"),
        (["build", "x", "--date", "yesterday"], 2, "date: 'yesterday' is no date (write YYYY-MM-DD)"),
        (["read", "none.jsonl"], 1, "none.jsonl: cannot be read: No such file or directory"),
        (["read", "."], 1, ".: cannot be read: Is a directory"),
    ],
)
def test_a_wrong_call(run: Run, graph_folder: Path, args: list[str], status: int, what: str) -> None:
    done = run(*args, KG_GRAPH=graph_folder)
    assert (done.status, done.out, len(done.lines)) == (status, "", 1), done
    assert done.lines[0].startswith("kg: ") and what in done.lines[0]


def test_a_graph_that_is_missing_or_none(run: Run, tmp_path: Path) -> None:
    done = run("ask", "who-backs-whom", "-g", tmp_path / "none.kg")
    assert done.status == 1
    assert done.lines == [f"kg: {tmp_path / 'none.kg'}: there is no such graph (make it: kg build SOURCES -o GRAPH)"]
    (tmp_path / "other").mkdir()
    assert "this is no Parley graph" in run("show", "Peru", "-g", tmp_path / "other")[2]


@pytest.mark.parametrize("victim", ["parley.json", "store/CURRENT", "store/*.sst", "store/MANIFEST-*"])
def test_a_corrupt_graph(run: Run, graph_folder: Path, victim: str) -> None:
    for path in graph_folder.glob(victim):
        path.write_bytes(b"garbage")
    done = run("ask", "who-backs-whom", "-g", graph_folder)
    assert (done.status, done.out, len(done.lines)) == (1, "", 1), done
    assert done.lines[0].startswith(f"kg: {graph_folder}: ") and "corrupt" in done.lines[0]


def test_a_folder_that_cannot_be_written(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(GOOD)
    done = run("build", tmp_path / "a.txt", "-o", tmp_path / "a.txt")
    assert (done.status, len(done.lines)) == (1, 1) and "something that is no graph is in the way" in done.lines[0]
    done = run("build", tmp_path / "a.txt", "-o", "/proc/g.kg")
    assert (done.status, len(done.lines)) == (1, 1) and done.lines[0].startswith("kg: /proc/g.kg: ")
    assert (tmp_path / "a.txt").read_text() == GOOD


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is forbidden to root")
def test_a_folder_that_may_not_be_written(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(GOOD)
    (tmp_path / "locked").mkdir(mode=0o500)
    done = run("build", tmp_path / "a.txt", "-o", tmp_path / "locked" / "g.kg")
    assert (done.status, len(done.lines)) == (1, 1) and "cannot be written" in done.lines[0]
