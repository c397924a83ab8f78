"""Files, folders and streams to articles; whatever cannot be had is an error in its place."""

import gzip
import io
import json
import os
from pathlib import Path

import pytest

from kg.articles import Source, files, gather, kind
from kg.errors import InputError
from kg.model import Article

LINE = json.dumps({"id": "j", "text": "Peru and Chile met.", "url": "https://example.org/1"}) + "\n"


def articles(*sources: Path | str) -> list[Article]:
    found = list(gather(sources))
    errors = [item for item in found if isinstance(item, InputError)]
    assert not errors, errors
    return [item for item in found if isinstance(item, Article)]


def error(*sources: Path | str, stdin: bytes | None = None) -> str:
    (found,) = gather(sources, io.BytesIO(stdin) if stdin is not None else None)
    assert isinstance(found, InputError)
    return str(found)


def test_a_plain_text(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Talks in Lima\n\nPeru and Chile met.\n")
    (article,) = articles(path)
    assert article.id == article.source == "a.txt"
    assert article.place == (str(path.resolve()),)
    assert (article.title, article.date, article.text) == (
        "Talks in Lima",
        None,
        "Talks in Lima\n\nPeru and Chile met.\n",
    )


def test_front_matter(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(
        b"Title: Talks\r\ndate: 2016-04-02\r\nURL: https://example.org/1\r\npublisher:\r\n\r\nPeru met Chile.\r\n"
    )
    (article,) = articles(path)
    assert (article.title, article.date, article.url) == ("Talks", "2016-04-02", "https://example.org/1")
    assert (article.publisher, article.text) == (None, "Peru met Chile.\n")


def test_fields_that_nobody_knows_do_not_cost_the_others(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("date: 2016-04-02\nauthor: Ana Quispe\nlanguage: en\n\nPeru met Chile.\n")
    (article,) = articles(path)
    assert (article.date, article.title, article.text) == ("2016-04-02", None, "Peru met Chile.\n")


def test_front_matter_between_fences(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text('---\ntitle: "Talks: day one"\ndate: 2016-04-02\ntags:\n  - Peru\n\n---\nPeru met Chile.\n')
    (article,) = articles(path)
    assert (article.title, article.date, article.text) == ("Talks: day one", "2016-04-02", "Peru met Chile.\n")


@pytest.mark.parametrize("head", ["author: Ana Quispe", "Lima: the talks go on", "---\nauthor: Ana Quispe\n---"])
def test_a_head_without_a_known_field_is_text(tmp_path: Path, head: str) -> None:
    path = tmp_path / "a.txt"
    path.write_text(f"{head}\n\nPeru met Chile.\n")
    assert articles(path)[0].text.startswith(head)


def test_a_first_paragraph_that_only_looks_like_front_matter(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Date: unknown to this day,\nthe treaty of Lima is lost.\n\nPeru regrets it.\n")
    (article,) = articles(path)
    assert article.text.startswith("Date: unknown") and article.date is None


def test_a_bad_date_in_front_matter(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("date: last week\n\nPeru met Chile.\n")
    assert error(path) == f"{path}: the date 'last week' is not YYYY-MM-DD[Thh:mm:ss[Z]]"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("São Tomé and Peru met.".encode(encoding))
    assert articles(path)[0].text == "São Tomé and Peru met."


def test_another_encoding_is_refused_rather_than_guessed(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("São Tomé".encode("cp1252"))
    assert "a.txt: not UTF-8: invalid" in error(path) and "iconv" in error(path)


def test_a_binary_file(tmp_path: Path) -> None:
    for name, what in (("a.txt", "not text"), ("a.html", "not a web page")):
        (tmp_path / name).write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")
        assert f"a binary file, {what}" in error(tmp_path / name)


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.jsonl"])
def test_an_empty_file(tmp_path: Path, name: str) -> None:
    (tmp_path / name).touch()
    assert error(tmp_path / name).startswith(f"{tmp_path / name}: ")


def test_a_blank_text(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(" \n\n")
    assert "the article has no text" in error(tmp_path / "a.txt")


@pytest.mark.parametrize("name", ["a.txt", "a.html"])
def test_a_file_of_50_megabytes_is_refused_unread(tmp_path: Path, name: str) -> None:
    with (tmp_path / name).open("wb") as out:
        out.truncate(50_000_000)
    assert "50,000,000 bytes is too big for one article" in error(tmp_path / name)


def test_a_missing_source_and_an_unknown_kind(tmp_path: Path) -> None:
    assert "no such file or folder" in error(tmp_path / "none.txt")
    (tmp_path / "a.pdf").write_text("x")
    assert "not a kind of file that holds articles" in error(tmp_path / "a.pdf")
    assert "nothing to read in this folder" in error(tmp_path)


def test_an_unreadable_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl.gz").write_bytes(b"not gzip")
    assert "a.jsonl.gz: no whole gzip file" in error(tmp_path / "a.jsonl.gz")


def test_a_folder_is_read_in_the_order_of_its_paths(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/.hidden.txt", ".git/x.txt", "a/note.md", "c.HTM"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    assert [source.name.split("/", 1)[1] for source in files(tmp_path) if isinstance(source, Source)] == [
        "a/z.txt",
        "b.txt",
        "c.HTM",
    ]


def test_the_id_does_not_tell_where_the_folder_lies(tmp_path: Path) -> None:
    for parent in ("one", "two"):
        (tmp_path / parent / "news").mkdir(parents=True)
        (tmp_path / parent / "news" / "a.txt").write_text("Peru met Chile.")
    assert articles(tmp_path / "one" / "news") == articles(tmp_path / "two" / "news")
    assert articles(tmp_path / "one" / "news")[0].id == "news/a.txt"


@pytest.mark.parametrize(
    ("given", "name"),
    [("2024/10", "2024/10/a.txt"), ("./2024/10/", "2024/10/a.txt"), ("2024/../2024", "2024/10/a.txt"),
     (".", "2024/10/a.txt"), ("2024/10/a.txt", "2024/10/a.txt"), ("../home/2024", "../home/2024/10/a.txt")],
)  # fmt: skip
def test_a_relative_path_is_named_as_it_was_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: str, name: str
) -> None:
    (tmp_path / "home" / "2024" / "10").mkdir(parents=True)
    (tmp_path / "home" / "2024" / "10" / "a.txt").write_text("Peru met Chile.")
    monkeypatch.chdir(tmp_path / "home")
    (article,) = articles(given)
    assert article.id == article.source == name


def test_a_file_name_that_is_not_utf_8(tmp_path: Path) -> None:
    path = os.fsdecode(os.fsencode(tmp_path) + b"/a\xff.jsonl")
    Path(path).write_text(LINE)
    (article,) = articles(path)
    assert article.source == r"a\xff.jsonl:1"


def test_a_record_is_known_by_its_file_and_id_unless_it_has_an_address(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(LINE + json.dumps({"id": "k", "text": "Peru met Chile."}))
    assert [article.place for article in articles(path)] == [None, (str(path.resolve()), "k")]
    (told,) = gather(["-"], io.BytesIO(b'{"id": "k", "text": "Peru met Chile."}'))
    assert isinstance(told, Article) and told.place is None


def test_json_lines_packed_and_plain(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(LINE + "\n" + LINE)
    (tmp_path / "b.jsonl.gz").write_bytes(gzip.compress(LINE.encode()))
    sources = [article.source for article in articles(tmp_path)]
    home = tmp_path.name
    assert sources == [f"{home}/a.jsonl:1", f"{home}/a.jsonl:3", f"{home}/b.jsonl.gz:1"]


def test_a_broken_line_leaves_the_others(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(LINE + "{broken\n" + LINE)
    first, second, third = gather([tmp_path / "a.jsonl"])
    assert isinstance(first, Article) and isinstance(third, Article)
    assert str(second).startswith(f"{tmp_path / 'a.jsonl'}:2: not JSON")


def test_a_broken_archive_keeps_what_came_before(tmp_path: Path) -> None:
    lines = [json.dumps({"id": str(n), "text": f"Peru met Chile {n * 7919} times."}) for n in range(5000)]
    packed = gzip.compress("\n".join(lines).encode())
    (tmp_path / "a.jsonl.gz").write_bytes(packed[: len(packed) // 2])
    *before, last = gather([tmp_path / "a.jsonl.gz"])
    assert len(before) > 100 and "no whole gzip file" in str(last)


def test_standard_input() -> None:
    found = list(gather(["-"], io.BytesIO(LINE.encode())))
    assert [item.source for item in found if isinstance(item, Article)] == ["standard input:1"]
    assert error("-", stdin=b"") == "standard input: holds no article (give one JSON object a line)"


def test_kinds() -> None:
    endings = [kind(Path(name)) for name in ("a.txt", "A.HTML", "x.y.jsonl.gz", "a.tgz", "a.gz", "jsonl")]
    assert endings == [".txt", ".html", ".jsonl", ".tar", None, None]
