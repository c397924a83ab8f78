"""The halves of GUM: what a network has not seen is what it can be measured on."""

from collections.abc import Sequence

from training.examples import Example

FOLDS = 2


def folds(examples: Sequence[Example]) -> dict[str, int]:
    """Which fold each document of GUM is held out in; the genres are spread evenly."""
    documents = sorted({(e.genre, e.doc) for e in examples if e.corpus == "GUM"})
    return {doc: n % FOLDS for n, (_, doc) in enumerate(documents)}
