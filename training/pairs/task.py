"""The two heads as one task: stance and relations, from one pass over a batch."""

import random
from collections.abc import Sequence

import torch
from torch import Tensor, nn
from torch.nn.functional import binary_cross_entropy_with_logits, cross_entropy

from training.pairs.examples import Pairs
from training.pairs.head import Ends, PairHead, places
from training.pairs.labels import MIRROR, RELATIONS, STANCES

_SMOOTHING = 0.05
_RARE = -3.0
"""Where the relations' scores begin: most pairs stand in none."""
_RELATIONS = 2.0
"""How much the relations' loss weighs beside that of stance."""


class Heads(nn.Module):
    """Both heads."""

    def __init__(self) -> None:
        super().__init__()
        self.stance = PairHead(len(STANCES))
        self.relations = PairHead(len(RELATIONS))
        nn.init.constant_(self.relations.last.bias, _RARE)


class PairTask:
    """Who is for or against whom, and what else holds between them."""

    name = "pairs"

    def head(self) -> nn.Module:
        """Both heads, with nothing learned yet."""
        return Heads()

    def loss(self, head: nn.Module, vectors: Tensor, batch: Sequence[Pairs]) -> Tensor:
        """Cross-entropy of the stances, read both ways, and of each relation that is known to hold or not."""
        assert isinstance(head, Heads)
        return _stance_loss(head.stance, vectors, batch) + _RELATIONS * _relations_loss(head.relations, vectors, batch)

    def vary(self, example: Pairs, chance: random.Random) -> Pairs:
        """The example as it is: the encoder has read it already."""
        return example


def _ends(e: Pairs, i: int, j: int) -> Ends:
    return (*e.mentions[i], *e.mentions[j])


def _stance_loss(head: PairHead, vectors: Tensor, batch: Sequence[Pairs]) -> Tensor:
    pairs = [[x for i, j, _ in e.stances for x in (_ends(e, i, j), _ends(e, j, i))] for e in batch]
    gold = [x for e in batch for _, _, label in e.stances for x in (label, MIRROR[label])]
    if not gold:
        return vectors.sum() * 0
    scores = head(vectors, places([len(e.words) for e in batch], pairs))
    return cross_entropy(scores, torch.tensor(gold), label_smoothing=_SMOOTHING)


def _relations_loss(head: PairHead, vectors: Tensor, batch: Sequence[Pairs]) -> Tensor:
    pairs = [[_ends(e, i, j) for i, j, _, _ in e.relations] for e in batch]
    known = [x for e in batch for x in e.relations]
    if not known:
        return vectors.sum() * 0
    gold, asked = torch.zeros(len(known), len(RELATIONS)), torch.zeros(len(known), len(RELATIONS))
    for n, (_, _, true, false) in enumerate(known):
        gold[n, true] = 1.0
        asked[n, true + false] = 1.0
    scores = head(vectors, places([len(e.words) for e in batch], pairs))
    losses = binary_cross_entropy_with_logits(scores, gold, reduction="none") * asked
    # by sentence, not by pair: a list of twelve names has 132 pairs and teaches little
    return losses.sum() / (4 * sum(bool(e.relations) for e in batch) + gold.sum())
