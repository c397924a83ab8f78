"""Who has not done it, though the words for him stand where the doer does: a war, a place that was hit, who
fought beside somebody; and who is no state, though its people are named."""

from extractors.draft import Draft, Frame
from extractors.ends import has_class
from extractors.fillers import Filler
from extractors.lexicon import Rule
from extractors.phrases import word_set
from kg import vocabulary

_TAKING = word_set("capture detain jail imprison catch")
_PERSONS = word_set("man woman girl boy person citizen national child tourist student journalist reporter teenager")
_SIDE_BY_SIDE = word_set("fight battle")


def is_misdone(draft: Draft, frame: Frame, rule: Rule, a: Filler, b: Filler | None) -> bool:
    """Whether one of the ends is not who does it, or to whom it is done."""
    if vocabulary.valence(rule.predicate) >= 0:
        return False
    if draft.entities[a.entity].type == "Conflict":
        return True  # "the war in Mali killed thousands"
    if rule.predicate == "attacks" and _is_scene(draft, frame, a):
        return True
    if b is not None and _is_own_side(draft, frame, rule, a, b):
        return True
    return b is not None and frame.lemma in _TAKING and _is_person_of_state(draft, b)


def _is_own_side(draft: Draft, frame: Frame, rule: Rule, a: Filler, b: Filler) -> bool:
    """Whether a person fights with a group, and so for it: states that fight with one another are foes."""
    beside = rule.predicate == "fights" and frame.lemma in _SIDE_BY_SIDE
    if not beside or draft.entities[a.entity].type != "Person":
        return False
    above = draft.tree.heads[b.token] if b.token >= 0 else -1
    return above >= 0 and draft.tree.words[above] == "with" and draft.entities[b.entity].type == "ArmedGroup"


def _is_person_of_state(draft: Draft, b: Filler) -> bool:
    """Whether a state only tells whose national is taken: "captured an American woman"."""
    return b.token >= 0 and draft.entities[b.entity].type == "State" and draft.tree.lemmas[b.token] in _PERSONS


def _is_scene(draft: Draft, frame: Frame, a: Filler) -> bool:
    """Whether a state before the attack tells where it was: "killed in the Sri Lanka bombings", but "in US strikes"."""
    before = frame.kind == "verb" and a.token >= 0 and draft.tree.deps[a.token] in ("compound", "nmod")
    kind = draft.entities[a.entity].type if a.mention.kind == "name" else ""
    hit = kind in ("Organisation", "Alliance", "Party")  # "killed in the AMIA bombing", but "in the Hamas attack"
    place = kind and has_class(kind, "Place") and not draft.tree.texts[a.token].isupper()
    return before and bool(hit or place)
