"""The learned heads over the encoder's vectors: small matrices, applied with numpy."""

import json
from collections.abc import Iterator, Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from extractors import encoder
from extractors.draft import Draft, Labelled
from extractors.encoder import Vectors
from kg.errors import DataError

_NEVER = -1e4


class TokenHead:
    """A linear layer that gives each token a label of the BIO scheme: "O", "B-Person", "I-Person" …"""

    def __init__(self, labels: Sequence[str], weight: Vectors, bias: Vectors) -> None:
        """`weight` is `(labels, SIZE)`, `bias` `(labels,)`; the first label is "O"."""
        self.labels = tuple(labels)
        self._weight, self._bias = weight, bias
        self._legal = transitions(("O", *labels))

    def scores(self, vectors: Vectors) -> Vectors:
        """The logarithm of each label's probability, `(tokens, labels)`."""
        raw = vectors @ self._weight.T + self._bias
        raw -= raw.max(axis=1, keepdims=True)
        return np.asarray(raw - np.log(np.exp(raw).sum(axis=1, keepdims=True)), dtype=np.float32)

    def stretches(self, scores: Vectors) -> Iterator[Labelled]:
        """The names in a sentence's `scores`, in their order, as tokens counted from its first."""
        path = self._path(scores)
        start = 0
        for i in range(1, len(path) + 1):
            if i < len(path) and self.labels[path[i]][0] == "I":
                continue
            if path[start]:
                sure = float(np.exp(min(scores[k, path[k]] for k in range(start, i))))
                yield Labelled(start, i, self.labels[path[start]][2:], sure)
            start = i

    def _path(self, scores: Vectors) -> list[int]:
        """The likeliest labels that may follow one another: nearly always the likeliest of each token."""
        alone = scores.argmax(axis=1)
        if not self._legal[1:, 1:][alone[:-1], alone[1:]].any() and not self._legal[0, alone[0] + 1]:
            return [int(label) for label in alone]
        return viterbi(scores, self._legal[0, 1:], self._legal[1:, 1:])


def transitions(labels: Sequence[str]) -> NDArray[np.float32]:
    """What may follow what, `(labels, labels)`: 0 where it may, far below where not ("I-X" after another than X)."""
    rows = [[0 if to[0] != "I" or before[2:] == to[2:] else _NEVER for to in labels] for before in labels]
    return np.array(rows, dtype=np.float32)


def viterbi(scores: Vectors, first: Vectors, legal: Vectors) -> list[int]:
    """The best path of labels through the tokens' scores (Viterbi 1967); `first` weighs the label it begins with."""
    best, back = scores[0] + first, []
    for row in scores[1:]:
        ways = best[:, None] + legal
        before = ways.argmax(axis=0)
        back.append(before)
        best = ways[before, np.arange(len(before))] + row
    path = [int(best.argmax())]
    for before in reversed(back):
        path.append(int(before[path[-1]]))
    return path[::-1]


@cache
def token_head(name: str) -> TokenHead:
    """The shipped head of that name. Raises DataError where it cannot be read."""
    folder = encoder.MODELS
    try:
        labels = json.loads((folder / "labels.json").read_text(encoding="utf-8"))[name]
        with np.load(folder / "heads.npz", allow_pickle=False) as arrays:
            return TokenHead(labels, arrays[f"{name}.weight"], arrays[f"{name}.bias"])
    except (OSError, KeyError, ValueError) as cause:
        hint = "install parley-kg again"
        raise DataError(f"cannot read the head {name!r}: {cause}", where=folder, hint=hint) from cause


def recognise_names(draft: Draft) -> Draft:
    """Fill `draft.recognised` from `draft.vectors`, sentence by sentence; tokens without a vector are passed over."""
    if draft.vectors is None:
        return draft
    told = np.flatnonzero(draft.vectors.any(axis=1))
    head = token_head("names")
    scores = head.scores(draft.vectors[told])
    for first, last in draft.tree.sentences:
        a, b = np.searchsorted(told, (first, last))
        if a < b:
            kept = [int(i) for i in told[a:b]]
            found = head.stretches(scores[a:b])
            draft.recognised += [Labelled(kept[s.first], kept[s.last - 1] + 1, s.label, s.score) for s in found]
    return draft
