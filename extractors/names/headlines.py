"""Headlines In Title Case, where a capital tells nothing: what is a name there, and what only looks like one."""

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from extractors.language import lemma_of, pipeline
from extractors.names.grid import Grid
from extractors.names.name import GROUPS
from extractors.names.people import given_names
from extractors.names.recognition import Span
from extractors.names.words import name_words
from extractors.phrases import word_set
from extractors.tree import Tree

_CAPITALS = 0.8
"""The share of its longer words that a headline writes with a capital."""
_SHORTEST = 4
_LITTLE = word_set(
    "A An And As At Amid After Against Before But By For From Has Have In Into Is It Its Of On Or Over Says Say The To "
    "Was Were While Will With Without"
)


def in_headlines(grid: Grid, tree: Tree, spans: Sequence[Span]) -> list[Span]:
    """The spans; those in headlines are cut at small words, and only what the dictionary does not know is kept.

    What the rest of the text has as a name stays one.
    """
    tags = tree.tags
    titled = [(a, b) for a, b in tree.sentences if is_titled(grid.words[a:b], tags[a:b])]
    if not titled:
        return list(spans)
    inside = {t for first, last in titled for t in range(first, last)}
    elsewhere = {w for s in spans if s.first not in inside for w in grid.words[s.first : s.last]}
    kept: list[Span] = []
    for s in spans:
        kept += _cut(grid.words, s, elsewhere) if s.first in inside else [s]
    return kept


def is_titled(words: Sequence[str], tags: Sequence[str]) -> bool:
    """Whether the sentence is a headline with capitals on all its longer words: verbs, adjectives, whatever."""
    if any(tag[:2] == "VB" and word.islower() for word, tag in zip(words, tags, strict=True)):
        return False
    longer = [w for w in words if len(w) >= _SHORTEST and w.isalpha()]
    capitals = sum(w[0].isupper() and not w.isupper() for w in longer)
    return len(longer) >= _SHORTEST and capitals >= _CAPITALS * len(longer) and capitals >= _SHORTEST


def _cut(words: Sequence[str], span: Span, elsewhere: set[str]) -> Iterator[Span]:
    """What is left of a span between small words, where it is a name at all."""
    first = span.first
    for i in range(span.first, span.last + 1):
        if i == span.last or words[i] in _LITTLE:
            part = Span(first, i, span.type)
            if first < i and (elsewhere.issuperset(words[first:i]) or _is_told(words[first:i]) or _strip(words, part)):
                yield part
            first = i + 1


def _strip(words: Sequence[str], span: Span) -> bool:
    """Take the dictionary's words off the ends of a span; whether any other word is left."""
    while span.first < span.last and is_common(words[span.last - 1]):
        span.last -= 1
    while span.first < span.last and is_common(words[span.first]) and words[span.first] not in given_names():
        span.first += 1
    return span.first < span.last


def _is_told(words: Sequence[str]) -> bool:
    """Whether the last of two words tells a group ("Foreign Office"), or the last of more ("Zorvan Army")."""
    kind = name_words().type_of(words) if len(words) > 1 else None
    return kind in GROUPS and (len(words) == 2 or not all(map(is_common, words)))


@lru_cache(maxsize=50_000)
def is_common(word: str) -> bool:
    """Whether the dictionary has the word, in whatever form, in small letters; or the text has it so."""
    low = word.lower()
    if word == low:
        return True
    return low in _dictionary() or any(lemma_of(low, tag) in _dictionary() for tag in ("NNS", "VBZ", "VBD", "JJS"))


@cache
def _dictionary() -> frozenset[str]:
    """The words that the model's lemmatizer knows: nouns, verbs and adjectives, from WordNet."""
    index = pipeline().get_pipe("lemmatizer").lookups.get_table("lemma_index")  # type: ignore[attr-defined]
    return frozenset(word for kind in ("noun", "verb", "adj") for word in index.get(kind, ()))
