"""Whether the sentence joins the two ends of a claim at all, or only names both.

What stands by itself (where a town lies, whose citizen somebody is) is said inside one noun phrase, or by a verb of
both: "Colombian President Santos", "Sheen is based in London". Learned heads tell it also of names that a clause or a
list merely brings together: "Comba was captured with British help", "in Cauca, in Valle and in Nariño".
"""

from itertools import takewhile

from extractors.draft import ClaimDraft, Draft
from extractors.ends import has_class
from extractors.outside import is_outside
from extractors.tree import Tree
from kg.model import Span

_ARGUMENTS = frozenset(("nsubj", "nsubjpass", "dobj", "dative", "attr", "acomp", "oprd", "pobj"))
_INNER = frozenset(("compound", "amod", "nmod", "appos", "conj"))
"""Links inside a noun phrase to what is the same thing, or its name."""
_CLAUSES = frozenset(("relcl", "acl"))
_BEING = frozenset(("be", "become", "remain"))


def is_apart(draft: Draft, claim: ClaimDraft) -> bool:
    """Whether a clause stands between the ends, so that neither one phrase nor one verb holds both."""
    a, b = _head(draft, claim.subject_span), _head(draft, claim.object_span)
    if a is None or b is None or draft.tree.sentence_of[a] != draft.tree.sentence_of[b]:
        return False
    if claim.predicate == "locatedIn" and is_outside(draft.tree, a, b, _is_ground(draft, claim)):
        return True
    if claim.predicate == "memberOf" and _is_sent(draft.tree, b):
        return True
    return not _is_joined(draft.tree, a, b, whose=claim.predicate == "citizenOf")


def _is_ground(draft: Draft, claim: ClaimDraft) -> bool:
    return has_class(draft.entities[claim.subject].type, "Place")


def is_one_phrase(draft: Draft, claim: ClaimDraft) -> bool:
    """Whether both ends stand in one noun phrase, as in a title: "the Labour leader Keir Starmer"."""
    a, b = _head(draft, claim.subject_span), _head(draft, claim.object_span)
    if a is None or b is None or draft.tree.sentence_of[a] != draft.tree.sentence_of[b]:
        return False
    up, other = draft.tree.upwards(a), draft.tree.upwards(b)
    shared = next((i for i in up if i in other), a)
    return not any(draft.tree.is_verb(i) for i in (*takewhile(lambda i: i != shared, (*up, *other)), shared))


def _head(draft: Draft, span: Span | None) -> int | None:
    found = (m.head for i in draft.indices(*span) for m in draft.mentions_at(i) if m.span == span) if span else ()
    return next(iter(found), None)


def are_listed(tree: Tree, a: int, b: int) -> bool:
    """Whether both are members of one list, also of one whose members each have their preposition."""
    if _first(tree, a) == _first(tree, b):
        return True
    over = [tree.heads[_first(tree, k)] for k in (a, b)]
    if any(tree.deps[_first(tree, k)] != "pobj" for k in (a, b)) or tree.words[over[0]] != tree.words[over[1]]:
        return False
    first, last = sorted(over)
    return "," in tree.words[first:last] and not any(tree.is_verb(i) for i in range(first, last))


def _first(tree: Tree, token: int) -> int:
    """The member of the token's list that all others hang on."""
    while tree.deps[token] == "conj" and tree.heads[token] != token:
        token = tree.heads[token]
    return token


def _is_joined(tree: Tree, a: int, b: int, *, whose: bool) -> bool:
    """Whether no verb parts the two, or one verb has both as its arguments."""
    up, other = tree.upwards(a), tree.upwards(b)
    shared = next((i for i in up if i in other), None)
    if shared is None:
        return True  # nothing to go by: the parser cut the sentence
    legs = [list(takewhile(lambda i: i != shared, path)) for path in (up, other)]
    verbs = [i for i in (*legs[0], shared, *legs[1]) if tree.is_verb(i)]
    if not verbs:  # "Chilean writer A and her colleague B"
        return not (whose and (any(tree.deps[i] == "conj" for i in legs[0]) or _is_elsewhere(tree, legs[1], b)))
    verb = verbs[0]
    if len(verbs) > 1 or (whose and tree.lemmas[verb] not in _BEING):
        return False
    if verb != shared and tree.deps[verb] not in _CLAUSES:
        return False
    legs = [list(takewhile(lambda i: i != verb, leg)) for leg in legs if verb in leg or verb == shared]
    bystanders = len(legs) == 2 and all(leg and tree.deps[leg[-1]] == "prep" for leg in legs)
    joined = all(_is_argument(tree, leg, verb) for leg in legs) and not bystanders
    return joined and not (whose and _is_where(tree, legs[-1]))


def _is_argument(tree: Tree, leg: list[int], verb: int) -> bool:
    """Whether the way up to the verb is that of its subject, object or what a preposition of its own brings."""
    if not leg or tree.lemmas[verb] in _BEING:
        return True
    leg = leg[:-1] if tree.deps[leg[-1]] in ("prep", "agent") else leg
    inner = all(tree.deps[i] in _INNER or "of" in (tree.words[i], tree.words[tree.heads[i]]) for i in leg[:-1])
    return inner and bool(leg) and tree.deps[leg[-1]] in _ARGUMENTS


def _is_where(tree: Tree, leg: list[int]) -> bool:
    """Whether the state is only where something is, or whose somebody is: who is sought in Chile is no Chilean, nor is
    an ally of Chile."""
    return bool(leg) and (tree.deps[leg[-1]] not in ("attr", "acomp") or any(tree.deps[i] == "pobj" for i in leg))


_FROM = frozenset(("of", "from", "'s", "’s"))


def _is_elsewhere(tree: Tree, leg: list[int], state: int) -> bool:
    """Whether a preposition only tells where something is or goes, or a prefix whose friend somebody is: "the arrest
    of Rojas in Chad", "his visit to Chad", "pro-Russian"."""
    sided = state > 1 and tree.words[state - 1] in "-–" and tree.words[state - 2] in ("pro", "anti")
    return sided or any(tree.deps[i] == "prep" and tree.words[i] not in _FROM for i in leg)


def _is_sent(tree: Tree, body: int) -> bool:
    """Whether somebody is only sent to the body or quotes it: "the envoy to the UN", "according to a UN report"."""
    top = body if tree.deps[body] == "pobj" else tree.heads[body]
    return tree.deps[top] == "pobj" and tree.words[tree.heads[top]] == "to"
