"""Whether who fills a slot can be meant as an end of the claim, or only stands beside what is spoken of.

"Syrian children", "the figures of the UN" and "a US-backed Kurdish force" name a state, a body and two states; of none
of them is said what is said of the children, of the figures or of the force.
"""

from functools import cache

from extractors import lexicon
from extractors.draft import Draft, Frame
from extractors.fillers import Filler
from extractors.lexicon import GROUPS, Rule
from extractors.roles import roles
from kg import vocabulary

_OWNED = frozenset(("poss", "amod", "compound", "nmod", "of"))
_OWN = frozenset(("", "appos"))
_AT_HAND = frozenset(("attacks", "coerces", "fights", "sanctions", "mobilizesAgainst", "threatens", "aids", "rivalOf"))
"""What is done to a state where it is done to its people, or to something against which something is done."""
_GOVERNED = frozenset(("leads", "foundedBy", "ownedBy"))
"""Said of the thing itself: who directs the prisons of Mexico does not lead Mexico."""
_LESSER = frozenset(("minority", "majority", "deputy", "vice", "assistant", "shadow", "opposition"))
_SETTLED = frozenset(("City", "Place"))
"""Classes of what does nothing where it is not taken for its government."""
_INTRANSITIVE = frozenset(("retreatsFrom", "callsOn", "protestsAgainst", "agreesWith"))


def is_meant(draft: Draft, frame: Frame, rule: Rule, a: Filler, b: Filler | None) -> bool:
    """Whether both ends are who the words speak of; `b` is None where the text names no object."""
    if _is_of_kin(draft, a) or (b is not None and _is_of_kin(draft, b)):
        return False
    if _is_of_people(draft, a) or _is_of_records(draft, rule, a) or _is_ground(draft, rule, a):
        return False
    if rule.predicate == "memberOf" and a.mention.kind == "demonym":
        return False  # "French members of Islamic State"
    if b is None:
        return True
    if rule.predicate == "attacks" and draft.entities[b.entity].name.endswith((" Ocean", " Sea")):
        return False
    if rule.subject == ("speaker",) and (not _is_called(b) or _is_duty(draft, frame)):
        return False
    if rule.predicate == "attacks" and (b.via == "from" or _is_at_home(draft, b)):
        return False  # "students from Nepal", "in his home town"
    if rule.predicate in _GOVERNED and (not {a.via, b.via} <= _OWN or _is_of_part(draft, frame, b)):
        return False
    if rule.predicate not in _AT_HAND and (b.via == "against" or _is_of_people(draft, b)):
        return False
    if rule.predicate == "foundedBy" and a.mention.kind != "name":
        return False  # "formed a new government" founds nothing that has a name
    if rule.predicate == "retreatsFrom" and b.via == "poss":
        return False  # who resigns his post does not turn from himself
    if b.via and vocabulary.valence(rule.predicate) > 0 and _is_deed(draft, b.token):
        return False  # who supports the raid on X does not support X
    by_the_way = b.via not in _OWN and draft.entities[b.entity].type == "State"
    return not (by_the_way and frame.kind == "verb" and _is_attribute(draft, frame))


def may_stand_alone(draft: Draft, frame: Frame, rule: Rule, a: Filler) -> bool:
    """Whether a claim without an object is worth its words: the doer itself is named, who it was done to is left out.

    A verb that needs an object and has none was misread, or means something else ("the fighters dispersed").
    """
    if not (a.via in _OWN or _is_deed(draft, a.token)) or not has_class(draft.entities[a.entity].type, "Actor"):
        return False
    if rule.predicate == "coerces" and any(frame.roles.get(slot) for slot in rule.object if slot in ("on", "in")):
        return False  # "cracks down on imports"
    if draft.tree.deps[frame.token] in ("xcomp", "pcomp", "relcl") and frame.modality != "actual":
        return False
    if frame.roles.get("obj") and not rule.trigger.objects and not any(slot.startswith("obj") for slot in rule.object):
        return False  # "fired the minister" is not "fired"
    transitive = rule.object[0] == "obj" and not rule.trigger.objects and rule.predicate not in _INTRANSITIVE
    return not transitive or bool(frame.roles.get("obj") or frame.roles.get("comp"))  # "threatened to stop talks"


