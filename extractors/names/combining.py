"""The gazetteer's names and the recognised ones put together: one name for one stretch, the longest that is right."""

from dataclasses import replace

from extractors.names.grid import Grid
from extractors.names.holders import apart
from extractors.names.merging import Merge
from extractors.names.name import GROUND, ORGANS, Name, is_people, names_a_state, state_of
from extractors.names.recognition import NOTHING, Recognised, Span
from extractors.names.units import units
from extractors.names.whole import goes_on
from extractors.names.words import name_words
from kg.wikidata.knowledge import knowledge

_LONGEST = 7
_FEW = 3
"""Long words that tell nothing of how a sentence is written: "Photo: UK Government"."""
_ARTICLES = frozenset(("the", "The", "a", "an", "A", "An"))
_AT = frozenset(("on", "in", "at", "near"))
_INNER = frozenset(("and", "of", "for"))


def combine(grid: Grid, known: list[Name], recognised: Recognised) -> list[Name]:
    """The names of the text, from the gazetteer's (`known`, overlapping ones too) and the recognised ones."""
    told = _told(grid, known)
    starts = frozenset(n.first for n in told)
    tops = [n for n in told if n.last in starts or not _is_part_of_a_stranger(grid, n, recognised)]
    begun = frozenset(n.first for n in tops if names_a_state(n))
    longer = _outermost([m for m in (_lengthened(grid, n, begun) for n in tops) if m])
    longer = [_to_end(grid, n, recognised) for n in longer]
    numbered = [_name(grid, first, last, "ArmedGroup") for first, last in units(grid)]
    sure = _outermost([*longer, *numbered])
    spans = list(apart(grid, recognised.spans))
    found = [_name(grid, *_trimmed(grid, s.first, s.last), _class(grid, s)) for s in spans]
    own = _outermost([*sure, *(n for n in found if not any(_overlap(n, m) for m in sure))])
    names = [n for n in Merge(grid, tops).merge(own) if n.type != NOTHING]
    _tell_owners(grid, names)
    return names


def _name(grid: Grid, first: int, last: int, type_: str) -> Name:
    return Name(grid.starts[first], grid.ends[last - 1], first, last, type_)


def _class(grid: Grid, span: Span) -> str:
    """The class of a recognised name; what "Hurricane" or "HMS" stands before is none of ours."""
    return NOTHING if _is_led_off(grid, span.first) else span.type


def _is_led_off(grid: Grid, first: int) -> bool:
    return first > 0 and name_words().leads.get(grid.words[first - 1]) == NOTHING


def _trimmed(grid: Grid, first: int, last: int) -> tuple[int, int]:
    """The stretch less an article before it, a day behind it ("the Commons on Thursday"), and where a place lies."""
    a, b = first, last
    while a + 1 < b and grid.words[a] in _ARTICLES and grid.ends[a] < grid.starts[a + 1]:
        a += 1
    words = grid.words
    ends = (i for i in range(a + 1, b) if words[i] in _AT and name_words().type_of(words[a:i]) == "Place")
    b = next(ends, b)
    while b - 1 > a and (words[b - 1] in name_words().calendar or words[b - 1].islower()):
        b -= 1
    return a, b


def _to_end(grid: Grid, name: Name, recognised: Recognised) -> Name:
    """The name with the words behind it that the head saw as its own."""
    last = next((s.last for s in recognised.spans if goes_on(grid, name.first, name.last, s)), name.last)
    return replace(name, end=grid.ends[last - 1], last=last)


def _told(grid: Grid, known: list[Name]) -> list[Name]:
    """The longest of the known names; a description ("war in Iraq") leaves the name in it a name, if another's."""
    described = _outermost([n for n in known if grid.words[n.first].islower()])
    named = _outermost([n for n in known if not grid.words[n.first].islower()])
    apart = [n for n in described if not any(m.first <= n.first and n.last <= m.last for m in named)]
    inner = [m for m in named if not any(_is_within(m, n) for n in apart)]
    return sorted([*inner, *apart], key=lambda n: n.start)


def _is_within(inner: Name, outer: Name) -> bool:
    """Whether a name is but a part of another of the same bearer: "Nusra Front" in "al-Nusra Front"."""
    within = outer.start <= inner.start and inner.end <= outer.end
    return within and inner.candidates[0].item.key == outer.candidates[0].item.key


