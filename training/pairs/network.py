"""The network of pairs while it learns: MiniLM, whose upper half reads words and not pieces of words.

The lower half gives each word piece a vector, a word gets the mean of its pieces, and the upper half goes on from
there: a quarter fewer vectors, and as many as the heads ask for.
"""

from collections.abc import Iterator

import torch
from torch import Tensor, nn
from transformers import BertModel

from extractors.encoder import SIZE
from training.network import BASE, Batch
from training.pairs.task import PairTask

LOWER = 3
"""After so many layers the pieces of a word become one vector."""


class Encoder(nn.Module):
    """Pieces to words, `(sentences, words, SIZE)`; the table of pieces stays as it came."""

    def __init__(self) -> None:
        super().__init__()
        bert = BertModel.from_pretrained(
            BASE, add_pooling_layer=False, attn_implementation="eager", attention_probs_dropout_prob=0.0
        )
        self.embeddings, self.layers = bert.embeddings, bert.encoder.layer
        for part in self.embeddings.parameters():
            part.requires_grad_(False)

    def forward(self, ids: Tensor, mask: Tensor, share: Tensor) -> Tensor:
        """`ids`, `mask` `(sentences, pieces)`; `share` `(sentences, words, pieces)`: how much of a word a piece is."""
        hidden = self.embeddings(input_ids=ids)
        hidden = self._through(hidden, mask, 0, LOWER)
        return self._through(share @ hidden, share.sum(-1), LOWER, len(self.layers))

    def _through(self, hidden: Tensor, mask: Tensor, first: int, last: int) -> Tensor:
        hide = ((1.0 - mask) * -1e4)[:, None, None, :]
        for layer in self.layers[first:last]:
            found = layer(hidden, hide)
            hidden = found[0] if isinstance(found, tuple) else found
        return hidden


def shares(batch: Batch) -> tuple[Tensor, Tensor]:
    """How much of each word each piece is, `(sentences, words, pieces)`, and the tokens that the words are.

    The first word of each sentence stands for the piece that MiniLM has before all others, and is no token (-1).
    """
    words = [row[row >= 0].unique_consecutive() for row in batch.owner]
    width = 1 + max(len(own) for own in words)
    share = torch.zeros(len(words), width, batch.ids.shape[1])
    token = torch.full((len(words), width), -1)
    for n, (own, row) in enumerate(zip(words, batch.owner, strict=True)):
        share[n, 0, 0] = 1.0
        share[n, 1 : 1 + len(own)] = (row[None] == own[:, None]).float()
        token[n, 1 : 1 + len(own)] = own
    return share / share.sum(-1, keepdim=True).clamp(min=1), token


class PairNetwork(nn.Module):
    """The encoder and the heads over it."""

    def __init__(self, task: PairTask) -> None:
        super().__init__()
        self.encoder = Encoder()
        self.heads = nn.ModuleDict({task.name: task.head()})

    def quick(self) -> Iterator[nn.Parameter]:
        """What begins from nothing, and learns faster than the layers."""
        yield from self.heads.parameters()

    def forward(self, batch: Batch) -> Tensor:
        """A vector for each token of the batch, `(tokens, SIZE)`, sentence after sentence; zeros for the rest."""
        share, token = shares(batch)
        found = self.encoder(batch.ids, batch.mask.float(), share)
        at = token >= 0
        return torch.zeros(batch.tokens, SIZE).index_add_(0, token[at], found[at])
