"""How well a network tells names in sentences that it has not seen: whole names with their class."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import torch

from extractors.heads import TokenHead
from training.examples import CLASSES, LABELS, OPEN, Example
from training.export import heads
from training.network import Cutter, Network
from training.silver import stretches

_BATCH = 32

Figures = Mapping[str, tuple[float, float, float]]
"""Precision, recall and F1 of each class, and of "all"."""


class Counts:
    """What was right, told and there to be told, by class."""

    def __init__(self) -> None:
        self.right: Counter[str] = Counter()
        self.told: Counter[str] = Counter()
        self.there: Counter[str] = Counter()

    def add(self, gold: Sequence[int], told: Sequence[tuple[int, int, str]]) -> None:
        """Count a sentence: its labels, and the names told. A name that touches an open token is passed over."""
        wanted = {(a, b, LABELS[gold[a]][2:]) for a, b in stretches(gold)}
        for name in told:
            if OPEN not in gold[name[0] : name[1]]:
                self.told[name[2]] += 1
                self.right[name[2]] += name in wanted
        self.there.update(label for _, _, label in wanted)

    def figures(self) -> Figures:
        """The figures so far."""
        rows = {name: (self.right[name], self.told[name], self.there[name]) for name in CLASSES}
        rows["all"] = (self.right.total(), self.told.total(), self.there.total())
        return {name: _prf(*row) for name, row in rows.items()}


def _prf(right: int, told: int, there: int) -> tuple[float, float, float]:
    return right / max(told, 1), right / max(there, 1), 2 * right / max(told + there, 1)


def count(network: Network, examples: Sequence[Example], counts: Counts, cutter: Cutter) -> None:
    """Count what the network tells of the examples."""
    arrays = heads(network)
    head = TokenHead(LABELS, arrays["names.weight"], arrays["names.bias"])
    with torch.no_grad():
        for batch in _batches(sorted(examples, key=lambda e: len(e.words))):
            scores = head.scores(network(cutter.batch([e.words for e in batch])).numpy())
            start = 0
            for e in batch:
                own = scores[start : start + len(e.words)]
                counts.add(e.labels, [(s.first, s.last, s.label) for s in head.stretches(own)])
                start += len(e.words)


def _batches(examples: Sequence[Example]) -> Iterator[Sequence[Example]]:
    for n in range(0, len(examples), _BATCH):
        yield examples[n : n + _BATCH]
