"""A page to draw on: text that is measured before it is set, boxes and lines, in a light and a dark dress.

Drawn by matplotlib, whose font (DejaVu Sans) comes with it. Text goes into SVG as outlines: what was measured is what
is seen, on any machine and in print, and labels that fit here fit there; what the picture says in words stands in its
title and description. The same picture is the same bytes.
"""

import textwrap
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from math import hypot
from typing import Any, BinaryIO, Literal

from kg.errors import UsageError

try:
    import matplotlib
    from matplotlib.figure import Figure
    from matplotlib.font_manager import FontProperties
    from matplotlib.patches import FancyArrowPatch, FancyBboxPatch
    from matplotlib.textpath import text_to_path
except ModuleNotFoundError as cause:
    if (cause.name or "").partition(".")[0] != "matplotlib":
        raise
    raise UsageError("matplotlib is not installed", hint="pip install 'parley-kg[pictures]'") from cause

FORMATS = ("svg", "png")
DPI = 160
"""Of PNG files; a picture of 960 points is 2,133 pixels wide."""
_HEAD = 9.0
"""Points at the end of a broken line that are drawn whole."""
LINE = 1.35
"""The distance of lines of text, in their size."""
_SETTINGS: Any = {
    "svg.hashsalt": "parley",
    "svg.fonttype": "path",
    "path.simplify": False,
    "font.family": "DejaVu Sans",
}
Anchor = Literal["left", "center", "right"]


@dataclass(frozen=True, slots=True)
class Theme:
    """Colours. For and against are blue and vermilion of Okabe and Ito ("Color Universal Design", 2008), which people
    who see colours otherwise tell apart, also in grey; darker or lighter where the ground asks for it."""

    ground: str
    ink: str
    dim: str
    fill: str
    edge: str
    for_: str
    against: str
    neither: str

    def of(self, sign: int) -> str:
        """The colour of a sign."""
        return {1: self.for_, -1: self.against}.get(sign, self.neither)


LIGHT = Theme("#ffffff", "#1a1a1a", "#5a5a5a", "#f5f5f2", "#8c8c8c", "#0072b2", "#c24e00", "#6f6f6f")
DARK = Theme("#15171b", "#f2f2f2", "#aab0b8", "#22262d", "#6f7782", "#5ab8ee", "#ff9150", "#a4a4a4")


