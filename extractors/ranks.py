"""Ranks and degrees between an office and its holder: "spokesman Air Force Brig. Gen. Ana Ruiz"."""

from extractors.draft import Draft
from extractors.phrases import word_set
from extractors.roles import roles

_RANKS = word_set(
    "adm brig capt cdr cmdr col cpl dr gen lt maj prof rear sgt sir supt vice admiral brigadier captain colonel "
    "commodore doctor general lieutenant major marshal professor sergeant"
)
_ARMS = frozenset(("Government", "ArmedGroup", "Organisation"))


def past_rank(draft: Draft, token: int) -> int:
    """The token, or the one behind the rank, and the arm that it is of, which begin there."""
    tree = draft.tree
    if not 0 <= token < len(tree.words):
        return token
    arm = (o for o in draft.mentions_at(token) if o.type in _ARMS and o.start == tree.starts[token])
    first = at = next((max(draft.indices(*o.span)) + 1 for o in arm), token)
    while at + 1 < len(tree.words) and is_rank(draft, at):
        at += 1
    return at if at > first else token


def is_rank(draft: Draft, token: int) -> bool:
    """Whether the word is a rank or a degree, in full or cut short."""
    return draft.tree.texts[token][:1].isupper() and draft.tree.words[token].rstrip(".") in _RANKS


def is_title_behind_office(draft: Draft, first: int) -> bool:
    """Whether a rank that begins at the token stands behind an office: "spokesman Colonel Ana Ruiz" is a spokesman."""
    before = roles().by_noun.get(draft.tree.words[first - 1]) if first else None
    return before is not None and before.cls == "office" and is_rank(draft, first)
