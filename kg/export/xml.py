"""What the XML formats share: text that is fit for XML 1.0, and elements written many at a time."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import BinaryIO
from xml.sax.saxutils import escape, quoteattr

from kg.export.text import fit
from kg.network import Cell

_AT_ONCE = 2000
"""Lines written at once."""
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
        self._made: dict[tuple[int, tuple[bool, ...]], str] = {}

    def line(self, variant: int, values: Sequence[Cell]) -> str:
        """The element with these values, of which None are left out."""
        known = tuple([value is not None for value in values])
        pattern = self._made.get((variant, known))
        if pattern is None:
            pattern = self._made[variant, known] = self._make(variant, known)
        texts = [value if type(value) is str else _plain(value) for value in values if value is not None]
        together = "<".join(texts)  # a "<" beyond those between the values is one that needs escaping, as do the others
        clean = together.isprintable() and together.count("<") == len(texts) - 1
        if not clean or "&" in together or '"' in together or "]]>" in together:
            texts = [self._escaped(value) for value in texts]
        return pattern % tuple(texts)


def _plain(value: Cell) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def written(lines: Iterable[str], out: BinaryIO) -> None:
    """Write the lines, some at a time."""
    for some in _some(iter(lines)):
        out.write(("\n".join(some) + "\n").encode())


def _some(lines: Iterator[str]) -> Iterator[list[str]]:
    while some := list(islice(lines, _AT_ONCE)):
        yield some
