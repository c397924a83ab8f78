"""How many were killed or hurt where the text does not say by whom: "120 rebels were killed", "14 of them died".

Whose people they were is the one end, or the place where they died if the text tells no more of them; the number is the
claim's quantity. Where the sentence names who did it, an attack is told instead, with the same number.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from extractors import lexicon
from extractors.attach import count_of
from extractors.draft import ClaimDraft, Draft
from extractors.ends import has_class
from extractors.fillers import Filler, fillers
from extractors.frames import is_passive
from extractors.lexicon import Rule
from extractors.moods import modality, negated
from extractors.roles import roles
from extractors.sport import is_sport
from extractors.tree import Tree
from kg.model import Span

PREDICATE = "suffersLosses"
_DIE = frozenset(("die", "perish"))
_LOSE = "lose"
"""What those whose people died do: "lost 40 soldiers"."""
_PEOPLE = frozenset(
    ("man", "troop", "combatant", "officer", "member", "civilian", "people", "person", "other", "worker", "hostage",
     "migrant", "prisoner", "victim", "inhabitant", "villager", "resident")
)  # fmt: skip
_CAUSES = frozenset(
    ("blast", "explosion", "bomb", "shell", "shelling", "missile", "rocket", "mine", "landmine", "mortar", "drone",
     "gunfire", "crossfire", "violence", "grenade", "projectile", "munition", "device", "car")
)  # fmt: skip
"""What kills without being anybody."""
_NO_PEOPLE = frozenset(("conflict", "state", "region", "city", "party", "equipment"))
_GROUND = frozenset(("in", "at", "near", "around"))
_PLACES = ("City", "Region", "Place", "State")
_SURE = {"whose": 0.75, "where": 0.65}
_OWN = ("", "poss", "amod", "compound", "nmod", "of", "appos")


def read_casualties(draft: Draft) -> Draft:
    """Add suffersLosses for counts of the dead and wounded of which no attack is told."""
    tree = draft.tree
    told = {c.trigger.start for c in draft.claims if c.predicate == "attacks"}
    attacked = {_main(tree, i) for c in draft.claims if c.predicate == "attacks" for i in draft.indices(*c.trigger)}
    for i, lemma in enumerate(tree.lemmas):
        if not tree.is_verb(i) or tree.starts[i] in told or i in attacked or is_sport(draft, i) or _is_mishap(tree, i):
            continue
        for dead in _dead(tree, i, lemma):
            number = count_of(tree, dead)
            if number is not None and not draft.is_quiet(tree.starts[i], tree.ends[i]):
                draft.claims.extend(_claims(draft, i, dead, number))
    return draft


def _is_mishap(tree: Tree, token: int) -> bool:
    """Whether the sentence speaks of accidents, disasters or illness: those dead are nobody's."""
    first, last = tree.sentence(token)
    return not lexicon.class_of("mishaps").isdisjoint(tree.lemmas[first:last])


def _main(tree: Tree, token: int) -> int:
    """The verb that a deed's noun stands under: "killed" of the attack in "were killed in an attack on"."""
    while not tree.is_verb(token) and tree.heads[token] != token:
        token = tree.heads[token]
    return token


def _dead(tree: Tree, verb: int, lemma: str) -> list[int]:
    """The heads of what says who was killed or hurt."""
    found: list[int] = []
    if lemma in lexicon.class_of("hurting") and not tree.preps(verb).get("by"):
        found = _hurt(tree, verb) or _struck(tree, verb)
    elif lemma in _DIE:
        found = tree.of(verb, "nsubj")
    elif lemma == _LOSE and not tree.preps(verb).get("to"):  # not "lost 40 workers to a rival"
        found = [k for k in tree.of(verb, "dobj") if tree.tags[k] != "CD" and not _PEOPLE & {tree.lemmas[k]}]
    return [k for k in found if _is_people(tree, k)]


def _hurt(tree: Tree, verb: int) -> list[int]:
    """Whom a passive is said of; a bare number is it in headlines and after "and": "12 killed", "and 20 wounded"."""
    if tree.tags[verb] == "VBN" and tree.deps[verb] == "acl" and tree.tags[tree.heads[verb]] == "CD":
        return [tree.heads[verb]] if tree.deps[tree.heads[verb]] == "ROOT" else []
    counted = [k for k in tree.of(verb, "nsubj") if tree.tags[k] == "CD"]
    if tree.tags[verb] == "VBN" and counted and not tree.of(verb, "dobj"):
        return counted
    if not is_passive(tree, verb):
        return []
    return tree.of(verb, "nsubjpass") or (tree.of(verb, "nsubj") if tree.tags[verb] == "VBN" else [])


