"""Who took part in which election: who stood, won, lost or was elected in it.

The name of an election stands below the verb that tells of it ("was elected governor at the 1996 election", "won
six seats in the 1989 election"), or in a list with others that do. Winners and losers alike take part.
"""

import re
from collections.abc import Iterator

from extractors import lexicon
from extractors.draft import ClaimDraft, Draft, Mention
from extractors.ends import has_class
from extractors.fillers import fillers
from extractors.frames import is_passive
from extractors.moods import modality, negated
from extractors.tree import Tree
from kg.model import Span

_SURE = 0.7
_ELECTION = re.compile(r"\b(?:election|referendum|primary|primaries|runoff|ballot)s?\b", re.IGNORECASE)
_PREPS = frozenset(("in", "at", "during", "for", "to"))
_LINKS = frozenset(("conj", "xcomp", "advcl"))
_LIST = re.compile(r"\s*(?:,|and|, and|&)\s*(?:the\s+)?", re.IGNORECASE)
_DEPTH = 4


def read_elections(draft: Draft) -> Draft:
    """Add participatedIn for parties and persons and the elections of which the text tells how they fared."""
    said = {(c.subject, c.object) for c in draft.claims if c.predicate == "participatedIn"}
    verb, before = None, None
    for m in [m for m in draft.mentions if (m.given or m.kind == "name") and len(m.entities) == 1]:
        if not _ELECTION.search(draft.text[m.start : m.end] if m.given else draft.entities[m.entities[0]].name):
            continue  # a name with the word in it may be taken for its country
        listed = before is not None and _LIST.fullmatch(draft.text[before.end : m.start])
        verb, before = (verb if listed else _verb(draft.tree, m.head)), m
        for claim in _claims(draft, verb, m) if verb is not None else ():
            if (claim.subject, claim.object) not in said:
                said.add((claim.subject, claim.object))
                draft.claims.append(claim)
    return draft


def _verb(tree: Tree, token: int) -> int | None:
    """The electoral verb that the phrase of a token belongs to: as its object, or by "in", "at" and the like."""
    for _ in range(_DEPTH):
        head, dep = tree.heads[token], tree.deps[token]
        if head == token or (dep == "prep" and tree.words[token] not in _PREPS):
            return None
        if tree.is_verb(head):
            known = tree.lemmas[head] in lexicon.class_of("contesting") and dep in (
                "prep",
                "dobj",
                "conj",
                "oprd",
                "attr",
            )
            return head if known and not negated(tree, head) and modality(tree, head) == "actual" else None
        token = head
    return None


def _claims(draft: Draft, verb: int, m: Mention) -> Iterator[ClaimDraft]:
    tree = draft.tree
    tokens = _subjects(tree, verb)
    if tree.lemmas[verb] in lexicon.class_of("electing"):
        tokens += tree.spread(tree.of(verb, "dobj")) + tree.preps(verb).get("by", [])
    trigger = draft.doc[verb]
    for f in [f for t in tokens for f in fillers(draft, t, outside=m.head)]:
        own = f.via in ("", "appos", "poss") and has_class(draft.entities[f.entity].type, "Agent")
        if own and f.entity != m.entities[0] and not _ELECTION.search(draft.entities[f.entity].name):
            span = Span(trigger.idx, trigger.idx + len(trigger))
            yield ClaimDraft(f.entity, "participatedIn", m.entities[0], f.span, span, m.span, _SURE, "elections")


def _subjects(tree: Tree, verb: int) -> list[int]:
    """Who the clause is of: own, or that of the verb above; of a passive by "by", who does it comes with the others."""
    if verb > 1 and tree.words[verb - 2 : verb] == ["re", "-"]:  # the parser takes "re" for a verb of its own
        again = [verb, verb - 2, tree.heads[verb - 2]]
        verb = next((v for v in again if tree.of(v, "nsubj", "nsubjpass")), verb)
    for _ in range(_DEPTH):
        own = tree.of(verb, "nsubj", "nsubjpass")
        if own:
            return tree.spread(own)
        head, dep = tree.heads[verb], tree.deps[verb]
        if dep in ("acl", "relcl"):
            return tree.spread([head])
        if dep not in _LINKS or not tree.is_verb(head) or is_passive(tree, verb) != is_passive(tree, head):
            return []
        verb = head
    return []
