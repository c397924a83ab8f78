"""Words of speech that say nothing where they stand: "declared war", "claimed 40 lives", "it goes without saying".

Which they are is data, `ontology/lexicon/deeds.tsv`.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from extractors.attribution.cues import PREPOSITIONS, lemma_of_cue
from extractors.attribution.sources import is_passive
from extractors.language import lemma_of
from extractors.tree import Tree
from kg import resources

_SLOTS = frozenset(("object", "subject", "particle", "before"))
_ANY = "*"
_COMPLEMENTS = ("ccomp", "oprd", "xcomp")

Deeds = Mapping[str, Mapping[str, frozenset[str]]]
"""Lemma to slot to the words that make it a deed."""


def load(path: Path) -> Deeds:
    """The deeds of a file. Raises DataError with file and line for a bad entry."""
    deeds: dict[str, dict[str, frozenset[str]]] = {}
    for row in resources.table(path, ("lemma", "slot", "words")):
        lemma, slot = row["lemma"], row["slot"]
        if slot not in _SLOTS and slot not in PREPOSITIONS:
            raise row.error(f"the slot {slot!r} is unknown", f"one of {', '.join(sorted(_SLOTS | PREPOSITIONS))}")
        if slot in deeds.setdefault(lemma, {}):
            raise row.error(f"{lemma!r} has the slot {slot!r} twice", "put the words on one line")
        deeds[lemma][slot] = frozenset(row.list("words"))
    return deeds


@cache
def deeds() -> Deeds:
    """The project's own list, read once."""
    return load(resources.folder("ontology") / "lexicon" / "deeds.tsv")


def is_deed(tree: Tree, i: int) -> bool:
    """Whether a verb that could be a cue does something instead. One with a clause or a predicate of its own says it
    all the same: "called the election a farce"."""
    its = deeds().get(lemma_of_cue(tree.words[i], tree.tags[i]))
    if its is None:
        return False
    idiom = its.get("before")
    if idiom and i > 1 and not idiom.isdisjoint((f"{tree.words[i - 2]} {tree.words[i - 1]}", *_three(tree, i))):
        return True
    if tree.kid(i, *_COMPLEMENTS) is not None and "subject" not in its:
        return False
    return any(_holds(its[slot], tree, token) for slot, token in _slots(tree, i) if slot in its)


def _three(tree: Tree, i: int) -> tuple[str, ...]:
    return (" ".join(tree.words[i - 3 : i]),) if i > 2 else ()


def _holds(words: frozenset[str], tree: Tree, token: int) -> bool:
    word, tag = tree.words[token], tree.tags[token]
    return _ANY in words or (word if tag == "NN" else lemma_of(word, tag)) in words


def _slots(tree: Tree, i: int) -> Iterator[tuple[str, int]]:
    """What fills the slots of a verb, with the token that heads it."""
    passive = is_passive(tree, i)
    if passive and tree.deps[i] == "acl":
        yield "object", tree.heads[i]
    for k in tree.kids[i]:
        dep = tree.deps[k]
        if dep in ("dobj", "nsubjpass", "attr"):
            yield "object", k
        elif dep == "nsubj" and not passive:
            yield "subject", k
        elif dep == "prt":
            yield "particle", k
        elif dep == "prep":
            thing = tree.kid(k, "pobj")
            if thing is not None:
                yield tree.words[k], thing


def is_measure(tree: Tree, head: int) -> bool:
    """Whether "according to" it says by what something goes: "according to need", "according to the season"."""
    return _holds(deeds()["according"]["to"], tree, head)
