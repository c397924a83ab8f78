"""Who is next: every client in turn, so that one who asks much waits for itself."""

from collections import OrderedDict, deque
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class FairQueue(Generic[T]):
    """A queue for each client; at most `most` wait in one, and `most_all` in all of them."""

    def __init__(self, most: int, most_all: int) -> None:
        self._most, self._most_all = most, most_all
        self._waiting: OrderedDict[str, deque[T]] = OrderedDict()
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def count(self, client: str) -> int:
        """How many of this client wait."""
        return len(self._waiting.get(client, ()))

    def push(self, client: str, what: T) -> bool:
        """Let it wait; False where there is no room."""
        if self._count >= self._most_all or self.count(client) >= self._most:
            return False
        self._waiting.setdefault(client, deque()).append(what)
        self._count += 1
        return True

    def pop(self, may: Callable[[str], bool] = lambda client: True) -> T | None:
        """What is next of the clients whose turn it `may` be; None where nothing is."""
        client = next((client for client in self._waiting if may(client)), None)
        if client is None:
            return None
        queue = self._waiting.pop(client)
        found = queue.popleft()
        if queue:
            self._waiting[client] = queue  # at the end: the others first
        self._count -= 1
        return found

    def drop(self, client: str, what: T) -> None:
        """Take it out, wherever it stands."""
        queue = self._waiting.get(client, deque())
        if what in queue:
            queue.remove(what)
            self._count -= 1
        if not queue:
            self._waiting.pop(client, None)
