"""`kg read -`, each conflict report read with lines that have not seen it.

`python -m training.pairs.crossvalidate --scratch FOLDER` keeps the reading contract, so that a scorer can run it in the
place of `kg read -`. Documents of no fold are read with the shipped lines.
"""

import argparse
import json
import sys
from pathlib import Path

import numpy as np

from extractors import LEARNED, reader
from extractors.pairs.model import shipped
from kg import contract


def main() -> None:
    """Articles on standard input to readings on standard output, in their order."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scratch", type=Path, required=True, help="what `python -m training.pairs` left there")
    folder = parser.parse_args().scratch
    fold_of = json.loads((folder / "folds.json").read_text(encoding="utf-8"))
    lines = {}
    for n in sorted(set(fold_of.values())):
        with np.load(folder / f"reports-{n}.npz", allow_pickle=False) as arrays:
            lines[n] = {name: arrays[name].astype(np.float16) for name in arrays.files}
    own = {"reports.weight": shipped().lines[0].T, "reports.bias": shipped().lines[1]}
    read = reader(LEARNED)
    for number, line in enumerate(filter(str.strip, sys.stdin), 1):
        shipped().set_lines(lines.get(fold_of.get(json.loads(line)["id"], -1), own))
        sys.stdout.write(contract.dump(read.read(contract.parse_article(line, number))).rstrip("\n") + "\n")


if __name__ == "__main__":
    main()
