"""Names as the learned head sees them, with common slips mended and its labels turned into classes of the ontology."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from extractors.draft import Labelled
from extractors.language import lemma
from extractors.names.grid import Grid
from extractors.names.words import NameWords, name_words
from extractors.phrases import word_set
from extractors.roles import roles

NOTHING = "-"
CLASSES = {"Person": "Person", "Organisation": "Organisation", "Place": "Place", "People": "Ethnicity",
           "Event": "Conflict", "Other": NOTHING}  # fmt: skip
_ARTICLES = frozenset({"the", "a", "an", "this", "that", "these", "those"})
_MARKS = frozenset("“”\"'‘’-–—:,.;()[]&/!?*•") | {"'s", "’s", "--", "..."}
_BRACKETS = frozenset("()[];")
_DASHES = frozenset("-–—_") | {"--"}
_PARTICLES = frozenset({"de", "du", "von", "van", "bin", "ibn", "bint", "abu", "al", "el", "ash", "an"})
_TAKING = word_set("retake recapture overrun besiege annex shell bombard depopulate")
"""What is done to places, and to no person."""
_MODEL = re.compile(r"[A-Z][A-Za-z]*-?\d{1,4}[A-Z]{0,2}")
_COMPOUNDS = 3


@dataclass(slots=True)
class Span:
    """A recognised name: tokens `[first, last)` of the doc and its class."""

    first: int
    last: int
    type: str
    score: float = 1.0
    """How sure the head is of it (0–1)."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """The names of a doc in the order of the text, not overlapping, and the words of its persons' full names.

    A span of the type `NOTHING` names what the ontology has no class for, and keeps what it holds from being read.
    """

    spans: list[Span]
    people: frozenset[str]


def recognise(grid: Grid, seen: Iterable[Labelled], known: Collection[tuple[int, int]] = ()) -> Recognised:
    """The names that the head has seen, mended: the same words name the same kind of thing throughout.

    `known` are the token ranges of names that are surely no person's, whatever the head says of them.
    """
    table = name_words()
    found = [span for name in seen for span in _mend(grid, table, name)]
    return _agree(grid, [s for s in found if (s.first, s.last) not in known])


def _mend(grid: Grid, table: NameWords, name: Labelled) -> Iterator[Span]:
    """The name or names that a stretch holds: split at line ends, brackets and dashes, trimmed, typed."""
    for a, b in _parts(grid, name.first, name.last):
        start, end = _trim(grid.words, a, b)
        after = _past_titles(grid.words, table.titles, start, end)
        start = after if name.label == "Person" or after == end else start
        if start < end and _is_name(grid, table, start, end):
            yield Span(start, end, _class(grid, start, end, name.label, table), name.score)


def _parts(grid: Grid, first: int, last: int) -> Iterator[tuple[int, int]]:
    start = first
    for i in range(first, last):
        word = grid.words[i]
        if "\n" in word or word in _BRACKETS or (word in _DASHES and i and grid.ends[i - 1] < grid.starts[i]):
            yield start, i
            start = i + 1
    yield start, last


def _trim(words: Sequence[str], start: int, end: int) -> tuple[int, int]:
    """The stretch less articles, small words and marks at its ends."""
    while start < end and _is_loose(words[start]) and not (words[start] in _PARTICLES and end - start > 1):
        start += 1
    while start < end and _is_loose(words[end - 1]):
        end -= 1
    return start, end


def _is_loose(word: str) -> bool:
    return word.islower() or word.isspace() or word in _MARKS or word.lower() in _ARTICLES


def _past_titles(words: Sequence[str], titles: Mapping[str, str], start: int, end: int) -> int:
    """Where the name begins after the titles before it; the end, where there is nothing but titles."""
    after = start
    while after < end and (words[after] in titles or (after > start and words[after] in (".", "-", "of", "the"))):
        after += 1
    return start if after == start or words[after - 1] in ("of", "the") else after


def _is_name(grid: Grid, table: NameWords, start: int, end: int) -> bool:
    words = grid.words[start:end]
    if words[0][0] in "@#" or not any(c.isupper() for w in words for c in w[:3]):
        return False
    if grid.is_shouted(start) and not any(w.title() in grid.vocabulary for w in words):
        return False
    if len(words) > 1:
        return not all(w in table.calendar or not w.isalpha() for w in words)
    word = words[0]
    if word in table.calendar or len(word) == 1 or word[0].isdigit():
        return False
    common = word.lower() in grid.small or grid.doc[start].tag_[:1] not in ("N", "J", "F")
    return not (common and grid.opens(start))


def _class(grid: Grid, start: int, end: int, label: str, table: NameWords) -> str:
    """The class of a name by its words, else by the head's label; `NOTHING` for what the ontology has no class for."""
    told = table.type_of(grid.words[start:end])
    if end - start == 1 and (_is_model(grid, start) or (label == "People" and grid.words[start] in table.directions)):
        return NOTHING  # "Shahed-136 drones"; "Western officials" are no people's
    if not told and start and table.titles.get(grid.words[start - 1]) == "Person":
        return "Person"
    if label == "Event":
        return told if told == "Conflict" else NOTHING
    if end - start > 1:
        return told or CLASSES[label]
    if label in ("Person", "Organisation") and not told:
        return _by_use(grid, start, label) or CLASSES[label]
    return told if told and (label in ("Organisation", "Place") or told == "Party") else CLASSES[label]


