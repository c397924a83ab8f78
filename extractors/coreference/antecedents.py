"""What a definite description takes up: "the country", "the group", "the breakaway republic"."""

from collections.abc import Callable, Iterator

from extractors.coreference.binding import HOSTILE, first_joined
from extractors.coreference.discourse import Discourse
from extractors.coreference.owners import Owners
from extractors.coreference.titles import Titles
from extractors.coreference.voices import SAYING
from extractors.draft import Draft, Entity, Mention
from extractors.phrases import POSSESSIVE, is_definite, is_plural, word_set
from extractors.ranks import past_rank
from extractors.roles import Role
from kg.wikidata.knowledge import knowledge

PROPER = ("NNP", "NNPS")
WITHIN = 4
"""How many sentences back a description reaches."""
_KINDS = {
    "state": (word_set("State"),),
    "region": (word_set("Region"), word_set("Place")),
    "city": (word_set("City"), word_set("Place")),
    "party": (word_set("Party"),),
    "conflict": (word_set("Conflict"),),
    "organisation": (word_set("Organisation Alliance ArmedGroup Party Government"),),
    "person": (word_set("Person"),),
}
"""The classes that a noun of each class may take up, the likelier first."""
_BODIES = ("organisation", "party")
_EXPLAINED = {
    "state": word_set("State Region Place"),
    "region": word_set("Region Place State"),
    "city": word_set("City Place"),
}
_POSSESSED = ("state", "person", *_BODIES)
"""Classes of which "his party" is the one named before; "its capital" is not the city named before."""
_VAGUE = word_set("organisation organization group agency company firm movement institution network watchdog charity")
_OTHER = word_set("other another neighbouring neighboring third host home first next rival")
_CIVIL = word_set("company firm watchdog charity")
"""Nouns that no armed group, party or ministry goes by."""
_LONGEST = 9
"""How many tokens the complement of a title may have."""
_IN_COMPLEMENT = frozenset(("DT", "NN", "NNP", "NNPS", "JJ", "IN", "HYPH", "POS", "CC"))
_DOMINANT, _LEADING = 3, 1.5
_JUST, _IN_QUESTION = 1, 3
_STATESMEN = word_set("State Person")
_WITHIN_A_STATE = word_set("in inside within across throughout")


