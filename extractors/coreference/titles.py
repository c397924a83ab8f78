"""By what titles the persons of a text are introduced, and what those titles bring with them."""

from extractors.coreference.discourse import Discourse
from extractors.coreference.persons import descriptions
from extractors.draft import Mention
from extractors.phrases import word_set
from extractors.roles import Match, Role, roles
from kg.wikidata.knowledge import knowledge

_FIRST_MEN = word_set("president leader ruler dictator strongman king emir sultan")
"""Titles by which a state's best-known person goes, introduced by them or not."""
_LONGEST = 8
"""How many tokens a title may have."""
_FORMER = ("former", "ex", "late", "-")
_SIDES = frozenset(("State", "ArmedGroup", "Party", "Organisation", "Alliance", "Government", "Region"))


class Titles:
    """The persons of a text by title, as they are met."""

    def __init__(self, discourse: Discourse) -> None:
        self.discourse = discourse
        self.draft, self.tree = discourse.draft, discourse.tree
        self.implied: tuple[Role, int] | None = None
        """A ministry that its minister brought into the text, with its state, until another is named."""
        self._introduced: dict[int, None] = {}
        self._serves: dict[int, int] = {}
        self._sides: dict[int, int] = {}
        self._persons: dict[str, list[int]] = {}

    def note(self, person: Mention, first: int) -> None:
        """Look for a title before the person's name, which begins at the token: "Defence Minister Sergei Shoigu"."""
        title = self._before(first)
        if title is None:
            return
        self._introduced.update(dict.fromkeys(person.entities))
        if title.first > 0 and self.tree.words[title.first - 1] in _FORMER:
            return
        self.remember(title.role, person.entities)
        self._serve(person, title)

    def _before(self, first: int) -> Match | None:
        start = max(first - _LONGEST, 0)
        for m in roles().find(self.tree.words[start:first]):
            if start + m.last == first and m.role.cls in ("office", "person"):
                return Match(start + m.first, first, start + m.head, m.role)
        return None

    def remember(self, role: Role, persons: list[int]) -> None:
        """The persons bear the title."""
        for noun in dict.fromkeys((role.noun, role.noun.split()[-1])):
            self._persons.setdefault(noun, []).extend(persons)

    def bearer(self, role: Role, state: int | None) -> list[int]:
        """The person, in a list, last introduced by the title; of a state, if one is told: "the Russian president"."""
        titled = self._persons.get(role.noun, [])
        if state is None:
            return titled[-1:]
        own = [p for p in titled if self.state_of(p) == state]
        if own or role.noun not in _FIRST_MEN:
            return own[-1:]
        persons = [r.key[0] for r in self.discourse.referents.values() if len(r.key) == 1 and r.key[0] >= 0]
        known = [p for p in persons if self.draft.entities[p].type == "Person" and self.state_of(p) == state]
        return known if len(known) == 1 else []

    def is_titled(self, person: int) -> bool:
        """Whether the text has introduced the person by any title."""
        return person in self._introduced or any(person in bearers for bearers in self._persons.values())

    def state_of(self, person: int) -> int | None:
        """The state that the person was said to serve, else the one of which the gazetteer says so, as an entity."""
        if person in self._serves:
            return self._serves[person]
        item = knowledge().item(self.draft.entities[person].qid or "")
        country = item.country if item is not None else None
        states = (i for i, e in enumerate(self.draft.entities) if country is not None and e.qid == country)
        return next(states, None)

    def speaks_for(self, person: int) -> int | None:
        """Whose "we" is that of the person: the state, group or body that the text said he serves, as an entity."""
        return self._sides.get(person)

    def serve(self, persons: list[int], side: int) -> None:
        """The persons hold their titles of the entity: "Hamas spokesman", "the president of Chad"."""
        if self.draft.entities[side].type in _SIDES:
            self._sides.update(dict.fromkeys(persons, side))

    def survey(self, person: Mention, first: int) -> None:
        """Learn for whom the person speaks, by what stands beside the name; texts quote first, and introduce after."""
        title = self._before(first)
        for side in self._owner(title.first) if title is not None else []:
            self.serve(person.entities, side)
        for noun in descriptions(self.tree, person.head):
            for side in self._owners_of(noun):
                self.serve(person.entities, side)

    def _owners_of(self, noun: int) -> list[int]:
        """To whom the noun of an apposition belongs: "a Hamas spokesman", "the head of the junta"."""
        objects = self.tree.preps(noun)
        heads = [
            *self.tree.of(noun, "compound", "nmod", "amod", "poss"),
            *objects.get("of", ()),
            *objects.get("for", ()),
        ]
        return [e for h in heads for o in self.discourse.by_head.get(h, ()) for e in o.entities[:1]]

    def _owner(self, first: int) -> list[int]:
        """Whose the title is that begins at the token: "Russian President", "Iran's foreign minister"."""
        if first > 1 and self.tree.tags[first - 1] == "POS":
            first -= 1
        before = self.discourse.by_head.get(first - 1, ()) if first else ()
        return [e for o in before for e in o.entities[:1]]

    def _serve(self, person: Mention, title: Match) -> None:
        state = next((e for e in self._owner(title.first) if self.draft.entities[e].type == "State"), None)
        if state is None:
            return
        self._serves.update(dict.fromkeys(person.entities, state))
        body = roles().by_noun.get(title.role.noun.replace("minister", "ministry"))
        if body is not None and body.cls == "body":
            self.implied = (body, state)
