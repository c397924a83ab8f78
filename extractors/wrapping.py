"""Text whose lines were broken at a fixed width, as in mail and old archives, is read as if they were not.

A line's end inside a sentence parts names and phrases for the tagger. Each such end becomes a space, so that offsets
stay what they are; the reading then gets the text as it was given.
"""

import re
from dataclasses import replace
from itertools import pairwise

from kg.model import Article, Entity, Reading

_BLOCK = re.compile(r"[^\n]+(?:\n[^\n]+)+")
_WIDTHS = (40, 100)
"""How wide lines are that were broken by a program, in characters."""


def unwrapped(text: str) -> str:
    """The text with a space in the place of each line end inside a paragraph that was broken at a fixed width."""
    return _BLOCK.sub(lambda block: block[0].replace("\n", " ") if _is_wrapped(block[0]) else block[0], text)


def _is_wrapped(block: str) -> bool:
    """Whether each line but the last is as full as it could be: the next word would not have fitted."""
    lines = [line.strip() for line in block.split("\n")]
    if not all(lines):
        return False
    widest = max(map(len, lines))
    least, most = _WIDTHS
    fits = (len(line) + 1 + len(after.split()[0]) <= widest for line, after in pairwise(lines))
    return least <= widest <= most and not any(fits)


def rewrapped(reading: Reading, article: Article) -> Reading:
    """The reading with the article as it was given, and all words as they stand in it."""
    times = tuple(replace(t, text=article.text[t.start : t.end]) for t in reading.times)
    entities = tuple(_entity(e, article.text) for e in reading.entities)
    return replace(reading, article=article, entities=entities, times=times)


def _entity(e: Entity, text: str) -> Entity:
    return replace(e, mentions=tuple(replace(m, text=text[m.start : m.end]) for m in e.mentions))
