"""Whose words a token is among: the speaker of the quotation around it, or of the clause that "says" it."""

from bisect import bisect_right

from extractors.attribution.quotes import Quote, find_quotes
from extractors.coreference.discourse import Discourse
from extractors.phrases import subjects, word_set

SAYING = word_set(
    "say tell add claim report announce state declare insist stress note deny accuse warn argue explain write "
    "tweet reply answer ask confirm maintain allege assert call blame condemn describe vow pledge promise "
    "think believe hope want acknowledge admit comment continue conclude recall emphasize emphasise suggest "
    "urge demand consider complain testify respond"
)
_UP = 12
_STOPS = frozenset((".", "?", "!"))


class Voices:
    """Speakers, for a discourse that is walked through from left to right."""

    def __init__(self, discourse: Discourse) -> None:
        self.discourse, self.tree = discourse, discourse.tree
        self._quotes = [q for q in find_quotes(discourse.draft.text) if q.direct]
        self._starts = [q.start for q in self._quotes]
        self._speakers: dict[int, list[int]] = {}

    def quote(self, token: int) -> Quote | None:
        """The direct quotation in which the token stands."""
        at = self.tree.starts[token]
        n = bisect_right(self._starts, at) - 1
        return self._quotes[n] if n >= 0 and at < self._quotes[n].end else None

    def speaker(self, token: int) -> list[int]:
        """The entities that say the token: of the quotation around it, else of the clause above that says it."""
        quote = self.quote(token)
        if quote is None:
            return self._sayer(token)
        n = bisect_right(self._starts, quote.start) - 1
        if n not in self._speakers:
            found = self._sayer(token, outside=quote) or self._beside(quote)
            self._speakers[n] = found or (self._speakers.get(n - 1, []) if self._goes_on(n) else [])
        return self._speakers[n]

    def _goes_on(self, n: int) -> bool:
        """Whether a quotation continues the one before it, across paragraphs or within one."""
        quote = self._quotes[n]
        between = self.discourse.draft.text[self._quotes[n - 1].end : quote.start] if n else "\n"
        return quote.continues or not between.strip()

    def is_sayer(self, token: int) -> bool:
        """Whether the token is the subject of a verb of saying."""
        return self.tree.deps[token] == "nsubj" and self.tree.lemmas[self.tree.heads[token]] in SAYING

    def reporting(self, token: int) -> list[int]:
        """The heads of who is said to say the clause of which the token is the subject: "Chad said it would"."""
        verb = self.tree.heads[token]
        if self.tree.deps[token] not in ("nsubj", "nsubjpass") or self.tree.deps[verb] != "ccomp":
            return []
        above = self.tree.heads[verb]
        return self.tree.spread(subjects(self.tree, above)) if self._says(above, None) else []

    def _sayer(self, token: int, outside: Quote | None = None) -> list[int]:
        at = token
        for _ in range(_UP):
            at = self.tree.heads[at]
            if self._says(at, outside):
                found = self._subject(at)
                if found and token not in subjects(self.tree, at):
                    return found
            if self.tree.heads[at] == at:
                break
        return []

    def _says(self, verb: int, outside: Quote | None) -> bool:
        if self.tree.lemmas[verb] not in SAYING or not self.tree.is_verb(verb):
            return False
        return outside is None or not outside.start <= self.tree.starts[verb] < outside.end

    def _beside(self, quote: Quote) -> list[int]:
        """A verb of saying in the same line, in the sentence just after the quotation or just before it."""
        words, starts = self.tree.words, self.tree.starts
        first, last = bisect_right(starts, quote.start) - 1, bisect_right(starts, quote.end - 1)
        for way in (range(last, min(last + _UP, len(starts))), range(first - 1, max(first - _UP, -1), -1)):
            for i in way:
                if words[i] in _STOPS or "\n" in words[i]:
                    break
                if self._says(i, quote):
                    return self._subject(i)
        return []

    def forget(self) -> None:
        """Look anew for speakers that were not found: when the whole text is read, "he said" has been resolved."""
        self._speakers = {n: found for n, found in self._speakers.items() if found}

    def _subject(self, verb: int) -> list[int]:
        heads = [c for s in subjects(self.tree, verb) for c in self.tree.spread([s])]
        return list(dict.fromkeys(e for c in heads for e in self._meant(c)))

    def _meant(self, head: int) -> list[int]:
        """What the subject's head means, or who is named beside it: "said their leader, Ana Ruiz"."""
        beside = (self.discourse.entities_at(k) for k in self.tree.of(head, "appos"))
        return self.discourse.entities_at(head) or next((found for found in beside if found), [])
