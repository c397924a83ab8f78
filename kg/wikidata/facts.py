"""What Wikidata says of an item, one fact a record, free of how it was asked or how it is kept."""

import re
from dataclasses import dataclass
from typing import Literal

_QID = re.compile(r"Q[1-9][0-9]*")

Rank = Literal["preferred", "normal"]


def is_qid(text: str) -> bool:
    """Whether the text is the name of a Wikidata item, and nothing but that."""
    return _QID.fullmatch(text) is not None


@dataclass(frozen=True, slots=True)
class Name:
    """What the item is called in a language (a BCP 47 tag). `main` is its label; other names are no labels.

    `retrieved` is here and below the day when Wikidata said so (ISO 8601).
    """

    item: str
    retrieved: str
    text: str
    language: str
    main: bool


@dataclass(frozen=True, slots=True)
class Point:
    """Where the item lies: degrees east and north, WGS 84. `statement` is here and below the id of the statement."""

    item: str
    retrieved: str
    statement: str
    longitude: float
    latitude: float


@dataclass(frozen=True, slots=True)
class Tie:
    """A property that joins the item to another (`value`, whose English label is `label`), and when it did.

    `since` and `until` are days, months or years (ISO 8601) as far as they are known; `ended` tells that it is over,
    whether or not it is known since when.
    """

    item: str
    retrieved: str
    statement: str
    property: str
    value: str
    label: str | None
    rank: Rank
    since: str | None
    until: str | None
    ended: bool


Fact = Name | Point | Tie
