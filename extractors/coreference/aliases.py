"""Which names name the same thing: one item, one string, a last name, an abbreviation, a short form.

In the order of precision: what is sure is grouped first, and what is less sure joins the groups that stand.
"""

import re
from collections.abc import Iterable

from extractors.draft import Draft, Entity, Mention
from extractors.names.words import name_words
from extractors.phrases import word_set
from kg.wikidata.knowledge import knowledge

_ARTICLE = re.compile(r"^(?:the|an?)\s+", re.I)
_POSSESSIVE = re.compile(r"['’]s?$")
_SMALL = word_set("of the for and de la du von van der bin al el on in at to a an & -")
_BODIES = frozenset(("Organisation", "Government", "Alliance", "ArmedGroup", "Party"))
_GROUND = frozenset(("Place", "Region", "City"))
_DIRECTIONS = frozenset(("North", "South", "East", "West"))
_SUFFIXES = frozenset(("jr.", "jr", "sr.", "sr", "ii", "iii"))


_KNOWN_AS = re.compile(
    r"(?:, |,? \()(?:who is |which is )?(?:also |better |widely |commonly |often |popularly |usually )?"
    r"(?:(?:known|referred to) (?:by (?:his|her|its) (?:nom de guerre|alias|nickname|initials) |simply )?(?:as |by )?"
    r"|nicknamed |alias |aka |a\.k\.a\. )(?:the )?[\"“‘']?$"
)
_MANY = 3
"""Names of so many words, as Somalis and Ethiopians have, are cut to any of them that has more letters."""
_FAR = 60
"""How many characters before a name "better known as" may begin."""


def _alike(one: Mention, other: Mention) -> bool:
    return one.type == other.type or {one.type, other.type} <= _BODIES


def plain(text: str) -> str:
    """A name without its article and final possessive, its spaces made single."""
    return _ARTICLE.sub("", _POSSESSIVE.sub("", " ".join(text.split())))


class Names:
    """The entities of a draft as they are grouped from its names."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self._by_qid: dict[str, int] = {}
        self._by_name: dict[str, int] = {}
        self._words: dict[int, tuple[list[str], ...]] = {}

    def group(self, mentions: Iterable[Mention]) -> None:
        """Give each mention its entity: linked ones and equal strings first, then the shorter forms."""
        ordered = list(mentions)
        self._share_items(ordered)
        words = {id(m): plain(self.draft.text[m.start : m.end]).split() for m in ordered}
        _people_before_places(ordered, words)
        for m in sorted((m for m in ordered if m.qid), key=lambda m: (m.kind != "name", m.start)):
            self.put(m, self.item(m.qid or "", m))
        # longer names first, so that a short form finds the long one whatever their order in the text
        for m in sorted((m for m in ordered if not m.qid), key=lambda m: (-len(words[id(m)]), m.start)):
            self.put(m, self._home(m, words[id(m)]))

    def put(self, m: Mention, entity: int) -> None:
        """Let the mention speak of the entity."""
        if entity not in m.entities:
            m.entities.append(entity)
            self.draft.entities[entity].mentions.append(m)

    def item(self, qid: str, m: Mention | None = None) -> int:
        """The entity of a Wikidata item: its label and type are the gazetteer's where that knows it."""
        if qid not in self._by_qid:
            weighed = (c.item for c in m.candidates if c.item.qid == qid) if m else ()
            known = next(iter(weighed), None) or knowledge().item(qid)
            text = plain(self.draft.text[m.start : m.end]) if m else qid
            label, kind = (known.label, known.type) if known else (text, m.type if m else "Organisation")
            self._by_qid[qid] = self.add(label, m.type if m and m.given else kind, qid)
        found = self.draft.entities[self._by_qid[qid]]
        if m:
            found.score = max(found.score, m.score)
            self._by_name.setdefault(_key(self.draft.text[m.start : m.end]), self._by_qid[qid])
        return self._by_qid[qid]

    def named(self, name: str, kind: str) -> int:
        """The entity of this very name, made where there is none."""
        key = _key(name)
        if key not in self._by_name:
            self._by_name[key] = self.add(name, kind)
        return self._by_name[key]

    def known(self, name: str) -> int | None:
        """The entity of this very name, or None."""
        return self._by_name.get(_key(name))

    def add(self, name: str, kind: str, qid: str | None = None) -> int:
        """A new entity."""
        self.draft.entities.append(Entity(name, kind, qid))
        return len(self.draft.entities) - 1

    def _home(self, m: Mention, words: list[str]) -> int:
        text = " ".join(words)
        item = m.candidates[0].item if m.candidates else None
        found = self.known(text)
        if found is None and item is not None and not item.qid and not m.given and item.type == m.type:
            # "YPG" and "the Houthis" are named as the gazetteer has them, that articles agree who is meant
            found = self.named(item.label, item.type)
        if found is None and not m.given:
            found = self._in_brackets(m) if len(words) == 1 else None
        if found is None and not m.given:
            found = self._known_as(m) or self._shorter(m, words)
        if found is None:
            found = self.named(text, m.type)
        else:
            self._by_name.setdefault(_key(text), found)
        return found

    def _in_brackets(self, m: Mention) -> int | None:
        """The body behind whose longer name the mention stands in brackets: "National Liberation Army (ELN)".

        Its letters may be those of another language's name; two capitals tell it from a place ("the Church (Rome)").
        """
        text, short = self.draft.text, self.draft.text[m.start : m.end]
        if m.type not in _BODIES or sum(map(str.isupper, short)) < 2 or text[m.end : m.end + 1] not in (")", ","):
            return None
        before = text[: m.start].removesuffix("(").rstrip()
        if text[m.start - 1 : m.start] != "(":
            return None
        named = (o for o in self.draft.mentions if o.end == len(before) and o.kind == "name" and o.type in _BODIES)
        return next((o.entities[0] for o in named if len(o.entities) == 1 and o.end - o.start > m.end - m.start), None)

    def _share_items(self, mentions: list[Mention]) -> None:
        """Give who is "known as" somebody the item of the other name, where one of the two alone is linked."""
        for m in mentions:
            other = self._introduced(m)
            if other is not None and not m.given and other.qid and other.type == m.type:
                m.qid, m.score, m.candidates = other.qid, other.score, other.candidates
            elif other is not None and m.qid and other.type == m.type and not other.given:
                other.qid, other.score, other.candidates = m.qid, m.score, m.candidates

    def _known_as(self, m: Mention) -> int | None:
        other = self._introduced(m)
        return other.entities[0] if other is not None and len(other.entities) == 1 else None

    def _introduced(self, m: Mention) -> Mention | None:
        """Who is said to go by the mention's name: "Amir Haddad, better known as Abu Layth"."""
        said = _KNOWN_AS.search(self.draft.text, max(m.start - _FAR, 0), m.start)
        if said is None:
            return None
        named = (o for o in self.draft.mentions if o.end == said.start() and o.kind == "name" and _alike(o, m))
        return max(named, key=lambda o: o.end - o.start, default=None)

    def _shorter(self, m: Mention, words: list[str]) -> int | None:
        """The nearest entity before the mention, else after it, of which the words are a shorter form."""
        fitting = [
            (min((_away(m, o) for o in e.mentions if o.kind != "demonym"), default=1 << 30), i)
            for i, e in enumerate(self.draft.entities)
            if any(_fits(m, words, e, full) for full in self._full(i, e))
        ]
        return min(fitting)[1] if fitting else None

    def _full(self, index: int, e: Entity) -> tuple[list[str], ...]:
        """The words of an entity's name, and of the longest that the text has for it."""
        if index not in self._words:
            text = next((self.draft.text[o.start : o.end] for o in e.mentions if o.kind == "name"), e.name)
            forms = dict.fromkeys((plain(text), e.name))
            self._words[index] = tuple(form.split() for form in forms)
        return self._words[index]


