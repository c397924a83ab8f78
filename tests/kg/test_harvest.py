"""In which batches Wikidata is asked, what is kept of its answers, and how what was broken off goes on."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.errors import EndpointError, GraphError
from kg.wikidata.online import Client
from kg.wikidata.online.cache import Cache
from kg.wikidata.online.harvest import Harvest
from kg.wikidata.online.questions import Names
from tests.kg.endpoint import NOW, STACK, Clock, Endpoint, Reply, Seen, rows

ITEMS = [f"Q{n}" for n in range(1, 9)]
NAMES = Names("names in fr", "fr")


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[Cache]:
    with Cache(tmp_path / "answers") as opened:
        yield opened


def asked(seen: Seen) -> list[str]:
    return re.findall(r"wd:(Q\d+)", seen.query)


def named(seen: Seen) -> Reply:
    return rows(*(
        {"item": f"http://www.wikidata.org/entity/{item}", "kind": "http://a.example/#label", "text": f"nom de {item}"}
        for item in asked(seen)
    ))  # fmt: skip


def test_items_are_asked_in_batches_and_only_once(endpoint: Endpoint, client: Client, cache: Cache) -> None:
    endpoint.answer = named
    harvest = Harvest(client, cache, [NAMES], ITEMS, batch=3)
    assert harvest.plan().queries == 3 and endpoint.seen == []
    tally = harvest.run()
    assert [asked(seen) for seen in endpoint.seen] == [ITEMS[:3], ITEMS[3:6], ITEMS[6:]]
    assert (tally.fetched, tally.kept, tally.due, tally.queries) == (8, 0, 0, 3)
    assert [fact.text for fact in harvest.facts()] == [f"nom de {item}" for item in ITEMS]  # type: ignore[union-attr]
    assert harvest.run().kept == 8 and len(endpoint.seen) == 3
    assert Harvest(client, cache, [Names("names in hy", "hy")], ITEMS).plan().due == 8


def test_that_there_is_nothing_is_an_answer_too(endpoint: Endpoint, client: Client, cache: Cache) -> None:
    endpoint.answer = lambda seen: rows()
    assert Harvest(client, cache, [NAMES], ITEMS).run().fetched == 8
    assert Harvest(client, cache, [NAMES], ITEMS).plan().due == 0


def test_a_batch_that_is_too_much_is_halved_and_grows_again(
    endpoint: Endpoint, client: Client, cache: Cache, clock: Clock
) -> None:
    endpoint.answer = lambda seen: named(seen) if len(asked(seen)) < 3 else Reply(500, STACK)
    tally = Harvest(client, cache, [NAMES], ITEMS, batch=8).run()
    sizes = [len(asked(seen)) for seen in endpoint.seen]
    assert sizes == [8, 4, 2, 4, 2, 4, 2, 2] and tally.fetched == 8 and tally.unanswered == []
    assert clock.slept == [2.0, 4.0, 2.0, 2.0]


def test_one_item_that_is_too_much_costs_no_other(endpoint: Endpoint, client: Client, cache: Cache) -> None:
    endpoint.answer = lambda seen: Reply(504) if "Q6" in asked(seen) else named(seen)
    harvest = Harvest(client, cache, [NAMES], ITEMS)
    tally = harvest.run()
    assert (tally.fetched, tally.due, tally.unanswered) == (7, 1, ["names in fr of Q6"])
    endpoint.answer = named
    assert harvest.run().fetched == 1 and [asked(endpoint.seen[-1])] == [["Q6"]]


def test_an_endpoint_that_has_no_time_for_anything_is_left_alone(
    endpoint: Endpoint, client: Client, cache: Cache
) -> None:
    endpoint.answer = lambda seen: Reply(504)
    with pytest.raises(EndpointError, match="10 queries in a row were too much"):
        Harvest(client, cache, [NAMES], [f"Q{n}" for n in range(1, 501)], batch=500).run()
    assert len(endpoint.seen) == 10


@pytest.mark.parametrize("breaking", [Reply(403), KeyboardInterrupt()])
def test_whoever_is_broken_off_goes_on_with_what_is_missing(
    endpoint: Endpoint, client: Client, tmp_path: Path, breaking: Reply | KeyboardInterrupt
) -> None:
    def progress(tally: object) -> None:
        if len(endpoint.seen) == 2 and isinstance(breaking, KeyboardInterrupt):
            raise breaking

    endpoint.answer = lambda seen: breaking if isinstance(breaking, Reply) and len(endpoint.seen) == 3 else named(seen)
    with Cache(tmp_path / "a") as cache, pytest.raises((EndpointError, KeyboardInterrupt)):
        Harvest(client, cache, [NAMES], ITEMS, batch=2, progress=progress).run()
    endpoint.seen.clear()
    endpoint.answer = named
    with Cache(tmp_path / "a") as cache:
        tally = Harvest(client, cache, [NAMES], ITEMS, batch=2).run()
    assert (tally.kept, tally.fetched, [asked(seen) for seen in endpoint.seen]) == (4, 4, [ITEMS[4:6], ITEMS[6:]])


def test_what_is_older_than_a_day_is_asked_again_and_replaced(
    endpoint: Endpoint, client: Client, cache: Cache, clock: Clock
) -> None:
    endpoint.answer = named
    Harvest(client, cache, [NAMES], ITEMS).run()
    clock.day = NOW.replace(day=9)
    endpoint.answer = lambda seen: rows()
    assert Harvest(client, cache, [NAMES], ITEMS[:2]).plan().due == 0
    assert Harvest(client, cache, [NAMES], ITEMS[:2], since="2026-03-09").run().fetched == 2
    assert Harvest(client, cache, [NAMES], ITEMS[:2], since="2026-03-09").plan().due == 0
    assert len(list(Harvest(client, cache, [NAMES], ITEMS).facts())) == 6


def test_a_damaged_file_of_answers_is_told(tmp_path: Path) -> None:
    (tmp_path / "answers").write_bytes(b"no database" * 100)
    with pytest.raises(GraphError, match="delete it"), Cache(tmp_path / "answers"):
        pass
    with pytest.raises(GraphError, match="cannot be kept"):
        Cache(tmp_path / "no" / "folder")
