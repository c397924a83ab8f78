"""Actors spoken of by a role noun: "Azeri troops", "officials in Tehran", "the ministry", "Karabakh militias".

This stage finds the phrases and leaves on each mention the class of its noun (`role`) and the noun (`name`). Who is
meant is for coreference to say, once the names around it are linked.
"""

from extractors.draft import Draft, Mention
from extractors.phrases import is_definite, left_edge
from extractors.roles import Match, roles
from extractors.tree import Tree

GENERIC = frozenset(("state", "region", "city", "organisation", "party", "person", "conflict", "rival", "peer", "side"))
"""Classes whose nouns are of interest only where they point at something named."""
_ARGUMENTS = frozenset(("nsubj", "nsubjpass", "dobj", "pobj", "dative", "conj", "appos", "agent", "ROOT", "poss"))
_OWNED = frozenset(("NNP", "NNPS"))
_COUNTING = frozenset(("all", "each", "either", "neither", "warring", "enemy"))


def find_nominals(draft: Draft) -> Draft:
    """Add to `draft.mentions` the phrases headed by a role noun; a name so headed gets its role."""
    tree = draft.tree
    found = []
    for match in roles().find(tree.words):
        if not tree.is_noun(match.head):
            continue
        names = [m for m in draft.mentions_at(match.head) if m.kind != "demonym"]
        if names:
            _enrich(names, match)
        elif _speaks(draft, tree, match):
            found.append(_mention(tree, match))
    draft.add_mentions(m for m in found if not draft.is_quiet(m.start, m.end))
    return draft


def _enrich(names: list[Mention], match: Match) -> None:
    for m in names:
        if (
            m.head == match.head
            and not m.given
            and m.role is None
            and m.type != "Person"
            and match.role.cls not in GENERIC
        ):
            m.role, m.name = match.role.cls, match.role.noun


def _speaks(draft: Draft, tree: Tree, match: Match) -> bool:
    """Whether the noun stands for an actor here, and is no title before a name nor a part of another noun."""
    head, cls = match.head, match.role.cls
    if match.role.noun == "regime" and any(tree.tags[k] in ("NN", "NNS") for k in tree.of(head, "compound")):
        return False  # of taxes, visas, inspections
    if cls == "office" and _is_title(draft, tree, match):
        return False
    if tree.deps[head] not in _ARGUMENTS and not (cls == "body" and tree.deps[head] in ("compound", "nmod")):
        return False
    return cls not in GENERIC or _points(draft, tree, head)


def _points(draft: Draft, tree: Tree, head: int) -> bool:
    first = left_edge(tree, head)
    if tree.deps[head] == "appos" or is_definite(tree, first, head):
        return True
    return any(tree.tags[i] in _OWNED or tree.words[i] in _COUNTING for i in range(first, head))


def _is_title(draft: Draft, tree: Tree, match: Match) -> bool:
    following = draft.mentions_at(match.last) if match.last < len(tree.words) else []
    if any(m.type == "Person" and m.kind == "name" for m in following):
        return True
    return tree.deps[match.head] == "compound" and tree.tags[tree.heads[match.head]] in _OWNED


def _mention(tree: Tree, match: Match) -> Mention:
    first = min(left_edge(tree, match.head), match.first)
    start, end = tree.starts[first], tree.ends[match.last - 1]
    return Mention(start, end, "nominal", match.role.type, match.head, role=match.role.cls, name=match.role.noun)
