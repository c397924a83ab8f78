"""Where articles come from: copies and reprints of one text are one origin, and together one witness.

Near-duplicates are found by MinHash over shingles of words with locality-sensitive hashing (Broder, "On the resemblance
and containment of documents", 1997), then held against each other shingle by shingle: what counts is how much of the
shorter text stands in the longer one, so that a cut, retitled or rearranged copy is found as a full one is, as long as
it is about a fifth of the original or more: shorter extracts rarely come to be looked at. Less will do where both
credit the same news agency within a few days.

What comes out depends on nothing but the articles, so a late original brings copies of its parts together.
"""

import base64
import re
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, TypeAlias

from kg import resources

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

WORDS = 4
"""Words of a shingle: of 2,249 news articles only one pair in 20,000 shares a twentieth of theirs."""
PERMUTATIONS = 128
_BANDS = (64, 2)
"""Bands and rows: a pair whose shingles overlap by a quarter (Jaccard) is looked at with a probability of 98%, one by
a hundredth with 1%."""
SHARED = 0.5
"""The share of the shorter text's shingles, by weight, from which two texts are copies."""
CREDITED, DAYS = 0.3, 3
"""The same where both credit one agency and lie no more than so many days apart."""
_LEAST = 20
"""Shingles below which a text is a copy only of one that holds all of it: a caption proves nothing."""
_COMMON = 10
"""Articles that may have a shingle before it counts for less. What stands in ever more of them is the furniture of
their pages rather than their text; all shingles of a text with many copies count for less alike."""
_HEAD, _TAIL = 400, 300
"""Characters at the beginning and the end of an article where an agency is credited."""
_AT_ONCE = 4096
"""Shingles permuted at once: two megabytes of numbers."""
_WORD = re.compile(r"\w+")

Shingles: TypeAlias = "NDArray[np.uint32]"
Weighed: TypeAlias = "tuple[Shingles, NDArray[np.float64]]"
"""The shingles of a text in their order, and what each of them counts (0–1)."""


@dataclass(frozen=True, slots=True)
class Source:
    """What the grouping knows of an article: its `signature` as the function gives it, and its day in ISO 8601."""

    iri: str
    signature: str
    date: str | None = None
    agency: str | None = None


def signature(text: str) -> str:
    """The MinHash signature of a text's shingles: `PERMUTATIONS` numbers of 32 bits, little-endian, in base64."""
    import numpy as np

    factors, summands = _permutations()
    hashes = np.fromiter(map(zlib.crc32, _pieces(text)), dtype=np.uint32)
    least = np.full(PERMUTATIONS, np.iinfo(np.uint32).max, dtype=np.uint32)
    for n in range(0, len(hashes), _AT_ONCE):
        permuted = _mixed(hashes[n : n + _AT_ONCE])[:, None] * factors + summands  # modulo 2^32: they wrap around
        least = np.minimum(least, permuted.min(axis=0))
    return base64.b64encode(least.astype("<u4").tobytes()).decode()


@cache
def _permutations() -> "tuple[NDArray[np.uint32], NDArray[np.uint32]]":
    """Factors and summands of the permutations h -> a * h + b modulo 2^32; an odd factor makes a bijection of it.

    They are those of datasketch 2 (its scheme "affine32"), as are the signatures.
    """
    import numpy as np

    chance = np.random.RandomState(1)  # what this gives is frozen for ever
    factors = chance.randint(0, 1 << 31, PERMUTATIONS, dtype=np.uint32) * np.uint32(2) + np.uint32(1)
    return factors, chance.randint(0, 1 << 32, PERMUTATIONS, dtype=np.uint32)


def _mixed(hashes: "NDArray[np.uint32]") -> "NDArray[np.uint32]":
    """The hashes spread evenly, one to one: the finalizer of MurmurHash3 (Appleby, 2011, in the public domain)."""
    import numpy as np

    for shift, factor in ((np.uint32(16), 0x85EBCA6B), (np.uint32(13), 0xC2B2AE35)):
        hashes = (hashes ^ (hashes >> shift)) * np.uint32(factor)
    return hashes ^ (hashes >> np.uint32(16))


def agency(text: str, publisher: str | None = None) -> str | None:
    """The news agency that an article credits as its publisher, in its dateline or byline, or in its last lines."""
    names, head, tail = _agencies()
    if publisher is not None and publisher in names:
        return names[publisher]
    found = head.search(text[:_HEAD]) or tail.search(text, max(0, len(text) - _TAIL))
    return names[next(filter(None, found.groups()))] if found else None


