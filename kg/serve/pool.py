"""The readers, and who is asked what.

A question waits its turn (`queue`), goes to a quick reader, and mostly is answered in milliseconds. If it is not done
after `quick_time`, its reader moves on to the slow ones, where few work at once, at a low priority, and a new quick one
takes its place. Where the slow places are taken, the question waits for one, to begin anew there. When its time is up,
its reader is killed. A client with a slow question has one quick reader at a time at most.
"""

import asyncio
import signal
from collections import deque
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from enum import Enum, auto
from pathlib import Path

from kg.errors import GraphError
from kg.serve.limits import Limits
from kg.serve.queue import FairQueue
from kg.serve.reader import Reader
from kg.serve.refusal import RefusalError
from kg.serve.wire import Job, Reply

Gone = Callable[[], Coroutine[object, object, None]]
_BRIEF, _LONG = 1, 10
"""Seconds after which a client may try again, where quick readers are busy, and where slow ones are."""
_PAUSE = 1.0
"""Seconds before another reader is started where one could not be."""
_MEMORY = "the query needs more memory than one may take: ask for less, or sort and group less"
_TICK = 0.01
"""Seconds that are not worth another look."""
_CAUSES = {
    signal.SIGABRT: _MEMORY,
    signal.SIGKILL: _MEMORY,
    signal.SIGSEGV: "the query is nested too deeply",
    signal.SIGBUS: "the query is nested too deeply",
}
"""What a reader dies of, by the signal: Rust aborts where memory is refused, and the kernel kills where it is short."""


class _State(Enum):
    WAITING, QUICK, WAITING_SLOW, SLOW, DONE = (auto() for _ in range(5))


@dataclass(eq=False, slots=True)
class _Ticket:
    """A question on its way."""

    job: Job
    client: str
    answer: asyncio.Future[Reply]
    gone: "Gone | None" = None
    watch: asyncio.Task[None] | None = None
    state: _State = _State.DONE
    reader: Reader | None = None
    timer: asyncio.TimerHandle | None = None
    is_again: bool = False


@dataclass(slots=True)
class _Tally:
    """How many questions are somewhere: in all, and of each client that has one there."""

    total: int = 0
    of: dict[str, int] = field(default_factory=dict)

    def add(self, client: str, more: int) -> None:
        self.total += more
        count = self.of.get(client, 0) + more
        if count:
            self.of[client] = count
        else:
            del self.of[client]


