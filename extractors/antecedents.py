"""What a definite description takes up: "the country", "the group", "the breakaway republic"."""

from collections.abc import Callable, Iterator

from extractors.discourse import Discourse
from extractors.draft import Entity, Mention
from extractors.owners import Owners
from extractors.phrases import POSSESSIVE, is_definite, is_plural, word_set
from extractors.roles import Role
from extractors.titles import Titles

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
_DOMINANT = 3


class Antecedents:
    """Finds them, in the order of the text."""

    def __init__(self, discourse: Discourse, owners: Owners, titles: Titles) -> None:
        self.discourse, self.owners, self.titles = discourse, owners, titles
        self.draft, self.tree = discourse.draft, discourse.tree

    def of(self, m: Mention, role: Role, first: int) -> list[int]:
        """The entity, in a list, that the phrase from the token on means; none where nothing tells."""
        if role.cls not in _KINDS:
            return []
        several = is_plural(self.tree, m.head)  # "some countries, notably France"
        named = [] if several else self.alongside(m, frozenset().union(*_KINDS[role.cls]))
        named = named or self._explained(m, role, first)
        if named or not self._takes_up(m, role, first):
            return named
        if role.cls == "person":
            return self.titles.bearer(role, None)
        if role.cls == "state" and "our" in self.tree.words[first : m.head]:
            return self.home()
        return self._nearest(role, bare=m.head - first == 1)

    def home(self) -> list[int]:
        """The state that the text is about, in a list: the only one, or one named three times as often as any other."""
        states = [(i, e) for i, e in enumerate(self.draft.entities) if e.type == "State"]
        counts = sorted(((len(e.mentions), -i) for i, e in states), reverse=True)
        if counts and (len(counts) == 1 or counts[0][0] >= _DOMINANT * counts[1][0]):
            return [-counts[0][1]]
        return []

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
        if self.tree.deps[head] == "appos":
            yield self.tree.heads[head]
        yield from self.tree.of(m.head, "appos")
        after = m.head + 1
        if self.tree.words[after : after + 1] == [","]:  # what the parser did not see: "the president, Ivan Petrov,"
            after += 1
        if after < len(self.tree.words):
            named = self.draft.mentions_at(after)
            person = after == m.head + 1 or any(o.type == "Person" for o in named)
            yield from (o.head for o in named if person and o.kind == "name" and o.start == self.tree.starts[after])

    def _takes_up(self, m: Mention, role: Role, first: int) -> bool:
        """Whether the phrase is definite, of one, and holds nothing that tells its thing from the one named before."""
        before = range(first, m.head)
        if not is_definite(self.tree, first, m.head) or is_plural(self.tree, m.head):
            return False
        if role.cls not in _POSSESSED and any(self.tree.words[i] in POSSESSIVE for i in before):
            return False
        if any(self.tree.tags[i] in PROPER or self.tree.words[i] in _OTHER for i in before):
            return False
        return not self.tree.of(m.head, "relcl", "acl") and "of" not in self.tree.preps(m.head)

    def _nearest(self, role: Role, *, bare: bool) -> list[int]:
        for kinds in _KINDS[role.cls]:
            near = self.discourse.nearest(_fits(role, kinds, bare=bare), WITHIN)
            if near is not None:
                return [near]
        return []

    def _explained(self, m: Mention, role: Role, first: int) -> list[int]:
        """The name that the noun only explains: "the unrecognised Karabakh republic", "the city of Mosul"."""
        if role.cls not in _EXPLAINED:
            return []
        inner = [i for i in range(first, m.head) if self.tree.deps[i] in ("compound", "nmod", "amod")]
        for i in inner or self.tree.preps(m.head).get("of", []):
            for o in self.owners.at(i, m):
                kind = self.draft.entities[o.entities[0]].type
                if o.kind in ("name", "metonym") and kind in _EXPLAINED[role.cls]:
                    return o.entities[:1]
        return []


def _fits(role: Role, kinds: frozenset[str], *, bare: bool) -> Callable[[Entity], bool]:
    """Of the class, and named; for a body also of the noun ("the church") unless the noun says little ("the group")."""
    if role.cls in _BODIES and not (bare and role.noun in _VAGUE):
        return lambda e: e.type in kinds and role.noun in e.name.lower().split()
    return lambda e: e.type in kinds and not e.name.islower()
