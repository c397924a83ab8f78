"""Make the reader of pairs again: `python -m training.pairs --data FOLDER --out extractors/models --scratch FOLDER2`.

The upper half of MiniLM and the heads learn all tasks together; a third of the documents is held out, to fit the scores
on and to measure. What is there already in the folder for scratch is not made again.
"""

import argparse
import json
import logging
from pathlib import Path

import torch

from training.export import export_encoder
from training.loop import SEED, learn
from training.network import Network
from training.pairs.corpora import passages
from training.pairs.examples import Pairs, examples, load, save
from training.pairs.export import export
from training.pairs.lessons import TASK, PairRound, is_held_out, pair_round
from training.pairs.measure import stances
from training.pairs.network import PairNetwork, Shelf
from training.pairs.verdicts import relation_scores, report, table, write

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
    torch.manual_seed(SEED)
    export_encoder(Network({}), out)
    shelf = Shelf(found, out)
    network = _learned(pair_round(found), shelf, aside / "network.pt")
    export(network, out)
    unseen = [e for e in found if is_held_out(e)]
    stance = {split: stances(network, [e for e in unseen if e.split == split], shelf) for split in ("train", "valid")}
    fitted = table(stance["train"], relation_scores(network, [e for e in unseen if not e.split], shelf))
    write(out, fitted)
    (aside / "heldout.json").write_text(json.dumps(sorted({e.doc for e in unseen}), indent=1), encoding="utf-8")
    for line in report(fitted, stance["valid"]):
        _log.info(line)


def _prepared(data: Path, kept: Path) -> list[Pairs]:
    """The sentences with pairs; they are made once."""
    if not kept.is_file():
        save(kept, examples(passages(data)))
    return load(kept)


def _learned(lesson: PairRound, shelf: Shelf, kept: Path) -> PairNetwork:
    """The network, trained unless that was done before."""
    torch.manual_seed(SEED)
    network = PairNetwork(TASK)
    if not kept.is_file():
        learn(network, lesson, shelf, fused=True)
        torch.save(network.state_dict(), kept)
    network.load_state_dict(torch.load(kept, weights_only=True))
    network.eval()
    return network


if __name__ == "__main__":
    main()
