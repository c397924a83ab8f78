"""Sentences about sport, where "beat", "attack" and "defeat" are said of games."""

import re
from functools import lru_cache

from extractors import lexicon
from extractors.draft import Draft

_SCORE = re.compile(r"(?<![\d-])\d{1,3}[-–]\d{1,3}(?![\d-])")
_NO_SCORE = frozenset(
    ("vote", "voted", "votes", "senate", "house", "seat", "seats", "year", "years", "aged", "am", "pm")
)
HOSTILE = frozenset(("attacks", "fights", "rivalOf", "coerces", "concedesTo", "retreatsFrom", "threatens"))
"""The predicates that are not read in such a sentence."""


def is_sport(draft: Draft, token: int) -> bool:
    """Whether a token's sentence tells of a game: two words of sport, or one and a score, or a score between names."""
    first, last = draft.tree.sentences[draft.tree.sentence_of[token]]
    return _is_sport(
        tuple(draft.tree.lemmas[first:last]), draft.text[draft.tree.starts[first] : draft.tree.ends[last - 1]]
    )


@lru_cache(maxsize=64)
def _is_sport(lemmas: tuple[str, ...], sentence: str) -> bool:
    found = len(set(lemmas) & lexicon.class_of("sport"))
    score = _SCORE.search(sentence) is not None and not _NO_SCORE & set(lemmas)
    return found >= 2 or (score and (found > 0 or len(lemmas) < 12))
