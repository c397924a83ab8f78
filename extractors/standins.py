"""Who stands in for another: whoever only owns, makes or suffers what does it, or what it is done with.

"The Kigali Times bombing that targeted priests" was not the paper's, a bill that targets a gang is no attack of the
senate's, who makes the case for invading Chad invades nobody, and who hires ten officers has not agreed with them.
"""

from extractors import lexicon
from extractors.attribution.media import is_outlet
from extractors.draft import Draft, Frame
from extractors.fillers import Filler
from extractors.lexicon import Rule
from extractors.phrases import word_set
from extractors.posts import is_another_post
from extractors.tree import Tree

_STRUCK = ("Organisation", "Party", "Place", "City", "Region", "Person")
"""Classes of whoever an attack is named for when it was done to them: "the AMIA bombing"."""
_FIGHTING = ("ArmedGroup", "State", "Government", "Alliance", "Ethnicity")
_AROUND = word_set("surround encircle")
_ARGUMENTS = word_set("case argument reason justification excuse pretext ground basis rationale plea")
"""What is made for a deed by others than its doers: "the case for invading Chad"."""
_ROLES = word_set(
    "leadership role job post office helm rein command presidency premiership faction business company firm"
    " responsibility running duty management operation"
)
"""What is taken over and not conquered."""
_LEARNED = word_set("analyst researcher expert professor specialist correspondent")
"""Persons before whom a state stands for what they know."""
_HIRING = word_set("recruit hire employ certify appoint add")
"""What is done with persons who agree to nothing: "pledged to recruit 500 officers"."""


def is_stand_in(draft: Draft, frame: Frame, rule: Rule, a: Filler, b: Filler | None) -> bool:
    """Whether an end of the claim only stands in for who or what the words mean."""
    if rule.predicate == "attacks" and (_is_namesake(draft, frame, a) or _is_around(draft, frame, a)):
        return True
    if frame.kind == "verb" and _is_argued_for(draft.tree, frame.token):
        return True
    if b is None:
        return False
    if rule.predicate == "leads":
        return is_another_post(draft, frame, a, b)
    if rule.predicate == "affiliatedWith":
        return _is_subject_matter(draft, frame, b)
    if rule.predicate == "agreesWith":
        return _is_hired(draft.tree, b)
    if rule.predicate == "consults":  # an interview is no talks
        return frame.lemma in ("speak", "talk") and is_outlet(draft, b.mention.head)
    return frame.lemma == "take" and rule.trigger.particle == "over" and _is_role(draft, frame)


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
        and a.via not in ("", "appos")
        and draft.entities[a.entity].type in _FIGHTING
        and (draft.tree.lemmas[a.token] not in lexicon.class_of("targets") and not draft.mentions_at(a.token))
    )


def _is_argued_for(tree: Tree, verb: int) -> bool:
    """Whether the deed is what a case is made for: nobody has done it yet, least of all who pleads."""
    prep = tree.heads[verb]
    return tree.deps[verb] == "pcomp" and tree.words[prep] == "for" and tree.lemmas[tree.heads[prep]] in _ARGUMENTS


def _is_role(draft: Draft, frame: Frame) -> bool:
    return any(draft.tree.lemmas[t] in _ROLES for t in frame.roles.get("obj", ()))


def _is_subject_matter(draft: Draft, frame: Frame, b: Filler) -> bool:
    """Whether a state is only where somebody is or what he knows of: "a commander in Chad", "Chad analyst Ann Lee"."""
    tree = draft.tree
    if draft.entities[b.entity].type != "State" or frame.kind != "noun":
        return False
    there = tree.deps[b.token] == "pobj" and tree.words[tree.heads[b.token]] in ("in", "at", "to", "on")
    known = b.mention.kind == "name" and tree.deps[b.token] == "compound" and frame.lemma in _LEARNED
    return there or known


def _is_hired(tree: Tree, b: Filler) -> bool:
    """Whether the end is who is to be taken on, not who agrees."""
    first = b.token
    while first >= 0 and tree.deps[first] == "conj":
        first = tree.heads[first]
    return first >= 0 and tree.deps[first] == "dobj" and tree.lemmas[tree.heads[first]] in _HIRING
