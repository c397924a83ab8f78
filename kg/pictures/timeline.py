"""The timeline of positions: who is said to be for or against whom, and when; a row for each two, a mark for a time."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from kg.errors import UsageError
from kg.periods import bounds
from kg.pictures.canvas import Canvas, Theme, width, wrapped
from kg.pictures.parts import MARGIN, SMALL, Key, head, legend, legend_high, thickness
from kg.signed import Relation, relations

if TYPE_CHECKING:
    import networkx

WIDE = 960.0
ROWS = 18
"""Rows that are drawn; a note tells how many there are besides."""
_NAMES, _LANE, _GAP = 210.0, 15.0, 9.0
_FAR = 0.5
"""A gap of this share of all days, with few marks before it, is not drawn to scale."""
_MONTHS = (1, 2, 3, 6, 12, 24, 60, 120, 240)


class _Mark(NamedTuple):
    """What is said of one time in a row; days count from 1."""

    first: int
    last: int
    sign: int
    disputed: bool
    origins: int
    words: str


class _Scale(NamedTuple):
    """Which stretch of days the page shows; what began before it stands at its left edge."""

    first: int
    last: int

    def x(self, day: int) -> float:
        share = (min(max(day, self.first), self.last) - self.first) / max(self.last - self.first, 1)
        return MARGIN + _NAMES + 24 + share * (WIDE - 2 * MARGIN - _NAMES - 130)


def timeline(network: "networkx.MultiDiGraph[str]", title: str, theme: Theme) -> Canvas:
    """The picture of a network of relations, those of most origins above.

    Raises UsageError where nothing in it has a time.
    """
    label = dict(network.nodes(data="label"))
    dated = defaultdict[tuple[str, str, bool], list[Relation]](list)
    for r in relations(network):
        if _days(r) is not None:
            ends = (min(r.source, r.target), max(r.source, r.target)) if r.mutual else (r.source, r.target)
            dated[*ends, r.mutual].append(r)
    if not dated:
        raise UsageError("nothing here has a time", hint="ask for more of the graph, or give articles dates")
    ranked = sorted(dated, key=lambda k: (-_origins(dated[k]), str(label[k[0]]), str(label[k[1]]), k))
    shown = sorted(ranked[:ROWS], key=lambda k: (str(label[k[1]]), str(label[k[0]]), k))
    names = [f"{label[a]} {'↔' if mutual else '→'} {label[b]}" for a, b, mutual in shown]
    rows = [list(_marks(dated[key])) for key in shown]
    return _drawn(list(zip(names, rows, strict=True)), len(dated) - len(shown), title, theme)


def _drawn(rows: Sequence[tuple[str, list[_Mark]]], more: int, title: str, theme: Theme) -> Canvas:
    scale = _scale([mark for _, marks in rows for mark in marks])
    placed = [list(_lanes(marks, scale)) for _, marks in rows]
    names = [wrapped(name, _NAMES, SMALL + 1, True, 3) for name, _ in rows]
    highs = [max(_LANE * (1 + max(lane for lane, _ in each)), 12.5 * len(lines)) + _GAP
             for each, lines in zip(placed, names, strict=True)]  # fmt: skip
    keys = _keys(mark for _, marks in rows for mark in marks)
    lines = wrapped(title, WIDE - 2 * MARGIN, 15, True)
    top = MARGIN + 20.25 * len(lines) + 44
    note = [f"{more:,} more rows, of fewer origins, are not drawn."] if more else []
    page = Canvas(WIDE, top + sum(highs) + 30 + 11 * len(note) + legend_high(keys, WIDE), theme, title, _about(rows))
    head(
        page,
        lines,
        ["By the time that articles tell of, else by that of their publication. Size: independent origins."],
    )
    _axis(page, scale, top - 8, top + sum(highs))
    y = top
    for n, (each, words, high) in enumerate(zip(placed, names, highs, strict=True)):
        if n:
            page.line([(MARGIN, y), (WIDE - MARGIN, y)], theme.fill, 1.2)
        page.text(MARGIN, y + _GAP / 2 + 6.5, words, SMALL + 1, bold=True)
        for lane, mark in each:
            _draw(page, scale, mark, y + _GAP / 2 + 6.5 + lane * _LANE)
        y += high
    page.text(MARGIN, y + 18, note, SMALL, colour=theme.dim)
    legend(page, y + 24 + 11 * len(note), keys)
    return page


def _marks(found: Iterable[Relation]) -> Iterator[_Mark]:
    """The marks of a row: what is of one time, one sign and alike in being disputed is one."""
    alike = defaultdict[tuple[int, int, int, bool], list[Relation]](list)
    for r in found:
        days = _days(r)
        if days is not None:
            alike[*days, r.sign, r.contested].append(r)
    for (first, last, sign, disputed), each in sorted(alike.items()):
        words = ", ".join(dict.fromkeys(r.label for r in sorted(each, key=lambda r: (-r.weight, r.label))))
        yield _Mark(first, last, sign, disputed, _origins(each), words)


def _days(r: Relation) -> tuple[int, int] | None:
    """First and last day; one that is not told is the other one."""
    begin, end = (bounds(day) if day else None for day in (r.first, r.last))
    first, last = (begin and begin[0]) or (end and end[0]), (end and end[1]) or (begin and begin[1])
    return (first.toordinal(), max(first, last).toordinal()) if first and last else None


def _origins(found: Iterable[Relation]) -> int:
    return len({origin for r in found for origin in r.origins})


def _scale(marks: Sequence[_Mark]) -> _Scale:
    """From the first day to the last; where a few marks lie far before all others, from the first of the others."""
    starts, last = sorted(mark.first for mark in marks), max(mark.last for mark in marks)
    first = starts[0]
    for before, (one, other) in enumerate(pairwise(starts), 1):
        if other - one > _FAR * (last - first) and before <= len(starts) / 3:
            first = other
    spare = max((last - first) // 40, 1)
    return _Scale(first - spare, last + spare)


def _lanes(marks: Sequence[_Mark], scale: _Scale) -> Iterator[tuple[int, _Mark]]:
    """The marks with their lanes in the row: each in the first where it, and its words, touch no other."""
    free: list[float] = []
    for mark in marks:
        start, end = _reach(mark, scale)
        lane = next((n for n, until in enumerate(free) if until + 8 < start), len(free))
        free[lane:] = [end, *free[lane + 1 :]]
        yield lane, mark


def _reach(mark: _Mark, scale: _Scale) -> tuple[float, float]:
    """Where a mark and its words begin and end."""
    words, before = _said(mark, scale)
    start, end = scale.x(mark.first) - _size(mark), scale.x(mark.last) + _size(mark) / 2 + 5
    return (start - width(words, SMALL), end) if before else (start, end + width(words, SMALL))


def _said(mark: _Mark, scale: _Scale) -> tuple[str, bool]:
    """The words at a mark, with the year where it began before the page does; and whether they stand before the mark,
    having no room after it."""
    early = f"‹ {date.fromordinal(mark.first).year}  " if mark.first < scale.first else ""
    words = early + mark.words
    room = max(WIDE - MARGIN - scale.x(mark.last) - 12, 96)
    before = room < width(words, SMALL) < scale.x(mark.first) - _size(mark) - MARGIN - _NAMES - 12
    return (words, True) if before else (wrapped(words, room, SMALL, most=1)[0], False)


def _size(mark: _Mark) -> float:
    return 6 + 1.4 * (thickness(mark.origins) - 1)


def _draw(page: Canvas, scale: _Scale, mark: _Mark, y: float) -> None:
    colour, (start, end) = page.theme.of(mark.sign), (scale.x(mark.first), scale.x(mark.last))
    if end - start > 6:
        page.line([(start, y), (end, y)], colour, thickness(mark.origins), dashed=mark.disputed)
    for x in dict.fromkeys((start, end) if end - start > 6 else ((start + end) / 2,)):
        page.mark(x, y, _SHAPES[mark.sign], colour, _size(mark), hollow=mark.disputed)
    words, before = _said(mark, scale)
    off = _size(mark) / 2 + 5
    page.text(start - off if before else end + off, y, words, SMALL, colour=page.theme.ink,
              anchor="right" if before else "left")  # fmt: skip


_SHAPES = {1: "o", -1: "D", 0: "s"}
"""Shape tells for from against where colour cannot."""


def _axis(page: Canvas, scale: _Scale, top: float, bottom: float) -> None:
    for day, words in _ticks(scale):
        x = scale.x(day)
        page.line([(x, top), (x, bottom)], page.theme.fill, 1.0)
        page.text(x, top - 7, words, SMALL, colour=page.theme.dim, anchor="center")


def _ticks(scale: _Scale) -> Iterator[tuple[int, str]]:
    """Days to mark, eight at most, with their names: years, months or days, as the stretch is long."""
    days = scale.last - scale.first
    if days <= 62:
        step = next(s for s in (1, 2, 7, 14) if days / s <= 8 or s == 14)
        yield from ((day, date.fromordinal(day).isoformat()) for day in range(scale.first, scale.last + 1, step))
        return
    step = next((m for m in _MONTHS if days / (30.4 * m) <= 8), _MONTHS[-1] * 10)
    for number in range(date.fromordinal(scale.first).year * 12, date.fromordinal(scale.last).year * 12 + 12):
        day = date(number // 12, number % 12 + 1, 1)
        fits = number % step == 0 if step < 12 else number % 12 == 0 and day.year % (step // 12) == 0
        if fits and scale.first <= day.toordinal() <= scale.last:
            yield day.toordinal(), str(day.year) if step >= 12 else f"{day:%Y-%m}"


def _keys(marks: Iterable[_Mark]) -> list[Key]:
    found = list(marks)
    words = {1: "for", -1: "against", 0: "mediates"}
    keys = [Key(words[sign], sign, shape=_SHAPES[sign]) for sign in (1, -1, 0) if any(m.sign == sign for m in found)]
    if any(m.disputed for m in found):
        keys.append(Key("somebody denies it", next(m.sign for m in found if m.disputed), dashed=True,
                        shape=_SHAPES[next(m.sign for m in found if m.disputed)]))  # fmt: skip
    return keys


def _about(rows: Iterable[tuple[str, list[_Mark]]]) -> str:
    """The picture in words."""
    return " ".join(
        f"{name}: {'; '.join(f'{m.words} ({date.fromordinal(m.first)})' for m in marks)}." for name, marks in rows
    )
