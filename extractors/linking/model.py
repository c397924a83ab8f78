"""How sure a link is: the weights of the features, and the odds of a name's candidates against each other and none.

A conditional logit with an outside option (McFadden, "Conditional Logit Analysis of Qualitative Choice Behavior",
1974): that none is meant has the utility 0, and a candidate's is the weighted sum of its features. So the shares are
probabilities, and fall where a name has many rivals. `training/linking.py` fits the weights.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from math import exp
from pathlib import Path

from extractors.linking.features import NAMES, Features
from kg.resources import table

FILE = Path(__file__).resolve().parents[1] / "models" / "linking.tsv"
_COLUMNS = ("feature", "weight")


@cache
def weights() -> Mapping[str, float]:
    """The weights in use, by feature."""
    return read_weights(FILE)


def read_weights(path: Path) -> dict[str, float]:
    """The weights in the file. Raises DataError with file and line for an unknown feature or no number."""
    found: dict[str, float] = {}
    for row in table(path, _COLUMNS):
        if row["feature"] not in NAMES or row["feature"] in found:
            raise row.error(f"the feature {row['feature']!r} is unknown, or stands twice")
        try:
            found[row["feature"]] = float(row["weight"])
        except ValueError as cause:
            raise row.error(f"the weight {row['weight']!r} is no number") from cause
    return found


def utility(features: Features, table: Mapping[str, float]) -> float:
    """The weighted sum of a candidate's features."""
    return sum(table.get(name, 0.0) * value for name, value in features.items())


def shares(options: Sequence[Features], table: Mapping[str, float] | None = None) -> list[float]:
    """For each candidate the probability that it is meant (0–1); what they lack to 1 is the odds that none is."""
    table = weights() if table is None else table
    powers = [exp(min(utility(option, table), 50.0)) for option in options]
    total = 1.0 + sum(powers)
    return [power / total for power in powers]