def _tell_owners(grid: Grid, names: list[Name]) -> None:
    """An organ after its state's possessive is that state's: "Brazil's Foreign Ministry"."""
    states = {n.last: state_of(n) for n in names if n.candidates}
    for n in names:
        if n.type in ORGANS and not n.nation and n.first and grid.words[n.first - 1] in ("'s", "’s", "'", "’"):
            n.nation = states.get(n.first - 1)


def _overlap(a: Name, b: Name) -> bool:
    return a.start < b.end and b.start < a.end


def _outermost(names: list[Name]) -> list[Name]:
    """Those that lie in no other; of two that cross, the first."""
    kept: list[Name] = []
    for n in sorted(names, key=lambda n: (n.start, -n.end)):
        if not kept or n.start >= kept[-1].end:
            kept.append(n)
        elif n.end > kept[-1].end and n.end - n.start > kept[-1].end - kept[-1].start:
            kept[-1] = n
    return kept


def _lengthened(grid: Grid, name: Name, begun: frozenset[int]) -> Name | None:
    """The longer name that a people's or place's name begins: "Azeri Foreign Ministry", "Kosovo Liberation Army".

    It ends with a word that tells its kind, before the next state's name (`begun`: the tokens where such names begin).
    """
    table, best = name_words(), 0
    if not _may_begin_a_longer(grid, name):
        return None
    for i in range(name.last, min(name.last + _LONGEST, len(grid.words))):
        word = grid.words[i]
        if i in begun or not (word[:1].isupper() or word in _INNER) or grid.doc[i].tag_[:2] == "VB":
            break
        if word in table.heads and not (i + 1 < len(grid.words) and grid.words[i + 1] == "of"):
            best = i + 1
    if not best or (best == name.last + 1 and grid.words[name.last] in table.titles):
        return None
    if not is_people(name) and _is_headline(grid, name.first):
        return None
    kind = table.type_of(grid.words[name.first : best]) or "Organisation"
    return Name(name.start, grid.ends[best - 1], name.first, best, kind, nation=state_of(name))


def _may_begin_a_longer(grid: Grid, name: Name) -> bool:
    """Whether it is a people or ground, and not itself the end of a name ("Northern Ireland")."""
    if not is_people(name) and name.candidates[0].item.type not in GROUND:
        return False
    before = name.first - 1
    return not (before >= 0 and grid.words[before] in name_words().directions and not grid.opens(before))


def _is_part_of_a_stranger(grid: Grid, name: Name, recognised: Recognised) -> bool:
    """Whether a place's name is only part of a longer unknown one ("Paris Hilton") or a person's ("Jordan")."""
    if name.last - name.first > 1 or is_people(name) or name.type not in GROUND:
        return False
    if grid.words[name.first] in recognised.people or _is_led_off(grid, name.first):
        return True
    if _is_hyphened(grid, name, recognised):
        return True
    token, after, before = grid.doc[name.first], name.last, name.first - 1
    if after < len(grid.words) and _is_proper(grid, after) and token.dep_ == "compound" and token.head.i == after:
        return not _is_headline(grid, name.first)
    if before >= 0 and _is_proper(grid, before) and not grid.opens(before) and grid.doc[before].dep_ == "compound":
        direction = grid.words[before] in name_words().directions
        return grid.doc[before].head.i == name.first and not direction and not _is_headline(grid, before)
    return False


def _is_hyphened(grid: Grid, name: Name, recognised: Recognised) -> bool:
    """Whether a hyphen joins it to what no one knows, and both were seen as one name: "Crans-Montana"."""
    i = name.first
    if i < 2 or grid.words[i - 1] != "-" or grid.ends[i - 2] != grid.starts[i - 1] or grid.ends[i - 1] != name.start:
        return False
    whole = next((s for s in recognised.spans if s.first <= i - 2 and name.last <= s.last), None)
    return whole is not None and whole.type == "Place" and not knowledge().lookup(grid.words[i - 2])


def _is_proper(grid: Grid, i: int) -> bool:
    word, table = grid.words[i], name_words()
    if word in table.titles or word in table.heads:
        return False
    return word[:1].isupper() and word[1:].islower() and bool(grid.doc[i].tag_ == "NNP")


def _is_headline(grid: Grid, i: int) -> bool:
    """Whether the sentence writes most of its long words with capitals."""
    words = [word for word in grid.sentence(i) if len(word) > 4 and word.isalpha()]
    return len(words) > _FEW and sum(w[0].isupper() for w in words) > 0.6 * len(words)
