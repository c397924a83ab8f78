"""Names in the text: those that the caller gave, those of the gazetteer, and what is recognised beside them."""

from extractors.draft import Draft, Mention
from extractors.names.acronyms import explain
from extractors.names.beside import tell_kinds
from extractors.names.combining import combine
from extractors.names.grid import Grid
from extractors.names.headlines import in_headlines, is_common
from extractors.names.indexed import indexed
from extractors.names.matching import REFUSED_BEFORE, is_cried, is_small, matcher
from extractors.names.name import GROUPS, ORGANS, PEOPLE_KINDS, Name
from extractors.names.particles import join_particles
from extractors.names.people import find_people, mend_people
from extractors.names.recognition import NOTHING, Recognised, Span, recognise
from extractors.names.whole import whole_names
from extractors.names.words import name_words
from kg.model import GivenMention, MentionKind
from kg.wikidata.items import Candidate, Item
from kg.wikidata.knowledge import knowledge

_ACRONYM = 5
_PRONOUN_TAGS = ("PRP", "PRP$", "WP", "WP$", "WDT", "DT")


def find_names(draft: Draft) -> Draft:
    """Fill `draft.mentions` with the names of the text; page furniture has none."""
    if not len(draft.doc):
        return draft
    grid = Grid(draft.doc)
    known = _known(draft, grid)
    seen = _recognised(draft, grid, known)
    own = _told(draft, grid, combine(grid, known, seen), seen.people)
    given = [_given(draft, grid, g, own) for g in draft.article.mentions]
    draft.add_mentions([*given, *(_mention(grid, n) for n in own if _is_free(n, draft.article.mentions))])
    return draft


def _known(draft: Draft, grid: Grid) -> list[Name]:
    """The gazetteer's names in the text, overlapping ones too."""
    found, table = [], knowledge()
    for hit in matcher().find(draft.text):
        candidates = table.lookup(hit.name)
        if candidates and not draft.is_quiet(hit.start, hit.end):
            start = hit.start + _article(hit.name)
            found.append(Name(start, hit.end, *grid.tokens(start, hit.end), candidates[0].item.type, candidates))
    taken = {(n.first, n.last) for n in found}
    for first, last, candidates in indexed(grid, table):
        start, end = grid.starts[first], grid.ends[last - 1]
        if (first, last) not in taken and not draft.is_quiet(start, end):
            found.append(Name(start, end, first, last, candidates[0].item.type, candidates))
    return _at_home(draft.text, found) if is_small(draft.text) else found


def _at_home(text: str, names: list[Name]) -> list[Name]:
    """The names in a text of small letters, less acronyms of organs whose state it does not speak of.

    Without its capitals "raf" is the air force of Britain only where Britain is spoken of.
    """
    spoken = {c.item.qid for n in names for c in n.candidates[:1]}

    def is_foreign(n: Name) -> bool:
        item = n.candidates[0].item
        short = n.last - n.first == 1 and text[n.start : n.end].upper() != item.label.upper()
        return short and n.end - n.start <= _ACRONYM and item.type in ORGANS and item.country not in (None, *spoken)

    return [n for n in names if not is_foreign(n)]


def _article(name: str) -> int:
    """How many characters of a name are an article before it; "The Hague" has none."""
    return 4 if name[:4] in ("The ", "the ") and name.count(" ") > 1 else 0


def _recognised(draft: Draft, grid: Grid, known: list[Name]) -> Recognised:
    sure = {(n.first, n.last) for n in known if n.last - n.first > 1 and n.type != "Person"}
    found = recognise(grid, draft.recognised, sure)
    free = [
        s
        for s in whole_names(grid, join_particles(grid, found.spans))
        if _may_be_name(draft, grid, s.first, s.last) and not _only_opens(draft, grid, s)
    ]
    spans = in_headlines(grid, draft.tree, free)
    people = {word for s in spans if s.type == "Person" for word in grid.words[s.first : s.last]}
    return Recognised(spans, found.people & people)


