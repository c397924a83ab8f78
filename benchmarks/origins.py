"""How well copies are told from other articles, and what it costs as the articles become more.

    python benchmarks/origins.py [ARTICLES] [--large]

ARTICLES is JSON Lines of whole articles, by default the news beside the evaluation data (PARLEY_SHARED, default
`../shared`). Of 300 of them three copies each are made: cut, retitled, rearranged, with furniture around them, or
several of these. Limits: 98% of the copies have the origin of their original, and of the pairs of other articles at
most 0.2% have one origin. `--large`: 20,000 articles, put together from pieces of these, may take 12 times the CPU
seconds of 2,000.
"""

import argparse
import gzip
import json
import os
import random
import re
import sys
import time
from collections.abc import Callable, Sequence
from itertools import combinations
from pathlib import Path

from kg.origins import Source, origins, signature

ROOT = Path(__file__).resolve().parent.parent
ORIGINALS, COPIES = 300, 3
FOUND, JOINED, TIMES = 0.98, 0.002, 12.0
SMALL, LARGE = 2_000, 20_000
_SENTENCE = re.compile(r"(?<=[.!?”\"])\s+|\n+")
_FURNITURE = (
    "Read more: ten things to know this morning.",
    "Sign up to our newsletter for the best of our journalism every day.",
    "This article was first published by our partners and appears here with their permission. All rights reserved.",
    "Follow us on social media. Share this story. Related: what to know about the crisis, five questions answered.",
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    news = Path(os.environ.get("PARLEY_SHARED", ROOT.parent / "shared")) / "eval" / "data" / "news_articles.jsonl.gz"
    parser.add_argument("articles", nargs="?", type=Path, default=news)
    parser.add_argument("--large", action="store_true")
    args = parser.parse_args()
    if not args.articles.is_file():
        print(f"origins: no articles at {args.articles}: nothing is measured")
        return
    opened = gzip.open if args.articles.suffix == ".gz" else open
    with opened(args.articles, "rt", encoding="utf-8") as lines:
        texts = [str(json.loads(line)["text"]) for line in lines]
    held = _told_apart(texts, random.Random(11))
    if args.large:
        held = _grows_with(texts, random.Random(12)) and held
    sys.exit(0 if held else 1)


def _told_apart(texts: Sequence[str], chance: random.Random) -> bool:
    """Whether copies are found, and other articles left apart."""
    written: dict[str, str] = {}
    for n, text in enumerate(chance.sample(texts, ORIGINALS)):
        written[f"{n:03} original"] = text
        for k in range(COPIES):
            copy = text
            for change in chance.sample(_CHANGES, chance.randint(1, len(_CHANGES))):
                copy = change(copy, chance)
            written[f"{n:03} copy {k}"] = copy
    found = _grouped(written)
    copies = [name for name in written if "copy" in name]
    right = sum(found[name] == found[f"{name[:3]} original"] for name in copies) / len(copies)
    pairs = [(a, b) for a, b in combinations(written, 2) if a[:3] != b[:3]]
    wrong = sum(found[a] == found[b] for a, b in pairs) / len(pairs)
    print(f"copies with the origin of their original: {right:.4f} (at least {FOUND})")
    print(f"pairs of other articles with one origin: {wrong:.5f} (at most {JOINED})")
    return right >= FOUND and wrong <= JOINED


def _grows_with(texts: Sequence[str], chance: random.Random) -> bool:
    """Whether ten times the articles cost little more than ten times the time."""
    few, many = (_seconds(_pieces(texts, chance, n)) for n in (SMALL, LARGE))
    print(f"{SMALL:,} articles {few:.1f} s of CPU, {LARGE:,} {many:.1f} s: {many / few:.1f} times (at most {TIMES})")
    return many / few <= TIMES


def _pieces(texts: Sequence[str], chance: random.Random, count: int) -> dict[str, str]:
    """Articles put together from a third of one and a third of another."""

    def third(text: str) -> list[str]:
        sentences = _sentences(text)
        return chance.sample(sentences, max(1, len(sentences) // 3))

    return {str(n): " ".join(third(chance.choice(texts)) + third(chance.choice(texts))) for n in range(count)}


def _seconds(written: dict[str, str]) -> float:
    start = time.process_time()
    _grouped(written)
    return time.process_time() - start


def _grouped(written: dict[str, str]) -> dict[str, str]:
    sources = [Source(name, signature(text)) for name, text in written.items()]
    return origins(sources, lambda names: {name: written[name] for name in names})


def _sentences(text: str) -> list[str]:
    return [s for s in _SENTENCE.split(text) if s.strip()]


def _cut(text: str, chance: random.Random) -> str:
    sentences = _sentences(text)
    return " ".join(sentences[: max(1, int(len(sentences) * chance.uniform(0.4, 0.8)))])


def _rearranged(text: str, chance: random.Random) -> str:
    sentences = _sentences(text)
    chance.shuffle(sentences)
    return " ".join(sentences)


def _furnished(text: str, chance: random.Random) -> str:
    return "\n\n".join([*chance.sample(_FURNITURE, 2), text, *chance.sample(_FURNITURE, 2)])


def _retitled(text: str, chance: random.Random) -> str:
    return f"{chance.choice(_FURNITURE)}\n\n{text}"


_CHANGES: tuple[Callable[[str, random.Random], str], ...] = (_cut, _rearranged, _furnished, _retitled)

if __name__ == "__main__":
    main()
