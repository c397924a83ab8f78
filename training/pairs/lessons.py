"""From what the pairs are learned and how often, and what is held out."""

from collections.abc import Sequence
from dataclasses import dataclass
from zlib import crc32

from training.pairs.examples import Pairs
from training.pairs.task import PairTask

TASK = PairTask()
_HELD_BACK = 14
"""Of the texts of directed_sentiment's training split, one in so many is kept to fit the scores on."""
_HELD_OUT = 3
"""Of the documents of the other corpora, one in so many is kept to fit the scores on and to measure."""
_OFTEN = {"re3d": 3, "PLOVER": 2}
"""How often an epoch reads the sentences of the small corpora."""


@dataclass(frozen=True, slots=True)
class PairRound:
    """Examples that are learned from together, how often, and how fast the layers move."""

    task: PairTask
    examples: list[Pairs]
    epochs: int
    rate: float


def is_held_out(e: Pairs) -> bool:
    """Whether a sentence teaches nothing: the official valid split of stances, and what scores are fitted on."""
    if e.corpus == "directed_sentiment":
        return e.split != "train" or _hash(e.doc) % _HELD_BACK == 0
    return e.corpus != "FewRel" and _hash(e.doc) // 7 % _HELD_OUT == 0


def _hash(text: str) -> int:
    return crc32(text.encode())


def pair_round(examples: Sequence[Pairs], epochs: int = 3) -> PairRound:
    """All that is learned, together: of the sentences in which nobody takes sides, every other one."""
    kept = [e for e in examples if not is_held_out(e) and (e.corpus != "directed_sentiment" or _teaches(e))]
    known = [e for e in kept if e.corpus != "FewRel" or any(true for _, _, true, _ in e.relations)]
    return PairRound(TASK, [e for e in known for _ in range(_OFTEN.get(e.corpus, 1))], epochs, 1.5e-4)


def _teaches(e: Pairs) -> bool:
    return any(label for _, _, label in e.stances) or _hash(e.doc) % 2 == 0
