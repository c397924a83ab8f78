"""The shared encoder: one pass a sentence, whose vectors all learned heads use.

The lower three layers of a MiniLM, quantised to eight bits (`models/README.md` tells how it came about), run by
onnxruntime on one thread. It was trained on small letters only, so a word's shape goes in where BERT has its segment:
the network sees "title", "capitals" or "digits" beside each word piece.
"""

from collections.abc import Iterator, Sequence
from functools import cache, cached_property, lru_cache
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from extractors.draft import Draft
from kg.errors import DataError

MODELS = Path(__file__).resolve().parent / "models"
SIZE = 384
"""How long a token's vector is."""
SHAPES = ("small", "Title", "CAPITALS", "Initial", "mIxed", "digits", "mark")
"""What a word looks like, in the order of the network's table."""
_WINDOW = 126
"""Word pieces in one pass: a longer sentence is cut."""
_BATCH = 160
"""Word pieces in one batch, padding included: what the network makes of them still fits a processor's cache."""
CLS, SEP = 101, 102

Vectors = NDArray[np.float32]
Window = tuple[Sequence[int], Sequence[int], Sequence[int]]
"""Word pieces, their shapes, and the token that each is part of."""


@lru_cache(maxsize=100_000)
def shape(word: str) -> int:
    """The word's shape, as an index into `SHAPES`."""
    if word.islower():
        return 0
    if not any(map(str.isalpha, word)):
        return 5 if any(map(str.isdigit, word)) else 6
    if word.isupper():
        return 2 if len(word) > 1 and word[1].isalnum() else 3
    if word[0].isupper() and not any(map(str.isupper, word[1:])):
        return 1
    return 4 if any(map(str.isupper, word)) else 0


class Encoder:
    """The network and its vocabulary."""

    def __init__(self, folder: Path, vocabulary: Path | None = None) -> None:
        """The network lies in `folder`, and so does its vocabulary unless another folder is named."""
        self._folder, self._vocabulary = folder, vocabulary or folder
        self._pieces = lru_cache(maxsize=100_000)(self._cut)

    @cached_property
    def _session(self) -> onnxruntime.InferenceSession:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.enable_mem_pattern = False  # it keeps a plan of memory for every shape of batch that it meets
        path = _file(self._folder, "encoder.onnx")
        return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        return Tokenizer.from_file(_file(self._vocabulary, "tokenizer.json"))

    def _cut(self, word: str) -> tuple[int, ...]:
        """The word's pieces in the vocabulary, none for blanks. BERT cuts each word alone, so it is done but once."""
        return tuple(self._tokenizer.encode(word, add_special_tokens=False).ids)

    def vectors(self, words: Sequence[str], sentences: Sequence[range]) -> Vectors:
        """A vector for each word, shape `(words, SIZE)`: the mean over its pieces; zeros outside the sentences."""
        out = np.zeros((len(words), SIZE), dtype=np.float32)
        windows = [w for sentence in sentences for w in self.windows(words, sentence)]
        for batch in _batches(windows):
            self._encode(batch, out)
        return out

    def windows(self, words: Sequence[str], sentence: Sequence[int]) -> Iterator[Window]:
        """The sentence as one pass, or as several where it is too long for one; a word is never cut from its start."""
        ids: list[int] = []
        shapes: list[int] = []
        tokens: list[int] = []
        for i in sentence:
            pieces = self._pieces(words[i])[:_WINDOW]
            if len(ids) + len(pieces) > _WINDOW:
                yield ids, shapes, tokens
                ids, shapes, tokens = [], [], []
            ids.extend(pieces)
            shapes.extend([shape(words[i])] * len(pieces))
            tokens.extend([i] * len(pieces))
        if ids:
            yield ids, shapes, tokens

    def _encode(self, batch: Sequence[Window], out: Vectors) -> None:
        """Run the network over the windows, and put the means into `out`."""
        width = max(len(ids) for ids, _, _ in batch) + 2
        inputs, mask, shapes = (np.zeros((len(batch), width), dtype=np.int64) for _ in range(3))
        for n, (ids, forms, _) in enumerate(batch):
            size = len(ids)
            inputs[n, : size + 2] = (CLS, *ids, SEP)
            mask[n, : size + 2] = 1
            shapes[n, 1 : size + 1] = forms
        feed = {"input_ids": inputs, "attention_mask": mask, "token_type_ids": shapes}
        (hidden,) = self._session.run(["vectors"], feed)
        for n, (ids, _, tokens) in enumerate(batch):
            first = np.flatnonzero(np.diff(tokens, prepend=-1))
            counts = np.diff(first, append=len(ids))
            means = np.add.reduceat(hidden[n, 1 : len(ids) + 1], first, axis=0) / counts[:, None]
            out[np.asarray(tokens)[first]] = means


def _file(folder: Path, name: str) -> str:
    path = folder / name
    if not path.is_file():
        raise DataError(f"the model file {name!r} is missing", where=folder, hint="install parley-kg again")
    return str(path)


def _batches(windows: list[Window]) -> Iterator[list[Window]]:
    """The windows by length, as many together as fit."""
    batch: list[Window] = []
    for window in sorted(windows, key=lambda w: len(w[0])):
        if batch and (len(batch) + 1) * (len(window[0]) + 2) > _BATCH:
            yield batch
            batch = []
        batch.append(window)
    if batch:
        yield batch


@cache
def encoder() -> Encoder:
    """The encoder that is shipped; its files are read on first use. Raises DataError where they are missing."""
    return Encoder(MODELS)


def encode_sentences(draft: Draft) -> Draft:
    """Fill `draft.vectors`: one pass a sentence, none over page furniture and where nothing can be a name.

    Batches stay within the article: the quantised network scales its numbers by what stands together in a batch.
    """
    tree = draft.tree
    words = tree.texts
    sentences = [
        range(a, b)
        for a, b in tree.sentences
        if _may_name(draft, words, a, b) and not draft.is_quiet(tree.starts[a], tree.ends[b - 1])
    ]
    draft.vectors = encoder().vectors(words, sentences)
    return draft


def _may_name(draft: Draft, words: Sequence[str], first: int, last: int) -> bool:
    """Whether a sentence has a word with a capital that is not only its first word, and a common one.

    A fifth of the words of news stand in other sentences; the names head is the only one that asks for vectors today.
    """
    if any(word[:1].isupper() and word != "I" for word in words[first + 1 : last]):
        return True
    return words[first][:1].isupper() and not draft.doc[first].is_stop
