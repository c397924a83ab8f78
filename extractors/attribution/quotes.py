"""Stretches between quotation marks: straight, curly, doubled, single or angled, over paragraphs, balanced or not."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_MARK = re.compile(r"“|”|„|\"|``|''|«|»|(?<![\w’'])[‘'](?=\w)|(?<=[\w.,?!…])[’'](?![\w’'])|\n\s*\n")
_OPENERS = frozenset(("“", "„", "``", "«", "‘", "'", '"', "''"))
_CLOSERS = frozenset(("”", "“", '"', "''", "»"))
_WORD = re.compile(r"\w")
_TRAILING = ("'", "’")
_SINGLE = "‘'’"
_LEAST = 3


class Quote(NamedTuple):
    """One paragraph's part of a quotation, marks included; `continues` the one before it in the text."""

    start: int
    end: int
    continues: bool
    direct: bool
    """Speech of its own, rather than a word or phrase in somebody else's sentence."""


def find_quotes(text: str) -> list[Quote]:
    """The quotations of a text, in order, never overlapping.

    A mark that is never closed counts to the end of its paragraph if it opens the paragraph or follows a comma or
    colon; the next paragraph goes on with the same quotation if it begins with an opening mark. Others are left alone.
    """
    return list(_Scanner(text).scan())


class _Scanner:
    def __init__(self, text: str) -> None:
        self.text = text
        self.open: tuple[int, str] | None = None
        self.continued = False
        self.done = 0

    def scan(self) -> Iterator[Quote]:
        for match in _MARK.finditer(self.text):
            mark = match.group()
            if match.start() < self.done:
                continue
            if mark.isspace():
                yield from self._paragraph_ends(match.start(), match.end())
            elif self.open and self._closes(mark, match.start(), match.end()):
                yield from self._close(match.end(), mark)
            elif (not self.open or self._restarts(mark)) and self._may_open(mark, match.start(), match.end()):
                self.open = (match.start(), mark)
        yield from self._paragraph_ends(len(self.text), len(self.text))

    def _restarts(self, mark: str) -> bool:
        """A double mark that opens inside an unclosed single one, or another of its own kind."""
        assert self.open is not None
        return mark not in _SINGLE and (self.open[1] in _SINGLE or mark in _OPENERS)

    def _may_open(self, mark: str, start: int, end: int) -> bool:
        before, after = self.text[max(0, start - 1) : start], self.text[end : end + 1]
        if mark == "”":  # typed the wrong way round
            return (not before or before.isspace()) and after.isalnum()
        return mark in _OPENERS and not after.isspace() and bool(after) and not before.isalnum()

    def _closes(self, mark: str, start: int, end: int) -> bool:
        """Whether a mark ends the open quotation. Newsrooms mix the kinds, so any double mark may end a double one."""
        assert self.open is not None
        if self.open[1] in _SINGLE or mark in _SINGLE:
            return self.open[1] in _SINGLE and mark in ("'", "’")
        if mark not in _CLOSERS or (self.open[1] == "«") != (mark == "»"):
            return False
        before, after = self.text[start - 1 : start], self.text[end : end + 1]
        return not (mark in _OPENERS and (before.isspace() or before in "(—–-") and after.isalnum())

    def _close(self, end: int, mark: str) -> Iterator[Quote]:
        assert self.open is not None
        start, self.open = self.open[0], None
        if mark not in _SINGLE and self.text[end : end + 1] in _TRAILING and not _WORD.match(self.text, end + 1):
            end += 1  # the quotation inside it ends with it
        self.done = end
        says = _WORD.search(self.text, start, end) is not None
        if says and (mark not in _SINGLE or self.text.count(" ", start, end) >= _LEAST - 1):
            yield self._quote(start, end, closed=True)
        self.continued = False

    def _paragraph_ends(self, end: int, following: int) -> Iterator[Quote]:
        if self.open is None:
            self.continued = False
            return
        (start, mark), self.open = self.open, None
        goes_on = mark not in _SINGLE and self.text.startswith(mark, following)
        says = _WORD.search(self.text, start, end) is not None
        if says and (goes_on or self.continued or (mark not in _SINGLE and self._speaks(start))):
            yield self._quote(start, end, closed=False)
        self.continued = goes_on

    def _speaks(self, start: int) -> bool:
        """Whether what precedes a mark leads in speech: a comma, a colon or the paragraph's beginning."""
        before = self.text[max(0, start - 3) : start].rstrip(" ")
        return not before or before[-1] in ",:\n"

    def _quote(self, start: int, end: int, *, closed: bool) -> Quote:
        inner = self.text[start:end].strip("“”„\"`'«»‘’ \n")
        words = inner.count(" ") + 1
        ends = inner[-1:] in tuple(".,?!…—") or self.text[end : end + 1] == ","
        starts = inner[:1].isupper() or inner[:1] in "[…."
        direct = (
            not closed
            or self.continued
            or (starts and (ends or words > _LEAST))
            or (words > _LEAST and self._speaks(start))
        )
        return Quote(start, end, self.continued, direct)
