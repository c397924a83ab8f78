"""The deeper layers: MiniLM's upper half, trained over its lower half, run only where there is a pair to be read.

The lower half is an encoder of its own (`models/pairs/encoder.onnx`), since that of names has unlearned what other
words mean. A sentence without two mentions costs nothing. Batches stay within the article, as the encoder's do.
"""

from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path

import numpy as np
import onnxruntime

from extractors.encoder import SIZE, Vectors
from kg.errors import DataError

FILE = "layers.onnx"
_BATCH = 160
"""Words in one batch, blanks included."""


class Layers:
    """The network in a folder; its file is read on first use."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @cached_property
    def _session(self) -> onnxruntime.InferenceSession:
        path = self._folder / FILE
        if not path.is_file():
            hint = "install parley-kg again, or read without --learned"
            raise DataError(f"the model file {FILE!r} is missing", where=self._folder, hint=hint)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.enable_mem_pattern = False
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])

    def vectors(self, sentences: Sequence[Vectors]) -> list[Vectors]:
        """The encoder's vectors of each sentence's words, `(words, SIZE)`, to deeper ones of the same shape.

        Raises DataError where the model's file is missing.
        """
        out: list[Vectors] = list(sentences)
        for batch in _batches(sentences):
            width = max(len(sentences[n]) for n in batch)
            given, mask = np.zeros((len(batch), width, SIZE), np.float32), np.zeros((len(batch), width), np.float32)
            for row, n in enumerate(batch):
                given[row, : len(sentences[n])], mask[row, : len(sentences[n])] = sentences[n], 1
            (found,) = self._session.run(["deeper"], {"vectors": given, "mask": mask})
            for row, n in enumerate(batch):
                out[n] = np.asarray(found[row, : len(sentences[n])], dtype=np.float32)
        return out


def _batches(sentences: Sequence[Vectors]) -> Iterator[list[int]]:
    """The sentences, by their numbers, the short ones first, as many together as fit."""
    batch: list[int] = []
    for n in sorted(range(len(sentences)), key=lambda n: len(sentences[n])):
        if batch and (len(batch) + 1) * len(sentences[n]) > _BATCH:
            yield batch
            batch = []
        batch.append(n)
    if batch:
        yield batch
