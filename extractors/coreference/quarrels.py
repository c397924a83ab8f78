"""Who stands against whom in a text: the parties of its war, dispute or border, whom "both sides" means.

Evidence is gathered as the text is walked through. Those who attack, accuse or fight one another count, those "between"
whom a war, a truce or a border lies count more, and so do two whom the title names: it says what an article is about.
"""

from collections.abc import Callable
from functools import cached_property

from extractors.draft import Draft, Entity
from extractors.phrases import word_set
from kg.wikidata.knowledge import knowledge

_QUARREL = word_set(
    "war conflict clash clashes battle fighting dispute feud quarrel row rivalry hostility tension border truce "
    "ceasefire standoff confrontation enmity hatred animosity rift strife skirmish"
)
"""Nouns of what two have with each other who stand against each other: "a truce between A and B", "at war with A"."""
_FIGHTING = word_set("fight battle clash quarrel war feud side spar")
_FACING = word_set("with against")
_TITLED, _HERE = 1.5, 3.0
"""What two count whom the title names, where an accusation counts 1; and how much more what this sentence says."""
_NEAR = 6
"""Tokens before "between" in which the noun of a quarrel may stand: "a truce in six years between"."""


class Quarrels:
    """The pairs that a text sets against each other, with the sentence that did so."""

    def __init__(self, draft: Draft) -> None:
        self.draft, self.tree = draft, draft.tree
        self._seen: list[tuple[int, tuple[int, int], float]] = []

    def add(self, sentence: int, one: int, other: int, worth: float) -> None:
        """The sentence sets the one against the other; nobody stands against himself."""
        if one != other:
            self._seen.append((sentence, (min(one, other), max(one, other)), worth))

    def is_told(self, between: int) -> bool:
        """Whether the preposition says between whom a war, a truce or a border is: "a truce since May between …"."""
        before = range(max(between - _NEAR, 0), between)
        return any(self.tree.lemmas[i] in _QUARREL for i in (self.tree.heads[between], *before))

    def is_faced(self, head: int) -> bool:
        """Whether the token is whom somebody is at war with, or fights against."""
        prep = self.tree.heads[head]
        if self.tree.deps[head] != "pobj" or self.tree.words[prep] not in _FACING:
            return False
        above = self.tree.heads[prep]
        at_war = any(self.tree.lemmas[i] in _QUARREL for i in self.tree.preps(above).get("at", ()))
        fighting = self.tree.words[prep] == "against" or self.tree.lemmas[above] not in ("fight", "side")
        return (fighting and self.tree.lemmas[above] in _FIGHTING | _QUARREL) or at_war

    def foes(
        self, sentence: int, fits: Callable[[Entity], bool], including: int | None = None
    ) -> tuple[int, int] | None:
        """The two that stand against each other most, seen from the sentence; none where others do so as much."""
        score: dict[tuple[int, int], float] = {}
        for n, key, worth in self._seen:
            if all(fits(self.draft.entities[e]) for e in key):
                score[key] = score.get(key, 0.0) + worth * (_HERE if n == sentence else 1.0)
        titled = self._titled(fits)
        if titled:
            score[titled] = score.get(titled, 0.0) + _TITLED
        best = sorted((k for k in score if including is None or including in k), key=lambda k: (-score[k], k))
        return best[0] if best and (len(best) == 1 or score[best[0]] > score[best[1]]) else None

    def _titled(self, fits: Callable[[Entity], bool]) -> tuple[int, int] | None:
        """The two of which the title speaks, if it speaks of two; of its states before others."""
        named = [e for e in self._in_title if fits(self.draft.entities[e])]
        states = [e for e in named if self.draft.entities[e].type == "State"]
        two = states if len(states) == 2 else named
        return (min(two), max(two)) if len(two) == 2 else None

    @cached_property
    def _in_title(self) -> list[int]:
        """The entities that the title of the article names, by a capital their states."""
        title = self.draft.article.title or ""
        named = [
            (at, self._state_of(i))
            for i, e in enumerate(self.draft.entities)
            if (at := min((title.find(n) for n in self._forms(e) if n in title), default=-1)) >= 0
        ]
        return list(dict.fromkeys(i for _, i in sorted(named)))

    def _forms(self, e: Entity) -> list[str]:
        names = (self.draft.text[m.start : m.end] for m in e.mentions if m.kind in ("name", "metonym"))
        return [n for n in dict.fromkeys((e.name, *names)) if n[:1].isupper()]

    def _state_of(self, entity: int) -> int:
        """The state of the city that the entity is, for "Kinshasa and Kigali trade blame"; else itself."""
        e = self.draft.entities[entity]
        item = knowledge().item(e.qid or "") if e.type == "City" else None
        states = (i for i, o in enumerate(self.draft.entities) if item is not None and o.qid == item.country)
        return next(states, entity) if item is not None and item.country else entity
