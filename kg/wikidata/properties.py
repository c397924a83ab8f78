"""Properties of Wikidata: what they are called, and between what they may be proposed.

Which of them a predicate corresponds to is said by the ontology alone (`owl:equivalentProperty` and its like); this is
about the properties themselves, as Wikidata's own pages describe them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from kg import resources, vocabulary
from kg.resources import Row

_COLUMNS = ("property", "label", "item", "value", "single", "or", "words")
_NEVER = ("-",)


@dataclass(frozen=True, slots=True)
class Property:
    """A property with its English label.

    `items` and `values` are the classes of the ontology between which it may be proposed, empty where it is only ever
    looked at. `single`: an item has one value at a time. `others` may be meant by the same words, unless a text has one
    of the `words` that are said of this property alone ("prime minister").
    """

    id: str
    label: str
    items: tuple[str, ...]
    values: tuple[str, ...]
    single: bool
    others: tuple[str, ...]
    words: tuple[str, ...] = ()

    def fits(self, item: str, value: str) -> bool:
        """Whether it may join a thing of the one class to one of the other."""
        return any(vocabulary.is_a(item, c) for c in self.items) and any(vocabulary.is_a(value, c) for c in self.values)


@cache
def properties() -> Mapping[str, Property]:
    """The properties by id, in the order of the table. Raises DataError, with its line, for a bad entry."""
    rows = resources.table(resources.folder("ontology") / "wikidata" / "properties.tsv", _COLUMNS, _COLUMNS[4:])
    return MappingProxyType({row["property"]: _property(row) for row in rows})


def _property(row: Row) -> Property:
    items, values = (() if row.list(column) == _NEVER else row.list(column) for column in ("item", "value"))
    unknown = [cls for cls in (*items, *values) if cls not in vocabulary.CLASSES]
    if unknown or bool(items) != bool(values):
        raise row.error(f"no classes of the ontology: {', '.join(unknown) or '-'}")
    return Property(
        row["property"], row["label"], items, values, row["single"] == "yes", row.list("or"), row.list("words")
    )
