"""Building with a reader that reads next to nothing, and what it is given to read."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from kg.model import Article, Claim, Entity, Mention, Reading, Span

QIDS = {"Peru": "Q419"}


class Plain:
    """Reads "A backs B" and nothing else."""

    def read_many(self, articles: Iterable[Article]) -> Iterator[Reading]:
        for article in articles:
            first, verb, last = article.text.split()[:3]
            ends = [(w, article.text.index(w)) for w in (first, last)]
            entities = tuple(
                Entity(f"e{n}", word, "State", QIDS.get(word), 0.9, (Mention(at, at + len(word), word, "name"),))
                for n, (word, at) in enumerate(ends, 1)
            )  # fmt: skip
            at = article.text.index(verb)
            claim = Claim(
                "c-1", "e1", "supports", "e2", None, Span(at, at + len(verb)), None, "affirmed", "actual", (), (),
                None, None, None, None, 1, 0.8, "plain",
            )  # fmt: skip
            yield Reading(article, entities, (), (), (claim,))


def write_news(place: Path) -> Path:
    """A folder of three articles, `0.txt` to `2.txt`."""
    folder = place / "news"
    folder.mkdir()
    for n, text in enumerate(("Peru backs Chile today", "Chile backs Peru now", "Peru backs Bolivia again")):
        (folder / f"{n}.txt").write_text(f"date: 2016-04-0{n + 1}\n\n{text}\n")
    return folder
