"""Whom a role noun means: "Azeri troops" the state, "Karabakh militias" a group, "the ministry" one named before."""

from functools import cache

from extractors.coreference.aliases import Names
from extractors.coreference.antecedents import PROPER, WITHIN, Antecedents, is_capital
from extractors.coreference.binding import agents
from extractors.coreference.discourse import Discourse
from extractors.coreference.owners import Owners
from extractors.coreference.titles import Titles
from extractors.draft import Entity, Mention
from extractors.phrases import DEFINITE, is_definite, is_plural, left_edge, word_set
from extractors.roles import Role, plural, roles
from kg.wikidata.knowledge import knowledge

_BODIES = word_set("Organisation Alliance ArmedGroup Party Government")
_LAND = word_set("Region Place City")
_PERSON = word_set("Person")
_DEPLOYING = word_set("have send deploy withdraw pull move mass station keep commit dispatch pledge lose amass")
_ARGUMENTS = word_set("nsubj nsubjpass dobj agent conj pobj")
_FIELDED = ("force", "equipment")
_JUST = 1
"""How many sentences back a person is still the one in question."""
_ACTING = (*_FIELDED, "organ", "office")
_ONLY = frozenset(
    (
        *("government", "authorities", "administration", "regime", "leadership", "junta", "judiciary", "cabinet"),
        *("army", "military", "navy", "air force", "armed forces", "security forces", "coast guard"),
        *("government forces", "government troops", "government soldiers"),
        *("parliament", "national assembly", "legislature", "supreme court", "constitutional court", "central bank"),
    )
)
"""Nouns of which a state has one, so that "the army" is that of the state in question."""
_PLAIN = DEFINITE | word_set("central federal national country nation 's ’s")
_FORMER = word_set("former ex retired onetime")
_SOME = word_set("a an one another")
_ELSEWHERE = word_set(
    "western european foreign international regional african arab asian shadow rival parallel ethnic rebel tribal "
    "opposition insurgent breakaway self-declared"
)
"""What is said of officials, governments and armies that are not those of the state in question."""
_LEAGUES = ("alliance", "bloc", "military alliance")
_GROUPS = ("group", "coalition", "civilians")


@cache
def adjectives() -> dict[str, str]:
    """For each item its adjective ("Syrian"), so that "rebels in Syria" and "Syrian rebels" have one name."""
    found: dict[str, str] = {}
    for name in knowledge().core.names():
        for candidate in knowledge().lookup(name):
            if candidate.kind == "demonym":
                found.setdefault(candidate.item.qid or candidate.item.label, name)
    return found


