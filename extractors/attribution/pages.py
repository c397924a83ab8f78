"""An article as the search for attributions sees it: its tree and its quotations, by token."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from extractors.attribution.quotes import Quote, find_quotes
from extractors.draft import Draft
from extractors.tree import Tree
from kg.model import Span

Range = tuple[int, int]
_TRIM = frozenset((",", ".", ":", "_SP", "HYPH"))
_FULL_STOPS = frozenset((".", "?", "!", ":", "”", '"', "''"))
_BREAKS = frozenset((",", "-", "–", "—", "--"))
_RELATIVES = frozenset(("WDT", "WP", "WP$"))
_ROW = 2
_AND = frozenset((",", "and", "or"))
_DASHES = frozenset("-–—;*•")


class Page:
    """The tree of a doc with its quotations; token ranges are half-open."""

    __slots__ = ("by_end", "by_start", "ends", "inside", "quotes", "ranges", "starts", "text", "torn", "tree")

    def __init__(self, draft: Draft) -> None:
        self.text = draft.text
        self.tree: Tree = draft.tree
        self.quotes: list[Quote] = find_quotes(self.text)
        self.ranges: list[Range] = [self._tokens(q) for q in self.quotes]
        self.starts, self.ends = [q.start for q in self.quotes], [q.end for q in self.quotes]
        self.torn = self._torn()
        self.by_start = {a: n for n, (a, _) in enumerate(self.ranges)}
        self.by_end = {b: n for n, (_, b) in enumerate(self.ranges)}
        self.inside: list[int] = [-1] * len(draft.doc)
        for n, (a, b) in enumerate(self.ranges):
            self.inside[a:b] = [n] * (b - a)

    def _tokens(self, q: Quote) -> Range:
        starts = self.tree.starts
        first = max(bisect_right(starts, q.start) - 1, 0)
        return first, max(bisect_left(starts, q.end), first + 1)

    def _torn(self) -> dict[int, int]:
        """Ends of sentences that the parser cut in two, with the whole's end: no full stop, then a small letter."""
        tree = self.tree
        torn: dict[int, int] = {}
        for _, end in reversed(tree.sentences):
            following = self.text[tree.starts[end]] if end < len(tree.starts) else ""
            last = tree.words[end - 1]
            if following.islower() and last not in _FULL_STOPS and "\n" not in last:
                torn[end] = torn.get(tree.sentence(end)[1], tree.sentence(end)[1])
        return torn

    def touching(self, span: Span) -> range:
        """The indices of the quotations that share a character with the span."""
        return range(bisect_right(self.ends, span.start), bisect_left(self.starts, span.end))

    def is_word(self, n: int) -> bool:
        """Whether the n-th quotation is a word or phrase in somebody else's sentence; -1 is none."""
        return n >= 0 and not self.quotes[n].direct

    def row(self, n: int) -> int:
        """One past the last of several quotations in a row: “an act of piracy” and “a crime”."""
        end = self.ranges[n][1]
        while n + 1 < len(self.ranges) and self.ranges[n + 1][0] - end <= _ROW and not self.quotes[n + 1].direct:
            if not all(w in _AND for w in self.tree.words[end : self.ranges[n + 1][0]]):
                break
            n += 1
            end = self.ranges[n][1]
        return end

    def in_quote(self, offset: int) -> bool:
        """Whether a character lies in a quotation."""
        return self.inside[max(bisect_right(self.tree.starts, offset) - 1, 0)] >= 0

    def skip_back(self, i: int) -> int:
        """The index after the last token before `i` that is no blank."""
        while i > 0 and self.tree.words[i - 1].isspace():
            i -= 1
        return i

    def fit(self, part: Range) -> Range:
        """The range made to respect quotation marks: grown to the end of a quotation that it opens, kept within one
        that it lies in."""
        start, end = part
        if start >= end:
            return part
        first, last = self.inside[start], self.inside[end - 1]
        if first >= 0 and self.ranges[first][0] < start:
            return start, min(end, self.ranges[first][1])
        if last >= 0:
            end = max(end, self.ranges[last][1])
        return start, self.torn.get(end, end)

    def chain(self, n: int) -> list[int]:
        """The paragraphs of the quotation that the n-th is a part of."""
        first, last = n, n
        while first > 0 and self.quotes[first].continues:
            first -= 1
        while last + 1 < len(self.quotes) and self.quotes[last + 1].continues:
            last += 1
        return list(range(first, last + 1))

    def cut(self, part: Range) -> Range:
        """The range up to a participle that hangs on it over a comma ("…, adding that"): the cue's, not its own."""
        tree = self.tree
        for i in range(part[0] + 3, part[1] - 1):
            if tree.tags[i] == "VBG" and tree.words[i - 1] == "," and self.inside[i] < 0 and tree.deps[i] == "advcl":
                return part[0], i - 1
        return part

    def bare(self, part: Range) -> Range:
        """A noun phrase less what the narrator adds to it over a comma or dash: "the deal, which is ten years old"."""
        tree, (start, end) = self.tree, part
        appositions = {tree.left(k) for k in range(start + 1, end) if tree.deps[k] == "appos"}
        for i in range(start + 1, end):
            if tree.words[i - 1] in _BREAKS and (tree.tags[i] in _RELATIVES or i in appositions) and self.inside[i] < 0:
                return start, i - 1
        return part

    def trim(self, part: Range) -> Range:
        """The range without punctuation and blanks at either end, quotation marks kept."""
        start, end = part
        while start < end and self._idle(start):
            start += 1
        while end > start and self._idle(end - 1):
            end -= 1
        return start, end

    def _idle(self, i: int) -> bool:
        tree = self.tree
        if tree.words[i] in _DASHES or tree.words[i].isspace():
            return True
        return tree.tags[i] in _TRIM and not (self.inside[i] >= 0 and self.inside[i] == self._neighbour(i))

    def _neighbour(self, i: int) -> int:
        return self.inside[i + 1] if i + 1 < len(self.inside) else -1

    def span(self, part: Range) -> Span:
        """The characters of a token range."""
        return Span(self.tree.starts[part[0]], self.tree.ends[part[1] - 1])

    def spans(self, parts: Iterable[Range]) -> tuple[Span, ...]:
        """The characters of token ranges, fitted, trimmed, in order, without empty ones."""
        done = sorted(self.trim(self.cut(self.fit(p))) for p in parts if p[0] < p[1])
        merged: list[Range] = []
        for start, end in done:
            if merged and start <= merged[-1][1]:
                merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
            elif start < end:
                merged.append((start, end))
        return tuple(self.span(p) for p in merged)
