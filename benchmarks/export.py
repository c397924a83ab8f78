"""How fast large networks are written as GEXF and GraphML, against networkx's writers in the same run.

    python benchmarks/export.py [--nodes 100000] [--edges 500000] [--share 10]

The network is made up, with all that a claim's edge says. Limits for each format: a quarter of networkx's CPU, 80 MB of
memory, and 4 s of CPU for this size. What is over the last is marked but does not fail the run: it depends on the
machine, and on what else it does. networkx holds a network whole, and takes a minute and gigabytes for this one: it
writes one that is `--share` times smaller, and its CPU is counted so many times. Each writer runs in a process of its
own; its memory is that of the process less what it had after its imports, its CPU less what making the records costs.
"""

import argparse
import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from kg.export import gexf, graphml
from kg.network import CLAIM_COLUMNS, Link, Network, Node

CPU, MEMORY, TIMES = 4.0, 80.0, 4.0
WRITERS = {"gexf": gexf.write, "graphml": graphml.write}
KINDS = ("supports", "suppliesWeaponsTo", "attacks", "accuses", "agreesWith")
WORDS = (
    "the ministry said on Tuesday that forces of its neighbour had shelled “two” villages and a bridge near the border"
)

MARKED = 'A & B "both"'


class Cost(NamedTuple):
    """Seconds of CPU, megabytes beyond the imports, bytes written."""

    cpu: float
    memory: float
    size: int


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--nodes", type=int, default=100_000)
    parser.add_argument("--edges", type=int, default=500_000)
    parser.add_argument("--share", type=int, default=10)
    parser.add_argument("--only", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.only:
        print(*_cost(args.only, args.nodes, args.edges))
        return
    print(f"{args.nodes:,} nodes, {args.edges:,} edges of {len(CLAIM_COLUMNS) + 9} attributes")
    held = [_held(form, args) for form in WRITERS]  # both figures are to be seen
    sys.exit(0 if all(held) else 1)


def _held(form: str, args: argparse.Namespace) -> bool:
    ours = _measured(form, args.nodes, args.edges)
    theirs = _measured(f"networkx-{form}", args.nodes // args.share, args.edges // args.share)
    cpu = theirs.cpu * args.share
    held = ours.memory <= MEMORY and ours.cpu * TIMES <= cpu
    within = held and ours.cpu <= CPU
    figures = f"{ours.cpu:5.2f} s of CPU, {ours.memory:5.1f} MB, {ours.size / 1e6:4.0f} MB written"
    peer = f"networkx {cpu:6.1f} s ({theirs.memory * args.share:,.0f} MB): {cpu / ours.cpu:4.1f} times"
    print(f"{form:8} {figures}; {peer}{'' if within else '  OVER THE LIMIT'}", flush=True)
    return held


def _measured(only: str, nodes: int, edges: int) -> Cost:
    command = [sys.executable, __file__, "--only", only, "--nodes", str(nodes), "--edges", str(edges)]
    cpu, memory, size = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    return Cost(float(cpu), float(memory), int(size))


def _cost(only: str, nodes: int, edges: int) -> Cost:
    if only in WRITERS:
        network = made(nodes, edges)
        making = _cpu_of_making(network)
        before, start = _peak(), time.process_time()
        with Path(os.devnull).open("wb") as sink:
            counted = _Counted(sink)
            WRITERS[only](network, counted)  # type: ignore[arg-type]
        return Cost(time.process_time() - start - making, _peak() - before, counted.size)
    import networkx

    write = {"networkx-gexf": networkx.write_gexf, "networkx-graphml": networkx.write_graphml_xml}[only]
    before = _peak()
    graph = _in_networkx(made(nodes, edges))
    start = time.process_time()
    with Path(os.devnull).open("wb") as sink:
        write(graph, sink)
    return Cost(time.process_time() - start, _peak() - before, 0)


def _cpu_of_making(network: Network) -> float:
    """What it costs to make the records, which is not the writers' doing."""
    start = time.process_time()
    for _ in network.nodes():
        pass
    for _ in network.links():
        pass
    return time.process_time() - start


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


class _Counted:
    def __init__(self, sink: BinaryIO) -> None:
        self.sink, self.size = sink, 0

    def write(self, data: bytes) -> int:
        self.size += len(data)
        return self.sink.write(data)


def made(nodes: int, edges: int) -> Network:
    """A network of this size; records are made as they are asked for."""

    def all_nodes() -> Iterator[Node]:
        for n in range(nodes):
            yield Node(f"https://w3id.org/parley/entity/Q{n}", f"Actor {n}", "State", f"Q{n}")

    def all_links() -> Iterator[Link]:
        sentences = [f"{WORDS[n % 60 :]} {WORDS[: n % 70]}, {MARKED if n % 5 == 0 else n}." for n in range(300)]
        for n in range(edges):
            source, target = n * 7919 % nodes, n * 104_729 % nodes
            day = f"{1990 + n % 35}-{1 + n % 12:02}-{1 + n % 28:02}"
            dated, denied = n % 3 == 0, n % 5 == 0
            values = (
                "affirmed", "actual", 0.8, day if dated else None, 3 if n % 7 == 0 else None, None, "Russia; Wire One",
                "Armenia" if denied else None, "Armenia" if denied else None, denied, 1 + n % 4,
                "https://w3id.org/parley/article/5e9c9f6fe921948f", "Villages shelled", day, "Wire One",
                sentences[n % 300],
            )  # fmt: skip
            yield Link(
                f"https://w3id.org/parley/claim/{n:016x}", f"https://w3id.org/parley/entity/Q{source}",
                f"https://w3id.org/parley/entity/Q{target}", "supplies weapons to", KINDS[n % 5], 0.8, n % 3 - 1,
                day if dated else None, day if dated else None, values,
            )  # fmt: skip

    return Network("Made up", CLAIM_COLUMNS, all_nodes, all_links)


def _in_networkx(network: Network) -> Any:
    import networkx

    graph: Any = networkx.MultiDiGraph()
    for node in network.nodes():
        graph.add_node(node.id, label=node.label, type=node.type, qid=node.qid)
    for link in network.links():
        said = {k: v for k, v in zip(network.columns, link.values, strict=True) if v is not None}
        fixed = {k: v for k, v in zip(Link._fields[3:9], link[3:9], strict=True) if v is not None}
        graph.add_edge(link.source, link.target, key=link.id, **fixed, **said)
    return graph


if __name__ == "__main__":
    main()
