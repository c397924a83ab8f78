"""The client of Wikidata against an endpoint on this machine: politeness, bad answers, search, and that it is alone."""

import gzip
import json
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import __version__
from kg.errors import EndpointError, KgError, UsageError
from kg.wikidata.online import Client, Found, Patience, candidates
from kg.wikidata.online.failures import OverloadError, wait
from tests.kg.endpoint import NOW, ROWS, STACK, Clock, Endpoint, Reply, made, rows

QUERY = "SELECT ?x { VALUES ?x { 1 } }"
ONE = rows({"x": "1"})
Run = Callable[..., Any]


# ── Politeness ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_it_says_who_it_is_and_what_it_takes(endpoint: Endpoint, client: Client) -> None:
    endpoint.replies = [ONE]
    assert client.select(QUERY) == [{"x": "1"}]
    (seen,) = endpoint.seen
    assert seen.headers["user-agent"].startswith(f"Parley/{__version__} (https://w3id.org/parley/) SPARQLWrapper/")
    assert (seen.headers["accept"], seen.headers["accept-encoding"]) == (ROWS, "gzip")
    assert (seen.method, list(seen.parameters)) == ("GET", ["query"])


def test_users_may_say_how_they_are_reached(endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARLEY_CONTACT", "desk@example.org")
    assert "(https://w3id.org/parley/; desk@example.org)" in Client(endpoint.address).agent


@pytest.mark.parametrize("contact", ["a\r\nHost: b", "büro@example.org", "(x)", "\x00"])
def test_a_contact_cannot_add_headers(contact: str) -> None:
    with pytest.raises(UsageError, match="PARLEY_CONTACT"):
        Client(contact=contact)


@pytest.mark.parametrize(
    "address", ["", "wikidata", "file:///etc/passwd", "ftp://a.example/", "http://", "http://a.example:x/",
                "http://a.example:70000/", "http://a b/", "http://a.example/\n", "http://u:p@a.example/", "http://[a/",
                "http://a.example/?q=1"],
)  # fmt: skip
def test_an_endpoint_has_an_address(address: str) -> None:
    with pytest.raises(UsageError, match="no address"):
        Client(address)


def test_long_queries_are_posted(endpoint: Endpoint, client: Client) -> None:
    endpoint.replies = [ONE]
    client.select(QUERY + " # " + "x" * 3000)
    assert endpoint.seen[0].method == "POST" and endpoint.seen[0].query.startswith(QUERY)


def test_packed_answers_are_unpacked(endpoint: Endpoint, client: Client) -> None:
    endpoint.replies = [Reply(body=gzip.compress(ONE.body), kind=ROWS, headers={"Content-Encoding": "gzip"})]
    assert client.select(QUERY) == [{"x": "1"}]


WAITS = {
    "7": 7.0, "0": 2.0, "1": 2.0, "soon": 2.0, "-5": 2.0,
    "Wed, 04 Mar 2026 05:06:37 GMT": 30.0, "Wed, 04 Mar 2026 05:00:00 GMT": 2.0,
}  # fmt: skip


@pytest.mark.parametrize(("after", "slept"), WAITS.items())
def test_it_waits_as_long_as_it_is_told(
    endpoint: Endpoint, client: Client, clock: Clock, after: str, slept: float
) -> None:
    endpoint.replies = [Reply(status, headers={"Retry-After": after}) for status in (429, 503)] + [ONE]
    assert client.select(QUERY) == [{"x": "1"}]
    assert clock.slept == [slept, max(slept, 4.0)]


def test_it_goes_away_where_the_wait_is_too_long(endpoint: Endpoint, client: Client, clock: Clock) -> None:
    endpoint.replies = [Reply(429, headers={"Retry-After": "3600"})]
    with pytest.raises(EndpointError, match="left alone for 3,600 seconds"):
        client.select(QUERY)
    assert (clock.slept, len(endpoint.seen)) == ([], 1)


def test_each_pause_is_longer_up_to_a_limit_and_tries_are_counted(
    endpoint: Endpoint, client: Client, clock: Clock
) -> None:
    endpoint.replies = [Reply(502)] * 9
    with pytest.raises(EndpointError, match=r"no answer in 4 tries: the endpoint answers 502 \(try again later\)"):
        client.select(QUERY)
    assert (clock.slept, len(endpoint.seen)) == ([2.0, 4.0, 5.0], 4)


def test_whoever_watches_is_told_of_pauses(endpoint: Endpoint, clock: Clock) -> None:
    endpoint.replies = [Reply(429, headers={"Retry-After": "9"}), ONE]
    told: list[str] = []
    made(endpoint, clock, notice=told.append).select(QUERY)
    assert told == ["the endpoint answers 429: waiting 9 seconds"]


@settings(deadline=None)
@given(st.text() | st.integers().map(str))
def test_any_retry_after_is_a_number_of_seconds_or_nothing(header: str) -> None:
    seconds = wait(header, NOW)
    assert seconds is None or seconds >= 0


# ── Bad answers ───────────────────────────────────────────────────────────────────────────────────────────────────────

PACKED = gzip.compress(ONE.body)
PASSING = {
    "500": Reply(500, b"java.lang.NullPointerException"),
    "500 broken off": Reply(500, b"java.lang", cut=4),
    "429 without a word": Reply(429),
    "an HTML page with 200": Reply(200, b"<html>Our servers are busy</html>", "text/html"),
    "JSON that is called text": Reply(200, ONE.body, "text/plain"),
    "HTML that is called JSON": Reply(200, b"<html>busy</html>", ROWS),
    "nothing": Reply(200, b"", ROWS),
    "broken off": Reply(200, ONE.body, ROWS, cut=10),
    "cut short": Reply(200, ONE.body[:-5], ROWS),
    "broken off while packed": Reply(200, PACKED, ROWS, {"Content-Encoding": "gzip"}, cut=6),
    "cut short while packed": Reply(200, PACKED[:-9], ROWS, {"Content-Encoding": "gzip"}),
    "not packed as it says": Reply(200, ONE.body, ROWS, {"Content-Encoding": "gzip"}),
    "packed, but it does not say so": Reply(200, PACKED, ROWS),
    "another object": Reply(200, b'{"error": "busy"}', ROWS),
    "no object": Reply(200, b"null", ROWS),
    "rows that are none": Reply(200, b'{"results": {"bindings": [1]}}', ROWS),
    "half a character": Reply(200, b'{"results": {"bindings": [{"x": {"value": "\\ud800"}}]}}', ROWS),
    "far too deep": Reply(200, b"[" * 100_000, ROWS),
    "a connection that is reset": Reply(reset=True),
}


@pytest.mark.parametrize("reply", PASSING.values(), ids=PASSING)
def test_what_may_pass_is_tried_again(endpoint: Endpoint, client: Client, clock: Clock, reply: Reply) -> None:
    endpoint.replies = [reply, ONE]
    assert client.select(QUERY) == [{"x": "1"}]
    assert clock.slept == [2.0]


FINAL = {
    "400": (Reply(400, b"<h1>MalformedQueryException</h1>: Lexical error"), "refuses (400): MalformedQueryException :"),
    "401": (Reply(401), "refuses (401) (say in PARLEY_CONTACT"),
    "403": (Reply(403, b"You have been banned until tomorrow"), "refuses (403): You have been banned until tomorrow"),
    "404": (Reply(404, b"\xff" * 500), "refuses (404): \ufffd"),
    "410": (Reply(410), "refuses (410)"),
}


@pytest.mark.parametrize(("reply", "said"), FINAL.values(), ids=FINAL)
def test_what_is_refused_is_not_asked_again(
    endpoint: Endpoint, client: Client, clock: Clock, reply: Reply, said: str
) -> None:
    endpoint.replies = [reply, ONE]
    with pytest.raises(EndpointError) as caught:
        client.select(QUERY)
    assert said in str(caught.value) and len(str(caught.value)) < 300 and "\n" not in str(caught.value)
    assert (clock.slept, len(endpoint.seen)) == ([], 1)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("query", [QUERY, QUERY + "#" + "x" * 3000], ids=["GET", "POST"])
def test_a_redirection_is_told(endpoint: Endpoint, client: Client, status: int, query: str) -> None:
    with Endpoint() as other:
        other.answer = lambda seen: ONE
        endpoint.replies = [Reply(status, headers={"Location": other.address})]
        with pytest.raises(EndpointError, match=f"has moved to {other.address}"):
            client.select(query)


def test_a_redirection_to_a_refusal_is_told(endpoint: Endpoint, client: Client) -> None:
    with Endpoint() as other:
        other.answer = lambda seen: Reply(404)
        endpoint.replies = [Reply(302, headers={"Location": other.address})]
        with pytest.raises(EndpointError, match="has moved to"):
            client.select(QUERY)


OVERLOADED = {
    "500 with a stack": Reply(500, STACK),
    "504": Reply(504),
    "a stack behind the answer": Reply(200, ONE.body[:-9] + STACK, ROWS),
}


@pytest.mark.parametrize("reply", OVERLOADED.values(), ids=OVERLOADED)
def test_an_endpoint_that_runs_out_of_time_is_not_asked_the_same_again(
    endpoint: Endpoint, client: Client, reply: Reply
) -> None:
    endpoint.replies = [reply]
    with pytest.raises(OverloadError):
        client.select(QUERY)
    assert len(endpoint.seen) == 1


def test_an_endpoint_that_does_not_answer_is_out_of_time(endpoint: Endpoint, clock: Clock) -> None:
    endpoint.replies = [Reply(hang=True)]
    with pytest.raises(OverloadError, match="no answer within the time"):
        made(endpoint, clock, patience=Patience(timeout=0.05)).select(QUERY)


def test_an_endpoint_that_is_not_there(clock: Clock) -> None:
    with Endpoint() as gone:
        address = gone.address
    with pytest.raises(EndpointError, match="no answer in 4 tries: the connection failed"):
        Client(address, patience=Patience(tries=4, longest=5.0), sleep=clock.sleep).select(QUERY)
    assert clock.slept == [2.0, 4.0, 5.0]


def test_an_answer_without_end_is_not_swallowed(
    endpoint: Endpoint, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.wikidata.online.answers._MOST", 1000)
    endpoint.replies = [Reply(body=gzip.compress(b" " * 10**6), kind=ROWS, headers={"Content-Encoding": "gzip"})]
    with pytest.raises(OverloadError, match="too long"):
        client.select(QUERY)


# ── Search ────────────────────────────────────────────────────────────────────────────────────────────────────────────

HITS = {
    "search": [
        {"id": "Q399", "label": "Armenia", "description": "country", "match": {"text": "Hayastan", "language": "hy"}},
        {"id": "Q4792194"}, {"id": "L7"}, {}, 3,
    ]
}  # fmt: skip


def api(answer: object) -> Reply:
    return Reply(body=json.dumps(answer).encode(), kind="application/json; charset=utf-8")


def test_names_are_searched_for(endpoint: Endpoint, client: Client) -> None:
    endpoint.replies = [Reply(429, headers={"Retry-After": "3"}), api(HITS)]
    found = candidates(' Hayastan" } & action=edit ', "hy", 5, client=client, api=endpoint.address)
    assert found == (Found("Q399", "Armenia", "country", "Hayastan"), Found("Q4792194", None, None, None))
    asked_for = {name: value for name, (value,) in endpoint.seen[-1].parameters.items()}
    assert asked_for["search"] == 'Hayastan" } & action=edit' and asked_for["action"] == "wbsearchentities"
    assert (asked_for["language"], asked_for["limit"]) == ("hy", "5")
    assert endpoint.seen[-1].headers["user-agent"] == client.agent


def test_errors_of_the_api_come_with_200(endpoint: Endpoint, client: Client, clock: Clock) -> None:
    endpoint.replies = [api({"error": {"code": "maxlag"}}), api([]), api({"search": []})]
    assert candidates("x", client=client, api=endpoint.address) == () and clock.slept == [2.0, 4.0]
    endpoint.replies = [api({"error": {"code": "badvalue"}})]
    with pytest.raises(EndpointError, match="refuses: badvalue"):
        candidates("x", client=client, api=endpoint.address)


@pytest.mark.parametrize(
    ("name", "language", "limit"), [(" ", "en", 5), ("x", "EN", 5), ("x", "en", 0), ("x", "en", 51)]
)
def test_a_search_must_make_sense(name: str, language: str, limit: int) -> None:
    with pytest.raises(UsageError):
        candidates(name, language, limit)


# ── Nobody else ───────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.slow
def test_nothing_else_opens_a_connection(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a connection was opened")

    for way in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, way, refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    (tmp_path / "a.txt").write_text("date: 2016-04-03\n\nTurkey backs Azerbaijan. Armenia is an ally of Russia.\n")
    graph = tmp_path / "net.kg"
    assert run("build", tmp_path / "a.txt", "-o", graph).status == 0
    assert "Turkey" in run("ask", "who-backs-whom", "-g", graph, "--evidence").out
    for verb in (["show", "Turkey"], ["check"], ["export"], ["wikidata", "enrich", "--dry-run"]):
        assert run(*verb, "-g", graph).status == 0
    with pytest.raises(AssertionError, match="a connection was opened"):
        Client(patience=Patience(tries=1)).select(QUERY)


@pytest.mark.slow
def test_nothing_else_loads_the_client() -> None:
    code = """if True:
        import sys, kg.api, kg.builder, kg.cli, extractors
        print([name for name in sys.modules if "SPARQLWrapper" in name or "online" in name])"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_errors_have_their_place_in_the_tree() -> None:
    assert issubclass(OverloadError, EndpointError) and issubclass(EndpointError, KgError)
