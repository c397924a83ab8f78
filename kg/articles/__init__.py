"""Files, folders, tables, web archives and feeds to articles, one at a time: memory does not grow with the corpus.

    .txt              one article in UTF-8; lines `title:`, `date:`, `publisher:`, `url:` may head it, then a blank
                      line, or between lines of ---; fields of other names are passed over
    .html .htm        one article, cleaned and dated by trafilatura
    .jsonl .ndjson    one article a line, as in the reading contract
    .parquet          one article a row, in columns of the same names
    .warc .wet        the pages and texts in a web archive, such as Common Crawl's news
    .rss .atom .xml   the entries of a feed, with the text that they hold themselves
    .zip .tar         files of these kinds, read where they are
    -                 JSON Lines on standard input

All but .parquet and .zip may be packed (`.gz`, `.zst`). The id of a file's article, and the source of every article, is
the path as the user wrote it (`2024/10/a.txt` for `kg build 2024/10`); of an absolute path it is what follows the
folders that lead to it, so that it tells nothing of the machine. Whether two articles are one and the same that changed
is told by `Article.place`, never by these names.

An article that cannot be had is an `InputError` in its place, so that the others are still read; one that is not wanted
(another language, a copy, no page) is a `SetAside`. Each says where it was: `file:number` is the line, row, record or
entry.
"""

import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import BinaryIO, cast

from kg import compressed
from kg.articles import feeds, packed, plain, tables, warc
from kg.articles.copies import Copies
from kg.articles.language import is_foreign
from kg.articles.plain import LARGEST_PAGE, LARGEST_TEXT, decode
from kg.articles.sources import KINDS, Source, files, kind
from kg.articles.sources import others as _others
from kg.errors import InputError, KgError, SetAside
from kg.model import Article

__all__ = [
    "KINDS", "LARGEST_PAGE", "LARGEST_TEXT", "Found", "Source", "decode", "files", "gather", "kind", "others",
    "read_file",
]  # fmt: skip

Found = Article | InputError
_READERS: Mapping[str, Callable[[BinaryIO, Source], Iterator[Found]]] = {
    ".txt": plain.text, ".html": plain.web_page, ".htm": plain.web_page,
    ".jsonl": tables.json_lines, ".ndjson": tables.json_lines, ".parquet": tables.parquet,
    ".warc": warc.warc, ".wet": warc.warc,
    ".rss": feeds.feed, ".atom": feeds.feed, ".xml": feeds.feed,
}  # fmt: skip


def gather(
    sources: Sequence[str | Path], stdin: BinaryIO | None = None, *, any_language: bool = False
) -> Iterator[Found]:
    """The articles of the sources, in the order given, folders by path; an error stands where one cannot be had.

    What is surely not in English is set aside, unless `any_language` wants it, and so is a text that came before from
    the same publisher under another address.
    """
    copies = Copies()
    for found in _all(sources, stdin):
        if not isinstance(found, Article):
            yield found
        elif not any_language and is_foreign(found):
            yield SetAside("not in English", where=found.source, cause="language")
        else:
            first = copies.first(found)
            yield SetAside(f"the same article as {first}", where=found.source, cause="copy") if first else found


def others(sources: Sequence[str | Path]) -> list[str]:
    """The names of the files in the folders among the sources that are of no kind we read, a README aside."""
    folders = (Path(given) for given in sources if str(given) != "-" and Path(given).is_dir())
    return list(chain.from_iterable(map(_others, folders)))


def _all(sources: Sequence[str | Path], stdin: BinaryIO | None) -> Iterator[Found]:
    for given in sources:
        if str(given) == "-":
            yield from _stdin(stdin)
            continue
        try:
            for found in files(Path(given)):
                if isinstance(found, InputError):
                    yield found
                else:
                    yield from read_file(found)
        except InputError as error:
            yield error


def read_file(source: Source) -> Iterator[Found]:
    """The articles of one file."""
    if source.kind is None:
        hint = f"use {' '.join(KINDS)}, or packed as .gz or .zst"
        yield InputError("not a kind of file that holds articles", where=source.path, hint=hint, cause="other kind")
        return
    try:
        with source.path.open("rb") as stream:
            yield from _read(stream, source)
    except (OSError, EOFError, zlib.error) as cause:
        reason = cause.strerror if isinstance(cause, OSError) and cause.strerror else cause
        yield InputError(f"cannot be read: {reason}", where=source.path)


def _read(stream: BinaryIO, source: Source) -> Iterator[Found]:
    """The articles in a stream that is a file or a member of an archive, whatever it is packed in."""
    try:
        with compressed.reading(stream, Path(source.where).name) as inside:
            if packed.is_archive(source):
                yield from packed.members(inside, source, _read)
            else:
                yield from _READERS[cast(str, source.kind)](inside, source)
    except InputError as error:
        yield error if str(source.path) in str(error.where) else error.at(source.where)
    except KgError as error:  # a package that is missing
        yield InputError(error.what, where=source.where, hint=error.hint)


def _stdin(stream: BinaryIO | None) -> Iterator[Found]:
    if stream is None:
        yield InputError("standard input cannot be read here", where="-")
    else:
        yield from tables.lines(stream, "standard input", "standard input", None)
