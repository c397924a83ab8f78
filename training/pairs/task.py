"""The two heads as one task: stance and relations, from one pass over a batch."""

import random
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import torch
from torch import Tensor, nn
from torch.nn.functional import binary_cross_entropy_with_logits, cross_entropy

from training.pairs.examples import Pairs
from training.pairs.head import Ends, PairHead, places
from training.pairs.labels import FACTS, MIRROR, STANCES

_SMOOTHING = 0.05
STANCE = "directed_sentiment"
_WEAK = 0.25
"""What pairs count of which nobody said that they are neutral, though nearly all are."""
_RENAMED = 0.4
"""The share of the sentences on stance whose names are changed."""
_RARE = -3.0
"""Where the relations' scores begin: most pairs stand in none."""
_RELATIONS = 1.5
"""How much the relations' loss weighs beside that of stance."""


def renamed(e: Pairs, names: Sequence[Sequence[str]], chance: random.Random) -> Pairs:
    """The sentence with its mentions, where they do not overlap, named like others of the corpus."""
    spans = sorted(e.mentions)
    if any(b > c for (_, b), (c, _) in pairwise(spans)):
        return e
    words, at, done = list[str](), dict[int, tuple[int, int]](), 0
    for first, last in spans:
        words += e.words[done:first]
        name = chance.choice(names)
        at[first] = (len(words), len(words) + len(name))
        words += name
        done = last
    return replace(e, words=[*words, *e.words[done:]], mentions=[at[first] for first, _ in e.mentions])


class Heads(nn.Module):
    """Both heads."""

    def __init__(self) -> None:
        super().__init__()
        self.stance = PairHead(len(STANCES))
        self.relations = PairHead(len(FACTS))
        nn.init.constant_(self.relations.last.bias, _RARE)


class PairTask:
    """Who is for or against whom, and what else holds between them."""

    name = "pairs"

    def __init__(self, names: Sequence[Sequence[str]] = ()) -> None:
        """`names` are what the mentions of stance may be renamed to, as words; none: nothing is renamed."""
        self._names = names

    def head(self) -> nn.Module:
        """Both heads, with nothing learned yet."""
        return Heads()

    def loss(self, head: nn.Module, vectors: Tensor, batch: Sequence[Pairs]) -> Tensor:
        """Cross-entropy of the stances, read both ways, and of each relation that is known to hold or not."""
        assert isinstance(head, Heads)
        return _stance_loss(head.stance, vectors, batch) + _RELATIONS * _relations_loss(head.relations, vectors, batch)

    def vary(self, example: Pairs, chance: random.Random) -> Pairs:
        """The example, often with other names: who takes which side is to be read off the words, not off who it is."""
        if self._names and example.corpus == STANCE and chance.random() < _RENAMED:
            return renamed(example, self._names, chance)
        return example


def _ends(e: Pairs, i: int, j: int) -> Ends:
    return (*e.mentions[i], *e.mentions[j])


def _stance_loss(head: PairHead, vectors: Tensor, batch: Sequence[Pairs]) -> Tensor:
    pairs = [[x for i, j, _ in e.stances for x in (_ends(e, i, j), _ends(e, j, i))] for e in batch]
    gold = [x for e in batch for _, _, label in e.stances for x in (label, MIRROR[label])]
    if not gold:
        return vectors.sum() * 0
    scores = head(vectors, places([len(e.words) for e in batch], pairs))
    losses = cross_entropy(scores, torch.tensor(gold), label_smoothing=_SMOOTHING, reduction="none")
    weights = torch.tensor([1.0 if e.corpus == STANCE else _WEAK for e in batch for _ in range(2 * len(e.stances))])
    return (losses * weights).sum() / weights.sum()


def _relations_loss(head: PairHead, vectors: Tensor, batch: Sequence[Pairs]) -> Tensor:
    pairs = [[_ends(e, i, j) for i, j, _, _ in e.relations] for e in batch]
    known = [x for e in batch for x in e.relations]
    if not known:
        return vectors.sum() * 0
    gold, asked = torch.zeros(len(known), len(FACTS)), torch.zeros(len(known), len(FACTS))
    for n, (_, _, true, false) in enumerate(known):
        gold[n, true] = 1.0
        asked[n, true + false] = 1.0
    scores = head(vectors, places([len(e.words) for e in batch], pairs))
    losses = binary_cross_entropy_with_logits(scores, gold, reduction="none") * asked
    # by sentence, not by pair: a list of twelve names has 132 pairs and teaches little
    return losses.sum() / (4 * sum(bool(e.relations) for e in batch) + gold.sum())
