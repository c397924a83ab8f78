"""Where things are: "militants in Mosul", "Mosul, Iraq", "Syria's Idlib province", "the Iraqi city of Mosul"."""

from collections.abc import Iterator
from itertools import takewhile

from extractors.draft import ClaimDraft, Draft, Mention
from extractors.ends import has_class
from extractors.fillers import NAMED_BY_OF
from extractors.lexicon import class_of
from extractors.moods import modality, negated
from extractors.phrases import subjects
from extractors.tree import Tree
from kg.model import Span

_PREPS = frozenset(("in", "near", "at", "outside", "inside", "across", "throughout", "within", "around"))
_LOCATED = ("Group", "Person", "Place", "Ethnicity")
_ACTING = ("Group", "Person", "Ethnicity")
_GOALS = frozenset(("", "to", "in", "at", "into"))
"""What leads to the place where somebody has come: "visited Mali", "flew to Mali"."""
_PREP, _COMMA, _OWNED, _DONE, _NEAR = 0.7, 0.8, 0.75, 0.5, 0.45
_HELD = frozenset(("meeting", "summit", "conference", "congress", "session", "gathering", "assembly", "talk", "forum"))
_BESIDE = frozenset(("near", "outside", "around"))
"""Prepositions of what is not quite in the place."""


def read_locations(draft: Draft) -> Draft:
    """Add locatedIn claims for what stands beside the name of a place."""
    for m in draft.mentions:
        if m.entities and _is_place(draft, m):
            draft.claims.extend(_around(draft, m))
    return draft


def _is_place(draft: Draft, m: Mention) -> bool:
    return (
        m.kind in ("name", "nominal")
        and has_class(draft.entities[m.entities[0]].type, "Place")
        and m.role not in ("force", "organ")
    )


def _around(draft: Draft, place: Mention) -> Iterator[ClaimDraft]:
    tree, head = draft.tree, _first_place(draft, place)
    if head != place.head and tree.words[place.head + 1 : place.head + 2] == ["in"]:
        return  # "Lome in Togo and Segou in Mali": the first is not in Segou
    above = tree.heads[tree.heads[head]]
    if tree.deps[head] == "pobj" and tree.words[tree.heads[head]] == "of" and tree.lemmas[above] in NAMED_BY_OF:
        head = above  # "in the town of Guri"
    dep, above = tree.deps[head], tree.heads[head]
    if dep == "conj":
        return
    if dep == "pobj" and tree.is_verb(tree.heads[above]):
        yield from _of_verb(draft, place, tree.heads[above], tree.words[above])
    if dep == "pobj" and tree.words[above] in _PREPS:
        for token in [t for t in tree.spread([tree.heads[above]]) if t < place.head]:
            nearer = token != tree.heads[above] and any(tree.words[k] in _PREPS for k in tree.of(token, "prep"))
            aside = tree.words[above - 1] == "," and tree.deps[token] == "pobj"  # "the arrest of a founder, in Goma"
            parted = (
                aside or _is_source(draft, token) or _is_parted(draft, token, above) or _is_of_other(tree, token, above)
            )
            if tree.is_noun(token) and not nearer and not parted:
                sure = _NEAR if tree.words[above] in _BESIDE else _PREP
                yield from _claims(draft, token, place, Span(tree.starts[above], tree.ends[above]), sure)
    elif (
        dep in ("appos", "npadvmod", "nmod")
        and above < head
        and 0 < place.start - tree.ends[above] <= 2
        and not _is_listed(draft, above, place)
    ):
        yield from _claims(draft, above, place, place.span, _COMMA, only_places=True)
    elif dep == "poss" and not _is_one_end(tree, place.head):
        yield from _claims(draft, above, place, place.span, _OWNED, only_places=True)
    elif dep == "dobj" and tree.is_verb(above):
        yield from _of_verb(draft, place, above, "")


def _first_place(draft: Draft, place: Mention) -> int:
    """The head of the place that this one is coordinated with: "in Iraq and Syria", also where the parser hangs "Syria"
    on who is there ("ISIL in Iraq and Syria")."""
    tree, head = draft.tree, place.head
    while tree.deps[head] == "conj" and tree.heads[head] != head:
        head = tree.heads[head]
    if head == place.head or tree.deps[head] == "pobj":
        return head
    near = [k for p in tree.of(head, "prep") if tree.words[p] in _PREPS for k in tree.of(p, "pobj") if k < place.head]
    places = [k for k in near if any(_is_place(draft, m) for m in draft.mentions_at(k) if m.entities)]
    return places[-1] if places and draft.entities[place.entities[0]].type == "State" else place.head


