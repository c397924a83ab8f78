"""What is fuzzed: a function from bytes for each parser. Each may raise KgError, and nothing else."""

import io
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from kg import articles, contract, datasets, imports, iris, offline, sssom
from kg.articles import feeds, tables, warc
from kg.articles.language import is_foreign
from kg.articles.sources import Source
from kg.compressed import reading
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


def _unpack(data: bytes, name: str) -> None:
    with reading(io.BytesIO(data), name) as plain:
        plain.read(2**20)


def _query(data: bytes) -> None:
    text = _text(data)
    offline.check(text)
    datasets.named(text)
    datasets.is_update(text)


@cache
def _graph() -> Graph:
    """One for all inputs of a process: to give each its own vocabulary would take most of the time."""
    return Graph.memory()


@cache
def _folder() -> TemporaryDirectory[str]:
    """Where files to import are put; gone with the process."""
    return TemporaryDirectory(prefix="parley-")


def _load(form: str) -> Callable[[bytes], None]:
    """What `kg import` does with a file, and making what follows from its articles; then the graph is emptied."""

    def target(data: bytes) -> None:
        graph, file = _graph(), Path(_folder().name) / f"a.{form}"
        file.write_bytes(data)
        try:
            imports.load(graph, file, form)
            graph.settle()
            graph.articles()
            graph.dump(form)
        finally:
            graph.update("DROP ALL")

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
    "zip": _all(articles._read, "a.zip"),  # whatever lies in them is read too
    "tar": _all(articles._read, "a.tar"),
    "gz": lambda data: _unpack(data, "a.gz"),
    "zst": lambda data: _unpack(data, "a.zst"),
    "query": _query,
    "trig": _load("trig"),
    "nquads": _load("nq"),
    "jsonld": _load("jsonld"),
    "aids": _reading_aids,
    "sssom": lambda data: sssom.parse(_text(data), "links.sssom.tsv"),
}
"""By name: what to do with the bytes."""


def once(name: str, data: bytes) -> None:
    """Give the bytes to a target. Only what is no KgError comes out."""
    with suppress(KgError):
        TARGETS[name](data)
