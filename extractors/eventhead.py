"""The learned head of events: of which PLOVER class what a clause's main verb tells is, if of any.

A multinomial logistic regression over the vectors of the encoder of pairs: the mean of the sentence, the verb, and the
mean of what hangs on the verb. It learned from phrases of our own (`training/events/`), and from no benchmark.
"""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np

from extractors import encoder
from extractors.encoder import SIZE, Vectors
from extractors.tree import Tree
from kg.errors import DataError

FILE = "events.npz"
NONE = "NONE"
"""The class of what is no event: statements, comments, standing facts."""
FEATURES = 3 * SIZE
_TELLING = frozenset(("say", "report", "announce", "tell", "show", "confirm", "add", "note", "state", "reveal"))
_BELOW = frozenset(("dobj", "nsubjpass", "prt", "xcomp", "ccomp", "acomp", "attr", "neg", "aux", "prep"))
_DEPTH = 3


class EventHead:
    """The weights, `(classes, FEATURES)`, and the biases of the classes."""

    def __init__(self, classes: Sequence[str], weight: Vectors, bias: Vectors) -> None:
        self.classes = tuple(classes)
        self._weight, self._bias = np.asarray(weight, np.float32), np.asarray(bias, np.float32)

    def best(self, features: Vectors) -> tuple[str, float]:
        """The likeliest class for the features of one verb, with its probability, rounded so that machines agree."""
        scores = self._weight @ np.asarray(features, np.float32) + self._bias
        powers = np.exp(scores - scores.max())
        n = int(scores.argmax())
        return self.classes[n], round(float(powers[n] / powers.sum()), 2)

    def save(self, path: Path) -> None:
        """Write the arrays, half as precise as they are used."""
        half = self._weight.astype(np.float16)
        np.savez(path, classes=np.array(self.classes), weight=half, bias=self._bias)


def main_verb(tree: Tree, first: int, last: int) -> int:
    """The word that a sentence `[first, last)` is about: its root, below words that only say who tells it."""
    root = next((i for i in range(first, last) if tree.heads[i] == i), first)
    for _ in range(_DEPTH):
        told = tree.of(root, "ccomp") if tree.lemmas[root] in _TELLING else []
        if not told:
            break
        root = told[0]
    return root


def features(tree: Tree, words: Sequence[int], vectors: Vectors, verb: int) -> Vectors:
    """What the head sees of a verb, `(FEATURES,)`; `vectors` are those of the sentence's `words`, `(words, SIZE)`."""
    at = {token: n for n, token in enumerate(words)}
    below = [at[k] for k in tree.kids[verb] if tree.deps[k] in _BELOW and k in at]
    own = vectors[at[verb]] if verb in at else np.zeros(SIZE, np.float32)
    under = vectors[below].mean(axis=0) if below else np.zeros(SIZE, np.float32)
    return np.concatenate([vectors.mean(axis=0), own, under])


@cache
def _at(path: Path) -> EventHead:
    try:
        with np.load(path, allow_pickle=False) as arrays:
            return EventHead([str(c) for c in arrays["classes"]], arrays["weight"], arrays["bias"])
    except (OSError, KeyError, ValueError) as cause:
        hint = "install parley-kg again, or read with --fast"
        raise DataError(f"cannot read the event head: {cause}", where=path, hint=hint) from cause


def shipped() -> EventHead:
    """The head that is shipped. Raises DataError where it cannot be read."""
    return _at(encoder.MODELS / FILE)