class Pool:
    """Readers over the copy of a store in the folder `place`. Use it in an `async with`."""

    def __init__(self, place: Path, limits: Limits) -> None:
        self._place, self._limits = place, limits
        self._readers: set[Reader] = set()
        self._idle: list[Reader] = []
        self._working: dict[Reader, _Ticket] = {}
        self._waiting: FairQueue[_Ticket] = FairQueue(limits.waiting, limits.waiting_all)
        self._waiting_slow: FairQueue[_Ticket] = FairQueue(limits.waiting_slow, limits.waiting_all)
        self._at = {state: _Tally() for state in _State}
        self._starting = 0
        self._due: deque[tuple[float, _Ticket]] = deque()
        self._clock: asyncio.TimerHandle | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._closed = False

    async def __aenter__(self) -> "Pool":
        """Raises GraphError where no reader can be started."""
        self._starting = self._limits.quick
        await asyncio.gather(*(self._start_quick() for _ in range(self._limits.quick)))
        if not self._idle:
            await self.close()
            raise GraphError("no reader of the graph can be started", where=self._place.parent, hint="KG_DEBUG=1 tells")
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def close(self) -> None:
        """End all readers; whoever waits is told that the server is going down."""
        self._closed = True
        while (ticket := self._waiting.pop() or self._waiting_slow.pop()) is not None:
            self._end(ticket, _going())
        for ticket in [*self._working.values()]:
            self._end(ticket, _going())
        while self._idle:
            self._idle.pop().kill()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, *(reader.gone for reader in self._readers), return_exceptions=True)

    async def ask(self, job: Job, client: str, gone: Gone | None = None) -> Reply:
        """The reply to a job. Raises RefusalError where there is none: no room, no time, no memory.

        `gone` comes to an end when the client has gone away; it is only waited for where the question takes long.
        """
        if self._closed:
            raise _going()
        ticket = _Ticket(job, client, asyncio.get_running_loop().create_future(), gone)
        if not self._waiting.push(client, ticket):
            raise RefusalError(503, "too many questions are waiting", _BRIEF)
        self._move(ticket, _State.WAITING)
        self._tend()
        try:
            return await ticket.answer
        finally:
            self._leave(ticket)

    def _tend(self) -> None:
        """Give readers what waits, and see that there are as many as there should be."""
        if self._closed:
            return
        while self._idle and (ticket := self._waiting.pop(self._may)) is not None:
            self._give(self._idle.pop(), ticket, _State.QUICK)
        while self._has_slow_place() and (ticket := self._waiting_slow.pop()) is not None:
            self._move(ticket, _State.SLOW)
            self._begin(self._start_slow(ticket))
        for _ in range(self._limits.quick - len(self._idle) - self._at[_State.QUICK].total - self._starting):
            self._starting += 1
            self._begin(self._start_quick())

    def _may(self, client: str) -> bool:
        is_slow = client in self._at[_State.SLOW].of or client in self._at[_State.WAITING_SLOW].of
        return not is_slow or client not in self._at[_State.QUICK].of

    def _has_slow_place(self) -> bool:
        return self._at[_State.SLOW].total < self._limits.slow

    def _give(self, reader: Reader, ticket: _Ticket, state: _State, seconds: float | None = None) -> None:
        """Let a reader work on it; a quick one where no `seconds` are told."""
        self._move(ticket, state)
        ticket.reader, self._working[reader] = reader, ticket
        if seconds is None:
            self._watch_quick(ticket)
        else:
            self._watch(ticket, seconds)
        reader.ask(ticket.job)

    def _watch_quick(self, ticket: _Ticket) -> None:
        """Look after it in `quick_time`. Most are answered by then, so that one clock for all is enough."""
        loop = asyncio.get_running_loop()
        due = loop.time() + self._limits.quick_time
        self._due.append((due, ticket))
        if self._clock is None:
            self._clock = loop.call_at(due, self._look)

    def _look(self) -> None:
        """See to all that are due, and come back for the next one that is still at work."""
        loop = asyncio.get_running_loop()
        while self._due and (self._due[0][0] <= loop.time() or self._due[0][1].state is not _State.QUICK):
            _, ticket = self._due.popleft()
            if ticket.state is _State.QUICK and ticket.timer is None and not self._closed:
                self._overran(ticket)
        self._clock = loop.call_at(self._due[0][0], self._look) if self._due else None

    def _watch(self, ticket: _Ticket, seconds: float) -> None:
        over = self._overran if ticket.state is _State.QUICK else self._out_of_time
        ticket.timer = asyncio.get_running_loop().call_later(seconds, over, ticket)

    def _overran(self, ticket: _Ticket) -> None:
        """The question is none of the quick ones, unless the machine is busy with others and it had no time yet."""
        allowed = self._limits.page_time if ticket.job.is_watched else self._limits.quick_time
        rest = allowed - ticket.reader.worked if ticket.reader else 0.0
        if rest > _TICK:
            self._watch(ticket, rest)
            return
        if ticket.reader is not None and self._has_slow_place() and not len(self._waiting_slow):
            self._move(ticket, _State.SLOW)
            ticket.reader.slow_down()
            self._watch(ticket, self._limits.time - allowed)
        elif self._waiting_slow.push(ticket.client, ticket):
            self._part(ticket)
            self._move(ticket, _State.WAITING_SLOW)
        else:
            self._end(ticket, RefusalError(503, "too many long questions are waiting", _LONG))
        if ticket.gone is not None and ticket.watch is None and ticket.state is not _State.DONE:
            ticket.watch = self._begin(ticket.gone())
            ticket.watch.add_done_callback(lambda _: self._leave(ticket))
        self._tend()

    def _out_of_time(self, ticket: _Ticket) -> None:
        what = f"the query was stopped after {self._limits.time:g} seconds: ask for less, or of fewer graphs"
        self._end(ticket, RefusalError(500, what))
        self._tend()

    def _done(self, reader: Reader, reply: Reply | None) -> None:
        """A reader has answered, or died."""
        ticket = self._working.pop(reader, None)
        if ticket is None:
            self._idle = [other for other in self._idle if other is not reader]
        else:
            is_quick, ticket.reader = ticket.state is _State.QUICK, None
            if reply is not None and is_quick:
                self._idle.append(reader)
            else:
                reader.kill()
            if reply is not None or not self._again(ticket):
                self._end(ticket, reply or _died(reader))
        self._tend()

    def _again(self, ticket: _Ticket) -> bool:
        """Whether the question of a quick reader that died is put to another: it may have been dead before."""
        if ticket.state is not _State.QUICK or ticket.is_again or not self._waiting.push(ticket.client, ticket):
            return False
        ticket.is_again = True
        if ticket.timer is not None:
            ticket.timer.cancel()
            ticket.timer = None
        self._move(ticket, _State.WAITING)
        return True

    def _leave(self, ticket: _Ticket) -> None:
        """Nobody waits for it any more: its client is answered, or gone."""
        if ticket.state is not _State.DONE:
            self._waiting.drop(ticket.client, ticket)
            self._waiting_slow.drop(ticket.client, ticket)
            self._end(ticket, _going())
            self._tend()

    def _end(self, ticket: _Ticket, outcome: Reply | RefusalError) -> None:
        self._part(ticket)
        self._move(ticket, _State.DONE)
        if ticket.watch is not None:
            ticket.watch.cancel()
        if ticket.answer.done():
            return
        if isinstance(outcome, Reply):
            ticket.answer.set_result(outcome)
        else:
            ticket.answer.set_exception(outcome)

    def _part(self, ticket: _Ticket) -> None:
        """Kill the reader that is at work on it, if one is."""
        if ticket.timer is not None:
            ticket.timer.cancel()
        if ticket.reader is not None:
            del self._working[ticket.reader]
            ticket.reader.kill()
            ticket.reader = None

    def _move(self, ticket: _Ticket, state: _State) -> None:
        """Count it where it is now."""
        if ticket.state is not _State.DONE:
            self._at[ticket.state].add(ticket.client, -1)
        ticket.state = state
        if state is not _State.DONE:
            self._at[state].add(ticket.client, 1)

    def _begin(self, work: Coroutine[object, object, None]) -> asyncio.Task[None]:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def _start_quick(self) -> None:
        reader = None
        try:
            reader = await self._start()
        finally:
            self._starting -= 1
        if reader is not None:
            self._idle.append(reader)
        self._tend()

    async def _start_slow(self, ticket: _Ticket) -> None:
        reader = await self._start()
        if reader is None:
            self._end(ticket, RefusalError(503, "no reader could be started", _LONG))
        elif ticket.state is _State.SLOW:
            reader.slow_down()
            self._give(reader, ticket, _State.SLOW, self._limits.time)
        else:
            reader.kill()
        self._tend()

    async def _start(self) -> Reader | None:
        """A reader that is ready; None, after a pause, where it cannot be started."""
        try:
            reader = await Reader.start(self._place, self._limits, self._done)
        except OSError:
            await asyncio.sleep(_PAUSE)
            return None
        self._readers.add(reader)
        reader.gone.add_done_callback(lambda _: self._readers.discard(reader))
        if self._closed:
            reader.kill()
            return None
        return reader


def _died(reader: Reader) -> RefusalError:
    return RefusalError(500, _CAUSES.get(signal.Signals(reader.death or signal.SIGKILL), _MEMORY))


def _going() -> RefusalError:
    return RefusalError(503, "the server is going down", _LONG)
