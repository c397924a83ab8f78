"""The shipped reader of pairs: its own encoder, the deeper layers, two heads, and the table of verdicts."""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import numpy as np

from extractors import encoder
from extractors.encoder import Vectors
from extractors.ends import has_class
from extractors.pairs.head import Block, PairHead
from extractors.pairs.verdicts import STANCE_LABELS, Verdicts, verdicts
from extractors.pairs.words import WordEncoder
from kg.errors import DataError

HEADS = ("stance", "relations")
CLASSES = ("Person", "Organisation", "Place", "Other")
"""Classes of mentions that the small head of reports tells apart."""


class Model:
    """All that a folder of models holds for pairs; read on first use. Raises DataError where a file is missing."""

    def __init__(self, folder: Path) -> None:
        self.encoder = WordEncoder(folder)
        known = verdicts(folder)
        try:
            labels = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
            self.facts, self.reports = tuple(labels["facts"]), tuple(labels["reports"])
            with np.load(folder / "heads.npz", allow_pickle=False) as arrays:
                self.stance_head, self.relations_head = (
                    PairHead({k.removeprefix(f"{name}."): arrays[k] for k in arrays.files if k.startswith(f"{name}.")})
                    for name in HEADS
                )
                self.labels = (*STANCE_LABELS, *self.facts, *self.reports)
                self.verdicts = Verdicts.of(known, self.labels)
                self.set_lines({name: arrays[name] for name in ("reports.weight", "reports.bias")})
        except (OSError, KeyError, ValueError) as cause:
            hint = "install parley-kg again, or read with --fast"
            raise DataError(f"cannot read the heads of pairs: {cause}", where=folder, hint=hint) from cause

    def set_lines(self, arrays: Mapping[str, Vectors]) -> None:
        """Take the small head's weights and biases from the arrays; cross-validation puts others in."""
        self.lines = arrays["reports.weight"].astype(np.float32).T, arrays["reports.bias"].astype(np.float32)

    def report_scores(self, block: Block, types: Sequence[str]) -> Vectors:
        """The scores of `reports`, `(pairs, reports)`; `types` are its mentions' classes (`class_of`)."""
        weights, bias = self.lines
        both = classes([(types[i], types[j]) for i, j in block.pairs])
        return np.asarray(np.hstack([block.plain(), both]) @ weights + bias)


def classes(pairs: Sequence[tuple[str, str]]) -> Vectors:
    """The classes of the mentions of each pair as zeros and ones: each alone, and both together."""
    a, b = (np.array([[float(pair[side] == c) for c in CLASSES] for pair in pairs], np.float32) for side in (0, 1))
    return np.hstack([a, b, (a[:, :, None] * b[:, None, :]).reshape(len(pairs), -1)])


def class_of(type_: str) -> str:
    """The class of a mention as the small head has it."""
    return type_ if type_ in CLASSES else next((c for c in CLASSES if has_class(type_, c)), "Other")


@cache
def _at(folder: Path) -> Model:
    return Model(folder)


def shipped() -> Model:
    """The one that is shipped. Raises DataError where its files are missing."""
    return _at(encoder.MODELS / "pairs")
