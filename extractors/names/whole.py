"""Recognised names that are cut or run on: what stands around them tells where they begin and end.

"Immigration and Customs Enforcement (ICE)" goes on to the brackets, since the letters there are those of all its words;
"Commission for Racial Equality" begins with the body; in "US Defence Secretary" the post takes the word "Defence".
"""

from collections.abc import Sequence
from dataclasses import replace

from extractors.names.acronyms import stands_for
from extractors.names.grid import Grid
from extractors.names.name import GROUPS, ORGANS, PEOPLE_KINDS
from extractors.names.recognition import NOTHING, Span
from extractors.names.words import name_words
from extractors.roles import roles
from kg.wikidata.knowledge import knowledge

_LONGEST = 4
_OPENERS = frozenset(("New", "Former", "Senior", "Top", "Current", "Young", "Local"))
_ARTICLES = frozenset(("The", "A", "An", "Its", "In"))
_GROUND = ("Place", "City", "Region", "State", "Person")


def whole_names(grid: Grid, spans: Sequence[Span]) -> list[Span]:
    """The names, each to its end and no further; of two that overlap then the longer stays."""
    small = [word.lower() for word in grid.words]
    posts = [(m.first, m.last) for m in roles().find(small) if m.role.cls == "office" and m.last - m.first > 1]
    cut = [_before_post(grid, _past_opener(grid, s), posts) for s in spans]
    longer = [_with_body(grid, _to_brackets(grid, s)) for s in cut]
    kept: list[Span] = []
    for s in sorted(longer, key=lambda s: (s.first, -s.last)):
        if not kept or s.first >= kept[-1].last:
            kept.append(s)
    return kept


def goes_on(grid: Grid, first: int, last: int, seen: Span) -> bool:
    """Whether a seen name begins with these tokens and has more words: "US Immigration and Customs" is cut off."""
    rest = grid.words[last : seen.last]
    if seen.first != first or not rest or seen.type not in GROUPS:
        return False
    table = name_words()
    return all(word[:1].isupper() and word not in table.titles and word not in table.calendar for word in rest)


def _to_brackets(grid: Grid, span: Span) -> Span:
    """The name up to an acronym in brackets that stands for all of it, and not for what was seen of it."""
    if span.type == "Person":
        return span
    for end in range(span.last + 1, min(span.last + _LONGEST, len(grid.words) - 2)):
        word = grid.words[end - 1]
        if not (word[:1].isupper() or word in ("of", "and", "for", "-", "–")):
            return span
        if grid.words[end] == "(" and grid.words[end + 2] in (")", ","):
            words, short = grid.words[span.first : end], grid.words[end + 1]
            fits = short.isupper() and any(stands_for(short, words[n:]) for n in (0, 1))
            return _typed(grid, replace(span, last=end)) if fits else span
    return span


def _with_body(grid: Grid, span: Span) -> Span:
    """The name with the body that it only tells the task of: "Commission for …", "Kennedy Center for the …"."""
    before = span.first - 1 - (grid.words[span.first - 1] == "the")
    first = before - 1
    if first < 0 or grid.words[before] not in ("for", "against") or span.type in _GROUND:
        return span
    kind = name_words().heads.get(grid.words[first], NOTHING)
    while first and grid.words[first - 1][:1].isupper() and grid.words[first - 1] not in _ARTICLES:
        first -= 1
    return _typed(grid, replace(span, first=first)) if kind in GROUPS and before - first <= _LONGEST else span


def _past_opener(grid: Grid, span: Span) -> Span:
    """The name without an adjective that has its capital from opening the sentence: "New European rules"."""
    first = span.first
    if span.last - first > 1 and grid.words[first] == grid.words[first + 1]:  # a heading that runs into its text
        return replace(span, first=first + 1)
    rest = " ".join(grid.words[span.first + 1 : span.last])
    if not (rest and grid.opens(first) and grid.words[first] in _OPENERS):
        return span
    people = any(c.kind in PEOPLE_KINDS for c in knowledge().lookup(rest)[:1])
    known = knowledge().lookup(f"{grid.words[first]} {rest}")
    return replace(span, first=first + 1) if people and not known else span


def _before_post(grid: Grid, span: Span, posts: Sequence[tuple[int, int]]) -> Span:
    """The name without the words that belong to the post behind it: "US Defence Secretary", "Chadian Interior and
    Justice Minister"."""
    for first, last in posts:
        joined = span.last == first - 1 and grid.words[span.last] == "and"
        shared = joined and f"{grid.words[span.last - 1].lower()} {grid.words[last - 1].lower()}" in roles().by_noun
        end = span.last - 1 if shared else first
        own = name_words().heads.get(grid.words[end]) in ORGANS  # "Slidell Police" has its chief
        if span.first < end < span.last < last and not own:
            return replace(span, last=end)
    return span


def _typed(grid: Grid, span: Span) -> Span:
    told = name_words().type_of(grid.words[span.first : span.last])
    return replace(span, type=told) if told else span
