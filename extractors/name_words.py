"""Words that tell what a name names: "Front", "Ministry", "Lake"; and titles that stand before a name."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from kg.resources import folder, table

FILE = "name_words.tsv"
_COLUMNS = ("word", "use", "type")
_USES = ("head", "lead", "title", "calendar", "direction")
_LINKERS = frozenset({"of", "for", "against", "in", "on"})


@dataclass(frozen=True, slots=True)
class NameWords:
    """The table by use: `heads` and `leads` map a word to a class of the ontology ("-": none), the others are words."""

    heads: dict[str, str]
    leads: dict[str, str]
    titles: frozenset[str]
    calendar: frozenset[str]
    directions: frozenset[str]

    def type_of(self, words: Sequence[str]) -> str | None:
        """The class that the words of a name tell ("-": nothing of interest), or None where they tell none."""
        if words[0] in self.leads and len(words) > 1:
            return self.leads[words[0]]
        last = next((n for n, word in enumerate(words) if n and word in _LINKERS), len(words)) - 1
        found = self.heads.get(words[last])
        return found or (self.heads.get(words[-1]) if last + 1 < len(words) else None)


@cache
def name_words() -> NameWords:
    """The table `ontology/name_words.tsv`. Raises DataError with file and line for an unknown use."""
    uses: dict[str, dict[str, str]] = {use: {} for use in _USES}
    for row in table(folder("ontology") / FILE, _COLUMNS):
        if row["use"] not in uses:
            raise row.error(f"the use {row['use']!r} is none of {', '.join(_USES)}")
        uses[row["use"]][row["word"]] = row["type"]
    return NameWords(uses["head"], uses["lead"], *(frozenset(uses[u]) for u in _USES[2:]))
