"""Whose deed a noun names, where words of guilt say so: "blamed Chad for the raid", "denied any role in the raid"."""

from extractors import lexicon
from extractors.attribution.cues import is_denying, uses_at
from extractors.tree import Tree

_CAUSES = frozenset(("for", "of", "over", "behind"))
_PARTS = frozenset(("in", "for", "to", "with", "behind", "over"))
_LYING = frozenset(("lie", "rest", "fall", "belong"))
_ON = ("with", "on", "upon", "to")
_LAYING = {"blame": "on", "attribute": "to", "ascribe": "to", "pin": "on"}
"""Verbs that put a deed down to somebody, with the preposition before whom."""
_HAVING = frozenset(("have", "play", "take", "admit", "acknowledge", "accept", "confess"))


def doers(tree: Tree, i: int) -> list[int]:
    """The heads of those who are said to have done what a noun names; none where no word of blame says so."""
    prep = tree.heads[i]
    if attributed := laid_to(tree, i):
        return attributed
    if tree.deps[i] != "pobj" or tree.words[prep] not in _CAUSES or tree.kid(i, "poss") is not None:
        return []
    above = tree.heads[prep]
    if tree.is_verb(above) and _accuses(tree, "verb", above):
        return tree.spread(_accused(tree, above))
    if tree.tags[above].startswith("JJ") and _accuses(tree, "adj", above):
        return tree.spread(_called_guilty(tree, above))
    return _laid_on(tree, above) if is_guilt(tree, above) else []


def laid_to(tree: Tree, i: int) -> list[int]:
    """Those to whom a deed is put down: "an attack attributed to X", "the raid was blamed on X"."""
    verbs = [k for k in tree.of(i, "acl") if tree.tags[k] in ("VBN", "VBD")]
    if tree.deps[i] == "nsubjpass":
        verbs.append(tree.heads[i])
    laying = ((k, _LAYING.get(tree.lemmas[k])) for k in verbs if tree.kid(k, "neg") is None)
    return [t for k, prep in laying if prep for t in tree.preps(k).get(prep, ())]


def is_guilt(tree: Tree, noun: int) -> bool:
    """Whether a noun is one for having done something: "role", "responsibility", "wrongdoing"."""
    return tree.is_noun(noun) and "guilt" in uses_at(tree, noun)


def carrier(tree: Tree, i: int) -> int | None:
    """The verb in "denied any role in the attack", "took part in it": its subject is who did it, or would have."""
    prep = tree.heads[i]
    noun = tree.heads[prep]
    if tree.deps[i] == "pobj" and tree.words[prep] == "in" and _is_part_taken(tree, noun):
        return noun
    if tree.deps[i] != "pobj" or tree.words[prep] not in _PARTS or not is_guilt(tree, noun):
        return None
    if tree.deps[noun] not in ("dobj", "nsubjpass"):
        return None
    verb = tree.heads[noun]
    return verb if tree.is_verb(verb) and (is_denying(tree, verb) or tree.lemmas[verb] in _HAVING) else None


def _is_part_taken(tree: Tree, verb: int) -> bool:
    """Whether the verb's subject does what stands behind its "in": "participated in", "has taken part in"."""
    if tree.lemmas[verb] == "take":
        return any(tree.words[k] == "part" for k in tree.of(verb, "dobj"))
    return tree.is_verb(verb) and tree.lemmas[verb] == "participate"


def _accuses(tree: Tree, kind: str, i: int) -> bool:
    return any(r.predicate == "accuses" for r in lexicon.predicates().rules.get((kind, tree.lemmas[i]), ()))


def _accused(tree: Tree, verb: int) -> list[int]:
    """Of "blamed X for", "X was blamed for" and "X is to blame for"."""
    if tree.deps[verb] == "xcomp" and tree.lemmas[tree.heads[verb]] == "be":
        return tree.of(tree.heads[verb], "nsubj")
    return tree.of(verb, "nsubjpass") or tree.of(verb, "dobj")


def _called_guilty(tree: Tree, adjective: int) -> list[int]:
    """Of "X is responsible for" and "called X responsible for"."""
    verb = tree.heads[adjective]
    if tree.deps[adjective] == "oprd" and "predicate" in uses_at(tree, verb):
        return tree.of(verb, "dobj", "nsubjpass")
    return tree.of(verb, "nsubj") if tree.deps[adjective] == "acomp" else []


def _laid_on(tree: Tree, noun: int) -> list[int]:
    """Of "responsibility for the attack lies with X"."""
    verb = tree.heads[noun]
    if tree.deps[noun] != "nsubj" or tree.lemmas[verb] not in _LYING:
        return []
    return next((found for p in _ON if (found := tree.preps(verb).get(p))), [])
