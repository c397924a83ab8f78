"""Light verbs: what a nominal predicate hangs on, and so whose deed it tells: "held talks", "in a show of support"."""

from extractors import lexicon
from extractors.blame import carrier
from extractors.tree import Tree

BE = frozenset(("be", "become", "remain", "seem", "stay"))
"""Verbs that say what something is."""
_MEETINGS = frozenset(("talk", "meeting", "negotiation", "consultation", "summit", "dialogue", "discussion"))
_SHOWS = frozenset(("show", "sign", "gesture", "display", "expression", "demonstration", "act"))
_DONE_FOR = frozenset((("in", "support"), ("in", "defence"), ("in", "defense"), ("on", "behalf")))
"""What is done for somebody, whatever it is: "fired rockets in support of", "is mediating on behalf of"."""


def _shown_by(tree: Tree, show: int) -> int | None:
    """The verb of whoever does something "in a show of support for"; what one sees "as a sign of it" is not."""
    verb = tree.heads[tree.heads[show]]
    shown = tree.deps[show] == "pobj" and tree.words[tree.heads[show]] == "in"
    return verb if shown and tree.is_verb(verb) else None


def carrier_of(tree: Tree, i: int) -> int | None:
    """The light verb that a nominal predicate hangs on: "is an ally of", "held talks with", "is in contact with"."""
    head, dep = tree.heads[i], tree.deps[i]
    if dep == "conj":
        return carrier_of(tree, head) if head != i else None
    if dep in ("attr", "acomp", "oprd") and tree.is_verb(head):
        return head
    if dep in ("dobj", "nsubjpass") and tree.lemmas[head] in lexicon.light_verbs():
        return head
    if dep == "pobj" and tree.words[head] in ("for", "after", "during") and tree.lemmas[i] in _MEETINGS:
        return tree.heads[head] if tree.is_verb(tree.heads[head]) else None  # "flew to Paris for talks with"
    if (guilty := carrier(tree, i)) is not None:
        return guilty
    if dep == "pobj" and (tree.words[head], tree.lemmas[i]) in _DONE_FOR and tree.preps(i).get("of"):
        return tree.heads[head] if tree.is_verb(tree.heads[head]) else None
    if dep == "pobj" and tree.words[head] == "of" and tree.lemmas[tree.heads[head]] in _SHOWS:
        return _shown_by(tree, tree.heads[head])
    if dep == "pobj" and tree.words[head] in ("in", "at", "on", "into", "under", "to", "with"):
        verb = tree.heads[head]
        if tree.is_verb(verb) and tree.lemmas[verb] in lexicon.class_of("leading"):
            return verb
        if (
            tree.words[head] != "to"
            and tree.is_verb(verb)
            and tree.lemmas[verb] in (lexicon.light_verbs() | BE)
            and not tree.of(verb, "dobj")
        ):
            return verb
    return None
