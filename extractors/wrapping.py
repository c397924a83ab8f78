"""Text whose lines were broken at a fixed width, as in mail and old archives, is read as if they were not.

A line's end inside a sentence parts names and phrases for the tagger. Each such end becomes a space, so that offsets
stay what they are; the reading then gets the text as it was given.
"""

import re
from dataclasses import replace
from itertools import pairwise

from kg.model import Article, Entity, Reading

_BLOCK = re.compile(r"^[^\n]+(?:\n[^\n]+)+", re.MULTILINE)
_WIDTHS = (40, 100)
"""How wide lines are that were broken by a program, in characters."""
_LINES, _FULL = 3, 0.8
"""So many lines are needed to tell, and of all that have another below in their paragraph so many must be full."""


def unwrapped(text: str) -> str:
    """The text with a space in the place of each line end inside a paragraph, where it was broken at a fixed width."""
    blocks = [[line.strip() for line in block[0].split("\n")] for block in _BLOCK.finditer(text)]
    width = _width([b for b in blocks if all(b)])
    return _BLOCK.sub(lambda block: _joined(block[0], width), text) if width else text


def _width(blocks: list[list[str]]) -> int:
    """The width at which the lines of the paragraphs were broken; 0 where they were not."""
    pairs = [pair for lines in blocks for pair in pairwise(lines)]
    widest = max((len(line) for lines in blocks for line in lines), default=0)
    least, most = _WIDTHS
    if len(pairs) < _LINES or not least <= widest <= most:
        return 0
    full = sum(_is_full(line, after, widest) for line, after in pairs)
    return widest if full >= _FULL * len(pairs) else 0


def _joined(block: str, width: int) -> str:
    lines = [line.strip() for line in block.split("\n")]
    wrapped = all(lines) and all(_is_full(line, after, width) for line, after in pairwise(lines))
    return block.replace("\n", " ") if wrapped else block


def _is_full(line: str, after: str, width: int) -> bool:
    """Whether the next line's first word would not have fitted in the line."""
    return len(line) + 1 + len(after.split(maxsplit=1)[0]) > width


def rewrapped(reading: Reading, article: Article) -> Reading:
    """The reading with the article as it was given, and all words as they stand in it."""
    times = tuple(replace(t, text=article.text[t.start : t.end]) for t in reading.times)
    entities = tuple(_entity(e, article.text) for e in reading.entities)
    return replace(reading, article=article, entities=entities, times=times)


def _entity(e: Entity, text: str) -> Entity:
    return replace(e, mentions=tuple(replace(m, text=text[m.start : m.end]) for m in e.mentions))
