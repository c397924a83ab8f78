"""Expressions that mean two parties at once: "the two countries", "both sides", "each other", "their rival"."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from extractors.coreference.discourse import ACTORS, OUTSIDE, Discourse
from extractors.coreference.voices import Voices
from extractors.draft import Entity, Mention
from extractors.phrases import POSSESSIVE, is_plural, left_edge, verb_above
from extractors.roles import Role, roles

_TWO = frozenset(("two", "both", "2"))
_ALL = frozenset(("all", "warring", "conflicting", "opposing", "rival", "belligerent"))
_SINGLES = frozenset(("each", "either", "neither"))
_POINTING = frozenset(("the", "these", "those", "both", "each", "either", "neither"))
_HOSTILE = frozenset(("enemy", "rival", "opposing"))
_NEIGHBOUR = frozenset(("neighbour", "neighbor"))
_BANKS = frozenset(("border", "frontier", "line", "river", "street", "road", "front", "equation", "story"))
"""What has two sides that are nobody: "both sides of the border"."""
_FIELDED = frozenset(("force", "equipment"))
_PARTIES = frozenset(("State", "ArmedGroup", "Government", "Ethnicity", "Region", "Alliance", "Party"))
_BANDS = frozenset(("ArmedGroup", "Party", "Alliance", "Ethnicity"))
"""What "both groups" can be: not the two provinces in which they fight."""
_STATES = frozenset(("State",))
_REGIONS = frozenset(("Region",))
_GROUND = frozenset(("Region", "Place", "City"))
_PERSONS = frozenset(("Person",))
_KINDS = {
    **dict.fromkeys(("office", "person"), (_PERSONS,)),
    **dict.fromkeys(("state", "peer"), (_STATES, _STATES | {"Region"})),
    "region": (_REGIONS, _GROUND),
    "city": (_GROUND,),
    "organ": (_STATES, _PARTIES, ACTORS),
    **dict.fromkeys(("group", "organisation"), (_BANDS, _BANDS | {"Organisation"})),
    **dict.fromkeys(("side", "party", "force"), (_PARTIES, ACTORS)),
}
"""The classes that a role noun's pair is looked for in, one after the other."""


