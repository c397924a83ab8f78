"""CPU seconds, memory and disk of `kg wikidata index`, and the speed of the index, against the same tables in SQLite.

    python benchmarks/wikidata_index.py [DUMP] [--qrank FILE] [--large]

DUMP is by default the slice of Wikidata beside the evaluation data (PARLEY_SHARED, default `../shared`). Limits, for
that: 60 s of CPU and 500 MB to make it, 50 ms to open it, and 100,000 look-ups, half of them of unknown names, in two
thirds of the peer's CPU seconds. `--large` makes an index of ten times the dump, too (under other ids): it may take 11
times the CPU seconds, and no more memory. The peer is SQLite from the standard library, with the same values under the
same keys.
"""

import argparse
import gzip
import json
import os
import re
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CPU, MEGABYTES, OPEN, RATIO = 60.0, 500.0, 0.05, 1.5
TIMES, SLACK, TOLERANCE = 10, 1.1, 1.05

# Each runs in a process of its own, and prints figures in JSON.
_MAKE = """
import json, resource, sys
from pathlib import Path
from kg.wikidata.indexing import Options, make
made = make(Path(sys.argv[1]), Path(sys.argv[2]), Options(qrank=Path(sys.argv[3]) if sys.argv[3] else None), force=True)
used = resource.getrusage(resource.RUSAGE_SELF)
print(json.dumps({"cpu": used.ru_utime + used.ru_stime, "mb": used.ru_maxrss / 1024, "disk": made.index.bytes / 1e6,
                  "items": sum(made.index.items.values()), "names": made.index.names}))
"""
_PEER = """
import sqlite3, sys
import lmdb
peer = sqlite3.connect(sys.argv[2])
with lmdb.open(sys.argv[1], readonly=True, lock=False, max_dbs=2) as env:
    for table in ("items", "names"):
        peer.execute(f"CREATE TABLE {table} (key BLOB PRIMARY KEY, value BLOB) WITHOUT ROWID")
        with env.begin(env.open_db(table.encode(), create=False)) as txn:
            peer.executemany(f"INSERT INTO {table} VALUES (?, ?)", txn.cursor())
peer.commit()
"""
_ASK = """
import json, sqlite3, sys, time
from itertools import islice
from pathlib import Path
from kg.wikidata import coding
from kg.wikidata.index import Index
from kg.wikidata.items import name_key
start = time.perf_counter()
index = Index.open(Path(sys.argv[1]))
opened = time.perf_counter() - start
known = [item.label for item in islice(index.items(), 50_000)]
names = [name for label in (known * 50_000)[:50_000] for name in (label, label + " of nowhere")]
start = time.process_time()
hits = sum(1 for name in names if index.lookup(name))
took = time.process_time() - start
peer = sqlite3.connect(sys.argv[2])
start = time.process_time()
for name in names:
    row = peer.execute("SELECT value FROM names WHERE key = ?", (coding.folded(name_key(name)),)).fetchone()
    for _, *postings in coding.groups_of(row[0]) if row else ():
        for number, *_ in postings:
            (value,) = peer.execute("SELECT value FROM items WHERE key = ?", (coding.item_key(number),)).fetchone()
            coding.item_of(number, value)
theirs = time.process_time() - start
print(json.dumps({"open": opened, "lookups": took, "hits": hits, "sqlite": theirs}))
"""
_QID = re.compile(rb'"id":"Q(\d+)"')
_APART = 200_000_000


def run(program: str, *args: object) -> dict[str, float]:
    """The figures that the program prints; none where it prints nothing."""
    call = [sys.executable, "-c", program, *map(str, args)]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(call, stdout=subprocess.PIPE, text=True, check=True, env=env)
    figures: dict[str, float] = json.loads(done.stdout or "{}")
    return figures


def enlarge(dump: Path, file: Path) -> None:
    """The dump several times over, its items under other ids."""
    with gzip.open(file, "wb", compresslevel=1) as out:
        for n in range(TIMES):
            with gzip.open(dump) if dump.suffix == ".gz" else dump.open("rb") as lines:
                out.writelines(_QID.sub(partial(_moved, n), line, count=1) for line in lines if line.startswith(b"{"))


def _moved(times: int, qid: re.Match[bytes]) -> bytes:
    return b'"id":"Q%d"' % (int(qid[1]) + times * _APART)


def report(made: dict[str, float], asked: dict[str, float]) -> bool:
    """Print the figures; whether all keep their limits."""
    print(f"made of {made['items']:,} items, {made['names']:,} names: {made['disk']:.1f} MB on disk")
    print(f"index_cpu {made['cpu']:.1f} s (at most {CPU:.0f}), {made['mb']:.0f} MB of memory (at most {MEGABYTES:.0f})")
    print(f"index_open {1000 * asked['open']:.1f} ms (at most {1000 * OPEN:.0f})")
    ratio = asked["sqlite"] / asked["lookups"]
    print(f"index_lookups {asked['lookups']:.2f} s, {asked['hits']:,.0f} found")
    print(f"index_ratio {ratio:.2f} (at least {RATIO:.1f}; SQLite {asked['sqlite']:.2f} s)")
    return made["cpu"] <= CPU and made["mb"] <= MEGABYTES and asked["open"] <= OPEN and ratio >= RATIO


def report_large(made: dict[str, float], large: dict[str, float]) -> bool:
    """Print how the work grows with the dump; whether that keeps the limits."""
    times, memory = large["cpu"] / made["cpu"], large["mb"] / made["mb"]
    print(
        f"{TIMES} times the dump: {times:.1f} times the CPU seconds, {memory:.2f} of the memory ({large['mb']:.0f} MB)"
    )
    return times <= TIMES * SLACK and memory <= TOLERANCE


def main() -> int:
    """Measure, print the figures, and fail where one is over its limit."""
    shared = Path(os.environ.get("PARLEY_SHARED", ROOT.parent / "shared")) / "wikidata"
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dump", nargs="?", type=Path, default=shared / "dump.json.gz")
    parser.add_argument("--qrank", type=Path, help="a QRank file (default: the one beside the slice)")
    parser.add_argument("--large", action="store_true", help="make an index of ten times the dump, too")
    args = parser.parse_args()
    if not args.dump.is_file():
        print(f"no dump at {args.dump}: nothing was measured")
        return 0
    qrank = args.qrank or (shared / "qrank.csv.gz" if args.dump.parent == shared else "")
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        made = run(_MAKE, args.dump, work / "index", qrank)
        run(_PEER, work / "index", work / "peer.sqlite")
        held = report(made, run(_ASK, work / "index", work / "peer.sqlite"))
        if args.large:
            enlarge(args.dump, work / "large.json.gz")
            held &= report_large(made, run(_MAKE, work / "large.json.gz", work / "large", qrank))
    return int(not held)


if __name__ == "__main__":
    sys.exit(main())
