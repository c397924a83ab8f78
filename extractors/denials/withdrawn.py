"""Denials that are taken back: "first denied that …, but later admitted it"."""

from extractors.denials.denying import denying, speakers, verb_uses
from extractors.denials.places import Places, by_cue
from extractors.denials.pointers import thing_denied
from extractors.draft import AttributionDraft, Draft
from extractors.tree import Tree

_AT_FIRST = frozenset(("first", "initially", "originally", "earlier", "previously", "long", "once", "beginning"))
_POINTERS = frozenset(("it", "this", "that", "so"))
_SENTENCES_ON = 2


def admissions(draft: Draft) -> dict[int, int]:
    """Denying attributions that their speaker takes back, each with the attribution that admits it, by index."""
    found: dict[int, int] = {}
    said = by_cue(draft)
    for n, i in denying(draft):
        later = [k for k, j in _admitting(draft, said, n, i) if _is_at_first(draft.tree, i) or _points(draft.tree, j)]
        if later:
            found[n] = later[0]
    return found


def _admitting(draft: Draft, said: Places[tuple[int, AttributionDraft]], n: int, i: int) -> list[tuple[int, int]]:
    """What the denier admits soon after: attributions by index, with their cues' tokens."""
    tree = draft.tree
    last = min(tree.sentence_of[i] + _SENTENCES_ON, len(tree.sentences) - 1)
    by, end = set(speakers(draft, draft.attributions[n])), tree.ends[tree.sentences[last][1] - 1]
    out = []
    for k, a in said.within((tree.ends[i], end)):
        if a.cue is None or a.stance != "asserts":
            continue
        j = draft.indices(*a.cue)[0]
        if "admission" in verb_uses(tree, j) and by.intersection(speakers(draft, a)):
            out.append((k, j))
    return out


def _is_at_first(tree: Tree, i: int) -> bool:
    """Whether the denial is marked as the first word, not the last: "initially denied", "after denying"."""
    if tree.deps[i] == "pcomp" and tree.words[tree.heads[i]] in ("after", "despite"):
        return True
    below = (j for k in tree.of(i, "advmod", "prep", "npadvmod") for j in tree.subtree(k))
    return any(tree.words[j] in _AT_FIRST for j in below)


def _points(tree: Tree, j: int) -> bool:
    thing = thing_denied(tree, j)
    return thing is not None and tree.words[thing] in _POINTERS
