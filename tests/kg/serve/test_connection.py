"""What is refused by its head alone, or while it still comes: over a bare socket, which shows what comes when."""

import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from http.client import HTTPResponse
from urllib.parse import urlsplit

import pytest

from kg.serve.connection import _LEFTOVERS, CHUNKS, LINES
from tests.kg.serving import DIRECT, FORM, Server

HEAD = f"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Type: {DIRECT}\r\n"
CHUNKED = f"{HEAD}Transfer-Encoding: chunked\r\n\r\n".encode()
LENGTH = 5_000_000
LONG = f"{HEAD}Content-Length: {LENGTH}\r\n\r\n".encode()


@contextmanager
def connected(server: Server) -> Iterator[socket.socket]:
    parts = urlsplit(server.address)
    with socket.create_connection((str(parts.hostname), parts.port), timeout=30) as connection:
        yield connection


def answer(connection: socket.socket) -> tuple[int, str, str]:
    """Status, what becomes of the connection, and body."""
    response = HTTPResponse(connection)
    response.begin()
    return response.status, response.getheader("connection", ""), response.read().decode()


def test_a_body_that_is_too_long_is_refused_before_it_comes(server: Server) -> None:
    with connected(server) as connection:
        connection.sendall(LONG)
        assert answer(connection) == (413, "close", "the query is longer than 1,048,576 bytes\n")
        assert connection.recv(1) == b""  # nothing more is said


def test_one_that_does_not_say_how_long_it_is_is_refused_while_it_comes(server: Server) -> None:
    with connected(server) as connection:
        connection.sendall(CHUNKED + (b"10000\r\n" + b"x" * 65_536 + b"\r\n") * 17)  # and no end
        assert answer(connection)[:2] == (413, "close")


@pytest.mark.parametrize(
    ("path", "kind", "status"), [("/sparql", "text/x", 415), ("/", DIRECT, 405), ("/x", FORM, 404)]
)
def test_whoever_sends_all_before_reading_is_answered(server: Server, path: str, kind: str, status: int) -> None:
    told = server.ask("POST", path, b"x" * LENGTH, content_type=kind)
    assert (told.status, told.headers["connection"]) == (status, "close")


@pytest.mark.parametrize(
    ("request_", "fault"),
    [
        (CHUNKED + b"1\r\nx\r\n" * 100_000 + b"0\r\n\r\n", f"the body comes in more than {CHUNKS:,} chunks"),
        (b"GET /sparql HTTP/1.1\r\nHost: a\r\n" + b"a:b\r\n" * 50_000, f"the head has more than {LINES:,} lines"),
        (b"GET /" + b"x" * 1_000_000, "Receive buffer too long"),
        (b"?\r\n\r\n", "illegal request line"),
    ],
    ids=["chunks", "lines", "length", "nothing"],
)
def test_what_is_hard_to_parse_is_refused(server: Server, request_: bytes, fault: str) -> None:
    with connected(server) as connection:
        connection.sendall(request_)
        assert answer(connection) == (400, "close", f"this is no request of HTTP: {fault}\n")


def test_a_query_of_many_lines_is_one(server: Server) -> None:
    query = b"\n" * 5_000 + b"ASK {}"
    with connected(server) as connection:
        connection.sendall(f"{HEAD}Content-Length: {len(query)}\r\n\r\n".encode() + query)
        assert answer(connection)[0] == 200


def test_only_so_many_may_go_on_sending(server: Server) -> None:
    with ExitStack() as stack:
        connections = [stack.enter_context(connected(server)) for _ in range(_LEFTOVERS + 1)]
        for connection in connections:
            connection.sendall(LONG)
            assert answer(connection)[0] == 413
        assert server.get("ASK {}").status == 200  # by now the first one is broken off
        for connection in connections[-2:]:
            connection.sendall(b"x" * 1_000)
        with pytest.raises(ConnectionError):
            for _ in range(100):
                connections[0].sendall(b"x" * 1_000)


def test_a_connection_is_kept_where_the_request_was_whole(server: Server) -> None:
    bad = f"{HEAD}Content-Length: 8\r\n\r\nSELECT *".encode()
    with connected(server) as connection:
        for request, status in ((bad, 400), (b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: a\r\n\r\n", 200)):
            connection.sendall(request)
            assert answer(connection)[:2] == (status, "")
