"""Pronouns of the third person: the most salient referent that agrees and that the sentence's structure allows.

After Lappin and Leass 1994 (salience, filters of agreement and of binding). What is not a reference is left alone: "it
is raining", "it is clear that"; so is a pronoun whose most salient referent is no actor.
"""

from dataclasses import dataclass

from extractors.coreference.binding import (
    HOSTILE,
    agents,
    announced,
    first_joined,
    is_bound,
    is_foe_s,
    is_joined,
    owner_heads,
    possessor,
)
from extractors.coreference.discourse import Discourse, Referent
from extractors.coreference.expletives import refers_to_nothing
from extractors.coreference.persons import Genders
from extractors.coreference.titles import Titles
from extractors.coreference.voices import Voices
from extractors.lexicon import class_of
from extractors.phrases import is_plural, word_set

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
_FORCE = word_set("invasion offensive airstrike bombardment incursion troop army military soldier airspace annexation")
_ARMED = frozenset(("State", "ArmedGroup", "Alliance", "Region", "Government", "Ethnicity"))
_SAYING = word_set(
    "article letter agency source media press newspaper website court indictment complaint column programme program"
    " broadcaster channel account version rumour post tweet message office team"
)
"""What says something and is no person."""
_UNARMED = 0.4
"""How readily "its" of "its invasion" takes up what has no army."""
_NATIONAL = word_set("territory soil border airspace citizen sovereignty independence population coast land national")


@dataclass(slots=True)
class Pronouns:
    """Resolves them, in the order of the text."""

    discourse: Discourse
    genders: Genders
    voices: Voices
    titles: Titles

    def resolve(self, token: int) -> list[int]:
        """The entities that the pronoun means; none where it means no actor of the text."""
        tree, word = self.discourse.tree, self.discourse.tree.words[token]
        form = THIRD[word]
        if word in _REFLEXIVE:
            return self._agreeing(self.discourse.subject_of(token), form)
        if form == "it" and refers_to_nothing(tree, token):
            return []
        if form in ("m", "f") and any(self._is_nobody(h) for h in self.voices.reporting(token)):
            return []  # "one of its leaders said that he …": nobody whom the text names
        following = self._following(token, form)
        if following is not None:
            return following
        best = next(self.discourse.ranked(lambda r: self._fits(r, token, form)), None)
        if best is None or self._is_far(best, token):
            return []
        if best.key[0] < 0:  # what "they" has taken up stays in the foreground, be it no actor
            self.discourse.note(best.key, token, plural=best.plural, person=best.person, gender=best.gender)
            return []
        if form in ("m", "f"):
            self.genders.learn(best.key[0], form)
        return [self._nation(e, token) for e in best.key]

    def _is_nobody(self, speaker: int) -> bool:
        """Whether whoever reports is a person that the text does not name: "the doctor said that he would"."""
        tree = self.discourse.tree
        if tree.words[speaker] == "one":
            return True
        thing = tree.lemmas[speaker] in class_of("records") | class_of("measures") | _SAYING
        return tree.tags[speaker] == "NN" and not thing and not self.discourse.entities_at(speaker)

    def first_person(self, token: int) -> list[int]:
        """Whom "I" or "we" means in a quotation: the speaker; for "we" the body or the state for which he speaks."""
        if self.voices.quote(token) is None:
            return []
        said, entities = self.voices.speaker(token), self.discourse.draft.entities
        persons = [e for e in said if entities[e].type == "Person"]
        if self.discourse.tree.words[token] in FIRST_SINGULAR:
            return persons if len(persons) == len(said) == 1 else []
        if not persons:
            return said
        side = self.titles.speaks_for(persons[0]) if len(said) == 1 else None
        return [] if side is None else [side]

    def _is_far(self, r: Referent, token: int) -> bool:
        """Whether "it", as an object, would reach into an earlier sentence for what nothing shows to be a party."""
        tree = self.discourse.tree
        if tree.words[token] != "it" or tree.deps[token] != "dobj" or r.sentence == self.discourse.sentence:
            return False
        return tree.lemmas[tree.heads[token]] not in _DONE_TO_PARTIES

    def _following(self, token: int, form: str) -> list[int] | None:
        """Who is the subject that comes after the pronoun, where the phrase is set in front of it; None if nothing is.

        A subject that is nobody named leaves nobody: "on its way to the coast, the column".
        """
        tree = self.discourse.tree
        heads = [] if self.voices.quote(token) is not None else announced(tree, token)
        if not heads:
            return None
        found = [e for h in heads for e in self.discourse.entities_at(h)]
        plural = is_plural(tree, heads[0])
        if not found:
            agrees = tree.is_noun(heads[0]) and tree.words[heads[0]] not in THIRD
            return [] if agrees and form in ("it", "they") and plural == (form == "they") else None
        person = self.discourse.draft.entities[found[0]].type == "Person"
        return found if self._agreement(Referent(tuple(found), plural=plural, person=person), form) else None

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
        if r.key[0] < 0 and not r.person and form in ("it", "they") and self.voices.is_sayer(token):
            return 0.0
        agreement = self._agreement(r, form)
        tree = self.discourse.tree
        here = r.heads if r.sentence == self.discourse.sentence else []
        if not agreement or is_bound(tree, here, token):
            return 0.0
        return agreement * self._voice(r, token) * self._structure(r, here, token, form)

    def _structure(self, r: Referent, here: list[int], token: int, form: str) -> float:
        """What the places of the pronoun and of the referent in the sentence suggest."""
        tree, factor = self.discourse.tree, 1.0
        if form == "it" and tree.deps[token] == "poss" and tree.lemmas[tree.heads[token]] in _FORCE:
            factor = 1.0 if self._is_armed(r) else _UNARMED
        if not here:
            return factor
        if tree.deps[token] == "poss":
            if is_foe_s(tree, token):
                factor *= 0.0 if any(h in agents(tree, token) for h in here) else _SUGGESTED
            elif any(h in owner_heads(tree, token) for h in here):
                factor *= _SUGGESTED
                if any(h in possessor(tree, first_joined(tree, tree.heads[token])) for h in here):
                    factor *= _SUGGESTED
        if any(h in self.voices.reporting(token) for h in here):
            factor *= _SAYER
        if form != "they" and is_joined(tree, here, token):
            factor *= _ONE_OF_SEVERAL
        acted_on = tree.deps[token] == "dobj" and tree.lemmas[tree.heads[token]] in _DONE_TO_PARTIES
        if tree.deps[token] == "dobj" and not acted_on and any(tree.deps[h] == "dobj" for h in here):
            factor *= _PARALLEL
        return factor

    def _is_armed(self, r: Referent) -> bool:
        """Whether a referent may have troops; what is no actor of the text is left to the other signs."""
        entities = self.discourse.draft.entities
        return r.key[0] < 0 or entities[r.key[0]].type in _ARMED

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
    return r.plural is False and r.person == (form != "it") and (form == "it" or r.gender in (None, form))
