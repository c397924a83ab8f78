"""A SPARQL endpoint on this machine: answers from a store with data in Wikidata's shape, or misbehaves as told."""

import gzip
import json
import socket
import struct
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler
from socketserver import ThreadingTCPServer
from threading import Event, Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pyoxigraph as ox

from kg.wikidata.online import Client, Patience

ROWS = "application/sparql-results+json"
STACK = b"\nSPARQL-QUERY: ...\njava.util.concurrent.TimeoutException\n\tat java.util.concurrent.FutureTask.get\n"

DATA = """
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix wikibase: <http://wikiba.se/ontology#> . @prefix geo: <http://www.opengis.net/ont/geosparql#> .
@prefix wd: <http://www.wikidata.org/entity/> . @prefix wds: <http://www.wikidata.org/entity/statement/> .
@prefix wdv: <http://www.wikidata.org/value/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix p: <http://www.wikidata.org/prop/> . @prefix ps: <http://www.wikidata.org/prop/statement/> .
@prefix pq: <http://www.wikidata.org/prop/qualifier/> . @prefix pqv: <http://www.wikidata.org/prop/qualifier/value/> .
@prefix genid: <http://www.wikidata.org/.well-known/genid/> .

wd:Q399 rdfs:label "Armenia"@en , "Arménie"@fr ; skos:altLabel "République d’Arménie"@fr ;
    p:P625 wds:q399-point , wds:q399-older ; p:P31 wds:q399-country , wds:q399-wrong .
wds:q399-point a wikibase:Statement , wikibase:BestRank ; ps:P625 "Point(45.0 40.0)"^^geo:wktLiteral .
wds:q399-older a wikibase:Statement ; ps:P625 "Point(44.0 41.0)"^^geo:wktLiteral .
wds:q399-country a wikibase:Statement ; ps:P31 wd:Q6256 ; wikibase:rank wikibase:NormalRank .
wds:q399-wrong a wikibase:Statement ; ps:P31 wd:Q7275 ; wikibase:rank wikibase:DeprecatedRank .
wd:Q6256 rdfs:label "country"@en .

wd:Q43 rdfs:label "Turquie"@fr ; p:P463 wds:q43-nato .
wds:q43-nato a wikibase:Statement ; ps:P463 wd:Q7184 ; wikibase:rank wikibase:NormalRank ;
    pq:P580 "1952-02-18T00:00:00Z"^^xsd:dateTime ; pqv:P580 wdv:day .
wdv:day wikibase:timePrecision 11 . wdv:month wikibase:timePrecision 10 . wdv:year wikibase:timePrecision 9 .
wdv:decade wikibase:timePrecision 8 .
wd:Q7184 rdfs:label "NATO"@mul .

wd:Q7747 rdfs:label "Vladimir Poutine"@fr , "Vladimir Putin"@mul ; p:P27 wds:Q7747-ussr , wds:Q7747-russia ;
    p:P39 wds:Q7747-first , wds:Q7747-second , wds:Q7747-unknown .
wds:Q7747-ussr ps:P27 wd:Q15180 ; wikibase:rank wikibase:NormalRank ; pq:P582 "1991-01-01T00:00:00Z"^^xsd:dateTime ;
    pqv:P582 wdv:year .
wds:Q7747-russia ps:P27 wd:Q159 ; wikibase:rank wikibase:PreferredRank ; pq:P580 "1990-01-01T00:00:00Z"^^xsd:dateTime ;
    pqv:P580 wdv:decade .
wds:Q7747-first ps:P39 wd:Q218295 ; wikibase:rank wikibase:NormalRank ;
    pq:P580 "2000-05-07T00:00:00Z"^^xsd:dateTime ; pqv:P580 wdv:day ;
    pq:P582 "2008-05-01T00:00:00Z"^^xsd:dateTime , "2008-05-07T00:00:00Z"^^xsd:dateTime ; pqv:P582 wdv:month .
wds:Q7747-second ps:P39 wd:Q218295 ; wikibase:rank wikibase:PreferredRank ; pq:P582 genid:0a1b .
wds:Q7747-unknown ps:P39 genid:2c3d ; wikibase:rank wikibase:NormalRank .
wd:Q218295 rdfs:label "President of Russia"@en , "président de la Russie"@fr .

wd:Q405 p:P625 wds:q405-point .
wds:q405-point a wikibase:BestRank ; ps:P625 "<http://www.wikidata.org/entity/Q405> Point(1.0 2.0)"^^geo:wktLiteral .
"""


