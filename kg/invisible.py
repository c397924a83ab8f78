"""Characters that nobody sees: they break names in two, and turn a line around.

Soft hyphens and zero-width spaces are common in web pages, bidirectional controls and tags in texts that mean to
mislead (Boucher and Anderson, "Trojan Source", 2021). A text keeps them, since offsets point into it; what is read is
the text without them.
"""

import re
from dataclasses import replace

from kg.model import Article, GivenMention, Span

_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
    "\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
"""What Unicode calls default ignorable, and the marks of interlinear notes."""
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
"""What a terminal obeys, but for tabs and line ends."""


def visible(text: str) -> str:
    """The text without what nobody sees."""
    return _UNSEEN.sub("", text)


def harmless(text: str) -> str:
    """The text as it may go to a terminal: nothing that is obeyed there, and nothing that turns a line around."""
    return _CONTROL.sub("\ufffd", visible(text))


class Visible:
    """The visible part of a text, and where it stands in the whole of it."""

    def __init__(self, text: str) -> None:
        self.whole = text
        self._places = [n for n, char in enumerate(text) if not _UNSEEN.match(char)] if _UNSEEN.search(text) else None
        self.text = text if self._places is None else "".join(text[n] for n in self._places)

    @property
    def is_whole(self) -> bool:
        """Whether there is nothing unseen in it."""
        return self._places is None

    def span(self, start: int, end: int) -> Span:
        """The stretch of the whole text for one of the visible part: it begins and ends with something seen."""
        if self._places is None:
            return Span(start, end)
        if start >= end:
            at = self._places[start] if start < len(self._places) else len(self.whole)
            return Span(at, at)
        return Span(self._places[start], self._places[end - 1] + 1)

    def article(self, article: Article) -> Article:
        """The article as it is read: its visible text and title, and those of its mentions that can be seen."""
        if self._places is None:
            return article
        mentions = tuple(m for given in article.mentions if (m := self._mention(given)).start < m.end)
        title = visible(article.title) if article.title else article.title
        return replace(article, text=self.text, title=title, mentions=mentions)

    def _mention(self, given: GivenMention) -> GivenMention:
        start, end = (len(visible(self.whole[:at])) for at in (given.start, given.end))
        return replace(given, start=start, end=end)
