"""Text that is fit for every format, and the colours that all of them share."""

import re
from collections.abc import Iterable
from itertools import islice
from typing import BinaryIO

from kg.network import Cell

_UNFIT = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BREAKS = re.compile(r"[\t\n\r\u0085\u2028\u2029]+")
_AT_ONCE = 500
"""Lines written at once."""

LINKS = {-1: "#b2182b", 0: "#7f7f7f", 1: "#1b7837"}
"""The colour of a link by its valence: against, neither, for."""
_NODES = {
    "State": "#4477aa", "Government": "#66ccee", "Office": "#66ccee", "ArmedGroup": "#aa3377", "Person": "#ee9922",
    "Organisation": "#228833", "Alliance": "#228833", "Party": "#ccbb44", "Ethnicity": "#997700", "Conflict": "#882255",
}  # fmt: skip
_PLACE = "#888888"


def node_colour(kind: str) -> str:
    """The colour of an entity of this class; places and what has no colour of its own are grey.

    After Paul Tol's bright scheme, which people who see colours otherwise tell apart.
    """
    return _NODES.get(kind, _PLACE)


def channels(colour: str) -> tuple[int, int, int]:
    """Red, green and blue of "#b2182b", each from 0 to 255."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def fit(value: object) -> str:
    """The value as text, without the characters that XML 1.0 cannot hold, such as U+0000 or half a surrogate pair.

    All formats leave out the same ones, so that a name is the same name in each.
    """
    return _UNFIT.sub("", str(value))


def fit_cell(value: Cell) -> Cell:
    """The value, a text without the characters that `fit` leaves out."""
    return fit(value) if isinstance(value, str) and not value.isprintable() else value


def one_line(value: object) -> str:
    """`fit`, with a space for each run of line breaks and tabs."""
    return _BREAKS.sub(" ", fit(value))


def written(lines: Iterable[str], out: BinaryIO) -> None:
    """Write the lines in UTF-8, some at a time."""
    remaining = iter(lines)
    while some := list(islice(remaining, _AT_ONCE)):
        out.write(("\n".join(some) + "\n").encode())
