"""Verdicts on what was said: "said the report was untrue", "called it a lie", "there is no truth in the claims"."""

import re
from collections.abc import Iterator
from functools import cache

from extractors.attribution import enclosing
from extractors.attribution.cues import lexicon, uses_of
from extractors.denials.denying import Denial, speakers
from extractors.denials.pointers import is_pointer
from extractors.draft import Draft
from extractors.lexicon import class_of
from extractors.moods import modality
from extractors.tree import Tree
from kg.model import Span

_VERDICT_DEPS = frozenset(("attr", "acomp", "oprd", "ccomp", "pobj", "amod", "xcomp", "conj", "advcl"))
_NEGATIONS = frozenset(("no", "not", "n't", "n’t", "never", "little", "without", "neither"))


@cache
def _words() -> re.Pattern[str]:
    words = sorted(lemma for (lemma, _), uses in lexicon().items() if "falsehood" in uses or "truth" in uses)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})s?\b", re.IGNORECASE)


def verdicts(draft: Draft) -> Iterator[Denial]:
    """The verdicts that somebody other than the article passes on what was said before."""
    tree = draft.tree
    for match in _words().finditer(draft.text):
        i = draft.indices(*match.span())[0]
        uses = uses_of(tree.words[i], tree.tags[i]) or (uses_of(tree.words[i], "JJ") if tree.is_verb(i) else None) or {}
        if not ("falsehood" in uses or "truth" in uses) or ("truth" in uses) != _is_negated(tree, i):
            continue
        around = enclosing(draft, Span(*match.span()))
        if not around or draft.attributions[around[-1]].stance not in ("asserts", "denies") or not _is_sure(tree, i):
            continue
        if any(is_pointer(tree, t, i) for t in _judged(tree, i)):
            yield Denial(speakers(draft, draft.attributions[around[-1]]), i)


def _is_sure(tree: Tree, i: int) -> bool:
    verb = _governor(tree, i)
    return not tree.is_verb(verb) or modality(tree, verb) == "actual"


def _governor(tree: Tree, i: int) -> int:
    if tree.is_verb(i):
        return i
    head = tree.heads[i]
    if tree.deps[i] == "conj":  # "false and baseless"
        return _governor(tree, head)
    return tree.heads[head] if tree.words[head] == "as" else head


def _is_negated(tree: Tree, i: int) -> bool:
    return any(tree.words[k] in _NEGATIONS for t in (i, _governor(tree, i)) for k in tree.kids[t])


def _called(tree: Tree, i: int) -> Iterator[int]:
    """The pronoun in "calls that a lie", "called this nonsense": the parser hangs it on the noun, or the noun on it."""
    head = tree.heads[i]
    if tree.deps[head] == "dobj" and tree.lemmas[tree.heads[head]] in class_of("naming"):
        yield head
    elif tree.lemmas[head] in class_of("naming"):
        yield from (
            k for k in tree.kids[i] if k < i and tree.deps[k] in ("dep", "det") and tree.tags[k] in ("DT", "IN")
        )


def _judged(tree: Tree, i: int) -> Iterator[int]:
    """What a verdict is about: the subject or object beside it, or what there is "no truth in"."""
    if tree.is_verb(i):  # "the story was fabricated"
        yield from tree.of(i, "nsubjpass")
        return
    if tree.deps[i] in _VERDICT_DEPS:
        yield from (k for k in tree.of(_governor(tree, i), "nsubj", "dobj", "nsubjpass") if k != i)
        yield from tree.of(i, "nsubj")
    yield from _called(tree, i)
    for t in (i, tree.heads[i]):
        for k in tree.of(t, "prep"):
            if tree.words[k] in ("in", "to", "behind"):
                yield from tree.of(k, "pobj")
