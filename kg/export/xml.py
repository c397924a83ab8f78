"""What the XML formats share: text that is fit for XML 1.0, and elements written many at a time.

Elements of one kind are written some hundreds at once and column by column (`elements`): each different value of a
column is escaped and put between its markup once, all of them in a few passes over one string, and rows are then joined
from what came out. Escaping value by value, or element by element, takes several times as long.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import islice, repeat
from typing import Any, TypeVar
from xml.sax.saxutils import quoteattr

from kg.export.text import fit
from kg.network import Cell

ROWS = 128
"""Elements made at once, so that they stay in the caches of a processor."""
_RARE = bytes(range(32)) + b"\xed\xef"
"""Bytes of UTF-8 without which a text is fit: control characters, what leads halves of surrogate pairs, and U+FFFE."""
_SPACES = {"\r": "&#13;"}, {"\r": "&#13;", "\n": "&#10;", "\t": "&#9;"}
"""What would not be read back as it was: in the content of an element, and in an attribute."""
Item = TypeVar("Item")
Column = Sequence[Any]
Rendered = Callable[[Column], Sequence[Iterable[bytes]]]
"""What makes markup of a column: iterators over the pieces of each row, which stand one after the other."""


def content(value: object) -> str:
    """The value as the content of an element."""
    return _escaped(value, 0)


def attribute(value: object) -> str:
    """The value as it stands between the double quotes of an attribute."""
    return _escaped(value, 1)


def attributes(values: Mapping[str, object]) -> str:
    """The values as XML attributes, each after a space; None is left out."""
    return "".join(
        f" {name}={quoteattr(fit(value), {chr(13): '&#13;'})}" for name, value in values.items() if value is not None
    )


def in_content(before: str, after: str = "", otherwise: str = "") -> Rendered:
    """Values as contents of elements, between `before` and `after`; `otherwise` stands for None."""
    return partial(_between, 0, (before.encode(), after.encode(), otherwise.encode()))


def in_attribute(before: str, after: str = "", otherwise: str = "") -> Rendered:
    """Values as attributes, between `before` and `after`, which have the quotes; `otherwise` stands for None."""
    return partial(_between, 1, (before.encode(), after.encode(), otherwise.encode()))


def as_is(before: str, after: str = "") -> Rendered:
    """Markup in UTF-8 between `before` and `after`; the column has no None."""
    return lambda column: [repeat(before.encode()), column, repeat(after.encode())]


def by_value(markup: Callable[[Any], str]) -> Rendered:
    """What `markup` makes of each value."""
    return lambda column: [_looked_up(column, {value: markup(value).encode() for value in dict.fromkeys(column)})]


def elements(columns: Iterable[Column], rendered: Sequence[Rendered]) -> bytes:
    """A line of UTF-8 for each row: what is made of its values, joined. Columns are as long as each other.

    Values of a column are of one type, or None: others may be equal that are not written alike, such as 1 and True.
    """
    pieces = [each for column, how in zip(columns, rendered, strict=True) for each in how(column)]
    return b"\n".join(map(b"".join, zip(*pieces, strict=False))) + b"\n"


def lines(*texts: str) -> bytes:
    """The texts as lines of UTF-8."""
    return "".join(f"{text}\n" for text in texts).encode()


def batches(items: Iterable[Item]) -> Iterator[list[Item]]:
    """The items, ROWS at a time."""
    remaining = iter(items)
    while some := list(islice(remaining, ROWS)):
        yield some


def _between(place: int, markup: tuple[bytes, bytes, bytes], column: Column) -> list[Iterable[bytes]]:
    before, after, otherwise = markup
    distinct = dict.fromkeys(column)
    if None not in distinct and 2 * len(distinct) > len(column):
        return [repeat(before), _together(column, place), repeat(after)]
    values = [value for value in distinct if value is not None]
    made: dict[Any, bytes] = {None: otherwise}
    for value, text in zip(values, _together(values, place), strict=True):
        made[value] = before + text + after
    return [_looked_up(column, made)]


def _looked_up(column: Column, made: Mapping[Any, bytes]) -> Iterator[bytes]:
    return map(made.__getitem__, column)


def _together(values: Column, place: int) -> list[bytes]:
    """The values, each escaped as by `_escaped`, in a few passes over all of them where nothing rare is among them.

    They are joined by "<": if no more of it comes out than went in, none of them had one.
    """
    if values and not isinstance(values[0], str):
        return [_plain(value).encode() for value in values]
    data = "<".join(values).encode(errors="surrogatepass")
    if len(data.translate(None, _RARE)) == len(data):
        parts = _marked(data).split(b"<")
        if len(parts) == len(values):
            return parts
    return [_escaped(value, place).encode() for value in values]


def _plain(value: Cell) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _marked(data: bytes) -> bytes:
    return data.replace(b"&", b"&amp;").replace(b'"', b"&quot;").replace(b"]]>", b"]]&gt;")


def _escaped(value: object, place: int) -> str:
    text = _marked(fit(value).encode()).decode().replace("<", "&lt;")
    for space, reference in _SPACES[place].items():
        text = text.replace(space, reference)
    return text