def _is_called(b: Filler) -> bool:
    """Whether what a speaker says is said of the end itself: "Iran's future lay elsewhere" says nothing of Iran."""
    return b.via in ("", "appos", "on", "with")


def _is_of_part(draft: Draft, frame: Frame, b: Filler) -> bool:
    """Whether a noun between the body and its head tells that only a part is headed: "Chile's prison director"."""
    between = range(b.token + 1, frame.token) if frame.kind == "noun" and b.token >= 0 else ()
    if frame.kind == "noun" and draft.tree.preps(frame.token).get("for"):  # "Unicef's director for Africa"
        return True
    return draft.tree.words[frame.token - 1] in _LESSER or any(draft.tree.tags[i] in ("NN", "NNS") for i in between)


def _is_of_kin(draft: Draft, f: Filler) -> bool:
    """Whether somebody else of theirs is spoken of: "their father", "the wife of X"."""
    role = roles().by_noun.get(draft.tree.lemmas[f.token]) if f.token >= 0 else None
    return f.via in ("poss", "of") and role is not None and role.cls == "person"


def _is_duty(draft: Draft, frame: Frame) -> bool:
    """Whether somebody is called responsible for a task: "for monitoring the border", "for the security of it"."""
    tasks = [t for t in frame.roles.get("for", ()) if draft.tree.tags[t] == "VBG"]
    rules = [r for t in tasks for r in lexicon.predicates().rules.get(("verb", draft.tree.lemmas[t]), ())]
    if any(draft.tree.lemmas[t] in lexicon.class_of("duties") for t in frame.roles.get("for", ())):
        return True
    return bool(tasks) and not any(vocabulary.valence(r.predicate) < 0 for r in rules)


def _is_at_home(draft: Draft, f: Filler) -> bool:
    """Whether a person only tells which place: "an attack in his home town"."""
    tree = draft.tree
    inside = f.token >= 0 and tree.deps[f.token] == "pobj" and tree.words[tree.heads[f.token]] in ("in", "near", "at")
    return inside and f.via in ("poss", "of") and draft.entities[f.entity].type == "Person"


def _is_of_people(draft: Draft, f: Filler) -> bool:
    """Whether a state only tells where persons come from: "four British men", "Syrian children"."""
    if f.token < 0 or draft.entities[f.entity].type != "State":
        return False
    if f.via == "" and f.mention.kind == "demonym":  # "five Paraguayans" are persons
        return draft.tree.kid(f.token, "nummod") is not None
    if f.via not in _OWNED:
        return False
    lemma = draft.tree.lemmas[f.token]
    role = roles().by_noun.get(lemma)
    return lemma in lexicon.class_of("private") or (role is not None and role.cls == "civilians")


def _is_of_records(draft: Draft, rule: Rule, f: Filler) -> bool:
    """Whether figures or reports are what backs something, not whoever made them."""
    if f.via not in _OWNED or f.token < 0 or vocabulary.valence(rule.predicate) <= 0:
        return False
    return draft.tree.lemmas[f.token] in lexicon.class_of("records")


def _is_ground(draft: Draft, rule: Rule, f: Filler) -> bool:
    """Whether the doer is a town: what "has killed" after "the attack in Damascus" is the attack."""
    return rule.predicate in ("attacks", "coerces", "fights") and draft.entities[f.entity].type in _SETTLED


def _is_attribute(draft: Draft, frame: Frame) -> bool:
    """Whether the verb stands before its noun: "a US-backed Syrian force", "the US-led action against Syria"."""
    return draft.tree.tags[frame.token] in ("VBN", "VBD") and draft.tree.deps[frame.token] == "amod"


def _is_deed(draft: Draft, token: int) -> bool:
    rules = lexicon.predicates().rules.get(("noun", draft.tree.lemmas[token]), ()) if token >= 0 else ()
    return any(r.predicate == "attacks" for r in rules)


@cache
def has_class(type_: str, wanted: str) -> bool:
    """Whether a class is the wanted one, below it, or one of a group; a state is a place as well."""
    if wanted in GROUPS:
        return any(has_class(type_, one) for one in GROUPS[wanted])
    if wanted == "Place" and type_ == "State":
        return True
    return vocabulary.is_a(type_, wanted)
