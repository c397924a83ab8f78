"""What tells for or against a candidate of a name, in numbers that the model weighs."""

from collections.abc import Collection
from dataclasses import dataclass
from math import log
from types import MappingProxyType

from extractors.linking.ages import in_its_time
from extractors.linking.context import Context, Named, state_of
from extractors.linking.metonymy import Use
from kg.wikidata.items import Candidate

Features = dict[str, float]

_FAMILIES = MappingProxyType(
    {
        "Person": "person",
        **dict.fromkeys(("State", "FormerState", "Place", "City", "Region", "Border"), "ground"),
        **dict.fromkeys(("Organisation", "Government", "ArmedGroup", "Party", "Alliance"), "body"),
        "Ethnicity": "people",
        "Conflict": "conflict",
    }
)
"""The classes between which a recogniser of names can tell."""
_MANY = 6
"""Compatriots beyond so many tell no more."""
_TOWNS = ("City", "Place")
_PLAYS = frozenset(("club", "team", "franchise", "university", "college"))
"""Words of an item's description that say that it, or those who play for it, goes by the name of its town."""
_LEAST = 0.01
"""Added to priors, so that an item without one has a logarithm."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a name stands: how its sentence uses it, the year it speaks of, whether its capital may tell nothing.

    `recognised` is the class that the recogniser of names gave it, None where the gazetteer told it. `around` are the
    states of the region or state that follows it after a comma ("Portland, Maine"), `within` tells that it follows so.
    `game` tells that sport is spoken of there.
    """

    use: Use
    year: int | None
    common: bool
    recognised: str | None
    around: frozenset[str] = frozenset()
    within: bool = False
    game: bool = False


def features(candidate: Candidate, named: Named, place: Place, context: Context, in_full: Collection[str]) -> Features:
    """The features of one candidate that are not 0; `in_full`: the items that the article names by a longer form."""
    item = candidate.item
    total = sum(c.prior + _LEAST for c in named.candidates) or 1.0
    prior = candidate.prior + _LEAST
    found: Features = {"any": 1.0, "prior": prior, "share": log(min(prior / total, 1.0)), candidate.kind: 1.0}
    if context.known.is_core(item):
        found["gazetteer"] = 1.0
    elif named.text == item.label:
        found["label"] = 1.0
    if len(named.candidates) == 1:
        found["no rival"] = 1.0
    family = _FAMILIES.get(item.type, "other")
    # whoever the gazetteer lists under a lone last name ("Putin") is meant by it; the index lists every bearer
    lone = family == "person" and " " not in named.text and not context.known.is_core(item)
    _of_form(found, named, lone, item.key in in_full, bool(in_full))
    _of_place(found, candidate, family, place)
    if context.is_met(item, named.text):
        found["met"] = 1.0
    if compatriots := context.compatriots(item, named.text):
        found["compatriots"] = min(compatriots, _MANY) / _MANY
    elif context.states and state_of(item) is not None:
        found["foreign"] = 1.0
    return found


def _of_form(found: Features, named: Named, lone: bool, is_in_full: bool, any_in_full: bool) -> None:
    if " " in named.text:
        found["several words"] = 1.0
    if any_in_full:
        found["in full" if is_in_full else "other in full"] = 1.0
    elif lone:
        found["lone person"] = 1.0


def _of_place(found: Features, candidate: Candidate, family: str, place: Place) -> None:
    if place.recognised is not None:
        agrees = _FAMILIES.get(place.recognised, "other") == family
        found["agrees" if agrees else "disagrees"] = 1.0
    if place.use != "open" and candidate.item.type != "State":
        found[f"{place.use} {'ground' if family == 'ground' else 'actor'}"] = 1.0
    if place.year is not None and not in_its_time(candidate, place.year):
        found["other time"] = 1.0
    if place.common:
        found["common word"] = 1.0
    if place.around and candidate.item.type in _TOWNS:
        found["inside" if state_of(candidate.item) in place.around else "outside"] = 1.0
    if place.within and candidate.item.type in ("Region", "State"):
        found["encloses"] = 1.0
    if place.game and family == "ground":
        found["game ground"] = 1.0
    elif place.game and not _PLAYS.isdisjoint(candidate.item.description.split()):
        found["game club"] = 1.0


NAMES = (
    *("any", "prior", "share", "name", "short", "demonym", "people", "metonym", "former", "gazetteer", "label"),
    *("no rival", "several words", "in full", "other in full", "lone person", "agrees", "disagrees"),
    *("ground ground", "ground actor", "party ground", "party actor", "other time", "common word"),
    *("met", "compatriots", "foreign", "inside", "outside", "encloses", "game ground", "game club"),
)
"""All features, in the order of the table of weights."""
