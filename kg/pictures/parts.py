"""What the pictures share: heads, feet, the legend, boxes of text, and how thick so many origins are."""

from collections.abc import Iterable, Sequence
from math import log2
from typing import NamedTuple

from kg.pictures.canvas import LINE, Canvas, Theme, width, wrapped

MARGIN = 32.0
HEAD = 15.0
NAME = 10.5
SMALL = 8.0
PAD = 7.0


def thickness(origins: float) -> float:
    """Points of a line for so many independent origins: 1.5 for one, one more for each doubling, 7 at most."""
    return min(1.5 + log2(max(origins, 1)), 7.0)


class Words(NamedTuple):
    """Lines of one size and colour."""

    lines: list[str]
    size: float
    bold: bool
    colour: str

    @property
    def high(self) -> float:
        return len(self.lines) * self.size * LINE


class Block(NamedTuple):
    """Words in a box of a given width."""

    wide: float
    words: tuple[Words, ...]

    @property
    def high(self) -> float:
        return sum(w.high for w in self.words) + 2 * PAD

    def draw(self, page: Canvas, x: float, y: float, *, edge: str | None = None, thick: float = 1.0) -> None:
        """Draw it with its upper left corner at x and y."""
        page.box(x, y, self.wide, self.high, edge=edge, thick=thick)
        y += PAD
        for w in self.words:
            page.text(x + self.wide / 2, y + w.size * LINE / 2, w.lines, w.size, bold=w.bold, colour=w.colour,
                      anchor="center")  # fmt: skip
            y += w.high


def block(wide: float, theme: Theme, name: str, *notes: tuple[str, str]) -> Block:
    """A name in bold, and notes below it with their colours; empty ones are left out."""
    room = wide - 2 * PAD
    words = [Words(wrapped(name, room, NAME, True, 5), NAME, True, theme.ink)]
    words += [Words(wrapped(note, room, SMALL, most=4), SMALL, False, colour) for note, colour in notes if note]
    return Block(wide, tuple(words))


def head(page: Canvas, title: Sequence[str], below: Sequence[str]) -> float:
    """Set the title and what stands below it; return the y from which the page is free."""
    y = page.text(MARGIN, MARGIN, title, HEAD, bold=True)
    return page.text(MARGIN, y, below, SMALL + 0.5, colour=page.theme.dim) + 8


class Key(NamedTuple):
    """An entry of a legend: a line or, with a shape, a mark."""

    words: str
    sign: int = 0
    thick: float = 2.0
    dashed: bool = False
    shape: str = ""


def legend_high(keys: Iterable[Key], wide: float) -> float:
    """How high a legend is."""
    return len(_rows(keys, wide)) * 17.0 + 8


def legend(page: Canvas, y: float, keys: Iterable[Key]) -> None:
    """Draw the legend from y down, in as many rows as it takes."""
    for row in _rows(keys, page.wide):
        x = MARGIN
        for key in row:
            colour = page.theme.of(key.sign)
            if key.shape:
                page.mark(x + 10, y, key.shape, colour, 8, hollow=key.dashed)
            else:
                page.line([(x, y), (x + 28, y)], colour, key.thick, dashed=key.dashed)
            page.text(x + (20 if key.shape else 36), y, key.words, SMALL, colour=page.theme.dim)
            x += _wide(key)
        y += 17


def _rows(keys: Iterable[Key], wide: float) -> list[list[Key]]:
    rows: list[list[Key]] = [[]]
    for key in keys:
        if rows[-1] and sum(map(_wide, rows[-1])) + _wide(key) > wide - 2 * MARGIN:
            rows.append([])
        rows[-1].append(key)
    return rows


def _wide(key: Key) -> float:
    return (20 if key.shape else 36) + width(key.words, SMALL) + 20


def listed(names: Sequence[str], most: int = 3) -> str:
    """The first names, and how many more there are."""
    more = len(names) - most
    return ", ".join(names[:most]) + (f" and {more} more" if more > 0 else "")


def count(number: int, one: str) -> str:
    """The number with its noun: 1 origin, 2 origins."""
    return f"{number:,} {one}{'' if number == 1 else 's'}"
