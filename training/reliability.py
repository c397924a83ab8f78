"""How far a confidence can be believed: the expected calibration error, and a plot of it as SVG."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

BINS = 10
_SIZE, _EDGE = 320, 46
"""Length of the axes and room around them, in pixels."""
_STYLE = (
    "text{font:12px sans-serif;fill:#24292f}.grid{stroke:#d0d7de}.even{stroke:#57606a;stroke-dasharray:4 4}"
    ".bin{fill:#0969da;fill-opacity:.75}.line{fill:none;stroke:#0969da}"
    "@media(prefers-color-scheme:dark){text{fill:#c9d1d9}.grid{stroke:#30363d}}"
)


@dataclass(frozen=True, slots=True)
class Bin:
    """Claims of like confidence: how many, how sure they were on the mean, and how many of them were right (0–1)."""

    claims: int
    sure: float
    right: float


def bins(sure: NDArray[np.float64], right: NDArray[np.float64], number: int = BINS) -> list[Bin]:
    """The claims in the order of their confidence, cut into parts of equal size; there are none without claims."""
    order = np.argsort(sure, kind="stable")
    parts = [part for part in np.array_split(order, number) if len(part)]
    return [Bin(len(part), float(sure[part].mean()), float(right[part].mean())) for part in parts]


def calibration_error(found: Sequence[Bin]) -> float:
    """The mean distance between how sure and how often right, by claims (expected calibration error, Naeini 2015)."""
    total = sum(b.claims for b in found)
    return sum(b.claims * abs(b.sure - b.right) for b in found) / total if total else 0.0


def plot(found: Sequence[Bin], title: str) -> str:
    """The bins as an SVG: how sure on the way across, how often right on the way up, the area of a dot its claims."""
    side = _SIZE + 2 * _EDGE
    largest = max((b.claims for b in found), default=1)
    dots = [(_x(b.sure), _y(b.right), 7 * (b.claims / largest) ** 0.5) for b in found]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y, _ in dots)
    return "\n".join([
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{side}" height="{side}" viewBox="0 0 {side} {side}">',
        f"<title>{title}</title><style>{_STYLE}</style>",
        *(_grid(k / 5) for k in range(6)),
        f'<line class="even" x1="{_x(0):.1f}" y1="{_y(0):.1f}" x2="{_x(1):.1f}" y2="{_y(1):.1f}"/>',
        f'<polyline class="line" points="{line}"/>',
        *(f'<circle class="bin" cx="{x:.1f}" cy="{y:.1f}" r="{r:.1f}"/>' for x, y, r in dots),
        f'<text x="{side / 2:.0f}" y="{_EDGE / 2:.0f}" text-anchor="middle">{title}</text>',
        f'<text x="{side / 2:.0f}" y="{side - 8}" text-anchor="middle">confidence</text>',
        f'<text transform="translate(14 {side / 2:.0f}) rotate(-90)" text-anchor="middle">right</text>',
        "</svg>", "",
    ])  # fmt: skip


def _x(value: float) -> float:
    return _EDGE + _SIZE * value


def _y(value: float) -> float:
    return _EDGE + _SIZE * (1 - value)


def _grid(value: float) -> str:
    x, y = _x(value), _y(value)
    return (
        f'<line class="grid" x1="{x:.1f}" y1="{_y(0):.1f}" x2="{x:.1f}" y2="{_y(1):.1f}"/>'
        f'<line class="grid" x1="{_x(0):.1f}" y1="{y:.1f}" x2="{_x(1):.1f}" y2="{y:.1f}"/>'
        f'<text x="{x:.1f}" y="{_y(0) + 16:.1f}" text-anchor="middle">{value:g}</text>'
        f'<text x="{_x(0) - 6:.1f}" y="{y + 4:.1f}" text-anchor="end">{value:g}</text>'
    )
