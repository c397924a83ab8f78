"""Pronouns of the third person: the most salient referent that agrees and that the sentence's structure allows.

After Lappin and Leass 1994 (salience, filters of agreement and of binding). What is not a reference is left alone: "it
is raining", "it is clear that"; so is a pronoun whose most salient referent is no actor.
"""

from dataclasses import dataclass

from extractors.coreference.binding import HOSTILE, agents, announced, is_bound, is_foe_s, is_joined, owner_heads
from extractors.coreference.discourse import Discourse, Referent
from extractors.coreference.persons import Genders
from extractors.coreference.voices import Voices
from extractors.phrases import is_plural, word_set
from extractors.tree import Tree

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
_SUGGESTED, _SAYER, _ONE_OF_SEVERAL, _PARALLEL = 2.0, 2.5, 0.5, 1.5
"""What it counts to be the likely owner, who is quoted, one of several that are joined, an object as "it" is."""
_DONE_TO_PARTIES = (HOSTILE - {"violate"}) | word_set("recognise recognize arm urge fund sponsor invite")
_TOLD = word_set(
    "deny confirm say admit believe know doubt acknowledge announce prove claim explain regret mean understand concede"
)
_TOLD_OF = word_set("proof evidence sign doubt news knowledge word aware sure certain hear know learn")
_NATIONAL = word_set("territory soil border airspace citizen sovereignty independence population coast land national")


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
        if form == "it" and (is_pleonastic(tree, token) or _is_matter(tree, token)):
            return []
        following = self._following(token, form)
        if following:
            return following
        best = next(self.discourse.ranked(lambda r: self._fits(r, token, form)), None)
        if best is None or best.key[0] < 0 or self._is_far(best, token):
            return []
        if form in ("m", "f"):
            self.genders.learn(best.key[0], form)
        return [self._nation(e, token) for e in best.key]

    def _is_far(self, r: Referent, token: int) -> bool:
        """Whether "it", as an object, would reach into an earlier sentence for what nothing shows to be a party."""
        tree = self.discourse.tree
        if tree.words[token] != "it" or tree.deps[token] != "dobj" or r.sentence == self.discourse.sentence:
            return False
        return tree.lemmas[tree.heads[token]] not in _DONE_TO_PARTIES

    def _following(self, token: int, form: str) -> list[int]:
        """The named subject that comes after the pronoun, in a list, where the phrase is set in front of it."""
        heads = announced(self.discourse.tree, token)
        found = [e for h in heads for e in self.discourse.entities_at(h)]
        if not found or self.voices.quote(token) is not None:
            return []
        plural = is_plural(self.discourse.tree, heads[0])
        person = self.discourse.draft.entities[found[0]].type == "Person"
        return found if self._agreement(Referent(tuple(found), plural=plural, person=person), form) else []

    def _nation(self, entity: int, token: int) -> int:
        """The state of a ministry whose "territory" or "borders" are spoken of; else the entity."""
        tree = self.discourse.tree
        national = tree.deps[token] == "poss" and tree.lemmas[tree.heads[token]] in _NATIONAL
        return self.discourse.side(entity) if national else entity

    def _agreeing(self, entities: list[int], form: str) -> list[int]:
        kinds = {self.discourse.draft.entities[e].type == "Person" for e in entities}
        return entities if form == "they" or kinds == {form in ("m", "f")} else []

    def _fits(self, r: Referent, token: int, form: str) -> float:
        if self.discourse.sentence - r.sentence > _WITHIN[form]:
            return 0.0
        if r.key[0] < 0 and form in ("it", "they") and self.voices.is_sayer(token):
            return 0.0
        agreement = self._agreement(r, form)
        tree = self.discourse.tree
        here = r.heads if r.sentence == self.discourse.sentence else []
        if not agreement or is_bound(tree, here, token):
            return 0.0
        return agreement * self._voice(r, token) * self._structure(here, token, form)

    def _structure(self, here: list[int], token: int, form: str) -> float:
        """What the places of the pronoun and of the referent in the sentence suggest."""
        tree, factor = self.discourse.tree, 1.0
        if not here:
            return factor
        if tree.deps[token] == "poss":
            if is_foe_s(tree, token):
                factor *= 0.0 if any(h in agents(tree, token) for h in here) else _SUGGESTED
            elif any(h in owner_heads(tree, token) for h in here):
                factor *= _SUGGESTED
        if any(h in self.voices.reporting(token) for h in here):
            factor *= _SAYER
        if form != "they" and is_joined(tree, here, token):
            factor *= _ONE_OF_SEVERAL
        acted_on = tree.deps[token] == "dobj" and tree.lemmas[tree.heads[token]] in _DONE_TO_PARTIES
        if tree.deps[token] == "dobj" and not acted_on and any(tree.deps[h] == "dobj" for h in here):
            factor *= _PARALLEL
        return factor

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


def _noun_agrees(r: Referent, form: str) -> bool:
    if form == "they":
        return r.plural is not False
    return not r.plural and r.person == (form != "it")


def _is_matter(tree: Tree, token: int) -> bool:
    """Whether "it" is what someone says or knows, no actor: "Chad denied it", "there is no proof of it"."""
    verb = tree.heads[token]
    if tree.words[token] != "it" or tree.deps[token] not in ("dobj", "pobj"):
        return False
    if tree.deps[token] == "dobj":
        return tree.lemmas[verb] in _TOLD
    return tree.words[verb] in ("of", "about") and tree.lemmas[tree.heads[verb]] in _TOLD_OF


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
