"""Whom a role noun means: "Azeri troops" the state, "Karabakh militias" a group, "the country" what was named before."""

from collections.abc import Callable
from functools import cache

from extractors.aliases import Names, plain
from extractors.discourse import Discourse
from extractors.draft import Entity, Mention
from extractors.phrases import POSSESSIVE, is_definite, is_plural, left_edge
from extractors.roles import Match, Role, plural, roles
from kg.wikidata.gazetteer import load

_BACKED = frozenset(
    "backed led supported sponsored funded aligned allied trained armed linked occupied held controlled brokered".split()
)
_TOWARDS = frozenset(("pro", "anti", "non", "former", "ex"))
_OTHER = frozenset(
    ("other", "another", "neighbouring", "neighboring", "third", "host", "home", "first", "next", "rival")
)
_OWNING = {
    "of": None,
    "in": frozenset(("organ", "group", "civilians", "body")),
    "from": frozenset(("group", "civilians", "organ")),
}
_BODIES = frozenset(("Organisation", "Alliance", "ArmedGroup", "Party", "Government"))
_LAND = frozenset(("Region", "Place", "City"))
_NEAREST = {
    "state": frozenset(("State",)),
    "region": frozenset(("Region", "Place")),
    "city": frozenset(("City",)),
    "party": frozenset(("Party",)),
    "conflict": frozenset(("Conflict",)),
    "organisation": frozenset(("Organisation", "Alliance", "ArmedGroup", "Party", "Government")),
    "coalition": frozenset(("Alliance",)),
}
_PROPER = ("NNP", "NNPS")
_FIELDED = ("force", "equipment")
_VAGUE = frozenset(
    "organisation organization group agency company firm movement institution bloc alliance coalition network watchdog charity".split()
)
_WITHIN = 4
_DOMINANT = 3


@cache
def adjectives() -> dict[str, str]:
    """For each item its adjective ("Syrian"), so that "rebels in Syria" and "Syrian rebels" have one name."""
    found: dict[str, str] = {}
    for name in load().names():
        for candidate in load().lookup(name):
            if candidate.kind == "demonym" and candidate.item.qid:
                found.setdefault(candidate.item.qid, name)
    return found


