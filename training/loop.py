"""The training loop: batches of similar length, AdamW, a rate that rises for a tenth of the way and then falls."""

import logging
import random
import time
from collections.abc import Iterator, Sequence
from typing import Protocol, TypeVar

import torch
from torch import nn
from torch.optim import AdamW
from torch.optim.lr_scheduler import OneCycleLR

from training.network import LONGEST, Network
from training.tasks import TASKS

SEED = 7
_BATCH = 1400
"""Word pieces in a batch, padding included: some 32 sentences."""
_HEADS = 10
"""How much faster the heads and the table of shapes, which begin from nothing, learn than the encoder."""
_CLIP = 1.0
_TOLD = 100
"""Steps between two lines of the log."""

_log = logging.getLogger(__name__)


class Sentence(Protocol):
    """What is learned from: a sentence, with whatever its task knows of it."""

    @property
    def words(self) -> list[str]: ...


E = TypeVar("E", bound=Sentence)


class Task(Protocol[E]):
    """What is learned: the name of a head, and its loss over the vectors of a batch."""

    @property
    def name(self) -> str: ...
    def loss(self, head: nn.Module, vectors: torch.Tensor, batch: Sequence[E]) -> torch.Tensor: ...
    def vary(self, example: E, chance: random.Random) -> E: ...


class Learner(Protocol):
    """A network with its heads by the name of their task; `quick` are the weights that begin from nothing."""

    heads: nn.ModuleDict

    def quick(self) -> Iterator[nn.Parameter]: ...
    def parameters(self) -> Iterator[nn.Parameter]: ...
    def train(self) -> object: ...
    def eval(self) -> object: ...
    def __call__(self, batch: object) -> torch.Tensor: ...


class Loader(Protocol):
    """Sentences to what the network takes; a sentence's length is what it takes of a batch."""

    def length(self, words: Sequence[str]) -> int: ...
    def batch(self, sentences: Sequence[Sequence[str]]) -> object: ...


class Lesson(Protocol[E]):
    """From what a task is learned, how often, and how fast the encoder moves."""

    @property
    def task(self) -> Task[E]: ...
    @property
    def examples(self) -> list[E]: ...
    @property
    def epochs(self) -> int: ...
    @property
    def rate(self) -> float: ...


def fresh() -> Network:
    """The base model with new heads, the same each time."""
    torch.manual_seed(SEED)
    return Network({task.name: task.head() for task in TASKS})


def learn(network: Learner, lesson: Lesson[E], cutter: Loader, *, fused: bool = False) -> None:
    """Train the network on the round's examples; `fused` is quicker, and rounds otherwise."""
    torch.manual_seed(SEED)
    chance = random.Random(SEED)
    batches = [b for _ in range(lesson.epochs) for b in list(_batches(lesson.examples, cutter, chance))]
    optimizer = _optimizer(network, lesson.rate, fused)
    rates = [group["lr"] for group in optimizer.param_groups]
    schedule = OneCycleLR(optimizer, rates, total_steps=len(batches) + 1, pct_start=0.1, anneal_strategy="linear")
    network.train()
    started, total = time.monotonic(), 0.0
    for n, batch in enumerate(batches, 1):
        total += _step(network, lesson, [lesson.task.vary(e, chance) for e in batch], cutter, optimizer)
        schedule.step()
        if n % _TOLD == 0:
            _log.info(
                "%s %d/%d loss %.3f %.0f s",
                lesson.task.name,
                n,
                len(batches),
                total / _TOLD,
                time.monotonic() - started,
            )
            total = 0.0
    network.eval()


def _step(network: Learner, lesson: Lesson[E], batch: Sequence[E], cutter: Loader, optimizer: AdamW) -> float:
    vectors = network(cutter.batch([e.words for e in batch]))
    loss = lesson.task.loss(network.heads[lesson.task.name], vectors, batch)
    optimizer.zero_grad()
    loss.backward()
    nn.utils.clip_grad_norm_(network.parameters(), _CLIP)
    optimizer.step()
    return float(loss.detach())


def _optimizer(network: Learner, rate: float, fused: bool) -> AdamW:
    quick = {id(p) for p in network.quick()}
    slow = [p for p in network.parameters() if id(p) not in quick]
    fast = [p for p in network.parameters() if id(p) in quick]
    groups = [{"params": slow, "lr": rate}, {"params": fast, "lr": _HEADS * rate}]
    return AdamW(groups, weight_decay=0.01, fused=fused or None)


def _batches(examples: Sequence[E], cutter: Loader, chance: random.Random) -> Iterator[list[E]]:
    """The examples in batches of similar length, the batches in a random order."""
    sized = [(min(cutter.length(e.words), LONGEST) + 2, chance.random(), n) for n, e in enumerate(examples)]
    batches: list[list[E]] = [[]]
    for size, _, n in sorted(sized):
        if batches[-1] and (len(batches[-1]) + 1) * size > _BATCH:
            batches.append([])
        batches[-1].append(examples[n])
    chance.shuffle(batches)
    yield from batches
