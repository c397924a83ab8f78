"""RSS and Atom, saved as files, to articles: what stands in the entries themselves. Nothing is fetched."""

import io
import re
from collections.abc import Iterator
from time import struct_time
from typing import Any, BinaryIO

from kg import contract
from kg.articles.plain import checked, stated_day, whole
from kg.articles.sources import Source
from kg.errors import InputError, SetAside
from kg.model import Article
from kg.page import fragment

LARGEST_FEED = 20 * 2**20
"""Bytes of a feed at most: it is read whole."""
_ROOT = re.compile(rb"<(?:\w+:)?(?:rss|feed|rdf)\b", re.IGNORECASE)


def feed(stream: BinaryIO, source: Source) -> Iterator[Article | InputError]:
    """The articles of the entries; `where` counts them from 1."""
    raw = whole(stream, LARGEST_FEED, source.where)
    if not _ROOT.search(raw[:4096]):
        if source.kind == ".xml":
            raise SetAside("XML, but no feed", where=source.where, cause="no feed")
        raise InputError("no feed", where=source.where, hint="RSS and Atom are read")
    told = _parsed(raw, source.where)
    for number, entry in enumerate(told.entries, 1):
        try:
            yield _article(entry, told.feed.get("title"), source, number)
        except InputError as error:
            yield error
    if not told.entries:
        why = told.get("bozo_exception")
        raise InputError(f"a feed without entries{f': {why}' if why else ''}", where=source.where, cause="empty")


def _parsed(raw: bytes, where: str) -> Any:
    import feedparser

    try:
        # a stream: of anything else the library may think that it is the address of a feed
        return feedparser.parse(io.BytesIO(raw), sanitize_html=False, resolve_relative_uris=False)
    except (RecursionError, ValueError, LookupError, AssertionError) as cause:
        raise InputError(f"a feed that cannot be read: {cause}", where=where) from cause


def _article(entry: Any, publisher: str | None, source: Source, number: int) -> Article:
    where = f"{source.where}:{number}"
    link = entry.get("link") or ""
    record = {
        "id": entry.get("id") or f"{source.name}:{number}",
        "text": fragment(_content(entry)),
        "title": fragment(entry.get("title") or "") or None,
        "url": link if link.startswith(("http://", "https://")) else None,  # an id can be no address
        "publisher": fragment(publisher or "") or None,
        "date": _day(entry),
    }
    if not record["text"]:
        raise InputError("the entry has no text", where=where, hint="the feed has headlines alone", cause="empty")
    article = contract.article_from(record, where)
    return checked(article, f"{source.name}:{number}", None if article.url else (*source.place, article.id))


def _content(entry: Any) -> str:
    """The longest of what it says of itself."""
    told = [part.get("value") or "" for part in entry.get("content") or []]
    return max([*told, entry.get("summary") or ""], key=len)


def _day(entry: Any) -> str | None:
    # past the library's own look-up, which takes one for the other and warns
    when = dict.get(entry, "published_parsed") or dict.get(entry, "updated_parsed")
    return (
        stated_day(f"{when.tm_year:04d}-{when.tm_mon:02d}-{when.tm_mday:02d}")
        if isinstance(when, struct_time)
        else None
    )
