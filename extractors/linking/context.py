"""What the rest of an article tells of a name in it: what it names for certain, its long forms, its dates."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from extractors.coreference.aliases import plain
from extractors.draft import Draft, Mention
from extractors.linking.ages import Ages
from extractors.linking.forms import LongForms
from extractors.linking.games import Games
from extractors.names.matching import datelines
from kg.wikidata.items import Candidate, Item
from kg.wikidata.knowledge import Knowledge


@dataclass(frozen=True, slots=True)
class Named:
    """A mention with its text (less article and possessive) and what that may mean."""

    mention: Mention
    text: str
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class Context:
    """What the rest of the article tells.

    `bearers` are the items that it names for certain, each with the texts that name it; `states` counts how many of
    them lie in each state or are it; `datelines` is where the towns in datelines begin.
    """

    bearers: Mapping[str, frozenset[str]]
    states: Counter[str]
    forms: LongForms
    ages: Ages
    datelines: frozenset[int]
    commas: "Commas"
    games: Games
    known: Knowledge

    def is_met(self, item: Item, text: str) -> bool:
        """Whether the article names the item for certain by other words than these."""
        return bool(self.bearers.get(item.key, frozenset()) - {text})

    def compatriots(self, item: Item, text: str) -> int:
        """How many other things of the item's state, itself included, the article names for certain."""
        state = state_of(item)
        if state is None:
            return 0
        return self.states[state] - (self.bearers.get(item.key) == frozenset((text,)))


class Commas:
    """Names that stand before or after a comma and the region or state around them: "Portland, Maine"."""

    def __init__(self, text: str, named: Sequence[Named]) -> None:
        self.text = text
        self._regions = {n.mention.start: states for n in named if (states := _states_of_region(n))}
        self._ends = {n.mention.end for n in named}

    def of(self, mention: Mention) -> tuple[frozenset[str], bool]:
        """The states of the region that follows the mention after a comma; whether a name stands so before it."""
        start, end = mention.start, mention.end
        after = self._regions.get(end + 2, frozenset()) if self.text[end : end + 2] == ", " else frozenset()
        return after, self.text[start - 2 : start] == ", " and start - 2 in self._ends


def _states_of_region(n: Named) -> frozenset[str]:
    """The states that a name of a region or state may speak of or lie in; none for other names."""
    regions = [c.item for c in n.candidates if c.kind in ("name", "short") and c.item.type in ("Region", "State")]
    return frozenset(state for item in regions if (state := state_of(item)))


def state_of(item: Item) -> str | None:
    """The QID of the state that the item is, or belongs to."""
    return item.qid if item.type == "State" else item.country


def context_of(draft: Draft, named: Sequence[Named], known: Knowledge) -> Context:
    """What the article tells, from its names and what each may mean."""
    date = draft.article.date
    bearers: dict[str, set[str]] = {}
    items: dict[str, Item] = {}
    for n in named:
        item = _certain(n)
        if item is not None:
            bearers.setdefault(item.key, set()).add(n.text)
            items[item.key] = item
    return Context(
        bearers={key: frozenset(texts) for key, texts in bearers.items()},
        states=Counter(state for item in items.values() if (state := state_of(item))),
        forms=LongForms(draft, [n.mention for n in named]),
        ages=Ages(draft.tree, int(date[:4]) if date else None),
        datelines=frozenset(start for start, _ in datelines(draft.text)),
        commas=Commas(draft.text, named),
        games=Games(draft.tree),
        known=known,
    )


def _certain(n: Named) -> Item | None:
    """The item of a name that no other bears, or of one that has several words: those are seldom shared."""
    if not n.candidates or (len({c.item.key for c in n.candidates}) > 1 and " " not in n.text):
        return None
    return n.candidates[0].item


def named(mention: Mention, text: str, candidates: tuple[Candidate, ...]) -> Named:
    """The mention with its words and what they may mean."""
    return Named(mention, plain(text), candidates)
