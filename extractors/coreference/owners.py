"""Whose troops, whose ministry: the mentions that say to whom a role noun belongs."""

from collections.abc import Callable

from extractors.coreference.aliases import Names, plain
from extractors.coreference.discourse import Discourse
from extractors.draft import Mention
from extractors.phrases import DEFINITE, POSSESSIVE, is_plural, word_set
from extractors.roles import roles
from kg.wikidata.knowledge import knowledge

_HOW = word_set("well better heavily lightly poorly newly highly fully self")
"""How a group is armed or trained, and not by whom."""
_BACKED = word_set("backed led supported sponsored funded aligned allied trained armed linked occupied held controlled")
_TOWARDS = word_set("pro anti non former ex")
_DASHES = "-–"
_OWNING = {"of": None, "in": word_set("organ group civilians body"), "from": word_set("group civilians organ")}
"""Prepositions, with the classes of nouns that they give an owner; troops in a country are not its own."""
_SERVING = word_set("prosecutor")
"""Officers of a state who are at home where they are: "prosecutors in Berlin"."""
_SENT = word_set("embassy consulate diplomat delegation delegate negotiator")
"""Who is in a country for another."""


class Owners:
    """Finds them; `resolve` is asked about a role noun further on in the text ("those of the breakaway republic")."""

    def __init__(self, discourse: Discourse, names: Names, resolve: Callable[[Mention], list[int]]) -> None:
        self.discourse, self.names, self._resolve = discourse, names, resolve
        self.draft, self.tree = discourse.draft, discourse.tree

    def of(self, m: Mention, first: int) -> list[Mention]:
        """The owners of the phrase that begins at the token: before the noun, after "of" or "in", else a pronoun's."""
        implicit = self._implicit(m) if m.kind == "name" else None
        found = [implicit] if implicit else self._before(m, first) or self._after(m)
        named = [o for o in found if o.type != "Person"] or found
        return named or [o for i in range(first, m.head) for o in self._by_pronoun(i, m)]

    def _by_pronoun(self, token: int, m: Mention) -> list[Mention]:
        """Who "its" is, or "whose": the latter what its clause hangs on ("Mali, whose troops …")."""
        if self.tree.words[token] == "whose":
            noun = self.tree.antecedent(token)
            return [] if noun is None else self.at(noun, m)
        return self.at(token, m) if self.tree.words[token] in POSSESSIVE else []

    def at(self, token: int, m: Mention) -> list[Mention]:
        """The mention headed by the token, in a list, where it is another than `m` and its entities are known."""
        return [o for o in self.discourse.by_head.get(token, ()) if o is not m and o.entities][:1]

    def is_leaning(self, token: int) -> bool:
        """Whether the name is part of "Iran-backed" or "pro-Russian": who is for a group, not whose it is."""
        words = self.tree.words
        after = words[token + 1 : token + 3]
        backed = after[1:] and after[1] in _BACKED and words[token] not in _HOW
        if len(after) == 2 and after[0] in _DASHES and (backed or words[token] in _TOWARDS):
            return True
        return token > 1 and words[token - 1] in _DASHES and words[token - 2] in _TOWARDS

    def leaning(self, first: int, head: int) -> str:
        """The words from "Iran-backed" or "pro-Russian" up to the noun; empty where there are none."""
        for i in range(first, head):
            if self.is_leaning(i):
                start = i - 2 if i > 1 and self.tree.words[i - 1] in _DASHES else i
                return " ".join(self.draft.text[self.tree.starts[start] : self.tree.starts[head]].split())
        return ""

    def _implicit(self, m: Mention) -> Mention | None:
        """The state in a name that holds it without a mention of its own: "Azerbaijan military"."""
        text = self.draft.text[m.start : m.end]
        length = max(text.lower().rfind(m.name.split()[0]), 0)
        for candidate in knowledge().lookup(plain(text[:length])):
            if candidate.item.type == "State" and candidate.item.qid:
                state = self.names.item(candidate.item.qid)
                return Mention(m.start, m.start + length, "name", "State", m.head, entities=[state])
        return None

    def _before(self, m: Mention, first: int) -> list[Mention]:
        span = range(self._conjoined(first), m.head)
        found = [o for i in span for o in self.at(i, m) if not self.is_leaning(i)]
        return [o for o in found if not any(p is not o and p.start <= o.start and o.end <= p.end for p in found)]

    def _conjoined(self, first: int) -> int:
        """Further left over "Azeri and" where the parser took the first adjective for a noun."""
        if self.tree.words[first] in DEFINITE:  # "the Houthis and the government"
            return first
        while first > 1 and self.tree.words[first - 1] in ("and", "or", ",", "&"):
            before = self.discourse.by_head.get(first - 2, ())
            if not any(o.kind == "demonym" and not is_plural(self.tree, o.head) for o in before):
                break
            first -= 2
        return first

    def _after(self, m: Mention) -> list[Mention]:
        cls, objects = roles().by_noun[m.name].cls, self.tree.preps(m.head)
        for prep, allowed in _OWNING.items():
            if (allowed is None or cls in allowed or m.name in _SERVING) and not (
                prep == "in" and m.name.split()[-1] in _SENT
            ):
                found = [o for token in objects.get(prep, ()) for o in self.at(token, m) or self._pending(token, m)]
                if prep == "in":  # "officials in the region" are anybody's
                    found = [o for o in found if o.kind != "nominal" or o.type == "State"]
                if found:
                    return found
        return []

    def _pending(self, token: int, m: Mention) -> list[Mention]:
        for o in self.discourse.by_head.get(token, ()):
            if o is not m and o.kind == "nominal" and o.role and o.start > m.start:
                for entity in self._resolve(o):
                    self.names.put(o, entity)
                return [o] if o.entities else []
        return []
