"""Many items, many questions: a batch at a time, what is kept passed over, a batch halved where it is too much."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from kg import iris
from kg.errors import EndpointError
from kg.wikidata.facts import Fact
from kg.wikidata.online.answers import Binding
from kg.wikidata.online.cache import Cache
from kg.wikidata.online.client import Client
from kg.wikidata.online.failures import OverloadError
from kg.wikidata.online.questions import Question

_IN_A_ROW = 10
"""Queries in a row that run out of time, after which the endpoint is thought to be down: enough to halve 500 items."""


@dataclass(slots=True)
class Tally:
    """How far a harvest is. What is counted are answers: one for each item and question."""

    fetched: int = 0
    kept: int = 0
    """Answers of earlier runs that were not asked for again."""
    due: int = 0
    """Answers still to be fetched."""
    queries: int = 0
    """Queries that were sent, or, of a plan, that would be sent if none were too much."""
    unanswered: list[str] = field(default_factory=list)
    """What the endpoint had not the time for, item by item: it is asked for again in the next run."""


Progress = Callable[[Tally], None]


@dataclass(frozen=True, slots=True)
class Harvest:
    """Asks `questions` about `items`, at most `batch` at once, unless `cache` has answers of the day `since` or later.

    `progress` is called whenever something has come in.
    """

    client: Client
    cache: Cache
    questions: Sequence[Question]
    items: Sequence[str]
    batch: int = 100
    since: str = ""
    progress: Progress = lambda tally: None

    def plan(self) -> Tally:
        """What a run would do; nothing is asked."""
        tally = Tally()
        for question in self.questions:
            missing = len(self._missing(question))
            tally.due += missing
            tally.kept += len(self.items) - missing
            tally.queries += -(-missing // self.batch)
        return tally

    def run(self) -> Tally:
        """Fetch what is missing. Whatever ends it, what has come in is kept.

        Raises EndpointError where the endpoint refuses, cannot be reached, or has no time for anything.
        """
        tally = self.plan()
        tally.queries = 0
        failures = 0
        for question in self.questions:
            failures = self._ask(question, tally, failures)
        return tally

    def facts(self) -> Iterator[Fact]:
        """What is known by now, question by question, in the order of the items."""
        for question in self.questions:
            for item, day, rows in self.answers(question):
                yield from question.facts(item, day, rows)

    def answers(self, question: Question) -> Iterator[tuple[str, str, list[Binding]]]:
        """Item, day and rows of what is known by now of one question, in the order of the items."""
        return self.cache.read(self._key(question), self.items)

    def _ask(self, question: Question, tally: Tally, failures: int) -> int:
        """Fetch what is missing of one question; `failures` in a row, which are given back, may reach into the next."""
        rest, size = self._missing(question), self.batch
        while rest:
            batch = rest[:size]
            self.progress(tally)
            tally.queries += 1
            try:
                rows = self.client.select(question.query(batch))
            except OverloadError as cause:
                failures += 1
                self._rest(failures, cause)
                if len(batch) == 1:
                    tally.unanswered.append(f"{question.kind} of {rest.pop(0)}")
                size = max(1, len(batch) // 2)
                continue
            self.cache.keep(self._key(question), self.client.today, question.by_item(batch, rows))
            tally.fetched += len(batch)
            tally.due -= len(batch)
            rest, size, failures = rest[size:], min(self.batch, size * 2), 0
        self.progress(tally)
        return failures

    def _rest(self, failures: int, cause: OverloadError) -> None:
        if failures == _IN_A_ROW:
            what = f"{failures} queries in a row were too much, however small: {cause.what}"
            raise EndpointError(what, where=self.client.endpoint, hint="try again later") from cause
        self.client.rest(failures)

    def _missing(self, question: Question) -> list[str]:
        return self.cache.missing(self._key(question), self.items, self.since)

    def _key(self, question: Question) -> str:
        """Changes with the endpoint, and with the words of the query."""
        return iris.digest(self.client.endpoint, question.query(()))
