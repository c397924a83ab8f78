"""Corpora as they come: links, tables, archives, other languages, copies; each reject has its cause and place."""

import datetime
import gzip
import io
import json
import os
import tarfile
import zipfile
from pathlib import Path
from typing import Any

import pytest

from kg import compressed
from kg.articles import gather, others
from kg.articles.language import english, is_foreign
from kg.errors import InputError, SetAside
from kg.model import Article

STORY = (
    "Peru and Chile met in Lima on Tuesday, and the ministers of both countries said that they had agreed on nothing."
)
FRENCH = (
    "Le Pérou et le Chili se sont réunis mardi à Lima, et les ministres ont déclaré qu'ils n'étaient d'accord sur rien."
)
RUSSIAN = "Перу и Чили встретились во вторник в Лиме, и министры обеих стран заявили, что ни о чём не договорились."


def told(*sources: Path, **how: Any) -> list[str]:
    found = gather(sources, **how)
    return [item.source or "" if isinstance(item, Article) else f"{item.cause}: {item.where}" for item in found]


def lines(path: Path, *records: dict[str, Any]) -> Path:
    path.write_text("".join(json.dumps({"id": str(n), "text": STORY} | r) + "\n" for n, r in enumerate(records)))
    return path


def pack(path: Path, data: bytes) -> None:
    with path.open("wb") as stream, compressed.writing(stream, path.name) as out:
        out.write(data)


def test_links_are_followed_inside_the_folder_and_nowhere_else(tmp_path: Path) -> None:
    home, outside = tmp_path / "news", tmp_path / "secret.txt"
    (home / "a").mkdir(parents=True)
    outside.write_text("s")
    (home / "a" / "b.txt").write_text(STORY)
    (home / "a" / "loop").symlink_to(home)
    (home / "c.txt").symlink_to(home / "a" / "b.txt")
    (home / "d.txt").symlink_to(outside)
    (home / "e").symlink_to(tmp_path)
    (home / "f.txt").symlink_to(home / "f.txt")
    (home / "g.txt").symlink_to("nowhere")
    shown = ["news/a/b.txt", "news/c.txt", *(f"link: {home / name}" for name in ("d.txt", "e", "f.txt", "g.txt"))]
    assert told(home) == shown


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_folder_that_may_not_be_read_leaves_the_others(tmp_path: Path) -> None:
    for name in "ab":
        (tmp_path / "n" / name).mkdir(parents=True)
        (tmp_path / "n" / name / "x.txt").write_text(STORY)
    (tmp_path / "n" / "a").chmod(0)
    assert told(tmp_path / "n") == [f"unreadable: {tmp_path / 'n' / 'a'}", "n/b/x.txt"]