class Descriptions:
    """Resolves role nouns, in the order of the text."""

    def __init__(self, discourse: Discourse, names: Names) -> None:
        self.discourse, self.names = discourse, names
        self.draft, self.tree = discourse.draft, discourse.tree
        self._nouns: dict[str, list[int]] = {}
        self._titles: dict[str, list[int]] = {}
        self._serves: dict[int, int] = {}
        self._implied: tuple[Role, int] | None = None
        self._by_last = {m.last: m for m in roles().find(self.tree.words)}

    def title(self, person: Mention) -> None:
        """Remember by what titles a person is introduced: "Defence Minister Sergei Shoigu"."""
        first = next((t.i for t in self.draft.tokens(person.start, person.end)), person.head)
        match = self._by_last.get(first)
        former = (
            match is not None and match.first > 0 and self.tree.words[match.first - 1] in ("former", "ex", "late", "-")
        )
        if match is not None and not former and match.role.cls in ("office", "person"):
            self._remember_title(match.role, person.entities)
            self._serve(person, match)

    def _serve(self, person: Mention, title: Match) -> None:
        """A statesman brings his state into the text, a minister his ministry: "the ministry" may mean it from now on."""
        body = roles().by_noun.get(title.role.noun.replace("minister", "ministry"))
        owners = [o for o in self.discourse.by_head.get(title.first - 1, ()) if o.entities] if title.first else []
        if owners and person.entities and self.draft.entities[owners[0].entities[0]].type == "State":
            self._serves[person.entities[0]] = owners[0].entities[0]
        if body is not None and body.cls == "body" and owners:
            self._implied = (body, owners[0].entities[0])

    def remember(self, m: Mention) -> None:
        """A body was named: "the ministry" means it from now on."""
        noun = m.name
        for word in (noun, noun.split()[-1]):
            self._nouns[word] = list(m.entities)
        self._implied = None

    def _remember_title(self, role: Role, persons: list[int]) -> None:
        for noun in dict.fromkeys((role.noun, role.noun.split()[-1])):
            self._titles.setdefault(noun, []).extend(persons)

    def resolve(self, m: Mention) -> list[int]:
        """The entities that the mention means; none where nothing tells."""
        role = roles().by_noun[m.name]
        first = left_edge(self.tree, m.head)
        owners = self.owners(m, first)
        found = self._meant(m, role, first, owners)
        if found:
            self._nouns[role.noun] = found
        return found

    def _meant(self, m: Mention, role: Role, first: int, owners: list[Mention]) -> list[int]:
        if role.cls in ("force", "equipment", "organ", "office"):
            return self._state_side(m, role, first, owners)
        if role.cls == "body":
            return self._body(m, role, owners)
        if role.cls in ("group", "coalition", "civilians"):
            return self._group(m, role, first, owners)
        return self._generic(m, role, first)

    # owners

    def owners(self, m: Mention, first: int) -> list[Mention]:
        """The mentions that say whose the noun is: before it, after "of" or "in", or else a possessive pronoun's."""
        implicit = self.implicit_owner(m) if m.kind == "name" else None
        inside = (
            [implicit]
            if implicit
            else [
                o for i in range(self._conjoined(first), m.head) for o in self._heads(i, m) if not self._is_leaning(i)
            ]
        )
        found = inside or self._after(m)
        named = [o for o in found if o.type != "Person"] or found
        if not named:
            named = [o for i in range(first, m.head) if self.tree.words[i] in POSSESSIVE for o in self._heads(i, m)]
        return named

    def implicit_owner(self, m: Mention) -> Mention | None:
        """The state in a name that holds it without a mention of its own: "Azerbaijan military"."""
        noun = roles().by_noun[m.name].noun
        before = self.draft.text[m.start : m.end].lower().rfind(noun.split()[0])
        for candidate in load().lookup(plain(self.draft.text[m.start : m.start + max(before, 0)])):
            if candidate.item.type == "State" and candidate.item.qid:
                state = self.names.item(candidate.item.qid)
                return Mention(m.start, m.start + before, "name", "State", m.head, entities=[state])
        return None

    def _heads(self, token: int, m: Mention) -> list[Mention]:
        return [o for o in self.discourse.by_head.get(token, ()) if o is not m and o.entities][:1]

    def _conjoined(self, first: int) -> int:
        """Further left over "Azeri and" where the parser took the first adjective for a noun."""
        while first > 1 and self.tree.words[first - 1] in ("and", "or", ",", "&"):
            before = self.discourse.by_head.get(first - 2, ())
            if not any(o.kind == "demonym" and not is_plural(self.tree, o.head) for o in before):
                break
            first -= 2
        return first

    def _is_leaning(self, token: int) -> bool:
        """Whether the name is part of "Iran-backed" or "pro-Russian", which says who is for a group, not whose it is."""
        words = self.tree.words
        after = words[token + 1 : token + 3]
        if len(after) == 2 and after[0] in "-–" and after[1] in _BACKED:
            return True
        return token > 1 and words[token - 1] in "-–" and words[token - 2] in _TOWARDS

    def _after(self, m: Mention) -> list[Mention]:
        cls = roles().by_noun[m.name].cls
        for prep, allowed in _OWNING.items():
            if allowed is None or cls in allowed:
                for o in self.tree.preps(m.head).get(prep, ()):
                    found = self._heads(o, m) or self._pending(o, m)
                    if found:
                        return [*found, *(x for c in self.tree.of(o, "conj") for x in self._heads(c, m))]
        return []

    def _pending(self, token: int, m: Mention) -> list[Mention]:
        """A nominal further on ("those of the breakaway republic"), resolved before its turn."""
        for o in self.discourse.by_head.get(token, ()):
            if o is not m and o.kind == "nominal" and o.role:
                for entity in self.resolve(o):
                    self.names.put(o, entity)
                return [o] if o.entities else []
        return []

    # what acts for a state

    def _state_side(self, m: Mention, role: Role, first: int, owners: list[Mention]) -> list[int]:
        found = [e for o in owners for e in self._acting(m, role, o)]
        if role.cls == "office":
            return self._officer(m, role, owners) or found or self._bare(m, role, first)
        return found or ([] if owners else self._bare(m, role, first))

    def _acting(self, m: Mention, role: Role, owner: Mention) -> list[int]:
        found = []
        for index in owner.entities:
            index = self._state_of(index, owner, m)
            e = self.draft.entities[index]
            if e.type == "State":
                m.nation = m.nation or e.qid
                found.append(index)
            elif e.type in _BODIES or (e.type in _LAND and role.cls not in _FIELDED):
                found.append(index)
            elif role.cls in _FIELDED and e.type != "Conflict":
                found.append(
                    self.names.named(
                        f"{self._adjective(e)} {plural(role.noun) if is_plural(self.tree, m.head) else role.noun}",
                        "ArmedGroup",
                    )
                )
        return found

    def _state_of(self, index: int, owner: Mention, m: Mention) -> int:
        """The state behind an owner: a statesman's ("his troops"), that of a city in which its officials are."""
        e = self.draft.entities[index]
        if e.type == "Person":
            return self._serves.get(index, index)
        if e.type == "City" and owner.start > m.start:
            item = load().item(e.qid or "")
            if item is not None and item.country:
                return self.names.item(item.country)
        return index

    def _officer(self, m: Mention, role: Role, owners: list[Mention]) -> list[int]:
        """The person who bears the title: in apposition, or introduced by it before."""
        beside = self._beside(m) or next(iter(self.tree.of(m.head, "appos")), None)
        if beside is not None:
            persons = [e for e in self.discourse.entities_at(beside) if self.draft.entities[e].type == "Person"]
            self._remember_title(role, persons)
            return persons
        if is_plural(self.tree, m.head):
            return []
        known = self._titles.get(role.noun, [])
        return known[-1:] if not owners or len(set(known)) == 1 else []

    def _bare(self, m: Mention, role: Role, first: int) -> list[int]:
        """Of "the government" alone: the one spoken of before, or that of the only state in question."""
        if role.noun in self._nouns:
            return self._nouns[role.noun]
        if role.cls != "office" and (role.cls == "organ" or is_definite(self.tree, first, m.head)):
            state = self._dominant_state()
            if state is not None:
                return [state]
        return self._alone(m, role)

    def _dominant_state(self) -> int | None:
        counts = sorted(
            ((len(e.mentions), -i) for i, e in enumerate(self.draft.entities) if e.type == "State"), reverse=True
        )
        if counts and (len(counts) == 1 or counts[0][0] >= _DOMINANT * counts[1][0]):
            return -counts[0][1]
        return None

    def _alone(self, m: Mention, role: Role) -> list[int]:
        """An actor without a name, where it does something or something is done to it."""
        if role.cls == "equipment" or self.tree.deps[m.head] not in (
            "nsubj",
            "nsubjpass",
            "dobj",
            "agent",
            "conj",
            "pobj",
        ):
            return []
        kind = "Government" if role.type == "State" else role.type
        first = next((i for i in range(left_edge(self.tree, m.head), m.head) if self.tree.tags[i] in _PROPER), m.head)
        if (
            self.tree.tags[m.head] in _PROPER and first < m.head
        ):  # a name that nothing recognised: "Korean People's Army"
            return [self.names.named(self.draft.text[self.tree.starts[first] : m.end], kind)]
        return [self.names.named(plural(role.noun) if is_plural(self.tree, m.head) else role.noun, kind)]

    # bodies and groups

    def _body(self, m: Mention, role: Role, owners: list[Mention]) -> list[int]:
        found = []
        for index in (e for o in owners for e in o.entities):
            e = self.draft.entities[index]
            if e.type == "State" or e.type in _LAND:
                m.nation = m.nation or e.qid
                found.append(self._body_of(role, e))
            elif e.type in _BODIES:
                found.append(index)
        if found or owners:
            return found
        if self._implied is not None and self._implied[0].noun.endswith(role.noun):
            return [self._body_of(self._implied[0], self.draft.entities[self._implied[1]])]
        return self._nouns.get(role.noun) or self._alone(m, role)

    def _body_of(self, role: Role, owner: Entity) -> int:
        """The body, under the name that the gazetteer knows it by, or else the one that the template makes."""
        name = role.template.format(owner=owner.name)
        for spelled in (name, f"{adjectives().get(owner.qid or '', owner.name)} {role.noun.title()}"):
            for candidate in load().lookup(spelled):
                if candidate.item.type == role.type and candidate.item.qid:
                    return self.names.item(candidate.item.qid)
        return self.names.named(name, role.type)

    def _group(self, m: Mention, role: Role, first: int, owners: list[Mention]) -> list[int]:
        found = [self._group_of(m, role, e) for o in owners for e in o.entities]
        kept = [e for e in found if e is not None]
        if kept or owners:
            return kept
        leaning = next((i for i in range(first, m.head) if self._is_leaning(i)), None)
        if leaning is not None:
            start = leaning - 2 if self.tree.words[leaning - 1] in "-–" else leaning
            words = self.draft.text[self.tree.starts[max(start, 0)] : self.tree.starts[m.head]]
            return [self.names.named(f"{' '.join(words.split())} {plural(role.noun)}", role.type)]
        if role.noun in self._nouns:
            return self._nouns[role.noun]
        if role.cls == "group" and is_definite(self.tree, first, m.head):
            near = self.discourse.nearest(lambda e: e.type == "ArmedGroup", _WITHIN)
            if near is not None:
                return [near]
        return [] if role.noun == "people" else self._alone(m, role)

    def _group_of(self, m: Mention, role: Role, index: int) -> int | None:
        e = self.draft.entities[index]
        if e.type in _BODIES:
            return None if role.cls == "civilians" else index
        if e.type in ("Person", "Conflict"):
            return None
        m.nation = m.nation or (e.qid if e.type == "State" else None)
        return self.names.named(f"{self._adjective(e)} {plural(role.noun)}", role.type)

    def _adjective(self, e: Entity) -> str:
        return adjectives().get(e.qid or "", e.name) if e.type in ("State", "Ethnicity") else e.name

    # what was named before

    def _generic(self, m: Mention, role: Role, first: int) -> list[int]:
        words = self.tree.words
        if role.cls not in _NEAREST and role.cls != "person":
            return []
        named = self._apposed(m, role) or self._named_after(m, role, first)
        if named or any(self.tree.tags[i] in _PROPER for i in range(first, m.head)):
            return named
        if not is_definite(self.tree, first, m.head) or is_plural(self.tree, m.head):
            return []
        if (
            any(w in _OTHER for w in words[first : m.head])
            or self.tree.of(m.head, "relcl", "acl")
            or self.tree.preps(m.head).get("of")
        ):
            return []
        if role.cls == "person":
            return self._titles.get(role.noun, [])[-1:]
        if role.cls == "state" and "our" in words[first : m.head]:
            home = self._dominant_state()
            return [home] if home is not None else []
        near = self.discourse.nearest(self._fits(role, bare=m.head - first == 1), _WITHIN)
        return [near] if near is not None else []

    def _beside(self, m: Mention) -> int | None:
        """The head of the phrase to which the noun is an apposition, alone or joined by "and"."""
        at = m.head
        while self.tree.deps[at] == "conj":
            at = self.tree.heads[at]
        return self.tree.heads[at] if self.tree.deps[at] == "appos" else None

    def _apposed(self, m: Mention, role: Role) -> list[int]:
        """What the noun stands beside: "Karabakh, a mountainous region"."""
        beside = self._beside(m)
        kinds = _NEAREST.get(role.cls, frozenset(("Person",)))
        found = self.discourse.entities_at(beside)[:1] if beside is not None else []
        return [e for e in found if self.draft.entities[e].type in kinds]

    def _named_after(self, m: Mention, role: Role, first: int) -> list[int]:
        """The name that the noun only explains: "the unrecognised Karabakh republic", "the city of Mosul"."""
        if role.cls not in ("state", "region", "city"):
            return []
        before = [
            o
            for i in range(first, m.head)
            for o in self._heads(i, m)
            if self.tree.deps[i] in ("compound", "nmod", "amod")
        ]
        after = [o for i in self.tree.preps(m.head).get("of", ()) for o in self._heads(i, m)] if not before else []
        kinds = ("State", *_LAND)
        named = [
            o
            for o in (*before, *after)
            if o.kind in ("name", "metonym") and self.draft.entities[o.entities[0]].type in kinds
        ]
        return named[0].entities[:1] if named else []

    def _fits(self, role: Role, *, bare: bool) -> Callable[[Entity], bool]:
        """Of the class, and for a body also of the noun ("the church") unless the noun says little ("the group")."""
        kinds = _NEAREST[role.cls]
        if role.cls in ("organisation", "party", "coalition") and not (bare and role.noun in _VAGUE):
            return lambda e: e.type in kinds and role.noun in e.name.lower().split()
        return lambda e: e.type in kinds
