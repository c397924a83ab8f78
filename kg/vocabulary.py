"""The ontology as the code sees it: classes, predicates and their codes. Nothing here parses RDF.

The table is generated from ontology/ by tools/generate_vocabulary.py, and a test keeps the two equal.
"""

import difflib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from kg import _vocabulary
from kg.errors import DataError

BASE = "https://w3id.org/parley/"
ONTOLOGY = BASE + "ontology#"
CODES = BASE + "codes#"


@dataclass(frozen=True, slots=True)
class Class:
    """A class of things that articles speak of. `broader` names its direct superclasses of this ontology."""

    name: str
    iri: str
    label: str
    definition: str
    broader: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Predicate:
    """What a claim can say of its subject and object.

    `broader` names the direct broader predicates; `valence` is -1, 0 or 1. `plover` is an event class of PLOVER,
    `cameo` a root of CAMEO, `ucdp_support` a type of external support. `wikidata` are the properties that say the same
    or nearly so; those also in `wikidata_inverse` say it from the object to the subject.
    """

    name: str
    iri: str
    label: str
    definition: str
    broader: tuple[str, ...]
    symmetric: bool
    inverse: str | None
    valence: int
    plover: str | None
    cameo: str | None
    ucdp_support: str | None
    wikidata: tuple[str, ...]
    wikidata_inverse: tuple[str, ...]
    domain: str | None
    range: str | None


CLASSES: Mapping[str, Class] = MappingProxyType(
    {row[0]: Class(row[0], ONTOLOGY + row[0], *row[1:]) for row in _vocabulary.CLASSES}
)
"""The classes by name."""

PREDICATES: Mapping[str, Predicate] = MappingProxyType(
    {str(row[0]): Predicate(str(row[0]), f"{ONTOLOGY}{row[0]}", *row[1:]) for row in _vocabulary.PREDICATES}  # type: ignore[arg-type]
)
"""The predicates by name."""

MODES: Mapping[str, tuple[str, ...]] = MappingProxyType(dict(_vocabulary.MODES))
"""The modes of each PLOVER class that has any: how it was done."""

CONTEXTS: tuple[str, ...] = _vocabulary.CONTEXTS
"""PLOVER's contexts: what it was about."""

CONTRACT_CLASSES = frozenset(
    {"State", "ArmedGroup", "Organisation", "Alliance", "Party", "Person", "Ethnicity", "Place", "Conflict"}
)
"""The classes that the reading contract names; finer ones are given as the nearest of these."""

_ABSTRACT = frozenset({"Actor", "Location"})

_CONTRACT_FIELDS = (
    "name", "iri", "label", "broader", "symmetric", "valence", "plover", "cameo", "ucdp_support", "wikidata",
)  # fmt: skip


def predicate(name: str) -> Predicate:
    """The predicate of this name. Raises DataError, with the names that come near, where there is none."""
    try:
        return PREDICATES[name]
    except KeyError:
        raise DataError(f"the vocabulary has no predicate {name!r}", hint=_near(name, PREDICATES)) from None


def valence(name: str) -> int:
    """1 where the predicate speaks for its object, -1 where against, else 0. Raises DataError for an unknown one."""
    return predicate(name).valence


@cache
def closure(name: str) -> tuple[str, ...]:
    """The predicate and all its broader ones, the nearest first. Raises DataError for an unknown one."""
    return _upwards(predicate(name).name, PREDICATES)


def is_a(cls: str, ancestor: str) -> bool:
    """Whether the class is the other one or a kind of it. A class that the ontology lacks is only itself."""
    return ancestor in _ancestors(cls)


@cache
def contract_class(name: str) -> str:
    """The nearest class that the reading contract names: Place for a City. A name without one is given as it is."""
    return next((c for c in _ancestors(name) if c in CONTRACT_CLASSES), name)


def entity_class(name: str) -> str:
    """The class as the graph gives it to an entity: Entity for a caller's own label, or an abstract one."""
    return name if is_a(name, "Entity") and name not in _ABSTRACT else "Entity"


def as_json_line(p: Predicate) -> str:
    """The predicate as one line of `kg vocabulary --json`, without the line end."""
    return json.dumps({field: getattr(p, field) for field in _CONTRACT_FIELDS}, ensure_ascii=False)


@cache
def _ancestors(cls: str) -> tuple[str, ...]:
    return _upwards(cls, CLASSES)


def _upwards(name: str, table: Mapping[str, Class] | Mapping[str, Predicate]) -> tuple[str, ...]:
    found = [name]
    for each in found:  # grows while it is walked: nearest first
        if each in table:
            found += [b for b in table[each].broader if b not in found]
    return tuple(found)


def _near(name: str, names: Iterable[str]) -> str:
    close = difflib.get_close_matches(name, list(names), n=3, cutoff=0.5)
    return f"did you mean {' or '.join(close)}?" if close else "kg vocabulary lists them all"
