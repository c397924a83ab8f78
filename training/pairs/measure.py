"""What a network says of sentences that it has not learned from."""

from collections.abc import Iterator, Sequence

import numpy as np
import torch
from numpy.typing import NDArray

from training.network import Cutter
from training.pairs.examples import Pairs
from training.pairs.head import places
from training.pairs.labels import MIRROR, STANCES
from training.pairs.network import PairNetwork

_BATCH = 32
Rows = NDArray[np.float64]
Asked = tuple[Pairs, int, int, Rows, list[int], list[int]]


def _batches(examples: Sequence[Pairs]) -> Iterator[list[Pairs]]:
    ordered = sorted(examples, key=lambda e: len(e.words))
    for n in range(0, len(ordered), _BATCH):
        yield ordered[n : n + _BATCH]


def stances(network: PairNetwork, examples: Sequence[Pairs], cutter: Cutter) -> tuple[Rows, NDArray[np.int64]]:
    """Log-probabilities of each pair's stances, the mean of both ways to read it, and what people said."""
    rows, gold = [], []
    with torch.no_grad():
        for batch in _batches([e for e in examples if e.stances]):
            pairs = [[x for i, j, _ in e.stances for x in ((i, j), (j, i))] for e in batch]
            scores = _asked(network, "stance", batch, pairs, cutter).log_softmax(1)
            rows.append((scores[0::2] + scores[1::2][:, list(MIRROR)]).numpy() / 2)
            gold += [label for e in batch for _, _, label in e.stances]
    return np.concatenate(rows), np.array(gold)


def facts(network: PairNetwork, examples: Sequence[Pairs], cutter: Cutter) -> Iterator[Asked]:
    """Each pair with the logits of all facts, those that hold, and those that do not."""
    with torch.no_grad():
        for batch in _batches([e for e in examples if e.relations]):
            pairs = [[(i, j) for i, j, _, _ in e.relations] for e in batch]
            scores = _asked(network, "relations", batch, pairs, cutter).numpy()
            known = [(e, x) for e in batch for x in e.relations]
            for (e, (i, j, true, false)), row in zip(known, scores, strict=True):
                yield e, i, j, row, true, false


def pair_stances(network: PairNetwork, examples: Sequence[Pairs], cutter: Cutter) -> Iterator[Rows]:
    """Log-probabilities of the stances of each pair that `facts` tells of, in its order, the mean of both readings."""
    with torch.no_grad():
        for batch in _batches([e for e in examples if e.relations]):
            pairs = [[(i, j) for i, j, _, _ in e.relations] for e in batch]
            scores = _asked(network, "stance", batch, pairs, cutter).log_softmax(1).numpy()
            known = [(n, i, j) for n, e in enumerate(batch) for i, j, _, _ in e.relations]
            at = dict(zip(known, scores, strict=True))
            for n, i, j in known:
                yield (at[n, i, j] + at[n, j, i][list(MIRROR)]) / 2


def _asked(
    network: PairNetwork, head: str, batch: list[Pairs], pairs: list[list[tuple[int, int]]], cutter: Cutter
) -> torch.Tensor:
    vectors = network(cutter.batch([e.words for e in batch]))
    ends = [[(*e.mentions[i], *e.mentions[j]) for i, j in own] for e, own in zip(batch, pairs, strict=True)]
    found: torch.Tensor = getattr(network.heads["pairs"], head)(vectors, places([len(e.words) for e in batch], ends))
    return found


def macro(rows: Rows, gold: NDArray[np.int64], bias: Rows | None = None) -> float:
    """Macro F1 over the five stances."""
    said = (rows + (0 if bias is None else bias)).argmax(1)
    found = []
    for k in range(len(STANCES)):
        right = int(((said == k) & (gold == k)).sum())
        found.append(2 * right / max(int((said == k).sum() + (gold == k).sum()), 1))
    return float(np.mean(found))
