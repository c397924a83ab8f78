"""The words that put something in somebody's mouth or mind, as `ontology/lexicon/speech.tsv` lists them."""

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple, get_args

from extractors.language import lemma_of
from extractors.tree import Tree
from kg import resources
from kg.model import Stance

PREPOSITIONS = frozenset(("about", "against", "at", "by", "for", "from", "in", "of", "on", "over", "to", "with"))
COMPLEMENTS = PREPOSITIONS | frozenset((
    "clause", "that", "infinitive", "gerund", "quote", "parenthesis", "object", "addressee", "predicate", "label",
    "accuse", "raising", "source", "sentence", "carrier", "denial", "deniable", "admission", "falsehood", "error",
    "truth", "guilt", "topic",
))  # fmt: skip
_ENDINGS = (
    ("", ""),
    ("ies", "y"),
    ("ied", "y"),
    ("s", ""),
    ("es", ""),
    ("d", ""),
    ("ed", ""),
    ("ing", "e"),
    ("ing", ""),
)
"""What to take off an inflected word, and what to put in its place; a doubled consonant is undoubled."""
_POS = {"V": "verb", "N": "noun", "J": "adjective", "R": "adverb", "I": "preposition"}


class Use(NamedTuple):
    """What a cue does with a content of one kind; `topic`: the content is spoken about, not said."""

    stance: Stance
    topic: bool


Uses = Mapping[str, Use]
"""Complement to use, for one word."""

Lexicon = Mapping[tuple[str, str], Uses]
"""(lemma, part of speech) to its uses; a particle verb's lemma holds a space."""


def load(path: Path) -> Lexicon:
    """The lexicon of a file. Raises DataError with file and line for a bad entry."""
    lexicon: dict[tuple[str, str], dict[str, Use]] = {}
    for row in resources.table(path, ("lemma", "pos", "stance", "complements")):
        uses = lexicon.setdefault((row["lemma"], row["pos"]), {})
        for complement, use in _uses(row):
            if complement in uses:
                raise row.error(f"{row['lemma']!r} has the complement {complement!r} twice", "keep one of the entries")
            uses[complement] = use
    return lexicon


def _uses(row: resources.Row) -> Iterator[tuple[str, Use]]:
    if row["pos"] not in _POS.values():
        raise row.error(f"the part of speech {row['pos']!r} is unknown", f"one of {', '.join(_POS.values())}")
    if row["stance"] not in get_args(Stance):
        raise row.error(f"the stance {row['stance']!r} is unknown", f"one of {', '.join(get_args(Stance))}")
    complements = row.list("complements")
    for complement in complements:
        if complement not in COMPLEMENTS:
            raise row.error(f"the complement {complement!r} is unknown", f"one of {', '.join(sorted(COMPLEMENTS))}")
        if complement != "topic":
            yield complement, Use(row["stance"], "topic" in complements)  # type: ignore[arg-type]


@cache
def lexicon() -> Lexicon:
    """The project's own lexicon, read once."""
    return load(resources.folder("ontology") / "lexicon" / "speech.tsv")


@cache
def _particle_verbs() -> frozenset[str]:
    return frozenset(lemma.split()[0] for lemma, pos in lexicon() if pos == "verb" and " " in lemma)


@cache
def _known(pos: str) -> frozenset[str]:
    """The words of a part of speech that the lexicon knows, with those that need a particle."""
    return frozenset(lemma.split()[0] for lemma, its in lexicon() if its == pos)


@lru_cache(maxsize=100_000)
def uses_of(word: str, tag: str) -> Uses | None:
    """The uses of a word in small letters with its Penn tag; None where it is no cue."""
    pos = _POS.get(tag[:1])
    if pos is None or tag.startswith("NNP"):
        return None
    lemma = _lemma(word, tag, pos)
    found = lexicon().get((lemma, pos)) or (lexicon().get((word, "preposition")) if pos == "verb" else None)
    if found is None and pos == "verb" and lemma in _particle_verbs():
        return {}
    return found


def uses_at(tree: Tree, i: int) -> Uses:
    """The uses of a token; none where it is no cue."""
    return uses_of(tree.words[i], tree.tags[i]) or {}


def is_denying(tree: Tree, i: int) -> bool:
    """Whether a word is one of denying."""
    return "denial" in uses_at(tree, i)


def is_utterance(tree: Tree, i: int) -> bool:
    """Whether a noun is one for what somebody said, which may be denied: "report", "accusation", "story"."""
    return "deniable" in uses_at(tree, i)


def _lemma(word: str, tag: str, pos: str) -> str:
    """The dictionary form that the lexicon knows.

    Endings are taken off by the lexicon itself, which is quicker than the lemmatizer and never makes "hop" of "hoped";
    only irregular verbs go to the lemmatizer.
    """
    if pos not in ("verb", "noun"):
        return word
    known = _known(pos)
    for ending, instead in _ENDINGS:
        if word.endswith(ending):
            stem = word.removesuffix(ending)
            for candidate in (stem + instead, stem[:-1] if stem[-1:] == stem[-2:-1] else stem):
                if candidate in known:
                    return candidate
    irregular = pos == "verb" and tag in ("VBD", "VBN") and not word.endswith("ed")
    return lemma_of(word, tag) if irregular else word


def lemma_of_cue(word: str, tag: str) -> str:
    """The dictionary form of a verb in small letters, as the lexicon has it."""
    return _lemma(word, tag, "verb")


@lru_cache(maxsize=10_000)
def uses_with(word: str, tag: str, particle: str) -> Uses | None:
    """The uses of a verb with its particle; None where the two are no entry of their own."""
    return lexicon().get((f"{_lemma(word, tag, 'verb')} {particle}", "verb"))
