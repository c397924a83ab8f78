"""What stands beside a name and tells what it names: "the newspaper Azadliq", "the town of Marwick", "Aurelia, a ship".

Only names that nothing is known of are told by it, wherever they stand in the article.
"""

from collections.abc import Iterator, Sequence

from extractors.names.name import GROUPS, Name
from extractors.names.recognition import NOTHING
from extractors.names.words import name_words
from extractors.phrases import left_edge
from extractors.tree import Tree

_GROUND = frozenset(("Place", "Region", "City"))
_SPECIAL = frozenset(("ArmedGroup", "Party"))
_ARTICLES = frozenset(("a", "an", "the"))
_AFTER = 2


def tell_kinds(tree: Tree, names: Sequence[Name]) -> None:
    """Set the class of the unknown names that the words beside one of their uses tell."""
    spoken = _described(tree)
    told: dict[str, str] = {}
    for n in names:
        if not n.candidates and (kind := _told(tree, n, spoken)):
            told.setdefault(_words(tree, n), kind)
    for n in names if told else ():
        if not n.candidates and (kind := told.get(_words(tree, n))) and _agrees(n.type, kind):
            n.type = kind


def _words(tree: Tree, name: Name) -> str:
    return " ".join(tree.words[name.first : name.last])


def _agrees(type_: str, kind: str) -> bool:
    """Whether the class gives way to the one that is told: "group" tells no more than what is known of a party."""
    for family in (_GROUND, GROUPS):
        if type_ in family and kind in family:
            return kind in _SPECIAL and type_ == "Organisation"
    return True


def _told(tree: Tree, n: Name, spoken: dict[int, str]) -> str | None:
    head = next((i for i in range(n.first, n.last) if i in spoken), None)
    return _before(tree, n) or _after(tree, n) or (spoken[head] if head is not None else None)


def _before(tree: Tree, n: Name) -> str | None:
    """By the noun before the name, or before "of" and a name of ground."""
    i = n.first - 1
    if i < 1:
        return None
    if tree.words[i] == "of":
        kind = _kind_at(tree, i - 1)
        return kind if kind in _GROUND and tree.words[i - 2] in _ARTICLES | {"western", "eastern"} else None
    head = _head(tree, n)
    hangs = tree.heads[head] == i or tree.heads[i] in range(n.first, n.last)
    return _kind_at(tree, i) if hangs or _ARTICLES.intersection(tree.words[max(i - 2, 0) : i]) else None


def _after(tree: Tree, n: Name) -> str | None:
    """By the noun that the name stands before ("the Yonhap news agency"): that of a group or of ground."""
    head = _head(tree, n)
    i = tree.heads[head]
    if tree.deps[head] not in ("compound", "nmod") or not n.last <= i < n.last + _AFTER:
        return None
    kind = _kind_at(tree, i)
    told = kind not in ("Person", NOTHING) and not (kind in GROUPS and n.type in ("Person", *_GROUND))
    return kind if told else None


def _described(tree: Tree) -> dict[int, str]:
    """The tokens that an apposition or a predicate with an article speaks of, each with the class that it tells."""
    return {head: kind for head, kind in _descriptions(tree) if tree.tags[head] in ("NNP", "NNPS")}


def _descriptions(tree: Tree) -> Iterator[tuple[int, str]]:
    for i, dep in enumerate(tree.deps):
        if dep in ("appos", "attr") and tree.tags[i] == "NN" and (kind := _kind_at(tree, i)):
            if not any(tree.words[k] in _ARTICLES for k in tree.of(i, "det")):
                continue
            head = tree.heads[i]
            subject = _spoken_of(tree, i) if dep == "appos" else tree.kid(head, "nsubj")
            if subject is not None:
                yield subject, kind


def _spoken_of(tree: Tree, noun: int) -> int | None:
    """What an apposition is said of; the second beside a name, of the name that the first ends with.

    "Ana Ruiz, the leader of Green List, the main party" says that Green List is a party, wherever the parser hangs it.
    """
    head = tree.heads[noun]
    earlier = [k for k in tree.of(head, "appos") if k < noun]
    if not earlier:
        return head
    ends = left_edge(tree, noun) - 2
    return ends if ends > earlier[-1] and tree.tags[ends] in ("NNP", "NNPS") else None


def _kind_at(tree: Tree, i: int) -> str | None:
    """The class that a common noun tells, with the word before it or alone."""
    if i < 0 or tree.tags[i] not in ("NN", "NNS"):
        return None
    kinds = name_words().kinds
    return kinds.get(f"{tree.words[i - 1]} {tree.words[i]}" if i else "") or kinds.get(tree.words[i])


def _head(tree: Tree, n: Name) -> int:
    """The token of the name on which the others depend."""
    inside = range(n.first, n.last)
    return next((i for i in inside if tree.heads[i] not in inside or tree.heads[i] == i), n.last - 1)