def width(words: str, size: float, bold: bool = False) -> float:
    """The width of a line of text, in points."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of letters that the font lacks: they are drawn as boxes of their own width
        return float(text_to_path.get_text_width_height_descent(words, _font(size, bold), False)[0])


def wrapped(words: str, room: float, size: float, bold: bool = False, most: int = 9) -> list[str]:
    """The words in lines of so many points at most, so many at most; what has no room ends in an ellipsis."""
    lines: list[str] = []
    for word in words.split():
        line = f"{lines[-1]} {word}" if lines else word
        if lines and width(line, size, bold) <= room:
            lines[-1] = line
        else:
            lines += _pieces(word, room, size, bold)
    if len(lines) > most:
        lines = [*lines[: most - 1], _cut(f"{lines[most - 1]}…", room, size, bold)]
    return lines or [""]


def _pieces(word: str, room: float, size: float, bold: bool) -> list[str]:
    """A word that is too long for a line, in pieces."""
    whole = width(word, size, bold)
    return [word] if whole <= room else textwrap.wrap(word, max(1, int(len(word) * room / whole)))


def _cut(words: str, room: float, size: float, bold: bool) -> str:
    while len(words) > 1 and width(words, size, bold) > room:
        words = f"{words[:-2].rstrip()}…"
    return words


def _font(size: float, bold: bool) -> FontProperties:
    return FontProperties(family="DejaVu Sans", size=size, weight="bold" if bold else "normal")


class Canvas:
    """A page of so many points; x goes right and y down from its upper left corner."""

    def __init__(self, wide: float, high: float, theme: Theme, title: str, about: str) -> None:
        self.wide, self.high, self.theme, self.title, self.about = wide, high, theme, title, about
        with matplotlib.rc_context(_SETTINGS):
            self._figure = Figure(figsize=(wide / 72, high / 72), facecolor=theme.ground)
            self._axes = self._figure.add_axes((0, 0, 1, 1), xlim=(0, wide), ylim=(high, 0))
        self._axes.set_axis_off()

    def text(
        self, x: float, y: float, lines: str | Sequence[str], size: float = 10, *, bold: bool = False,
        colour: str | None = None, anchor: Anchor = "left", ground: bool = False,
    ) -> float:  # fmt: skip
        """Set lines of text, the first one with its middle at y; return the y below the last. `ground` clears what lies
        behind."""
        for line in [lines] if isinstance(lines, str) else lines:
            box = {"facecolor": self.theme.ground, "edgecolor": "none", "pad": 1.5} if ground else None
            self._axes.text(
                x, y, line, fontproperties=_font(size, bold), color=colour or self.theme.ink, ha=anchor,
                va="center_baseline", parse_math=False, zorder=5, bbox=box,
            )  # fmt: skip
            y += size * LINE
        return y

    def box(
        self, x: float, y: float, wide: float, high: float, *, edge: str | None = None, fill: str | None = None,
        thick: float = 1.0, dashed: bool = False,
    ) -> None:  # fmt: skip
        """A box with its upper left corner at x and y."""
        self._axes.add_patch(
            FancyBboxPatch(
                (x, y), wide, high, boxstyle="round,pad=0,rounding_size=5", facecolor=fill or self.theme.fill,
                edgecolor=edge or self.theme.edge, linewidth=thick, zorder=3, linestyle=(0, (4, 2)) if dashed else "-",
            )
        )  # fmt: skip

    def line(
        self, points: Sequence[tuple[float, float]], colour: str, thick: float = 1.0, *, dashed: bool = False,
        ends: str = "-", bend: float = 0.0,
    ) -> None:  # fmt: skip
        """A line from the first to the last point, bent to a side, with the heads that `ends` names in matplotlib."""
        (x, y), end = points[0], points[-1]
        far = hypot(end[0] - x, end[1] - y)
        if dashed and ends == "-|>" and not bend and far > _HEAD:  # dashes would break up the head
            near = end[0] - (end[0] - x) * _HEAD / far, end[1] - (end[1] - y) * _HEAD / far
            self.line([(x, y), near], colour, thick, dashed=True)
            x, y = near
            dashed = False
        self._axes.add_patch(
            FancyArrowPatch(
                (x, y), end, arrowstyle=ends, mutation_scale=8 + 2.2 * thick, color=colour, linewidth=thick,
                linestyle=(0, (2.2, 1.3)) if dashed else "-", shrinkA=0, shrinkB=0, zorder=2,
                connectionstyle=f"arc3,rad={bend}", capstyle="butt", joinstyle="miter",
            )
        )  # fmt: skip

    def mark(self, x: float, y: float, shape: str, colour: str, size: float, *, hollow: bool = False) -> None:
        """A mark of so many points across: "o" a disk, "D" a diamond, "s" a square, hollow or full."""
        self._axes.plot(
            [x], [y], marker=shape, markersize=size, linestyle="none", zorder=4, markeredgecolor=colour,
            markeredgewidth=1.6, markerfacecolor=self.theme.ground if hollow else colour,
        )  # fmt: skip

    def write(self, out: BinaryIO, form: str) -> None:
        """Write the picture as SVG or PNG. Raises UsageError for another format."""
        if form not in FORMATS:
            raise UsageError(f"pictures are no {form!r}", hint=f"choose from {', '.join(FORMATS)}")
        told: dict[str, Any] = {"Title": self.title, "Description": self.about}
        told |= {"Date": None, "Creator": "Parley"} if form == "svg" else {"Software": "Parley"}
        with matplotlib.rc_context(_SETTINGS), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            self._figure.savefig(out, format=form, dpi=DPI, metadata=told, facecolor=self.theme.ground)