class Descriptions:
    """Resolves role nouns, in the order of the text."""

    def __init__(self, discourse: Discourse, names: Names) -> None:
        self.discourse, self.names = discourse, names
        self.draft, self.tree = discourse.draft, discourse.tree
        self.titles = Titles(discourse)
        self.owners = Owners(discourse, names, self.resolve)
        self._antecedents = Antecedents(discourse, self.owners, self.titles)
        self._nouns: dict[str, list[int]] = {}

    def resolve(self, m: Mention) -> list[int]:
        """The entities that the mention means; none where nothing tells."""
        role = roles().by_noun[m.name]
        stranger = self._antecedents.is_of_stranger(m)
        found = [] if stranger else self._meant(m, role, left_edge(self.tree, m.head))
        if found:
            self._nouns[role.noun] = found
        return found

    def remember(self, m: Mention) -> None:
        """A body was named: "the ministry" means it from now on."""
        self._nouns[m.name] = self._nouns[m.name.split()[-1]] = list(m.entities)
        if m.role == "body":
            self.titles.implied = None

    def _meant(self, m: Mention, role: Role, first: int) -> list[int]:
        if role.cls in _ACTING:
            return self._state_side(m, role, first)
        if role.cls == "body":
            return self._body(m, role, self.owners.of(m, first))
        if role.cls in _GROUPS:
            return self._group(m, role, first)
        return self._antecedents.of(m, role, first)

    # what acts for a state

    def _state_side(self, m: Mention, role: Role, first: int) -> list[int]:
        owners = [o for o in self.owners.of(m, first) if not self._is_venue(m, role, o)]
        person = self._officer(m, role, owners) if role.cls == "office" else []
        if not person and not _FORMER.isdisjoint(self.tree.words[first : m.head]):
            return []
        found = person or [a for o in owners for e in o.entities for a in self._acting(m, role, o, e)]
        bare = not owners or role.cls == "office"
        return found or (self._bare(m, role, first) if bare else [])

    def _is_venue(self, m: Mention, role: Role, owner: Mention) -> bool:
        """Whether a town after the noun is only where something happens: "talks with the government in Geneva"."""
        if role.noun not in self._nouns or owner.kind == "metonym" or owner.start < m.start:
            return False
        item = knowledge().item(owner.qid or "") if self.draft.entities[owner.entities[0]].type == "City" else None
        return item is not None and all(e.qid != item.country for e in self.draft.entities)

    def _acting(self, m: Mention, role: Role, owner: Mention, entity: int) -> list[int]:
        index = self._state_behind(entity, owner, m)
        e = self.draft.entities[index]
        if e.type == "State":
            m.nation = m.nation or e.qid
            return [index]
        if e.type in _BODIES or (e.type in _LAND and role.cls not in _FIELDED):
            return [index]
        if role.cls in _FIELDED and e.type != "Conflict":
            return [self.names.named(f"{_adjective(e)} {self._in_number(m, role)}", "ArmedGroup")]
        if role.noun in _ONLY and e.type == "Person":
            return [self.names.named(f"{role.noun} of {e.name}", "Government")]
        return []

    def _state_behind(self, index: int, owner: Mention, m: Mention) -> int:
        """The state behind an owner: a statesman's ("his troops"), that of a city in which its officials are."""
        e = self.draft.entities[index]
        if e.type == "Person":
            state = self.titles.state_of(index)
            return index if state is None else state
        if e.type == "City" and owner.start > m.start:
            item = knowledge().item(e.qid or "")
            if item is not None and item.country:
                return self.names.item(item.country)
        return index

    def _officer(self, m: Mention, role: Role, owners: list[Mention]) -> list[int]:
        """The person who bears the title: in apposition, or introduced by it before."""
        persons = self._antecedents.alongside(m, _PERSON)
        if persons:
            self.titles.remember(role, persons)
            return persons
        if is_plural(self.tree, m.head):
            return []
        states = [e for o in owners for e in o.entities if self.draft.entities[e].type == "State"]
        return self.titles.bearer(role, states[0] if states else None)

    def _bare(self, m: Mention, role: Role, first: int) -> list[int]:
        """Of "the government" alone: the one spoken of before, or that of the only state in question."""
        definite = is_definite(self.tree, first, m.head)
        if role.cls == "office":
            return (
                self._untitled(m, first) or self._alone(m, role, first)
                if definite and not is_plural(self.tree, m.head)
                else []
            )
        if not definite and role.cls in _FIELDED:
            return self._fielded(m) or self._alone(m, role, first)
        if not definite and "in" in self.tree.preps(m.head):  # "diplomats in the region"
            return self._alone(m, role, first)
        if role.noun in _ONLY and self._is_the_only(m, role, first):
            return self._governing(m, role) or self._alone(m, role, first)
        if not _ELSEWHERE.isdisjoint(self.tree.words[first : m.head]):
            return self._alone(m, role, first)
        if self.tree.words[first] in _SOME:  # "a diplomat said": the text keeps back whose
            return self._alone(m, role, first)
        return self._nouns.get(role.noun) or self._home(m) or self._alone(m, role, first)

    def _untitled(self, m: Mention, first: int) -> list[int]:
        """Who "the commander" is that nobody was called: the one person just named whose title the text leaves out."""
        if self.tree.words[first] != "the" or m.head != first + 1 or self.tree.preps(m.head).get("of"):
            return []
        near = self.discourse.persons(_JUST)
        return near if len(near) == 1 and not self.titles.is_titled(near[0]) else []

    def _home(self, m: Mention) -> list[int]:
        """The state that the text is about, once it has been named: "officials said that Chad …" are not Chad's."""
        home = self._antecedents.home()
        return [e for e in home if any(o.start < m.start for o in self.draft.entities[e].mentions)]

    def _is_the_only(self, m: Mention, role: Role, first: int) -> bool:
        """Whether the phrase is bare of what tells one from another: "the government", not "the interim government"."""
        told = set(self.tree.words[first : m.head]) - _PLAIN - set(role.noun.split())
        return is_definite(self.tree, first, m.head) and not told

    def _governing(self, m: Mention, role: Role) -> list[int]:
        """Whose "the government" is: of the state that the sentence is set in, else as before, else in focus."""
        named = [e for e in self._nouns.get(role.noun, []) if not self.draft.entities[e].name.islower()]
        named = named or self._in_title(role)
        set_in = self._antecedents.setting(m.head, telling=not named)
        if named and self._is_acted_on(m, set_in):
            return named
        return set_in or named or self._antecedents.in_focus()

    def _in_title(self, role: Role) -> list[int]:
        """The state of whose government, army or junta the article's title speaks: "Mali's junta confirms losses"."""
        title = (self.draft.article.title or "").replace("’", "'")
        states = [(n, e) for n, e in enumerate(self.draft.entities) if e.type == "State"]
        forms = [(n, f) for n, e in states for f in (f"{e.name}'s", f"{e.name}'", _adjective(e))]
        found = dict.fromkeys(n for n, form in forms if f"{form} {role.noun}" in title)
        return list(found) if len(found) == 1 else []

    def _is_acted_on(self, m: Mention, states: list[int]) -> bool:
        """Whether one of the states does something to, or with, the army in question, which then is not its own."""
        verb = self.tree.heads[m.head]
        own = self.tree.deps[m.head] == "dobj" and self.tree.lemmas[verb] in _DEPLOYING
        doing = [] if own else agents(self.tree, m.head)
        return any(e in states for h in doing for e in self.discourse.entities_at(h))

    def _fielded(self, m: Mention) -> list[int]:
        """The state whose troops they are by what it does with them: "Russia sent troops"."""
        verb = self.tree.heads[m.head]
        if self.tree.deps[m.head] != "dobj" or self.tree.lemmas[verb] not in _DEPLOYING:
            return []
        return [e for e in self.discourse.subject_of(m.head) if self.draft.entities[e].type == "State"]

    def _alone(self, m: Mention, role: Role, first: int) -> list[int]:
        """An actor without a name, where it does something or something is done to it."""
        if role.cls == "equipment" or self.tree.deps[m.head] not in _ARGUMENTS:
            return []
        kind = "Government" if role.type == "State" else role.type
        proper = next((i for i in range(first, m.head) if self.tree.tags[i] in PROPER), None)
        if proper is not None and self.tree.tags[m.head] in PROPER:  # a name that nothing recognised
            return [self.names.named(self.draft.text[self.tree.starts[proper] : m.end], kind)]
        return [self.names.named(self._in_number(m, role), kind)]

    def _in_number(self, m: Mention, role: Role) -> str:
        return plural(role.noun) if is_plural(self.tree, m.head) else role.noun

    # bodies and groups

    def _body(self, m: Mention, role: Role, owners: list[Mention]) -> list[int]:
        found = [b for o in owners for e in o.entities for b in self._bodies(m, role, e)]
        if found or owners:
            return found
        implied = self.titles.implied
        if implied is not None and implied[0].noun.endswith(role.noun):
            return [self._body_of(implied[0], self.draft.entities[implied[1]])]
        first = left_edge(self.tree, m.head)
        if role.noun not in _ONLY or not self._is_the_only(m, role, first):
            return self._nouns.get(role.noun) or self._alone(m, role, first)
        of = [b for e in self._governing(m, role) for b in self._bodies(m, role, e)]
        return of or self._alone(m, role, first)

    def _bodies(self, m: Mention, role: Role, owner: int) -> list[int]:
        owner = self._state_behind_city(owner, role)
        e = self.draft.entities[owner]
        if e.type == "State" or e.type in _LAND:
            m.nation = m.nation or e.qid
            return [self._body_of(role, e)]
        return [owner] if e.type in _BODIES else []

    def _state_behind_city(self, owner: int, role: Role) -> int:
        """The state of a city: a ministry "in Bangkok" is Thailand's, and so is any other body in a capital."""
        e = self.draft.entities[owner]
        seated = e.type == "City" and ("ministry" in role.noun.split() or is_capital(e))
        item = knowledge().item(e.qid or "") if seated else None
        return self.names.item(item.country) if item is not None and item.country else owner

    def _body_of(self, role: Role, owner: Entity) -> int:
        """The body, under the name that the gazetteer knows it by, or else the one that the template makes."""
        name = role.template.format(owner=owner.name)
        for spelled in (name, f"{_adjective(owner)} {role.noun.title()}"):
            for candidate in knowledge().lookup(spelled):
                if candidate.item.type == role.type and candidate.item.qid:
                    return self.names.item(candidate.item.qid)
        return self.names.named(name, role.type)

    def _group(self, m: Mention, role: Role, first: int) -> list[int]:
        named = self._antecedents.alongside(m, _BODIES)
        if named:
            return named
        owners = self.owners.of(m, first)
        if owners:
            owning = [e for o in owners for e in o.entities]
            bodies = [e for e in owning if self.draft.entities[e].type in _BODIES]  # "Yemen's Houthi rebels"
            return [g for e in bodies or owning for g in self._groups(m, role, e)]
        leaning = self.owners.leaning(first, m.head - role.noun.count(" "))
        if leaning:
            return [self.names.named(f"{leaning} {plural(role.noun)}", role.type)]
        found = [] if self._is_told_apart(m, first) else self._nouns.get(role.noun, [])
        kind = "ArmedGroup" if role.cls == "group" else "Alliance" if role.noun in _LEAGUES else ""
        if not found and kind and is_definite(self.tree, first, m.head):
            near = self.discourse.nearest(lambda e: e.type == kind and not self._is_aside(e, m), WITHIN)
            found = [near] if near is not None else []
        return found or ([] if role.noun == "people" else self._alone(m, role, first))

    def _is_told_apart(self, m: Mention, first: int) -> bool:
        """Whether what follows says which are meant: "rebels backed by Chad" are others than those before."""
        told = any(self.tree.tags[k] == "VBN" for k in self.tree.of(m.head, "acl"))
        return told and not is_definite(self.tree, first, m.head)

    def _is_aside(self, e: Entity, m: Mention) -> bool:
        """Whether it has but been named in passing, in a relative clause of the same sentence."""
        begins = self.tree.starts[self.tree.sentences[self.discourse.sentence][0]]
        before = [o for o in e.mentions if o.start < m.start]
        return all(o.start >= begins for o in before) and any(self._is_in_relative(o.head, m.head) for o in before)

    def _is_in_relative(self, token: int, other: int) -> bool:
        """Whether a relative clause holds the token and not the other, which stands after it."""
        clause = token
        while self.tree.deps[clause] != "relcl":
            if self.tree.heads[clause] == clause:
                return False
            clause = self.tree.heads[clause]
        while self.tree.heads[other] != other:
            if other == clause:
                return False
            other = self.tree.heads[other]
        return True

    def _groups(self, m: Mention, role: Role, owner: int) -> list[int]:
        e = self.draft.entities[owner]
        if e.type in _BODIES:  # "Taliban fighters" are the Taliban
            return [] if role.cls == "civilians" else [owner]
        if e.type in ("Person", "Conflict"):
            return []
        m.nation = m.nation or (e.qid if e.type == "State" else None)
        return [self.names.named(f"{_adjective(e)} {plural(role.noun)}", role.type)]


def _adjective(e: Entity) -> str:
    if e.type not in ("State", "Ethnicity"):
        return e.name
    # a people without an adjective of its own has that of its singular: "Tamil fighters", "Karen villagers"
    plain = e.name.removesuffix(" people").removesuffix("s") if e.type == "Ethnicity" else e.name
    return adjectives().get(e.qid or e.name, plain)
