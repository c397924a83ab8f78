"""Persons and their offices: "Russian President Vladimir Putin", "Maria Adebayo, Mali's foreign minister".

Three constructions: the title before the name, the title beside the name, and the title after "is", "became" or "as".
"""

from collections.abc import Iterator
from functools import cache

from extractors.coreference.antecedents import beside_complement
from extractors.dating import Calendar
from extractors.draft import ClaimDraft, Draft, Entity, Mention
from extractors.fillers import Filler
from extractors.followings import read_followings
from extractors.phrases import left_edge
from extractors.posts import PARTIAL, heads_no_state, is_in_part, named_behind, only_tells_side, words_before
from extractors.ranks import is_title_behind_office, past_rank
from extractors.roles import Match, roles
from extractors.seats import Seats, owner_of
from extractors.tree import Tree
from kg import resources
from kg.model import Modality, Span
from kg.periods import interval

_FORMER = frozenset(
    ("former", "ex", "last", "previous", "late", "retired", "ousted", "deposed", "onetime", "erstwhile", "formerly")
)
"""Who was in office: until some day before the article's, and leads nobody any more."""
_THEN = frozenset(("then",))
"""Who was in office when the clause's deed was done."""
_RELATIVE = frozenset(("counterpart", "colleague", "predecessor"))
"""Nouns of an office that only say that it is the same as another's."""
_FOR_NOW = frozenset(("caretaker", "interim", "acting", "transitional", "provisional", "incumbent", "outgoing"))
"""Said of the term, not of what the office is for: a caretaker prime minister leads the state."""
_LESSER = frozenset(("deputy", "vice", "shadow", "assistant", "would-be", "self-styled", "aspiring", "incoming"))
_SECOND = frozenset(("deputy", "vice", "assistant"))
"""Those of them who hold an office of their own, under that of whom they serve, and lead nobody."""
_DEPUTY = 0.7
_FORCES = frozenset(("army", "military", "police", "intelligence", "security"))
_HAS = ("is", "was", "are", "were", "be", "become", "remain")
_NAMED = frozenset(("appoint", "elect", "name", "nominate", "make", "install", "crown"))
_ALLEGED = frozenset(("alleged", "suspected", "purported", "reputed", "presumed", "accused", "supposed"))
_SURE = {"before": 0.9, "beside": 0.85, "is": 0.8}
_WORDS_BETWEEN = 6
_INDEFINITE = frozenset(("a", "an", "another"))
"""Said of one of several: "an SDF commander" does not head it."""
_RELATIONS = ("leads", "speaksFor")


def read_offices(draft: Draft) -> Draft:
    """Add holdsOffice claims, and what the office says beside: whom its holder leads or speaks for."""
    tree = draft.tree
    seats = Seats()
    for found in roles().find(tree.words):
        if found.role.cls != "office" or draft.is_quiet(tree.starts[found.first], tree.ends[found.last - 1]):
            continue
        match = _counterpart(draft, found, seats) if found.role.noun in _RELATIVE else found
        if match is None:
            continue
        for person, way in _holders(draft, tree, match):
            draft.claims.extend(_claims(draft, match, person, _SURE[way], seats))
            break
    draft.claims.extend(_deputies(draft, seats))
    draft.claims.extend(read_followings(draft))
    return draft


def _counterpart(draft: Draft, match: Match, seats: Seats) -> Match | None:
    """The office that "his Rwandan counterpart" holds: that of the one before, of another state; else None."""
    whose = [e for i in draft.tree.of(match.head, "poss") for m in draft.mentions_at(i) for e in m.entities]
    role = next((seats.held[e].role for e in whose if e in seats.held), None)
    return None if role is None else Match(match.first, match.last, match.head, role)


def _deputies(draft: Draft, seats: Seats) -> Iterator[ClaimDraft]:
    """Who stands in for a holder of an office: "his deputy, Ana Ruiz"."""
    tree = draft.tree
    for i in (i for i, word in enumerate(tree.words) if word == "deputy" and tree.tags[i] == "NN"):
        whose = [e for k in tree.of(i, "poss") for m in draft.mentions_at(k) for e in m.entities]
        seat = next((seats.held[e] for e in whose if e in seats.held), None)
        named = [m for k in tree.of(i, "appos") for m in draft.mentions_at(k) if _is_person(m)]
        if seat is None or not named or named[0].entities[0] in whose:
            continue
        title = Span(tree.starts[i], tree.ends[i])
        office = _office(draft, f"deputy {seat.role.noun}", seat.owner, title, i)
        yield ClaimDraft(
            named[0].entities[0], "holdsOffice", office, named[0].span, title, title, _DEPUTY, "offices",
        )  # fmt: skip


