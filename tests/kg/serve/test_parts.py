"""The parts that need no server."""

import json
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import datasets
from kg.questions import FOLDER
from kg.serve import negotiation, respondent, sizes, wire
from kg.serve.negotiation import GRAPHS, ROWS, best
from kg.serve.queue import FairQueue
from kg.serve.respondent import Respondent
from kg.serve.results import Sink, TooLargeError

JSON, XML = ROWS[:2]


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        (None, JSON),
        ("", JSON),
        ("*/*", JSON),
        ("text/csv", "text/csv"),
        ("TEXT/CSV;charset=utf-8", "text/csv"),
        ("text/*", "text/csv"),
        ("application/*;q=0.5, text/csv;q=0.4", JSON),
        (f"{JSON};q=0.3, {XML};q=0.7", XML),
        (f"*/*, {JSON};q=0", XML),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "application/xml"),
        ("text/turtle", None),
        ("text/csv;q=0", None),
        ("text/csv;q=much", None),
        (",;,", None),
    ],
)
def test_negotiation(accept: str | None, chosen: str | None) -> None:
    assert best(accept, ROWS) == chosen


@given(st.text())
def test_any_header_is_an_offer_or_none(accept: str) -> None:
    assert best(accept, GRAPHS) in {*GRAPHS, None}


def test_every_format_that_is_offered_can_be_written() -> None:
    from kg.serve.respondent import _GRAPHS, _ROWS

    assert (set(_ROWS), set(_GRAPHS)) == (set(negotiation.ROWS), set(negotiation.GRAPHS))


def test_clients_take_turns() -> None:
    queue: FairQueue[str] = FairQueue(3, 6)
    assert [queue.push("a", f"a{n}") for n in range(4)] == [True, True, True, False]
    assert queue.push("b", "b0") and queue.push("c", "c0") and queue.push("c", "c1") and not queue.push("d", "d0")
    assert [queue.pop() for _ in range(3)] == ["a0", "b0", "c0"]
    queue.drop("c", "c1")
    assert queue.pop(lambda client: client == "c") is None
    assert [queue.pop() for _ in range(3)] == ["a1", "a2", None] and len(queue) == 0


@given(st.lists(st.tuples(st.sampled_from("abc"), st.booleans())))
def test_a_queue_loses_nothing(steps: list[tuple[str, bool]]) -> None:
    queue: FairQueue[int] = FairQueue(100, 1000)
    put: dict[str, list[int]] = {"a": [], "b": [], "c": []}
    got: list[int | None] = []
    for n, (client, is_push) in enumerate(steps):
        if is_push:
            assert queue.push(client, n)
            put[client].append(n)
        else:
            got.append(queue.pop(lambda other, client=client: other == client))
    while len(queue):
        got.append(queue.pop())
    taken = [n for n in got if n is not None]
    assert sorted(taken) == sorted(n for numbers in put.values() for n in numbers)
    for numbers in put.values():
        assert [n for n in taken if n in numbers] == numbers


@given(st.text(), st.one_of(st.none(), st.lists(st.text()).map(tuple)), st.binary())
def test_messages_arrive_as_they_were_sent(text: str, graphs: tuple[str, ...] | None, body: bytes) -> None:
    for sent in (None, wire.Sent(text), wire.Sent(text, "text/plain", body, 3)):
        job = wire.Job(text, "http://a.example/", None, "text/turtle", graphs, graphs, sent=sent)
        assert wire.as_job(*wire.unpacked(wire.job(job))) == job
    reply = wire.Reply(200, "text/csv", len(body), None, body)
    assert wire.as_reply(wire.reply(reply)) == reply


def test_a_long_answer_goes_to_a_file_and_a_longer_one_nowhere(tmp_path: Path) -> None:
    short, long = Sink(tmp_path / "a", 10), Sink(tmp_path / "b", 1_000_000)
    short.write(b"0123456789")
    assert (short.done(), short.path) == (b"0123456789", None)
    with pytest.raises(TooLargeError):
        short.write(b"!")
    for _ in range(100):
        long.write(b"x" * 9_000)
    assert long.done() == b"" and long.path is not None and long.path.read_bytes() == b"x" * 900_000
    long.drop()
    assert list(tmp_path.iterdir()) == []


def test_a_copy_is_counted_once(tmp_path: Path) -> None:
    store, a = ox.Store(), ox.NamedNode("a:a")
    store.add(ox.Quad(a, a, a, a))
    assert sizes.of(store, tmp_path) == (1, 1)
    store.add(ox.Quad(a, a, a, ox.NamedNode("a:b")))
    assert sizes.of(store, tmp_path) == (1, 1) and [kept.name for kept in tmp_path.iterdir()] == ["sizes"]
    (tmp_path / "sizes").write_text("1")
    assert sizes.of(store, tmp_path) == sizes.of(store, tmp_path / "nowhere") == (2, 2)