def _people_before_places(mentions: list[Mention], words: dict[int, list[str]]) -> None:
    """Who has been named in full is meant by the last name afterwards, be it also a city's: "Clara Lyon … Lyon"."""
    last_names: set[str] = set()
    for m in mentions:
        own = words[id(m)]
        if m.type == "Person" and m.kind == "name" and len(own) > 1:
            last_names.add(own[-1])
        elif (
            len(own) == 1
            and own[0] in last_names
            and m.type in _GROUND | {"State"}
            and not m.given
            and m.kind != "demonym"
        ):
            m.type, m.kind, m.qid, m.score, m.candidates = "Person", "name", None, 0.0, ()


def _away(m: Mention, other: Mention) -> int:
    """How far, in characters; what comes after the mention counts as further than all before it."""
    return m.start - other.start if other.start <= m.start else 1 << 20 | other.start - m.start


def _key(text: str) -> str:
    return plain(text).casefold()


def _fits(m: Mention, words: list[str], e: Entity, full: list[str]) -> bool:
    if m.type == "Person" or e.type == "Person":
        return m.type == e.type and is_same_person(words, full)
    if is_acronym(words, full):
        return True
    if len(words) == 1 and words[0] in _DIRECTIONS:  # "the North" of North Korea
        return e.type in ("State", "Region") and words == full[:1]
    return m.type in _BODIES and e.type in _BODIES and is_short_form(words, full)


def is_same_person(short: list[str], full: list[str]) -> bool:
    """Whether a name may be short for a person's full name: the last name, the first, an initial and the last."""
    if not short or not full or len(short) > len(full):
        return False
    full = [w for w in full if w.lower() not in _SUFFIXES]
    if len(short) == 1:
        middle = full[1:-1] if len(full) == _MANY and len(short[0]) > _MANY else []  # "Muse Bihi Abdi", later "Bihi"
        return len(full) > 1 and short[0] in (full[-1], full[0], " ".join(full[1:]), *middle)
    if short[-1] != full[-1]:
        return False
    return all(any(w == f or w.rstrip(".") == f[0] for f in full[:-1]) for w in short[:-1])


def is_acronym(short: list[str], full: list[str]) -> bool:
    """Whether one word in capitals is made of the first letters of the other's words, small words counted or not."""
    if len(short) != 1 or len(full) < 2:
        return False
    letters = short[0].replace(".", "")
    if not (2 <= len(letters) <= 8 and letters.isupper() and letters.isalpha()):
        return False
    apart = [p for w in full for p in w.split("-") if p]
    return any(letters == _initials(words, small) for words in (full, apart) for small in (True, False))


def _initials(words: list[str], small: bool) -> str:
    """The first letters, those of small words ("of", "for") only if so wished."""
    return "".join(w[0] for w in words if small or w.lower() not in _SMALL).upper()


def is_short_form(short: list[str], full: list[str]) -> bool:
    """Whether the words are a body's longer name less its beginning ("Home Office") or its kind ("Wikimedia")."""
    n = len(short)
    if not 0 < n < len(full) or not any(w[:1].isupper() and len(w) > 2 for w in short):
        return False
    if n > 1 and short == full[-n:]:
        return True
    kinds = name_words().heads
    if "of" in full and n == 1:  # "the Church" of "Church of Scientology", and "Scientology"
        return short == full[-1:] or (short == full[:1] and short[0] in kinds)
    return short == full[:n] and all(w in kinds for w in full[n:])
