"""Persons and their offices: "Russian President Vladimir Putin", "Maria Adebayo, Mali's foreign minister".

Three constructions: the title before the name, the title beside the name, and the title after "is", "became" or "as".
"""

from collections.abc import Iterable, Iterator
from functools import cache

from extractors.coreference.antecedents import beside_complement
from extractors.dating import Calendar
from extractors.draft import ClaimDraft, Draft, Entity, Mention
from extractors.fillers import Filler, fillers
from extractors.phrases import left_edge
from extractors.posts import (
    PARTIAL,
    heads_no_state,
    is_in_part,
    named_behind,
    only_tells_side,
    party_before,
    words_before,
)
from extractors.roles import Match, Role, roles
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
_RELATIVE = frozenset(("counterpart", "colleague"))
"""Nouns of an office that only say that it is the same as another's."""
_LESSER = frozenset(("deputy", "vice", "shadow", "assistant", "would-be", "self-styled", "aspiring"))
_SECOND = frozenset(("deputy", "vice", "assistant"))
"""Those of them who hold an office of their own, under that of whom they serve, and lead nobody."""
_FIRST_OF_STATE = frozenset(("president", "prime minister", "premier", "chancellor", "king", "queen"))
_HAS = ("is", "was", "are", "were", "be", "become", "remain")
_NAMED = frozenset(("appoint", "elect", "name", "nominate", "make", "install", "crown"))
_ALLEGED = frozenset(("alleged", "suspected", "purported", "reputed", "presumed", "accused", "supposed"))
_SURE = {"before": 0.9, "beside": 0.85, "is": 0.8}
_OWN = ("", "appos", "of")
_WORDS_BETWEEN = 6
_IMPLIED = 0.8
"""How sure it is, other things being sure, whose army the army is that was spoken of before."""
_INDEFINITE = frozenset(("a", "an", "another"))
"""Said of one of several: "an SDF commander" does not head it."""
_RELATIONS = ("leads", "speaksFor")


def read_offices(draft: Draft) -> Draft:
    """Add holdsOffice claims, and what the office says beside: whom its holder leads or speaks for."""
    tree = draft.tree
    held: dict[int, Role] = {}
    for found in roles().find(tree.words):
        if found.role.cls != "office" or draft.is_quiet(tree.starts[found.first], tree.ends[found.last - 1]):
            continue
        match = _counterpart(draft, found, held) if found.role.noun in _RELATIVE else found
        if match is None:
            continue
        for person, way in _holders(draft, tree, match):
            claims = list(_claims(draft, match, person, _SURE[way]))
            draft.claims.extend(claims)
            if claims:
                held[person.entities[0]] = match.role
            break
    return draft


def _counterpart(draft: Draft, match: Match, held: dict[int, Role]) -> Match | None:
    """The office that "his Rwandan counterpart" holds: that of the one before, of another state; else None."""
    whose = [e for i in draft.tree.of(match.head, "poss") for m in draft.mentions_at(i) for e in m.entities]
    role = next((held[e] for e in whose if e in held), None)
    return None if role is None else Match(match.first, match.last, match.head, role)


def _holders(draft: Draft, tree: Tree, match: Match) -> Iterator[tuple[Mention, str]]:
    """The person that the title stands with, by each construction in turn."""
    if match.last < len(tree.words):
        for m in draft.mentions_at(match.last):
            if _is_person(m) and m.start in (tree.starts[match.last], tree.starts[match.first]):
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


def _claims(draft: Draft, match: Match, person: Mention, sure: float) -> Iterator[ClaimDraft]:
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
    owner = _owner(draft, tree, match, person)
    title = Span(tree.starts[match.first], tree.ends[match.last - 1])
    holder = person.entities[0]
    if owner is None or owner.entity == holder or only_tells_side(draft, match, owner):
        return
    of_what = [*lesser, *words_before(tree, match, owner.span.end, len(lesser))]
    words = " ".join((*of_what, match.role.noun)).replace(" - ", "-")
    office = _office(draft, words, owner, title, match.head)
    of_part = bool(of_what) or _is_of_part(draft, match, owner, first) or heads_no_state(draft, match, owner.entity)
    leads_force = owner.mention.role == "force"
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
    if once or prefixed or any(tree.words[i] in _FORMER for i in words):
        return True, interval(None, date[:10]) if date else None
    if any(tree.words[i] in _THEN for i in words):
        return True, Calendar(draft).of(match.head)
    return False, None


def _owner(draft: Draft, tree: Tree, match: Match, person: Mention) -> Filler | None:
    """The state or body of the office: before the title, or in its "of" phrase."""
    below = tree.preps(match.head)
    if (of := _below(draft, below.get("of", ()))) is not None:
        return of
    if any(t >= match.last for t in below.get("of", ())):  # "Iran's head of tax" heads something without a name
        return None
    name_head = person.head if person.head >= match.last else match.head
    first = min(left_edge(tree, name_head), left_edge(tree, match.head), match.first)
    for token in range(match.first - 1, first - 1, -1):
        for m in draft.mentions_at(token):
            if (
                m.entities
                and m is not person
                and m.type != "Person"
                and not (m.start <= person.start and person.end <= m.end)
            ):
                own = party_before(draft, m) or m
                return Filler(own.entities[0], own.span, 1.0, own)
    behind = tree.preps(person.head).get("of", ()) if person.head >= match.last else ()
    if (of := _below(draft, behind)) is not None and draft.entities[of.entity].type != "Person":
        return of  # "Prime Minister Abiy Ahmed of Ethiopia"
    for_or_at = _below(draft, [t for prep in ("for", "at") for t in below.get(prep, ())])
    return for_or_at or _shared(draft, match, person) or _of_force(draft, match)


def _of_force(draft: Draft, match: Match) -> Filler | None:
    """Whose army "the army chief" heads: that of which the text has just spoken as "the army"."""
    force, _, rest = match.role.noun.partition(" ")
    role = roles().by_noun.get(force)
    if not rest or role is None or role.cls != "force" or draft.tree.words[match.first - 1 : match.first] != ["the"]:
        return None
    start = draft.tree.starts[match.first]
    spoken = [m for m in draft.mentions if m.role == "force" and m.name == force and m.end < start and m.entities]
    states = [m for m in spoken if draft.entities[m.entities[0]].type == "State"]
    near = states[-1:] if states and states[-1] is spoken[-1] else []
    return next((Filler(m.entities[0], m.span, _IMPLIED, m) for m in near), None)


def _shared(draft: Draft, match: Match, person: Mention) -> Filler | None:
    """The state of the title that this one is joined to: "Turkey's foreign minister, A, and President B"."""
    tree = draft.tree
    first = tree.heads[person.head] if tree.deps[person.head] == "conj" else None
    if first is None or match.last > person.head or match.role.noun not in _FIRST_OF_STATE:
        return None
    owners = [m for i in tree.of(first, "poss") for m in draft.mentions_at(i) if m.kind != "pronoun" and m.entities]
    states = [m for m in owners if draft.entities[m.entities[0]].type == "State"]
    titled = any(m.role == "office" for m in draft.mentions_at(first))
    return Filler(states[0].entities[0], states[0].span, 1.0, states[0]) if states and titled else None


def _below(draft: Draft, tokens: Iterable[int]) -> Filler | None:
    """Whom a phrase after the title names: the head of Mexico's prisons holds no office of Mexico's."""
    return next((f for t in tokens for f in fillers(draft, t) if f.via in _OWN), None)


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
