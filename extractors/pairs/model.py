"""The shipped reader of pairs: its own encoder, the deeper layers, two heads, and its table of verdicts."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import numpy as np

from extractors import encoder
from extractors.pairs.head import PairHead
from extractors.pairs.layers import Layers
from extractors.pairs.verdicts import Verdict, verdicts
from kg.errors import DataError

HEADS = ("stance", "relations")


class Model:
    """All that a folder of models holds for pairs; read on first use. Raises DataError where a file is missing."""

    def __init__(self, folder: Path) -> None:
        self.encoder = encoder.Encoder(folder, encoder.MODELS)
        self.layers = Layers(folder)
        self.verdicts: Mapping[str, Verdict] = verdicts(folder)
        try:
            self.relations = tuple(json.loads((folder / "labels.json").read_text(encoding="utf-8"))["relations"])
            with np.load(folder / "heads.npz", allow_pickle=False) as arrays:
                self.stance_head, self.relations_head = (
                    PairHead({k.removeprefix(f"{name}."): arrays[k] for k in arrays.files if k.startswith(f"{name}.")})
                    for name in HEADS
                )
        except (OSError, KeyError, ValueError) as cause:
            hint = "install parley-kg again, or read without --learned"
            raise DataError(f"cannot read the heads of pairs: {cause}", where=folder, hint=hint) from cause


@cache
def _at(folder: Path) -> Model:
    return Model(folder)


def shipped() -> Model:
    """The one that is shipped. Raises DataError where its files are missing."""
    return _at(encoder.MODELS / "pairs")
