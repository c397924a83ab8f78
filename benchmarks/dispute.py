"""A graph about one dispute of many actors, made by chance from a fixed seed: what the explorer's largest pages show.

    python benchmarks/dispute.py FOLDER [--actors 5000]

Articles tell each of a few actors, some of whom are spoken of far more often than others, as in the news. There are two
camps: most ties inside one are for, most between them against.
"""

import argparse
import random
from collections.abc import Iterator
from pathlib import Path

from kg import views, vocabulary
from kg.model import Article, Claim, Entity, Mention, Reading, Span
from kg.store import Graph

DISPUTE = "Q9000000"
_NAME = "Valley dispute"
_FRIENDLY = ("supports", "alliedWith", "suppliesWeaponsTo")
_HOSTILE = ("attacks", "accuses", "threatens", "fights")
_NEW, _KNOWN = 9, 4
"""Actors of an article that no other one spoke of before, and those that are drawn, the first of all most often."""
_SKEW = 0.7
_BATCH = 100
_SEED = 7


def make(path: Path, actors: int) -> None:
    """Write a graph of so many actors into a new folder."""
    with Graph.create(path) as graph:
        found = list(readings(actors, random.Random(_SEED)))
        for n in range(0, len(found), _BATCH):
            graph.add(*found[n : n + _BATCH], reader="made")
        views.refresh(graph)


def readings(actors: int, chance: random.Random) -> Iterator[Reading]:
    """The readings, until each actor has been spoken of."""
    for number, first in enumerate(range(0, actors, _NEW)):
        drawn = [min(int(chance.paretovariate(_SKEW)) - 1, actors - 1) for _ in range(_KNOWN)]
        yield _story(number, [*dict.fromkeys([*range(first, min(first + _NEW, actors)), *drawn])], chance)


def _story(number: int, actors: list[int], chance: random.Random) -> Reading:
    names = [_NAME, *(f"Militia of district {n}" for n in actors)]
    starts, text = _written("{} was named. ", names)
    entities = [
        Entity(
            f"e{k}", name, "State" if k else "Conflict", f"Q{9_100_000 + actors[k - 1]}" if k else DISPUTE, 0.9,
            (Mention(start, start + len(name), name, "name"),),
        ) for k, (name, start) in enumerate(zip(names, starts, strict=True))
    ]  # fmt: skip
    ties = _ties(actors, chance)
    places, said = _written("One {} the other, it was said in that week. ", [how for _, how, _ in ties], len(text))
    claims = [
        _claim(f"c{n}", (entities[a + 1].id, how, entities[b + 1].id), start, _day(chance))
        for n, ((a, how, b), start) in enumerate(zip(ties, places, strict=True))
    ]
    article = Article(
        f"a{number}", text + said, url=f"https://example.org/{number}", publisher=f"Daily {number % 40}",
        date=f"2024-{number % 12 + 1:02}-{number % 27 + 1:02}", title=f"Story {number}",
    )  # fmt: skip
    return Reading(article, tuple(entities), (), (), tuple(claims))


def _written(sentence: str, words: list[str], start: int = 0) -> tuple[list[int], str]:
    """A sentence for each word, and where the words begin."""
    starts, text = [], ""
    for word in words:
        starts.append(start + len(text) + sentence.index("{"))
        text += sentence.format(word)
    return starts, text


def _ties(actors: list[int], chance: random.Random) -> list[tuple[int, str, int]]:
    """Each with one other, by their places in the list: camps are even and odd numbers."""
    pairs = [(a, (a + chance.randrange(1, len(actors))) % len(actors)) for a in range(len(actors) if actors[1:] else 0)]
    return [(a, chance.choice(_FRIENDLY if actors[a] % 2 == actors[b] % 2 else _HOSTILE), b) for a, b in pairs]


def _day(chance: random.Random) -> str:
    return f"20{chance.randrange(10, 24)}-{chance.randrange(1, 13):02}-{chance.randrange(1, 28):02}"


def _claim(id: str, tie: tuple[str, str, str], start: int, day: str) -> Claim:
    subject, predicate, object = tie
    return Claim(
        id, subject, predicate, object, None, Span(start, start + len(predicate)), None, "affirmed", "actual",
        (), (), day, None, None, None, vocabulary.valence(predicate), 0.8, "made",
    )  # fmt: skip


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--actors", type=int, default=5000)
    args = parser.parse_args()
    make(args.folder, args.actors)