def test_files_of_other_kinds_are_named(tmp_path: Path) -> None:
    for name in ("a.txt", "b.pdf", "README.md", "c/d.doc"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    assert others([tmp_path]) == [f"{tmp_path.name}/b.pdf", f"{tmp_path.name}/c/d.doc"]


@pytest.mark.parametrize("text", [FRENCH, RUSSIAN, FRENCH * 30])
def test_another_language_is_set_aside(tmp_path: Path, text: str) -> None:
    path = lines(tmp_path / "a.jsonl", {"text": text}, {})
    assert told(path) == ["language: a.jsonl:1", "a.jsonl:2"]
    assert told(path, any_language=True) == ["a.jsonl:1", "a.jsonl:2"]
    (item, _) = gather([path])
    assert isinstance(item, SetAside)


@pytest.mark.parametrize(
    "text",
    ["x", "Peru.", "The Houthis control Sanaa.", "«We stay,» the abbot said.", "1 2 3", STORY.upper(), "\ud800" * 99],
)
def test_english_and_what_nobody_can_tell_are_kept(text: str) -> None:
    assert not is_foreign(Article("a", text))


def test_a_quotation_does_not_make_an_article_foreign() -> None:
    assert not is_foreign(Article("a", FRENCH * 12 + STORY * 12))
    assert english(FRENCH) < 0.01 and english(STORY) > 0.9


def test_the_same_article_under_another_address_is_set_aside(tmp_path: Path) -> None:
    a, b = "https://a.example/1", "https://b.example/1"
    path = lines(
        tmp_path / "a.jsonl", {"url": a}, {"url": f"{a}?utm_source=x", "text": f" {STORY}\n"}, {"url": b}, {"url": a},
        {"url": f"{a}#top", "publisher": "A"}, {}, {"url": "http://[x", "id": "x"},
    )  # fmt: skip
    assert told(path) == [f"a.jsonl:{n}" if n != 2 else "copy: a.jsonl:2" for n in range(1, 8)]


def test_files_in_archives_are_read_where_they_are(tmp_path: Path) -> None:
    members = {
        "../../a.txt": STORY, "/etc/b.jsonl": json.dumps({"id": "j", "text": STORY}), "c.pdf": "x", "in.zip": "x",
        "d/bad.txt": "\udcff", ".e.txt": STORY, "": STORY,
    }  # fmt: skip
    with zipfile.ZipFile(tmp_path / "n.zip", "w") as packed, tarfile.open(tmp_path / "n.tgz", "w:gz") as tape:
        for name, text in members.items():
            raw = text.encode("utf-8", "surrogateescape")
            with packed.open(zipfile.ZipInfo(name), "w") as out:  # writestr() takes no member without a name
                out.write(raw)
            info = tarfile.TarInfo(name)
            info.size = len(raw)
            tape.addfile(info, io.BytesIO(raw))
        link = tarfile.TarInfo("link.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        tape.addfile(link)
    for name in ("n.zip", "n.tgz"):
        where = f"{tmp_path / name}!"
        assert told(tmp_path / name) == [
            f"{name}/a.txt", f"{name}/etc/b.jsonl:1", f"other kind: {where}c.pdf", f"other kind: {where}in.zip",
            f"encoding: {where}d/bad.txt", f"other kind: {where}.e.txt", f"other kind: {tmp_path / name}",
        ]  # fmt: skip
    assert not (tmp_path / "a.txt").exists()


def test_broken_archives(tmp_path: Path) -> None:
    for name in ("a.zip", "a.tar", "a.tar.gz", "a.tgz", "a.jsonl.zst", "a.warc", "a.parquet"):
        (tmp_path / name).write_bytes(b"nonsense, and not what its name says")
        (found,) = gather([tmp_path / name])
        assert isinstance(found, InputError) and str(found).startswith(f"{tmp_path / name}")


@pytest.mark.parametrize("how", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_damaged_member_costs_no_other(tmp_path: Path, how: int) -> None:
    with zipfile.ZipFile(tmp_path / "n.zip", "w", how) as packed:
        packed.writestr("a.jsonl", json.dumps({"text": STORY}))
        packed.writestr("b.txt", STORY)
        first = packed.infolist()[0]
    raw = (tmp_path / "n.zip").read_bytes()
    start = 30 + len(first.filename)
    for damage in (b"\xff" * 40, b"\0" * 40, raw[start + 9 : start + 49]):
        (tmp_path / "n.zip").write_bytes(raw[:start] + damage + raw[start + 40 :])
        broken, whole = gather([tmp_path / "n.zip"])
        assert isinstance(whole, Article) and whole.source == "n.zip/b.txt"
        assert isinstance(broken, InputError) and "a.jsonl: cannot be unpacked" in str(broken)


def test_bombs_are_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compressed, "FREE", 2**20)
    blank = b" " * (16 * 2**20)
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(blank + b"\n" + blank))
    pack(tmp_path / "b.jsonl.zst", blank)
    with zipfile.ZipFile(tmp_path / "c.zip", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("x.jsonl", blank)
    (tmp_path / "d.txt.gz").write_bytes(gzip.compress(blank))
    causes = [cause.split(":")[0] for cause in told(tmp_path)]
    assert causes == ["bomb", "bomb", "bomb", "too large"]


@pytest.mark.parametrize("ending", ["gz", "zst"])
def test_texts_and_pages_may_be_packed(tmp_path: Path, ending: str) -> None:
    pack(tmp_path / f"a.txt.{ending}", STORY.encode())
    assert told(tmp_path) == [f"{tmp_path.name}/a.txt.{ending}"]


def test_parquet_by_rows(tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    rows = [
        {"text": STORY, "date": datetime.date(2016, 4, 2), "url": "https://a.example/1", "other": 1},
        {"text": None, "date": None, "url": None, "other": 2}, {"text": STORY, "date": None, "url": None, "other": 3},
    ]  # fmt: skip
    path = tmp_path / "a.parquet"
    parquet.write_table(pa.Table.from_pylist(rows), path)
    first, second, third = gather([path])
    assert isinstance(first, Article) and isinstance(third, Article)
    assert (first.id, first.date, first.url) == ("a.parquet:1", "2016-04-02", "https://a.example/1")
    assert str(second).startswith(f"{path}:2: the field 'text' is missing")
    assert third.place == (str(path.resolve()), "a.parquet:3")
    parquet.write_table(pa.table({"body": ["x"]}), path)
    assert "has no column 'text', but body (name its columns id, text," in str(next(gather([path])))
    parquet.write_table(pa.table({"text": pa.array([], pa.string())}), path)
    assert told(path) == [f"empty: {path}"]


def test_nothing_is_fetched() -> None:
    (found,) = gather(["https://a.example/feed.xml"])
    assert "nothing is fetched: save the feed" in str(found)


def test_what_is_set_aside_is_counted_and_is_no_failure(run: Any, tmp_path: Path) -> None:
    path = lines(tmp_path / "a.jsonl", {"text": FRENCH}, {"text": RUSSIAN}, {"text": "Peru is an ally of Chile."})
    done = run("build", path, "-o", tmp_path / "g.kg")
    assert (done.status, done.err) == (0, "")
    assert "set aside 2 not in English (first a.jsonl:1)\n" in done.out
    done = run("build", path, "-o", tmp_path / "g.kg", "--any-language")
    assert done.status == 0 and done.out.startswith("read 2 articles") and "passed over 1 article" in done.out


def test_a_corpus_of_which_nothing_is_left_is_told(run: Any, tmp_path: Path) -> None:
    done = run("build", lines(tmp_path / "a.jsonl", {"text": FRENCH}), "-o", tmp_path / "g.kg")
    assert (done.status, done.out) == (1, "") and not (tmp_path / "g.kg").exists()
    assert done.err == (
        "kg: nothing was read: set aside 1 not in English (first a.jsonl:1); "
        "--any-language reads what is not in English, too\n"
    )


def test_an_error_survives_its_way_between_processes() -> None:
    import pickle

    error = SetAside("not in English", where="a:1", hint="h", cause="language")
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), str(again), again.cause) == (SetAside, str(error), "language")
