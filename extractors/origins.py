"""What adjectives tell of origin: "the former Soviet republics", "a predominantly Armenian region"."""

from collections.abc import Iterator

from extractors import lexicon
from extractors.colonies import read_colonies
from extractors.draft import ClaimDraft, Draft, Entity, Mention
from extractors.ends import has_class
from extractors.fillers import fillers
from extractors.tree import Tree
from kg.model import Span
from kg.wikidata.items import Item
from kg.wikidata.knowledge import knowledge

_FORMER = frozenset(("former", "ex"))
_MOSTLY = frozenset(
    (
        "predominantly",
        "mainly",
        "mostly",
        "largely",
        "majority",
        "overwhelmingly",
        "ethnically",
        "ethnic",
        "chiefly",
        "heavily",
    )
)
_POLITIES = frozenset(("republic", "state", "country", "nation", "colony", "territory", "satellite", "province"))
_HOMES = frozenset(
    (
        "region",
        "enclave",
        "exclave",
        "province",
        "city",
        "town",
        "village",
        "area",
        "district",
        "territory",
        "republic",
        "island",
        "population",
    )
)
_FELLOW = frozenset(("other", "fellow"))
_ON_ITS_SIDE = frozenset(
    (
        "supporter",
        "backer",
        "sympathiser",
        "sympathizer",
        "proxy",
        "agent",
        "spy",
        "specialist",
        "expert",
        "scholar",
        "envoy",
    )
)
_MEMBERS = frozenset(("member", "ally", "signatory"))


def read_origins(draft: Draft) -> Draft:
    """Add independentFrom, hasEthnicity, memberOf and citizenOf claims that a noun phrase tells by the way."""
    tree = draft.tree
    for i, word in enumerate(tree.lemmas):
        if word in _POLITIES:
            draft.claims.extend(_former(draft, tree, i))
        if word in _HOMES:
            draft.claims.extend(_peopled(draft, tree, i))
        if word in _MEMBERS:
            draft.claims.extend(_fellows(draft, tree, i))
        if tree.tags[i] == "NN" and tree.words[tree.left(i)] in ("a", "an"):
            draft.claims.extend(_nationals(draft, tree, i))
    draft.claims.extend(read_colonies(draft))
    for claim in draft.claims:
        if (
            claim.predicate == "hasEthnicity"
            and claim.object_span
            and draft.entities[claim.object or 0].type == "State"
        ):
            _name_people(draft, claim)
    return draft


def _nationals(draft: Draft, tree: Tree, i: int) -> Iterator[ClaimDraft]:
    """ "Ana Ruiz, a Peruvian analyst", is Peruvian; "a Russian ally" is of Russia's side and may be anybody."""
    beside = [*tree.of(i, "appos"), *([tree.heads[i]] if tree.deps[i] == "appos" else [])]
    persons = [m for k in beside for m in draft.mentions_at(k)[:1] if m.kind == "name" and m.type == "Person"]
    adjectives = [m for k in tree.of(i, "amod", "compound") for m in draft.mentions_at(k) if m.kind == "demonym"]
    states = [m for m in adjectives if m.entities and draft.entities[m.entities[0]].type == "State"]
    if len(states) == 1 and tree.lemmas[i] not in lexicon.class_of("opposites") | _ON_ITS_SIDE:
        for m in (m for m in persons if m.entities):
            noun = Span(tree.starts[i], tree.ends[i])
            yield ClaimDraft(
                m.entities[0], "citizenOf", states[0].entities[0], m.span, noun, states[0].span, 0.7, "origins"
            )


def _name_people(draft: Draft, claim: ClaimDraft) -> None:
    """Armenians live there, not Armenia: the object is the people where the gazetteer has it."""
    tokens = draft.tokens(*claim.object_span) if claim.object_span else []
    people = _people(draft, tokens[-1].i) if tokens else None
    claim.object = claim.object if people is None else people


def _former(draft: Draft, tree: Tree, i: int) -> Iterator[ClaimDraft]:
    """Each of "the two former Soviet republics" is independent from the Soviet Union."""
    left = range(max(0, i - 4), i)
    former = [k for k in left if tree.words[k] in _FORMER]
    if not former:
        return
    for k in range(former[-1] + 1, i):
        union = _former_state(draft, tree, k)
        if union is None:
            continue
        for f in _spoken_of(draft, tree, i):
            if f.entities and (entity := f.entities) and union not in entity:
                span = Span(tree.starts[k], tree.ends[k])
                for e in entity:
                    yield ClaimDraft(
                        e,
                        "independentFrom",
                        union,
                        f.span,
                        Span(tree.starts[former[-1]], tree.ends[i]),
                        span,
                        0.75,
                        "origins",
                    )


