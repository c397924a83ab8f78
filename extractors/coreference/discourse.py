"""What a text has spoken of so far, and how much it stands in the foreground.

The weights are those of the RAP algorithm (Lappin and Leass 1994, "An Algorithm for Pronominal Anaphora Resolution"):
each mention adds to its referent by its place in the sentence, and all is halved from sentence to sentence.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from extractors.coreference.binding import HOSTILE
from extractors.coreference.quarrels import Quarrels
from extractors.draft import Draft, Entity, Mention
from extractors.phrases import subjects, verb_above, word_set
from extractors.tree import Tree

Key = tuple[int, ...]
"""The entities that a referent stands for; an ordinary noun, which is none, has one negative number."""

_RECENT, _HEAD_NOUN = 100.0, 80.0
_BY_ROLE = {"nsubj": 80.0, "nsubjpass": 80.0, "dobj": 50.0, "dative": 40.0, "pobj": 40.0, "agent": 40.0, "attr": 40.0}
_INNER = frozenset(("poss", "compound", "amod", "nmod"))
ACTORS = frozenset(("State", "ArmedGroup", "Region", "Alliance", "Organisation", "Party", "Ethnicity"))
_FADING, _LASTING, _FRESH = 0.85, 0.5, 2.0
_TOGETHER, _JOINED, _OPPOSED, _BETWEEN = 0.7, 1.5, 1.0, 2.0
"""What a pair counts that is named in one sentence; by "and", as attacker and attacked, or after "between", besides."""
OUTSIDE = word_set(
    "appeal broker call condemn criticise criticize facilitate host mediate monitor observe press propose urge warn"
    " welcome"
)
"""What those do who stand outside a quarrel: the two who do it together are not its "two sides"."""
_WAYS = word_set("to for from in into at through via")
"""Prepositions after a verb before what is a place, or a receiver: flights that leave "for A and B"."""
_MOST = 6


@dataclass(slots=True)
class Referent:
    """Something that may be referred to again. `heads` are the tokens that named it in the sentence last seen."""

    key: Key
    salience: float = 0.0
    sentence: int = -1
    plural: bool | None = False
    """None for a collective: one thing, of many."""
    person: bool = False
    gender: str | None = None
    """What an ordinary noun tells of it: "m" for a father; the names of persons tell more (`persons`)."""
    heads: list[int] = field(default_factory=list)


class Discourse:
    """Referents by salience, as the text is walked through from left to right."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.tree: Tree = draft.tree
        self.sentence = 0
        self.referents: dict[Key, Referent] = {}
        self.by_head: dict[int, list[Mention]] = {}
        self._named: list[dict[int, None]] = [{}]
        self._pairs: list[tuple[int, Key, float]] = []
        self._outside: dict[Key, bool] = {}
        self.quarrels = Quarrels(draft)
        for m in draft.mentions:
            self.by_head.setdefault(m.head, []).append(m)

    def advance(self, sentence: int) -> None:
        """Go on to a later sentence: what was said before fades."""
        while self.sentence < sentence:
            self.sentence += 1
            self._named.append({})
            for r in self.referents.values():
                r.salience /= 2
        self.referents = {k: r for k, r in self.referents.items() if r.salience > 1}

    def note(
        self, key: Key, head: int, *, plural: bool | None, person: bool = False, gender: str | None = None
    ) -> None:
        """The token speaks of the key's entities (or, where negative, of something that is no entity)."""
        r = self.referents.setdefault(key, Referent(key))
        if r.sentence != self.sentence:
            r.heads = []
            r.sentence = self.sentence
            r.salience += _RECENT
        r.salience += self.weight(head)
        r.plural, r.person, r.gender = plural, person, gender
        r.heads.append(head)
        for e in key:
            if e >= 0:
                self._named[-1][e] = None

    def join(self, before: Key, chain: Key, head: int) -> None:
        """The chain's entities are joined by "and", `head` the first of them; without the last they were `before`."""
        if len(before) > 1:
            self.referents.pop(before, None)
            self._pairs = [p for p in self._pairs if p[:2] != (self.sentence, before)]
        self.note(chain, head, plural=True)
        if len(chain) == 2:
            between = self.tree.deps[head] == "pobj" and self.tree.words[self.tree.heads[head]] == "between"
            self._pairs.append((self.sentence, chain, _BETWEEN if between else _JOINED))
            key = (min(chain), max(chain))
            self._outside[key] = self._outside.get(key, True) and self._stands_by(head)
            if between and self.quarrels.is_told(self.tree.heads[head]):
                self.quarrels.add(self.sentence, *key, _BETWEEN)

    def oppose(self, head: int, entities: Key) -> None:
        """Where the token is what someone attacks or accuses, each of the entities stands against the subject."""
        if self.tree.deps[head] == "dobj" and self.tree.lemmas[self.tree.heads[head]] in HOSTILE:
            for subject in self.subject_of(head):
                self._pairs.extend((self.sentence, (subject, e), _OPPOSED) for e in entities if e != subject)
                self._set_against(subject, entities)
        elif self.quarrels.is_faced(head):
            for subject in self.subject_of(head):
                self._set_against(subject, entities)

    def _set_against(self, subject: int, entities: Key) -> None:
        for e in (self.side(e) for e in entities):
            self.quarrels.add(self.sentence, self.side(subject), e, _OPPOSED)

    def adversaries(self, fits: Callable[[Entity], bool], including: int | None = None) -> Key | None:
        """The two that the text, up to here, sets against each other most (`Quarrels.foes`)."""
        return self.quarrels.foes(self.sentence, fits, including)

    def _stands_by(self, head: int) -> bool:
        """Whether the token is a place, or does what those outside a quarrel do: they urge, mediate, condemn."""
        above = self.tree.heads[head]
        if self.tree.deps[head] == "pobj":
            governor = self.tree.heads[above]
            hosting = self.tree.words[above] == "by" and self.tree.lemmas[governor] in OUTSIDE
            return hosting or (self.tree.words[above] in _WAYS and self.tree.is_verb(governor))
        return self.tree.deps[head] == "nsubj" and self.tree.lemmas[above] in OUTSIDE

    def weight(self, head: int) -> float:
        """What the token's place in its sentence adds."""
        dep, at = self.tree.deps[head], head
        while dep == "conj":
            at = self.tree.heads[at]
            dep = self.tree.deps[at]
        inner = dep in _INNER or (dep == "pobj" and self.tree.is_noun(self.tree.heads[self.tree.heads[at]]))
        aside = dep == "pobj" and at < self.tree.heads[self.tree.heads[at]]
        return _BY_ROLE.get(dep, 0.0) + (0.0 if inner or aside else _HEAD_NOUN)

    def ranked(self, fits: Callable[[Referent], float]) -> Iterator[Referent]:
        """Referents, the most salient first; `fits` gives a factor, 0 for one that cannot be meant."""
        scored = ((fits(r) * r.salience, r) for r in self.referents.values())
        for _, r in sorted((s for s in scored if s[0] > 0), key=lambda s: (-s[0], s[1].key)):
            yield r

    def nearest(self, fits: Callable[[Entity], bool], within: int) -> int | None:
        """The most salient single entity that fits and was spoken of in the last sentences."""

        def factor(r: Referent) -> float:
            near = len(r.key) == 1 and r.key[0] >= 0 and self.sentence - r.sentence <= within
            return float(near and fits(self.draft.entities[r.key[0]]))

        best = next(self.ranked(factor), None)
        return best.key[0] if best else None

    def persons(self, within: int) -> list[int]:
        """The persons that were spoken of in this sentence or the last ones."""
        near = [r.key[0] for r in self.referents.values() if len(r.key) == 1 and self.sentence - r.sentence <= within]
        return [e for e in near if e >= 0 and self.draft.entities[e].type == "Person"]

    def entities_at(self, head: int) -> list[int]:
        """The entities that the token, as a head, speaks of."""
        found = self.by_head.get(head, ())
        whole = [m for m in found if m.entities and m.kind != "demonym"] or [m for m in found if m.entities]
        return max(whole, key=lambda m: (m.given, m.end - m.start)).entities if whole else []

    def subject_of(self, token: int) -> list[int]:
        """The entities of the subject of the clause in which the token stands, coordinated ones too."""
        verb = verb_above(self.tree, token)
        if verb is None:
            return []
        found = [
            e
            for s in subjects(self.tree, verb)
            for c in self.tree.spread([s])
            if c != token
            for e in self.entities_at(c)
        ]
        return list(dict.fromkeys(found))

    def side(self, entity: int) -> int:
        """The state for which an entity acts: a ministry's; else itself."""
        e = self.draft.entities[entity]
        if e.type != "Government":
            return entity
        nation = next((m.nation for m in e.mentions if m.nation), None)
        found = (i for i, o in enumerate(self.draft.entities) if o.qid and o.qid == nation)
        return next(found, entity)

    def pair(
        self, fits: Callable[[Entity], bool], including: int | None = None, *, opposed: bool = False
    ) -> Key | None:
        """The two that the text sets side by side most, lately most of all; `including` one of them.

        Where they must be `opposed`, those who only spoke of others' quarrel together come last.

        A sentence counts for every two that it names, and more for two that it joins ("between A and B") or opposes,
        the less the longer ago; what has been joined or opposed once counts a little for the whole text.
        """
        score: dict[Key, float] = {}
        for n, named in enumerate(self._named):
            fitting = [e for e in named if fits(self.draft.entities[e])][:_MOST]
            for a, b in combinations(sorted(fitting), 2):
                score[a, b] = score.get((a, b), 0.0) + _TOGETHER * _FADING ** (self.sentence - n)
        for n, pair, worth in self._pairs:
            if all(fits(self.draft.entities[e]) for e in pair):
                key = (min(pair), max(pair))
                away = self.sentence - n
                factor = _FRESH if away < 2 else max(_FADING**away, _LASTING)
                score[key] = score.get(key, 0.0) + worth * factor
        found = [k for k in score if including is None or including in k]
        if opposed:
            found = [k for k in found if not self._outside.get(k)]
        return min(found, key=lambda k: (-score[k], k), default=None)

    def coordinated(self, within: int, without: Sequence[int] = ()) -> Key | None:
        """The last two that were joined by "and" in this sentence or the ones before it, neither of them `without`."""
        joined = (pair for n, pair, worth in reversed(self._pairs) if self.sentence - n <= within and worth != _OPPOSED)
        return next((pair for pair in joined if not set(pair) & set(without)), None)