def _may_be_name(draft: Draft, grid: Grid, first: int, last: int) -> bool:
    """Whether it stands outside of page furniture, tags and addresses."""
    start, end = grid.starts[first], grid.ends[last - 1]
    tagged = start > 0 and draft.text[start - 1] in REFUSED_BEFORE
    if tagged or any("@" in word for word in grid.words[first:last]):
        return False
    return not draft.is_quiet(start, end) and not is_cried(draft.text, start, end)


def _only_opens(draft: Draft, grid: Grid, span: Span) -> bool:
    """Whether it is but a common noun, first in its sentence: "Terrorists might strike"."""
    lone = span.last - span.first == 1 and grid.opens(span.first)
    return lone and draft.tree.tags[span.first] in ("NN", "NNS") and is_common(grid.words[span.first])


def _told(draft: Draft, grid: Grid, names: list[Name], people: frozenset[str]) -> list[Name]:
    """The names, with what the rest of the article tells of them, and persons and acronyms that it tells besides."""
    mend_people(grid, names)
    names += [n for n in find_people(grid, draft.tree, names, people) if _may_be_name(draft, grid, n.first, n.last)]
    tell_kinds(draft.tree, names)
    return [n for n in explain(grid, names) if n.type != NOTHING]


def _mention(grid: Grid, name: Name) -> Mention:
    head = grid.head(name.first, name.last)
    return Mention(_start(grid, name), name.end, _kind(name), name.type, head, name.candidates, nation=name.nation)


def _start(grid: Grid, name: Name) -> int:
    """Where the name begins: with its article where that has a capital in mid-sentence: "told The Associated Press"."""
    before = name.first - 1
    own = before > 0 and grid.words[before] == "The" and name.type in GROUPS and not grid.opens(before)
    return grid.starts[before] if own and grid.ends[before] + 1 == name.start else name.start


def _kind(name: Name) -> MentionKind:
    people = any(c.kind in PEOPLE_KINDS for c in name.candidates[:1]) or name.type == "Ethnicity"
    return "demonym" if people else "name"


def _given(draft: Draft, grid: Grid, given: GivenMention, own: list[Name]) -> Mention:
    """A mention that the caller knows: its span, type and item as given, the rest as the reader finds it there."""
    first, last = grid.tokens(given.start, given.end)
    name = _name_in(first, last, own)
    candidates = name.candidates if name else ()
    if given.qid:
        item = knowledge().item(given.qid) or Item(
            given.qid, draft.text[given.start : given.end], given.type or "Organisation"
        )
        candidates = (Candidate(item, "name"),)
    kind, type_ = _kind_of_given(grid, first, last, name), given.type or _type_of_given(grid, first, last, name)
    return Mention(
        given.start, given.end, kind, type_, grid.head(first, last), candidates, given=True, given_type=given.type,
        nation=name.nation if name else None, qid=given.qid, score=1.0 if given.qid else 0.0,
    )  # fmt: skip


def _name_in(first: int, last: int, own: list[Name]) -> Name | None:
    """The reader's own name that a given mention speaks of: the one that ends where it ends, the longest."""
    return max((n for n in own if n.last == last and n.first < last), key=lambda n: n.last - n.first, default=None)


def _kind_of_given(grid: Grid, first: int, last: int, name: Name | None) -> MentionKind:
    if last - first == 1 and grid.doc[first].tag_ in _PRONOUN_TAGS:
        return "pronoun"
    if name:
        return _kind(name)
    return (
        "name"
        if any(word[:1].isupper() for word in grid.words[first + 1 : last] or grid.words[first:last])
        else "nominal"
    )


def _type_of_given(grid: Grid, first: int, last: int, name: Name | None) -> str:
    if name:
        return name.type
    told = name_words().type_of([word.capitalize() for word in grid.words[first:last]])
    return told if told and told != NOTHING else "Organisation"


def _is_free(name: Name, given: tuple[GivenMention, ...]) -> bool:
    """Whether no given mention stands in the way: own names may lie inside one, and gazetteer names around one."""
    for g in given:
        if g.start < name.end and name.start < g.end:
            inside = g.start <= name.start and name.end <= g.end
            around = name.start <= g.start and g.end <= name.end and bool(name.candidates)
            if (name.start, name.end) == (g.start, g.end) or not (inside or around):
                return False
    return True
