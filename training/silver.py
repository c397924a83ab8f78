"""spaCy's labels made steadier: what it mostly calls a name counts, where it calls it now this, now that."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from training.examples import LABELS, OPEN, Example

_OFTEN, _MOSTLY = 4, 0.6


def steady(examples: Sequence[Example]) -> list[Example]:
    """The examples, their silver labels settled by the majority of all that are silver.

    A name that was seen often takes its usual class. A word that is usually a name of its own, where it is passed over,
    is left open.
    """
    usual = _usual([e for e in examples if e.silver])
    return [replace(e, labels=_settled(e, usual)) if e.silver else e for e in examples]


def stretches(labels: Sequence[int]) -> list[tuple[int, int]]:
    """The names `[first, last)` that the labels tell of."""
    found = []
    for i, label in enumerate(labels):
        if label > 0 and LABELS[label][0] == "B":
            last = i + 1
            while last < len(labels) and labels[last] == label + 1:
                last += 1
            found.append((i, last))
    return found


def _usual(silver: Sequence[Example]) -> dict[str, int]:
    """The label at which a name mostly begins."""
    seen: dict[str, Counter[int]] = {}
    for e in silver:
        for first, last in stretches(e.labels):
            seen.setdefault(" ".join(e.words[first:last]), Counter())[e.labels[first]] += 1
    best = {name: max(sorted(counts.items()), key=lambda c: c[1]) for name, counts in seen.items()}
    return {name: b[0] for name, b in best.items() if b[1] >= max(_OFTEN, _MOSTLY * seen[name].total())}


def _settled(example: Example, usual: dict[str, int]) -> list[int]:
    labels = list(example.labels)
    for first, last in stretches(example.labels):
        begin = usual.get(" ".join(example.words[first:last]), labels[first])
        labels[first:last] = [begin] + [begin + 1] * (last - first - 1)
    return [OPEN if not label and word in usual else label for word, label in zip(example.words, labels, strict=True)]
