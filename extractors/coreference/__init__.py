"""Who is meant: every mention gets its entities, and words that only point ("they", "both") become mentions.

Names are grouped over the whole text first (`aliases`). Then the text is walked through from left to right: role nouns
(`descriptions`), expressions for two parties at once (`groups`) and pronouns (`pronouns`) are resolved to what has been
spoken of before them (`discourse`).
"""

from extractors.coreference.aliases import Names
from extractors.coreference.descriptions import Descriptions
from extractors.coreference.discourse import Discourse, Key
from extractors.coreference.epithets import Epithets, is_person_noun
from extractors.coreference.groups import Groups, is_each_other
from extractors.coreference.interviews import answer_first_person
from extractors.coreference.persons import Genders, gender_of
from extractors.coreference.pronouns import FIRST_PLURAL, FIRST_SINGULAR, THIRD, Pronouns
from extractors.coreference.voices import Voices
from extractors.draft import Draft, Mention
from extractors.phrases import is_plural, left_edge, word_set
from kg.model import MentionKind

_FIRST = FIRST_SINGULAR | FIRST_PLURAL
_POINTING = frozenset((*THIRD, *_FIRST, "both", "each", "one"))
_ANYBODY = word_set("those anyone anybody everyone everybody someone somebody nobody whoever")
_MODIFYING = frozenset(("compound", "nmod", "npadvmod"))
_NO_REFERENCE = _MODIFYING | {"attr", "appos"}
_SINGULAR = frozenset(("State", "Organisation", "Government"))
"""One of these is "it", also under a plural name ("the Emirates", "the United Nations")."""
_FORCES = word_set(
    "national armed air defence defense ground land special security border coast republican presidential royal "
    "revolutionary central general military naval federal government civil people's popular arab"
)
"""Words in the names of states' own forces."""
_COLLECTIVES = frozenset(("force", "organ", "body", "group", "organisation"))


def resolve_coreference(draft: Draft) -> Draft:
    """Fill `draft.entities` and the entities of every mention; phrases that mean nobody known are dropped."""
    if not len(draft.doc):
        return draft
    names = Names(draft)
    names.group(m for m in draft.mentions if is_name(m))
    walk = Walk(draft, names)
    walk.run()
    answer_first_person(draft, walk.discourse.tree, walk.unspoken, names)
    for m in draft.mentions:
        if m.given and not m.entities:
            names.put(m, names.named(draft.text[m.start : m.end], m.type))
    draft.keep_mentions(lambda m: bool(m.entities))
    draft.add_mentions(walk.found)
    return draft


def is_name(m: Mention) -> bool:
    """Whether the mention itself says whom it means; a given description is taken by its words."""
    return m.kind in ("name", "demonym", "metonym") or (m.given and (m.kind == "nominal" or m.qid is not None))


