"""A reader that costs next to nothing: for what is measured or broken around the reading, not in it.

    python benchmarks/stand_in.py SOURCES... -o GRAPH [--workers N] [--milliseconds M]

It takes words with capitals for actors and has each support the next one. It is no part of Parley.
"""

import argparse
import re
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from kg.builder import build
from kg.model import Article, Claim, Entity, Mention, Reading, Span

_NAME = re.compile(r"\b[A-Z][a-z]{3,}\b")
_MOST = 5


@dataclass(frozen=True)
class StandIn:
    """Makes such a reader; each article takes it so many milliseconds."""

    milliseconds: float = 0

    def __call__(self) -> "StandIn":
        return self

    def read_many(self, articles: Iterable[Article]) -> Iterator[Reading]:
        """The readings of the articles, in order."""
        for article in articles:
            time.sleep(self.milliseconds / 1000)
            yield _reading(article)


def _reading(article: Article) -> Reading:
    found = [(m[0], m.start(), m.end()) for m in _NAME.finditer(article.text)][:_MOST]
    first = {name: (start, end) for name, start, end in reversed(found)}
    ids = {name: f"e{n}" for n, name in enumerate(sorted(first), 1)}
    entities = tuple(
        Entity(ids[name], name, "State", None, 0.0, (Mention(*first[name], name, "name"),)) for name in sorted(first)
    )
    pairs = [(a, b) for a, b in pairwise(found) if a[0] != b[0]]
    claims = tuple(
        Claim(
            f"c-{n}", ids[a[0]], "supports", ids[b[0]], None, Span(*a[1:]), None, "affirmed", "actual", (), (), None,
            None, None, None, 1, 0.8, "stand-in",
        )
        for n, (a, b) in enumerate(pairs)
    )  # fmt: skip
    return Reading(article, entities, (), (), claims)


def main() -> None:
    """Build a graph with it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sources", nargs="+")
    parser.add_argument("-o", "--output", required=True)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--milliseconds", type=float, default=0)
    args = parser.parse_args()
    build(args.sources, args.output, StandIn(args.milliseconds), reader="stand-in", workers=args.workers)


if __name__ == "__main__":
    main()
