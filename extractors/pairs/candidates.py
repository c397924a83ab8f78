"""Which mentions of a sentence are paired: those of known entities, where there are many the likeliest to matter."""

from dataclasses import dataclass

from extractors.draft import Draft, Mention

MOST = 12
"""Mentions of a sentence that are paired, as in training: a list of more names says nothing of most pairs."""
_RANKS = {"name": 0, "metonym": 0, "nominal": 1, "demonym": 2}
"""Kinds of mention that are paired, those that matter most first; whom a pronoun means is too often uncertain."""
_NAMES = ("name", "metonym", "demonym")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A mention of one entity, as words `[first, last)` of its sentence."""

    mention: Mention
    entity: int
    first: int
    last: int


def kept_words(draft: Draft, first: int, last: int) -> list[int]:
    """The tokens of a sentence that are words, as in training; blanks have no vector."""
    return [i for i in range(first, last) if not draft.tree.texts[i].isspace()]


def candidates(draft: Draft, words: list[int], mentions: list[Mention]) -> list[Candidate]:
    """The mentions to be paired, in their order; of those that lie in one another, given ones and the longer stay."""
    at = {token: n for n, token in enumerate(words)}
    found: list[Candidate] = []
    for m in sorted(mentions, key=lambda m: (not m.given, m.start - m.end, m.start)):
        inside = [at[i] for i in draft.indices(m.start, m.end) if i in at]
        if len(m.entities) != 1 or not inside or not (m.given or _is_named(draft, m)):
            continue
        new = Candidate(m, m.entities[0], inside[0], inside[-1] + 1)
        if m.given or not any(_cross(new, c) for c in found):
            found.append(new)
    best = sorted(found, key=lambda c: (not c.mention.given, _RANKS.get(c.mention.kind, 1), c.first))[:MOST]
    return sorted(best, key=lambda c: (c.first, c.last))


def _is_named(draft: Draft, mention: Mention) -> bool:
    """Whether the mention can be paired: the article names whom it means."""
    entity = draft.entities[mention.entities[0]]
    return mention.kind in _RANKS and (bool(entity.qid) or any(m.kind in _NAMES for m in entity.mentions))


def _cross(a: Candidate, b: Candidate) -> bool:
    return a.first < b.last and b.first < a.last
