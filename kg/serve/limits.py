"""How much a question may cost."""

import os
from dataclasses import dataclass, field

MIB = 1 << 20


def _cores() -> int:
    return os.cpu_count() or 1


@dataclass(frozen=True, slots=True)
class Limits:
    """Times in seconds, sizes in bytes.

    A query runs among the `quick` readers first. One that is not done after `quick_time` goes on among the `slow`
    ones, at a lower priority, until `time` is up: so endless queries never stand in the way of short ones. The
    explorer's pages, whose questions are ours and for which a person waits, have `page_time` instead. `waiting`
    questions of one client may queue, `waiting_slow` for a slow reader, and `waiting_all` of all clients together.
    `address` bounds what follows the question mark of an address, which HTTP libraries are slow to take apart; longer
    queries are posted. `memory` is what one reader may take beyond what it needs for itself.
    """

    time: float = 30.0
    result: int = 64 * MIB
    memory: int = 1024 * MIB
    query: int = MIB
    address: int = 128 * 1024
    quick_time: float = 0.25
    page_time: float = 1.0
    quick: int = field(default_factory=lambda: max(4, _cores()))
    slow: int = field(default_factory=lambda: max(2, _cores() // 2))
    waiting: int = 64
    waiting_slow: int = 16
    waiting_all: int = 512
    upload_time: float = 15.0
