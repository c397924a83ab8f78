"""Which properties of Wikidata say what a predicate says, by the ontology; and which of them is to be proposed."""

from collections.abc import Iterable, Iterator
from functools import cache

from kg import vocabulary
from kg.proposals.records import Thing
from kg.wikidata.properties import properties

_WITHIN = ("locatedIn", "partOf")
"""Predicates that lead from a part to a whole: what is true of a part's place is true of the whole's."""
_INTO = frozenset(("memberOf", "affiliatedWith", "basedIn", *_WITHIN))
"""Predicates that hold of a whole too when they hold of a part of it."""

Say = tuple[str, bool]
"""A property, and whether it says it from the object to the subject."""


@cache
def says(predicate: str) -> tuple[Say, ...]:
    """The properties that say what the predicate says, or something narrower: those of narrower predicates too."""
    narrower = [p for p in vocabulary.PREDICATES.values() if predicate in vocabulary.closure(p.name)]
    own = [p for p in narrower if p.name == predicate]
    found = ((code, code in p.wikidata_inverse) for p in (*own, *narrower) for code in p.wikidata)
    return tuple(dict.fromkeys(found))


@cache
def predicates() -> tuple[str, ...]:
    """The predicates that properties correspond to."""
    return tuple(name for name, p in vocabulary.PREDICATES.items() if p.wikidata)


@cache
def wanted() -> frozenset[str]:
    """All properties that a comparison needs to know of."""
    return frozenset(code for name in predicates() for code, _ in says(name))


@cache
def above() -> frozenset[str]:
    """The properties that lead from a part to its whole."""
    return frozenset(code for name in _WITHIN for code, inverse in says(name) if not inverse)


@cache
def below() -> frozenset[str]:
    """The properties that lead from a whole to its parts."""
    return frozenset(code for name in _WITHIN for code, inverse in says(name) if inverse)


def holds_of_wholes(predicate: str) -> bool:
    """Whether it is implied of a whole by a statement on a part of it."""
    return predicate in _INTO


def choices(
    predicate: str, subject: Thing, object: Thing, words: Iterable[str] = ()
) -> tuple[tuple[str, ...], bool] | None:
    """The properties among which the proposal lies, the likeliest first, and whether its item is the object.

    `words` are those that it was read from, which may leave one property of several. None where no property says it
    between things of these classes.
    """
    first = next(_fitting(predicate, subject, object), None)
    if first is None:
        return None
    code, inverse = first
    possible = (code, *properties()[code].others)
    said = set(words)
    named = tuple(each for each in possible if said & set(properties()[each].words))
    return (named if len(named) == 1 else possible), inverse


def _fitting(predicate: str, subject: Thing, object: Thing) -> Iterator[Say]:
    own = vocabulary.predicate(predicate)
    for code in properties():  # in the order of the table
        if code in own.wikidata:
            inverse = code in own.wikidata_inverse
            item, value = (object, subject) if inverse else (subject, object)
            if properties()[code].fits(item.type, value.type):
                yield code, inverse


def is_symmetric(predicate: str) -> bool:
    """Whether it holds both ways."""
    return vocabulary.predicate(predicate).symmetric
