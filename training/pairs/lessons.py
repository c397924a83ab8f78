"""From what the pairs are learned and how often, and what is held out."""

from collections.abc import Sequence
from dataclasses import dataclass
from zlib import crc32

from training.pairs.examples import Pairs
from training.pairs.task import STANCE, PairTask

TASK = PairTask()
_HELD_BACK = 14
"""Of the texts of directed_sentiment's training split, one in so many is kept to fit the scores on."""
_HELD_OUT = 3
"""Of the documents of the other corpora, one in so many is kept to fit the scores on and to measure."""
_APART = frozenset(("re3d", "PLOVER"))
"""Corpora too small to teach an encoder: a small head learns from them over what it says, and is cross-validated."""


@dataclass(frozen=True, slots=True)
class PairRound:
    """Examples that are learned from together, how often, and how fast the layers move."""

    task: PairTask
    examples: list[Pairs]
    epochs: int
    rate: float


def is_held_out(e: Pairs) -> bool:
    """Whether a sentence teaches nothing: the official valid split of stances, and what scores are fitted on."""
    if e.corpus == STANCE:
        return e.split != "train" or _hash(e.doc) % _HELD_BACK == 0
    return e.corpus != "FewRel" and _hash(e.doc) // 7 % _HELD_OUT == 0


def _hash(text: str) -> int:
    return crc32(text.encode())


def pair_round(examples: Sequence[Pairs], epochs: int = 4) -> PairRound:
    """All that the encoder learns from, together."""
    kept = [e for e in examples if not is_held_out(e) and e.corpus not in _APART]
    known = [e for e in kept if e.corpus != "FewRel" or any(true for _, _, true, _ in e.relations)]
    names = [e.words[a:b] for e in known if e.corpus == STANCE for a, b in e.mentions]
    return PairRound(PairTask(names), known, epochs, 8e-5)
