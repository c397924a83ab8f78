"""Passages cut into sentences of words with pairs, as the reader will meet them."""

import gzip
import json
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from itertools import islice
from pathlib import Path

from spacy.tokens import Doc

from extractors.draft import Draft
from extractors.encoder import encode_sentences
from extractors.heads import recognise_names
from extractors.language import parse
from kg.model import Article
from training.pairs.corpora import Passage
from training.pairs.labels import RELATIONS

MOST = 12
"""Mentions of a sentence that are paired; a list of more names says nothing of most pairs."""
_BATCH = 256


@dataclass(frozen=True, slots=True)
class Pairs:
    """A sentence: its words, its mentions as words `[first, last)`, and what is known of which pair."""

    doc: str
    corpus: str
    split: str
    words: list[str]
    mentions: list[tuple[int, int]]
    stances: list[tuple[int, int, int]] = field(default_factory=list)
    """Two mentions and an index into `STANCES`."""
    relations: list[tuple[int, int, list[int], list[int]]] = field(default_factory=list)
    """Two mentions, the labels that hold, and those that do not: indices into `RELATIONS`; others are open."""
    types: list[str] = field(default_factory=list)
    """The class of each mention, where the corpus tells it."""


def examples(passages: Iterable[Passage]) -> Iterator[Pairs]:
    """The sentences of the passages, in their order, that hold a pair of which something is known."""
    waiting = iter(passages)
    while batch := list(islice(waiting, _BATCH)):
        for passage, doc in zip(batch, parse(p.text for p in batch), strict=True):
            yield from _cut(passage, doc)


def _cut(passage: Passage, doc: Doc) -> Iterator[Pairs]:
    starts, ends = [t.idx for t in doc], [t.idx + len(t) for t in doc]
    at = [(bisect_right(ends, a), bisect_left(starts, b)) for a, b in passage.mentions]
    if passage.unmarked:
        at += _other_names(passage, doc, at)
    for first, last in _sentences(passage, doc, starts):
        place = {i: n for n, i in enumerate(i for i in range(first, last) if not doc[i].is_space)}
        inside = [m for m, (a, b) in enumerate(at) if a < b and first <= a and b <= last]
        if len(inside) >= 2:
            words = [doc[i].text for i in place]
            spans = [_within(place, *at[m]) for m in inside]
            found = _known(passage, inside, len(passage.mentions))
            if found.stances or found.relations:
                types = [passage.types[m] for m in inside] if passage.types else []
                yield Pairs(
                    passage.doc, passage.corpus, passage.split, words, spans, found.stances, found.relations, types
                )


def _within(place: dict[int, int], a: int, b: int) -> tuple[int, int]:
    inside = [place[i] for i in range(a, b) if i in place] or [0]
    return inside[0], inside[-1] + 1


def _sentences(passage: Passage, doc: Doc, starts: list[int]) -> list[tuple[int, int]]:
    if passage.whole:
        return [(0, len(doc))]
    if passage.sentences is not None:
        return [(bisect_left(starts, a), bisect_left(starts, b)) for a, b in passage.sentences]
    return [(s.start, s.end) for s in doc.sents]


def _other_names(passage: Passage, doc: Doc, at: list[tuple[int, int]]) -> list[tuple[int, int]]:
    draft = recognise_names(encode_sentences(Draft(Article(passage.id, passage.text), doc)))
    return [(n.first, n.last) for n in draft.recognised if all(n.last <= a or b <= n.first for a, b in at)]


@dataclass(slots=True)
class _Known:
    stances: list[tuple[int, int, int]] = field(default_factory=list)
    relations: list[tuple[int, int, list[int], list[int]]] = field(default_factory=list)


def _known(passage: Passage, inside: list[int], marked: int) -> _Known:
    at, known = {m: n for n, m in enumerate(inside)}, _Known()
    known.stances = [(at[p], at[q], label) for (p, q), label in passage.stances if p in at and q in at and p != q]
    asked = [RELATIONS.index(name) for name in passage.asked]
    if not asked:
        return known
    certain = {m for pair in passage.true for m in pair}
    few = sorted(inside, key=lambda m: (m not in certain, m))[:MOST]
    for i in sorted(few):
        for j in sorted(few):
            pair = (i, j)
            if i == j or (passage.only and pair not in passage.true):
                continue
            true = [RELATIONS.index(name) for name in passage.true.get(pair, ())]
            vague = {RELATIONS.index(name) for name in passage.open.get(pair, ())}
            known.relations.append((at[i], at[j], true, [k for k in asked if k not in true and k not in vague]))
    return known


def save(path: Path, found: Iterable[Pairs]) -> None:
    """Write the examples as JSON Lines, the same bytes for the same examples."""
    with path.open("wb") as raw, gzip.GzipFile(fileobj=raw, mode="wb", mtime=0, filename="") as file:
        for example in found:
            file.write((json.dumps(asdict(example), ensure_ascii=False) + "\n").encode())


def load(path: Path) -> list[Pairs]:
    """The examples that `save` wrote."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [Pairs(**json.loads(line)) for line in lines]