def _of_verb(draft: Draft, place: Mention, verb: int, prep: str) -> Iterator[ClaimDraft]:
    """Who is in a place by what is done there: "met Xi in Beijing", "visited Mali", "killed two men in Idlib"."""
    tree, word = draft.tree, draft.tree.lemmas[verb]
    mood = modality(tree, verb)
    if negated(tree, verb) or mood != "actual":
        return
    there: list[int] = []
    if (prep in _PREPS and word in class_of("present")) or (prep in _GOALS and word in class_of("arriving")):
        there += subjects(tree, verb)
    if prep in _PREPS and word in class_of("found"):
        there += tree.of(verb, "dobj", "nsubjpass")
    for token in tree.spread(there):
        if any(draft.entities[e].type == "State" for m in draft.mentions_at(token)[:1] for e in m.entities):
            continue  # "France met Italy in Rome" is not in Rome
        yield from _claims(draft, token, place, Span(tree.starts[verb], tree.ends[verb]), _DONE, wanted=_ACTING)


def _is_parted(draft: Draft, token: int, prep: int) -> bool:
    """Whether another place of a list stands right before the preposition: "Lome in Togo and Segou in Mali"."""
    nearest = [m for m in draft.mentions_at(prep - 1)[:1] if m.entities and m.head > token and _is_place(draft, m)]
    tree = draft.tree
    return any(tree.deps[i] == "conj" for m in nearest for i in takewhile(lambda i: i != token, tree.upwards(m.head)))


def _is_one_end(tree: Tree, place: int) -> bool:
    """Whether the place is but the first of two ends: "between Panama and Venezuela's Apure state"."""
    return bool(tree.of(place, "conj")) and tree.words[max(tree.left(place) - 1, 0)] == "between"


def _is_of_other(tree: Tree, token: int, prep: int) -> bool:
    """Whether the noun before the preposition begins another list: "councils at A, B and mayors at C"."""
    noun = prep - 1
    listed = tree.deps[noun] == "conj" and tree.tags[noun] == "NNS" and noun != token
    return listed and noun not in tree.spread([tree.heads[prep]])


def _is_source(draft: Draft, token: int) -> bool:
    """Whether a place only tells where somebody comes from ("gangs from Honduras in Mexico"), or where a body meets ("a
    meeting of the OAS in Lima")."""
    tree = draft.tree
    if tree.deps[token] != "pobj":
        return False
    prep = tree.heads[token]
    someone = any(m.type == "Person" for m in draft.mentions_at(token))  # "a henchman of Rojas in Lima"
    held = tree.words[prep] == "of" and (someone or tree.lemmas[tree.heads[prep]] in _HELD)
    return held or tree.words[prep] in ("from", "to", "between")


def _is_listed(draft: Draft, first: int, place: Mention) -> bool:
    """Whether both are of a list: "Culiacan, Navolato, Mazatlan"; what goes up to a state is none: "Idlib, Syria"."""
    tree = draft.tree
    before, after = tree.left(first) - 2, place.head + 2
    if draft.entities[place.entities[0]].type == "State":  # "the three states (Mali, Niger, Chad)"
        beside = draft.mentions_at(after)[:1] if tree.words[after - 1 : after] == [","] else []
        return any(m.type == "State" for m in beside)
    joined = tree.of(place.head, "conj", "cc") or tree.of(first, "conj", "cc") or tree.deps[first] == "conj"
    return bool(joined) or any(
        tree.words[comma] == "," and any(_is_place(draft, m) and m.kind == "name" for m in draft.mentions_at(k)[:1])
        for k, comma in ((before, before + 1), (after, after - 1))
        if before >= 0 and after < len(tree.words) and draft.doc[k].sent == draft.doc[first].sent
    )


def _claims(
    draft: Draft,
    token: int,
    place: Mention,
    trigger: Span,
    sure: float,
    *,
    only_places: bool = False,
    wanted: tuple[str, ...] = _LOCATED,
) -> Iterator[ClaimDraft]:
    tree = draft.tree
    if tree.lemmas[token] in NAMED_BY_OF:  # "the town of Guri in Bolívar"
        named = [k for p in tree.of(token, "prep") if tree.words[p] == "of" for k in tree.of(p, "pobj")]
        token = named[0] if named and named[0] < place.head and draft.mentions_at(named[0]) else token
    for m in draft.mentions_at(token)[:1]:
        if (m.head != token and not m.given) or m.kind == "pronoun" or len(m.entities) > 1:
            continue
        for entity in m.entities:
            type_ = draft.entities[entity].type
            if type_ == "State" and draft.entities[place.entities[0]].type == "State":
                continue
            # "French troops in Mali" are there, and the US embassy, but neither state is
            if type_ == "State" and (m.kind != "name" or m.role is not None):
                continue
            if (
                entity in place.entities
                or not any(has_class(type_, w) for w in (("Place",) if only_places else wanted))
                or (only_places and type_ == "State")
            ):
                continue
            yield ClaimDraft(entity, "locatedIn", place.entities[0], m.span, trigger, place.span, sure, "locations")
