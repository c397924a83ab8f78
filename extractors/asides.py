"""Clauses that an article puts into what it reports: "denied arming the M23, which has seized Goma".

What is denied is the main clause. The relative clause tells who the M23 are; nobody denies it, and it is not the denier
who says it.
"""

from extractors.attribution.contents import lacks_nothing
from extractors.attribution.cues import uses_at
from extractors.draft import AttributionDraft, Draft
from extractors.tree import Tree
from kg.model import Span

_TAKEN_FOR_GRANTED = frozenset(("after", "since", "when", "while", "although", "though", "before", "as"))
_UNSAID = frozenset(("denies", "doubts"))
_DESCRIBING = frozenset(("describe", "call", "hail", "portray", "dub", "brand", "characterise", "characterize"))
_VIEWING = frozenset(("view", "consider", "regard", "see", "deem"))
"""What one takes somebody for goes no further than that: "views it as an ally of the PKK, which has fought …"."""


def is_aside(draft: Draft, span: Span, a: AttributionDraft) -> bool:
    """Whether a word in the content of a denial, or of "reportedly", is in a clause there that it does not reach."""
    if a.cue is None:
        return False
    tree, inside = draft.tree, [draft.indices(*c) for c in a.content]
    i, cue = draft.indices(*span)[0], draft.indices(*a.cue)[0]
    lightly = tree.tags[cue].startswith("R") or tree.lemmas[cue] in _VIEWING  # "reportedly"
    blaming = "accuse" in uses_at(tree, cue)
    if a.stance not in _UNSAID and not lightly and not blaming:
        return False
    while i != cue and any(i in part for part in inside):
        if _is_put_in(tree, i) and cue not in tree.subtree(i) and (not blaming or _is_of_accused(tree, i, cue)):
            return True
        if tree.heads[i] == i:
            return False
        i = tree.heads[i]
    return False


def _is_of_accused(tree: Tree, i: int, cue: int) -> bool:
    """Whether a clause behind a comma tells who the accused is: "the EU, which signed a deal, was criticised by"."""
    if tree.deps[i] != "relcl" or tree.words[max(0, tree.left(i) - 1)] != ",":
        return False
    return tree.heads[i] in tree.of(cue, "dobj", "nsubjpass")


def _is_put_in(tree: Tree, i: int) -> bool:
    if tree.deps[i] == "relcl":
        noun = tree.heads[i]
        if lacks_nothing(tree, i):  # "dismissed as a lie that they had attacked": no relative clause
            return False
        return "clause" not in uses_at(tree, noun)
    return tree.deps[i] == "advcl" and any(tree.words[k] in _TAKEN_FOR_GRANTED for k in tree.of(i, "mark", "advmod"))


def is_topic(draft: Draft, span: Span, a: AttributionDraft) -> bool:
    """Whether a noun only names what somebody says something of: that there are talks, "described by Mali as vain", the
    article tells itself."""
    if a.cue is None:
        return False
    tree, i, cue = draft.tree, draft.indices(*span)[0], draft.indices(*a.cue)[0]
    if tree.lemmas[cue] not in _DESCRIBING or not tree.is_noun(i):
        return False
    return any(i in tree.subtree(k) for k in tree.of(cue, "nsubjpass", "csubjpass"))
