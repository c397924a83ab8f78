"""Whether a rule of the lexicon speaks of a frame: its trigger's particle, object, preposition and clause are there."""

from functools import cache

from extractors import lexicon
from extractors.draft import Draft, Frame
from extractors.lexicon import Rule
from extractors.tree import Tree
from kg import vocabulary


def is_part(rule: Rule, other: Rule) -> bool:
    """Whether a bare word gives way to what it is part of: "break off" to "break off ties"."""
    if rule.trigger.objects or rule.trigger.prep or rule.weight >= other.weight:
        return False
    return rule.weight == 0 or rule.trigger.particle == other.trigger.particle


def meets(draft: Draft, frame: Frame, rule: Rule) -> bool:
    """Whether the particle, the object and the preposition of the trigger are there."""
    tree, t = draft.tree, rule.trigger
    if t.particle and not any(tree.words[k] in t.particle.split() for k in tree.kids[frame.token]):
        return False
    if t.before and tuple(tree.words[max(0, frame.token - len(t.before)) : frame.token]) != t.before:
        return False
    if t.infinitive is not None and t.infinitive != _has_infinitive(draft.tree, frame):
        return False
    if frame.kind == "adj" and t.infinitive and any(side_of(tree.lemmas[k]) < 0 for k in _clauses(tree, frame)):
        return False  # who is ready to strike agrees with nobody
    if t.prep is not None:
        objects = frame.roles.get(t.prep, [])
        return bool(objects) and (not t.objects or any(tree.measured(k) & t.objects for k in objects))
    named = (*frame.roles.get("obj", ()), *tree.of(frame.token, "oprd"))  # "held X responsible"
    return not t.objects or any(tree.measured(k) & t.objects for k in named)


def _clauses(tree: Tree, frame: Frame) -> list[int]:
    """The verbs of what is promised, refused or asked, or one is "ready to" do."""
    return list(frame.roles.get("comp", ())) or tree.of(frame.token, "xcomp")


def _has_infinitive(tree: Tree, frame: Frame) -> bool:
    return any(tree.words[k] == "to" for c in _clauses(tree, frame) for k in tree.of(c, "aux"))


def has_clause(tree: Tree, frame: Frame) -> bool:
    return bool(frame.roles.get("comp")) and not _has_infinitive(tree, frame)


@cache
def side_of(verb: str) -> int:
    """1 for a verb that is friendly whatever it takes, -1 for a hostile one, 0 for others."""
    valences = {
        vocabulary.valence(r.predicate) for r in lexicon.predicates().rules.get(("verb", verb), ()) if not r.weight
    }
    return valences.pop() if len(valences) == 1 else 0
