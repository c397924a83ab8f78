"""Things that have names, what a name may mean, and what two spellings of a name have in common."""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

NameKind = Literal["name", "short", "demonym", "people", "metonym", "former"]

SHARES: Mapping[NameKind, float] = MappingProxyType(
    {"name": 1.0, "short": 0.9, "demonym": 0.8, "people": 0.7, "former": 0.6, "metonym": 0.4}
)
"""How much of its bearer's prior a surface has: London is first of all London, and only then the British government."""


@dataclass(frozen=True, slots=True)
class Term:
    """An office (its QID) that a person held, and the years between which they did."""

    office: str
    since: int | None = None
    until: int | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """Something that has names. `type` is a class of the ontology, `country` the QID of the state it belongs to.

    `since` and `until` are the years of its existence (of a person: of birth and death), `prior` (0–1) how readily a
    name that it shares means it; `qid` is None where Wikidata is not known to have it. The rest is known of items of
    the index alone: `kind` is a class narrower than `type`, `point` is in degrees north and east, `prominence` is what
    `prior` was made of (page views, or links from Wikipedias), `member_of` and `part_of` hold QIDs.
    """

    qid: str | None
    label: str
    type: str
    country: str | None = None
    since: int | None = None
    until: int | None = None
    prior: float = 0.0
    iso3: str | None = None
    kind: str | None = None
    description: str = ""
    point: tuple[float, float] | None = None
    population: int | None = None
    prominence: int = 0
    offices: tuple[Term, ...] = ()
    member_of: tuple[str, ...] = ()
    part_of: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """What tells it from every other item: its QID, else its class and label."""
        return self.qid or f"{self.type}/{self.label}"


@dataclass(frozen=True, slots=True)
class Candidate:
    """An item that a name may mean. `kind` is how the name speaks of it, `since` and `until` the years it did so."""

    item: Item
    kind: NameKind
    since: int | None = None
    until: int | None = None

    @property
    def prior(self) -> float:
        """The item's prior, less where the name is not the item's own (0–1)."""
        return self.item.prior * SHARES[self.kind]


# Letters that no Unicode decomposition takes apart, and the many apostrophes and dashes.
_PLAIN = str.maketrans({"’": "'", "‘": "'", "ʻ": "'", "ʼ": "'", "ʿ": "'", "ʾ": "'", "`": "'"})
_PLAIN |= str.maketrans({"–": "-", "‑": "-", "‐": "-", "\xa0": " "})
_PLAIN |= str.maketrans({"ı": "i", "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D"})
_PLAIN |= str.maketrans({"æ": "ae", "Æ": "Ae", "ħ": "h", "Ħ": "H", "þ": "th", "Þ": "Th", "ð": "d", "Ð": "D"})
_PLAIN |= str.maketrans({"ə": "a", "Ə": "A", "œ": "oe", "Œ": "Oe", "ß": "ss", "ẞ": "SS"})


def plain(name: str) -> str:
    """The name in ASCII as far as it goes: no diacritics, straight apostrophes, hyphens for dashes."""
    if name.isascii():
        return name
    apart = unicodedata.normalize("NFKD", name.translate(_PLAIN)).translate(_PLAIN)
    return "".join(char for char in apart if not unicodedata.combining(char))


def spellings(name: str) -> Iterator[str]:
    """The name and the other ways in which texts spell it: plain, with curly apostrophes or none, blanks for hyphens.

    All of them have the same candidates.
    """
    yield name
    ascii_name = plain(name)
    yield ascii_name
    if "'" in ascii_name:
        yield ascii_name.replace("'", "’")
        yield ascii_name.replace("'", "")
    if "-" in ascii_name:
        yield ascii_name.replace("-", " ")


THE = "the "
"""What a name may have before it, and loses where it is looked up without success."""


def name_key(name: str) -> str:
    """What two spellings of a name have in common."""
    if not name.isascii():
        name = plain(name)
    if "'" in name:
        name = name.replace("'", "")
    if "-" in name:
        name = name.replace("-", " ")
    if name[:4] == "The ":
        name = THE + name[4:]
    return name


def ordered(candidates: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """The likeliest first; of one item only its likeliest reading; between equals, the smaller key."""
    best = {candidate.item.key: candidate for candidate in sorted(candidates, key=lambda c: c.prior)}
    return tuple(sorted(best.values(), key=lambda c: (-c.prior, c.item.key)))
