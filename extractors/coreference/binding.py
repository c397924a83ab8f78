"""What the structure of a sentence forbids a pronoun to mean, and what it suggests: binding, control, cataphora.

Binding after Chomsky 1981 (principle B: an object pronoun is free in its own clause), as the dependency tree shows it.
"""

from extractors.phrases import verb_above, word_set
from extractors.tree import Tree

_ARGUMENTS = frozenset(("nsubj", "nsubjpass", "dobj", "dative", "pobj", "agent"))
_SUBJECTS = ("nsubj", "nsubjpass")
_SHARING = ("conj", "xcomp", "aux", "advcl")
"""Clauses that, without a subject of their own, have that of the clause above."""
_CHARGING = frozenset(("of", "from", "for"))
"""Prepositions before what the object does: "accused Chad of shelling it", "kept Chad from shelling it"."""
_CREDITING = word_set(
    "thank praise commend applaud admire honour honor credit reward condemn denounce criticise criticize blame fault "
    "rebuke slam punish sanction fine"
)
_CREDITED_FOR = frozenset(("for", "over"))
_STRIKING = word_set(
    "attack bomb bombard shell strike hit raid storm invade besiege capture seize overrun occupy destroy violate"
)
HOSTILE = _STRIKING | word_set(
    "accuse blame criticise criticize condemn denounce fight sanction sue threaten defeat warn annex expel shoot"
)
"""Verbs that set their subject against their object."""
_RELATED = word_set("neighbour neighbor rival enemy foe opponent adversary ally partner")
_OPPOSING = frozenset(("on", "against", "upon"))
_LONGEST = 10


def first_joined(tree: Tree, token: int) -> int:
    """The first of the words that are coordinated with the token, which carries the label of them all."""
    while tree.deps[token] == "conj" and tree.heads[token] != token:
        token = tree.heads[token]
    return token


def agents(tree: Tree, token: int) -> list[int]:
    """The heads of the subject of the clause in which the token stands, named or understood, coordinated ones too."""
    verb = verb_above(tree, token)
    for _ in range(_LONGEST):
        if verb is None:
            return []
        found = tree.of(verb, *_SUBJECTS) or _controller(tree, verb)
        if found:
            return tree.spread(found)
        verb = _above(tree, verb)
    return []


def _controller(tree: Tree, verb: int) -> list[int]:
    """The object of the clause above, where it does what the verb says; the noun of which a participle speaks."""
    above = tree.heads[verb]
    if tree.deps[verb] == "acl" and tree.tags[verb] == "VBG":
        return [above]
    if tree.deps[verb] == "xcomp":
        return tree.of(above, "dobj")
    if tree.deps[verb] == "pcomp" and tree.words[above] in _CHARGING:
        return tree.of(tree.heads[above], "dobj", "nsubjpass")
    return []


def _above(tree: Tree, verb: int) -> int | None:
    if tree.deps[verb] == "pcomp":
        governor = tree.heads[tree.heads[verb]]
        return governor if tree.is_verb(governor) else None
    return tree.heads[verb] if tree.deps[verb] in _SHARING else None


def is_bound(tree: Tree, heads: list[int], token: int) -> bool:
    """Whether what the heads name cannot be meant: it stands in the pronoun's own clause, or holds the pronoun."""
    if tree.deps[token] == "poss":
        return any(_holds(tree, h, token) for h in heads)
    verb = verb_above(tree, token)
    if verb is None or tree.deps[token] not in _ARGUMENTS or _is_of_a_noun(tree, token):
        return False
    doing = agents(tree, token) if tree.deps[token] not in _SUBJECTS else []
    return any(h in doing or _is_argument(tree, first_joined(tree, h), verb) for h in heads)


def _is_of_a_noun(tree: Tree, token: int) -> bool:
    """Whether the pronoun completes a noun, which may be the subject's own: "denied the claims against it"."""
    return tree.deps[token] == "pobj" and tree.is_noun(tree.heads[tree.heads[token]])


def _is_argument(tree: Tree, head: int, verb: int) -> bool:
    return tree.deps[head] in _ARGUMENTS and verb_above(tree, head) == verb


def _holds(tree: Tree, head: int, token: int) -> bool:
    """Whether the token stands in the noun phrase of the head, with no clause between: "its army", of the army."""
    at = token
    while tree.heads[at] != at and not tree.is_verb(at) and tree.deps[at] != "conj":
        at = tree.heads[at]
        if at == head:
            return True
    return False


def owner_heads(tree: Tree, token: int) -> list[int]:
    """The heads of a possessive's likely owner: its clause's subject, or whoever is thanked or blamed for the thing."""
    thing = first_joined(tree, tree.heads[token])
    if tree.deps[token] != "poss" or tree.deps[thing] == "appos":
        return []
    above = tree.heads[thing]
    if tree.deps[thing] == "pobj" and tree.words[above] in _CREDITED_FOR:
        governor = tree.heads[above]
        if tree.lemmas[governor] in _CREDITING:
            return tree.spread(tree.of(governor, "dobj", "nsubjpass"))
        if tree.deps[governor] == "dobj" and tree.lemmas[tree.heads[governor]] in _CREDITING:  # attached to the object
            return tree.spread([governor])
    return [] if is_foe_s(tree, token) else possessor(tree, thing) or agents(tree, token)


def possessor(tree: Tree, thing: int) -> list[int]:
    """Whose the phrase is that holds the thing: Iran in "Iran's crackdown on protests against its regime".

    Who attacks a thing does not own it: "condemned Iran's attack on its towns" leaves open whose they are.
    """
    at, steps = thing, 0
    while tree.deps[at] == "pobj" and tree.deps[tree.heads[at]] == "prep":
        against = tree.words[tree.heads[at]] in _OPPOSING and steps == 0 and tree.lemmas[thing] not in _RELATED
        at, steps = first_joined(tree, tree.heads[tree.heads[at]]), steps + 1
        owners = tree.of(at, "poss") if tree.is_noun(at) else []
        if owners:
            return [] if against else owners
    return []


def is_foe_s(tree: Tree, token: int) -> bool:
    """Whether the possessive's thing is struck: nobody strikes what is his own, but for "its neighbour"."""
    thing = first_joined(tree, tree.heads[token])
    if tree.deps[token] != "poss" or tree.deps[thing] != "dobj" or tree.lemmas[thing] in _RELATED:
        return False
    return tree.lemmas[tree.heads[thing]] in _STRIKING


def announced(tree: Tree, token: int) -> list[int]:
    """The subject that follows a possessive in a phrase set in front: "since its independence, Chad has …"."""
    if tree.deps[token] != "poss":
        return []
    at = tree.heads[token]
    while tree.heads[at] != at and not tree.is_verb(at):
        at = tree.heads[at]
        if tree.deps[at] == "prep" and tree.is_verb(tree.heads[at]):
            return [s for s in tree.of(tree.heads[at], *_SUBJECTS) if s > token]
    return []


def is_joined(tree: Tree, heads: list[int], token: int) -> bool:
    """Whether all the heads are members of coordinations, without the token, which are less readily taken up alone."""
    return all(_is_member(tree, h) and not _is_above(tree, h, token) for h in heads)


def _is_member(tree: Tree, head: int) -> bool:
    return tree.deps[head] == "conj" or any(tree.deps[k] == "conj" for k in tree.kids[head])


def _is_above(tree: Tree, head: int, token: int) -> bool:
    while tree.heads[token] != token:
        token = tree.heads[token]
        if token == head:
            return True
    return False
