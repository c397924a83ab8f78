"""Who stands in for another: whoever only owns, makes or suffers what does it, or what it is done with.

"The Kigali Times bombing that targeted priests" was not the paper's, a bill that targets a gang is no attack of the
senate's, who makes the case for invading Chad invades nobody, and who hires ten officers has not agreed with them.
"""

from collections.abc import Callable, Mapping

from extractors import lexicon
from extractors.attribution.media import is_outlet
from extractors.draft import Draft, Frame
from extractors.fillers import NAMED_BY_OF, Filler
from extractors.lexicon import Rule
from extractors.phrases import word_set
from extractors.posts import is_another_post
from extractors.roles import roles
from extractors.tree import Tree
from kg import vocabulary

_OWN = ("", "appos")
_STRUCK = ("Organisation", "Party", "Place", "City", "Region", "Person")
"""Classes of whoever an attack is named for when it was done to them: "the AMIA bombing"."""
_FIGHTING = ("ArmedGroup", "State", "Government", "Alliance", "Ethnicity")
_AROUND = word_set("surround encircle")
_ARGUMENTS = word_set("case argument reason justification excuse pretext ground basis rationale plea")
"""What is made for a deed by others than its doers: "the case for invading Chad"."""
_LAWFUL = word_set("prosecutor court judge tribunal regulator auditor lawmaker congress senate parliament legislature")
"""Who targets by law and not by force."""
_ROLES = word_set(
    "leadership role job post office helm rein command presidency premiership faction business company firm"
    " responsibility running duty management operation"
)
"""What is taken over and not conquered."""
_LEARNED = word_set("analyst researcher expert professor specialist correspondent")
"""Persons before whom a state stands for what they know."""
_STANDING = word_set("candidate nominee mp deputy councillor")
_HIRING = word_set("recruit hire employ certify appoint add")
"""What is done with persons who agree to nothing: "pledged to recruit 500 officers"."""


def is_stand_in(draft: Draft, frame: Frame, rule: Rule, a: Filler, b: Filler | None) -> bool:
    """Whether an end of the claim only stands in for who or what the words mean."""
    if frame.kind == "verb" and _is_argued_for(draft.tree, frame.token):
        return True
    if rule.predicate == "attacks" and _strikes_not(draft, frame, a):
        return True
    if vocabulary.valence(rule.predicate) < 0 and _is_namesake(draft, frame, a):
        return True
    if any(f is not None and _is_a_new_one(draft, f) for f in (a, b)):
        return True
    if b is None:
        return False
    if _is_peers(draft, b):
        return True
    check = _CHECKS.get(rule.predicate)
    return check is not None and check(draft, frame, rule, a, b)


def _strikes_not(draft: Draft, frame: Frame, a: Filler) -> bool:
    return _is_around(draft, frame, a) or _is_at_law(draft, frame, a)


def _of_release(draft: Draft, frame: Frame, rule: Rule, a: Filler, b: Filler) -> bool:
    """Whether a thing is released, and nobody: "a cable of Mali's, released by X"."""
    return frame.lemma == "release" and b.via not in _OWN and draft.tree.lemmas[b.token] not in roles().by_noun


def _of_approval(draft: Draft, frame: Frame, rule: Rule, a: Filler, b: Filler) -> bool:
    """Whether what is approved is done to the end: "approved the extradition of X"."""
    return b.via in ("of", "poss") and draft.tree.lemmas[b.token] in lexicon.class_of("undergone")


def _of_parts(draft: Draft, frame: Frame, rule: Rule, a: Filler, b: Filler) -> bool:
    """Whether a list goes on: "the United States, parts of Africa and Europe"."""
    return frame.kind == "noun" and frame.lemma == "part" and draft.tree.tags[frame.token] == "NNS"


def _of_interview(draft: Draft, frame: Frame, rule: Rule, a: Filler, b: Filler) -> bool:
    """Whether somebody speaks to an outlet, which is no talks."""
    return frame.lemma in ("speak", "talk") and is_outlet(draft, b.mention.head)


def _of_role(draft: Draft, frame: Frame, rule: Rule, a: Filler, b: Filler) -> bool:
    """Whether a role is taken over and nothing conquered."""
    taken = frame.lemma == "take" and rule.trigger.particle == "over"
    return taken and any(draft.tree.lemmas[t] in _ROLES for t in frame.roles.get("obj", ()))


def _is_namesake(draft: Draft, frame: Frame, a: Filler) -> bool:
    """Whether a deed is only called after who suffered it: "the AMIA bombing killed 85"."""
    if frame.kind != "verb" or a.via not in ("compound", "nmod") or a.token < 0 or a.mention.kind == "demonym":
        return False
    rules = lexicon.predicates().rules.get(("noun", draft.tree.lemmas[a.token]), ())
    return draft.entities[a.entity].type in _STRUCK and any(r.predicate == "attacks" for r in rules)


def _is_around(draft: Draft, frame: Frame, a: Filler) -> bool:
    """Whether what surrounds something is a thing of the subject's: "Israel's fence surrounding the strip"."""
    return (
        frame.lemma in _AROUND
        and a.via not in _OWN
        and draft.entities[a.entity].type in _FIGHTING
        and (draft.tree.lemmas[a.token] not in lexicon.class_of("targets") and not draft.mentions_at(a.token))
    )


def _is_at_law(draft: Draft, frame: Frame, a: Filler) -> bool:
    """Whether who targets somebody does so by law: prosecutors and courts attack nobody."""
    if frame.lemma not in ("target", "hit", "strike") or a.token < 0:
        return False
    return not _LAWFUL.isdisjoint(draft.tree.lemmas[k] for k in (a.token, *draft.tree.of(a.token, "compound", "amod")))


