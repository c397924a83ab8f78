"""What the XML formats share: text that is fit for XML 1.0, and elements written many at a time.

Elements of one kind are written some hundreds at once and column by column (`elements`): a value that comes again is
looked up with its markup around it; where a column's values hardly ever come again, all are escaped and put between
markup in a few passes over one string. Rows are then joined from what came out. Escaping value by value, or element by
element, takes several times as long.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice, repeat
from typing import Any, TypeVar
from xml.sax.saxutils import quoteattr

from kg.export.text import fit
from kg.network import Cell

ROWS = 256
"""Elements made at once, so that they stay in the caches of a processor."""
_RARE = bytes(range(32)) + b"\xed\xef"
"""Bytes of UTF-8 without which a text is fit: control characters, what leads halves of surrogate pairs, and U+FFFE."""
_SPACES = {"\r": "&#13;"}, {"\r": "&#13;", "\n": "&#10;", "\t": "&#9;"}
"""What would not be read back as it was: in the content of an element, and in an attribute."""
_LEARNT = 1024
"""New values that a column may have, beyond one for each two rows, before its values count as hardly ever repeated."""
_KEPT = 2048
"""Values of a column whose markup is kept, some megabytes at most."""
Item = TypeVar("Item")
Column = Sequence[Any]
Rendered = Callable[[Column], Iterable[bytes]]
"""What makes markup of a column, in UTF-8."""


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
    return _Texts(0, before.encode(), after.encode(), otherwise.encode())


def in_attribute(before: str, after: str = "", otherwise: str = "") -> Rendered:
    """Values as attributes, between `before` and `after`, which have the quotes; `otherwise` stands for None."""
    return _Texts(1, before.encode(), after.encode(), otherwise.encode())


def as_is(before: str, after: str = "") -> Rendered:
    """Markup in UTF-8 between `before` and `after`; the column has no None."""
    joint = f"{after}\0{before}".encode()
    return lambda column: (before.encode() + joint.join(column) + after.encode()).split(b"\0")


def by_value(markup: Callable[[Any], str]) -> Rendered:
    """What `markup` makes of each value."""
    return _Made(lambda value: markup(value).encode()).of


def elements(columns: Iterable[Column], rendered: Sequence[Rendered]) -> bytes:
    """A line of UTF-8 for each row: what is made of its values, joined. Columns are as long as each other.

    Values of a column are of one type, or None: others may be equal that are not written alike, such as 1 and True.
    """
    pieces = [how(column) for column, how in zip(columns, rendered, strict=True)]
    return b"".join(chain.from_iterable(zip(*pieces, repeat(b"\n"), strict=False)))


def lines(*texts: str) -> bytes:
    """The texts as lines of UTF-8."""
    return "".join(f"{text}\n" for text in texts).encode()


def batches(items: Iterable[Item]) -> Iterator[list[Item]]:
    """The items, ROWS at a time."""
    remaining = iter(items)
    while some := list(islice(remaining, ROWS)):
        yield some


class _Made(dict[Any, bytes]):
    """The markup of values, made where a value is first asked for, and forgotten where there are many."""

    def __init__(self, markup: Callable[[Any], bytes]) -> None:
        super().__init__()
        self._markup = markup

    def __missing__(self, value: Any) -> bytes:
        made = self[value] = self._markup(value)
        return made

    def of(self, column: Column) -> list[bytes]:
        """The markup of each value."""
        pieces = list(map(self.__getitem__, column))
        if len(self) > _KEPT:
            self.clear()
        return pieces


class _Texts:
    """Makes a column's values into texts between markup, whose quotes and tags hold no U+0000.

    Values are looked up as long as they come again; `_new` tells how many more new ones are borne with.
    """

    def __init__(self, place: int, before: bytes, after: bytes, otherwise: bytes) -> None:
        self._place, self._before, self._after, self._otherwise = place, before, after, otherwise
        self._joint = after + b"\0" + before
        self._made = _Made(self._one)
        self._new = _LEARNT

    def __call__(self, column: Column) -> list[bytes]:
        if self._new <= 0:
            return self._all(column)
        known = len(self._made)
        pieces = self._made.of(column)
        self._new = min(_LEARNT, self._new + len(column) // 2 - (len(self._made) - known))
        return pieces

    def _one(self, value: Any) -> bytes:
        if value is None:
            return self._otherwise
        text = _escaped(value, self._place) if isinstance(value, str) else _plain(value)
        return self._before + text.encode() + self._after

    def _all(self, column: Column) -> list[bytes]:
        """All values in a few passes over one string, where nothing rare is among them.

        They are joined by "<": if no more of it comes out than went in, none of them had one.
        """
        try:
            data = "<".join(column).encode(errors="surrogatepass")
        except TypeError:
            return self._apart(column)
        if len(data.translate(None, _RARE)) == len(data) and data.count(b"<") == len(column) - 1:
            return (self._before + _marked(data).replace(b"<", self._joint) + self._after).split(b"\0")
        return list(map(self._one, column))

    def _apart(self, column: Column) -> list[bytes]:
        """All values of a column that has None in it, or no texts."""
        told = [value for value in column if value is not None]
        if not told or not isinstance(told[0], str):
            return list(map(self._one, column))
        made = iter(self._all(told))
        return [self._otherwise if value is None else next(made) for value in column]


def _plain(value: Cell) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _marked(data: bytes) -> bytes:
    return data.replace(b"&", b"&amp;").replace(b'"', b"&quot;").replace(b"]]>", b"]]&gt;")


def _escaped(value: object, place: int) -> str:
    text = _marked(fit(value).encode()).decode().replace("<", "&lt;")
    for space, reference in _SPACES[place].items():
        text = text.replace(space, reference)
    return text