class Antecedents:
    """Finds them, in the order of the text."""

    def __init__(self, discourse: Discourse, owners: Owners, titles: Titles) -> None:
        self.discourse, self.owners, self.titles = discourse, owners, titles
        self.draft, self.tree = discourse.draft, discourse.tree

    def of(self, m: Mention, role: Role, first: int) -> list[int]:
        """The entity, in a list, that the phrase from the token on means; none where nothing tells."""
        if role.cls not in _KINDS:
            return []
        if is_plural(self.tree, m.head):  # "some countries, notably France" is not France; "the towns of A and B" are
            return self._listed(m, role)
        kinds = _KINDS["organisation"] if role.cls in _BODIES else _KINDS[role.cls]
        named = self.alongside(m, frozenset().union(*kinds)) or self._explained(m, role, first)
        if named or not self._takes_up(m, role, first):
            return named
        if role.cls == "person":
            return self.titles.bearer(role, None)
        if role.cls == "state" and "our" in self.tree.words[first : m.head]:
            return self.home()
        return self._nearest(role, m, bare=m.head - first == 1)

    def is_of_stranger(self, m: Mention) -> bool:
        """Whether the noun is said of somebody whose name nobody knows for one: "Darius Laws, leader of the party"."""
        named = self.tree.heads[m.head]
        apart = self.tree.deps[m.head] == "appos" and self.tree.tags[named] in PROPER
        return apart and not self.draft.mentions_at(named)

    def home(self) -> list[int]:
        """The state that the text is about, in a list: the only one, or one named three times as often as any other."""
        most = self._most_named()
        if most and (len(most) == 1 or most[0][0] >= _DOMINANT * most[1][0]):
            return [most[0][1]]
        return []

    def _most_named(self) -> list[tuple[int, int]]:
        """How often each state is named, with its entity, the most named first."""
        states = [(len(e.mentions), i) for i, e in enumerate(self.draft.entities) if e.type == "State"]
        return sorted(states, key=lambda s: (-s[0], s[1]))

    def in_focus(self) -> list[int]:
        """The state, in a list, that the text is mostly about, else of the most named the one that just acted."""
        _, end = self.tree.sentences[self.discourse.sentence]
        most = [(n, i) for n, i in self._most_named() if self._is_met(i, self.tree.ends[end - 1])]
        if len(most) == 1 or (most and most[0][0] >= _LEADING * most[1][0]):
            return [most[0][1]]
        near = self.discourse.nearest(lambda e: e.type in _STATESMEN, _JUST)
        if near is not None and self.draft.entities[near].type == "Person":
            near = self.titles.state_of(near)
        return [near] if near in {i for _, i in most[:_IN_QUESTION]} else []

    def _is_met(self, entity: int, end: int) -> bool:
        """Whether the text up to the offset has spoken of the entity."""
        return any(m.start < end for m in self.draft.entities[entity].mentions)

    def setting(self, token: int, *, telling: bool) -> list[int]:
        """The one state, in a list, that stands before the token in its sentence as a subject or after "in".

        The subject of a verb of saying counts only where `telling`: it may speak of another's government.
        """
        place = self._place(token)
        if place is not None:
            return [place]
        first, _ = self.tree.sentences[self.discourse.sentence]
        setting = [i for i in range(first, token) if self._sets(first_joined(self.tree, i), telling)]
        found = [e for i in setting for e in self.discourse.entities_at(i)]
        states = list(dict.fromkeys(e for e in found if self.draft.entities[e].type == "State"))
        return states if len(states) == 1 else []

    def _place(self, token: int) -> int | None:
        """The state of the town named at once after the token: "the parliament in Yerevan", "drove it from Yerevan"."""
        if self.tree.words[token + 1 : token + 2] not in (["in"], ["from"]):
            return None
        item = next(
            (knowledge().item(o.qid or "") for o in self.discourse.by_head.get(token + 2, ()) if o.type == "City"), None
        )
        states = (i for i, e in enumerate(self.draft.entities) if item is not None and e.qid == item.country)
        return next(states, None)

    def _sets(self, token: int, telling: bool) -> bool:
        dep, above = self.tree.deps[token], self.tree.heads[token]
        if dep in ("nsubj", "nsubjpass"):
            return telling or self.tree.lemmas[above] not in SAYING
        return dep == "pobj" and self.tree.words[above] in _WITHIN_A_STATE

    def alongside(self, m: Mention, kinds: frozenset[str]) -> list[int]:
        """What the noun stands beside: "Karabakh, a mountainous region", "the militant group Hamas"."""
        for token in self._beside(m):
            found = [e for e in self.discourse.entities_at(token)[:1] if self.draft.entities[e].type in kinds]
            if found:
                return found
        return []

    def _beside(self, m: Mention) -> Iterator[int]:
        """The heads of phrases to which the noun is an apposition, or they to it, or that follow it at once."""
        head = m.head
        while self.tree.deps[head] == "conj":
            head = self.tree.heads[head]
        own = self.tree.of(m.head, "appos")
        if head != m.head:  # "a doctor, and an Iranian general, Ana Ruiz": the general is she
            yield from own
        if self.tree.deps[head] == "appos":
            yield self.tree.heads[head]
        yield from own
        after = m.head + 1
        following = self.tree.words[after : after + 1]
        if following in ([","], ["the"]):  # not seen by the parser: "the president, Ivan Petrov", "rebels the FARC"
            after += 1
        after = past_rank(self.draft, after)
        if after < len(self.tree.words):
            named = self.draft.mentions_at(after)
            person = self.tree.words[after - 1] != "," or any(o.type == "Person" for o in named)
            yield from (o.head for o in named if person and o.kind == "name" and o.start == self.tree.starts[after])
        yield from beside_complement(self.draft, m.head)
        yield from self._after_complement(m)

    def _after_complement(self, m: Mention) -> Iterator[int]:
        """The head of the person's name that ends a title with a place or body: "Governor of Utah Ana Ruiz said"."""
        words, at = self.tree.words, m.head + 1
        if words[at : at + 1] not in (["of"], ["to"], ["for"], ["at"]):
            return
        for i in range(at + 1, min(at + _LONGEST, len(words))):
            if self.tree.tags[i] not in _IN_COMPLEMENT:
                return
            before = [o for o in self.draft.mentions_at(i - 1) if o.kind == "name" and o.type != "Person"]
            named = [o for o in self.draft.mentions_at(i) if o.kind == "name" and o.start == self.tree.starts[i]]
            if before and any(o.type == "Person" for o in named):
                yield from (o.head for o in named)
                return

    def _takes_up(self, m: Mention, role: Role, first: int) -> bool:
        """Whether the phrase is definite, of one, and holds nothing that tells its thing from the one named before."""
        before = range(first, m.head)
        if not is_definite(self.tree, first, m.head) or is_plural(self.tree, m.head):
            return False
        if role.cls not in _POSSESSED and any(self.tree.words[i] in POSSESSIVE for i in before):
            return False
        if any(self.tree.tags[i] in PROPER or self.tree.words[i] in _OTHER for i in before):
            return False
        if role.cls in _EXPLAINED and any(self._nationality(i, m) for i in before):
            return False
        told = self.tree.of(m.head, "relcl", "acl") and self.tree.words[m.head + 1 : m.head + 2] != [","]
        return not told and "of" not in self.tree.preps(m.head)

    def _nearest(self, role: Role, m: Mention, *, bare: bool) -> list[int]:
        described = self._described(m)
        for kinds in _KINDS[role.cls]:
            near = self.discourse.nearest(_but(_fits(role, kinds, bare=bare), described), WITHIN)
            if near is not None:
                return [near]
        return []

    def _described(self, m: Mention) -> frozenset[int]:
        """Whom the words around the phrase describe, who is none of its parts: "France, which ruled the country"."""
        above = self.tree.upwards(m.head)[1:]
        near = [h for n, h in enumerate(above) if n and self.tree.is_noun(h) and self._tells_of(above[n - 1])]
        found = [e for h in near for e in self.discourse.entities_at(h)]
        verb = self.tree.heads[m.head]
        if self.tree.deps[m.head] == "dobj" and self.tree.lemmas[verb] in HOSTILE:  # nobody accuses his own country
            found += [side for e in self.discourse.subject_of(m.head) for side in (e, self.discourse.side(e))]
            found += [s for e in self.discourse.subject_of(m.head) if (s := self.titles.state_of(e)) is not None]
        return frozenset(id(self.draft.entities[e]) for e in found)

    def _tells_of(self, token: int) -> bool:
        """Whether an apposition or a clause by its subject says something of the noun above: not "where", "whose"."""
        who = any(self.tree.words[k] in ("who", "which", "that") for k in self.tree.of(token, "nsubj"))
        return self.tree.deps[token] == "appos" or (self.tree.deps[token] == "relcl" and who)

    def _explained(self, m: Mention, role: Role, first: int) -> list[int]:
        """The name that the noun only explains: "the unrecognised Karabakh republic", "the city of Mosul"."""
        if role.cls not in _EXPLAINED:
            return []
        listed = [] if any(self._nationality(i, m) for i in range(first, m.head)) else self._listed(m, role)
        if listed:
            return listed[:1]
        for i in (i for i in range(first, m.head) if self.tree.deps[i] in ("compound", "nmod", "amod")):
            if role.cls == "state" and self._nationality(i, m) and self.tree.words[first] == "the":
                return self._nationality(i, m)
            if self._explains(role, i, m):
                return self._explains(role, i, m)
        return []

    def _listed(self, m: Mention, role: Role) -> list[int]:
        """The names after "of" that the noun explains: "the town of Kati", "the towns of Kati and Gossi"."""
        if role.cls not in _EXPLAINED:
            return []
        return [e for i in self.tree.preps(m.head).get("of", []) for e in self._explains(role, i, m)]

    def _explains(self, role: Role, token: int, m: Mention) -> list[int]:
        """What the name at the token means, in a list, where it is of the noun's class."""
        named = [o for o in self.owners.at(token, m) if o.kind in ("name", "metonym")]
        return [o.entities[0] for o in named if self.draft.entities[o.entities[0]].type in _EXPLAINED[role.cls]]

    def _nationality(self, token: int, m: Mention) -> list[int]:
        """The state, in a list, whose adjective the token is: "the Serbian state"."""
        return [
            e
            for o in self.owners.at(token, m)
            if o.kind == "demonym"
            for e in o.entities[:1]
            if self.draft.entities[e].type == "State"
        ]


