"""Of which year a name's sentence speaks, and whether an item was there, or bore the name, in that year."""

import re

from extractors.phrases import word_set
from extractors.tree import Tree
from kg.wikidata.items import Candidate

_YEAR = re.compile(r"(1[0-9]{3}|20[0-9]{2})s?")
_BEFORE = word_set(
    "in since of by from until till during around early late mid through before after circa to and "
    "january february march april may june july august september october november december"
)
_NOW = word_set(
    "now today yesterday tomorrow currently monday tuesday wednesday thursday friday saturday sunday still this"
)
_PRESENT = ("VBZ", "VBP")


class Ages:
    """The years of a text by token: a sentence's own, else that of the story it goes on with, else the article's."""

    def __init__(self, tree: Tree, published: int | None) -> None:
        self.tree, self.published = tree, published
        self._years = [[(i, y) for i in range(a, b) if (y := self._year(i))] for a, b in tree.sentences]

    def at(self, token: int) -> int | None:
        """The year of which the token's clause speaks; None where nothing tells."""
        if not any(self._years):
            return self.published
        n = self.tree.sentence_of[token]
        if self._is_present(token):
            return self.published
        if not self._years[n] and (n == 0 or not self._goes_on(n)):
            return self.published
        near = self._years[n] or self._years[n - 1]
        return min(near, key=lambda found: abs(found[0] - token))[1]

    def _year(self, i: int) -> int | None:
        """The year that the token names, if it is one, and no number of things."""
        tree, match = self.tree, _YEAR.fullmatch(self.tree.words[i])
        if match is None or not i:
            return None
        following = tree.tags[i + 1] if i + 1 < len(tree.tags) else ""
        told = tree.words[i - 1] in _BEFORE and following not in ("NNS", "JJ")
        day = tree.words[i - 1] == "," and i > 1 and tree.words[i - 2].isdigit()
        return int(match[1]) if told or day or following == "NN" else None

    def _is_present(self, token: int) -> bool:
        verb = self._verb(token)
        if verb is None:
            return False
        return any(self.tree.tags[i] in _PRESENT for i in (verb, *self.tree.of(verb, "aux", "auxpass")))

    def _verb(self, token: int) -> int | None:
        """The verb of the clause that holds the token."""
        while not self.tree.is_verb(token):
            if self.tree.heads[token] == token:
                return None
            token = self.tree.heads[token]
        return token

    def _goes_on(self, n: int) -> bool:
        """Whether a sentence tells on, in the past tense and in the same paragraph, what the one before dated."""
        first, last = self.tree.sentences[n]
        gap = self.tree.text[self.tree.starts[max(first - 2, 0)] : self.tree.starts[first]]
        if "\n" in gap or not self._years[n - 1]:
            return False
        verb = next((i for i in range(first, last) if self.tree.heads[i] == i), first)
        return self.tree.tags[verb] == "VBD" and _NOW.isdisjoint(self.tree.words[first:last])


def in_its_time(candidate: Candidate, year: int) -> bool:
    """Whether the item existed, and bore the name, in the year; the year in which it ends is its successor's."""
    since = candidate.since if candidate.since is not None else candidate.item.since
    until = candidate.until if candidate.until is not None else candidate.item.until
    return (since is None or since <= year) and (until is None or year <= until)
