"""How fast `kg serve` answers, beside a bare Starlette and pyoxigraph app, and what one client can do to the others.

    python benchmarks/endpoint.py [--seconds 3] [--turns 3] [--requests 10000]

Limits, in one run: a small query at 0.6 of the bare app's rate or more, one of 10,000 rows at 0.8 or more (medians of
the turns, the two taking turns); while others send endless, huge, malformed, forbidden and overlong queries, 16 clients
wait less than 20 ms (median) for an answer; of 10,000 mixed requests none is lost, and memory stays as it is. The bare
app asks the store in the event loop, the fastest way there is, and the one in which one endless query ends it all.

The 16 clients come from addresses of their own (127.0.0.2 and so on, which Linux has without being told), ask one
question each after the other, and look at the answer for `THINK` seconds: people at a page, not a queue of machines.
"""

import argparse
import asyncio
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from urllib.parse import quote

import pyoxigraph as ox

from kg import folder, iris

SMALL_RATIO, LARGE_RATIO, MEDIAN_MS, GROWTH = 0.6, 0.8, 20.0, 1.1
CLIENTS, THINK, ROWS = 16, 0.02, 10_000
SMALL = "SELECT ?label { <http://a.example/e42> <http://www.w3.org/2000/01/rdf-schema#label> ?label }"
LARGE = f"SELECT ?e ?label {{ ?e <http://www.w3.org/2000/01/rdf-schema#label> ?label }} LIMIT {ROWS}"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?a = ?i && ?c = ?d) }"
FORM, DIRECT = "application/x-www-form-urlencoded", "application/sparql-query"


def posted(body: str, kind: str = DIRECT) -> bytes:
    """A whole request."""
    head = f"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Type: {kind}\r\n"
    return f"{head}Content-Length: {len(body)}\r\n\r\n{body}".encode()


def chunked(body: bytes, size: int) -> bytes:
    """The same, without saying how much will come."""
    head = f"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Type: {DIRECT}\r\nTransfer-Encoding: chunked\r\n\r\n".encode()
    parts = (b"%x\r\n%b\r\n" % (len(part), part) for n in range(0, len(body), size) if (part := body[n : n + size]))
    return head + b"".join(parts) + b"0\r\n\r\n"


LONG = "SELECT * { ?s ?p '" + "x" * 5_000_000 + "' }"
MALFORMED, SERVICE = "SELECT * { ?s ?p", "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }"


@cache
def bad_requests() -> dict[str, bytes]:
    """Requests that are refused or stopped, by what is wrong with them."""
    return {
        "endless": posted(ENDLESS),
        "huge": posted("SELECT * { ?a ?b ?c . ?d ?e ?f }"),
        "sorted": posted("SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c ?f"),
        "nested": posted("SELECT * {" + "{" * 100_000 + "}" * 100_000 + "}"),
        "malformed": posted(MALFORMED),
        "update": posted("DROP ALL"),
        "SERVICE": posted(SERVICE),
        "FROM <file:>": posted("SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }"),
        "5 MB": posted(LONG),
        "5 MB chunked": chunked(LONG.encode(), 65_536),
        "5 MB form": posted(f"query={quote(LONG)}", FORM),
        "3 MB form": posted("query=" + "%20" * 1_000_000, FORM),
        "many fields": posted("query=a" + "&a" * 1_000_000, FORM),
        "tiny chunks": chunked(b"x" * 500_000, 1),
        "long head": b"GET /sparql HTTP/1.1\r\nHost: a\r\n" + b"a:b\r\n" * 50_000 + b"\r\n",
    }


