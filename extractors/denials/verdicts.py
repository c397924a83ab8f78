"""Verdicts on what was said: "said the report was untrue", "called it a lie", "there is no truth in the claims"."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from extractors.attribution import enclosing
from extractors.attribution.contents import lacks_nothing
from extractors.attribution.cues import Uses, is_utterance, lexicon, uses_of
from extractors.denials.denying import Denial, accusers, speakers
from extractors.denials.places import Places
from extractors.denials.pointers import is_pointer, is_spelled_out
from extractors.draft import AttributionDraft, ClaimDraft, Draft
from extractors.lexicon import class_of
from extractors.moods import modality
from extractors.tree import Tree
from kg.model import Span

_VERDICT_DEPS = frozenset(("attr", "acomp", "oprd", "ccomp", "pobj", "amod", "xcomp", "conj", "advcl"))
_NEGATIONS = frozenset(("no", "not", "n't", "n’t", "never", "little", "without", "neither", "none", "nothing"))
_PARTS = frozenset(("any", "none", "all", "nothing", "some"))
_VERDICTS = frozenset(("falsehood", "error", "truth"))
_SHORT = 4
"""Words of a quotation that is a verdict and nothing else."""


@cache
def _words() -> re.Pattern[str]:
    words = sorted(lemma for (lemma, _), uses in lexicon().items() if not _VERDICTS.isdisjoint(uses))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})s?\b", re.IGNORECASE)


def verdicts(draft: Draft) -> Iterator[Denial]:
    """The verdicts that somebody passes on what was said before."""
    for i, n in _passed(draft):
        if _expletive_clause(draft.tree, i) is not None:
            continue
        judged = [t for t in _judged(draft.tree, i) if _points(draft.tree, t, i)]
        charges = any(draft.tree.is_noun(t) for t in judged)
        if (judged or _is_all(draft, i, n)) and (charges or not _is_of_words(draft.tree, i)):
            named = tuple(e for t in judged for e in accusers(draft, i, t))
            yield Denial(speakers(draft, draft.attributions[n]), i, charges=charges, accusers=named)


def deny_judged(draft: Draft, claims: Places[ClaimDraft]) -> Iterator[tuple[ClaimDraft, tuple[int, ...]]]:
    """Claims that a verdict holds, and who passes it: "said the claim that … was false", "said it was untrue that …".

    The first are what others say; the second are the speaker's own denials, and become attributions of that stance.
    """
    tree = draft.tree
    for i, n in list(_passed(draft)):
        by, said = speakers(draft, draft.attributions[n]), draft.attributions[n]
        clause = None if _is_of_words(tree, i) else _expletive_clause(tree, i)
        for thing in [clause] if clause is not None else [t for t in _judged(tree, i) if _is_charge(tree, t, i)]:
            span = Span(tree.starts[tree.left(thing)], tree.ends[tree.right(thing) - 1])
            held = [c for c in claims.within(span) if n in c.attributions]
            instead = _denial_of(draft, said, i, span) if clause is not None and held else ()
            for claim in held:
                claim.attributions = tuple(m for k in claim.attributions for m in (instead if k == n else (k,)))
                yield claim, by


def _denial_of(draft: Draft, said: AttributionDraft, i: int, content: Span) -> tuple[int]:
    """A new attribution of the speaker's, with the verdict for its cue: its index."""
    cue = Span(draft.tree.starts[i], draft.tree.ends[i])
    draft.attributions.append(replace(said, cue=cue, content=(content,), stance="denies"))
    return (len(draft.attributions) - 1,)


def _is_charge(tree: Tree, thing: int, i: int) -> bool:
    return is_utterance(tree, thing) and is_spelled_out(tree, thing, i)


def _expletive_clause(tree: Tree, i: int) -> int | None:
    """The clause that "it" stands for: "it was untrue that …", "called it a lie that …", "nonsense to suggest …"."""
    verb = _governor(tree, i)
    if not any(tree.words[k] == "it" for k in tree.of(verb, "nsubj", "expl", "dobj")):
        return None
    for k in sorted((*tree.kids[verb], *tree.kids[i])):
        if k > i and _is_clause(tree, k):
            return tree.kid(k, "ccomp") or k
    return None


def _is_clause(tree: Tree, k: int) -> bool:
    """Whether a verb heads a clause that can be what "it" stands for; a "relative" one that lacks nothing can."""
    if tree.deps[k] == "relcl":
        return lacks_nothing(tree, k)
    return tree.deps[k] in ("ccomp", "xcomp", "advcl", "acl", "csubj") and tree.is_verb(k)


def _passed(draft: Draft) -> Iterator[tuple[int, int]]:
    """The words of a verdict that somebody other than the article passes, with the attribution that they stand in."""
    tree = draft.tree
    for match in _words().finditer(draft.text):
        i = draft.indices(*match.span())[0]
        uses = _uses(tree, i)
        around = enclosing(draft, Span(*match.span()))
        stance = draft.attributions[around[-1]].stance if around else ""
        if stance not in ("asserts", "denies") or not _is_sure(tree, i):
            continue
        untrue = ("falsehood" in uses or "error" in uses) and not _is_negated(tree, i)
        truth = "truth" in uses and not _is_negated(tree, i)
        if (untrue or ("truth" in uses and not truth)) if stance == "asserts" else truth:
            yield i, around[-1]


def _uses(tree: Tree, i: int) -> Uses:
    return uses_of(tree.words[i], tree.tags[i]) or (uses_of(tree.words[i], "JJ") if tree.is_verb(i) else None) or {}


def _is_of_words(tree: Tree, i: int) -> bool:
    """Whether the verdict is one on words alone: "it was wrong" may be said of the deed."""
    return "error" in _uses(tree, i)


def _points(tree: Tree, thing: int, i: int) -> bool:
    return is_pointer(tree, thing, i) and not is_spelled_out(tree, thing, i)


def _is_all(draft: Draft, i: int, n: int) -> bool:
    """Whether the verdict is all that is said: "Complete nonsense," the minister said."""
    a = draft.attributions[n]
    words = [k for c in a.content for k in draft.indices(*c) if draft.tree.words[k].isalpha()]
    return a.quoted and len(words) <= _SHORT and draft.tree.kid(i, "nsubj") is None and words[-1] == i


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


def _bare_relative(tree: Tree, i: int) -> Iterator[int]:
    """The charge in "a charge Bern called absurd": the clause has no pronoun for it."""
    verb = _governor(tree, i)
    if tree.deps[verb] == "relcl" and tree.lemmas[verb] in class_of("naming") and tree.kid(verb, "dobj") is None:
        yield tree.heads[verb]


def _judged(tree: Tree, i: int) -> Iterator[int]:
    """What a verdict is about: the subject or object beside it, or what there is "no truth in"."""
    if tree.is_verb(i):  # "the story was fabricated"
        yield from tree.of(i, "nsubjpass")
        return
    if tree.deps[i] in _VERDICT_DEPS:
        for k in (*tree.of(_governor(tree, i), "nsubj", "dobj", "nsubjpass"), *tree.of(i, "nsubj")):
            if k != i:
                yield from tree.preps(k).get("of", [k]) if tree.words[k] in _PARTS else [k]
    yield from _called(tree, i)
    yield from _bare_relative(tree, i)
    for t in (i, tree.heads[i]):
        for k in tree.of(t, "prep"):
            if tree.words[k] in ("in", "to", "behind"):
                yield from tree.of(k, "pobj")