@cache
def _agencies() -> tuple[Mapping[str, str], re.Pattern[str], re.Pattern[str]]:
    """Each name of an agency with the one that stands for it, and what credits look like first and last in a text."""
    path = resources.folder("ontology") / "lexicon" / "agencies.tsv"
    names: dict[str, str] = {}
    for row in resources.table(path, ("agency", "names"), optional=("names",)):
        names |= dict.fromkeys((row["agency"], *row.list("names")), row["agency"])
    name = f"({'|'.join(sorted(map(re.escape, names), key=lambda each: (-len(each), each)))})"
    head = (
        rf"\({name}(?:/[^()]+)?\)\s*[-–—:]",  # KYIV (Reuters) -
        rf"/{name}/",  # MOSCOW, April 2. /TASS/.
        rf"^(?:[Bb]y |[Ss]ource: )?{name}$",
        rf"^[A-Z][A-Z\d ,.]+, {name}\b",  # YEREVAN, OCTOBER 1, ARMENPRESS
    )
    tail = (rf"\({name}\)\W*\Z", rf"(?:[Ss]ource: |[Vv]ia |©(?: \d{{4}})? |^[-–—] ?){name}\W*$")
    return names, re.compile("|".join(head), re.MULTILINE), re.compile("|".join(tail), re.MULTILINE)


def origins(sources: Iterable[Source], texts: Callable[[Sequence[str]], Mapping[str, str]]) -> dict[str, str]:
    """For each article the one that stands for its origin: the earliest of its copies by date, then by IRI.

    `texts` gives the texts of articles; only those are asked for whose signatures come near another's.
    """
    ordered = sorted(sources, key=lambda s: (s.date or "9", s.iri))
    pairs = list(_candidates(ordered))
    near = sorted({n for pair in pairs for n in pair})
    told = texts([ordered[n].iri for n in near])
    weighed = _weighed({n: _shingles(told[ordered[n].iri]) for n in near})
    first = list(range(len(ordered)))
    for a, b in pairs:
        ends = sorted((_first(first, a), _first(first, b)))
        if ends[0] != ends[1] and _are_copies(ordered[a], ordered[b], weighed[a], weighed[b]):
            first[ends[1]] = ends[0]
    return {s.iri: ordered[_first(first, n)].iri for n, s in enumerate(ordered)}


def _first(first: list[int], n: int) -> int:
    """The first article of the group that the n-th is in, so far."""
    while first[n] != n:
        first[n] = n = first[first[n]]
    return n


def _candidates(sources: Sequence[Source]) -> Iterator[tuple[int, int]]:
    """Pairs of articles, by place, of which some band of the signatures agrees."""
    bands, rows = _BANDS
    wide = 4 * rows
    seen: list[defaultdict[bytes, list[int]]] = [defaultdict(list) for _ in range(bands)]
    for n, source in enumerate(sources):
        values = base64.b64decode(source.signature)
        if len(values) != 4 * PERMUTATIONS:
            raise ValueError(f"a signature of {len(values)} bytes")
        alike = [here[values[k * wide : (k + 1) * wide]] for k, here in enumerate(seen)]
        yield from ((other, n) for other in sorted({other for found in alike for other in found}))
        for found in alike:
            found.append(n)


def _are_copies(a: Source, b: Source, in_a: Weighed, in_b: Weighed) -> bool:
    import numpy as np

    (shorter, weights), (longer, _) = sorted((in_a, in_b), key=lambda text: len(text[0]))
    both = np.isin(shorter, longer, assume_unique=True)
    if len(shorter) < _LEAST:
        return bool(both.all())
    shared = float(weights[both].sum() / weights.sum())
    return shared >= SHARED or (shared >= CREDITED and _same_wire(a, b))


def _weighed(texts: Mapping[int, Shingles]) -> dict[int, Weighed]:
    """The shingles of each text with their weights."""
    import numpy as np

    if not texts:
        return {}
    known, count = np.unique(np.concatenate(list(texts.values())), return_counts=True)
    weight = np.minimum(1.0, np.sqrt(_COMMON / count))
    return {n: (shingles, weight[np.searchsorted(known, shingles)]) for n, shingles in texts.items()}


def _same_wire(a: Source, b: Source) -> bool:
    if not (a.agency and a.agency == b.agency and a.date and b.date):
        return False
    return abs((date.fromisoformat(a.date) - date.fromisoformat(b.date)).days) <= DAYS


def _pieces(text: str) -> list[bytes]:
    """The shingles of a text in the order of the text, as UTF-8; of a text shorter than one, the whole of it."""
    words = _WORD.findall(text.casefold())
    return [" ".join(words[n : n + WORDS]).encode() for n in range(max(1, len(words) - WORDS + 1))]


def _shingles(text: str) -> Shingles:
    """The shingles as sorted hashes, each once."""
    import numpy as np

    return np.unique(np.fromiter(map(zlib.crc32, _pieces(text)), dtype=np.uint32))