@pytest.mark.parametrize(
    ("sparql", "graphs"),
    [
        ("SELECT * { ?s ?p ?o }", []),
        ("SELECT * FROM <a:b> FROM NAMED <c:d> { ?s ?p ?o }", ["a:b", "c:d"]),
        ("select * from<a:b>{}", ["a:b"]),
        ("PREFIX x: <http://a.example/> ASK FROM x:g {}", ["http://a.example/g"]),
        ("PREFIX : <http://a.example/> ASK FROM :g {}", ["http://a.example/g"]),
        ("ASK FROM graph:ledger {}", ["graph:ledger"]),
        ("BASE <http://a.example/x/> ASK FROM <g> FROM </h> {}", ["http://a.example/x/g", "http://a.example/h"]),
        ("ASK FROM <g> {}", ["http://here.example/g"]),
        ("ASK { ?s ?p \"FROM <a:b>\" , '''FROM <a:b>''' } # FROM <a:b>", []),
        ("ASK { ?from <a:from> <a:b> . ?s from:x <http://a.example/from:y> , ex:from <a:b> }", []),
        ("SELECT *FROM<a:b>FROM NAMED x:y {}", ["a:b", "x:y"]),
        ("BASE <http://[> ASK FROM <http://[> FROM <g> {}", ["http://[", "g"]),
        ("ASK # so\nFROM # and so\n<a:b> {}", ["a:b"]),
    ],
)
def test_the_graphs_that_a_query_names(sparql: str, graphs: list[str]) -> None:
    assert datasets.named(sparql, "http://here.example/sparql") == graphs


@pytest.mark.parametrize(
    ("sparql", "is_update"),
    [
        ("INSERT DATA {}", True),
        ("  # a\nPREFIX a: <b:> BASE <c:> delete where {}", True),
        ("WITH <a:b> DELETE {} WHERE {}", True),
        ("LOAD <a:b>", True),
        ("ASK { ?s ?p 'DROP ALL' }", False),
        ("PREFIX drop: <a:> SELECT * { drop:all ?p ?o }", False),
        ("", False),
    ],
)
def test_updates_are_told_from_queries(sparql: str, is_update: bool) -> None:
    assert datasets.is_update(sparql) is is_update


@given(st.text(alphabet="FROMfrom NAMED<>:/[]ab'\"#\\\n{}"))
def test_any_text_names_graphs_or_none(sparql: str) -> None:
    datasets.named(sparql)
    datasets.is_update(sparql)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux can close the network to a process")
def test_a_reader_cannot_open_a_connection() -> None:
    """Even where a SERVICE would get past the words that are refused."""
    program = (
        "import pyoxigraph as ox\nfrom kg.serve import sandbox\nstore = ox.Store()\n"
        "if not sandbox.close_network(): print('not here'); raise SystemExit\n"
        "try: print(list(store.query('SELECT * { SERVICE <http://127.0.0.1:4/> { ?s ?p ?o } }')))\n"
        "except OSError as cause: print(cause)"
    )
    out = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True).stdout
    if out == "not here\n":
        pytest.skip("this machine's system calls are not known")
    assert "not permitted" in out


def answered(place: Path, page: str, **given: list[str]) -> wire.Reply:
    reader = Respondent(ox.Store(), place / "answer", 1000, place)
    return reader.answer(wire.Job(None, "", None, None, page=page, given=given))


def test_a_bad_question_of_the_graph_is_told(tmp_path: Path) -> None:
    (tmp_path / FOLDER).mkdir()
    (tmp_path / FOLDER / "broken.rq").write_text("SELECT nonsense")
    reply = answered(tmp_path, "questions")
    told = json.loads(reply.body)
    assert (reply.status, reply.media) == (500, "application/json") and told["near"] == {}
    assert told["error"].startswith(f"{FOLDER}/broken.rq") and "\n" not in told["error"]


def test_a_mistake_of_the_server_is_a_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def mistaken(*_: object) -> None:
        raise OverflowError("cannot convert")

    monkeypatch.setattr(respondent, "_made", mistaken)
    for page in ("reconcile/suggest", "overview"):
        reply = answered(tmp_path, page, asked=["{}"])
        assert reply.status == 500 and b"made a mistake over this question (OverflowError)" in reply.body


@pytest.mark.parametrize(("page", "is_watched"), [("sides", True), ("reconcile/queries", False), (None, False)])
def test_a_person_waits_for_pages_and_not_for_services(page: str | None, is_watched: bool) -> None:
    assert wire.Job(None, "", None, None, page=page).is_watched is is_watched