def _spoken_of(draft: Draft, tree: Tree, i: int) -> list[Mention]:
    """The mention that the noun heads, or that it is said of: "Georgia, a former Soviet republic"."""
    own = [m for m in draft.mentions_at(i) if m.head == i and m.entities]
    if own:
        return own[:1]
    others = (
        [tree.heads[i]]
        if tree.deps[i] == "appos"
        else tree.of(tree.heads[i], "nsubj")
        if tree.deps[i] == "attr"
        else []
    )
    return [m for k in others for m in draft.mentions_at(k)[:1] if m.entities]


def _former_state(draft: Draft, tree: Tree, k: int) -> int | None:
    """The entity of the former state whose adjective the token is ("soviet")."""
    for word in (draft.doc[k].text, draft.doc[k].text.capitalize()):
        for candidate in knowledge().lookup(word):
            if candidate.item.until is not None and candidate.kind in ("demonym", "name", "short", "former"):
                return _entity(draft, candidate.item, Span(tree.starts[k], tree.ends[k]), k)
    return None


def _peopled(draft: Draft, tree: Tree, i: int) -> Iterator[ClaimDraft]:
    """ "A predominantly Armenian region" has Armenians; a place that is said of is not their state's for that."""
    for k in tree.of(i, "amod", "compound", "nmod"):
        near = {tree.words[j] for j in range(max(0, k - 2), k)}
        people = _people(draft, k) if near & _MOSTLY else None
        if people is None:
            continue
        for m in _spoken_of(draft, tree, i):
            for e in m.entities:
                if e != people and has_class(draft.entities[e].type, "Place"):
                    word = Span(tree.starts[k], tree.ends[k])
                    yield ClaimDraft(e, "hasEthnicity", people, m.span, word, word, 0.75, "origins")


def _people(draft: Draft, k: int) -> int | None:
    """The people that an adjective names: the gazetteer's item where it has one."""
    word = draft.doc[k].text
    span = Span(draft.tree.starts[k], draft.tree.ends[k])
    if not word[:1].isupper():
        return None
    for name in (word + "s", word):
        for candidate in knowledge().lookup(name):
            if candidate.item.type == "Ethnicity":
                return _entity(draft, candidate.item, span, k)
    named = [m for m in draft.mentions_at(k) if m.kind == "demonym" or m.type == "Ethnicity"]
    return named[0].entities[0] if named and named[0].entities else None


def _entity(draft: Draft, item: Item, span: Span, head: int) -> int:
    """The draft's entity for an item, made with a mention at the span where it is new."""
    for index, entity in enumerate(draft.entities):
        if entity.qid == item.qid and item.qid is not None:
            return index
    mention = Mention(
        span.start, span.end, "demonym", item.type, head, qid=item.qid, score=0.8, entities=[len(draft.entities)]
    )
    draft.entities.append(Entity(item.label, item.type, item.qid, 0.8, [mention]))
    draft.add_mentions([mention])
    return len(draft.entities) - 1


def _fellows(draft: Draft, tree: Tree, i: int) -> Iterator[ClaimDraft]:
    """Who is "in contact with other members of" a body belongs to it."""
    if not any(tree.words[k] in _FELLOW for k in tree.of(i, "amod")):
        return
    verb = i
    while tree.heads[verb] != verb and not tree.is_verb(verb):
        verb = tree.heads[verb]
    subjects = [f for t in tree.spread(tree.of(verb, "nsubj")) for f in fillers(draft, t)] if tree.is_verb(verb) else []
    bodies = [f for t in tree.preps(i).get("of", []) for f in fillers(draft, t)]
    for s in subjects:
        for body in bodies:
            if s.entity != body.entity and has_class(draft.entities[body.entity].type, "Organisation"):
                yield ClaimDraft(
                    s.entity,
                    "memberOf",
                    body.entity,
                    s.span,
                    Span(tree.starts[i], tree.ends[i]),
                    body.span,
                    0.75,
                    "origins",
                )
