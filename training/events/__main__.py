"""Make the head of events again: `python -m training.events --out extractors/models`.

The sentences are our own (`training/events/phrases.tsv`), the encoder is that of pairs as it is shipped: only the head
learns, within a few minutes on one core, in numpy. What is printed is measured by phrases that were held out.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from extractors.encoder import Vectors
from extractors.eventhead import FILE, EventHead, features, main_verb
from extractors.language import parse
from extractors.pairs.model import shipped
from extractors.tree import Tree
from training.events.phrases import Sentence, sentences

RIDGE = 30.0
_STEPS = 300
FOLDS = 5
Rows = NDArray[np.float64]


def rows(texts: Sequence[str]) -> Rows:
    """The features of each sentence's main verb, `(sentences, FEATURES)`, each sentence encoded by itself."""
    encoder = shipped().encoder
    found: list[Vectors] = []
    for doc in parse(texts):
        tree, words = Tree(doc), [t.i for t in doc if not t.is_space]
        (vectors,) = encoder.vectors([t.text for t in doc], [words])
        found.append(features(tree, words, vectors, main_verb(tree, 0, len(doc))))
    return np.asarray(found, np.float64)


def fit(x: Rows, labels: Sequence[str], classes: Sequence[str]) -> EventHead:
    """The ridge multinomial regression, by Nesterov's accelerated gradient (1983); scales are folded into weights."""
    middle, scale = x.mean(axis=0), x.std(axis=0) + 1e-6
    scaled = np.hstack([(x - middle) / scale, np.ones((len(x), 1))])
    wanted = np.eye(len(classes))[[classes.index(label) for label in labels]]
    pull = RIDGE / len(x)
    step = 1 / (0.5 * np.linalg.norm(scaled, 2) ** 2 / len(x) + pull)
    w = ahead = np.zeros((scaled.shape[1], len(classes)))
    pace = 1.0
    for _ in range(_STEPS):
        scores = scaled @ ahead
        powers = np.exp(scores - scores.max(axis=1, keepdims=True))
        error = powers / powers.sum(axis=1, keepdims=True) - wanted
        moved = ahead - step * (scaled.T @ error / len(x) + pull * ahead)
        faster = (1 + (1 + 4 * pace**2) ** 0.5) / 2
        w, ahead, pace = moved, moved + (pace - 1) / faster * (moved - w), faster
    weight = w[:-1] / scale[:, None]
    return EventHead(classes, weight.T.astype(np.float32), (w[-1] - middle @ weight).astype(np.float32))


def tried(x: Rows, found: Sequence[Sentence], classes: Sequence[str]) -> float:
    """The share of sentences whose class is told right by a head that has not seen their phrase."""
    fold = np.array([crc32(s.phrase.encode()) % FOLDS for s in found])
    right = 0
    for n in range(FOLDS):
        kept = np.flatnonzero(fold != n)
        head = fit(x[kept], [found[i].label for i in kept], classes)
        right += sum(head.best(x[i])[0] == found[i].label for i in np.flatnonzero(fold == n))
    return right / len(found)


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True, help="where the reader finds its models")
    args = parser.parse_args()
    found = list(sentences())
    classes = sorted({s.label for s in found})
    x = rows([s.text for s in found])
    print(f"{len(found)} sentences; of unseen phrases {tried(x, found, classes):.3f} are told right")  # noqa: T201
    fit(x, [s.label for s in found], classes).save(args.out / FILE)


if __name__ == "__main__":
    main()
