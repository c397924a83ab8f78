"""What a build costs around the reading: workers, the writer, memory, the store, a cluster; ratios within one run.

    python benchmarks/build.py [workers] [dask] [linear] [load] [--articles N] [--quads N]

Without names all are measured. On a busy machine seconds mean little: CPU seconds are what counts there, and told, too.

- workers: two against one in articles a second (1.8 wanted); the writer's share of a core while they read (at most
  0.25); the most memory of a worker (700 MB);
- dask: CPU of a local cluster of two workers against that of two processes (at most 1.2 times as much);
- linear: CPU an article of sixteen times as many articles, the store included, a stand-in reading (at most 1.1 times);
- load: quads a second of CPU, from shards, against pyoxigraph's own bulk load of the same from a file (0.8 wanted).

The articles are those of the evaluation data (PARLEY_SHARED), read by rules; else the examples many times over.
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
from itertools import cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyoxigraph as ox

from kg.journal import Journal
from kg.shards import Entry, checksum
from kg.store import Graph

ROOT = Path(__file__).resolve().parent.parent
SPEEDUP, WRITER, MEGABYTES, DASK, LINEAR, LOAD = 1.8, 0.25, 700, 1.2, 1.1, 0.8
TIMES = 16


def texts() -> Iterator[str]:
    """Texts of news, without end."""
    data = Path(os.environ.get("PARLEY_SHARED", ROOT.parent / "shared")) / "eval" / "data" / "news_articles.jsonl.gz"
    if data.is_file():
        with gzip.open(data, "rt", encoding="utf-8") as lines:
            found = [str(json.loads(line)["text"]) for line in lines]
    else:
        found = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "examples").glob("*.txt"))]
    return cycle(found)


def corpus(place: Path, articles: int) -> Path:
    """A file of so many articles, no two of them the same."""
    file = place / f"{articles}.jsonl"
    records = ({"id": str(n), "text": f"{text}\n\nNumber {n}."} for n, text in enumerate(islice(texts(), articles)))
    file.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return file


def run(*command: object) -> float:
    """Run Python with these arguments; the CPU seconds of it and all its children."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *map(str, command)], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def built(file: Path, graph: Path, *options: object) -> tuple[dict[str, Any], list[dict[str, Any]], float]:
    """The report and the log of a build by rules, and its CPU seconds."""
    cpu = run("-m", "kg.cli", "build", file, "-o", graph, "--fast", "--no-plugins", *options)
    place = graph / "runs" / "0001"
    log = [json.loads(line) for line in (place / "log.jsonl").read_text(encoding="utf-8").splitlines()]
    return json.loads((place / "report.json").read_text(encoding="utf-8")), log, cpu


def workers(place: Path, articles: int, _quads: int) -> Iterator[bool]:
    """One worker is in the build's own process; each is timed while it reads."""
    file = corpus(place, articles)
    one, _, cpu_one = built(file, place / "w1.kg")
    two, log, cpu_two = built(file, place / "w2.kg", "--workers", 2)
    ratio = two["articles_per_second"] / one["articles_per_second"]
    print(f"workers_speedup {ratio:.2f} (at least {SPEEDUP}): {one['articles_per_second']:.2f} and "
          f"{two['articles_per_second']:.2f} articles/s; CPU {cpu_one:.0f} and {cpu_two:.0f} s")  # fmt: skip
    yield ratio >= SPEEDUP
    used = [event for event in log if event["event"] == "worker ended"]
    share = two["reading"]["writer_cpu_seconds"] / (sum(event["cpu_seconds"] for event in used) / len(used))
    print(f"writer_share {share:.3f} of a worker's CPU (at most {WRITER})")
    peak = max(event["peak_mb"] for event in used)
    print(f"worker_memory {peak} MB (at most {MEGABYTES})")
    yield share <= WRITER and peak <= MEGABYTES


def dask(place: Path, articles: int, _quads: int) -> Iterator[bool]:
    """The whole build, by either."""
    file = corpus(place, articles)
    *_, pool = built(file, place / "pool.kg", "--workers", 2)
    *_, cluster = built(file, place / "dask.kg", "--workers", 2, "--dask", "local")
    print(f"dask_cpu {cluster / pool:.2f} (at most {DASK}): {cluster:.0f} s, the pool {pool:.0f} s")
    yield cluster / pool <= DASK


def linear(place: Path, articles: int, _quads: int) -> Iterator[bool]:
    """Some articles, and sixteen times as many."""
    few, many = articles, articles * TIMES
    cost = {n: run("benchmarks/stand_in.py", corpus(place, n), "-o", place / f"{n}.kg") for n in (1, few, many)}
    each = {n: (cost[n] - cost[1]) / n for n in (few, many)}  # what one costs is the start
    print(f"linear {each[many] / each[few]:.2f} (at most {LINEAR}): "
          f"{1000 * each[few]:.1f} ms of CPU for one of {few:,}, {1000 * each[many]:.1f} ms of {many:,}")  # fmt: skip
    yield each[many] / each[few] <= LINEAR


def load(place: Path, _articles: int, quads: int) -> Iterator[bool]:
    """Shards against a file."""
    journal, file = Journal(place), place / "all.nq"
    with file.open("wb") as out:
        for n in range(quads // 1000):
            part = b"".join(_quads(n))
            journal.add(Entry(f"https://example.org/{n}", "", "", None, (), len(part), checksum(part)), part)
            out.write(part)
    journal.close()
    own = _timed(lambda: ox.Store(place / "peer").bulk_load(path=file, format=ox.RdfFormat.N_QUADS))
    with Graph.create(place / "load.kg") as graph:
        ours = _timed(lambda: graph.bulk_load(journal.quads()))
        assert len(graph) >= quads // 1000 * 1000
        graph.drop()
    print(f"load {own[1] / ours[1]:.2f} by CPU, {own[0] / ours[0]:.2f} by the clock (at least {LOAD}): "
          f"{quads / ours[1]:,.0f} quads a second of CPU, pyoxigraph alone {quads / own[1]:,.0f}")  # fmt: skip
    yield own[1] / ours[1] >= LOAD


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


PARTS: dict[str, Callable[[Path, int, int], Iterator[bool]]] = {
    "workers": workers, "dask": dask, "linear": linear, "load": load,
}  # fmt: skip


def main() -> int:
    """Measure, print, and fail where one is over its limit."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"some of {', '.join(PARTS)}")
    parser.add_argument("--articles", type=int, default=250)
    parser.add_argument("--quads", type=int, default=3_000_000)
    args = parser.parse_args()
    held = True
    for name in args.parts or PARTS:
        with TemporaryDirectory() as place:
            for is_held in PARTS[name](Path(place), args.articles, args.quads):
                held &= is_held
    return int(not held)


if __name__ == "__main__":
    sys.exit(main())
