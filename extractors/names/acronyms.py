"""Acronyms that the article explains, "the Independent Electoral Commission (IEC)": from then on, and before."""

from collections import Counter
from collections.abc import Iterator, Sequence

from extractors.names.grid import Grid
from extractors.names.name import GROUPS, Name

_LONGEST = 10


def explain(grid: Grid, names: Sequence[Name]) -> list[Name]:
    """The names, and every use of an acronym that one of them is explained by, of the class of the full name.

    Acronyms of ground ("the DRC") are the gazetteer's to tell.
    """
    full: dict[str, Name] = {}
    for n in names:
        if n.type in (*GROUPS, "Place") and (short := _explained(grid, n)):
            full.setdefault(short, n)
    if not full:
        return list(names)
    kept = [n for n in names if n.last - n.first > 1 or grid.words[n.first] not in full]
    known = {n.first: n for n in names if n.last - n.first == 1}
    taken = {t for n in kept for t in range(n.first, n.last)}
    uses = (i for i, word in enumerate(grid.words) if word in full and i not in taken)
    return [*kept, *_named(grid, uses, full, known)]


def _named(grid: Grid, uses: Iterator[int], full: dict[str, Name], known: dict[int, Name]) -> Iterator[Name]:
    for i in uses:
        name, own = full[grid.words[i]], known.get(i)
        if own and own.candidates and not name.candidates and _is_same(grid, name, own):
            name.type, name.candidates = own.type, own.candidates
        yield Name(grid.starts[i], grid.ends[i], i, i + 1, name.type, name.candidates, name.nation)


def _is_same(grid: Grid, full: Name, own: Name) -> bool:
    """Whether what the gazetteer knows by the acronym is called by a word of the full name."""
    label = own.candidates[0].item.label.split()
    return any(word in label for word in grid.words[full.first : full.last] if word[0].isupper())


def _explained(grid: Grid, name: Name) -> str | None:
    """The acronym in brackets behind a name.

    Its letters are the initials of the name's words in some order (another language's: "Judicial Investigation
    Organization (OIJ)"), or the article goes on to use it.
    """
    i = name.last
    if name.last - name.first == 1 or i + 2 >= len(grid.words):
        return None
    if grid.words[i] not in ("(", "[") or grid.words[i + 2] not in (")", "]", ",", ";"):
        return None
    short = grid.words[i + 1]
    if not (short.isalpha() and 1 < len(short) <= _LONGEST and (short.isupper() or short.istitle())):
        return None
    words = grid.words[name.first : name.last]
    if stands_for(short.upper(), words):
        return short
    goes_on = len(short) > 2 and short.isupper() and grid.words[i + 2] in (")", "]")
    return short if goes_on and grid.words.count(short) > 1 else None


def stands_for(short: str, words: Sequence[str]) -> bool:
    """Whether the capitalised words begin with letters of the acronym, in order, or the letters are these initials."""
    initials = [part[0].upper() for word in words for part in word.split("-") if part[:1].isupper()]
    left = iter(short)
    in_order = initials[:1] == [short[0]] and all(letter in left for letter in initials)
    return in_order or (len(short) > 1 and Counter(short) == Counter(initials))
