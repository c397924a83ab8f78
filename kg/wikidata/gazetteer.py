"""The core gazetteer: names of actors and places of the news, and what each may mean, offline.

Its lines are data (`ontology/gazetteer/*.tsv`, explained in the README beside them); a bad one is refused with its file
and line. A name is looked up as written, case and all, save for what typesetting and spelling habits change: a leading
"the", diacritics, the shape of apostrophes and dashes, hyphens for blanks.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from types import MappingProxyType

from kg import resources
from kg.resources import Row
from kg.wikidata.items import THE, Candidate, Item, NameKind, name_key, ordered, spellings

COLUMNS = (
    *("qid", "label", "type", "country", "names", "since", "until", "prior"),
    *("demonyms", "people", "metonyms", "former", "iso3"),
)
_REQUIRED = ("label", "type")

PRIORS: Mapping[str, float] = MappingProxyType(
    {
        "State": 0.9,
        "Organisation": 0.6,
        "Alliance": 0.6,
        "Government": 0.6,
        "ArmedGroup": 0.6,
        "Person": 0.6,
        "Party": 0.5,
        "City": 0.5,
        "Region": 0.5,
        "Conflict": 0.5,
        "Place": 0.4,
        "Ethnicity": 0.4,
    }
)
"""The classes of the ontology that a line may name, each with the prior of an item that gives none of its own."""

_PAST = 0.5
"""What is left of the prior of a thing that is no more: the news seldom means it where a living one has the name."""

_ALONE = frozenset(("Party", "War", "Strip"))
_HEADS = frozenset(
    ("Army", "Front", "Movement", "Forces", "Brigade", "Brigades", "Militia", "Group", "Cartel", "Coalition",
     "Commission", "Committee", "Council", "Court", "Guard", "Guards", "Network", "Agency", "Organisation",
     "Organization")
)  # fmt: skip
"""What the names of bodies end in, that some papers write in small letters."""

_Surface = tuple[str, Candidate]


class Gazetteer:
    """Names to candidates."""

    def __init__(self, entries: Iterable[tuple[Item, Iterable[_Surface]]]) -> None:
        self._items: dict[str, Item] = {}
        self._names: dict[str, None] = {}
        self._candidates: dict[str, tuple[Candidate, ...]] = {}
        for item, surfaces in entries:
            self._items[item.key] = item
            for name, candidate in surfaces:
                self._names[name] = None
                key = name_key(name)
                self._candidates[key] = (*self._candidates.get(key, ()), candidate)
        for key, candidates in self._candidates.items():
            if len(candidates) > 1:
                self._candidates[key] = ordered(candidates)

    def names(self) -> Iterator[str]:
        """All names, each once, in the order of the files, each followed by its other spellings (see `spellings`)."""
        return iter(dict.fromkeys(form for name in self._names for form in spellings(name)))

    def lookup(self, name: str) -> tuple[Candidate, ...]:
        """What the name may mean, the likeliest first; nothing where it is unknown."""
        key = name_key(name)
        found = self._candidates.get(key)
        if found is None and key.startswith(THE):
            found = self._candidates.get(key[len(THE) :])
        return found or ()

    def item(self, qid: str) -> Item | None:
        """The item with this QID (or, where it has none, with this `Item.key`)."""
        return self._items.get(qid)

    def items(self) -> Iterator[Item]:
        """All items, in the order of the files."""
        return iter(self._items.values())


@cache
def load(folder: Path | None = None) -> Gazetteer:
    """The gazetteer in the folder's `*.tsv` files, the project's own by default; read once a process.

    Raises DataError, with file and line, for an entry that cannot be right.
    """
    place = folder or resources.folder("ontology") / "gazetteer"
    optional = [column for column in COLUMNS if column not in _REQUIRED]
    rows = [row for path in sorted(place.glob("*.tsv")) for row in resources.table(path, COLUMNS, optional)]
    states = {row["iso3"]: row["qid"] for row in rows if row["iso3"]}
    states |= {row["qid"]: row["qid"] for row in rows if row["type"] == "State" and row["qid"]}
    entries = [_entry(row, states) for row in rows]
    _refuse_duplicates(rows, [item for item, _ in entries])
    return Gazetteer(entries)


_QID = re.compile(r"Q[1-9][0-9]*")
_YEAR = re.compile(r"-?[0-9]{1,4}")
_FORMER = re.compile(r"(?P<name>[^:]+):(?P<since>[0-9]{1,4})?-(?P<until>[0-9]{1,4})?")
_ISO3 = re.compile(r"[A-Z]{3}")
_KINDS: Mapping[str, NameKind] = MappingProxyType({"demonyms": "demonym", "people": "people", "metonyms": "metonym"})


def _entry(row: Row, states: Mapping[str, str]) -> tuple[Item, list[_Surface]]:
    item = _item(row, states)
    surfaces = _surfaces(row, item)
    if len(dict(surfaces)) < len(surfaces):
        names = [name for name, _ in surfaces]
        twice = next(name for place, name in enumerate(names) if name in names[:place])
        raise row.error(f"{twice!r} is listed twice", "once a line is enough; the label is a name by itself")
    return item, surfaces


def _item(row: Row, states: Mapping[str, str]) -> Item:
    kind, qid, iso3 = row["type"], row["qid"], row["iso3"]
    if kind not in PRIORS:
        raise row.error(f"unknown class {kind!r}", f"one of {', '.join(PRIORS)}")
    if qid and not _QID.fullmatch(qid):
        raise row.error(f"{qid!r} is not a Wikidata item", "a Q and a number, or nothing")
    if iso3 and not _ISO3.fullmatch(iso3):
        raise row.error(f"{iso3!r} is not an ISO 3166 alpha-3 code", "three capitals")
    since, until = _span(row, row["since"], row["until"])
    country = _country(row, states) if row["country"] else None
    return Item(qid or None, row["label"], kind, country, since, until, _prior(row, until), iso3 or None)


def _span(row: Row, since: str | None, until: str | None) -> tuple[int | None, int | None]:
    """The years of a thing or a name. Raises DataError where they are none, or the end comes before the beginning."""
    for year in filter(None, (since, until)):
        if not _YEAR.fullmatch(year):
            raise row.error(f"{year!r} is not a year", "years BC have a minus")
    start, end = int(since) if since else None, int(until) if until else None
    if start is not None and end is not None and end < start:
        raise row.error(f"it ends in {end}, before it begins in {start}")
    return start, end


def _prior(row: Row, until: int | None) -> float:
    if not row["prior"]:
        return PRIORS[row["type"]] * (_PAST if until is not None else 1.0)
    try:
        prior = float(row["prior"])
    except ValueError:
        prior = -1.0
    if not 0.0 <= prior <= 1.0:
        raise row.error(f"the prior is {row['prior']!r}; it must be a number from 0 to 1")
    return prior


def _country(row: Row, states: Mapping[str, str]) -> str:
    if row["country"] not in states:
        raise row.error(f"the gazetteer has no state {row['country']!r}", "the iso3 or the qid of a State's line")
    return states[row["country"]]


def _surfaces(row: Row, item: Item) -> list[_Surface]:
    own = Candidate(item, "name")
    surfaces = [(item.label, own)]
    if row["names"]:
        surfaces += [(name, Candidate(item, "short") if name.isupper() else own) for name in row.list("names")]
    for column, kind in _KINDS.items():
        if row[column]:
            candidate = Candidate(item, kind)
            surfaces += [(name, candidate) for name in row.list(column)]
    if row["former"]:
        surfaces += [_former(row, item, cell) for cell in row.list("former")]
    listed = {name for name, _ in surfaces}
    small = [(_in_small(name), c) for name, c in surfaces if c.kind == "name"]
    return surfaces + [(name, c) for name, c in dict(small).items() if name and name not in listed]


def _in_small(name: str) -> str:
    """The name as British papers write it, its last word in small letters ("Kurdistan Workers' party"); or nothing.

    Of two words only where that cannot mean anything else: "Lebanese Forces" are not just any Lebanese forces.
    """
    words = name.split()
    if len(words) < 2 or words[-1] not in (_ALONE if len(words) == 2 else _ALONE | _HEADS):
        return ""
    return " ".join([*words[:-1], words[-1].lower()])


def _former(row: Row, item: Item, cell: str) -> _Surface:
    parts = _FORMER.fullmatch(cell)
    if parts is None:
        raise row.error(f"{cell!r} is not a former name with its years", "write it as Zaire:1971-1997")
    return parts["name"].strip(), Candidate(item, "former", *_span(row, parts["since"], parts["until"]))


def _refuse_duplicates(rows: Sequence[Row], items: Sequence[Item]) -> None:
    first: dict[str, str] = {}
    for row, item in zip(rows, items, strict=True):
        for key in filter(None, (item.key, item.iso3)):
            if key in first:
                raise row.error(f"{key} stands here and at {first[key]}", "one line an item")
            first[key] = row.where
