"""The small head for reports of conflicts: a line for each label over the vectors of a pair.

re3d has some fifty documents, too few to teach an encoder. What the encoder learned elsewhere, with the classes of both
mentions, is all that these lines see; so a network that has never seen the documents can be tried on
them by cross-validation within a minute.
"""

from collections.abc import Mapping, Sequence

import numpy as np
import torch
from numpy.typing import NDArray

from extractors.pairs.verdicts import MUTUAL, crowd
from training.network import Cutter
from training.pairs.examples import Pairs
from training.pairs.head import parts, places
from training.pairs.labels import RELATIONS, REPORTS
from training.pairs.network import PairNetwork

CLASSES = ("Person", "Organisation", "Place", "Other")
"""Classes of a mention, as the reading contract names them; a state is an organisation here."""
_BATCH = 32
_RIDGE = 30.0
Rows = NDArray[np.float64]
Key = tuple[int, int, int]
"""A sentence and two of its mentions."""


def features(network: PairNetwork, examples: Sequence[Pairs], cutter: Cutter) -> dict[Key, Rows]:
    """For each ordered pair its vectors, its places, and the classes of its mentions: `extractors.pairs.head.plain`."""
    found: dict[Key, Rows] = {}
    with torch.no_grad():
        for start in range(0, len(examples), _BATCH):
            batch = examples[start : start + _BATCH]
            asked = [[(*e.mentions[i], *e.mentions[j]) for i, j, _, _ in e.relations] for e in batch]
            where = places([len(e.words) for e in batch], asked)
            vectors = network(cutter.batch([e.words for e in batch]))
            rows = torch.cat([*parts(vectors, where), where.marks], 1).numpy().astype(np.float64)
            keys = [(start + n, i, j) for n, e in enumerate(batch) for i, j, _, _ in e.relations]
            for (n, i, j), row in zip(keys, rows, strict=True):
                found[n, i, j] = np.concatenate([row, classes(examples[n].types, i, j)])
    return found


def classes(types: Sequence[str], i: int, j: int) -> Rows:
    """The classes of two mentions as zeros and ones: each alone, and both together."""
    a, b = (np.array([float(types[n] == c) for c in CLASSES]) for n in (i, j))
    return np.concatenate([a, b, np.outer(a, b).ravel()])


def fit(x: Rows, gold: Rows, ridge: float = _RIDGE) -> tuple[Rows, Rows]:
    """Weights `(labels, features)` and biases of one logistic regression for each column of `gold`."""
    w = torch.zeros(gold.shape[1], x.shape[1], dtype=torch.float64, requires_grad=True)
    b = torch.full((gold.shape[1],), -3.0, dtype=torch.float64, requires_grad=True)
    inputs, wanted = torch.from_numpy(x), torch.from_numpy(gold)
    optimizer = torch.optim.LBFGS([w, b], max_iter=80, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        optimizer.zero_grad()
        scores = inputs @ w.T + b
        found = torch.nn.functional.binary_cross_entropy_with_logits(scores, wanted, reduction="sum")
        found = found + ridge * (w * w).sum() / 2
        found.backward()
        return found

    optimizer.step(loss)
    return w.detach().numpy(), b.detach().numpy()


FOLDS = 5


class Reports:
    """The sentences of the reports with their features: what lines are fitted on, and tried on."""

    def __init__(self, network: PairNetwork, examples: Sequence[Pairs], cutter: Cutter) -> None:
        found = features(network, examples, cutter)
        self.keys = list(found)
        self.sizes = [len(e.relations) for e in examples]
        self.x = np.stack(list(found.values()))
        true = {
            (n, i, j): {RELATIONS[k] for k in holds} for n, e in enumerate(examples) for i, j, holds, _ in e.relations
        }
        self.gold = np.array([[float(f"re3d {name}" in true[key]) for name in REPORTS] for key in self.keys])
        documents = sorted({e.doc for e in examples})
        self.folds = {doc: n % FOLDS for n, doc in enumerate(documents)}
        self.fold = np.array([self.folds[examples[n].doc] for n, _, _ in self.keys])

    def lines(self, without: int | None = None) -> dict[str, Rows]:
        """The small head's arrays, learned from all documents or from all but a fold's."""
        kept = self.fold != without
        weights, bias = fit(self.x[kept], self.gold[kept])
        return {"reports.weight": weights, "reports.bias": bias}

    def tried(self) -> Mapping[str, tuple[Rows, Rows, Rows]]:
        """The scores of each label by lines that have not seen the document, with whether it holds."""
        scores = np.zeros_like(self.gold)
        for n in range(FOLDS):
            lines, own = self.lines(without=n), self.fold == n
            scores[own] = self.x[own] @ lines["reports.weight"].T + lines["reports.bias"]
        scores = mutual(scores, self.keys)
        crowds = np.array([crowd(self.sizes[n]) for n, _, _ in self.keys])
        return {f"re3d {name}": (scores[:, k], crowds, self.gold[:, k]) for k, name in enumerate(REPORTS)}


def mutual(scores: Rows, keys: Sequence[Key]) -> Rows:
    """The scores, of labels that hold both ways the mean of both."""
    at = {key: n for n, key in enumerate(keys)}
    back = [at[n, j, i] for n, i, j in keys]
    out = scores.copy()
    for k, name in enumerate(REPORTS):
        if f"re3d {name}" in MUTUAL:
            out[:, k] = (scores[:, k] + scores[back, k]) / 2
    return out
