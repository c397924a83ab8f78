"""The words that deny: which attributions do, who speaks there, and what they hold or point at."""

from collections.abc import Iterator
from typing import NamedTuple

from extractors.attribution.cues import Uses, is_utterance, uses_at, uses_of, uses_with
from extractors.attribution.sources import agent, is_negated, is_passive, noun_source
from extractors.blame import is_guilt
from extractors.denials.pointers import is_pointer, is_spelled_out, thing_denied
from extractors.draft import AttributionDraft, ClaimDraft, Draft
from extractors.lexicon import predicates
from extractors.moods import modality
from extractors.tree import Tree


class Denial(NamedTuple):
    """Somebody's denial of what was said before it."""

    by: tuple[int, ...]
    """Indices of the entities that deny."""
    at: int
    """The token where it stands."""
    own_deeds: bool = False
    """It means what the denier is said to have done ("denied any role")."""
    predicates: frozenset[str] = frozenset()
    """It means claims with one of these ("denied the attack"); none where it may mean any."""
    attribution: int | None = None
    """The attribution that it is, if it is one."""
    loose: bool = False
    """The word denies many things beside claims ("rejected it"): only what somebody said right before is meant."""
    charges: bool = True
    """It means what somebody says ("denied the reports"), not what the article says as well ("denied it")."""
    accusers: tuple[int, ...] = ()
    """It means what one of these says ("denied Sudan's accusation"); none where the denial does not tell."""


def denials(draft: Draft) -> Iterator[Denial]:
    """ "denied those reports", "denies this", "a claim that Baku denied", "denied any role", "denied the attack"."""
    tree = draft.tree
    yield from _nouns(draft)
    for n, i in denying(draft):
        thing = thing_denied(tree, i)
        if thing is None or is_given(tree, i, thing):
            continue
        by = speakers(draft, draft.attributions[n])
        if is_guilt(tree, thing):
            yield Denial(by, i, own_deeds=True, attribution=n)
        elif is_pointer(tree, thing, i) and not is_spelled_out(tree, thing, i):
            noun = tree.is_noun(thing)
            loose = not noun and not _only_denies(tree, i)
            yield Denial(by, i, attribution=n, loose=loose, charges=noun, accusers=accusers(draft, i, thing))
        elif deeds := _deeds(tree, i, thing):
            yield Denial(by, i, own_deeds=True, predicates=deeds, attribution=n, charges=False)


def _nouns(draft: Draft) -> Iterator[Denial]:
    """ "despite Moscow's denials", "a denial by the ministry", "the ministry issued a denial"."""
    tree = draft.tree
    for i, tag in enumerate(tree.tags):
        if not tag.startswith("NN") or "denial" not in (uses_of(tree.words[i], tag) or {}) or is_negated(tree, i):
            continue
        source, thing = noun_source(tree, i), thing_denied(tree, i)
        if source is None or not (thing is None or is_pointer(tree, thing, i)):
            continue
        yield Denial(tuple(e for m in draft.mentions_at(source)[:1] for e in m.entities), i)


def accusers(draft: Draft, i: int, thing: int) -> tuple[int, ...]:
    """The entities by whose name what is denied goes: "Sudan's accusation", "the claims made by Kyiv"."""
    tree = draft.tree
    if not tree.is_noun(thing):
        return ()
    by = [noun_source(tree, thing), *(agent(tree, k) for k in tree.of(thing, "acl"))]
    if tree.is_verb(i) and not is_passive(tree, i):  # "rejected the accusation by Sudan" hangs on the verb
        by.append(agent(tree, i))
    heads = [k for k in (*by, *tree.of(thing, "amod")) if k is not None]
    named = (m for k in heads for m in draft.mentions_at(k)[:1] if m.kind in ("name", "demonym", "metonym"))
    return tuple(dict.fromkeys(e for m in named for e in m.entities))


def holding(draft: Draft) -> Iterator[tuple[int, tuple[int, ...]]]:
    """The attributions that may hold claims that they deny, by index, and who denies."""
    tree = draft.tree
    for n, i in denying(draft):
        a, thing = draft.attributions[n], thing_denied(tree, i)
        if thing is not None and is_given(tree, i, thing):
            continue
        if not a.topical or (thing is not None and is_pointer(tree, thing, i)):
            yield n, speakers(draft, a)


def denying(draft: Draft) -> Iterator[tuple[int, int]]:
    """The attributions that deny, by index, with their cues' tokens.

    "Refused to", "neither confirmed nor denied" and "is expected to deny" are none of them.
    """
    tree = draft.tree
    for n, a in enumerate(draft.attributions):
        if a.stance == "denies" and a.cue is not None:
            i = draft.indices(*a.cue)[0]
            if "denial" in verb_uses(tree, i) and (not tree.is_verb(i) or modality(tree, i) == "actual"):
                yield n, i


def verb_uses(tree: Tree, i: int) -> Uses:
    """What the speech lexicon knows of a word, with its particle if it has one."""
    for k in tree.of(i, "prt"):
        if found := uses_with(tree.words[i], tree.tags[i], tree.words[k]):
            return found
    return uses_at(tree, i)


def speakers(draft: Draft, a: AttributionDraft) -> tuple[int, ...]:
    """The entities at an attribution's source: several for "both sides"."""
    inside = draft.indices(*a.source) if a.source else range(0)
    heads = [i for i in inside if draft.tree.heads[i] not in inside or draft.tree.heads[i] == i]
    found = [m for head in draft.tree.spread(heads[:1]) for m in draft.mentions_at(head)[:1]]
    entities = tuple(dict.fromkeys(e for m in found for e in m.entities))
    if entities and (a.speaker is None or a.speaker in entities):
        return entities
    return (a.speaker,) if a.speaker is not None else ()


def is_given(tree: Tree, i: int, thing: int) -> bool:
    """Whether something is withheld from somebody: "denied them visas", "denied Iran the bomb"."""
    if tree.of(i, "dative"):
        return True
    after = tree.right(thing)
    if tree.words[thing] not in ("it", "them") or after >= len(tree.words):
        return False
    return (
        tree.heads[after] != thing
        and tree.tags[after] in ("NN", "NNS", "DT", "PRP$")
        and tree.deps[after] != "npadvmod"
    )


def _deeds(tree: Tree, i: int, thing: int) -> frozenset[str]:
    """The predicates that an event's noun names, where the verb does nothing but deny ("denied the attack")."""
    if not tree.is_noun(thing) or not _only_denies(tree, i):
        return frozenset()
    return frozenset(r.predicate for r in predicates().rules.get(("noun", tree.lemmas[thing]), ()))


def _only_denies(tree: Tree, i: int) -> bool:
    """Whether the word's object is denied ("denied the raid"), not turned down ("rejected the plan")."""
    uses = verb_uses(tree, i)
    return "object" in uses and not uses["object"].topic


def is_denial_of_claims(draft: Draft, claim: ClaimDraft) -> bool:
    """Whether "rejects" was read where a charge is denied, of somebody who does not make it."""
    tree = draft.tree
    if claim.predicate != "rejects" or claim.object_span is None:
        return False
    i, at = draft.indices(*claim.trigger)[0], draft.indices(*claim.object_span)[-1]
    thing = thing_denied(tree, i) if tree.is_verb(i) and "denial" in verb_uses(tree, i) else None
    if thing is None or not is_utterance(tree, thing):
        return False
    return not tree.left(thing) <= at < thing
