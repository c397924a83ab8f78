"""Score the reader on the evaluation data and refuse to fall under `floors.toml`.

    python benchmarks/gate.py [NAME …]

The data and its scorers lie outside the project, in the folder that PARLEY_SHARED names (default: `../shared`). Where
it is missing there is nothing to measure: the gate says so and passes. Exit status 1 when a figure is under its floor.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
import tomllib
from dataclasses import dataclass
from pathlib import Path

from kg.wikidata import gazetteer

ROOT = Path(__file__).resolve().parent.parent
FLOORS = ROOT / "benchmarks" / "floors.toml"


@dataclass(frozen=True, slots=True)
class Floor:
    """What one scorer must reach at least; floors.toml explains the fields."""

    name: str
    script: str
    args: tuple[str, ...]
    figure: str
    floor: float


def floors(path: Path = FLOORS) -> dict[str, Floor]:
    """The floors, by name."""
    entries = tomllib.loads(path.read_text(encoding="utf-8"))
    return {name: Floor(name, **{**entry, "args": tuple(entry["args"])}) for name, entry in entries.items()}


def scored(floor: Floor, shared: Path, index: Path) -> float | str:
    """The figure that the scorer prints on its last line; where it fails, what it said."""
    script = shared / floor.script
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    done = subprocess.run(
        [sys.executable, script.name, *(arg.format(index=index) for arg in floor.args)],
        cwd=script.parent, capture_output=True, text=True, check=False, env={**os.environ, "PATH": path},
    )  # fmt: skip
    figure, _, value = (done.stdout.strip().splitlines() or [""])[-1].partition(" ")
    if done.returncode or figure != floor.figure:
        return f"exit {done.returncode}: {done.stderr.strip()[-300:] or done.stdout.strip()[-300:]}"
    return float(value)


def holds(floor: Floor, shared: Path, index: Path) -> bool:
    """Whether the figure is at or above its floor; prints a line that says so."""
    started = time.monotonic()
    value = scored(floor, shared, index)
    if isinstance(value, str):
        print(f"{floor.name:12} the scorer failed ({value})", flush=True)
        return False
    verdict = "holds" if value >= floor.floor else "FALLS UNDER"
    took = time.monotonic() - started
    print(f"{floor.name:12} {floor.figure} {value:.3f} {verdict} the floor of {floor.floor} ({took:.0f} s)", flush=True)
    return value >= floor.floor


def main() -> int:
    """Run the scorers that are asked for, all by default."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME", help="only these floors")
    names, known = parser.parse_args().names, floors()
    if unknown := [name for name in names if name not in known]:
        parser.error(f"floors.toml has no {unknown[0]!r}; it has {', '.join(known)}")
    shared = Path(os.environ.get("PARLEY_SHARED", ROOT.parent / "shared")).resolve()
    if not shared.is_dir():
        print(f"no evaluation data at {shared}: nothing was measured (set PARLEY_SHARED)")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        index = Path(folder) / "index.txt"
        index.write_text("\n".join(sorted({i.qid for i in gazetteer.load().items() if i.qid})), encoding="utf-8")
        held = [holds(known[name], shared, index) for name in names or known]
    print(f"{sum(held)} passed, {len(held) - sum(held)} failed")
    return int(not all(held))


if __name__ == "__main__":
    sys.exit(main())
