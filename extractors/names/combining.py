"""The gazetteer's names and the recognised ones put together: one name for one stretch, the longest that is right."""

from bisect import bisect_left
from dataclasses import dataclass

from extractors.names.grid import Grid
from extractors.names.recognition import NOTHING, Recognised
from extractors.names.words import name_words
from kg.wikidata.items import Candidate

PEOPLE_KINDS = ("demonym", "people")
GROUND = ("State", "Place", "City", "Region")
ORGANS = ("Government", "ArmedGroup", "Party")
"""What speaks for the state that its name holds: the Azeri ministry does, an airline does not."""

_LONGEST = 7
_INNER = frozenset(("and", "of", "for"))
_JOINERS = frozenset(("and", "or", ",", "/", "-", "–", "&", "the", "'s", "’s", "of", "in", "vs", "vs.", "v", "to"))


@dataclass(slots=True)
class Name:
    """A name on its way to a mention: characters `[start, end)`, tokens `[first, last)`."""

    start: int
    end: int
    first: int
    last: int
    type: str
    candidates: tuple[Candidate, ...] = ()
    nation: str | None = None


def combine(grid: Grid, known: list[Name], recognised: Recognised) -> list[Name]:
    """The names of the text, from the gazetteer's (`known`, overlapping ones too) and the recognised ones."""
    tops = [n for n in _told(grid, known) if not _is_part_of_a_stranger(grid, n, recognised)]
    begun = frozenset(n.first for n in tops if _names_a_state(n))
    longer = _outermost([m for m in (_lengthened(grid, n, begun) for n in tops) if m])
    found = [Name(grid.starts[s.first], grid.ends[s.last - 1], s.first, s.last, s.type) for s in recognised.spans]
    own = _outermost([*longer, *(n for n in found if not any(_overlap(n, m) for m in longer))])
    names = [n for n in _Merge(grid, tops).merge(own) if n.type != NOTHING]
    _tell_owners(grid, names)
    return names


def _told(grid: Grid, known: list[Name]) -> list[Name]:
    """The longest of the known names; a description ("war in Iraq") leaves the name in it a name."""
    described = [n for n in known if grid.words[n.first].islower()]
    return sorted(
        [*_outermost([n for n in known if n not in described]), *_outermost(described)], key=lambda n: n.start
    )


def _tell_owners(grid: Grid, names: list[Name]) -> None:
    """An organ after its state's possessive is that state's: "Brazil's Foreign Ministry"."""
    states = {n.last: state_of(n) for n in names if n.candidates}
    for n in names:
        if n.type in ORGANS and not n.nation and n.first and grid.words[n.first - 1] in ("'s", "’s", "'", "’"):
            n.nation = states.get(n.first - 1)


def state_of(name: Name) -> str | None:
    """The QID of the state that a name speaks of, or that its item lies in."""
    if not name.candidates:
        return name.nation
    item = name.candidates[0].item
    return item.qid if item.type == "State" else item.country


def _is_people(name: Name) -> bool:
    return name.candidates[0].kind in PEOPLE_KINDS


def _names_a_state(name: Name) -> bool:
    candidate = name.candidates[0]
    return _is_people(name) or (candidate.item.type == "State" and candidate.kind != "metonym")


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
    if not _is_people(name) and _is_headline(grid, name.first):
        return None
    kind = table.type_of(grid.words[name.first : best]) or "Organisation"
    return Name(name.start, grid.ends[best - 1], name.first, best, kind, nation=state_of(name))


def _may_begin_a_longer(grid: Grid, name: Name) -> bool:
    """Whether it is a people or ground, and not itself the end of a name ("Northern Ireland")."""
    if not _is_people(name) and name.candidates[0].item.type not in GROUND:
        return False
    before = name.first - 1
    return not (before >= 0 and grid.words[before] in name_words().directions and not grid.opens(before))


def _is_part_of_a_stranger(grid: Grid, name: Name, recognised: Recognised) -> bool:
    """Whether a place's name is only part of a longer unknown one ("Paris Hilton") or a person's ("Jordan")."""
    if name.last - name.first > 1 or _is_people(name) or name.type not in GROUND:
        return False
    if grid.words[name.first] in recognised.people:
        return True
    token, after, before = grid.doc[name.first], name.last, name.first - 1
    if after < len(grid.words) and _is_proper(grid, after) and token.dep_ == "compound" and token.head.i == after:
        return not _is_headline(grid, name.first)
    if before >= 0 and _is_proper(grid, before) and not grid.opens(before) and grid.doc[before].dep_ == "compound":
        direction = grid.words[before] in name_words().directions
        return grid.doc[before].head.i == name.first and not direction and not _is_headline(grid, before)
    return False


