"""What the XML formats share: text that is fit for XML 1.0, and elements written many at a time."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice, repeat
from operator import is_, itemgetter
from typing import BinaryIO, NamedTuple
from xml.sax.saxutils import escape, quoteattr

from kg.export.text import fit
from kg.network import Cell

_AT_ONCE = 2000
"""Lines written at once."""
_NOTHING = repeat(None)
_ATTRIBUTE = {'"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}
_CONTENT = {"\r": "&#13;"}


def content(value: object) -> str:
    """The value as the content of an element."""
    return escape(fit(value), _CONTENT)


def attributes(values: Mapping[str, object]) -> str:
    """The values as XML attributes, each after a space; None is left out."""
    return "".join(
        f" {name}={quoteattr(fit(value), {chr(13): '&#13;'})}" for name, value in values.items() if value is not None
    )


def attribute(value: object) -> str:
    """The value as it stands between the quotes of an attribute."""
    return escape(fit(value), _ATTRIBUTE)


class Pattern:
    """Elements of one kind as lines.

    What a line looks like follows from its `variant` and from which values are known, so that it is made once for each
    such case by `make`, with `%s` for each known value, and then only filled.
    """

    def __init__(self, make: Callable[[int, Sequence[bool]], str], escaped: Callable[[object], str]) -> None:
        self._make, self._escaped = make, escaped
        self._made: dict[tuple[object, ...], _Case] = {}

    def line(self, variant: int, values: Sequence[Cell]) -> bytes:
        """The element with these values in UTF-8, of which two or more are known and None are left out."""
        key = (variant, *map(is_, values, _NOTHING))
        case = self._made.get(key)
        if case is None:
            case = self._made[key] = self._case(variant, values)
        texts = list(case.known(values))
        for n in case.others:
            texts[n] = _plain(texts[n])
        line = case.parts.copy()
        line[1::2] = _together(texts) or [self._escaped(text).encode() for text in texts]
        return b"".join(line)

    def _case(self, variant: int, values: Sequence[Cell]) -> "_Case":
        known = [n for n, value in enumerate(values) if value is not None]
        others = [k for k, n in enumerate(known) if not isinstance(values[n], str)]
        pattern = self._make(variant, [value is not None for value in values])
        parts = [part for between in pattern.split("%s") for part in (between.encode(), b"")][:-1]
        return _Case(parts, itemgetter(*known), others)


class _Case(NamedTuple):
    """A pattern with gaps for the known values, what gets those, and which of them are no strings."""

    parts: list[bytes]
    known: Callable[[Sequence[Cell]], tuple[Cell, ...]]
    others: list[int]


def _together(texts: list[Cell]) -> list[bytes] | None:
    """The texts, escaped for attributes and elements all at once; None where one of them needs to be looked at alone.

    They are joined by "<": if no more of it comes out than went in, none of them had one.
    """
    text = "<".join(texts)  # type: ignore[arg-type]  # by now all are strings
    if not text.isprintable():
        return None
    data = text.encode()
    if b"&" in data:
        data = data.replace(b"&", b"&amp;")
    if b'"' in data:
        data = data.replace(b'"', b"&quot;")
    if b"]]>" in data:
        data = data.replace(b"]]>", b"]]&gt;")
    parts = data.split(b"<")
    return parts if len(parts) == len(texts) else None


@lru_cache(4096, typed=True)
def _plain(value: Cell) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def written(lines: Iterable[str | bytes], out: BinaryIO) -> None:
    """Write the lines, some at a time."""
    for some in _some(iter(lines)):
        out.write(b"\n".join([line.encode() if isinstance(line, str) else line for line in some]) + b"\n")


def _some(lines: Iterator[str | bytes]) -> Iterator[list[str | bytes]]:
    while some := list(islice(lines, _AT_ONCE)):
        yield some