def _struck(tree: Tree, verb: int) -> list[int]:
    """Whom something killed or hurt that nobody is said to have done: "a blast in Kabul killed 20 people"."""
    deeds = _cause(tree, verb)
    known = lexicon.predicates().rules
    nobody = [t for t in deeds if tree.lemmas[t] in _CAUSES or _is_attack(known.get(("noun", tree.lemmas[t]), ()))]
    return tree.of(verb, "dobj") if deeds and nobody == deeds else []


def _is_attack(rules: Iterable[Rule]) -> bool:
    return any(r.predicate == "attacks" for r in rules)


def _cause(tree: Tree, verb: int) -> list[int]:
    """The subject of a verb, its own or that of the one that it is joined to."""
    own = tree.of(verb, "nsubj", "csubj")
    joined = tree.deps[verb] == "conj" and tree.is_verb(tree.heads[verb])
    return own or (tree.of(tree.heads[verb], "nsubj", "csubj") if joined else [])


def _is_people(tree: Tree, noun: int) -> bool:
    """Whether a noun means people, so that their number is one of dead: "rebels", "women", "14 of its fighters"."""
    forms = {*tree.measured(noun), tree.words[noun]}
    role = roles().by_noun.get(tree.lemmas[noun])
    if role is not None and role.cls in _NO_PEOPLE:  # "lost the 1971 war"
        return False
    known = (_PEOPLE, lexicon.class_of("private"), roles().by_noun.keys())
    return tree.tags[noun] == "CD" or any(forms & words for words in known)


def _claims(draft: Draft, verb: int, dead: int, number: int) -> Iterator[ClaimDraft]:
    tree = draft.tree
    span = Span(tree.starts[verb], tree.ends[verb])
    losers = [(f, "whose") for f in _losers(draft, verb, dead)]
    several = len(losers) > 1 and tree.tags[dead] != "CD"  # "British and Slovak soldiers"
    for f, way in (losers or [(f, "where") for f in _places(draft, verb, dead)])[: len(losers) if several else 1]:
        yield ClaimDraft(
            f.entity, PREDICATE, None, f.span, span, None, _SURE[way], "casualties",
            negated=negated(tree, verb), modality=modality(tree, verb),
            quantity=None if several else number,
        )  # fmt: skip


def _losers(draft: Draft, verb: int, dead: int) -> list[Filler]:
    """Whose people they are: the subject of "lost", else whom the noun names or belongs to."""
    tree = draft.tree
    if tree.lemmas[verb] == _LOSE:
        found = [f for t in tree.spread(tree.of(verb, "nsubj")) for f in fillers(draft, t)]
    else:
        counted = _counted(tree, verb, dead) if tree.tags[dead] == "CD" else []
        found = [f for t in counted or [dead] for f in (_nation(draft, t) or fillers(draft, t))]
    return [f for f in found if f.via in _OWN and has_class(draft.entities[f.entity].type, "Group")]


def _nation(draft: Draft, people: int) -> list[Filler]:
    """The state of civilians by their adjective, or by the side that they were on: "13 people on the Indian side"."""
    tree = draft.tree
    sides = [k for k in tree.preps(people).get("on", ()) if tree.lemmas[k] == "side"]
    adjectives = [k for t in (people, *sides) for c in tree.of(t, "amod", "compound") for k in tree.spread([c])]
    found = [f for k in adjectives if tree.texts[k][:1].isupper() for f in fillers(draft, k)]
    return [replace(f, via="amod") for f in found if draft.entities[f.entity].type == "State"]


def _counted(tree: Tree, verb: int, number: int) -> list[int]:
    """Who a bare number counts: the "of" below it, or whom the verb before it was said of."""
    below = tree.preps(number).get("of", [])
    before = tree.heads[verb]
    return below or (tree.of(before, "nsubjpass") if tree.deps[verb] == "conj" and tree.is_verb(before) else [])


def _places(draft: Draft, verb: int, dead: int) -> Iterator[Filler]:
    """Where they died, below the verb, their noun, or what they died in ("in fighting in Goma")."""
    tree = draft.tree
    verbs = (verb, *(k for k in tree.of(verb, "conj") if tree.lemmas[k] in lexicon.class_of("hurting")))
    deeds = [k for v in verbs for p in _GROUND for k in tree.preps(v).get(p, ())]
    cause = [t for t in _cause(tree, verb) if t not in deeds]
    deeds += [*cause, *(k for t in cause for p in _GROUND for k in tree.preps(t).get(p, ()))]
    for token in (verb, dead, *verbs[1:], *deeds):
        below = tree.preps(token)
        grounds = (*_GROUND, "on") if token in deeds else _GROUND  # "killed in an attack on Masisi"
        for p, f in ((g, f) for g in grounds for k in below.get(g, ()) for f in fillers(draft, k)):
            type_ = draft.entities[f.entity].type
            if f.via == "" and type_ in _PLACES and not (p == "on" and type_ == "State"):
                yield f
