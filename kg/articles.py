"""Files, folders and JSON Lines to articles.

    .txt             one article in UTF-8; lines `title:`, `date:`, `publisher:`, `url:` may head it, then a blank line,
                     or between lines of ---; fields of other names are passed over
    .html .htm       one article, cleaned and dated by trafilatura
    .jsonl .jsonl.gz one article a line, as in the reading contract
    -                JSON Lines on standard input

The id of a file's article, and the source of every article, is the path as the user wrote it (`2024/10/a.txt` for
`kg build 2024/10`); of an absolute path it is what follows the folders that lead to it, so that it tells nothing of the
machine. Whether two articles are one and the same that changed is told by `Article.place`, never by these names.

An article that cannot be had is an `InputError` in its place, so that the others are still read.
"""

import gzip
import os
import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO, cast

from kg import contract
from kg.errors import InputError
from kg.model import Article, Place
from kg.page import page

KINDS = (".txt", ".html", ".htm", ".jsonl", ".jsonl.gz")
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

Found = Article | InputError


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read. `name` is the id of its article."""

    path: Path
    name: str


def gather(sources: Sequence[str | Path], stdin: BinaryIO | None = None) -> Iterator[Found]:
    """The articles of the sources, in the order given, folders by path; an error stands where one cannot be had."""
    for given in sources:
        if str(given) == "-":
            yield from _stdin(stdin)
            continue
        try:
            found = files(Path(given))
        except InputError as error:
            yield error
            continue
        for source in found:
            yield from read_file(source)


def files(path: Path) -> list[Source]:
    """The file itself, or the files of a folder and those below it that are of a kind we read, sorted by path.

    Raises InputError where there is nothing to read.
    """
    if path.is_file():
        return [Source(path, _written(path))]
    if not path.exists():
        raise InputError("no such file or folder", where=path, hint="give files, folders, or - for standard input")
    if not path.is_dir():
        raise InputError("neither a file nor a folder", where=path)
    shown = [p for p in _inside(path) if kind(p)]
    if not shown:
        raise InputError("nothing to read in this folder", where=path, hint=f"articles end in {' '.join(KINDS)}")
    return [Source(path / p, _written(path, p)) for p in shown]


def others(sources: Sequence[str | Path]) -> list[str]:
    """The names of the files in the folders among the sources that are of no kind we read, a README aside."""
    folders = (Path(given) for given in sources if str(given) != "-" and Path(given).is_dir())
    return [
        _written(folder, p)
        for folder in folders
        for p in _inside(folder)
        if not kind(p) and not p.name.lower().startswith("readme")
    ]


def _inside(folder: Path) -> list[Path]:
    """The files of a folder and those below it, but for hidden ones, sorted by their path inside it."""
    inside = (p.relative_to(folder) for p in folder.rglob("*") if p.is_file())
    return sorted((p for p in inside if not any(part.startswith(".") for part in p.parts)), key=lambda p: p.parts)


def _written(given: Path, inside: Path = Path()) -> str:
    """The name of a file: the path that was given, or the last part of an absolute one, and the path inside it."""
    lead = Path(given.name) if given.is_absolute() else Path(os.path.normpath(given))
    return _as_text((lead / inside).as_posix())


def _as_text(path: str) -> str:
    """The path with the bytes that are not UTF-8, if there are any, as escapes."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def kind(path: Path) -> str | None:
    """The ending of the file's name, of those that we read."""
    return next((k for k in reversed(KINDS) if path.name.lower().endswith(k)), None)


def read_file(source: Source) -> Iterator[Found]:
    """The articles of one file."""
    ending = kind(source.path)
    try:
        if ending is None:
            yield InputError("not a kind of file that holds articles", where=source.path, hint=f"use {' '.join(KINDS)}")
        elif ending in (".jsonl", ".jsonl.gz"):
            yield from _jsonl(source, packed=ending == ".jsonl.gz")
        else:
            yield _text(source) if ending == ".txt" else _page(source)
    except InputError as error:
        yield error
    except (OSError, EOFError, zlib.error) as cause:
        reason = cause.strerror if isinstance(cause, OSError) and cause.strerror else cause
        yield InputError(f"cannot be read: {reason}", where=source.path)


def _stdin(stream: BinaryIO | None) -> Iterator[Found]:
    if stream is None:
        yield InputError("standard input cannot be read here", where="-")
    else:
        yield from _lines(stream, "standard input", "standard input", None)


def _jsonl(source: Source, packed: bool) -> Iterator[Found]:
    with gzip.open(source.path, "rb") if packed else source.path.open("rb") as stream:
        yield from _lines(cast(BinaryIO, stream), str(source.path), source.name, _place(source))


def _lines(stream: BinaryIO, where: str, name: str, file: Place | None) -> Iterator[Found]:
    """The articles of the lines. One with an address is that article wherever it stands; another is known by its id."""
    empty = True
    for number, line in enumerate(contract.lines(stream), 1):
        if not line.strip():
            continue
        empty = False
        try:
            article = contract.parse_article(line, f"{where}:{number}")
            place = (*file, article.id) if file and not article.url else None
            yield _checked(article, f"{name}:{number}", place)
        except InputError as error:
            yield error
    if empty:
        yield InputError("holds no article", where=where, hint="give one JSON object a line")


def _text(source: Source) -> Article:
    text = decode(_bytes(source.path, LARGEST_TEXT), str(source.path)).replace("\r\n", "\n").replace("\r", "\n")
    fields, body = _front_matter(text)
    if "title" not in fields:
        fields["title"] = _headline(body)
    return _article(source, body, fields)


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


def _page(source: Source) -> Article:
    raw = _bytes(source.path, LARGEST_PAGE)
    fields, body = page(raw, str(source.path))
    return _article(source, body, fields)


def _article(source: Source, body: str, fields: dict[str, str | None]) -> Article:
    record = {"id": source.name, "text": body, **fields}
    return _checked(contract.article_from(record, str(source.path)), source.name, _place(source))


def _place(source: Source) -> Place:
    return (_as_text(str(source.path.resolve())),)


def _checked(article: Article, source: str, place: Place | None) -> Article:
    """The article, if it has a text. Its source goes into the graph, so it must not tell where the folder lies."""
    if not article.text.strip():
        raise InputError("the article has no text", where=article.source)
    return replace(article, source=source, place=place)


def _bytes(path: Path, limit: int) -> bytes:
    size = path.stat().st_size
    if size > limit:
        what = f"{size:,} bytes is too big for one article; the limit is {limit:,}"
        raise InputError(what, where=path, hint="split it into its articles")
    if size == 0:
        raise InputError("the file is empty", where=path)
    return path.read_bytes()


def decode(raw: bytes, where: str) -> str:
    """The text of the bytes: UTF-8, or UTF-16 with a byte order mark.

    Raises InputError for anything else, rather than losing a letter.
    """
    encoding = next((name for bom, name in _BOMS.items() if raw.startswith(bom)), "utf-8")
    if encoding != "utf-16" and b"\0" in raw:
        raise InputError("a binary file, not text", where=where)
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as cause:
        what = f"not {encoding.upper()}: {cause.reason} at byte {cause.start}"
        hint = "save it as UTF-8, for example: iconv -f WINDOWS-1252 -t UTF-8"
        raise InputError(what, where=where, hint=hint) from cause
