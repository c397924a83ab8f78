"""Web archives (WARC, as Common Crawl's news has them) to articles: a record at a time, whatever the others hold.

The pages are those of `response` and `resource` records, plain texts those of `conversion` records (WET). A record that
lies about its length would swallow those behind it, and one with a broken header ends fastwarc's iteration: both times
the next beginning of a record is looked for, and reading goes on there.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, BinaryIO, cast
from urllib.parse import urlsplit

from kg import contract
from kg.articles.plain import LARGEST_PAGE, LARGEST_TEXT, checked, decode
from kg.articles.sources import Source
from kg.errors import InputError, SetAside
from kg.model import Article
from kg.page import page

_BEGINNING = b"WARC/1."
_PIECE = 2**16
_KEPT = 2**20
"""Bytes behind the reading head in which the next record is looked for: more than fastwarc reads ahead."""
_PAGES = ("text/html", "application/xhtml+xml")
_SLACK = timedelta(days=1)
"""By how much a page may be dated after the day it was fetched on: time zones."""


def warc(stream: BinaryIO, source: Source) -> Iterator[Article | InputError]:
    """The articles of the records; `where` counts all records from 1, those that are no articles too."""
    number = 0
    for record in _records(stream):
        number += 1
        where = f"{source.where}:{number}"
        if isinstance(record, str):
            yield InputError(f"a broken record: {record}", where=where, cause="broken record")
            continue
        try:
            found = _article(record, source, number)
        except InputError as error:
            wanted = error.cause != "no article"  # front pages, lists of headlines
            yield error.at(where) if wanted else SetAside(error.what, where=where, cause=error.cause)
        except (OSError, ValueError) as cause:  # of the body's encoding
            yield InputError(f"a body that cannot be unpacked: {cause}", where=where, cause="broken record")
        else:
            if found is not None:
                yield found
    if not number:
        yield InputError("holds no WARC record", where=source.where, cause="empty")


def _records(stream: BinaryIO) -> Iterator[Any]:
    """The records of the stream, and a string for each place where they are broken: what is wrong there."""
    from fastwarc.warc import ArchiveIterator

    tape = _Tape(stream)
    more = True
    while more:
        last = tape.start
        try:
            # what it is packed in is undone already, within bounds
            passing = cast(BinaryIO, tape)
            for record in ArchiveIterator(passing, parse_http=False, stream_detect=False, fsspec_args=False):
                last = tape.start + record.stream_pos
                yield record
                if record.content_length > LARGEST_PAGE:  # of an honest video, or of a lie: look for the next one
                    break
            else:
                tape.check()
                return
        except OSError as cause:
            tape.check()
            yield str(cause)
        except BaseException as cause:
            if type(cause).__name__ != "PanicException":  # what Rust calls a fault of its own
                raise
            yield str(cause)
        more = tape.seek_next(last)


class _Tape:
    """A stream that can be wound back a little. A pass over it begins at `start`, which is a place in the stream."""

    def __init__(self, stream: BinaryIO) -> None:
        self.stream, self.start = stream, 0
        self._kept, self._base, self._head = b"", 0, 0
        """What was read last, where that stands in the stream, and where in it the next byte to give stands."""
        self._error: InputError | None = None

    def check(self) -> None:
        """Raise what ended the stream before its time."""
        if self._error:
            raise self._error

    def tell(self) -> int:
        """How many bytes this pass has given, for fastwarc."""
        return self._base + self._head - self.start

    def read(self, size: int = -1) -> bytes:
        """The next bytes, for fastwarc."""
        if self._head >= len(self._kept):
            self._more()
        most = _PIECE if size < 0 else min(size, _PIECE)
        piece = self._kept[self._head : self._head + most]
        self._head += len(piece)
        return piece

    def seek_next(self, last: int) -> bool:
        """Go on at the first beginning of a record behind the place `last`; False where none follows."""
        self._head = max(0, last + 1 - self._base)
        while (found := self._kept.find(_BEGINNING, self._head)) < 0:
            self._head = max(self._head, len(self._kept) - len(_BEGINNING))
            if not self._more():
                self.check()
                return False
        self._head = found
        self.start = self._base + found
        return True

    def _more(self) -> bool:
        try:
            fresh = b"" if self._error else self.stream.read(_PIECE)
        except InputError as error:  # fastwarc would make another error of it
            self._error, fresh = error, b""
        spare = max(0, len(self._kept) - _KEPT)
        self._kept = self._kept[spare:] + fresh
        self._base += spare
        self._head -= spare
        return bool(fresh)


def _article(record: Any, source: Source, number: int) -> Article | None:
    """The article of a record; None for one that is about the archive itself. Raises InputError and SetAside."""
    kind = (record.headers.get("WARC-Type") or "").lower()
    if kind not in ("response", "resource", "conversion"):
        return None
    url = record.headers.get("WARC-Target-URI", "").strip("<> ")
    day = _day(record)
    limit = LARGEST_TEXT if kind == "conversion" else LARGEST_PAGE
    if record.content_length > limit:
        what = f"{record.content_length:,} bytes are too big for one article; the limit is {limit:,}"
        raise InputError(what, cause="too large")
    if kind == "conversion":
        fields: dict[str, str | None] = {"title": None, "date": None, "publisher": None, "url": None}
        body = decode(record.reader.read(limit), "")
    else:
        fields, body = page(_body(record, kind), "")
    named = {**fields, "url": _address(url, fields["url"]), "date": _dated(fields["date"], day)}
    named["publisher"] = named["publisher"] or urlsplit(url).hostname
    found = contract.article_from(
        {"id": record.record_id or f"{source.name}:{number}", "text": body, **named}, f"{source.where}:{number}"
    )
    return checked(found, f"{source.name}:{number}", None if found.url else (*source.place, found.id))


def _body(record: Any, kind: str) -> bytes:
    """The page in a record, unpacked: at most one byte more than a page may have. Raises SetAside for no page."""
    from fastwarc.warc import WarcRecord

    media = (record.headers.get("Content-Type") or "").partition(";")[0].strip().lower()
    if kind == "response":
        # a copy: a body that lies about how it is packed must not end the reading of the archive
        alone = WarcRecord()
        alone.set_bytes_content(record.reader.read(LARGEST_PAGE))
        alone.is_http = True
        alone.parse_http(auto_decode="all")
        record, status = alone, alone.http_headers.status_code if alone.http_headers else None
        media = alone.http_content_type or ""
        if status is not None and status != 200:
            raise SetAside(f"the server answered {status}", cause="no page")
    if media and media not in _PAGES:
        raise SetAside(f"{media} is no page", cause="no page")
    body: bytes = record.reader.read(LARGEST_PAGE + 1)
    if len(body) > LARGEST_PAGE:
        raise InputError(f"unpacks to more than {LARGEST_PAGE:,} bytes", cause="bomb")
    return body


def _day(record: Any) -> date | None:
    """The day on which it was fetched."""
    try:
        fetched = record.record_date
    except ValueError:
        return None
    return fetched.date() if fetched else None


def _dated(stated: str | None, fetched: date | None) -> str | None:
    """The day that the page states, if it can be; else the one on which it was fetched: crawls fetch news at once."""
    if fetched is None:
        return stated
    if stated and stated[:10] <= (fetched + _SLACK).isoformat():
        return stated
    return fetched.isoformat()


def _address(fetched: str, stated: str | None) -> str | None:
    """The address that the page says is its own, where it is of the site it was fetched from; else that one.

    A page must not be able to take the place of what another site wrote.
    """
    try:
        same = stated and _site(stated) == _site(fetched)
    except ValueError:
        same = False
    return (stated if same else fetched) or None


def _site(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")