def _by_use(grid: Grid, i: int, label: str) -> str | None:
    """What a lone word's place in the sentence tells against the head's person or organisation."""
    token, before = grid.doc[i], grid.words[i - 1].lower() if i else ""
    if label == "Organisation":
        return "Place" if before == "in" and token.dep_ == "pobj" and not grid.words[i].isupper() else None
    if before in _ARTICLES or before in ("on", "via"):
        return NOTHING
    if token.dep_ == "dobj" and lemma(token.head) in _TAKING:
        return "Place"
    return "Place" if before == "in" and token.dep_ == "pobj" else None


def _is_model(grid: Grid, i: int) -> bool:
    """Whether the word is a number of make before what an army fights with: "Su-30 fighter jets"."""
    token, at = grid.doc[i], grid.doc[i]
    for _ in range(_COMPOUNDS):
        at = at.head if at.dep_ in ("compound", "nmod", "amod") else at
    role = roles().by_noun.get(lemma(at))
    return at is not token and role is not None and role.cls == "equipment" and bool(_MODEL.fullmatch(token.text))


def _agree(grid: Grid, spans: list[Span]) -> Recognised:
    """By the majority of its uses; a person's last or first name, alone, is that person, and so for what is nothing."""
    texts = [" ".join(grid.words[s.first : s.last]) for s in spans]
    votes: dict[str, Counter[str]] = {}
    for s, text in zip(spans, texts, strict=True):
        votes.setdefault(text, Counter())[s.type] += 1
    kinds = {text: min(vote, key=lambda kind: (-vote[kind], kind)) for text, vote in votes.items()}
    people, nothing = (_parts_of(kinds, kind) for kind in ("Person", NOTHING))
    for s, text in zip(spans, texts, strict=True):
        own = (
            NOTHING if text in nothing and kinds[text] != "Organisation" else kinds[text]
        )  # "Google" is no "Google Fair"
        s.type = "Person" if people.issuperset(text.split()) else own
    return Recognised(spans, people - nothing)


def _parts_of(kinds: dict[str, str], wanted: str) -> frozenset[str]:
    """The capitalised words of the longer names of a kind."""
    full = (text for text, kind in kinds.items() if kind == wanted and " " in text)
    words = (word for text in full for word in text.split())
    return frozenset(word for word in words if word[0].isupper() and len(word) > 2 and word not in name_words().heads)
