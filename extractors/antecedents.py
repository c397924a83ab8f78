"""What a definite description takes up: "the country", "the group", "the breakaway republic"."""

from collections.abc import Callable

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
_GROUND = ("state", "region", "city")
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
        named = self._apposed(m, role) or self._explained(m, role, first)
        if named or not self._takes_up(m, role, first):
            return named
        if role.cls == "person":
            return self.titles.bearers(role)[-1:]
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

    def beside(self, head: int) -> int | None:
        """The head of the phrase to which a noun is an apposition, alone or joined by "and"."""
        while self.tree.deps[head] == "conj":
            head = self.tree.heads[head]
        return self.tree.heads[head] if self.tree.deps[head] == "appos" else None

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

    def _apposed(self, m: Mention, role: Role) -> list[int]:
        """What the noun stands beside: "Karabakh, a mountainous region"."""
        beside = self.beside(m.head)
        found = self.discourse.entities_at(beside)[:1] if beside is not None else []
        return [e for e in found if any(self.draft.entities[e].type in kinds for kinds in _KINDS[role.cls])]

    def _explained(self, m: Mention, role: Role, first: int) -> list[int]:
        """The name that the noun only explains: "the unrecognised Karabakh republic", "the city of Mosul"."""
        if role.cls not in _GROUND:
            return []
        inner = [i for i in range(first, m.head) if self.tree.deps[i] in ("compound", "nmod", "amod")]
        for i in inner or self.tree.preps(m.head).get("of", []):
            for o in self.owners.at(i, m):
                if o.kind in ("name", "metonym") and self.draft.entities[o.entities[0]].type in _LAND:
                    return o.entities[:1]
        return []


_LAND = word_set("State Region Place City")


def _fits(role: Role, kinds: frozenset[str], *, bare: bool) -> Callable[[Entity], bool]:
    """Of the class, and named; for a body also of the noun ("the church") unless the noun says little ("the group")."""
    if role.cls in _BODIES and not (bare and role.noun in _VAGUE):
        return lambda e: e.type in kinds and role.noun in e.name.lower().split()
    return lambda e: e.type in kinds and not e.name.islower()
