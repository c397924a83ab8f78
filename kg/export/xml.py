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

    def line(self, variant: int, values: Sequence[Cell]) -> str:
        """The element with these values, of which two or more are known and None are left out."""
        key = (variant, *map(is_, values, _NOTHING))
        case = self._made.get(key)
        if case is None:
            case = self._made[key] = self._case(variant, values)
        texts = list(case.known(values))
        for n in case.others:
            texts[n] = _plain(texts[n])
        together = "<".join(texts)  # type: ignore[arg-type]  # by now all are strings
        if not together.isprintable() or together.count("<") != len(texts) - 1:
            texts = [self._escaped(value) for value in texts]
        elif "&" in together or '"' in together or "]]>" in together:  # no "<" but those between the values
            texts = _quickly_escaped(together).split("<")  # type: ignore[assignment]
        line = case.parts.copy()
        line[1::2] = texts  # type: ignore[assignment]
        return "".join(line)

    def _case(self, variant: int, values: Sequence[Cell]) -> "_Case":
        known = [n for n, value in enumerate(values) if value is not None]
        others = [k for k, n in enumerate(known) if not isinstance(values[n], str)]
        pattern = self._make(variant, [value is not None for value in values])
        parts = [part for between in pattern.split("%s") for part in (between, "")][:-1]
        return _Case(parts, itemgetter(*known), others)


class _Case(NamedTuple):
    """A pattern with gaps for the known values, what gets those, and which of them are no strings."""

    parts: list[str]
    known: Callable[[Sequence[Cell]], tuple[Cell, ...]]
    others: list[int]


def _quickly_escaped(text: str) -> str:
    """What `escape` makes of a printable text without "<", either in an attribute or in an element."""
    if "&" in text:
        text = text.replace("&", "&amp;")
    if '"' in text:
        text = text.replace('"', "&quot;")
    return text.replace("]]>", "]]&gt;") if "]]>" in text else text


@lru_cache(4096, typed=True)
def _plain(value: Cell) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def written(lines: Iterable[str], out: BinaryIO) -> None:
    """Write the lines, some at a time."""
    for some in _some(iter(lines)):
        out.write(("\n".join(some) + "\n").encode())


def _some(lines: Iterator[str]) -> Iterator[list[str]]:
    while some := list(islice(lines, _AT_ONCE)):
        yield some
