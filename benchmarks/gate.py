"""Score the reader on the evaluation data and refuse to fall under `floors.toml`.

    python benchmarks/gate.py [NAME …] [--write TABLE.md]

The data and its scorers lie outside the project, in the folder that PARLEY_SHARED names (default: `../shared`). Where it is
missing there is nothing to measure: the gate says so and passes. Exit status 1 when a figure is under its floor.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
import tomllib
from pathlib import Path

from kg.wikidata import gazetteer

ROOT = Path(__file__).resolve().parent.parent
FLOORS = ROOT / "benchmarks" / "floors.toml"


def main() -> int:
    """Run the scorers that are asked for, all by default."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", help="only these floors")
    names = parser.parse_args().names
    shared = Path(os.environ.get("PARLEY_SHARED", ROOT.parent / "shared")).resolve()
    if not shared.is_dir():
        print(f"no evaluation data at {shared}: nothing was measured (set PARLEY_SHARED)")
        return 0
    floors = tomllib.loads(FLOORS.read_text(encoding="utf-8"))
    unknown = [n for n in names if n not in floors]
    if unknown:
        parser.error(f"floors.toml has no {unknown[0]!r}; it has {', '.join(floors)}")
    with tempfile.TemporaryDirectory() as folder:
        index = Path(folder) / "index.txt"
        index.write_text("\n".join(sorted(i.qid for i in gazetteer.load().items() if i.qid)), encoding="utf-8")
        failed = [name for name in names or floors if not _holds(name, floors[name], shared, index)]
    print(f"{len(names or floors) - len(failed)} passed, {len(failed)} failed")
    return bool(failed)


def _holds(name: str, floor: dict[str, object], shared: Path, index: Path) -> bool:
    args = [str(a).format(index=index) for a in floor["args"]]  # type: ignore[attr-defined]
    script = shared / str(floor["script"])
    started = time.monotonic()
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    done = subprocess.run(
        [sys.executable, script.name, *args], cwd=script.parent, capture_output=True, text=True, env={**os.environ, "PATH": path}
    )
    lines = done.stdout.strip().splitlines()
    figure, _, value = (lines[-1] if lines else "").partition(" ")
    if done.returncode or figure != floor["figure"]:
        print(f"{name}: the scorer failed (exit {done.returncode}): {done.stderr.strip()[-300:]}")
        return False
    held = float(value) >= float(str(floor["floor"]))
    verdict = "holds" if held else "FALLS UNDER"
    print(f"{name:12} {figure} {float(value):.3f} {verdict} the floor of {floor['floor']} ({time.monotonic() - started:.0f} s)", flush=True)
    return held


if __name__ == "__main__":
    sys.exit(main())
