"""What is told of two mentions from the vectors of their sentence: two layers over the pair's vector, in numpy.

The pair's vector holds the mean vectors of both mentions, their product, the mean of the words between, and what the
pair finds when it looks at the sentence, each look asking something else (attention whose query is made of both
mentions). So a sentence is encoded once, however many pairs it holds; `training/pairs/head.py` learns the same.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from extractors.encoder import SIZE, Vectors

Indices = NDArray[np.intp]

Ends = tuple[int, int]
"""A mention as words `[first, last)` of the sentence."""
MARKS = 4


def marks(a: Ends, b: Ends) -> list[float]:
    """Whether the first mention stands first, whether they overlap, whether they touch, and how far apart they are."""
    gap = max(b[0] - a[1], a[0] - b[1])
    return [float(a[0] < b[0]), float(gap < 0), float(gap == 0), math.log1p(max(gap, 0)) / 3]


@dataclass(frozen=True)
class Block:
    """A sentence to be told of: its words' `vectors` `(words, size)`, its mentions, and pairs of indices into those.

    What follows from them is worked out once, for all heads that ask.
    """

    vectors: Vectors
    mentions: Sequence[Ends]
    pairs: Sequence[Ends]

    @cached_property
    def means(self) -> Vectors:
        """The mean vector of each mention, `(mentions, size)`."""
        return _means(self._sums, *np.array(self.mentions, dtype=np.intp).T)

    @cached_property
    def between(self) -> Vectors:
        """The mean vector of the words between each pair's mentions, `(pairs, size)`."""
        ends, (i, j) = np.array(self.mentions, dtype=np.intp), np.array(self.pairs, dtype=np.intp).T
        return _means(self._sums, np.minimum(ends[i, 1], ends[j, 1]), np.maximum(ends[i, 0], ends[j, 0]))

    @cached_property
    def places(self) -> Vectors:
        """The marks of each pair, `(pairs, MARKS)`."""
        return np.array([marks(self.mentions[a], self.mentions[b]) for a, b in self.pairs], dtype=np.float32)

    def plain(self) -> Vectors:
        """Both mentions, their product, the words between, and the marks of each pair, `(pairs, 4 * size + MARKS)`."""
        means, (i, j) = self.means, np.array(self.pairs, dtype=np.intp).T
        return np.hstack([means[i], means[j], means[i] * means[j], self.between, self.places])

    @cached_property
    def _sums(self) -> Vectors:
        return np.vstack([np.zeros_like(self.vectors[:1]), np.cumsum(self.vectors, axis=0, dtype=np.float32)])


class PairHead:
    """A learned head over pairs; the arrays are those of the layers `ask`, `first` and `last`, weights and biases."""

    def __init__(self, arrays: Mapping[str, Vectors], size: int = SIZE) -> None:
        """`ask` is `(looks * size, 2 * size)`, `first` `(hidden, (4 + looks) * size + MARKS)`.

        `last` is `(outputs, hidden)`; `size` is how long a word's vector is.
        """
        layers = {name: np.asarray(array, dtype=np.float32).T for name, array in arrays.items()}
        # what a layer makes of a mention is worked out once, however many pairs the mention is in
        self._ask = np.split(layers["ask.weight"], 2)
        self._first = np.split(layers["first.weight"], [size, 2 * size, 4 * size])
        self._last = layers["last.weight"]
        self._asked, self._bias, self._base = layers["ask.bias"], layers["first.bias"], layers["last.bias"]
        self._size, self._looks = size, len(self._asked) // size

    def scores(self, blocks: Sequence[Block]) -> tuple[Vectors, list[Vectors]]:
        """The outputs of all pairs, `(pairs, outputs)`, block after block, and what each block's pairs looked at.

        The latter is how much each word weighed in what a pair saw, `(pairs, words)` for each block.
        """
        means = np.vstack([b.means for b in blocks])
        starts = np.cumsum([0, *(len(b.mentions) for b in blocks)])
        rows = [np.array(b.pairs, dtype=np.intp) + s for b, s in zip(blocks, starts[:-1], strict=True)]
        i, j = np.vstack(rows).T
        asked = (means @ self._ask[0])[i] + (means @ self._ask[1])[j] + self._asked
        edges = np.cumsum([len(b.pairs) for b in blocks])[:-1]
        weights = [self._look(b.vectors, part) for b, part in zip(blocks, np.split(asked, edges), strict=True)]
        seen = np.vstack([_seen(b, w) for b, w in zip(blocks, weights, strict=True)])
        hidden = (means @ self._first[0])[i] + (means @ self._first[1])[j] + self._bias
        hidden += self._shared(blocks, means, i, j)
        hidden += seen @ self._first[3]
        return np.asarray(_gelu(hidden) @ self._last + self._base), [np.asarray(w.mean(axis=1)) for w in weights]

    def _shared(self, blocks: Sequence[Block], means: Vectors, i: Indices, j: Indices) -> Vectors:
        """What is the same whichever way a pair is read, worked out once: the product, and the words between."""
        keys, first, back = np.unique(
            np.minimum(i, j) * len(means) + np.maximum(i, j), return_index=True, return_inverse=True
        )
        a, b = keys // len(means), keys % len(means)
        between = np.vstack([block.between for block in blocks])[first]
        return np.asarray((np.hstack([means[a] * means[b], between]) @ self._first[2])[back])

    def _look(self, vectors: Vectors, asked: Vectors) -> Vectors:
        """How much each word answers what a pair asks, `(pairs, looks, words)`; each look's weights sum to 1."""
        scores = asked.reshape(-1, self._size) @ vectors.T / np.sqrt(np.float32(self._size))
        powers = np.exp(scores - scores.max(axis=1, keepdims=True))
        return np.asarray(powers / powers.sum(axis=1, keepdims=True)).reshape(-1, self._looks, len(vectors))


def _seen(block: Block, weights: Vectors) -> Vectors:
    """What the looks of each pair bring back, with the marks of its places."""
    found = (weights.reshape(-1, len(block.vectors)) @ block.vectors).reshape(len(block.pairs), -1)
    return np.hstack([found, block.places])


def _means(sums: Vectors, start: Indices, end: Indices) -> Vectors:
    """The mean of the words `[start, end)` from running sums, zeros where there are none."""
    count = np.maximum(end - start, 0)[:, None]
    total = sums[np.maximum(end, start)] - sums[start]
    return np.asarray(total / np.maximum(count, 1), dtype=np.float32)


def _gelu(x: Vectors) -> Vectors:
    """The Gaussian error linear unit (Hendrycks and Gimpel 2016); erf after Abramowitz and Stegun, 7.1.26."""
    z = np.abs(x) * np.float32(0.5**0.5)
    t = 1 / (1 + np.float32(0.3275911) * z)
    series = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))))
    erf = np.sign(x) * (1 - series * np.exp(-z * z))
    return np.asarray(0.5 * x * (1 + erf), dtype=np.float32)
