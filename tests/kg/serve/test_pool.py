"""Readers come and go, and who asks much waits for itself."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from kg.errors import GraphError
from kg.serve.limits import MIB, Limits
from kg.serve.pool import Pool
from kg.serve.refusal import RefusalError
from kg.serve.snapshot import snapshot
from kg.serve.wire import Job
from tests.kg.serving import ENDLESS

TIGHT = Limits(time=1.0, quick_time=0.05, quick=1, slow=1, waiting=2, waiting_slow=1, memory=128 * MIB)


def job(query: str) -> Job:
    return Job(query, "http://localhost/", "text/csv", "text/turtle")


@pytest.fixture
def place(graph_folder: Path) -> Iterator[Path]:
    with snapshot(graph_folder) as made:
        yield made


def trying(place: Path, test: Callable[[Pool], Awaitable[None]], limits: Limits = TIGHT) -> None:
    @asynccontextmanager
    async def opened() -> AsyncIterator[Pool]:
        async with Pool(place, limits) as pool:
            yield pool

    async def run() -> None:
        async with opened() as pool:
            await asyncio.wait_for(test(pool), 120)

    asyncio.run(run())


def test_a_reader_that_dies_is_replaced(place: Path) -> None:
    async def test(pool: Pool) -> None:
        pool._idle[0]._process.kill()
        assert (await pool.ask(job("ASK {}"), "a")).body == b"true"

    trying(place, test)


def test_time_is_up(place: Path) -> None:
    async def test(pool: Pool) -> None:
        with pytest.raises(RefusalError, match="stopped after 1 seconds"):
            await pool.ask(job(ENDLESS), "a")
        assert (await pool.ask(job("ASK {}"), "a")).status == 200

    trying(place, test)


def test_slow_questions_wait_for_each_other_and_no_others(place: Path) -> None:
    async def test(pool: Pool) -> None:
        slow = [asyncio.create_task(pool.ask(job(ENDLESS), client)) for client in "ab"]
        for _ in range(5):
            assert (await pool.ask(job("ASK {}"), "c")).status == 200
        ends = await asyncio.gather(*slow, return_exceptions=True)
        assert [str(end)[:22] for end in ends] == ["the query was stopped "] * 2

    trying(place, test)


def test_a_client_may_have_so_many_questions_waiting(place: Path) -> None:
    async def test(pool: Pool) -> None:
        asked = [asyncio.create_task(pool.ask(job("ASK {}"), "a")) for _ in range(5)]
        other = asyncio.create_task(pool.ask(job("ASK {}"), "b"))
        ends = await asyncio.gather(*asked, return_exceptions=True)
        refused = [end for end in ends if isinstance(end, RefusalError)]
        assert [(end.status, end.after) for end in refused] == [(503, 1)] * 2
        assert (await other).status == 200

    trying(place, test)


def test_who_leaves_frees_the_reader(place: Path) -> None:
    async def test(pool: Pool) -> None:
        gone = asyncio.create_task(pool.ask(job(ENDLESS), "a"))
        await asyncio.sleep(0)
        gone.cancel()
        await asyncio.gather(gone, return_exceptions=True)
        assert not pool._working and (await pool.ask(job("ASK {}"), "a")).status == 200

    trying(place, test)


def test_who_goes_away_is_noticed_where_the_question_takes_long(place: Path) -> None:
    async def test(pool: Pool) -> None:
        looked = asyncio.Event()

        async def gone() -> None:
            looked.set()

        with pytest.raises(RefusalError):
            await pool.ask(job(ENDLESS), "a", gone)
        assert looked.is_set() and not pool._working
        assert (await pool.ask(job("ASK {}"), "a", gone)).status == 200

    trying(place, test, replace(TIGHT, time=60.0))


def test_a_store_that_cannot_be_opened_is_an_error(tmp_path: Path) -> None:
    async def run() -> None:
        async with Pool(tmp_path, TIGHT):
            pass

    with pytest.raises(GraphError, match="no reader of the graph can be started"):
        asyncio.run(run())
