"""What a build costs around the reading: workers, memory, the store, a cluster; ratios within one run.

    python benchmarks/build.py [workers] [memory] [dask] [linear] [load] [--share 1.0] [--quads 3000000]

Without names all are measured: some twenty minutes on two quiet cores; none takes longer than fifteen minutes. On a
busy machine seconds mean little: CPU seconds are what counts there, and told, too. `--share 0.1` takes a tenth of the
articles: to try it out, not to hold anything against a limit.

- workers (200 articles): two against one in articles a second (1.8 wanted); the writer's CPU against the clock while
  they read (at most 0.25 of a core);
- memory (5,000): the most of a worker (700 MB), and by how much it grows after 500 articles (at most a tenth). Nine of
  ten articles are cut to 800 characters, so that it takes minutes; the longest come first, for what an article takes
  goes by its length, and what grows after those is never given back;
- dask (400): CPU of a local cluster of two workers against that of two processes (at most 1.2 times as much);
- linear (250, 1,000, 4,000): CPU an article with all that a build does (4,000 against 250: at most 1.1 times). A
  stand-in reads, for the reading, which knows nothing of other articles, would hide what grows faster;
- load (3 million quads): shards, and a dump by `kg import`, against pyoxigraph's own bulk load of the same from a file
  (0.8 of its quads a second of CPU wanted). A build of most of a graph puts the store's files in order after that
  (compaction), which is not loading.

The articles are those of the evaluation data (PARLEY_SHARED), read by rules, else the examples; where there are too
few, they come again. Each ends with a line of its own number, so that no two are the same.
"""

import argparse
import gzip
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from io import TextIOWrapper
from itertools import cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyoxigraph as ox

from kg import imports
from kg.journal import Journal
from kg.shards import Entry, checksum
from kg.store import Graph

ROOT = Path(__file__).resolve().parent.parent
SPEEDUP, WRITER, MEGABYTES, GROWTH, DASK, LINEAR, LOAD = 1.8, 0.25, 700, 1.1, 1.2, 1.1, 0.8
TURNS = 3
"""Builds of each size where the start, which is taken off, would else drown the rest: the cheapest counts."""
LONGEST = 900
"""Seconds after which a build is given up."""
WARM, SHORT = 500, 800
"""Articles after which memory should stay, characters of a short article."""


def texts() -> Iterator[str]:
    """Texts of news, without end."""
    data = Path(os.environ.get("PARLEY_SHARED", ROOT.parent / "shared")) / "eval" / "data" / "news_articles.jsonl.gz"
    if data.is_file():
        with gzip.open(data, "rt", encoding="utf-8") as lines:
            found = [str(json.loads(line)["text"]) for line in lines]
    else:
        found = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "examples").glob("*.txt"))]
    return cycle(found)


def corpus(place: Path, articles: int, short: bool = False) -> Path:
    """A file of so many articles; with `short`, all but every tenth are cut, and the longest come first."""
    file = place / f"{articles}.jsonl"
    told = [text[:SHORT] if short and n % 10 else text for n, text in enumerate(islice(texts(), articles))]
    if short:
        told.sort(key=len, reverse=True)
    records = ({"id": str(n), "text": f"{text}\n\nNumber {n}."} for n, text in enumerate(told))
    file.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return file


def command(file: Path, graph: Path, *options: object) -> list[str]:
    """A build by rules."""
    call = ("-m", "kg.cli", "build", file, "-o", graph, "--fast", "--no-plugins", *options)
    return [sys.executable, *map(str, call)]


def run(call: list[str]) -> float:
    """The CPU seconds of a process and all its children."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(call, cwd=ROOT, check=True, stdout=subprocess.DEVNULL, timeout=LONGEST)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def built(file: Path, graph: Path, *options: object) -> tuple[dict[str, Any], float]:
    """The report of a build by rules, and its CPU seconds."""
    cpu = run(command(file, graph, *options))
    return json.loads((graph / "runs" / "0001" / "report.json").read_text(encoding="utf-8")), cpu


def workers(place: Path, share: float, _quads: int) -> Iterator[bool]:
    """One worker is in the build's own process; each is timed while it reads."""
    file = corpus(place, round(200 * share))
    one, cpu_one = built(file, place / "w1.kg")
    two, cpu_two = built(file, place / "w2.kg", "--workers", 2)
    ratio = two["articles_per_second"] / one["articles_per_second"]
    print(f"workers_speedup {ratio:.2f} (at least {SPEEDUP}): {one['articles_per_second']:.2f} and "
          f"{two['articles_per_second']:.2f} articles/s; CPU {cpu_one:.0f} and {cpu_two:.0f} s")  # fmt: skip
    yield ratio >= SPEEDUP
    reading = two["reading"]
    used = reading["writer_cpu_seconds"] / reading["seconds"]
    print(f"writer_share {used:.3f} of a core (at most {WRITER}): {reading['writer_cpu_seconds']:.1f} s of CPU "
          f"in {reading['seconds']:.0f} s of reading; {two['writer_cpu_seconds']:.1f} s with what follows")  # fmt: skip
    yield used <= WRITER


def memory(place: Path, share: float, _quads: int) -> Iterator[bool]:
    """The resident memory of two workers, a look a second."""
    articles, graph = round(5000 * share), place / "memory.kg"
    build = subprocess.Popen(
        command(corpus(place, articles, short=True), graph, "--workers", 2), cwd=ROOT, stdout=subprocess.DEVNULL
    )
    looks = list(watched(build, graph / "runs" / "0001" / "log.jsonl"))
    warm = max((mb for read, mb in looks if read <= WARM), default=0)
    later = max((mb for read, mb in looks if read > WARM), default=0)
    peak, growth = max(warm, later), later / max(warm, 1)
    done = max((read for read, _ in looks), default=0)
    print(f"worker_memory {peak} MB (at most {MEGABYTES}): {done:,} of {articles:,} articles")
    yield 0 < peak <= MEGABYTES and done >= 0.99 * articles
    print(
        f"worker_growth {growth:.2f} after {WARM} articles (at most {GROWTH}): {warm} MB, then {later} MB", flush=True
    )
    yield 0 < growth <= GROWTH


