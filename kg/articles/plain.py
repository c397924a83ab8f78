"""A text or a saved page to its article."""

import re
from collections.abc import Iterator
from datetime import date
from typing import BinaryIO

from kg import contract
from kg.articles.sources import Source
from kg.errors import InputError
from kg.model import Article
from kg.page import page

LARGEST_TEXT = 4 * contract.LONGEST_TEXT
"""Bytes of a .txt file at most: the longest text in the widest UTF-8."""
LARGEST_PAGE = 10 * 2**20
"""Bytes of an HTML file at most."""

_FENCED = re.compile(r"---[ \t]*\n(.*?)\n---[ \t]*(?:\n+(.*))?", re.DOTALL)
_FIELD = re.compile(r"([A-Za-z][\w-]*):(?!//)[ \t]*(.*)")
_KNOWN = frozenset({"title", "date", "publisher", "url"})
_BOMS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_TITLE = 200
"""Characters of a first line that may still be a headline."""


def text(stream: BinaryIO, source: Source) -> Iterator[Article]:
    """The article of a .txt file."""
    raw = whole(stream, LARGEST_TEXT, source.where)
    body = decode(raw, source.where).replace("\r\n", "\n").replace("\r", "\n")
    fields, body = _front_matter(body)
    if "title" not in fields:
        fields["title"] = _headline(body)
    yield article(source, body, fields)


def web_page(stream: BinaryIO, source: Source) -> Iterator[Article]:
    """The article of a saved page."""
    fields, body = page(whole(stream, LARGEST_PAGE, source.where), source.where)
    yield article(source, body, fields)


def article(source: Source, body: str, fields: dict[str, str | None]) -> Article:
    """The article of a file that holds one."""
    record = {"id": source.name, "text": body, **fields}
    found = contract.article_from(record, source.where)
    return checked(found, source.name, source.place)


def checked(found: Article, source: str, place: tuple[str, ...] | None) -> Article:
    """The article, if it has a text. Its source goes into the graph, so it must not tell where the folder lies."""
    from dataclasses import replace

    if not found.text.strip():
        raise InputError("the article has no text", where=found.source, cause="empty")
    return replace(found, source=source, place=place)


def whole(stream: BinaryIO, limit: int, where: str) -> bytes:
    """All bytes of the stream. Raises InputError where there are none, or more than `limit`."""
    raw = stream.read(limit + 1)
    if len(raw) > limit:
        size = _size(stream)
        told = f"{size:,} bytes is" if size > limit else f"more than {limit:,} bytes are"
        what = f"{told} too big for one article; the limit is {limit:,}"
        raise InputError(what, where=where, hint="split it into its articles", cause="too large")
    if not raw:
        raise InputError("the file is empty", where=where, cause="empty")
    return raw


def _size(stream: BinaryIO) -> int:
    """The size of a plain file; 0 of what is unpacked, whose size nobody knows before its end."""
    import os
    from contextlib import suppress

    with suppress(OSError, AttributeError, ValueError):
        return os.fstat(stream.fileno()).st_size
    return 0


def stated_day(given: object) -> str | None:
    """What somebody else's metadata states as the date, where it is one: a lie costs the date, and no article."""
    if isinstance(given, date):  # and with it datetime
        given = given.isoformat()
    told = str(given)[:10] if given else ""
    return told if contract.is_date(told) else None


def _front_matter(text: str) -> tuple[dict[str, str | None], str]:
    """The known ones of the leading `field: value` lines, and the text after the blank line that ends them.

    Between lines of --- stands YAML, as other programs write it: what is no such line there is passed over.
    """
    fenced = _FENCED.fullmatch(text.lstrip("\n"))
    head, body = fenced.groups("") if fenced else text.lstrip("\n").partition("\n\n")[::2]
    matches = [_FIELD.fullmatch(line) for line in head.split("\n")]
    known = [(m[1].lower(), m[2].strip()) for m in matches if m and m[1].lower() in _KNOWN]
    if not known or not (fenced or all(matches)):
        return {}, text
    return {name: _unquoted(value) if fenced else value for name, value in known if value}, body


def _unquoted(value: str) -> str:
    """The value without the quotation marks that YAML may set around it."""
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" else value


def _headline(body: str) -> str | None:
    """The first line, where it is short and something follows it."""
    first, _, rest = body.strip().partition("\n")
    return first.strip() if rest and len(first) <= _TITLE else None


def decode(raw: bytes, where: str) -> str:
    """The text of the bytes: UTF-8, or UTF-16 with a byte order mark.

    Raises InputError for anything else, rather than losing a letter.
    """
    encoding = next((name for bom, name in _BOMS.items() if raw.startswith(bom)), "utf-8")
    if encoding != "utf-16" and b"\0" in raw:
        raise InputError("a binary file, not text", where=where, cause="encoding")
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as cause:
        what = f"not {encoding.upper()}: {cause.reason} at byte {cause.start}"
        hint = "save it as UTF-8, for example: iconv -f WINDOWS-1252 -t UTF-8"
        raise InputError(what, where=where, hint=hint, cause="encoding") from cause