def _is_proper(grid: Grid, i: int) -> bool:
    word, table = grid.words[i], name_words()
    if word in table.titles or word in table.heads:
        return False
    return word[:1].isupper() and word[1:].islower() and bool(grid.doc[i].tag_ == "NNP")


def _is_headline(grid: Grid, i: int) -> bool:
    """Whether the sentence writes most of its long words with capitals."""
    words = [t.text for t in grid.doc[i].sent if len(t) > 4 and t.is_alpha]
    return sum(w[0].isupper() for w in words) > 0.6 * len(words)


class _Merge:
    """One pass over the recognised names, each set against the gazetteer's names that it touches."""

    def __init__(self, grid: Grid, tops: list[Name]) -> None:
        self.grid, self.tops = grid, tops
        self.starts = [t.start for t in tops]
        self.dropped: set[int] = set()

    def merge(self, own: list[Name]) -> list[Name]:
        """The tops that are kept, and the recognised names that stand beside or around them."""
        kept = [n for r in own for n in self._settle(r)]
        return [t for i, t in enumerate(self.tops) if i not in self.dropped] + kept

    def _touching(self, r: Name) -> list[int]:
        i = max(bisect_left(self.starts, r.start) - 1, 0)
        found = []
        while i < len(self.tops) and self.tops[i].start < r.end:
            if self.tops[i].end > r.start:
                found.append(i)
            i += 1
        return found

    def _settle(self, r: Name) -> list[Name]:
        """What is left of a recognised name beside the gazetteer's: itself, a part of it, or nothing."""
        touching = self._touching(r)
        if not touching:
            return [r]
        inside = [i for i in touching if r.start <= self.tops[i].start and self.tops[i].end <= r.end]
        around = [self.tops[i] for i in touching if i not in inside]
        if any(self.tops[i].first <= r.first and r.last <= self.tops[i].last for i in touching):
            return []
        if around:
            return self._crossing(r, touching)
        return self._nested(r, inside)

    def _crossing(self, r: Name, touching: list[int]) -> list[Name]:
        if any(self.tops[i].end - self.tops[i].start >= r.end - r.start for i in touching):
            return []
        self.dropped.update(touching)
        return [r]

    def _nested(self, r: Name, inside: list[int]) -> list[Name]:
        """A recognised name that holds known ones: longer than they are, a list of them, or owned by one."""
        covered = {t for i in inside for t in range(self.tops[i].first, self.tops[i].last)}
        rest = [t for t in range(r.first, r.last) if t not in covered]
        if all(self.grid.words[t] in _JOINERS for t in rest) and (rest or r.type not in ORGANS):
            return []
        lead = self.tops[inside[0]]
        if lead.first == r.first and self._is_apart(r, lead):
            return self._cut(r, lead.last, r.last, state_of(lead))
        tail = self.tops[inside[-1]]
        if tail.last == r.last and self.grid.words[tail.first - 1] in (",", "and", "(", "-"):
            return self._cut(r, r.first, tail.first, None)
        return self._around(r, inside)

    def _is_apart(self, r: Name, lead: Name) -> bool:
        """Whether the known name that comes first is no part of the name: "Iraq's X", "Russian President X"."""
        after = self.grid.words[lead.last]
        if after in ("'s", "’s", "'", "’", ",", "and"):
            return True
        if r.type != "Person":
            return False
        return after in name_words().titles or (
            _is_people(lead) and r.last - lead.last > 1
        )  # "Roman Petrov" is all his name

    def _cut(self, r: Name, first: int, last: int, nation: str | None) -> list[Name]:
        """What is left of a name between the tokens: nothing, where that is but titles or small words."""
        words, titles = self.grid.words, name_words().titles
        while first < last and (words[first] in _JOINERS or (r.type == "Person" and words[first] in titles)):
            first += 1
        while last > first and words[last - 1] in _JOINERS:
            last -= 1
        if first == last or words[first].islower():
            return []
        starts, ends = self.grid.starts, self.grid.ends
        return self._settle(Name(starts[first], ends[last - 1], first, last, r.type, nation=nation or r.nation))

    def _around(self, r: Name, inside: list[int]) -> list[Name]:
        """The longer name; of those in it, only the state whose organ it is stays a name of its own."""
        for i in inside:
            top = self.tops[i]
            if r.type in ORGANS or r.type == "Organisation":
                r.nation = r.nation or state_of(top)
            if r.type not in ORGANS or not _names_a_state(top):
                self.dropped.add(i)
        return [r]
