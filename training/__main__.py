"""Make the models again: `python -m training --data FOLDER --out extractors/models --folds FOLDER`.

Two networks learn from one start, each without one half of GUM; what is shipped is their mean. The two are kept beside
it, to be measured on what they have not seen: `python -m training.crossvalidate`.
"""

import argparse
import json
import logging
from pathlib import Path

import torch

from training.card import write_figures
from training.corpora import documents
from training.examples import Example, examples, load, save, teacher
from training.export import export
from training.folds import FOLDS, folds
from training.loop import fresh, learn
from training.measure import Counts, count
from training.network import Cutter, Network, mean
from training.tasks import gold_round, silver_round

_THREADS = 2
"""Sums are rounded by how the work is shared out, so the number is part of the recipe."""


def main() -> None:
    """Prepare, train, measure, export."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder with the corpora, NAME.jsonl.gz")
    parser.add_argument("--out", type=Path, required=True, help="where the reader finds its models")
    parser.add_argument("--folds", type=Path, required=True, help="where the networks to be measured go")
    args = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    torch.set_num_threads(_THREADS)
    args.folds.mkdir(parents=True, exist_ok=True)
    make(_prepared(args.data, args.folds / "examples.jsonl.gz"), args.out, args.folds)


def _prepared(data: Path, kept: Path) -> list[Example]:
    """The labelled sentences; they are made once."""
    if not kept.is_file():
        save(kept, examples(documents(data), teacher()))
    return load(kept)


def make(found: list[Example], out: Path, aside: Path) -> None:
    """Train on the examples; the mean goes to `out`, the networks of the folds to `aside`."""
    cutter, network, states, counts = Cutter(), fresh(), [], Counts()
    learn(network, silver_round(found), cutter)
    start = {name: value.clone() for name, value in network.state_dict().items()}
    held = folds(found)
    (aside / "folds.json").write_text(json.dumps(held, indent=1), encoding="utf-8")
    for fold in range(FOLDS):
        network = _continued(start)
        hidden = frozenset(doc for doc, its in held.items() if its == fold)
        learn(network, gold_round(found, hidden), cutter)
        count(network, [e for e in found if e.doc in hidden], counts, cutter)
        export(network, aside / str(fold))
        states.append(network.state_dict())
    export(_continued(mean(states)), out)
    write_figures(out / "README.md", counts.figures())


def _continued(state: dict[str, torch.Tensor]) -> Network:
    network = fresh()
    network.load_state_dict(state)
    return network


if __name__ == "__main__":
    main()
