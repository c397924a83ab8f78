"""`kg serve` as users start it, and HTTP as thin as it comes, so that tests see what is really said."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode, urlsplit

FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
CROSS = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
ENDLESS = f"SELECT (COUNT(*) AS ?n) {{ {{ {CROSS} }} FILTER(?a = ?l && ?c = ?d && ?f = ?g) }}"


@dataclass(frozen=True)
class Answer:
    """What came back; header names are in small letters."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def kind(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0]


@dataclass(frozen=True)
class Server:
    """A running server: its address, and its process."""

    address: str
    process: subprocess.Popen[str]

    def ask(
        self, method: str = "GET", path: str = "/sparql", body: bytes = b"", source: str = "127.0.0.1", **headers: str
    ) -> Answer:
        """Send a request as it is; a keyword such as `content_type` is a header."""
        parts = urlsplit(self.address)
        connection = HTTPConnection(str(parts.hostname), parts.port, timeout=60, source_address=(source, 0))
        try:
            told = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, body or None, told)
            answer = connection.getresponse()
            return Answer(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read())
        finally:
            connection.close()

    def get(self, query: str, source: str = "127.0.0.1", **headers: str) -> Answer:
        """Ask a query."""
        return self.ask("GET", f"/sparql?{urlencode({'query': query})}", source=source, **headers)

    def post(self, query: str, source: str = "127.0.0.1", **headers: str) -> Answer:
        """Ask a query, however long."""
        return self.ask("POST", body=query.encode(), source=source, content_type=DIRECT, **headers)


@contextmanager
def served(folder: Path, *options: object) -> Iterator[Server]:
    """The server of the graph in a folder, on a port that is free."""
    command = [sys.executable, "-m", "kg.cli", "serve", folder, "--port", 0, *options]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1", "no_proxy": "*"}
    with subprocess.Popen(list(map(str, command)), stdout=subprocess.PIPE, text=True, env=environment) as process:
        try:
            line = process.stdout.readline() if process.stdout else ""
            yield Server(line.split(" is served at ")[1].split()[0], process)
        finally:
            process.terminate()