@dataclass(frozen=True)
class Reply:
    """What the endpoint answers: `cut` bytes of a promised body are missing; with `reset` there is no answer, with
    `hang` none before the test is over."""

    status: int = 200
    body: bytes = b""
    kind: str = "text/plain"
    headers: dict[str, str] = field(default_factory=dict)
    cut: int = 0
    reset: bool = False
    hang: bool = False


@dataclass(frozen=True)
class Seen:
    """A request that came in."""

    method: str
    query: str
    headers: dict[str, str]
    parameters: dict[str, list[str]]
    body: str = ""


NOW = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)


class Clock:
    """Stands still, and remembers how long it was told to sleep."""

    def __init__(self) -> None:
        self.slept: list[float] = []
        self.day = NOW

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)

    def now(self) -> datetime:
        return self.day


class Endpoint:
    """Runs while it is in a `with`. `replies` are given first, each once; then `answer` makes one of each request."""

    def __init__(self) -> None:
        self.replies: list[Reply] = []
        self.seen: list[Seen] = []
        self.answer: Callable[[Seen], Reply] = self.evaluated
        self.store = ox.Store()
        self.store.load(DATA.encode(), format=ox.RdfFormat.TURTLE)
        self._done = Event()
        self._server = ThreadingTCPServer(("127.0.0.1", 0), self._handler())  # http.server's own asks DNS for a name

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}/sparql"

    def __enter__(self) -> "Endpoint":
        self._thread = Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01})
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def evaluated(self, request: Seen) -> Reply:
        """The rows that the store has, packed."""
        found = self.store.query(request.query)
        rows = found.serialize(format=ox.QueryResultsFormat.JSON)
        return Reply(body=gzip.compress(rows), kind=f"{ROWS};charset=utf-8", headers={"Content-Encoding": "gzip"})

    def waited(self) -> None:
        """Until the test is over."""
        self._done.wait(10)

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        endpoint = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self._reply(urlsplit(self.path).query)

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"] or 0)).decode()
                asked = urlsplit(self.path).query
                self._reply(asked or body, body)

            do_PUT = do_DELETE = do_POST  # noqa: N815 - as http.server has it

            def _reply(self, form: str, body: str = "") -> None:
                parameters = parse_qs(form)
                query = parameters.get("query", [""])[0]
                headers = {k.lower(): v for k, v in self.headers.items()}
                seen = Seen(self.command, query, headers, parameters, body)
                endpoint.seen.append(seen)
                reply = endpoint.replies.pop(0) if endpoint.replies else endpoint.answer(seen)
                if reply.hang:
                    endpoint.waited()
                if reply.hang or reply.reset:
                    self._reset()
                    return
                self.send_response(reply.status)
                for name, value in {"Content-Type": reply.kind, **reply.headers}.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(reply.body)))
                self.end_headers()
                self.wfile.write(reply.body[: len(reply.body) - reply.cut])

            def _reset(self) -> None:
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                self.close_connection = True

            def log_message(self, *_: object) -> None:
                pass

        return Handler


def rows(*bindings: dict[str, str]) -> Reply:
    """A sound answer with these rows."""
    found = [{name: {"type": "literal", "value": value} for name, value in row.items()} for row in bindings]
    return Reply(body=json.dumps({"head": {"vars": []}, "results": {"bindings": found}}).encode(), kind=ROWS)


def made(endpoint: Endpoint, clock: Clock, **more: Any) -> Client:
    """A client of the endpoint that never sleeps."""
    patience = Patience(tries=4, first=2.0, longest=5.0, willing=100.0, timeout=5.0)
    return Client(endpoint.address, **{"patience": patience, "sleep": clock.sleep, "now": clock.now} | more)
