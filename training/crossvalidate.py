"""`kg read -`, each document by the network that has not seen it: `python -m training.crossvalidate --folds FOLDER`.

It keeps the reading contract, so that any scorer of readings can run it over the documents of GUM in the place of
`kg read -`. Documents of no fold are read by the first network.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from extractors import encoder, heads, reader
from kg import contract
from kg.model import Article


def main() -> None:
    """Articles on standard input to readings on standard output, in their order."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folds", type=Path, required=True, help="what `python -m training` left there")
    folder = parser.parse_args().folds
    lines = [line for line in sys.stdin if line.strip()]
    articles = [contract.parse_article(line, number) for number, line in enumerate(lines, 1)]
    held = json.loads((folder / "folds.json").read_text(encoding="utf-8"))
    fold_of = [held.get(json.loads(line)["id"], 0) for line in lines]
    found: dict[int, str] = {}
    for fold in sorted(set(fold_of)):
        own = [n for n, its in enumerate(fold_of) if its == fold]
        found.update(zip(own, read(folder / str(fold), [articles[n] for n in own]), strict=True))
    sys.stdout.writelines(found[n].rstrip("\n") + "\n" for n in range(len(articles)))


def read(models: Path, articles: Sequence[Article]) -> list[str]:
    """The readings, as JSON lines, with the models of that folder."""
    encoder.MODELS = models
    encoder.encoder.cache_clear()
    heads.token_head.cache_clear()
    return [contract.dump(reading) for reading in reader().read_many(articles)]


if __name__ == "__main__":
    main()
