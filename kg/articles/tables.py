"""JSON Lines and Parquet to articles, a record at a time."""

from collections.abc import Iterator
from typing import Any, BinaryIO

from kg import contract
from kg.articles.plain import checked, stated_day
from kg.articles.sources import Source
from kg.errors import InputError
from kg.model import Article

_COLUMNS = ("id", "text", "title", "url", "publisher", "date")
_ROWS = 64
"""Rows of a Parquet file that are decoded at a time."""
_LARGEST_CHUNK = 4 * 2**30
"""Bytes of a column in one row group at most, unpacked, as the file states them."""


def json_lines(stream: BinaryIO, source: Source) -> Iterator[Article | InputError]:
    """The articles of the lines. One with an address is that article wherever it stands; another is known by its id."""
    yield from lines(stream, source.where, source.name, source)


def lines(stream: BinaryIO, where: str, name: str, source: Source | None) -> Iterator[Article | InputError]:
    """The articles of the lines of a stream, which may come from nowhere that could be named again."""
    empty = True
    for number, line in enumerate(contract.lines(stream), 1):
        if not line.strip():
            continue
        empty = False
        try:
            article = contract.parse_article(line, f"{where}:{number}")
            yield checked(article, f"{name}:{number}", _place(source, article))
        except InputError as error:
            yield error
    if empty:
        yield InputError("holds no article", where=where, hint="give one JSON object a line", cause="empty")


def parquet(stream: BinaryIO, source: Source) -> Iterator[Article | InputError]:
    """The articles of the rows; `where` counts them from 1. An `id` may be missing: then it is the row's number."""
    if source.member:
        hint = "unpack the archive, and give the file itself"
        raise InputError("Parquet cannot be read inside an archive", where=source.where, hint=hint)
    number = 0
    for batch in _batches(stream, source.where):
        for row in batch:
            number += 1
            try:
                yield _row(row, number, source)
            except InputError as error:
                yield error
    if not number:
        yield InputError("holds no article", where=source.where, hint="it has no rows", cause="empty")


def _batches(stream: BinaryIO, where: str) -> Iterator[list[dict[str, Any]]]:
    try:
        import pyarrow as pa
        from pyarrow.parquet import ParquetFile
    except ImportError as cause:
        hint = "pip install 'parley-kg[parquet]'"
        raise InputError("Parquet needs the package pyarrow", where=where, hint=hint) from cause
    try:
        file = ParquetFile(stream, memory_map=False, pre_buffer=False)
        names = [name for name in _COLUMNS if name in file.schema_arrow.names]
        if "text" not in names:
            has = ", ".join(file.schema_arrow.names[:8])
            raise InputError(
                f"has no column 'text', but {has}", where=where, hint=f"name its columns {', '.join(_COLUMNS)}"
            )
        _check_size(file.metadata, where)
        for batch in file.iter_batches(_ROWS, columns=names):
            yield batch.to_pylist()
    except (pa.ArrowException, OSError, ValueError) as cause:  # pyarrow's errors are of all three
        what = str(cause).splitlines()[0] if str(cause) else type(cause).__name__
        raise InputError(f"no Parquet file that can be read: {what}", where=where) from cause


def _check_size(metadata: Any, where: str) -> None:
    groups = (metadata.row_group(n) for n in range(metadata.num_row_groups))
    largest = max((g.column(c).total_uncompressed_size for g in groups for c in range(g.num_columns)), default=0)
    if largest > _LARGEST_CHUNK:
        what = f"a column of one row group unpacks to {largest:,} bytes; the limit is {_LARGEST_CHUNK:,}"
        raise InputError(what, where=where, hint="write it with smaller row groups", cause="bomb")


def _row(row: dict[str, Any], number: int, source: Source) -> Article:
    record = {"id": f"{source.name}:{number}", **{name: value for name, value in row.items() if value is not None}}
    if not isinstance(record["id"], str):
        record["id"] = str(record["id"])
    if not isinstance(record.get("date"), str | None):  # a column of days or moments
        record["date"] = stated_day(record["date"])
    article = contract.article_from(record, f"{source.where}:{number}")
    return checked(article, f"{source.name}:{number}", _place(source, article))


def _place(source: Source | None, article: Article) -> tuple[str, ...] | None:
    return (*source.place, article.id) if source and not article.url else None
