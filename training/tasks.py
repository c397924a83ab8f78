"""What the encoder learns, in one place: the tasks, and the rounds in which they are learned.

A new task is a class with a head, and a loss over a batch of its examples; a `Round` of `rounds` says from what it
learns and how often.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace

import torch
from torch import Tensor, nn
from torch.nn.functional import cross_entropy

from extractors.encoder import SIZE
from training.examples import LABELS, OPEN, Example
from training.silver import steady

_SMOOTHING = 0.05
_LOWER, _UPPER, _TITLE = 0.06, 0.05, 0.03
"""Shares of the sentences that are read in small letters, in capitals, and as a headline with capitals."""


class Names:
    """Names and their classes: a label for each token."""

    name, labels = "names", LABELS

    def head(self) -> nn.Module:
        """One linear layer; its input loses a tenth while it learns."""
        return nn.Sequential(nn.Dropout(0.1), nn.Linear(SIZE, len(LABELS)))

    def loss(self, head: nn.Module, vectors: Tensor, batch: Sequence[Example]) -> Tensor:
        """Cross-entropy over the tokens whose label is known."""
        gold = torch.tensor([label for e in batch for label in e.labels])
        if bool((gold == OPEN).all()):
            return vectors.sum() * 0
        return cross_entropy(head(vectors), gold, ignore_index=OPEN, label_smoothing=_SMOOTHING)

    def vary(self, example: Example, chance: random.Random) -> Example:
        """The example, now and then in other letters."""
        roll = chance.random()
        if roll < _LOWER:
            return replace(example, words=[w.lower() for w in example.words])
        if roll < _LOWER + _UPPER:
            return replace(example, words=[w.upper() for w in example.words])
        if roll < _LOWER + _UPPER + _TITLE:
            return replace(example, words=[w[:1].upper() + w[1:] for w in example.words])
        return example


TASKS = (Names(),)
"""All that is learned. A task's name names its head among the shipped models."""


@dataclass(frozen=True, slots=True)
class Round:
    """Examples that are learned from together, how often, and how fast the encoder moves."""

    task: Names
    examples: list[Example]
    epochs: int
    rate: float


def silver_round(examples: Sequence[Example]) -> Round:
    """First what spaCy's recogniser says of news and encyclopaedia sentences, once."""
    return Round(TASKS[0], [e for e in steady(examples) if e.silver], 1, 1.5e-4)


def gold_round(examples: Sequence[Example], without: frozenset[str] = frozenset()) -> Round:
    """Then what people marked: GUM twice an epoch, of KnowledgeNet's sentences, which leave most open, every third.

    The documents `without` are held out.
    """
    gold = [e for e in examples if not e.silver and e.doc not in without]
    sparse = [e for e in gold if e.corpus == "KnowledgeNet"]
    dense = [e for e in gold if e.corpus != "KnowledgeNet"]
    return Round(TASKS[0], [*dense, *(e for e in dense if e.corpus == "GUM"), *sparse[::3]], 3, 1e-4)
