"""With what an attack is made, as PLOVER's mode of it: "drones hit", "an air strike on", "killed with a knife"."""

from collections.abc import Iterator
from functools import cache

from extractors.draft import ClaimDraft, Draft
from extractors.tree import Tree
from kg import resources, vocabulary

FILE = "weapons.tsv"
_MEANS = frozenset(("with", "by", "in", "using", "from"))
_PARTS = ("compound", "amod", "nmod")


def name_weapons(draft: Draft) -> Draft:
    """Give attacks whose word tells no mode that of the weapon named in their clause."""
    token_at = {start: i for i, start in enumerate(draft.tree.starts)}
    for claim in draft.claims:
        if claim.predicate == "attacks" and claim.mode is None:
            claim.mode = _mode(draft.tree, claim, token_at)
    return draft


def _mode(tree: Tree, claim: ClaimDraft, token_at: dict[int, int]) -> str | None:
    i = token_at.get(claim.trigger.start)
    known = weapons()
    return next((known[word] for word in _words(tree, i) if word in known), None) if i is not None else None


def _words(tree: Tree, i: int) -> Iterator[str]:
    """The nouns with which the deed may be done: of a noun its own, of a verb its doer, its object and its means."""
    if not tree.is_verb(i):
        yield from _noun(tree, i)
        return
    means = [k for p in tree.of(i, "prep", "agent") if tree.words[p] in _MEANS for k in tree.of(p, "pobj")]
    for k in (*tree.of(i, "nsubj"), *means, *tree.of(i, "dobj")):
        yield from _noun(tree, k)


def _noun(tree: Tree, i: int) -> Iterator[str]:
    """A noun and what makes it one of a kind: "drone" in "drone attack"."""
    yield tree.lemmas[i]
    for k in tree.of(i, *_PARTS):
        yield tree.lemmas[k]


@cache
def weapons() -> dict[str, str]:
    """The mode by noun, from `ontology/lexicon/weapons.tsv`. Raises DataError for a mode that PLOVER lacks."""
    found: dict[str, str] = {}
    modes = vocabulary.MODES.get("ASSAULT", ())
    for row in resources.table(resources.folder("ontology") / "lexicon" / FILE, ("mode", "nouns")):
        if row["mode"] not in modes:
            raise row.error(f"ASSAULT has no PLOVER mode {row['mode']!r}", f"it has {', '.join(modes)}")
        found.update(dict.fromkeys(row.list("nouns"), row["mode"]))
    return found