def _holders(draft: Draft, tree: Tree, match: Match) -> Iterator[tuple[Mention, str]]:
    """The person that the title stands with, by each construction in turn."""
    behind = past_rank(draft, match.last)
    if behind < len(tree.words) and not is_title_behind_office(draft, match.first):
        for m in draft.mentions_at(behind):
            if _is_person(m) and m.start in (tree.starts[behind], tree.starts[match.first]):
                yield m, "before"
    yield from ((m, "before") for m in named_behind(draft, match.head, match.last))
    head = match.head
    beside = tree.of(head, "appos") + ([tree.heads[head]] if tree.deps[head] == "appos" else [])
    beside += beside_complement(draft, head)
    for token in beside:
        yield from ((m, "beside") for m in draft.mentions_at(token) if _is_person(m))
    verb = tree.heads[head]
    if tree.deps[head] in ("attr", "oprd") and (tree.lemmas[verb] in (*_HAS, "have") or tree.lemmas[verb] in _NAMED):
        for token in tree.spread(tree.of(verb, "nsubj", "nsubjpass")):
            yield from ((m, "is") for m in draft.mentions_at(token) if _is_person(m) or _stands_for_person(draft, m))


def _is_person(m: Mention) -> bool:
    return m.type == "Person" and m.kind == "name" and bool(m.entities)


def _stands_for_person(draft: Draft, m: Mention) -> bool:
    return bool(m.entities) and draft.entities[m.entities[0]].type == "Person"


def _claims(draft: Draft, match: Match, person: Mention, sure: float, seats: Seats) -> Iterator[ClaimDraft]:
    tree = draft.tree
    first = max(0, min(left_edge(tree, match.head), match.first) - 1)
    lesser = [tree.words[i] for i in range(first, match.first) if tree.words[i] in _LESSER]
    if lesser and lesser != [tree.words[match.first - 1]]:
        return
    if not _SECOND.issuperset(lesser):
        return
    past, when = _tenure(draft, match, range(first, match.last))
    if past and when is None:  # without a date nothing says when
        return
    whole = next((m for m in draft.mentions_at(match.head) if m.given and m is not person and m.entities), None)
    if whole is not None:  # the caller marked the title itself
        if whole.entities[0] != person.entities[0]:
            yield ClaimDraft(
                person.entities[0], "holdsOffice", whole.entities[0], person.span, whole.span, whole.span, sure,
                "offices", time=when,
            )  # fmt: skip
        return
    owner = owner_of(draft, match, person, seats)
    title = Span(tree.starts[match.first], tree.ends[match.last - 1])
    holder = person.entities[0]
    if owner is None or owner.entity == holder or only_tells_side(draft, match, owner):
        return
    inside = _is_in_phrase(tree, match, owner)
    of_what = [*lesser, *(words_before(tree, match, owner.span.end, len(lesser)) if inside else ())]
    words = " ".join((*of_what, match.role.noun)).replace(" - ", "-")
    office = _office(draft, words, owner, title, match.head)
    seats.take(holder, match, owner)
    of_part = not _FOR_NOW.issuperset(of_what) or _is_of_part(draft, match, owner, first)
    of_part = of_part or heads_no_state(draft, match, owner.entity)
    leads_force = owner.mention.role == "force" or _is_of_force(draft, match, owner)
    alleged = any(tree.words[i] in _ALLEGED for i in range(first, match.first))
    verb = tree.heads[match.head] if tree.deps[match.head] in ("attr", "oprd") else None
    trigger = Span(tree.starts[verb], tree.ends[verb]) if verb is not None else title

    def claim(predicate: str, obj: int, span: Span) -> ClaimDraft:
        mood: Modality = "possible" if alleged else "actual"
        return ClaimDraft(
            holder, predicate, obj, person.span, trigger, span, sure * owner.weight, "offices", modality=mood, time=when
        )

    yield claim("holdsOffice", office, title)
    for relation in () if past else _RELATIONS:
        if match.role.noun in _relations()[relation] and not ((of_part or leads_force) and relation == "leads"):
            yield claim(relation, owner.entity, owner.span)


