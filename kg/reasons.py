"""Why a claim was read, as one text that a graph can hold: `rule 0.8 predicates.tsv back (verb)`.

One text a reason and no node of its own: a graph holds millions of claims, and nobody asks for a part of a reason.
"""

from typing import Any

from kg.model import Reason

_NO_TABLE = "-"
_PLACES = 4


def written(reason: Reason) -> str:
    """The reason as a text: kind, confidence, table or "-", name. The table has no blank in its name."""
    sure = f"{reason.confidence:.{_PLACES}f}".rstrip("0").rstrip(".")
    return f"{reason.kind} {sure} {reason.table or _NO_TABLE} {reason.name}"


def parsed(text: str) -> Reason:
    """The reason that `written` wrote. Raises ValueError for any other text."""
    parts = text.split(" ", 3)
    if len(parts) != 4 or parts[0] not in ("rule", "learned"):
        raise ValueError(f"{text!r} is no reason")
    kind: Any = parts[0]
    return Reason(kind, parts[3], float(parts[1]), "" if parts[2] == _NO_TABLE else parts[2])
