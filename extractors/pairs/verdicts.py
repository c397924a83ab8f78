"""What the scores of a pair amount to: which predicate each label is between such entities, and how sure that is.

`models/pairs/verdicts.tsv` holds, for each label, the line that turns its score into a probability (Platt 1999), fitted
on documents that the network had not seen, and the probability from which on it is told.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from extractors.encoder import Vectors
from extractors.ends import has_class
from kg import vocabulary
from kg.errors import DataError

FILE = "verdicts.tsv"
STANCES = ("none", "positive", "positive back", "negative", "negative back")
MIRROR = [0, 2, 1, 4, 3]
"""The stance of a pair that is turned round."""
STANCE_LABELS = ("positive", "negative")
"""What is told of stances; "back" is the same of the pair turned round."""
MUTUAL = ("re3d AlliesOf", "re3d CommWith", "re3d FightingAgainst", "re3d IsSynonymOf")
"""Labels that hold both ways: each pair is read both ways."""
FOR, AGAINST = "positiveTowards", "negativeTowards"

_REPORTS: Mapping[str, tuple[tuple[str, str, str], ...]] = {
    "re3d AlliesOf": (("Actor", "Actor", "alliedWith"),),
    "re3d BelongsTo": (
        ("Person", "Actor", "affiliatedWith"),
        ("Actor", "Alliance", "memberOf"),
        ("Organisation", "Actor", "partOf"),
    ),
    "re3d CoLocated": (("Entity", "Location", "locatedIn"),),
    "re3d CommWith": (("Actor", "Actor", "consults"),),
    "re3d Dislikes": (("Actor", "Entity", AGAINST),),
    "re3d FightingAgainst": (("Actor", "Actor", "fights"),),
    "re3d InChargeOf": (("Person", "Actor", "leads"), ("Actor", "Entity", "controls")),
    "re3d IsSynonymOf": (("Entity", "Entity", "sameAs"),),
    "re3d Likes": (("Actor", "Entity", FOR),),
}
"""The predicate of a label of re3d between a subject and an object of these classes: the first that fits."""
STANDING = frozenset(
    ("affiliatedWith", "basedIn", "capitalOf", "citizenOf", "foundedBy", "hasEthnicity", "leads", "locatedIn",
     "memberOf", "ownedBy", "partOf", "sameAs", "succeeds")
)  # fmt: skip
"""What noun phrases say as well as clauses: the clause's date and denial are not theirs."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a label's score is to be taken: slope, what a crowd takes off, offset, and from where on it is told."""

    slope: float
    crowd: float
    offset: float
    threshold: float

    def probabilities(self, scores: NDArray[Any], crowds: NDArray[Any] | float) -> NDArray[np.float64]:
        """How likely what the label says is, for each score in its crowd, rounded so that machines agree."""
        line = self.slope * np.asarray(scores, dtype=np.float64) + self.crowd * np.asarray(crowds) + self.offset
        return np.asarray(np.round(1 / (1 + np.exp(-np.clip(line, -30, 30))), 3))


@dataclass(frozen=True, slots=True)
class Verdicts:
    """The verdicts of several labels, one column each; what has none is never told."""

    lines: NDArray[np.float64]
    thresholds: NDArray[np.float64]

    @classmethod
    def of(cls, table: Mapping[str, Verdict], labels: Sequence[str]) -> "Verdicts":
        """The columns are the labels, in their order."""
        found = [table.get(label, Verdict(0.0, 0.0, 0.0, math.inf)) for label in labels]
        return cls(np.array([(v.slope, v.crowd, v.offset) for v in found]).T, np.array([v.threshold for v in found]))

    def probabilities(self, scores: NDArray[Any], crowd: float) -> NDArray[np.float64]:
        """How likely what each label says of each pair is, `(pairs, labels)`: as each verdict has it by itself."""
        slopes, crowds, offsets = self.lines
        line = slopes * np.asarray(scores, dtype=np.float64) + crowds * crowd + offsets
        return np.asarray(np.round(1 / (1 + np.exp(-np.clip(line, -30, 30))), 3))


def crowd(pairs: int) -> float:
    """The log of how many pairs are asked of in a sentence, each both ways: of many each says less of the other."""
    return math.log(max(pairs // 2, 1))


def stance_odds(scores: Vectors, back: Sequence[int]) -> Vectors:
    """The log-odds that the first of each pair is for the second, and against it, `(pairs, 2)`.

    Each pair is read both ways, and its stances weighed by the mean of both; `back` are the rows of the pairs turned
    round.
    """
    logs = scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
    both = (logs + logs[np.asarray(back)][:, MIRROR]) / 2
    found = [both[:, k] - np.log(np.exp(np.delete(both, k, axis=1)).sum(axis=1)) for k in (1, 3)]
    return np.asarray(np.stack(found, axis=1))


def reading(label: str, subject: str, object_: str) -> str | None:
    """The predicate that a label of the relations head stands for between entities of two classes; None for none."""
    rows = _REPORTS.get(label)
    if rows is None and label in vocabulary.PREDICATES:
        p = vocabulary.PREDICATES[label]
        rows = ((p.domain or "Entity", p.range or "Entity", label),)
    for wanted, other, predicate in rows or ():
        if _fits(subject, wanted) and _fits(object_, other):
            return None if predicate == "locatedIn" and not _may_lie(label, subject, object_) else predicate
    return None


def _may_lie(label: str, subject: str, place: str) -> bool:
    """Whether the label can tell that the subject is there: encyclopaedias tell of things, reports of persons, too."""
    return not _is_too_large(subject, place) and (label.startswith("re3d ") or not has_class(subject, "Person"))


def _is_too_large(subject: str, place: str) -> bool:
    """Whether the subject is a state, which lies in no town and in no other state, or a town, which lies in none."""
    large = has_class(subject, "State") or has_class(subject, "Region")
    return ((large or has_class(subject, "City")) and has_class(place, "City")) or (
        has_class(subject, "State") and has_class(place, "State")
    )


def _fits(type_: str, wanted: str) -> bool:
    return wanted == "Entity" or has_class(type_, wanted)


@cache
def verdicts(folder: Path) -> Mapping[str, Verdict]:
    """The table by label. Raises DataError where it is missing or bad."""
    path = folder / FILE
    try:
        lines = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if line[:1] != "#"]
        return {label: Verdict(*map(float, numbers)) for label, *numbers in lines[1:]}
    except (OSError, ValueError, TypeError) as cause:
        hint = "install parley-kg again, or read with --fast"
        raise DataError(f"cannot read {FILE!r}: {cause}", where=folder, hint=hint) from cause