def _tenure(draft: Draft, match: Match, words: range) -> tuple[bool, str | None]:
    """Whether the title says that its holder has left the office, and when it was held as far as that is told."""
    tree, date = draft.tree, draft.article.date
    verb = tree.heads[match.head] if tree.deps[match.head] == "attr" else None
    once = verb is not None and any(tree.words[k] == "once" for k in tree.of(verb, "advmod"))
    prefixed = tree.words[match.first - 2 : match.first] == ["ex", "-"]
    prefixed = prefixed or tree.words[match.first - 3 : match.first] == ["one", "-", "time"]
    prefixed = prefixed or tree.words[match.head] == "predecessor"
    if once or prefixed or any(tree.words[i] in _FORMER for i in words):
        return True, interval(None, date[:10]) if date else None
    if any(tree.words[i] in _THEN for i in words):
        return True, Calendar(draft).of(match.head)
    return False, None


def _is_in_phrase(tree: Tree, match: Match, owner: Filler) -> bool:
    """Whether the owner stands before the title in one phrase, and not elsewhere in the text."""
    begin = tree.sentence(match.head)[0]
    between = [i for i in range(begin, match.first) if tree.starts[i] >= owner.span.end]
    near = tree.starts[begin] <= owner.span.start < tree.starts[match.first]
    return near and not any(tree.is_verbal(i) for i in between)


def _is_of_part(draft: Draft, match: Match, owner: Filler, first: int) -> bool:
    """Whether the title is of a part of the body, or of one of several: "Unicef's director for Africa" does not lead
    it, nor does "its anti-drug chief" or "an SDF commander"; a leader in a town is not the town's."""
    tree = draft.tree
    narrowed = (
        bool(tree.preps(match.head).get("for"))
        or _is_narrowed(tree, match, owner)
        or is_in_part(draft, match.head, owner.entity)
    )
    seated = match.role.noun == "leader" and draft.entities[owner.entity].type == "City"
    return narrowed or seated or not _INDEFINITE.isdisjoint(tree.words[first : first + 2])


def _is_of_force(draft: Draft, match: Match, owner: Filler) -> bool:
    """Whether the title is that of a state's force: an army chief leads the army, and not the state."""
    first, _, rest = match.role.noun.partition(" ")
    return bool(rest) and first in _FORCES and draft.entities[owner.entity].type == "State"


def _is_narrowed(tree: Tree, match: Match, owner: Filler) -> bool:
    """Whether a compound before the title says of what part it is: "Peru's anti-drug chief", "its air-force head"."""
    between = range(match.first - 1, max(match.first - _WORDS_BETWEEN, 0), -1)
    inside = [i for i in between if tree.starts[i] >= owner.span.end]
    return any(tree.words[i] == "-" and tree.words[i - 1] in PARTIAL for i in inside)


def _office(draft: Draft, words: str, owner: Filler, title: Span, head: int) -> int:
    """The entity of the office, with a mention at the title."""
    noun = " ".join(w if w in ("of", "and") else w.capitalize() for w in words.split())
    name = f"{noun} of {draft.entities[owner.entity].name}"
    known = [n for n, entity in enumerate(draft.entities) if entity.name == name and entity.type == "Office"]
    index = known[0] if known else len(draft.entities)
    if not known:
        draft.entities.append(Entity(name, "Office"))
    mention = Mention(title.start, title.end, "nominal", "Office", head, role="office", entities=[index])
    draft.entities[index].mentions.append(mention)
    draft.add_mentions([mention])
    return index


@cache
def _relations() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for row in resources.table(resources.folder("ontology") / "lexicon" / "offices.tsv", ("relation", "nouns")):
        if row["relation"] not in _RELATIONS:
            raise row.error(f"the relation {row['relation']!r} is not one of {', '.join(_RELATIONS)}")
        unknown = [n for n in row.list("nouns") if n not in roles().by_noun]
        if unknown:
            raise row.error(f"roles.tsv has no noun {unknown[0]!r}")
        found[row["relation"]] = frozenset(row.list("nouns"))
    return found
