"""Words that tell what a name names: "Front", "Ministry", "Lake"; and titles that stand before a name."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg.resources import folder, table

FILE = "name_words.tsv"
_COLUMNS = ("word", "use", "type")
_USES = ("head", "lead", "title", "calendar", "direction", "kind", "small")
_LINKERS = frozenset({"of", "for", "against", "in", "on"})


@dataclass(frozen=True, slots=True)
class NameWords:
    """The table by use: `heads`, `leads`, `titles` and `kinds` map words to a class of the ontology ("-": none)."""

    heads: dict[str, str]
    leads: dict[str, str]
    titles: dict[str, str]
    calendar: frozenset[str]
    directions: frozenset[str]
    kinds: dict[str, str]
    """Nouns beside a name that tell what it names: "the newspaper", "rebel group"."""
    small: dict[str, str]
    """Words in small letters that would be names with a capital; with a class, they may be one all the same."""

    def type_of(self, words: Sequence[str]) -> str | None:
        """The class that the words of a name tell ("-": nothing of interest), or None where they tell none."""
        end = next((n for n, word in enumerate(words) if n and word in _LINKERS), len(words))
        found = self._headed(words[:end]) or self._headed(words)
        return found or (self.leads.get(words[0]) if len(words) > 1 else None)

    def _headed(self, words: Sequence[str]) -> str | None:
        """What the last two words tell together ("Foreign Office"), else the last."""
        return self.heads.get(" ".join(words[-2:])) or self.heads.get(words[-1])


@cache
def name_words() -> NameWords:
    """The table `ontology/lexicon/name_words.tsv`."""
    return read_words(folder("ontology") / "lexicon" / FILE)


def read_words(path: Path) -> NameWords:
    """The table in the file. Raises DataError with file and line for an unknown use or a word told twice."""
    uses: dict[str, dict[str, str]] = {use: {} for use in _USES}
    for row in table(path, _COLUMNS):
        if row["use"] not in uses:
            raise row.error(f"the use {row['use']!r} is none of {', '.join(_USES)}")
        if row["word"] in uses[row["use"]]:
            raise row.error(f"{row['word']!r} stands twice as {row['use']}")
        uses[row["use"]][row["word"]] = row["type"]
    return NameWords(
        uses["head"],
        uses["lead"],
        uses["title"],
        frozenset(uses["calendar"]),
        frozenset(uses["direction"]),
        uses["kind"],
        uses["small"],
    )