class Walk:
    """The text from left to right. `found` are new mentions, `unspoken` the "I" and "you" outside of quotations."""

    def __init__(self, draft: Draft, names: Names) -> None:
        self.draft, self.names = draft, names
        self.discourse = Discourse(draft)
        self.tree = self.discourse.tree
        self.voices = Voices(self.discourse)
        self.genders = Genders(draft)
        self.epithets = Epithets(self.discourse)
        self.descriptions = Descriptions(self.discourse, names)
        self.groups = Groups(self.discourse, self.voices)
        self.pronouns = Pronouns(self.discourse, self.genders, self.voices, self.descriptions.titles)
        self.found: list[Mention] = []
        self.unspoken: list[int] = []
        self._quoted: list[int] = []
        self._chains: dict[int, Key] = {}

    def run(self) -> None:
        """Resolve and remember, token by token."""
        for m in self.draft.mentions:
            if m.type == "Person" and m.kind == "name" and m.entities:
                self.descriptions.titles.survey(m, self._first(m))
        for n, (first, last) in enumerate(self.tree.sentences):
            self.discourse.advance(n)
            for token in range(first, last):
                self._token(token)
        self.voices.forget()
        for token in self._quoted:
            self._pronoun(token, self.pronouns.first_person(token))

    def _token(self, token: int) -> None:
        mentions = self.discourse.by_head.get(token)
        if mentions and not all(m.kind == "pronoun" for m in mentions):
            for m in mentions:
                self._mention(m)
            self._note(token)
        elif self.tree.words[token] in _POINTING:
            self._pointer(token, self.tree.words[token])
        elif self.tree.words[token] in _ANYBODY:
            self._anybody(token)
        elif self.tree.is_noun(token) and self.tree.deps[token] not in _MODIFYING:
            self._noun(token)

    def _pointer(self, token: int, word: str) -> None:
        if word in THIRD:
            self._pronoun(token, self.pronouns.resolve(token))
        elif word in _FIRST:
            self._first_person(token)
        elif word == "both":
            self._pronoun(token, self.groups.bare_both(token))
        elif is_each_other(self.tree.words, token):
            self._pronoun(token + 1, self.groups.each_other(token + 1), first=token)

    def _mention(self, m: Mention) -> None:
        if not m.entities and m.role:
            called = self.epithets.meant(m.head)
            self._set(m, self.groups.described(m) or self.descriptions.resolve(m) or called)
        elif m.role and not m.qid and not m.given:
            self._refine(m)
        if m.entities and (m.role in ("body", "coalition") or self._is_state_s(m)):
            self.descriptions.remember(m)
        for e in m.entities:
            if m.kind == "name":
                self.epithets.name(m, e)
            if self.draft.entities[e].type == "Person" and m.kind == "name":
                self.descriptions.titles.note(m, self._first(m))

    def _is_state_s(self, m: Mention) -> bool:
        """Whether the mention is a state's force by its own name: "the army" is the "Congolese army" named before."""
        return m.role == "force" and m.kind == "name" and self.draft.entities[m.entities[0]].type == "Government"

    def _refine(self, m: Mention) -> None:
        """A name headed by a role noun ("Azeri Foreign Ministry") is read by its noun where that tells whose it is."""
        if self._is_named_apart(m):
            m.role, m.name = None, ""
        elif self.descriptions.owners.of(m, self._first(m)):
            meant = self.descriptions.resolve(m)
            if meant and meant != m.entities:
                before, m.entities = m.entities, []
                for e in before:
                    self.draft.entities[e].mentions.remove(m)
                self._set(m, meant)
                self._follow(before, meant)

    def _is_named_apart(self, m: Mention) -> bool:
        """Whether a force has a name that no state's has: "Myanmar National Democratic Alliance Army"."""
        words = self.tree.texts[self._first(m) : m.head]
        own = [w for w in words[1:] if w[:1].isupper() and w.lower() not in _FORCES]
        return m.role == "force" and m.type == "ArmedGroup" and len(own) > 1

    def _follow(self, before: list[int], meant: list[int]) -> None:
        """Let pronouns that stood before a name ("“We did not,” the Foreign Ministry said") mean what it means."""
        for e in before if len(meant) == 1 else ():
            left = self.draft.entities[e].mentions
            if left and all(o.kind == "pronoun" for o in left):
                self.draft.entities[e].mentions = []
                for o in left:
                    o.entities = [k for k in o.entities if k != e]
                    self._set(o, meant)

    def _first(self, m: Mention) -> int:
        first = m.head
        while first > 0 and self.tree.starts[first - 1] >= m.start:
            first -= 1
        return first

    def _set(self, m: Mention, entities: list[int]) -> None:
        for e in entities:
            self.names.put(m, e)

    def _note(self, token: int) -> None:
        entities = self.discourse.entities_at(token)
        if not entities:
            self._ordinary(token)
            return
        named = self.draft.entities[entities[0]]
        one = len(entities) == 1 and named.type in _SINGULAR and not named.name.islower()
        plural: bool | None = (is_plural(self.tree, token) and not one) or len(entities) > 1
        if not plural and any(m.role in _COLLECTIVES for m in self.discourse.by_head[token]):
            plural = None
        person = self.draft.entities[entities[0]].type == "Person"
        self.discourse.note(tuple(entities), token, plural=plural, person=person)
        self.discourse.oppose(token, tuple(entities))
        self._join(token, entities)

    def _join(self, token: int, entities: list[int]) -> None:
        """Several joined by "and" are one more thing that "they" or "both" may mean."""
        first = token
        while self.tree.deps[first] == "conj":
            first = self.tree.heads[first]
        before = self._chains.get(first, ())
        if before and not self._are_alike(before[0], entities[0]):
            return
        chain = tuple(dict.fromkeys((*before, *entities)))
        self._chains[first] = chain
        if first != token and len(chain) > len(before) > 0:
            self.discourse.join(before, chain, first)

    def _are_alike(self, one: int, other: int) -> bool:
        kinds = [self.draft.entities[e].type == "Person" for e in (one, other)]
        return kinds[0] == kinds[1]

    def _noun(self, token: int) -> None:
        """A noun that no stage before has marked: what the text has called somebody, or an ordinary thing."""
        meant = self.epithets.meant(token)
        if meant:
            self._found(token, left_edge(self.tree, token), "nominal", meant)
        elif self.tree.deps[token] not in _NO_REFERENCE:
            self._ordinary(token)

    def _ordinary(self, token: int) -> None:
        if any(self.discourse.by_head.get(k) for k in self.tree.of(token, "appos")):
            return
        noun = self.tree.lemmas[token]
        plural, person = is_plural(self.tree, token), is_person_noun(noun)
        self.discourse.note((-token - 1,), token, plural=plural, person=person, gender=gender_of(noun))

    def _anybody(self, token: int) -> None:
        """ "Those who fear for their lives", "nobody says what they think": persons, and none that is known."""
        if self.tree.words[token] != "those" or self.tree.of(token, "relcl", "acl"):
            self.discourse.note((-token - 1,), token, plural=None, person=True)

    def _first_person(self, token: int) -> None:
        if self.voices.quote(token) is None:
            self.unspoken.append(token)
            return
        meant = self.pronouns.first_person(token)
        if meant:
            self._pronoun(token, meant)
        else:  # its speaker may be "he", who comes after
            self._quoted.append(token)

    def _pronoun(self, token: int, entities: list[int], first: int | None = None) -> None:
        if not entities:
            return
        given = next((m for m in self.discourse.by_head.get(token, ()) if m.kind == "pronoun"), None)
        if given:
            self._set(given, entities)
            self._note(token)
        else:
            self._found(token, token if first is None else first, "pronoun", entities)

    def _found(self, token: int, first: int, kind: MentionKind, entities: list[int]) -> None:
        """A new mention, from the first token to the token that is its head."""
        start, end = self.tree.starts[first], self.tree.ends[token]
        m = Mention(start, end, kind, self.draft.entities[entities[0]].type, token)
        if not self.draft.is_quiet(start, end):
            self.found.append(m)
            self.discourse.by_head.setdefault(token, []).append(m)
        self._set(m, entities)
        self._note(token)
