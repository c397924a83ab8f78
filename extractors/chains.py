"""Places named one inside another, the smaller first: "Guri, Bolívar, Venezuela", and what follows from that.

A comma joins the items of a list as well ("in Syria, Iraq and Jordan"); what tells the two apart is the kind of place:
a town comes before its region, a region before its state, and after the last one no "and" goes on.

Lying in is transitive: where an article says that a town lies in a province and the province in a country, it has said
that the town lies in the country. That is deduced for places alone, since all else moves about, and only from what the
article says itself.
"""

from collections.abc import Iterator
from itertools import pairwise

from extractors.draft import ClaimDraft, Draft, Mention
from extractors.ends import has_class
from extractors.tree import Tree
from kg import vocabulary

_SURE = 0.75
_RANKS = (("State", 3), ("Region", 2), ("Place", 1))
_LISTING = (" and ", ", and ", " or ", ", or ", " & ")
_DEDUCED = 0.7
"""How often what follows is right where each step is: one wrong step makes several wrong claims."""
_LEAST = 0.35
"""What is less sure than this is not deduced."""
_DEPTH = 4


def read_chains(draft: Draft) -> Draft:
    """Add locatedIn for places that commas join, the smaller before the larger, where it is not said already."""
    places = [m for m in draft.mentions if m.kind == "name" and len(m.entities) == 1 and _rank(draft, m)]
    said = {(c.subject, c.object) for c in draft.claims if c.predicate == "locatedIn"}
    for n, (a, b) in enumerate(pairwise(places)):
        before = places[n - 1] if n else None
        if (a.entities[0], b.entities[0]) not in said and _is_inside(draft, before, a, b):
            said.add((a.entities[0], b.entities[0]))
            draft.claims.append(
                ClaimDraft(a.entities[0], "locatedIn", b.entities[0], a.span, b.span, b.span, _SURE, "locations")
            )
    return draft


def _rank(draft: Draft, m: Mention) -> int:
    type_ = draft.entities[m.entities[0]].type
    return next((rank for cls, rank in _RANKS if vocabulary.is_a(type_, cls)), 0)


def _is_inside(draft: Draft, before: Mention | None, a: Mention, b: Mention) -> bool:
    if draft.text[a.end : b.start] != ", " or _rank(draft, a) >= _rank(draft, b):
        return False
    if draft.text[b.end : b.end + 6].startswith(_LISTING):
        return False
    if _begins_clause(draft.tree, a.head, b.head):
        return False
    listed = before is not None and draft.text[before.end : a.start] in (", ", " and ")
    return not (listed and before is not None and _rank(draft, before) >= _rank(draft, a))


def _begins_clause(tree: Tree, inner: int, subject: int) -> bool:
    """Whether the comma ends a clause that the second place does something after: "when they left Sanaa, Iran sent"."""
    if tree.deps[subject] not in ("nsubj", "nsubjpass"):
        return False
    verb, above = tree.heads[subject], tree.upwards(inner)
    clauses = above[: above.index(verb)] if verb in above else []
    if clauses and tree.deps[clauses[-1]] in ("prep", "npadvmod"):
        return True  # "After talks in Bern, Italy sent"
    return any(tree.is_verb(k) and tree.deps[k] in ("advcl", "ccomp", "parataxis") for k in clauses)


def deduce_places(draft: Draft) -> Draft:
    """Add the locatedIn claims that follow from others, each as sure as all that it follows from together."""
    inside: dict[int, dict[int, ClaimDraft]] = {}
    for c in draft.claims:
        if _is_said(draft, c) and c.object is not None:
            inside.setdefault(c.subject, {}).setdefault(c.object, c)
    known = {(c.subject, c.object) for c in draft.claims if "locatedIn" in vocabulary.closure(c.predicate)}
    for start in [s for s in inside if _is_place(draft, s)]:
        for claim in _following(draft, inside, start):
            if (start, claim.object) not in known:
                known.add((start, claim.object))
                draft.claims.append(claim)
    return draft


def _is_said(draft: Draft, c: ClaimDraft) -> bool:
    """Whether the article says itself that something lies where it stays."""
    lasting = "locatedIn" in vocabulary.closure(c.predicate) and c.time is None
    own = not c.negated and c.modality == "actual" and not c.attributions and not c.denied_by
    return lasting and own and c.object_span is not None


def _following(draft: Draft, inside: dict[int, dict[int, ClaimDraft]], start: int) -> Iterator[ClaimDraft]:
    """The places around a place, step by step, by way of places only."""
    steps = [(c.object, c, c.confidence) for c in inside[start].values()]
    for _ in range(_DEPTH):
        further: list[tuple[int | None, ClaimDraft, float]] = []
        for middle, first, sure in steps:
            if middle is None or not _is_place(draft, middle):
                continue
            for outer, c in inside.get(middle, {}).items():
                if outer != start and sure * c.confidence >= _LEAST:
                    further.append((outer, first, sure * c.confidence))
                    yield ClaimDraft(
                        start, "locatedIn", outer, first.subject_span, c.trigger, c.object_span,
                        _DEDUCED * sure * c.confidence, "deductions",
                    )  # fmt: skip
        steps = further


def _is_place(draft: Draft, entity: int) -> bool:
    return has_class(draft.entities[entity].type, "Place")
