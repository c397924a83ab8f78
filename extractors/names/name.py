"""A name on its way to a mention, and what its class and its candidates tell of it."""

from dataclasses import dataclass

from kg.wikidata.items import Candidate

PEOPLE_KINDS = ("demonym", "people")
GROUND = ("State", "Place", "City", "Region")
ORGANS = ("Government", "ArmedGroup", "Party")
"""What speaks for the state that its name holds: the Azeri ministry does, an airline does not."""
GROUPS = frozenset(("Organisation", "Alliance", *ORGANS))


@dataclass(slots=True)
class Name:
    """A name on its way to a mention: characters `[start, end)`, tokens `[first, last)`."""

    start: int
    end: int
    first: int
    last: int
    type: str
    candidates: tuple[Candidate, ...] = ()
    nation: str | None = None


def state_of(name: Name) -> str | None:
    """The QID of the state that a name speaks of, or that its item lies in."""
    if not name.candidates:
        return name.nation
    item = name.candidates[0].item
    return item.qid if item.type == "State" else item.country


def is_people(name: Name) -> bool:
    """Whether a known name is that of a people: "Azeri"."""
    return name.candidates[0].kind in PEOPLE_KINDS


def names_a_state(name: Name) -> bool:
    """Whether a known name is a state's or its people's, and no metonym."""
    candidate = name.candidates[0]
    return is_people(name) or (candidate.item.type == "State" and candidate.kind != "metonym")