LABEL = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
Asked = Callable[[], Awaitable[tuple[int, bytes]]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=3)
    parser.add_argument("--turns", type=int, default=3)
    parser.add_argument("--requests", type=int, default=10_000)
    parser.add_argument("--bare", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--bad", help=argparse.SUPPRESS)
    parser.add_argument("--port", type=int, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.bare:
        bare(args.bare)
        return
    if args.bad:
        asyncio.run(bad(args.port, bad_requests()[args.bad]))
        return
    with TemporaryDirectory() as place:
        graph = made(Path(place) / "graph")
        held = [*throughput(graph, args.seconds, args.turns), *trouble(graph), mixed(graph, args.requests)]
    sys.exit(0 if all(held) else 1)


def made(path: Path) -> Path:
    """A graph of 20,000 entities with names, in a hundred named graphs."""
    writing = folder.create(path)
    store = writing.store
    assert store is not None
    names = [ox.NamedNode(f"{iris.ARTICLE_GRAPHS}{n:04}") for n in range(100)]
    names[0] = ox.NamedNode(iris.ENTITIES)
    for n in range(2 * ROWS):
        entity, graph = ox.NamedNode(f"http://a.example/e{n}"), names[n % 100]
        store.add(ox.Quad(entity, LABEL, ox.Literal(f"The armed forces of district {n}"), graph))
        store.add(ox.Quad(entity, ox.NamedNode(iris.expand("par:partOf")), ox.NamedNode("http://a.example/e1"), graph))
    del store
    writing.publish()
    return path


def bare(store: Path) -> None:
    """The peer: an app of a few lines, in this process."""
    import uvicorn
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

    opened = ox.Store.read_only(str(store))

    async def sparql(request: Request) -> Response:
        found = opened.query(request.query_params["query"], use_default_graph_as_union=True)
        assert isinstance(found, ox.QuerySolutions)
        rows = found.serialize(format=ox.QueryResultsFormat.JSON)
        return Response(rows, media_type="application/sparql-results+json")

    config = uvicorn.Config(Starlette(routes=[Route("/sparql", sparql)]), port=0, log_config=None, access_log=False)
    server = uvicorn.Server(config)
    startup = server.startup

    async def told(sockets: object = None) -> None:
        await startup()
        print(f"at http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}/sparql", flush=True)

    server.startup = told  # type: ignore[method-assign]
    server.run()


@contextmanager
def running(*command: object) -> Iterator[tuple[int, int]]:
    """Port and process of a server that tells its address in its first line."""
    with subprocess.Popen([sys.executable, *map(str, command)], stdout=subprocess.PIPE, text=True) as server:
        try:
            line = server.stdout.readline() if server.stdout else ""
            yield int(line.split("http://127.0.0.1:")[1].split("/")[0]), server.pid
        finally:
            server.terminate()


def ours(graph: Path) -> tuple[object, ...]:
    return "-m", "kg.cli", "serve", graph, "--port", 0, "--time-limit", 10


def throughput(graph: Path, seconds: float, turns: int) -> Iterator[bool]:
    """Whether each of the two queries holds its ratio."""
    with running(__file__, "--bare", graph / "store") as (peer, _), running(*ours(graph)) as (port, _):
        for what, query, least in (("small query", SMALL, SMALL_RATIO), (f"{ROWS:,} rows", LARGE, LARGE_RATIO)):
            rates: tuple[list[float], list[float]] = ([], [])
            for _turn in range(turns):
                for kept, where in zip(rates, (peer, port), strict=True):
                    kept.append(asyncio.run(rate(where, query, seconds)))
            bare_rate, own = map(median, rates)
            ratio = own / bare_rate
            print(f"{what:14} bare {bare_rate:8,.1f}/s   kg serve {own:8,.1f}/s   ratio {ratio:.2f} (>= {least})")
            yield ratio >= least


async def rate(port: int, query: str, seconds: float) -> float:
    """Answers a second to 16 clients that do not think."""
    end, count = time.perf_counter() + seconds, 0

    async def client() -> None:
        nonlocal count
        async with Connection(port) as connection:
            while time.perf_counter() < end:
                status, _ = await connection.get(query)
                assert status == 200, status
                count += 1

    await asyncio.gather(*(client() for _ in range(CLIENTS)))
    return count / seconds


def trouble(graph: Path) -> Iterator[bool]:
    """Whether 16 clients wait little while each kind of bad query is sent, by two others, over and over."""
    with running(*ours(graph)) as (port, _):
        for kind in ("nothing", *bad_requests()):
            with attack(kind, port) as ends:
                times = asyncio.run(asking(port, 5.0))
            middle, last = 1000 * median(times), 1000 * quantiles(times, n=100)[98]
            print(f"beside {kind:13} median {middle:6.1f} ms   99th percentile {last:7.1f} ms   ", end="")
            print(f"load {load():4.1f}   {''.join(ends)}")
            yield middle < MEDIAN_MS


def load() -> float:
    """How many processes want the machine's processors, which is what a median is worth."""
    return os.getloadavg()[0]


async def asking(port: int, seconds: float) -> list[float]:
    """How long 16 clients wait for each answer."""
    end = time.perf_counter() + seconds
    times: list[float] = []

    async def client(n: int) -> None:
        async with Connection(port, f"127.0.0.{n + 2}") as connection:
            while time.perf_counter() < end:
                began = time.perf_counter()
                status, _ = await connection.get(SMALL)
                times.append(time.perf_counter() - began)
                assert status == 200, status
                await asyncio.sleep(THINK)

    await asyncio.gather(*(client(n) for n in range(CLIENTS)))
    return times


@contextmanager
def attack(kind: str, port: int) -> Iterator[list[str]]:
    """Two clients that send bad queries meanwhile, in a process of their own: what it costs to send 5 MB is no wait.
    Afterwards the list tells how that ended."""
    ends: list[str] = []
    if kind not in bad_requests():
        yield ends
        return
    command = [sys.executable, __file__, "--bad", kind, "--port", str(port)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as attacker:
        assert attacker.stdout is not None
        attacker.stdout.readline()
        yield ends
        ends.append(attacker.communicate()[0].strip())


async def bad(port: int, request: bytes) -> None:
    """Send a request over and over until there is no more to read, and tell how that ended."""
    ends = Counter[str]()
    print("ready", flush=True)
    stopped = asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)

    async def client(n: int) -> None:
        while not stopped.done():
            async with Connection(port, f"127.0.0.{n + 100}") as connection:
                status, body = await connection.ask(request)
                ends[f"{status} {body[:50].decode(errors='replace').strip()}"] += 1
            await asyncio.sleep(THINK)

    await asyncio.wait([asyncio.ensure_future(client(n)) for n in range(2)] + [stopped])
    print(", ".join(f"{count}x {what}" for what, count in ends.most_common(2)))


def mixed(graph: Path, requests: int) -> bool:
    """Whether no request is lost of small, large, malformed, forbidden and overlong ones, and memory stays flat."""
    with running(*ours(graph)) as (port, pid):
        asyncio.run(many(port, max(CLIENTS, requests // 5)))
        before = resident(pid)
        statuses = asyncio.run(many(port, requests))
        after = resident(pid)
    flat = after <= before * GROWTH
    print(f"{requests:,} mixed requests: {statuses.total():,} answered, {dict(sorted(statuses.items()))}")
    print(f"memory of server and readers: {before:,} MiB before, {after:,} MiB after")
    return statuses.total() == requests and set(statuses) <= {200, 400, 413, 500} and flat


async def many(port: int, requests: int) -> Counter[int]:
    """How many requests ended in which status; 0 stands for none."""
    kinds = [SMALL] * 12 + [
        LARGE,
        "SELECT * { ?s ?p",
        "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "ASK {}",
        "DESCRIBE <http://a.example/e1>",
    ]
    statuses = Counter[int]()
    left = iter(range(requests))

    async def client(n: int) -> None:
        async with Connection(port, f"127.0.0.{n + 2}") as connection:
            for number in left:
                query = kinds[number % len(kinds)]
                if number % 1000 == 999:
                    status, _ = await connection.ask(bad_requests()["5 MB"])
                else:
                    status, _ = await (connection.post if number % 2 else connection.get)(query)
                statuses[status] += 1

    await asyncio.gather(*(client(n) for n in range(CLIENTS)))
    return statuses


def resident(pid: int) -> int:
    """MiB that a process and its children have to themselves or share, each page with its share."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()
    files = [Path(f"/proc/{process}/smaps_rollup") for process in (str(pid), *children)]
    lines = [line for file in files for line in file.read_text("ascii").splitlines() if line.startswith("Pss:")]
    return sum(int(line.split()[1]) for line in lines) // 1024


class Connection:
    """A kept connection from an address, opened again where the server closed it: as thin as a client can be."""

    def __init__(self, port: int, source: str = "127.0.0.1") -> None:
        self._port, self._source = port, source

    async def __aenter__(self) -> "Connection":
        self._reader, self._writer = await asyncio.open_connection(
            "127.0.0.1", self._port, local_addr=(self._source, 0), limit=2**22
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        self._writer.close()

    async def get(self, query: str) -> tuple[int, bytes]:
        return await self.ask(f"GET /sparql?query={quote(query)} HTTP/1.1\r\nHost: a\r\n\r\n".encode())

    async def post(self, query: str) -> tuple[int, bytes]:
        return await self.ask(posted(query))

    async def ask(self, request: bytes) -> tuple[int, bytes]:
        self._writer.write(request)
        head = await self._reader.readuntil(b"\r\n\r\n")
        fields = dict(line.lower().split(b": ", 1) for line in head.split(b"\r\n")[1:-2])
        body = await self._reader.readexactly(int(fields[b"content-length"]))
        if fields.get(b"connection") == b"close":
            self._writer.close()
            await self.__aenter__()
        return int(head.split()[1]), body


if __name__ == "__main__":
    os.environ["PYTHONPATH"] = str(Path(__file__).resolve().parent.parent)
    main()
