"""BOOTSTRAP of the core gazetteer's interface; the data helper replaces the body."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

NameKind = Literal["name", "short", "demonym", "people", "metonym", "former"]


@dataclass(frozen=True, slots=True)
class Item:
    qid: str
    label: str
    type: str
    country: str | None = None
    since: int | None = None
    until: int | None = None
    prior: float = 0.0
    iso3: str | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """An item that a name may mean. `kind` is how the name speaks of it."""

    item: Item
    kind: NameKind
    since: int | None = None
    until: int | None = None


class Gazetteer:
    def names(self) -> Iterator[str]:
        return iter(())

    def lookup(self, name: str) -> tuple[Candidate, ...]:
        return ()

    def item(self, qid: str) -> Item | None:
        return None


@cache
def load() -> Gazetteer:
    return Gazetteer()
