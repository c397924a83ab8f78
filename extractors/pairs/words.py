"""The encoder of pairs: MiniLM, trained for them, whose upper half reads words and not pieces of words.

It is a network of its own (`models/pairs/encoder.onnx`), since that of names has unlearned what other words mean. It is
run only where there is a pair to be read. Batches stay within the article, as the other encoder's do.
"""

from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path

import numpy as np
import onnxruntime

from extractors.encoder import CLS, SEP, SIZE, Vectors, Window, encoder
from kg.errors import DataError

FILE = "encoder.onnx"
_BATCH = 96
"""Word pieces in one batch, padding included."""
_Part = tuple[int, Window]
"""A sentence's number, and a window of it."""


class WordEncoder:
    """The network in a folder; its file is read on first use."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @cached_property
    def _session(self) -> onnxruntime.InferenceSession:
        path = self._folder / FILE
        if not path.is_file():
            hint = "install parley-kg again, or read with --fast"
            raise DataError(f"the model file {FILE!r} is missing", where=self._folder, hint=hint)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.enable_mem_pattern = False
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])

    def vectors(self, words: Sequence[str], sentences: Sequence[Sequence[int]]) -> list[Vectors]:
        """A vector for each word of each sentence, `(its words, SIZE)`; the sentences are indices into `words`.

        A word that the vocabulary knows no piece of has zeros. Raises DataError where the model's file is missing.
        """
        out: list[Vectors] = [np.zeros((len(s), SIZE), dtype=np.float32) for s in sentences]
        parts = [(n, w) for n, s in enumerate(sentences) for w in encoder().windows(words, s)]
        for batch in _batches(parts):
            self._encode(batch, sentences, out)
        return out

    def _encode(self, batch: Sequence[_Part], sentences: Sequence[Sequence[int]], out: list[Vectors]) -> None:
        """Run the network over the windows, and put the words' vectors into `out`."""
        width = max(len(ids) for _, (ids, _, _) in batch) + 2
        owned = [list(dict.fromkeys(tokens)) for _, (_, _, tokens) in batch]
        inputs, mask = np.zeros((len(batch), width), np.int64), np.zeros((len(batch), width), np.float32)
        share = np.zeros((len(batch), 1 + max(map(len, owned)), width), np.float32)
        for row, (_, (ids, _, tokens)) in enumerate(batch):
            inputs[row, : len(ids) + 2] = (CLS, *ids, SEP)
            mask[row, : len(ids) + 2] = 1
            share[row, 0, 0] = 1  # what stands before all words
            place = {token: n for n, token in enumerate(owned[row], 1)}
            share[row, [place[t] for t in tokens], range(1, len(ids) + 1)] = 1
        share /= np.maximum(share.sum(axis=2, keepdims=True), 1)
        (found,) = self._session.run(["vectors"], {"ids": inputs, "mask": mask, "share": share})
        for row, (n, _) in enumerate(batch):
            at = np.searchsorted(sentences[n], owned[row])
            out[n][at] = found[row, 1 : 1 + len(owned[row])]


def _batches(parts: Sequence[_Part]) -> Iterator[list[_Part]]:
    """The windows by length, as many together as fit."""
    batch: list[_Part] = []
    for part in sorted(parts, key=lambda p: len(p[1][0])):
        if batch and (len(batch) + 1) * (len(part[1][0]) + 2) > _BATCH:
            yield batch
            batch = []
        batch.append(part)
    if batch:
        yield batch
