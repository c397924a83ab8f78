"""What is fuzzed: a function from bytes for each parser. Each may raise KgError, and nothing else."""

import io
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from kg import articles, contract, datasets, iris, offline, sssom
from kg.articles import feeds, packed, tables, warc
from kg.articles.language import is_foreign
from kg.articles.sources import Source
from kg.compressed import read
from kg.errors import KgError
from kg.invisible import Visible
from kg.model import Article
from kg.origins import agency, signature
from kg.page import fragment, page
from kg.passages import sentence_around
from kg.periods import bounds
from kg.store import Graph


def _text(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape" if data[:1] == b"s" else "replace")


def _all(reader: Callable[..., object], name: str) -> Callable[[bytes], None]:
    def target(data: bytes) -> None:
        for _ in reader(io.BytesIO(data), Source(Path(name), name)):  # type: ignore[attr-defined]
            pass

    return target


def _members(name: str) -> Callable[[bytes], None]:
    def target(data: bytes) -> None:
        for _ in packed.members(io.BytesIO(data), Source(Path(name), name), lambda stream, _: iter([stream.read(99)])):  # type: ignore[list-item]
            pass

    return target


def _query(data: bytes) -> None:
    text = _text(data)
    offline.check(text)
    datasets.named(text)
    datasets.is_update(text)


def _load(form: str) -> Callable[[bytes], None]:
    def target(data: bytes) -> None:
        with Graph.memory() as graph:
            graph.load(data, form)
            graph.articles()

    return target


def _reading_aids(data: bytes) -> None:
    text = data.decode("utf-8", "replace")
    seen = Visible(text)
    if seen.text:
        sentence_around(text, seen.span(0, min(9, len(seen.text))))
    signature(text)
    agency(text, None)
    is_foreign(Article("a", text))
    bounds(text[:20])
    iris.article(Article("a", text))


TARGETS: dict[str, Callable[[bytes], object]] = {
    "json": lambda data: contract.parse_article(data, 1),
    "lines": _all(tables.json_lines, "a.jsonl"),
    "text": _all(articles.plain.text, "a.txt"),
    "page": lambda data: page(data, "a.html"),
    "fragment": lambda data: fragment(_text(data)),
    "feed": _all(feeds.feed, "a.rss"),
    "warc": _all(warc.warc, "a.warc"),
    "zip": _members("a.zip"),
    "tar": _members("a.tar"),
    "gz": lambda data: read(io.BytesIO(data), "a.gz", 2**20),
    "zst": lambda data: read(io.BytesIO(data), "a.zst", 2**20),
    "query": _query,
    "trig": _load("trig"),
    "nquads": _load("nq"),
    "jsonld": _load("jsonld"),
    "aids": _reading_aids,
    "sssom": lambda data: sssom.parse(_text(data), "links.sssom.tsv"),
}
"""By name: what to do with the bytes."""

SEEDS: dict[str, list[bytes]] = {
    "json": [
        b'{"id": "a", "text": "Peru.", "date": "2016-04-02", "mentions": [{"start": 0, "end": 4, "qid": "Q419"}]}'
    ],
    "page": [
        b"<html><head><title>T</title></head><body><article><p>Peru met Chile on Tuesday.</p></article></body></html>"
    ],
    "feed": [
        b"<rss><channel><title>T</title><item><title>x</title><description>Peru</description></item></channel></rss>"
    ],
    "warc": [
        b"WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\nContent-Length: 51\r\n\r\n"
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>x</p>\r\n\r\n"
    ],
    "query": [b'PREFIX a: <b:c> SELECT * FROM <d:e> { ?s ?p "x\\u0022" . SERVICE <f:g> {} } # h'],
    "trig": [b'<a:g> { <a:s> <a:p> "x"@en , 1 . }'],
    "jsonld": [b'{"@context": {"a": "b:"}, "@id": "a:x", "a:y": [1, {"@value": "z"}]}'],
}
"""What the fuzzer begins with."""
SEEDS["lines"], SEEDS["nquads"] = SEEDS["json"], [b'<a:s> <a:p> "x" <a:g> .\n']


def once(name: str, data: bytes) -> None:
    """Give the bytes to a target. Only what is no KgError comes out."""
    with suppress(KgError):
        TARGETS[name](data)
