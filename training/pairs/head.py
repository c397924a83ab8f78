"""What is learned of a pair over the encoder's vectors: `extractors/pairs` applies the same with numpy."""

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from extractors.encoder import SIZE

QUERIES = 2
"""How often a pair looks at its sentence, each time asking something else."""
HIDDEN = 384
MARKS = 4
"""Plain numbers about a pair's places: see `marks`."""

Ends = tuple[int, int, int, int]
"""Two mentions as words of the sentence: `[a, b)` and `[c, d)`."""


def marks(ends: Ends) -> list[float]:
    """Whether the first mention stands first, whether they overlap, whether they touch, and how far apart they are."""
    a, b, c, d = ends
    gap = max(c - b, a - d)
    far = torch.log1p(torch.tensor(float(max(gap, 0)))).item() / 3
    return [float(a < c), float(gap < 0), float(gap == 0), far]


@dataclass(frozen=True, slots=True)
class Places:
    """The pairs of a batch: `sentence` and `row` (its place among that sentence's pairs), and the words, as tensors."""

    sentence: Tensor
    row: Tensor
    ends: Tensor
    marks: Tensor
    sizes: list[int]
    most: int


def places(sizes: Sequence[int], pairs: Sequence[Sequence[Ends]]) -> Places:
    """`sizes` are the words of each sentence, `pairs` its pairs."""
    starts = [0]
    for size in sizes:
        starts.append(starts[-1] + size)
    flat = [(s, r, ends) for s, own in enumerate(pairs) for r, ends in enumerate(own)]
    return Places(
        torch.tensor([s for s, _, _ in flat]),
        torch.tensor([r for _, r, _ in flat]),
        torch.tensor([[starts[s] + x for x in ends] for s, _, ends in flat]),
        torch.tensor([marks(ends) for _, _, ends in flat]),
        list(sizes),
        max(len(own) for own in pairs),
    )


class PairHead(nn.Module):
    """Two layers over a pair's vector.

    It holds both mentions, their product, the words between, and what two looks at the sentence bring back.
    """

    def __init__(self, outputs: int, dropout: float = 0.15) -> None:
        super().__init__()
        self.ask = nn.Linear(2 * SIZE, QUERIES * SIZE)
        self.first = nn.Linear((4 + QUERIES) * SIZE + MARKS, HIDDEN)
        self.last = nn.Linear(HIDDEN, outputs)
        self.drop = nn.Dropout(dropout)

    def forward(self, vectors: Tensor, where: Places) -> Tensor:
        """`vectors` of all words, `(words, SIZE)`, sentence after sentence, to `(pairs, outputs)`."""
        first, second, product, between = parts(vectors, where)
        seen = self._look(vectors, torch.cat([first, second], 1), where)
        whole = torch.cat([first, second, product, between, seen, where.marks], 1)
        return self.last(self.drop(nn.functional.gelu(self.first(self.drop(whole)))))

    def _look(self, vectors: Tensor, ends: Tensor, where: Places) -> Tensor:
        """The sentence's words, weighed by how well they answer the pair's questions: `(pairs, QUERIES * SIZE)`."""
        count, width = len(where.sizes), max(where.sizes)
        padded = nn.utils.rnn.pad_sequence(list(vectors.split(where.sizes)), batch_first=True)
        blank = torch.arange(width)[None] >= torch.tensor(where.sizes)[:, None]
        asked = vectors.new_zeros(count, where.most, QUERIES * SIZE)
        asked[where.sentence, where.row] = self.ask(ends)
        queries = asked.view(count, where.most * QUERIES, SIZE)
        scores = queries @ padded.transpose(1, 2) / SIZE**0.5
        weights = scores.masked_fill(blank[:, None], -1e4).softmax(-1)
        found = (weights @ padded).view(count, where.most, QUERIES * SIZE)
        return found[where.sentence, where.row]


def parts(vectors: Tensor, where: Places) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Both mentions of each pair, their product, and the words between, each `(pairs, SIZE)`."""
    sums = torch.cat([vectors.new_zeros(1, SIZE), vectors.cumsum(0)])
    a0, a1, b0, b1 = where.ends.T
    first, second = _mean(sums, a0, a1), _mean(sums, b0, b1)
    return first, second, first * second, _mean(sums, torch.minimum(a1, b1), torch.maximum(a0, b0))


def _mean(sums: Tensor, start: Tensor, end: Tensor) -> Tensor:
    """The mean of the words `[start, end)`, zeros where there are none."""
    count = (end - start).clamp(min=0)
    return (sums[torch.maximum(end, start)] - sums[start]) / count.clamp(min=1)[:, None]