def watched(build: subprocess.Popen[bytes], log: Path) -> Iterator[tuple[int, int]]:
    """How many articles were read, and the megabytes of the larger worker, until the build ends or is given up."""
    began = time.monotonic()
    while build.poll() is None:
        if time.monotonic() - began > LONGEST:
            build.terminate()
        try:
            build.wait(1)
        except subprocess.TimeoutExpired:
            events = [json.loads(line) for line in log.read_text("utf-8").splitlines()] if log.exists() else []
            pids = [event["process"] for event in events if event["event"] == "worker started"]
            if sizes := [mb for pid in pids if (mb := _resident(pid))]:
                yield sum(event["event"] == "read" for event in events), max(sizes)


def _resident(pid: int) -> int:
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text("ascii").split()[1])
    except (OSError, IndexError):
        return 0
    return pages * resource.getpagesize() // 2**20


def dask(place: Path, share: float, _quads: int) -> Iterator[bool]:
    """The whole build, by either."""
    file = corpus(place, round(400 * share))
    _, pool = built(file, place / "pool.kg", "--workers", 2)
    _, cluster = built(file, place / "dask.kg", "--workers", 2, "--dask", "local")
    print(f"dask_cpu {cluster / pool:.2f} (at most {DASK}): {cluster:.0f} s, the pool {pool:.0f} s")
    yield cluster / pool <= DASK


def linear(place: Path, share: float, _quads: int) -> Iterator[bool]:
    """Some articles, four and sixteen times as many; what one costs is the start."""
    counts = [round(n * share) for n in (250, 1000, 4000)]
    cost = {n: min(_stood_in(place, n, turn) for turn in range(TURNS)) for n in (1, *counts)}
    each = {n: 1000 * (cost[n] - cost[1]) / n for n in counts}
    ratio = each[counts[-1]] / each[counts[0]]
    told = ", ".join(f"{ms:.1f} ms of CPU for one of {n:,}" for n, ms in each.items())
    print(f"linear {ratio:.2f} (at most {LINEAR}): {told}")
    yield ratio <= LINEAR


def _stood_in(place: Path, articles: int, turn: int) -> float:
    """The CPU seconds of a build by the stand-in."""
    graph = place / f"{articles}-{turn}.kg"
    return run([sys.executable, "benchmarks/stand_in.py", str(corpus(place, articles)), "-o", str(graph)])


def load(place: Path, _share: float, quads: int) -> Iterator[bool]:
    """Shards and a dump against a file."""
    journal, file = Journal(place), place / "all.nq"
    with file.open("wb") as out:
        for n in range(quads // 1000):
            part = b"".join(_quads(n))
            journal.add(Entry(f"https://example.org/{n}", "", "", None, (), len(part), checksum(part)), part)
            out.write(part)
    journal.close()
    peer = _timed(lambda: ox.Store(place / "peer").bulk_load(path=file, format=ox.RdfFormat.N_QUADS))
    for name, work in {
        "load_shards": lambda graph: graph.bulk_load(journal.quads()),
        "load_dump": lambda graph: imports.load(graph, file, "nq"),
    }.items():
        with Graph.create(place / f"{name}.kg") as graph:
            ours = _timed(lambda work=work, graph=graph: work(graph))  # type: ignore[misc]
            assert len(graph) >= quads // 1000 * 1000
            graph.drop()
        print(f"{name} {peer[1] / ours[1]:.2f} by CPU, {peer[0] / ours[0]:.2f} by the clock (at least {LOAD}): "
              f"{quads / ours[1]:,.0f} quads a second of CPU, pyoxigraph alone {quads / peer[1]:,.0f}")  # fmt: skip
        yield peer[1] / ours[1] >= LOAD


def _quads(n: int) -> Iterator[bytes]:
    for k in range(1000):
        yield (
            f"<https://w3id.org/parley/claim/{n:08x}{k // 8:08x}> <https://w3id.org/parley/ontology#p{k % 8}> "
            f'"what is said of number {n * k % 9973}" <https://w3id.org/parley/graph/article/{n:016x}> .\n'
        ).encode()


def _timed(work: Callable[[], object]) -> tuple[float, float]:
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - wall, time.process_time() - cpu


PARTS: dict[str, Callable[[Path, float, int], Iterator[bool]]] = {
    "workers": workers, "memory": memory, "dask": dask, "linear": linear, "load": load,
}  # fmt: skip


def main() -> int:
    """Measure, print, and fail where one is over its limit."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"some of {', '.join(PARTS)}")
    parser.add_argument("--share", type=float, default=1.0)
    parser.add_argument("--quads", type=int, default=3_000_000)
    args = parser.parse_args()
    if unknown := [name for name in args.parts if name not in PARTS]:
        parser.error(f"there is no part {unknown[0]}: {', '.join(PARTS)}")
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(line_buffering=True)
    held = True
    for name in args.parts or PARTS:
        with TemporaryDirectory() as place:
            try:
                for is_held in PARTS[name](Path(place), args.share, args.quads):
                    held &= is_held
            except (subprocess.SubprocessError, OSError) as cause:
                print(f"{name} was not measured: {cause}")
                held = False
    return int(not held)


if __name__ == "__main__":
    sys.exit(main())
