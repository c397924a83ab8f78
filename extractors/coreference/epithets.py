"""What a text calls those it names, in any noun: "Amir Haddad, a 14-year-old boy, …", later "the boy".

An apposition or a predicate ("Haddad is a pupil") speaks of the one beside it, and so does afterwards the definite noun
alone, until the text brings in another of the kind ("a boy"). Role nouns that `descriptions` explains are its own.
"""

from extractors.coreference.discourse import Discourse
from extractors.coreference.persons import gender_of
from extractors.draft import Mention
from extractors.phrases import POSSESSIVE, left_edge, word_set
from extractors.roles import roles

_THIS = frozenset(("the", "this", "that"))
_A = frozenset(("a", "an", "another", "one", "every", "each", "any", "no", "some"))
_TELLING = word_set("other second third first last next same former late new old only another latter")
"""Adjectives by which a definite noun may mean another than the one so called before."""
_UNKNOWN = -1
"""The owner of a noun whose "his" means nobody known."""
_PERSONS = frozenset(("office", "person"))
_PEOPLE = _PERSONS | {"civilians", "group"}
_AGENTS = ("er", "or", "ist", "ian", "man", "woman", "ant", "eer", "ee")
_NO_AGENTS = word_set(
    "disaster danger factor matter order disorder number horror terror error power answer murder honor mirror letter "
    "chapter barrier trigger corner quarter border river water winter summer weather paper tower cancer fever floor "
    "door harbor color labor plant want grant restaurant"
)
"""Nouns that end like those of persons."""
_UNIQUE = frozenset(("State", "Ethnicity", "City"))
_OTHERWISE = word_set(
    "house times post cross star sun street guard front line day people news world way guardian watch pass field week "
    "plan deal mail journal service services office offices state states nation nations east west north south "
    "time press centre center union council city town force war year act"
)
"""Last words of names that stand alone for something else: "the post", "the house", "the line"."""
_NAMED, _AS = frozenset(("named", "called", "nicknamed")), ("oprd", "dobj", "attr")
_CLAUSES = ("relcl", "acl", "prep")
_DETERMINERS = _THIS | _A | POSSESSIVE
_COMMAS = frozenset((",", "-", "–", "—", "--", "("))
_PARTING = _COMMAS | _NAMED | {"as", "“", '"', "‘", "'"}


def is_person_noun(noun: str) -> bool:
    """Whether a noun in its dictionary form is known to speak of persons."""
    role = roles().by_noun.get(noun)
    return gender_of(noun) is not None or (role is not None and role.cls in _PERSONS)


def _may_be_person(noun: str) -> bool:
    """Whether a noun may speak of a person: one in "-er" too, so that a lawyer named in apposition is one."""
    role = roles().by_noun.get(noun)
    if role is not None:
        return is_person_noun(noun) or role.cls in _PEOPLE
    return is_person_noun(noun) or (noun.endswith(_AGENTS) and noun not in _NO_AGENTS)


