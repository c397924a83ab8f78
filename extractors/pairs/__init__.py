"""The stage that reads pairs: what two mentions of a sentence have to do with each other, by learned heads.

It comes after the rules, and adds what they leave out. Where both say the same of the same two in a sentence, one claim
stays, and it is surer than either was.
"""

from collections.abc import Iterator

import numpy as np

from extractors.draft import Draft, Mention
from extractors.encoder import Vectors
from extractors.pairs.candidates import candidates, kept_words
from extractors.pairs.head import Block
from extractors.pairs.merging import merge_claims, weigh_claims
from extractors.pairs.model import Model, shipped
from extractors.pairs.sentence import FACTS, PAIRS, Sentence
from extractors.pairs.verdicts import stance_odds

__all__ = ["FACTS", "PAIRS", "read_pairs"]

_PAIRS = 1000
"""Pairs that the heads are asked of at a time, and one sentence's more."""


def read_pairs(draft: Draft) -> Draft:
    """Add what the learned heads tell of the pairs in each sentence. Raises DataError where the models are missing."""
    found = list(_sentences(draft))
    if found:
        learned = shipped()
        vectors = learned.encoder.vectors(draft.tree.texts, [s.words for s in found])
        for sentence, given in zip(found, vectors, strict=True):
            draft.in_pairs[draft.tree.sentence_of[sentence.tokens[0]]] = sentence.words, given
        for part in _parts(found, vectors):
            _tell(draft, learned, part)
    return draft


def _sentences(draft: Draft) -> Iterator[Sentence]:
    """The sentences in which two entities are spoken of; page furniture is passed over."""
    by_sentence: dict[int, list[Mention]] = {}
    for m in draft.mentions:
        if 0 <= m.head < len(draft.tree.sentence_of):
            by_sentence.setdefault(draft.tree.sentence_of[m.head], []).append(m)
    for number, inside in sorted(by_sentence.items()):
        first, last = draft.tree.sentences[number]
        quiet = draft.is_quiet(draft.tree.starts[first], draft.tree.ends[last - 1])
        if not quiet and len(inside) > 1:
            words = kept_words(draft, first, last)
            paired = candidates(draft, words, inside)
            if len({c.entity for c in paired}) > 1:
                yield Sentence(draft, range(first, last), words, paired)


def _parts(found: list[Sentence], given: list[Vectors]) -> Iterator[list[tuple[Sentence, Block]]]:
    """The sentences as blocks for the heads, as many together as memory should hold."""
    part: list[tuple[Sentence, Block]] = []
    for sentence, vectors in zip(found, given, strict=True):
        part.append((sentence, Block(vectors, sentence.mentions, sentence.pairs)))
        if sum(len(block.pairs) for _, block in part) > _PAIRS:
            yield part
            part = []
    if part:
        yield part


def _tell(draft: Draft, learned: Model, part: list[tuple[Sentence, Block]]) -> None:
    blocks = [block for _, block in part]
    stance, looked = learned.stance_head.scores(blocks)
    facts, seen = learned.relations_head.scores(blocks)
    start = 0
    for n, (sentence, block) in enumerate(part):
        rows = slice(start, start + len(block.pairs))
        start = rows.stop
        reports = sentence.reports(learned, block)
        scores = np.hstack([stance_odds(stance[rows], sentence.back), facts[rows], reports])
        told = sentence.claims(learned, scores, (looked[n], seen[n]))
        draft.claims = merge_claims(draft.claims, list(told), sentence.span)
        if sentence.asked:  # in open text the heads know too little of wars for their silence to count
            weigh_claims(draft.claims, sentence.sides(learned, scores), sentence.span)
