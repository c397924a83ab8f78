"""What one did and another did too: "France condemned the raid, as did Germany", "Mali left; Niger followed suit".

The short verb stands for the one before it, so that all claims told by that one, of its own subject, are told of the
other subject as well.
"""

from collections.abc import Iterator
from dataclasses import replace

from extractors.draft import ClaimDraft, Draft
from extractors.fillers import Filler, fillers
from extractors.frames import is_passive, verb_frame
from extractors.moods import modality, negated
from extractors.tree import Tree

_DOING = frozenset(("do", "have", "be"))
_SUIT = "suit"
_SURE = 0.9
"""How sure it is of the second doer, other things being sure."""


def read_echoes(draft: Draft) -> Draft:
    """Add a copy of each claim that a short verb tells again, of its own subject."""
    tree = draft.tree
    at = {start: i for i, start in enumerate(tree.starts)}
    triggers = {
        at[c.trigger.start] for c in draft.claims if c.trigger.start in at and tree.is_verb(at[c.trigger.start])
    }
    for i in range(len(tree.deps)):
        if _is_echo(tree, i) and not negated(tree, i) and modality(tree, i) == "actual":
            verb = _meant(tree, i, triggers)
            if verb is not None and not is_passive(tree, verb):  # "was hit, as was Niger": it did nothing
                again = [c for c in draft.claims if at.get(c.trigger.start) == verb]
                draft.claims.extend(list(_copies(draft, again, verb, i)))
    return draft


def _is_echo(tree: Tree, i: int) -> bool:
    """Whether a verb stands for another one: "did so", "did the same", "followed suit", "as did", "so did"."""
    if not tree.is_verb(i):
        return False
    if tree.lemmas[i] == "follow":
        return any(tree.words[k] == _SUIT for k in tree.of(i, "dobj"))
    if tree.lemmas[i] not in _DOING:
        return False
    if any(tree.words[k] == "so" for k in tree.of(i, "advmod", "dobj")) or tree.words[i + 1 : i + 2] == ["so"]:
        return tree.lemmas[i] == "do"
    if any(tree.words[k] == "same" for k in tree.of(i, "dobj")):
        return True
    return (
        tree.words[i - 1] in ("as", "so")
        and any(k > i for k in tree.of(i, "nsubj"))
        and not tree.of(i, "attr", "acomp")
    )


def _meant(tree: Tree, i: int, triggers: set[int]) -> int | None:
    """The verb above, or before in the sentence, that tells something; else the main one of the sentence before."""
    first, _ = tree.sentence(i)
    near = [
        k for k in (tree.heads[i], *tree.kids[i], *range(i - 1, first - 1, -1)) if k in triggers and tree.is_verb(k)
    ]
    if near or first == 0:
        return next(iter(near), None)
    start, end = tree.sentence(first - 1)
    return next((k for k in range(start, end) if tree.heads[k] == k and k in triggers), None)


def _copies(draft: Draft, told: list[ClaimDraft], verb: int, echo: int) -> Iterator[ClaimDraft]:
    doers = {f.entity for t in verb_frame(draft.tree, verb).roles["subj"] for f in fillers(draft, t)}
    for f in _others(draft, echo):
        for c in told:
            if c.subject in doers and f.entity not in (c.subject, c.object) and f.entity not in doers:
                sure = _SURE * f.weight
                reasons = tuple(replace(r, confidence=r.confidence * sure) for r in c.reasons)
                yield replace(c, subject=f.entity, subject_span=f.span, confidence=c.confidence * sure, reasons=reasons)


def _others(draft: Draft, echo: int) -> list[Filler]:
    """Who did it too: the subjects of the short verb."""
    return [
        f for t in draft.tree.spread(draft.tree.of(echo, "nsubj")) for f in fillers(draft, t) if f.via in ("", "appos")
    ]
