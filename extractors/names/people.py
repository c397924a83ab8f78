"""Persons by their given names, and by the names that the article gives them elsewhere."""

from collections.abc import Collection, Iterator, Sequence
from functools import cache

from extractors.names.grid import Grid
from extractors.names.name import Name
from extractors.names.words import name_words
from extractors.tree import Tree
from kg.resources import folder, table

_PARTICLES = frozenset(("de", "da", "dos", "del", "la", "van", "von", "der", "bin", "ibn", "al", "el"))
_STRANGE_BEFORE = frozenset(("the", "a", "an", "at", "in", "near", "on", "to", "from"))
"""Words before a place that is called after a person: "in Victoria Park"."""
_SURNAMES = frozenset(
    ("Hill", "Park", "Lane", "Church", "Hall", "Temple", "Field", "Forest", "Bridge", "Gate", "Castle")
)
_LONGEST = 4


@cache
def given_names() -> frozenset[str]:
    """The given names of `ontology/lexicon/given_names.tsv`."""
    return frozenset(
        row["name"] for row in table(folder("ontology") / "lexicon" / "given_names.tsv", ("name", "gender"))
    )


def find_people(grid: Grid, tree: Tree, names: Sequence[Name], known: Collection[str]) -> list[Name]:
    """The persons beside the names: by a given name, or by a word (`known`) of a person's full name."""
    taken = {t for n in names for t in range(n.first, n.last)}
    given = list(_by_given_name(grid, tree, taken))
    taken.update(t for n in given for t in range(n.first, n.last))
    words = {*known, *(grid.words[t] for n in given for t in range(n.first, n.last) if len(grid.words[t]) > 2)}
    return [*given, *(_person(grid, i, i + 1) for i in _uses(grid, tree, words, taken))]


def mend_people(grid: Grid, names: Sequence[Name]) -> None:
    """What begins with a given name and has no word of a group or of a place in it is a person: "Clara Lyon"."""
    for n in names:
        if n.type == "Person" or n.candidates or not 1 < n.last - n.first <= _LONGEST:
            continue
        words = grid.words[n.first : n.last]
        if words[0] in given_names() and all(w[0].isupper() and w.isalpha() and w[1:].islower() for w in words):
            lone = n.first == 0 or grid.words[n.first - 1].lower() not in _STRANGE_BEFORE
            if lone and (words[-1] in _SURNAMES or not name_words().type_of(words)):
                n.type = "Person"


def _person(grid: Grid, first: int, last: int) -> Name:
    return Name(grid.starts[first], grid.ends[last - 1], first, last, "Person")


def _uses(grid: Grid, tree: Tree, words: Collection[str], taken: Collection[int]) -> Iterator[int]:
    for i, word in enumerate(grid.words):
        if word in words and i not in taken and tree.tags[i][:2] == "NN" and word.lower() not in grid.small:
            yield i


def _by_given_name(grid: Grid, tree: Tree, taken: Collection[int]) -> Iterator[Name]:
    end = 0
    for i, word in enumerate(grid.words):
        if i < end or i in taken or word not in given_names() or not _begins(grid, tree, i):
            continue
        end = _end(grid, tree, i, taken)
        if not name_words().type_of(grid.words[i:end]):
            yield _person(grid, i, end)


def _begins(grid: Grid, tree: Tree, i: int) -> bool:
    """Whether the word is a name here and begins one: no "Grace period", no "Hurricane Maria"."""
    if tree.tags[i] != "NNP" or grid.is_shouted(i) or grid.words[i].lower() in grid.small:
        return False
    before = grid.words[i - 1] if i else ""
    if before[:1].isupper() and not grid.opens(i):
        proper = (
            tree.tags[i - 1][:3] == "NNP" or before.isupper() or not (grid.opens(i - 1) or tree.tags[i - 1][:2] != "NN")
        )
        return not proper or name_words().titles.get(before) == "Person"
    return before not in ("-", "#", "@", "the", "The", "St.")


def _end(grid: Grid, tree: Tree, first: int, taken: Collection[int]) -> int:
    """One past the last word of the full name that begins at the token."""
    end = i = first + 1
    while i < min(first + _LONGEST, len(grid.words)) and i not in taken:
        word = grid.words[i]
        if word[0].isupper() and tree.tags[i] == "NNP" and word not in name_words().calendar:
            end = i + 1
        elif word not in _PARTICLES:
            break
        i += 1
    return end
