"""Pronouns of the third person: the most salient referent that agrees and that the sentence's structure allows.

After Lappin and Leass 1994 (salience, filters of agreement and of binding). What is not a reference is left alone: "it
is raining", "it is clear that"; so is a pronoun whose most salient referent is no actor.
"""

from dataclasses import dataclass

from extractors.discourse import Discourse, Referent
from extractors.persons import Genders
from extractors.phrases import subjects, verb_above, word_set
from extractors.tree import Tree
from extractors.voices import Voices

_FORMS = {
    "m": "he him his himself",
    "f": "she her hers herself",
    "it": "it its itself",
    "they": "they them their theirs themselves",
}
THIRD = {word: form for form, words in _FORMS.items() for word in words.split()}
FIRST_SINGULAR = word_set("i me my mine myself")
FIRST_PLURAL = word_set("we us our ours ourselves")
_REFLEXIVE = frozenset(("himself", "herself", "itself", "themselves"))
_WITHIN = {"m": 3, "f": 3, "it": 1, "they": 1}
_WEATHER = word_set("rain snow hail drizzle thunder freeze")
_SEEMING = word_set("seem appear turn happen take matter remain follow become get emerge transpire")
_SINGULAR_THEY = {
    "ArmedGroup": 0.8,
    "Organisation": 0.6,
    "Government": 0.6,
    "Party": 0.6,
    "Alliance": 0.6,
    "State": 0.2,
    "Ethnicity": 1.0,
}
_IT = {
    "State": 1.0,
    "ArmedGroup": 0.9,
    "Organisation": 1.0,
    "Government": 1.0,
    "Party": 1.0,
    "Alliance": 1.0,
    "Region": 0.8,
    "Place": 0.5,
    "City": 0.5,
}
_COLLECTIVE = 0.7
"""How readily "they" takes up "the army", which is one and many."""
_OWN_SUBJECT = 2.0
_ARGUMENTS = frozenset(("nsubj", "nsubjpass", "dobj", "dative", "pobj", "agent"))


@dataclass(slots=True)
class Pronouns:
    """Resolves them, in the order of the text."""

    discourse: Discourse
    genders: Genders
    voices: Voices

    def resolve(self, token: int) -> list[int]:
        """The entities that the pronoun means; none where it means no actor of the text."""
        tree, word = self.discourse.tree, self.discourse.tree.words[token]
        form = THIRD[word]
        if word in _REFLEXIVE:
            return self._agreeing(self.discourse.subject_of(token), form)
        if form == "it" and is_pleonastic(tree, token):
            return []
        best = next(self.discourse.ranked(lambda r: self._fits(r, token, form)), None)
        if (
            best is None
            or best.key[0] < 0
            or (word == "it" and tree.deps[token] == "dobj" and best.sentence < self.discourse.sentence)
        ):
            return []
        if form in ("m", "f"):
            self.genders.learn(best.key[0], form)
        return list(best.key)

    def _agreeing(self, entities: list[int], form: str) -> list[int]:
        kinds = {self.discourse.draft.entities[e].type == "Person" for e in entities}
        return entities if form == "they" or kinds == {form in ("m", "f")} else []

    def _fits(self, r: Referent, token: int, form: str) -> float:
        if self.discourse.sentence - r.sentence > _WITHIN[form]:
            return 0.0
        if r.key[0] < 0 and form in ("it", "they") and self.voices.is_sayer(token):
            return 0.0
        agreement = self._agreement(r, form)
        if not agreement or self._is_bound(r, token):
            return 0.0
        return agreement * self._voice(r, token) * (_OWN_SUBJECT if self._is_own_subject(r, token) else 1.0)

    def _is_own_subject(self, r: Referent, token: int) -> bool:
        """Whether the referent is the subject of the clause that holds the possessive: "Chad lost its envoy"."""
        tree = self.discourse.tree
        if tree.deps[token] != "poss" or r.sentence != self.discourse.sentence:
            return False
        verb = verb_above(tree, token)
        return verb is not None and any(s in r.heads for s in subjects(tree, verb))

    def _agreement(self, r: Referent, form: str) -> float:
        if r.key[0] < 0:
            return float(_noun_agrees(r, form))
        if len(r.key) > 1:
            return float(form == "they")
        e = self.discourse.draft.entities[r.key[0]]
        if form in ("m", "f"):
            return self.genders.allows(r.key[0], form) if e.type == "Person" and not r.plural else 0.0
        if form == "it":
            return 0.0 if r.plural else _IT.get(e.type, 0.0)
        if e.type == "Person" or r.plural:
            return float(e.type != "Person")
        return _COLLECTIVE if r.plural is None else _SINGULAR_THEY.get(e.type, 0.0)

    def _voice(self, r: Referent, token: int) -> float:
        """A speaker says "I" of himself, not "he"; so does a state of itself, more or less."""
        if self.voices.quote(token) is None:
            return 1.0
        return 0.0 if set(self.voices.speaker(token)) & set(r.key) else 1.0

    def _is_bound(self, r: Referent, token: int) -> bool:
        """Whether the referent was named in the pronoun's own clause, or holds the pronoun within it."""
        tree, discourse = self.discourse.tree, self.discourse
        if r.sentence != discourse.sentence:
            return False
        if tree.deps[token] == "poss":
            return any(_holds(tree, h, token) for h in r.heads)
        verb = verb_above(tree, token)
        if verb is None or tree.deps[token] not in _ARGUMENTS:
            return False
        shared = subjects(tree, verb) if tree.deps[token] not in ("nsubj", "nsubjpass") else []
        return any(h in shared or (tree.deps[h] in _ARGUMENTS and verb_above(tree, h) == verb) for h in r.heads)


def _noun_agrees(r: Referent, form: str) -> bool:
    if form == "they":
        return r.plural is not False
    return not r.plural and r.person == (form != "it")


def _holds(tree: Tree, head: int, token: int) -> bool:
    """Whether the token stands in the noun phrase of the head, with no clause between: "its army", of the army."""
    at = token
    while tree.heads[at] != at and not tree.is_verb(at) and tree.deps[at] != "conj":
        at = tree.heads[at]
        if at == head:
            return True
    return False


def is_pleonastic(tree: Tree, token: int) -> bool:
    """Whether "it" stands for nothing: weather, time, "it seems that", "it is clear that", clefts."""
    if tree.words[token] != "it" or tree.deps[token] not in ("nsubj", "nsubjpass", "expl", "dobj"):
        return False
    verb = tree.heads[token]
    if tree.deps[token] == "expl" or tree.lemmas[verb] in _WEATHER:
        return True
    below = [tree.deps[k] for k in tree.kids[verb]]
    clause = any(d in ("ccomp", "xcomp", "csubj", "advcl", "acl", "relcl") for d in below)
    if tree.lemmas[verb] in _SEEMING:
        return clause
    if tree.deps[token] == "nsubjpass":
        return "ccomp" in below
    return tree.lemmas[verb] == "be" and any(d in ("acomp", "attr", "npadvmod", "prep") for d in below)


def speaks_for(discourse: Discourse, voices: Voices, token: int) -> list[int]:
    """Whom "I" or "we" means inside a quotation: the speaker, for "we" only where that is a body or a state."""
    if voices.quote(token) is None:
        return []
    said = voices.speaker(token)
    if discourse.tree.words[token] in FIRST_SINGULAR:
        persons = [e for e in said if discourse.draft.entities[e].type == "Person"]
        return persons if len(persons) == len(said) == 1 else []
    return [] if any(discourse.draft.entities[e].type == "Person" for e in said) else said
