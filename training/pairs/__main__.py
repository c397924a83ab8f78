"""Make the reader of pairs again: `python -m training.pairs --data FOLDER --out extractors/models --scratch FOLDER2`.

MiniLM and two heads learn stance and facts together; a third of the documents is held out, to fit the scores on and to
measure. A small head learns the labels of conflict reports over the vectors of a pair, and is cross-validated.
What is there already in the folder for scratch is not made again.
"""

import argparse
import json
import logging
from pathlib import Path

import numpy as np
import torch

from training.loop import SEED, learn
from training.network import Cutter
from training.pairs.corpora import passages
from training.pairs.examples import Pairs, examples, load, save
from training.pairs.export import export
from training.pairs.lessons import TASK, PairRound, is_held_out, pair_round
from training.pairs.measure import stances
from training.pairs.network import PairNetwork
from training.pairs.reports import FOLDS, Reports
from training.pairs.verdicts import fact_scores, in_reports, report, stance_scores, table, together, write

_log = logging.getLogger(__name__)


def main() -> None:
    """Prepare, train, measure, export."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder with the corpora, NAME.jsonl.gz")
    parser.add_argument("--out", type=Path, required=True, help="where the reader finds its models")
    parser.add_argument("--scratch", type=Path, required=True, help="where the prepared sentences go")
    args = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    torch.set_num_threads(1)  # sums are rounded by how the work is shared out; and two are no quicker on a busy machine
    args.scratch.mkdir(parents=True, exist_ok=True)
    found = _prepared(args.data, args.scratch / "pairs.jsonl.gz")
    make(found, args.out / "pairs", args.scratch)


def make(found: list[Pairs], out: Path, aside: Path) -> None:
    """Train on the examples, and write what the reader loads into `out`."""
    cutter = Cutter()
    network = _learned(pair_round(found), cutter, aside / "network.pt")
    conflicts = [e for e in found if e.corpus == "re3d"]
    reports = Reports(network, conflicts, cutter)
    export(network, out, reports.lines())
    unseen = [e for e in found if is_held_out(e)]
    stance = {split: stances(network, [e for e in unseen if e.split == split], cutter) for split in ("train", "valid")}
    known = fact_scores(network, [e for e in unseen if not e.split and e.corpus != "re3d"], cutter)
    elsewhere = in_reports(network, conflicts, cutter)
    fitted = table(together(stance_scores(*stance["train"]), known, elsewhere, reports.tried()))
    write(out, fitted)
    _put_aside(aside, reports, unseen)
    for line in report(fitted, stance["valid"]):
        _log.info(line)


def _put_aside(aside: Path, reports: Reports, unseen: list[Pairs]) -> None:
    """What cross-validation of the whole reader needs: the folds of the reports, and which documents taught nothing."""
    for n in range(FOLDS):
        np.savez(aside / f"reports-{n}.npz", **reports.lines(without=n))
    (aside / "folds.json").write_text(json.dumps(reports.folds, indent=1), encoding="utf-8")
    (aside / "heldout.json").write_text(json.dumps(sorted({e.doc for e in unseen}), indent=1), encoding="utf-8")


def _prepared(data: Path, kept: Path) -> list[Pairs]:
    """The sentences with pairs; they are made once."""
    if not kept.is_file():
        save(kept, examples(passages(data)))
    return load(kept)


def _learned(lesson: PairRound, cutter: Cutter, kept: Path) -> PairNetwork:
    """The network, trained unless that was done before."""
    torch.manual_seed(SEED)
    network = PairNetwork(TASK)
    if not kept.is_file():
        learn(network, lesson, cutter, fused=True)
        torch.save(network.state_dict(), kept)
    network.load_state_dict(torch.load(kept, weights_only=True))
    network.eval()
    return network


if __name__ == "__main__":
    main()
