"""What a source knows of some items of Wikidata: their statements, and of which properties it would know all of them.

A source may be a slice: that it lacks a statement tells something only where it holds statements of that kind. It does
for the properties in `covered`, and, item by item, for those of which it has a statement (the partial completeness
assumption: Galárraga et al., AMIE, 2013).
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kg.errors import WikidataError, fault
from kg.wikidata.facts import is_qid
from kg.wikidata.indexing.dump import Dump, Line
from kg.wikidata.items import Item
from kg.wikidata.statements import Statement, of_entity

LEVELS = 3
"""How many parents up is looked by default: from a village to its district, its province and its state."""
_ID = re.compile(rb'\s*\{"type":\s*"item",\s*"id":\s*"(Q\d+)"')
_SAMPLE = 2_000
"""Lines at the beginning of a dump that are looked through for properties that it has."""
_BROKEN = (ValueError, LookupError, TypeError, AttributeError, RecursionError)


@dataclass(slots=True)
class Known:
    """The statements of each item that the source has, and the properties of which it would know all."""

    source: str
    by_item: dict[str, tuple[Statement, ...]] = field(default_factory=dict)
    covered: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()
    """Items of which another source tells, that is not complete for any property."""

    def of(self, item: str, prop: str) -> list[Statement]:
        """The statements of an item with a property."""
        return [s for s in self.by_item.get(item, ()) if s.property == prop]

    def is_complete(self, item: str, prop: str) -> bool:
        """Whether a statement of this kind that is not here is not in Wikidata either, as far as the source tells."""
        is_asked = item in self.by_item and item not in self.others
        return (is_asked and prop in self.covered) or bool(self.of(item, prop))

    def parents(self, above: frozenset[str]) -> list[str]:
        """The values of these properties that are not known themselves, in the order in which they come up."""
        values = (s.value for found in self.by_item.values() for s in found if s.property in above and s.value)
        return [v for v in dict.fromkeys(values) if v not in self.by_item]


def from_dump(
    path: Path, items: Iterable[str], wanted: frozenset[str], above: frozenset[str], *, levels: int = LEVELS,
    tell: Callable[[str], None] = lambda line: None,
) -> Known:  # fmt: skip
    """What a JSON dump, whole or in part, says of the items, and of `levels` of what lies above them by the properties
    `above`; each level that is needed is another pass over the dump. `tell` hears how far it is.

    Raises WikidataError where the dump cannot be read, holds no item, breaks off, or has a broken line among the items.
    """
    known = Known(path.name)
    due = list(dict.fromkeys(items))
    for level in range(levels + 1):
        tell(f"{path.name}: looking for {len(due):,} items" + (f", {level} up" if level else ""))
        seen = _pass(path, frozenset(due), wanted, known)
        if not level and not seen and not known.by_item:
            hint = "give a JSON dump of Wikidata, one entity a line"
            raise WikidataError("there is no item in this file", where=path, hint=hint)
        known.covered |= seen
        due = known.parents(above)
        if not due:
            break
    return known


def _pass(path: Path, items: frozenset[str], wanted: frozenset[str], known: Known) -> frozenset[str]:
    """Read the items; the properties that these have, and the first of all, are given back."""
    seen: set[str] = set()
    with Dump(path) as dump:
        for line in dump.lines():
            qid = _qid(line)
            if qid in items or (qid and line.number <= _SAMPLE):
                statements, properties = _read(line, wanted, path)
                seen |= properties
                if qid in items:
                    known.by_item[qid] = statements
    return frozenset(seen)


def _qid(line: Line) -> str:
    """The item on a line; nothing where it holds none."""
    found = _ID.match(line.text)
    if found:
        return found[1].decode()
    try:
        qid = str(_entity(line)["id"])
    except _BROKEN:
        return ""
    return qid if is_qid(qid) else ""


def _entity(line: Line) -> Any:
    return json.loads(line.text.strip().rstrip(b","))


def _read(line: Line, wanted: frozenset[str], path: Path) -> tuple[tuple[Statement, ...], frozenset[str]]:
    """The wanted statements of the item, and which of the wanted properties it has."""
    try:
        entity = _entity(line)
        return tuple(of_entity(entity, wanted)), wanted & frozenset(entity.get("claims") or ())
    except _BROKEN as cause:
        raise WikidataError(f"no item of Wikidata: {fault(cause)}", where=f"{path}:{line.number}") from cause


def from_index(item_of: Callable[[str], Item | None], items: Iterable[str], levels: int = LEVELS) -> Known:
    """What the index and the gazetteer (`Knowledge.item`) say of the items.

    That is countries, memberships, wholes and offices, by years at most. The index keeps no ranks, and only the best
    statements, so nothing is `covered` by it.
    """
    known = Known("the index of Wikidata")
    due = list(dict.fromkeys(items))
    for _ in range(levels + 1):
        for item in due:
            found = item_of(item)
            known.by_item[item] = tuple(_of_item(found)) if found else ()
        due = known.parents(frozenset({"P17", "P361"}))
    return known


def _of_item(item: Item) -> Iterator[Statement]:
    qid = str(item.qid)
    if item.country and item.country != qid:
        yield Statement(qid, "P27" if item.type == "Person" else "P17", item.country)
    for prop, values in (("P463", item.member_of), ("P361", item.part_of)):
        yield from (Statement(qid, prop, value) for value in values)
    for term in item.offices:
        since, until = (f"{year:04d}" if year and year > 0 else None for year in (term.since, term.until))
        yield Statement(qid, "P39", term.office, since=since, until=until, ended=term.until is not None)


def together(one: Known, other: Known) -> Known:
    """What both know; where both know an item, what the first one says counts."""
    by_item: Mapping[str, tuple[Statement, ...]] = other.by_item | one.by_item
    return Known(one.source, dict(by_item), one.covered, frozenset(other.by_item) - frozenset(one.by_item))
