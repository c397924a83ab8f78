"""Score the reader on the evaluation data and refuse to fall under `floors.toml`.

    python benchmarks/gate.py [NAME …]

The data and its scorers lie outside the project, in the folder that PARLEY_SHARED names (default: `../shared`). Where
it is missing there is nothing to measure: the gate says so and passes. Exit status 1 when a figure is under its floor.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
import tomllib
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from kg.wikidata import gazetteer
from kg.wikidata.index import Index

ROOT = Path(__file__).resolve().parent.parent
FLOORS = ROOT / "benchmarks" / "floors.toml"


@dataclass(frozen=True, slots=True)
class Scorer:
    """A scorer and what its figures must reach at least; floors.toml explains the fields."""

    name: str
    script: str
    floors: Mapping[str, float]
    args: tuple[str, ...] = ()
    index: bool = False


class ScorerError(Exception):
    """A scorer that failed, and what it said."""


def scorers(path: Path = FLOORS) -> dict[str, Scorer]:
    """The scorers with their floors, by name."""
    entries = tomllib.loads(path.read_text(encoding="utf-8"))
    return {name: Scorer(name, **{**entry, "args": tuple(entry.get("args", ()))}) for name, entry in entries.items()}


class Bench:
    """Runs scorers on the data in `shared`; `work` is a folder for what they need."""

    def __init__(self, shared: Path, work: Path) -> None:
        self.shared, self.work = shared, work
        self._making = threading.Lock()

    def holds(self, scorer: Scorer) -> bool:
        """Whether every figure is at or above its floor; prints a line for each."""
        started = time.monotonic()
        try:
            figures = self._checked(scorer)
        except ScorerError as error:
            print(f"{scorer.name:12} the scorer failed ({error})", flush=True)
            return False
        took = f"({time.monotonic() - started:.0f} s)"
        for name, floor in scorer.floors.items():
            value = figures[name]
            verdict = "holds" if value >= floor else "FALLS UNDER"
            print(f"{scorer.name:12} {name} {value:.3f} {verdict} the floor of {floor} {took}", flush=True)
        return all(figures[name] >= floor for name, floor in scorer.floors.items())

    def _checked(self, scorer: Scorer) -> dict[str, float]:
        figures = self._figures(scorer)
        if missing := [name for name in scorer.floors if name not in figures]:
            raise ScorerError(f"it gives no {missing[0]!r} but {', '.join(figures)}")
        return figures

    def _figures(self, scorer: Scorer) -> dict[str, float]:
        """The headline by its name, and what else has a floor, such as "pronouns, third person: r"."""
        rows = len(scorer.floors) > 1
        last = self._last_line(scorer, ["--json"] if rows else [])
        if not rows:
            name, _, value = last.partition(" ")
            return {name: float(value)}
        told = json.loads(last)
        found = {told["headline"]["name"]: float(told["headline"]["value"])}
        for name, value in told["figures"].items():
            parts = value if isinstance(value, dict) else {"": value}
            found |= {f"{name}: {part}".removesuffix(": "): float(figure) for part, figure in parts.items()}
        return found

    def _last_line(self, scorer: Scorer, more: list[str]) -> str:
        script = (ROOT if scorer.script.startswith("benchmarks/") else self.shared) / scorer.script
        with self._making:
            folder = self._index() if scorer.index else None
            qids = self._qids(folder)
        env = {**os.environ, "PARLEY_WIKIDATA": str(folder or "none"), "PARLEY_SHARED": str(self.shared)}
        env["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
        done = subprocess.run(
            [sys.executable, script.name, *(arg.format(index=qids, shared=self.shared) for arg in scorer.args), *more],
            cwd=script.parent, capture_output=True, text=True, check=False, env=env,
        )  # fmt: skip
        lines = done.stdout.strip().splitlines()
        if done.returncode or not lines:
            raise ScorerError(f"exit {done.returncode}: {done.stderr.strip()[-300:] or done.stdout.strip()[-300:]}")
        return lines[-1]

    def _index(self) -> Path:
        """The index of the slice of Wikidata beside the data; built for the first scorer that asks for it."""
        folder, source = self.work / "index", self.shared / "wikidata"
        if not folder.exists():
            kg = str(Path(sys.executable).parent / "kg")
            given = [str(source / "dump.json.gz"), "--qrank", str(source / "qrank.csv.gz"), "-o", str(folder)]
            done = subprocess.run([kg, "wikidata", "index", *given], capture_output=True, text=True, check=False)
            if done.returncode:
                raise ScorerError(f"no index: {done.stderr.strip()[-300:]}")
        return folder

    def _qids(self, folder: Path | None) -> Path:
        """A file of the items that the reader can know: those of the index, else of the gazetteer."""
        file = self.work / ("index.txt" if folder else "gazetteer.txt")
        if not file.exists():
            items = Index.open(folder).qids() if folder else (i.qid for i in gazetteer.load().items() if i.qid)
            file.write_text("\n".join(sorted(set(items))), encoding="utf-8")
        return file


def main() -> int:
    """Run the scorers that are asked for, all by default."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME", help="only these floors")
    names, known = parser.parse_args().names, scorers()
    if unknown := [name for name in names if name not in known]:
        parser.error(f"floors.toml has no {unknown[0]!r}; it has {', '.join(known)}")
    shared = Path(os.environ.get("PARLEY_SHARED", ROOT.parent / "shared")).resolve()
    if not shared.is_dir():
        print(f"no evaluation data at {shared}: nothing was measured (set PARLEY_SHARED)")
        return 0
    with tempfile.TemporaryDirectory() as work:
        bench = Bench(shared, Path(work))
        with ThreadPoolExecutor(os.cpu_count()) as pool:  # a scorer is a process that keeps one core busy
            held = list(pool.map(bench.holds, [known[name] for name in names or known]))
    print(f"{sum(held)} passed, {len(held) - sum(held)} failed")
    return int(not all(held))


if __name__ == "__main__":
    sys.exit(main())
