"""Noun phrases, as far as the extractors ask about them: where one begins, its determiner, its number."""

from extractors.tree import Tree


def word_set(listed: str) -> frozenset[str]:
    """The words of a list written with blanks between them."""
    return frozenset(listed.split())


DEFINITE = frozenset(("the", "this", "that", "these", "those", "both"))
POSSESSIVE = frozenset(("his", "her", "its", "their", "my", "our", "your", "whose"))
_LEFT = word_set(
    "det predet amod compound poss nummod nmod quantmod advmod case punct npadvmod preconj "
    "conj cc acl prep pobj neg appos dep pcomp"
)
_LONGEST = 10
_PLURAL_TAGS = ("NNS", "NNPS")


def left_edge(tree: Tree, head: int) -> int:
    """The first token of the noun phrase, going left from its head; at most ten tokens, no punctuation in front."""
    first = head
    while first > 0 and head - first < _LONGEST and tree.deps[first - 1] in _LEFT and _under(tree, first - 1, head):
        if tree.deps[first - 1] == "cc" and tree.tags[first - 2] in ("NN", "NNS"):  # "the army and rebel groups"
            break
        first -= 1
    while first < head and (tree.deps[first] in ("punct", "cc", "case", "preconj") or not tree.words[first].strip()):
        first += 1
    return first


def _under(tree: Tree, token: int, head: int) -> bool:
    for _ in range(_LONGEST):
        if tree.heads[token] == head:
            return True
        if tree.heads[token] == token:
            return False
        token = tree.heads[token]
    return False


def is_definite(tree: Tree, first: int, head: int) -> bool:
    """Whether the phrase points at something known: "the", "this", "both", a possessive."""
    return tree.words[first] in DEFINITE or any(tree.words[i] in POSSESSIVE for i in range(first, head))


def is_plural(tree: Tree, head: int) -> bool:
    return tree.tags[head] in _PLURAL_TAGS


def verb_above(tree: Tree, token: int) -> int | None:
    """The verb of the clause in which the token stands, or None."""
    while tree.heads[token] != token:
        token = tree.heads[token]
        if tree.is_verb(token) or tree.tags[token] == "MD":
            return token
    return None


def subjects(tree: Tree, verb: int) -> list[int]:
    """The subjects of a verb: a coordinated verb's are the first's, an infinitive's are those of what governs it."""
    for _ in range(_LONGEST):
        found = tree.of(verb, "nsubj", "nsubjpass")
        if found or tree.deps[verb] not in ("conj", "xcomp", "aux"):
            return found
        verb = tree.heads[verb]
    return []
