"""Web archives: pages in records, dated and named; broken records and lies cost themselves alone."""

import gzip
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import compressed
from kg.articles import gather
from kg.errors import InputError, SetAside
from kg.model import Article

STORY = "The port of Arica was closed on Tuesday, the harbour master said, because Peru and Chile could not agree. " * 4
PAGE = f"<html><head><title>Port closed</title></head><body><article><p>{STORY}</p></article></body></html>".encode()


def record(
    body: bytes, url: str = "https://a.example/1", kind: str = "response", http: str = "", **more: object
) -> bytes:
    head = f"HTTP/1.1 {more.get('status', '200 OK')}\r\nContent-Type: {more.get('media', 'text/html')}\r\n{http}\r\n"
    block = head.encode() + body if kind == "response" else body
    lines = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}",
        f"WARC-Date: {more.get('date', '2016-04-05T10:00:00Z')}",
        f"WARC-Record-ID: <urn:uuid:{url[-1]}>",
        f"Content-Type: {'application/http' if kind == 'response' else more.get('type', 'text/html')}",
        f"Content-Length: {more.get('length', len(block))}\r\n\r\n",
    )
    return "\r\n".join(lines).encode() + block + b"\r\n\r\n"


GOOD = record(PAGE)
OTHER = record(PAGE.replace(b"Arica", b"Iquique"), "https://a.example/2")


def found(tmp_path: Path, data: bytes, name: str = "a.warc") -> list[Article | InputError]:
    (tmp_path / name).write_bytes(data)
    return list(gather([tmp_path / name]))


def told(items: list[Article | InputError]) -> list[str]:
    return [item.url or item.id if isinstance(item, Article) else item.cause for item in items]


def test_a_page_with_its_address_its_day_and_its_place(tmp_path: Path) -> None:
    info = record(b"x", kind="warcinfo")
    (article,) = found(tmp_path, gzip.compress(info) + gzip.compress(GOOD), "a.warc.gz")
    assert isinstance(article, Article)
    assert (article.url, article.date, article.publisher) == ("https://a.example/1", "2016-04-05", "a.example")
    assert (article.title, article.source, article.place) == ("Port closed", "a.warc.gz:2", None)
    assert STORY.strip() in article.text


@pytest.mark.parametrize(
    ("stated", "date"), [("2016-04-01", "2016-04-01"), ("2016-04-06", "2016-04-06"), ("2099-01-01", "2016-04-05")]
)
def test_a_page_cannot_be_younger_than_its_fetching(tmp_path: Path, stated: str, date: str) -> None:
    meta = f'<meta property="article:published_time" content="{stated}T08:00:00Z"></head>'.encode()
    (article,) = found(tmp_path, record(PAGE.replace(b"</head>", meta)))
    assert isinstance(article, Article) and article.date == date


@pytest.mark.parametrize(
    ("canonical", "url"),
    [("https://www.a.example/port", "https://www.a.example/port"), ("https://b.example/port", "https://a.example/1")],
)
def test_a_page_is_no_other_sites(tmp_path: Path, canonical: str, url: str) -> None:
    link = f'<link rel="canonical" href="{canonical}"></head>'.encode()
    (article,) = found(tmp_path, record(PAGE.replace(b"</head>", link)))
    assert isinstance(article, Article) and article.url == url


def test_plain_texts_of_a_wet_file(tmp_path: Path) -> None:
    (article,) = found(tmp_path, record(STORY.encode(), kind="conversion", type="text/plain"), "a.warc.wet")
    assert isinstance(article, Article) and article.text == STORY


def test_what_is_no_page_is_set_aside(tmp_path: Path) -> None:
    items = found(tmp_path, record(b"GIF", media="image/gif") + record(PAGE, status="404 Not Found") + GOOD)
    assert told(items) == ["no page", "no page", "https://a.example/1"]
    assert all(isinstance(item, SetAside) for item in items[:2])
    assert str(items[0]) == f"{tmp_path / 'a.warc'}:1: image/gif is no page"


@pytest.mark.parametrize(
    "broken",
    [
        b"junk \x00\xff junk\r\n\r\n", record(PAGE, length=10**12), record(PAGE, length=-5), record(PAGE, length=300),
        record(PAGE, length="many"), b"WARC/1.0\r\nX: " + b"a" * 200_000 + b"\r\n\r\n", record(b"", http="\x00"),
        record(b"abc", http="Content-Encoding: gzip\r\n"), record(b"abc", http="Transfer-Encoding: chunked\r\n"),
        record(b"abc", http="Content-Encoding: br\r\n"), record(PAGE, date="99999-13-41T99:99:99Z"),
    ],
)  # fmt: skip
def test_a_broken_record_leaves_the_others(tmp_path: Path, broken: bytes) -> None:
    items = told(found(tmp_path, GOOD + broken + OTHER))
    assert items[0] == "https://a.example/1" and items[-1] == "https://a.example/2"


def test_a_record_too_large_is_passed_over_in_constant_memory(tmp_path: Path) -> None:
    items = told(found(tmp_path, record(b"a" * (11 * 2**20)) + OTHER))
    assert items == ["too large", "https://a.example/2"]


def test_a_body_that_unpacks_to_too_much(tmp_path: Path) -> None:
    bomb = zlib.compress(b"<p>" + b"a" * (40 * 2**20))
    items = told(found(tmp_path, record(bomb, http="Content-Encoding: deflate\r\n") + OTHER))
    assert items == ["bomb", "https://a.example/2"]


def test_an_archive_that_unpacks_to_too_much(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compressed, "FREE", 2**20)
    items = found(tmp_path, gzip.compress(GOOD) + gzip.compress(b"\0" * (8 * 2**20)), "a.warc.gz")
    assert told(items)[0] == "https://a.example/1" and told(items)[-1] == "bomb"


@settings(max_examples=25, deadline=None)
@given(st.binary(max_size=300), st.integers(0, len(GOOD)))
def test_whatever_stands_between_records(tmp_path_factory: pytest.TempPathFactory, junk: bytes, cut: int) -> None:
    items = found(tmp_path_factory.getbasetemp(), GOOD[:cut] + junk + b"\r\n\r\n" + OTHER)
    assert told(items)[-1] in ("https://a.example/2", "copy", "no page", "broken record", "unreadable")
