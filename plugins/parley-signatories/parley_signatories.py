"""Who signed: a line such as "Signatories: Chad, Mali and Niger" says that each agrees with each of the others."""

import re
from collections.abc import Iterator
from itertools import combinations

from extractors.plugins import ClaimDraft, Draft, Mention, Span, has_class

_LINE = re.compile(r"^[ \t]*(signatories|signed by|parties)[ \t]*:(.+)$", re.IGNORECASE | re.MULTILINE)
_SURE = 0.8


def read_signatories(draft: Draft) -> Draft:
    """Add an agreesWith claim for each two that a line of signatories names."""
    for line in _LINE.finditer(draft.text):
        trigger, names = Span(*line.span(1)), Span(*line.span(2))
        if not draft.is_quiet(*line.span()):
            draft.claims.extend(_agreeing(draft, trigger, names))
    return draft


def _agreeing(draft: Draft, trigger: Span, names: Span) -> Iterator[ClaimDraft]:
    inside = [m for m in draft.mentions if names.start <= m.start and m.end <= names.end and _signs(draft, m)]
    first = {m.entities[0]: m for m in reversed(inside)}  # of two mentions of one, the first
    for a, b in combinations(sorted(first.values(), key=lambda m: m.start), 2):
        yield ClaimDraft(a.entities[0], "agreesWith", b.entities[0], a.span, trigger, b.span, _SURE, "signatories")


def _signs(draft: Draft, m: Mention) -> bool:
    """Whether the mention is of one state, body or armed group."""
    return len(m.entities) == 1 and has_class(draft.entities[m.entities[0]].type, "Group")
