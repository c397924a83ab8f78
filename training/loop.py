"""The training loop: batches of similar length, AdamW, a rate that rises for a tenth of the way and then falls."""

import logging
import random
import time
from collections.abc import Iterator, Sequence

import torch
from torch import nn
from torch.optim import AdamW
from torch.optim.lr_scheduler import OneCycleLR

from training.examples import Example
from training.network import LONGEST, Cutter, Network
from training.tasks import TASKS, Round

SEED = 7
_BATCH = 1400
"""Word pieces in a batch, padding included: some 32 sentences."""
_HEADS = 10
"""How much faster the heads and the table of shapes, which begin from nothing, learn than the encoder."""
_CLIP = 1.0
_TOLD = 100
"""Steps between two lines of the log."""

_log = logging.getLogger(__name__)


def fresh() -> Network:
    """The base model with new heads, the same each time."""
    torch.manual_seed(SEED)
    return Network({task.name: task.head() for task in TASKS})


def learn(network: Network, lesson: Round, cutter: Cutter) -> None:
    """Train the network on the round's examples."""
    torch.manual_seed(SEED)
    chance = random.Random(SEED)
    batches = [b for _ in range(lesson.epochs) for b in list(_batches(lesson.examples, cutter, chance))]
    optimizer = _optimizer(network, lesson.rate)
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


def _step(network: Network, lesson: Round, batch: Sequence[Example], cutter: Cutter, optimizer: AdamW) -> float:
    vectors = network(cutter.batch([e.words for e in batch]))
    loss = lesson.task.loss(network.heads[lesson.task.name], vectors, batch)
    optimizer.zero_grad()
    loss.backward()
    nn.utils.clip_grad_norm_(network.parameters(), _CLIP)
    optimizer.step()
    return float(loss.detach())


def _optimizer(network: Network, rate: float) -> AdamW:
    quick = {id(p) for p in network.heads.parameters()}
    quick.add(id(network.bert.embeddings.token_type_embeddings.weight))
    slow = [p for p in network.parameters() if id(p) not in quick]
    fast = [p for p in network.parameters() if id(p) in quick]
    return AdamW([{"params": slow, "lr": rate}, {"params": fast, "lr": _HEADS * rate}], weight_decay=0.01)


def _batches(examples: Sequence[Example], cutter: Cutter, chance: random.Random) -> Iterator[list[Example]]:
    """The examples in batches of similar length, the batches in a random order."""
    sized = [(min(cutter.length(e.words), LONGEST) + 2, chance.random(), n) for n, e in enumerate(examples)]
    batches: list[list[Example]] = [[]]
    for size, _, n in sorted(sized):
        if batches[-1] and (len(batches[-1]) + 1) * size > _BATCH:
            batches.append([])
        batches[-1].append(examples[n])
    chance.shuffle(batches)
    yield from batches
