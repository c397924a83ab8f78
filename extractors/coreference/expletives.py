"""When "it" means no actor: weather and time, "it is clear that", what somebody said, what happens."""

from extractors.phrases import word_set
from extractors.tree import Tree

_WEATHER = word_set("rain snow hail drizzle thunder freeze")
_SEEMING = word_set("seem appear turn happen take matter remain follow become get emerge transpire")
_HAPPENING = word_set("happen occur")
_FINDING = word_set("make find think consider deem believe call judge keep take leave")
"""Verbs with an "it" that stands for the clause after: "made it clear that", "finds it hard to"."""
_TOLD = word_set(
    "deny confirm say admit believe know doubt acknowledge announce prove claim explain regret mean understand concede"
)
_TOLD_OF = word_set("proof evidence sign doubt news knowledge word aware sure certain hear know learn")
_CLAUSES = ("ccomp", "xcomp", "csubj", "advcl", "acl", "relcl")
_SUBJECTS = ("nsubj", "nsubjpass", "expl", "dobj")


def refers_to_nothing(tree: Tree, token: int) -> bool:
    """Whether the "it" or "its" at the token means no actor and no thing that a noun has named."""
    return tree.words[token] == "it" and (is_pleonastic(tree, token) or _is_matter(tree, token))


def is_pleonastic(tree: Tree, token: int) -> bool:
    """Whether "it" stands for nothing: weather, time, "it seems that", "it is clear that", clefts; or for an event."""
    if tree.words[token] != "it" or tree.deps[token] not in _SUBJECTS:
        return False
    verb = tree.heads[token]
    if tree.deps[token] == "expl" or tree.lemmas[verb] in _WEATHER | _HAPPENING:
        return True
    below = [tree.deps[k] for k in tree.kids[verb]]
    clause = any(d in _CLAUSES for d in below)
    if tree.lemmas[verb] in _SEEMING:
        return clause
    if tree.deps[token] == "nsubjpass":
        return "ccomp" in below
    if _is_small_clause(tree, token, verb):
        return True
    if tree.tags[verb] == "VBG" and "ccomp" in below:  # "it was damning that": a participle as an adjective
        return any(tree.lemmas[k] == "be" for k in tree.of(verb, "aux"))
    return tree.lemmas[verb] == "be" and any(d in ("acomp", "attr", "npadvmod", "prep") for d in below)


def _is_small_clause(tree: Tree, token: int, verb: int) -> bool:
    """Whether "it" stands for the clause that follows an adjective: "finds it hard to", "made it clear that"."""
    if tree.deps[token] == "dobj":
        described = tree.of(verb, "acomp", "oprd", "ccomp", "xcomp")
        return tree.lemmas[verb] in _FINDING and any(k == token + 1 or tree.tags[k] == "JJ" for k in described)
    above = tree.heads[verb]
    return tree.tags[verb] == "JJ" and tree.deps[verb] == "ccomp" and tree.lemmas[above] in _FINDING


def _is_matter(tree: Tree, token: int) -> bool:
    """Whether "it" is what someone says or knows, no actor: "Chad denied it", "there is no proof of it"."""
    verb = tree.heads[token]
    if tree.deps[token] == "dobj":
        return tree.lemmas[verb] in _TOLD
    about = tree.deps[token] == "pobj" and tree.words[verb] in ("of", "about")
    return about and tree.lemmas[tree.heads[verb]] in _TOLD_OF