@dataclass(slots=True)
class Groups:
    """Resolves them, in the order of the text."""

    discourse: Discourse
    voices: Voices

    def described(self, m: Mention) -> list[int]:
        """The parties that a role noun in the plural means: "the two countries", "all sides"; or an opponent's."""
        tree = self.discourse.tree
        role = roles().by_noun[m.name]
        first = left_edge(tree, m.head)
        words = tree.words[first : m.head]
        if role.cls == "rival" or (role.cls in _FIELDED and _HOSTILE & set(words)):
            return self.opponents(m.head, words)
        if role.noun in _NEIGHBOUR and not is_plural(tree, m.head):
            return self._neighbour(m.head)
        if not is_plural(tree, m.head) and not _SINGLES & set(words):
            return []
        if tree.of(m.head, "relcl") or any(tree.lemmas[i] in _BANKS for i in tree.preps(m.head).get("of", ())):
            return []
        sided = role.cls == "side" and (bool(_ALL & set(words)) or words[:1] in (["the"], ["both"]))
        counted = (_TWO | _SINGLES) & set(words) and _POINTING & set(words)
        if not counted and not sided and not (role.noun in _NEIGHBOUR and words == ["the"]):
            return []
        # who urges both sides is neither of them
        others = [] if tree.deps[m.head] in ("nsubj", "nsubjpass") else self.discourse.subject_of(m.head)
        others = [*others, *self._standing_by(m.head)]
        opposed = (
            role.cls in ("side", "peer")
            or (role.cls == "party" and bool(_TWO & set(words)))
            or self._is_mediated(m.head)
        )
        return self._pair(role, [self.discourse.draft.entities[e] for e in others], opposed=opposed)

    def _pair(self, role: Role, others: list[Entity], *, opposed: bool) -> list[int]:
        for kinds in _KINDS.get(role.cls, ()):
            fits = _typed(kinds, others)
            found = (self.discourse.adversaries(fits) if opposed else None) or self.discourse.pair(
                fits, opposed=opposed
            )
            if found:
                return list(found)
        return []

    def _is_mediated(self, token: int) -> bool:
        """Whether somebody who is neither speaks to both, or for peace between them."""
        return self._go_between(token) is not None

    def _go_between(self, token: int) -> int | None:
        """The verb by which somebody urges the token, or mediates between what it means."""
        verb = verb_above(self.discourse.tree, token)
        return verb if verb is not None and self.discourse.tree.lemmas[verb] in OUTSIDE else None

    def _standing_by(self, token: int) -> list[int]:
        """The states whose men mediate: Angola in "Angola's president mediates between the two countries"."""
        tree, verb = self.discourse.tree, self._go_between(token)
        subjects_ = tree.of(verb, "nsubj") if verb is not None else []
        inside = [i for s in subjects_ if s != token for i in range(left_edge(tree, s), s)]
        return [e for i in inside for e in self.discourse.entities_at(i)]

    def _parties(self, including: int | None = None, without: Sequence[int] = ()) -> list[int]:
        """The two in focus: states and armed groups before other bodies, which mostly speak of them."""
        others = [self.discourse.draft.entities[e] for e in without]
        for kinds in (_PARTIES, ACTORS):
            found = self.discourse.pair(_typed(kinds, others), including)
            if found:
                return list(found)
        return []

    def opponents(self, token: int, before: list[str]) -> list[int]:
        """Who is "their rival", "the enemy": the other of the two in focus, seen from whoever speaks or acts."""
        tree = self.discourse.tree
        owners = [e for i in range(left_edge(tree, token), token) for e in self._owner(i)]
        if not owners and not {"the", "enemy", *POSSESSIVE} & set(before):
            return []
        views = owners or self.voices.speaker(token) or self.discourse.subject_of(token)
        sides = [self.discourse.side(e) for e in views]
        if len(sides) > 1:
            return list(dict.fromkeys(sides))
        return [e for e in self._parties(sides[0]) if e != sides[0]] if sides else []

    def _owner(self, token: int) -> list[int]:
        return self.discourse.entities_at(token)

    def _neighbour(self, token: int) -> list[int]:
        """Who "its neighbour" is: the state against which the text has set the owner."""
        owners = [e for i in range(left_edge(self.discourse.tree, token), token) for e in self._owner(i)]
        sides = list(dict.fromkeys(self.discourse.side(e) for e in owners))
        if len(sides) != 1:
            return []
        found = self.discourse.adversaries(_typed(_STATES), sides[0])
        return [e for e in found or () if e != sides[0]]

    def bare_both(self, token: int) -> list[int]:
        """Whom "both" alone means: the two just joined by "and", else the two in focus."""
        tree = self.discourse.tree
        if tree.deps[token] not in ("nsubj", "nsubjpass", "dobj", "pobj", "appos") or tree.preps(token):
            return []
        # who is an ally of both is neither of them
        doers = [] if tree.deps[token] in ("nsubj", "nsubjpass") else self.discourse.subject_of(token)
        last = self.discourse.coordinated(within=1, without=doers)
        return list(last) if last else self._parties(without=doers)

    def each_other(self, token: int) -> list[int]:
        """Whom "each other" means: the subjects of its clause, where they are several."""
        found = self.discourse.subject_of(token)
        return found if len(found) > 1 else []


def _typed(kinds: frozenset[str], others: Sequence[Entity] = ()) -> Callable[[Entity], bool]:
    return lambda e: e.type in kinds and not any(e is other for other in others)


def is_each_other(words: list[str], token: int) -> bool:
    """Whether "each other" or "one another" begins at the token."""
    return " ".join(words[token : token + 2]) in ("each other", "one another")