class Epithets:
    """The nouns by which the actors of a text were called, in the order of the text."""

    def __init__(self, discourse: Discourse) -> None:
        self.discourse = discourse
        self.draft, self.tree = discourse.draft, discourse.tree
        self._called: dict[str, int] = {}
        self._kin: dict[tuple[int, str], int] = {}

    def meant(self, token: int) -> list[int]:
        """The entity, in a list, that the singular noun at the token speaks of; none where nothing tells."""
        tree, noun = self.tree, self.tree.lemmas[token]
        if tree.tags[token] != "NN":
            return []
        first = left_edge(tree, token)
        owner = self._owner(first, token)
        beside = self._beside(token, first) or self._predicated(token)
        if beside:
            self.note(noun, beside[0], owner)
            return beside
        if owner is not None:
            return [self._kin[owner, noun]] if (owner, noun) in self._kin else []
        if tree.words[first] in _A:
            self._called.pop(noun, None)
        return self._again(token, first)

    def note(self, noun: str, entity: int, owner: int | None = None) -> None:
        """The entity was called by the noun; where the noun has an owner, it is that one's ("his brother")."""
        if owner is None:
            self._called[noun] = entity
        elif owner != _UNKNOWN:
            self._kin[owner, noun] = entity

    def name(self, m: Mention, entity: int) -> None:
        """Something was named: "the canal" is the Suez Canal now; for a person see `_title`."""
        if self.draft.entities[entity].type == "Person":
            self._title(m, entity)
        elif m.kind == "name" and self.draft.entities[entity].type not in _UNIQUE:
            noun = self.tree.words[m.head]
            longer = m.start < self.tree.starts[m.head] and self.tree.tags[m.head] == "NNP"
            if longer and noun not in _OTHERWISE and noun not in roles().by_noun:
                self.note(noun, entity)

    def _title(self, m: Mention, entity: int) -> None:
        """What stands right before the name calls the person: "student" in "Texas student Ana Ruiz"."""
        for i in self.tree.of(m.head, "compound", "nmod"):
            if self.tree.tags[i] == "NN" and self.tree.starts[i] < m.start:
                owner = self._owner(left_edge(self.tree, m.head), i)
                self.note(self.tree.lemmas[i], entity, owner)

    def _owner(self, first: int, token: int) -> int | None:
        """Whose it is by a possessive pronoun or a genitive before the noun."""
        for i in range(first, token):
            if self.tree.words[i] in POSSESSIVE or self.tree.deps[i] == "poss":
                found = self.discourse.entities_at(i)
                return found[0] if len(found) == 1 else _UNKNOWN
        return None

    def _beside(self, token: int, first: int) -> list[int]:
        """Who is named in apposition to the noun, before or after it, or after "named"."""
        tree = self.tree
        if tree.words[first] not in _DETERMINERS and tree.deps[first] != "poss":
            return []
        others = [tree.heads[token]] if tree.deps[token] == "appos" else tree.of(token, "appos")
        others += [k for clause in tree.of(token, "acl") if tree.words[clause] in _NAMED for k in tree.of(clause, *_AS)]
        fitting = (found for o in others if self._adjoins(o, token, first) and (found := self._one(o, token)))
        return next(fitting, [])

    def _adjoins(self, other: int, token: int, first: int) -> bool:
        """Whether only a comma, a bracket or "named" parts the noun from a name after it, a comma from one before."""
        words = self.tree.words
        if other < first:
            return words[first - 1] in _COMMAS and not self._is_listed(token)
        named = next((m for m in self.discourse.by_head.get(other, ()) if m.kind == "name"), None)
        between = words[token + 1 : self.draft.indices(named.start, named.end).start] if named else ["-"]
        return all(word in _PARTING for word in between)

    def _is_listed(self, token: int) -> bool:
        """Whether the noun is one of several things rather than another word for one: "the port, the mine and …"."""
        return bool(self.tree.of(token, "conj")) and not _may_be_person(self.tree.lemmas[token])

    def _predicated(self, token: int) -> list[int]:
        """Of whom it is said that he is such a one; no question, no negation, nothing that only may be."""
        tree, verb = self.tree, self.tree.heads[token]
        if tree.deps[token] != "attr" or tree.lemmas[verb] != "be" or tree.of(verb, "neg", "aux", "mark"):
            return []
        subject = tree.kid(verb, "nsubj")
        first = left_edge(tree, token)
        if subject is None or subject > verb or tree.words[first] not in ("a", "an", "the"):
            return []
        return self._one(subject, token)

    def _one(self, other: int, token: int) -> list[int]:
        """The single entity that the other token speaks of, where the noun is of its kind."""
        found = self.discourse.entities_at(other)
        if len(found) != 1 or self.tree.of(other, "conj"):
            return []
        if all(m.kind == "demonym" for m in self.discourse.by_head[other]):
            return []
        person = self.draft.entities[found[0]].type == "Person"
        return found if person == _may_be_person(self.tree.lemmas[token]) else []

    def _again(self, token: int, first: int) -> list[int]:
        """The one so called before, where the noun is definite and nothing tells it from that one."""
        entity = self._called.get(self.tree.lemmas[token])
        told = self.tree.of(token, *_CLAUSES) and self.tree.words[token + 1 : token + 2] != [","]
        if entity is None or self.tree.words[first] not in _THIS or told:
            return []
        between = range(first + 1, token)
        other = any(self.tree.tags[i] != "JJ" or self.tree.words[i] in _TELLING for i in between)
        return [] if other else [entity]
