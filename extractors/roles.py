"""Role nouns: the words that speak of an actor by what it is ("troops", "foreign ministry", "militia")."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from kg.resources import Row, folder, table

FILE = "roles.tsv"
CLASSES = frozenset(
    (
        *("force", "equipment", "organ", "office", "body", "group", "coalition", "civilians", "rival", "peer", "side"),
        *("state", "region", "city", "organisation", "party", "person", "conflict"),
    )
)
_COLUMNS = ("noun", "class", "type", "name")
_IRREGULAR = {
    "wife": "wives",
    **{same: same for same in ("people", "media", "police", "military", "opposition", "mujahideen")},
}


@dataclass(frozen=True, slots=True)
class Role:
    """A row of the table: `noun` in its dictionary form, `template` of the name of a body (else empty)."""

    noun: str
    cls: str
    type: str
    template: str


@dataclass(frozen=True, slots=True)
class Match:
    """A role noun in the text: tokens `[first, last)`, of which `head` carries the number."""

    first: int
    last: int
    head: int
    role: Role


class Roles:
    """The table, looked up by the words of a text."""

    def __init__(self, roles: Iterable[Role]) -> None:
        self.by_noun: dict[str, Role] = {}
        self._starts: dict[str, list[tuple[tuple[str, ...], int, Role]]] = {}
        for role in roles:
            self.by_noun[role.noun] = role
            words, at = _words(role.noun)
            for form in dict.fromkeys((words[at], plural(words[at]))):
                spelled = (*words[:at], form, *words[at + 1 :])
                self._starts.setdefault(spelled[0], []).append((spelled, at, role))
        for entries in self._starts.values():
            entries.sort(key=lambda entry: (-len(entry[0]), entry[0], entry[2].noun))

    def find(self, words: Sequence[str]) -> list[Match]:
        """The role nouns among the words (in small letters), the longest at each place, not overlapping."""
        found, free = [], 0
        for i, word in enumerate(words):
            if word in self._starts and i >= free:
                match = self._at(words, i)
                if match is not None:
                    found.append(match)
                    free = match.last
        return found

    def _at(self, words: Sequence[str], i: int) -> Match | None:
        for spelled, at, role in self._starts[words[i]]:
            if len(spelled) == 1 or tuple(words[i : i + len(spelled)]) == spelled:
                return Match(i, i + len(spelled), i + at, role)
        return None


def plural(noun: str) -> str:
    """The plural of a noun's last word; a noun that is a plural already stays."""
    stem, _, last = noun.rpartition(" ")
    lead = f"{stem} " if stem else ""
    if last in _IRREGULAR:
        return lead + _IRREGULAR[last]
    if last == "men":
        return noun
    if last.endswith(("man", "woman")):
        return lead + last[:-2] + "en"
    if last.endswith("y") and last[-2:-1] not in "aeiou":
        return lead + last[:-1] + "ies"
    if last.endswith("s") and not last.endswith(("ss", "us")):
        return noun
    return lead + last + ("es" if last.endswith(("s", "x", "ch", "sh")) else "s")


@cache
def roles() -> Roles:
    """The table `ontology/lexicon/roles.tsv`. Raises DataError with file and line for a bad entry."""
    found: dict[str, Role] = {}
    for row in table(folder("ontology") / "lexicon" / FILE, _COLUMNS, optional=("name",)):
        role = _role(row)
        if role.noun in found:
            raise row.error(f"the noun {role.noun!r} stands in the table twice")
        found[role.noun] = role
    return Roles(found.values())


def _role(row: Row) -> Role:
    if row["class"] not in CLASSES:
        raise row.error(f"the class {row['class']!r} is none of {', '.join(sorted(CLASSES))}")
    if row["noun"] != row["noun"].lower():
        raise row.error(f"the noun {row['noun']!r} must be written in small letters")
    if (row["class"] == "body") != ("{owner}" in row["name"]):
        raise row.error("a body, and nothing else, needs a name that holds {owner}")
    return Role(row["noun"], row["class"], row["type"], row["name"])


def _words(noun: str) -> tuple[list[str], int]:
    """The words as the tokenizer cuts them, and which of them is the head: the last, or the one before "of"."""
    words = [part for word in noun.split() for part in _hyphens(word)]
    return words, (words.index("of") if "of" in words else len(words)) - 1


def _hyphens(word: str) -> list[str]:
    parts = word.split("-")
    return [piece for n, part in enumerate(parts) for piece in (["-", part] if n else [part])]
