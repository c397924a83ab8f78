"""Kill builds at random moments and see that the next one ends with the same bytes as one that nobody disturbed.

    python tools/kill_builds.py SOURCES [--kills 20] [--workers 2] [--seed 7] [--fast] [--articles N] [--characters N]

A kill hits a process that reads, the one that writes, or all of them, by SIGKILL. A build whose reader is killed must
go on by itself; after any other the build is started again. Each build begins from nothing. It is not the reading that
is tested: a stand-in reads (`benchmarks/stand_in.py`), or with --fast the rules. Ends with 1 where a graph differs.

Twenty kills of 400 articles of 600 characters, read by rules, take about ten minutes on two cores:

    python tools/kill_builds.py NEWS --fast --articles 400 --characters 600
"""

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from kg.articles import gather
from kg.model import Article
from kg.store import Graph

VICTIMS = ("reader", "writer", "all")
ROOT = Path(__file__).resolve().parent.parent
_FAST = ["-m", "kg.cli", "build", "--fast", "--no-plugins"]
_STAND_IN = ["-m", "benchmarks.stand_in", "--milliseconds", "5"]


@dataclass(frozen=True)
class Case:
    """Which build is disturbed."""

    sources: list[str]
    graph: Path
    workers: int
    fast: bool = False

    def start(self) -> subprocess.Popen[bytes]:
        """A build, in a process group of its own."""
        call = [*(_FAST if self.fast else _STAND_IN), *self.sources, "-o", self.graph, "--workers", self.workers]
        quiet: Any = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        return subprocess.Popen([sys.executable, *map(str, call)], cwd=ROOT, start_new_session=True, **quiet)


def cut(sources: list[str], file: Path, articles: int | None, characters: int | None) -> Path:
    """The first so many articles, of each the first so many characters, as JSON Lines."""
    found = islice((a for a in gather(sources) if isinstance(a, Article)), articles)
    told = ({"id": a.id, "date": a.date, "publisher": a.publisher, "text": a.text[:characters]} for a in found)
    lines = (json.dumps({name: value for name, value in record.items() if value}) for record in told)
    written = [f"{line}\n" for line in lines]
    if not written:
        sys.exit("there is no article in the sources that can be read")
    print(f"{len(written)} articles", flush=True)
    file.write_text("".join(written), encoding="utf-8")
    return file


def children(parent: int) -> Iterator[int]:
    """The processes that this one started and that are still there (as Linux tells)."""
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            fields = path.read_text().rpartition(")")[2].split()
            if int(fields[1]) == parent and b"resource_tracker" not in (path.parent / "cmdline").read_bytes():
                yield int(path.parent.name)


def strike(build: subprocess.Popen[bytes], victim: str, chance: random.Random) -> None:
    """Kill what is to be killed."""
    with suppress(ProcessLookupError):
        if victim == "all":
            os.killpg(build.pid, signal.SIGKILL)
        elif victim == "writer":
            build.kill()
        elif found := sorted(children(build.pid)):
            os.kill(chance.choice(found), signal.SIGKILL)


def dumped(graph: Path) -> bytes:
    """The whole graph, in bytes."""
    with Graph.open(graph) as opened:
        return opened.dump("nq")


def undisturbed(case: Case) -> tuple[bytes, float]:
    """The graph of a build that nobody kills, and the seconds that it takes."""
    began = time.monotonic()
    case.start().wait()
    return dumped(case.graph), time.monotonic() - began


def disturbed(case: Case, victim: str, seconds: float, chance: random.Random) -> bytes:
    """The graph of a build that is killed after so many seconds, and started again where it did not go on."""
    build = case.start()
    with suppress(subprocess.TimeoutExpired):
        build.wait(seconds)
    strike(build, victim, chance)
    if build.wait() < 0:
        case.start().wait()
    return dumped(case.graph)


def main() -> int:
    """Kill, compare, and tell."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sources", nargs="+")
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--fast", action="store_true", help="read by rules, not by the stand-in")
    parser.add_argument("--articles", type=int, help="take the first so many")
    parser.add_argument("--characters", type=int, help="and of each so many characters")
    args = parser.parse_args()
    chance, different = random.Random(args.seed), 0
    with tempfile.TemporaryDirectory() as name:
        news = cut(args.sources, Path(name) / "news.jsonl", args.articles, args.characters)
        case = Case([str(news)], Path(name) / "g.kg", args.workers, args.fast)
        wanted, took = undisturbed(case)
        print(f"undisturbed: {took:.1f} s, {len(wanted):,} bytes", flush=True)
        for n in range(args.kills):
            shutil.rmtree(case.graph)
            victim, seconds = chance.choice(VICTIMS), chance.uniform(0.02, 1.0) * took
            same = disturbed(case, victim, seconds, chance) == wanted
            different += not same
            print(f"{n + 1:3} killed {victim:6} after {seconds:5.1f} s: {'same' if same else 'DIFFERENT'}", flush=True)
    print(f"{args.kills - different} of {args.kills} ended with the same bytes")
    return int(different > 0)


if __name__ == "__main__":
    sys.exit(main())
