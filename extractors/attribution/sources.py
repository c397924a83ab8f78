"""Whose words they are: the noun phrase that a cue's grammar names as its source."""

from extractors.attribution.cues import uses_at, uses_of
from extractors.lexicon import class_of
from extractors.tree import Tree

_SUBJECTS = ("nsubj", "nsubjpass", "csubj")
_CUT = frozenset(("relcl", "acl", "advcl", "parataxis", "ccomp"))
_IN_PHRASE = ("NN", "PRP", "DT", "CD", "JJ", "POS", "VBN", "VBG")
_CONTROLLED = frozenset(("xcomp", "advcl", "ccomp", "dep", "prep", "pcomp", "parataxis"))
_DEEP = 6
_NEGATIONS = frozenset(("never", "neither", "nor", "hardly"))
_PARTS = frozenset(("-", "–", "—", "--", ":", ")", "”", '"', "''"))
"""What the parser hangs a stranger before a noun phrase over."""
_MAKES = frozenset(("make", "makes", "made", "making"))
_REFUSALS = ("refus", "declin", "fail")


def is_passive(tree: Tree, i: int) -> bool:
    """Whether a verb is passive: with its auxiliary, a participle ("the plan proposed by Kyiv"), or joined to one."""
    if tree.tags[i] not in ("VBN", "VBD"):
        return False
    if tree.deps[i] == "acl" or tree.kid(i, "auxpass", "nsubjpass") is not None:
        return True
    if tree.tags[i] == "VBD" or tree.kid(i, "nsubj", "aux") is not None:
        return False
    return tree.deps[i] == "advcl" or (tree.deps[i] == "conj" and is_passive(tree, tree.heads[i]))


def is_nobody(tree: Tree, i: int) -> bool:
    """Whether a noun phrase names that there is none: "nobody", "no one", "no official", "none of them"."""
    if tree.words[i] in ("nobody", "none", "neither"):
        return True
    return any(tree.words[k] in ("no", "neither") for k in tree.of(i, "det", "neg", "advmod", "preconj"))


def is_negated(tree: Tree, i: int) -> bool:
    """Whether a cue is negated, also by "neither … nor" and by refusing or failing to say so."""
    if any(tree.deps[k] == "neg" or tree.words[k] in _NEGATIONS for k in tree.kids[i] if k < i):
        return True
    if any(tree.words[k - 1 : k + 1] == ["no", "longer"] for k in tree.of(i, "advmod")):
        return True
    if any(is_nobody(tree, k) for k in tree.of(i, *_SUBJECTS)):
        return True
    head, dep = tree.heads[i], tree.deps[i]
    if dep == "conj":
        joined = {tree.words[k] for k in (*tree.kids[head], i - 1) if head < k < i}
        return not joined.isdisjoint(("nor", "or")) and is_negated(tree, head)
    if dep in ("acomp", "attr"):
        return is_negated(tree, head)
    if dep in ("dobj", "nsubjpass") and tree.is_noun(i):  # "withdrew its denial"
        return tree.lemmas[head] in class_of("retracting") and not is_negated(tree, head)
    if dep == "xcomp":
        ended = tree.tags[i] == "VBG" and tree.lemmas[head] in class_of("ending")
        return ended or tree.words[head].startswith(_REFUSALS) or is_negated(tree, head)
    return dep == "pcomp" and tree.words[head] == "without"


def subject(tree: Tree, i: int, depth: int = 0) -> int | None:
    """The token that heads the understood subject of a verb, through conjunction, control and participles."""
    before = [k for k in tree.of(i, *_SUBJECTS) if k < i]  # of two, the parser took one out of the clause before
    found = before[-1] if before else tree.kid(i, *_SUBJECTS)
    if found is not None:
        return None if tree.words[found] in ("it", "there") and tree.kid(i, "expl") is not None else found
    head, dep = tree.heads[i], tree.deps[i]
    if depth == _DEEP or head == i:
        return None
    if dep == "conj" and tree.is_verbal(head):
        return subject(tree, head, depth + 1)
    if dep == "acl":
        return _issuer(tree, head) if tree.tags[i] == "VBG" else None
    controlled = tree.kid(head, "dobj") if dep == "xcomp" and tree.tags[i] != "VBG" else None
    if controlled is None and dep in _CONTROLLED and tree.tags[i] != "VBZ":
        return _governor(tree, head, depth)
    return controlled


def _issuer(tree: Tree, noun: int) -> int:
    """Whose words a noun's participle gives: in "the ministry issued a statement saying", the ministry's."""
    verb = tree.heads[noun]
    if tree.deps[noun] != "dobj" or "carrier" not in uses_at(tree, verb):
        return noun
    if uses_of(tree.words[noun], tree.tags[noun]) is None:
        return noun
    return verb_source(tree, verb) or noun


def _governor(tree: Tree, head: int, depth: int) -> int | None:
    if tree.deps[head] in ("prep", "mark") and tree.heads[head] != head:
        accused = _accused(tree, head)
        if accused is not None:
            return accused
        head = tree.heads[head]
    if tree.is_verbal(head) or tree.deps[head] in ("acomp", "conj"):
        return subject(tree, tree.heads[head] if tree.deps[head] == "acomp" else head, depth + 1)
    return None


def _accused(tree: Tree, preposition: int) -> int | None:
    """Who is said to have done it in "accused Chad of arming them", "was blamed for saying", "quoted him as saying"."""
    verb = tree.heads[preposition]
    uses = uses_at(tree, verb)
    of_him = "source" in uses if tree.words[preposition] == "as" else tree.words[preposition] in ("of", "for")
    if not of_him or "accuse" not in uses:
        return None
    return tree.kid(verb, "nsubjpass" if is_passive(tree, verb) else "dobj")


