"""What an item is in the ontology, by the classes that Wikidata gives it (P31) and what those are kinds of (P279).

The table `ontology/wikidata/classes.tsv` says it for the classes that matter; a class that it lacks is what the nearest
class above it is.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from kg import resources
from kg.wikidata.coding import number
from kg.wikidata.gazetteer import PRIORS

NOTHING, NEVER = "-", "never"
"""In the table: a class that says nothing of an item, and one whose items are never kept, whatever else they are."""

KINDS: Mapping[str, str] = MappingProxyType({"FormerState": "State", "Border": "Place", "Office": "Office"})
"""Classes of the ontology that an item is not `Item.type` but `Item.kind`, each with its type."""

CLASS_PRIORS: Mapping[str, float] = MappingProxyType({**PRIORS, "Office": 0.3})
"""The classes that the index can hold, with the prior of the most prominent item of each."""

_ORDER = (
    *("Person", "FormerState", "State", "Ethnicity", "Alliance", "City", "Region", "Party", "ArmedGroup", "Government"),
    *("Conflict", "Border", "Organisation", "Place", "Office", NOTHING),
)
"""Of several classes the first here counts: a city that is also listed as an organisation is a city."""

_RANK = {name: place for place, name in enumerate(_ORDER)}
_HIGHEST = 12
"""How far up kinds are followed: further up everything is an entity."""

_COLUMNS = ("class", "label", "type")

Parents = Callable[[int], Sequence[int]]
"""The classes that a class is a kind of; numbers of items."""


class Classes:
    """The table, and what it says with the help of `parents`."""

    def __init__(self, table: Mapping[int, str], parents: Parents) -> None:
        self._table, self._parents = table, parents
        self._of_class = lru_cache(maxsize=100_000)(self._find)

    def of(self, classes: Iterable[int]) -> str | None:
        """The class of the ontology for an item of these classes of Wikidata; None for what the index leaves out."""
        found = {self._of_class(c) for c in classes}
        if NEVER in found or not found:
            return None
        best = min(found, key=_RANK.__getitem__)
        return None if best == NOTHING else best

    def _find(self, start: int) -> str:
        """By the nearest classes above that the table has, breadth first; between equally near ones, by their order."""
        layer, seen = [start], {start}
        for _ in range(_HIGHEST):
            known = [self._table[c] for c in layer if c in self._table]
            if known:
                return NEVER if NEVER in known else min(known, key=_RANK.__getitem__)
            above = dict.fromkeys(parent for c in layer for parent in self._parents(c))
            layer = [c for c in above if c not in seen]
            seen.update(layer)
        return NOTHING


def load(path: Path | None = None) -> dict[int, str]:
    """The table in a file, the project's own by default. Raises DataError, with file and line, for a bad entry."""
    table: dict[int, str] = {}
    for row in resources.table(path or default(), _COLUMNS):
        if not re.fullmatch(r"Q[1-9][0-9]*", row["class"]):
            raise row.error(f"{row['class']!r} is not a Wikidata item", "a Q and a number")
        if row["type"] not in (*_RANK, NEVER):
            raise row.error(f"unknown class {row['type']!r}", f"one of {', '.join((*_ORDER, NEVER))}")
        if number(row["class"]) in table:
            raise row.error(f"{row['class']} is listed twice")
        table[number(row["class"])] = row["type"]
    return table


def default() -> Path:
    """The project's own table."""
    return resources.folder("ontology") / "wikidata" / "classes.tsv"
