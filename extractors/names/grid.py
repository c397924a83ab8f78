"""From characters to tokens and back, without scanning the doc again for every name."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property

from spacy.tokens import Doc

from extractors.names.matching import shouted_lines


class Grid:
    """Where the tokens of a doc begin and end, their words, and which words the text writes small."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        seen = [(token.text, token.idx) for token in doc]
        self.words: Sequence[str] = [word for word, _ in seen]
        self.starts: Sequence[int] = [start for _, start in seen]
        self.ends: Sequence[int] = [start + len(word) for word, start in seen]
        self.vocabulary = frozenset(self.words)
        self.small = frozenset(word for word in self.words if word.islower())

    @cached_property
    def text(self) -> str:
        """The text; a doc puts it together anew each time that it is asked."""
        return str(self.doc.text)

    @cached_property
    def shouted(self) -> list[tuple[int, int]]:
        """The lines in capitals throughout, as characters `[start, end)`."""
        return shouted_lines(self.text)

    @cached_property
    def sentences(self) -> list[int]:
        """Where sentences begin: a token's `sent` would look through the whole doc each time."""
        return [i for i, token in enumerate(self.doc) if token.is_sent_start] or [0]

    def sentence(self, i: int) -> Sequence[str]:
        """The words of the sentence that holds the token."""
        n = bisect_right(self.sentences, i)
        last = self.sentences[n] if n < len(self.sentences) else len(self.words)
        return self.words[self.sentences[n - 1] if n else 0 : last]

    def is_shouted(self, i: int) -> bool:
        """Whether the word stands in a line of capitals."""
        return any(start <= self.starts[i] < end for start, end in self.shouted)

    def tokens(self, start: int, end: int) -> tuple[int, int]:
        """The tokens `[first, last)` that the characters touch: at least one."""
        first = min(bisect_right(self.ends, start), len(self.ends) - 1)
        return first, max(bisect_left(self.starts, end), first + 1)

    def head(self, first: int, last: int) -> int:
        """The token on which the others of the stretch depend: the one nearest to its sentence's root, the first such.

        A span's `root` is the same, but looks through the whole doc each time.
        """
        return first if last - first == 1 else min(range(first, last), key=self._depth)

    def _depth(self, i: int) -> int:
        token, steps = self.doc[i], 0
        while (above := token.head).i != token.i:
            token, steps = above, steps + 1
        return steps

    def opens(self, i: int) -> bool:
        """Whether the word stands first in its sentence or quotation, so that its capital tells nothing."""
        before = self.words[i - 1] if i else "\n"
        return bool(self.doc[i].is_sent_start) or before in _OPENERS or before.isspace()


_OPENERS = frozenset('“":‘-–—•*')
