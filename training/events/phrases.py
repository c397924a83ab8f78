"""Sentences to learn events from: our own phrases, filled with names, in the ways that news puts them."""

import random
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from kg import resources

TABLE = Path(__file__).with_name("phrases.tsv")
NAMES = Path(__file__).with_name("names.tsv")
COPIES = 4
"""Sentences that are made of each phrase."""
SEED = 7
_BEFORE = ("", "", "", "", "On Friday, ", "Officials said that ", "After months of talks, ",
           "The news agency reported that ", "In a statement, ", "Earlier, ")  # fmt: skip
_AFTER = ("", "", "", " on Monday", " last week", ", officials said", ", state media reported",
          " after weeks of unrest", " following the election", ", according to a spokesman", " in 2014",
          " despite criticism", ", the first such move in years", " over human rights abuses", " because of the war",
          " and said more would follow")  # fmt: skip


class Sentence(NamedTuple):
    """A sentence, the class of what it tells, and the phrase that it was made of."""

    text: str
    label: str
    phrase: str


def phrases(path: Path = TABLE) -> list[tuple[str, str]]:
    """Class and phrase, in the order of the table. Raises DataError for a bad line."""
    rows = resources.table(path, ("class", "phrases"))
    return [(row["class"], phrase) for row in rows for phrase in row.list("phrases")]


def fillings(path: Path = NAMES) -> dict[str, list[str]]:
    """The names for each place in a phrase, such as "{A}". Raises DataError for a bad line."""
    return {row["place"]: list(row.list("names")) for row in resources.table(path, ("place", "names"))}


def sentences(copies: int = COPIES) -> Iterator[Sentence]:
    """So many sentences of each phrase: the same ones every time."""
    drawn, names = random.Random(SEED), fillings()
    for label, phrase in phrases():
        for _ in range(copies):
            text = drawn.choice(_BEFORE) + _filled(phrase, names, drawn) + drawn.choice(_AFTER) + "."
            yield Sentence(text[0].upper() + text[1:], label, phrase)


def _filled(phrase: str, names: Mapping[str, Sequence[str]], drawn: random.Random) -> str:
    for place, known in names.items():
        while place in phrase:
            phrase = phrase.replace(place, drawn.choice(known), 1)
    return phrase