def _is_a_new_one(draft: Draft, f: Filler) -> bool:
    """Whether somebody is spoken of for the first time: "appointed an interim president" names none who is known; nor
    does "captured the mayor" mean the town."""
    m = f.mention
    if m.kind != "nominal" or m.role != "office" or f.token != m.head:
        return False
    type_ = draft.entities[f.entity].type
    known = type_ == "Person" and any(n.kind == "name" and n.end < m.start for n in draft.entities[f.entity].mentions)
    new = draft.tree.words[draft.tree.left(m.head)] in ("a", "an") and draft.tree.deps[m.head] not in ("attr", "appos")
    return (known and new) or type_ in ("City", "Place", "Region")


def _of_ground(draft: Draft, frame: Frame, rule: Rule, a: Filler, b: Filler) -> bool:
    """Whether it is not the subject that lies there: an agent of the border police "based in Yuma", a "murder capital",
    and "the port of Tumaco" is Tumaco itself."""
    tree = draft.tree
    if rule.predicate == "capitalOf":
        return any(tree.tags[k] == "NN" and tree.lemmas[k] not in NAMED_BY_OF for k in tree.of(frame.token, "compound"))
    if frame.kind == "verb":
        return a.via not in _OWN and _is_somebody(tree.lemmas[a.token])
    of = tree.deps[b.token] == "pobj" and tree.words[tree.heads[b.token]] == "of"
    named = frame.lemma in NAMED_BY_OF and tree.words[tree.left(frame.token)] not in ("a", "an")
    return (
        of and named and not any(tree.tags[k] in ("JJS", "RBS") for k in tree.subtree(frame.token) if k < frame.token)
    )


def _is_somebody(noun: str) -> bool:
    role = roles().by_noun.get(noun)
    return noun in lexicon.class_of("private") | lexicon.class_of("others") | {"agent"} or (
        role is not None and role.cls in ("office", "person", "civilians")
    )


def _is_argued_for(tree: Tree, verb: int) -> bool:
    """Whether the deed is what a case is made for: nobody has done it yet, least of all who pleads."""
    prep = tree.heads[verb]
    return tree.deps[verb] == "pcomp" and tree.words[prep] == "for" and tree.lemmas[tree.heads[prep]] in _ARGUMENTS


def _of_knowledge(draft: Draft, frame: Frame, rule: Rule, a: Filler, b: Filler) -> bool:
    """Whether a state is only where somebody is or what he knows of: "a commander in Chad", "Chad analyst Ann Lee"."""
    tree = draft.tree
    if frame.lemma == "professor" and tree.deps[b.token] == "pobj" and tree.words[tree.heads[b.token]] == "of":
        return True  # "of Latin American Studies"
    if frame.lemma in _STANDING and tree.deps[b.token] == "pobj" and tree.words[tree.heads[b.token]] == "for":
        return draft.entities[b.entity].type != "Party"  # "MP for Poplar"
    if draft.entities[b.entity].type != "State" or frame.kind != "noun":
        return False
    there = tree.deps[b.token] == "pobj" and tree.words[tree.heads[b.token]] in ("in", "at", "to", "on")
    known = b.mention.kind == "name" and tree.deps[b.token] == "compound" and frame.lemma in _LEARNED
    return there or known


def _of_advice(draft: Draft, frame: Frame, rule: Rule, a: Filler, b: Filler) -> bool:
    """Whether what somebody warns of is what ought to be done: "warned that mills should not burn coal"."""
    tree = draft.tree
    asked = [tree.words[k] for c in frame.roles.get("comp", ()) for k in tree.of(c, "aux")]
    return frame.lemma == "warn" and ("should" in asked or "must" in asked)


def _is_peers(draft: Draft, b: Filler) -> bool:
    """Whether several are meant of whom the text does not tell whose they are: "urged his counterparts"."""
    tree, head = draft.tree, b.mention.head
    unnamed = tree.words[head] in ("counterparts", "colleagues", "peers") and not tree.of(head, "amod", "compound")
    return b.mention.kind == "nominal" and unnamed


def _of_hiring(draft: Draft, frame: Frame, rule: Rule, a: Filler, b: Filler) -> bool:
    """Whether the end is who is to be taken on, not who agrees."""
    tree, first = draft.tree, b.token
    while first >= 0 and tree.deps[first] == "conj":
        first = tree.heads[first]
    return first >= 0 and tree.deps[first] == "dobj" and tree.lemmas[tree.heads[first]] in _HIRING


def _of_posts(draft: Draft, frame: Frame, rule: Rule, a: Filler, b: Filler) -> bool:
    return is_another_post(draft, frame, a, b)


_Check = Callable[[Draft, Frame, Rule, Filler, Filler], bool]
_CHECKS: Mapping[str, _Check] = {
    "basedIn": _of_ground, "locatedIn": _of_ground, "capitalOf": _of_ground, "retreatsFrom": _of_release,
    "endorses": _of_approval, "leads": _of_posts, "threatens": _of_advice, "partOf": _of_parts,
    "affiliatedWith": _of_knowledge, "agreesWith": _of_hiring, "consults": _of_interview, "coerces": _of_role,
}  # fmt: skip
"""What the object of each predicate may stand in for."""


def is_with_another(draft: Draft, frame: Frame) -> bool:
    """Whether several do something with whom they have just been dealing, not with one another: "A and B offered agents
    arms and entered into talks"."""
    tree = draft.tree
    verb = next((k for k in tree.upwards(frame.token) if tree.is_verb(k)), frame.token)
    first = tree.heads[verb]
    if tree.deps[verb] != "conj" or not tree.is_verb(first):
        return False
    return any(draft.mentions_at(k) for k in tree.of(first, "dobj", "dative"))
