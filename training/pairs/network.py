"""The deeper layers while they learn: MiniLM's upper half, over the vectors that its lower half gives each word.

The lower half stays as it came, since on two cores half of the layers learn in half the time: its vectors are computed
once. The encoder of names would not do in its place: it has unlearned what words mean that are no names (the vectors of
two small words have a cosine of 0.96 there, of 0.19 in MiniLM).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn
from transformers import BertModel

from extractors.encoder import MODELS, SIZE, Encoder
from training.network import BASE
from training.pairs.examples import Pairs
from training.pairs.task import PairTask

UPPER = (3, 4, 5)
"""MiniLM's layers that go on where the encoder ends."""


@dataclass(frozen=True, slots=True)
class Given:
    """Sentences as the encoder's vectors, `(sentences, words, SIZE)`, and how many words each has."""

    vectors: Tensor
    sizes: list[int]


class Shelf:
    """The vectors that the lower half, as it is shipped in `folder`, gives the words of all sentences."""

    def __init__(self, examples: Iterable[Pairs], folder: Path) -> None:
        lower = Encoder(folder, MODELS)
        self._kept: dict[tuple[str, ...], Tensor] = {}
        for e in examples:
            words = tuple(e.words)
            if words not in self._kept:
                found = lower.vectors(e.words, [range(len(e.words))])
                self._kept[words] = torch.from_numpy(found).half()

    def length(self, words: Sequence[str]) -> int:
        """How many places a sentence takes in a batch."""
        return len(words)

    def batch(self, sentences: Sequence[Sequence[str]]) -> Given:
        """The sentences as one batch."""
        found = [self._kept[tuple(words)].float() for words in sentences]
        return Given(nn.utils.rnn.pad_sequence(found, batch_first=True), [len(words) for words in sentences])


class Upper(nn.Module):
    """Three more layers: vectors in, vectors out. Before each sentence stands a learned vector that all may look at."""

    def __init__(self) -> None:
        super().__init__()
        bert = BertModel.from_pretrained(BASE, add_pooling_layer=False, attn_implementation="eager")
        self.layers = nn.ModuleList(bert.encoder.layer[i] for i in UPPER)
        for part in self.layers.modules():  # three passes over the data overfit little, and chance takes time
            if isinstance(part, nn.Dropout):
                part.p = 0.0
        self.sink = nn.Parameter(torch.zeros(SIZE))

    def forward(self, vectors: Tensor, mask: Tensor) -> Tensor:
        """`vectors` `(sentences, words, SIZE)`, `mask` `(sentences, words)`: 1 for words, 0 for blanks."""
        sink = self.sink.expand(vectors.shape[0], 1, SIZE)
        hidden = torch.cat([sink, vectors], 1)
        whole = torch.cat([torch.ones_like(mask[:, :1]), mask], 1)
        hide = (1.0 - whole)[:, None, None, :] * -1e4
        for layer in self.layers:
            found = layer(hidden, hide)
            hidden = found[0] if isinstance(found, tuple) else found
        return hidden[:, 1:]


class PairNetwork(nn.Module):
    """The deeper layers and the heads over them."""

    def __init__(self, task: PairTask) -> None:
        super().__init__()
        self.upper = Upper()
        self.heads = nn.ModuleDict({task.name: task.head()})

    def quick(self) -> Iterator[nn.Parameter]:
        """What begins from nothing, and learns faster than the layers."""
        yield self.upper.sink
        yield from self.heads.parameters()

    def forward(self, given: Given) -> Tensor:
        """A vector for each word, `(words, SIZE)`, sentence after sentence."""
        mask = (torch.arange(given.vectors.shape[1])[None] < torch.tensor(given.sizes)[:, None]).float()
        return self.upper(given.vectors, mask)[mask > 0]
