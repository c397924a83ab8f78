"""Organs named without their state: "the Navy" in an article on Alaska and Seattle is the United States Navy."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache

from extractors.linking.candidates import is_generic
from extractors.linking.context import Named
from kg.wikidata.items import Candidate
from kg.wikidata.knowledge import Knowledge

_LEAST, _SHARE = 2, 0.5
"""How many things of one state an article names at least, and what share of all, for its organs to need no name."""
_ORGANS = frozenset(("Government", "ArmedGroup"))


def home_of(states: Counter[str]) -> str | None:
    """The state in which an article is at home; None where it speaks of several alike."""
    for state, count in states.most_common(1):
        if count >= _LEAST and count > _SHARE * states.total():
            return state
    return None


def spoken_of(names: Iterable[Named]) -> Counter[str]:
    """How often an article names each state, or its people or capital in its place."""
    items = (n.candidates[0].item for n in names if n.candidates)
    return Counter(item.qid for item in items if item.type == "State" and item.qid)


def organs_of(text: str, home: str | None, known: Knowledge) -> tuple[Candidate, ...]:
    """The organ of the home state that goes by the general words `text`; nothing for other words."""
    if home is None or not is_generic(text):
        return ()
    for name in _names(known).get(home, ()):
        found = (c.item for c in known.lookup(f"{name} {text}") if c.kind == "name")
        organ = next((item for item in found if item.qid and item.type in _ORGANS), None)
        if organ is not None:
            return (Candidate(organ, "short"),)
    return ()


@lru_cache(maxsize=4)
def _names(known: Knowledge) -> Mapping[str, tuple[str, ...]]:
    """Of each state the names and adjectives that the gazetteer has for it."""
    found: dict[str, list[str]] = defaultdict(list)
    for name in known.core.names():
        for candidate in known.core.lookup(name):
            if candidate.item.type == "State" and candidate.item.qid and candidate.kind in ("name", "short", "demonym"):
                found[candidate.item.qid].append(name)
    return {qid: tuple(sorted(names, key=lambda name: (len(name), name))) for qid, names in found.items()}
