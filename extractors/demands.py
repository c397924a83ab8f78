"""Demands made by saying what another must do: "London said that Libya must hand over the suspects"."""

from collections.abc import Iterator

from extractors import attribution
from extractors.claims import SPEECH_ACTS
from extractors.draft import ClaimDraft, Draft
from extractors.ends import has_class
from extractors.fillers import Filler, fillers
from extractors.moods import negated
from extractors.tree import Tree
from kg.model import Reason, Span

_MUST = frozenset(("must", "should"))
_HAVE = frozenset(("have", "need", "ought"))
_RELAYING = frozenset(("report", "describe", "show", "reveal", "find", "write", "note"))
"""Cues of who tells how things are, and asks for nothing: "police will have to wait, the paper reported"."""
_SURE = {"must": 0.75, "should": 0.65, "have": 0.6}


def read_demands(draft: Draft) -> Draft:
    """Add a callsOn claim from the speaker to whoever "must" or "should" do something."""
    tree = draft.tree
    for i, word in enumerate(tree.words):
        if word in _MUST and tree.deps[i] == "aux" and not _is_condition(tree, i):
            draft.claims.extend(_claims(draft, tree, i, tree.heads[i], _SURE[word]))
        elif word == "to" and tree.deps[i] == "aux" and tree.deps[tree.heads[i]] == "xcomp":
            above = tree.heads[tree.heads[i]]
            if tree.lemmas[above] in _HAVE and tree.tags[above] in ("VBZ", "VBP", "VB"):
                draft.claims.extend(_claims(draft, tree, above, above, _SURE["have"]))
    return draft


def _is_condition(tree: Tree, i: int) -> bool:
    """Whether "should" stands before its subject for "if": "would talk should the government reply"."""
    return tree.words[i] == "should" and any(k > i for k in tree.of(tree.heads[i], "nsubj", "nsubjpass"))


def _claims(draft: Draft, tree: Tree, word: int, verb: int, sure: float) -> Iterator[ClaimDraft]:
    trigger = Span(tree.starts[word], tree.ends[word])
    around = attribution.enclosing(draft, trigger)
    if not around or negated(tree, verb):
        return
    said = draft.attributions[around[-1]]
    if said.speaker is None or said.source is None or said.stance != "asserts":
        return
    if said.cue is not None and any(tree.lemmas[i] in _RELAYING for i in draft.indices(*said.cue)):
        return
    for f in _called(draft, tree, verb):
        if f.entity != said.speaker and has_class(draft.entities[f.entity].type, "Actor"):
            why = (Reason("rule", "demands", sure * f.weight),)
            yield ClaimDraft(
                said.speaker, "callsOn", f.entity, said.source, trigger, f.span, sure * f.weight, SPEECH_ACTS,
                reasons=why,
            )  # fmt: skip


def _called(draft: Draft, tree: Tree, verb: int) -> list[Filler]:
    """Who must act: the subject itself, not what belongs to it."""
    subjects = tree.spread(tree.of(verb, "nsubj"))
    return [f for t in subjects for f in fillers(draft, t) if f.via in ("", "conj") and f.mention.kind != "pronoun"]