def agent(tree: Tree, i: int) -> int | None:
    """Who does it, in a passive: the object of "by"."""
    for k in tree.kids[i]:
        if tree.deps[k] == "agent" or (tree.deps[k] == "prep" and tree.words[k] == "by"):
            return tree.kid(k, "pobj")
    return None


def verb_source(tree: Tree, i: int) -> int | None:
    """The head of a verbal cue's source; None where the text leaves it out."""
    return agent(tree, i) if is_passive(tree, i) else subject(tree, i)


def noun_source(tree: Tree, i: int) -> int | None:
    """The head of a nominal cue's source: its possessor, "by" somebody, a name before it, its carrier's subject."""
    found = tree.kid(i, "poss")
    if found is not None:
        return found
    for k in tree.kids[i]:
        if tree.deps[k] in ("prep", "agent") and tree.words[k] in ("by", "from", "among"):
            return tree.kid(k, "pobj")
    for k in tree.kids[i]:
        if tree.deps[k] == "compound" and tree.tags[k].startswith("NNP"):
            return k
    return _carried(tree, i)


def _carried(tree: Tree, i: int) -> int | None:
    head = tree.heads[i]
    if tree.deps[i] == "dobj" and tree.is_verbal(head):
        uses = uses_of(tree.words[head], tree.tags[head])
        return verb_source(tree, head) if uses and "carrier" in uses else None
    if tree.deps[i] == "nsubjpass" and tree.is_verbal(head):
        uses = uses_of(tree.words[head], tree.tags[head])
        return agent(tree, head) if uses and "carrier" in uses else None
    return None


def adjective_source(tree: Tree, i: int) -> int | None:
    """The head of an adjectival cue's source: the subject of its copula, or the noun that it follows."""
    head, dep = tree.heads[i], tree.deps[i]
    if dep in ("acomp", "oprd", "attr", "ROOT") and tree.is_verbal(head):
        return subject(tree, head)
    if dep == "ccomp" and tree.words[head] in _MAKES:
        return subject(tree, head)
    if dep == "conj":
        return adjective_source(tree, head) if tree.tags[head].startswith("J") else None
    if dep == "amod" and head < i:
        return head
    return subject(tree, i)


def beside(tree: Tree, i: int, *, after: bool) -> int | None:
    """The head of the noun phrase right after a verb or right before it, where the parser saw none."""
    k = i + 1
    while after and k < len(tree.tags) and tree.tags[k].startswith(_IN_PHRASE):
        k += 1
    if k > i + 1 and tree.tags[k - 1].startswith(("NN", "PRP", "DT", "CD")):
        return k - 1
    while i > 0 and tree.deps[i - 1] in ("aux", "auxpass", "advmod", "neg"):
        i -= 1
    return i - 1 if i > 0 and tree.tags[i - 1].startswith(("NN", "PRP", "WP")) else None


def phrase(tree: Tree, head: int) -> tuple[int, int]:
    """The token range of a source's noun phrase with its modifiers, less the clauses that hang loosely on it."""
    start, end = tree.edges(head)
    for k in tree.kids[head]:
        if k > head and tree.deps[k] in _CUT and (tree.deps[k] != "acl" or tree.words[tree.left(k) - 1] == ","):
            end = min(end, tree.left(k))
        elif k < head and tree.deps[k] in _CUT:
            start = max(start, tree.right(k))
    while end - 1 > head and (
        tree.tags[end - 1] in (",", ":", "POS", "IN", "_SP", "CC") or tree.deps[end - 1] == "punct"
    ):
        end -= 1
    if tree.words[end : end + 1] == ['"'] and tree.words[start:end].count('"') % 2:
        end += 1
    if tree.words[end - 1] == "(" or (end < len(tree.words) and tree.words[end] == ")" and "(" in tree.words[head:end]):
        end += 1
    return _after_dateline(tree, start, head), end


def _after_dateline(tree: Tree, start: int, head: int) -> int:
    """Where a noun phrase begins once what the parser hung before it over a dash, colon or line end is taken off."""
    for k in range(head - 1, start - 1, -1):
        if tree.words[k] in _PARTS and tree.deps[k] == "punct" and not _joins(tree, k) and not _quotes(tree, k, head):
            return k + 1
        if tree.words[k].isspace() and "\n" in tree.words[k]:
            return k + 1
    while start < head and (tree.tags[start] in (",", ":", "_SP", "``", "''") or tree.deps[start] == "punct"):
        start += 1
    return start


def _quotes(tree: Tree, k: int, head: int) -> bool:
    """Whether a straight mark opens a quotation that ends behind the head: the "people's mayor"."""
    return tree.words[k] == '"' and '"' in tree.words[head + 1 : head + 3]


def _joins(tree: Tree, k: int) -> bool:
    """Whether a dash stands inside a word ("vice-president")."""
    return tree.starts[k + 1 : k + 2] == [tree.ends[k]] and k > 0 and tree.ends[k - 1] == tree.starts[k]


def dash_between(tree: Tree, a: int, b: int) -> bool:
    """Whether exactly one free-standing dash lies between two tokens, as after a dateline."""
    dashes = [k for k in range(a + 1, b) if tree.words[k] in ("-", "–", "—", "--")]
    return sum(tree.starts[k] > tree.ends[k - 1] for k in dashes) == 1


def names(tree: Tree, i: int) -> bool:
    """Whether a noun phrase is a name, a plural or has a determiner: "according to aides", not "to need"."""
    return tree.tags[i] in ("NNP", "NNPS", "NNS", "PRP") or tree.kid(i, "det", "poss", "compound") is not None
