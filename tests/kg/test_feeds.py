"""Feeds: what their entries hold themselves, dated and named; lies and traps cost themselves alone."""

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.articles import gather
from kg.errors import InputError, SetAside
from kg.model import Article

TEXT = "Peru and Chile met in Lima on Tuesday, and agreed on nothing at all, as the ministers of both countries said."
RSS = f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>The Courier</title>
<item><title>Talks &amp; tea</title><link>https://courier.example/1?a=1&amp;b=2</link><guid>g-1</guid>
<pubDate>Tue, 05 Apr 2016 22:30:00 -0500</pubDate><description>Short.</description>
<content:encoded><![CDATA[<p>{TEXT}</p><script>alert(1)</script><p>So&nbsp;they <b>left</b>.</p>]]>
</content:encoded></item>
<item><title>Bare</title></item>
<item><title>No date</title><description>{TEXT.replace("Lima", "Arica")}</description><pubDate>soon</pubDate></item>
</channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Wire</title><entry><id>urn:x</id><title>T</title>
<updated>2016-04-02T10:00:00Z</updated><content type="html">{TEXT}</content></entry></feed>"""


def found(path: Path, text: str | bytes) -> list[Article | InputError]:
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return list(gather([path]))


def test_rss(tmp_path: Path) -> None:
    first, bare, undated = found(tmp_path / "a.rss", RSS)
    assert isinstance(first, Article) and isinstance(undated, Article)
    assert (first.id, first.url, first.title) == ("g-1", "https://courier.example/1?a=1&b=2", "Talks & tea")
    assert (first.publisher, first.date, first.source, first.place) == ("The Courier", "2016-04-06", "a.rss:1", None)
    assert first.text == f"{TEXT}\n\nSo they left."
    assert str(bare) == f"{tmp_path / 'a.rss'}:2: the entry has no text (the feed has headlines alone)"
    assert (undated.date, undated.id) == (None, "a.rss:3")


@pytest.mark.parametrize("name", ["a.atom", "a.xml"])
def test_atom(tmp_path: Path, name: str) -> None:
    (article,) = found(tmp_path / name, ATOM)
    assert isinstance(article, Article)
    assert (article.id, article.date, article.text) == ("urn:x", "2016-04-02", TEXT)
    assert article.place == (str((tmp_path / name).resolve()), "urn:x")


def test_other_xml_is_set_aside(tmp_path: Path) -> None:
    (item,) = found(tmp_path / "sitemap.xml", "<urlset><url/></urlset>")
    assert isinstance(item, SetAside) and item.cause == "no feed"


@pytest.mark.parametrize("text", ["<rss>", "<rss><channel></channel></rss>", "<feed>\x00\x01", "<rss" + "<a>" * 2_000])
def test_a_feed_without_entries(tmp_path: Path, text: str) -> None:
    (item,) = found(tmp_path / "a.rss", text)
    assert isinstance(item, InputError) and "a feed" in str(item)


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))


@pytest.mark.parametrize(
    "declared", [f'<!ENTITY l0 "ha">{LAUGHS}', '<!ENTITY l11 SYSTEM "file:///etc/passwd">', '<!ENTITY l11 SYSTEM "http://127.0.0.1:9/x">']
)  # fmt: skip
def test_entities_are_not_followed(tmp_path: Path, declared: str) -> None:
    started = time.perf_counter()
    trap = (
        RSS.replace("<rss", f"<!DOCTYPE rss [{declared}]><rss", 1).replace("Short.", "&l11;").replace("Bare", "&l11;")
    )
    for item in found(tmp_path / "a.rss", trap):
        told = f"{item.text}{item.title}" if isinstance(item, Article) else str(item)
        assert "root:" not in told and len(told) < 10_000
    assert time.perf_counter() - started < 5


@pytest.mark.parametrize(
    "date", ["99999-01-01", "2016-02-31T00:00:00Z", "Tue, 05 Apr 99999 22:30:00 GMT", "0000", "-1", "9" * 5000]
)
def test_a_date_that_lies_costs_no_article(tmp_path: Path, date: str) -> None:
    (article,) = found(tmp_path / "a.atom", ATOM.replace("2016-04-02T10:00:00Z", date))
    assert isinstance(article, Article) and (article.date is None or len(article.date) == 10)


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=200), st.integers(0, len(RSS)))
def test_whatever_stands_in_a_feed(tmp_path_factory: pytest.TempPathFactory, junk: str, cut: int) -> None:
    text = (RSS[:cut] + junk + RSS[cut:]).encode("utf-8", "surrogatepass")
    for item in found(tmp_path_factory.getbasetemp() / "a.rss", text):
        assert isinstance(item, Article | InputError)