def beside_complement(draft: Draft, title: int) -> Iterator[int]:
    """The head of the person's name that the parser hung on a title's complement: "The governor of Utah, Ana Ruiz,"."""
    tree = draft.tree
    for place in tree.preps(title).get("of", ()):
        for name in tree.of(place, "appos"):
            named = [m for m in draft.mentions_at(name) if m.kind == "name" and m.head == name]
            parted = any(tree.words[draft.indices(m.start, m.end).start - 1] == "," for m in named)
            if parted and all(m.type == "Person" for m in named) and not _is_person(draft, place):
                yield name


def _is_person(draft: Draft, token: int) -> bool:
    return any(m.type == "Person" for m in draft.mentions_at(token))


def _fits(role: Role, kinds: frozenset[str], *, bare: bool) -> Callable[[Entity], bool]:
    """Of the class, and named; for a body also of the noun ("the church") unless the noun says little ("the group")."""
    if role.noun == "party":
        return lambda e: e.type == "Party"
    if role.noun == "capital":
        return lambda e: e.type in kinds and is_capital(e)
    if bare and role.noun in _CIVIL:
        return lambda e: e.type == "Organisation" and not e.name.islower()
    if role.cls in _BODIES and not (bare and role.noun in _VAGUE):
        return lambda e: e.type in kinds and role.noun in e.name.lower().split()
    return lambda e: e.type in kinds and not e.name.islower()


def _but(fits: Callable[[Entity], bool], others: frozenset[int]) -> Callable[[Entity], bool]:
    return lambda e: id(e) not in others and fits(e)


def is_capital(e: Entity) -> bool:
    """Whether the gazetteer knows the town for one by which its government goes."""
    return any(c.kind == "metonym" for c in knowledge().lookup(e.name))
