"""Whether what a word says is so: negation and modality, from what stands around it and above it in the tree.

Verbs take them from their auxiliaries, from "no", from "if", and from the verbs above ("refused to", "vowed to").
Nouns take them from the noun or verb that they hang on: "the threat of an attack", "tried to broker a truce".
"""

from typing import NamedTuple

from extractors import lexicon
from extractors.phrases import DEFINITE, POSSESSIVE, left_edge
from extractors.tree import Tree
from kg.model import Modality

_MODALS: dict[str, Modality] = {
    "will": "future", "shall": "future", "wo": "future", "sha": "future", "'ll": "future", "’ll": "future",
    "may": "possible", "might": "possible", "could": "possible", "can": "possible", "ca": "possible",
    "should": "possible", "must": "possible", "would": "conditional", "'d": "conditional", "’d": "conditional",
}  # fmt: skip
_NEGATIONS = frozenset(("not", "n't", "n’t", "never", "no", "neither", "nor", "hardly", "barely"))
_CONTRASTS = frozenset(("but", ",", "and", "though", "if"))
_TELLING = ("insist", "suggest")
"""Requests with a subjunctive ("insisted that it leave"), statements with an indicative ("insisted that it had")."""
_WANTING = frozenset(("demand", "urge", "request", "propose", "want", "seek", "suggest"))
"""What somebody wants has not happened, even where the text speaks of it as known."""
_PENDING = ("have", "be")
_POSSIBLE = frozenset(("possible", "likely", "unlikely", "conceivable", "plausible", "doubtful", "unclear"))
_ASKING = frozenset(("why", "how", "what", "where", "when", "whom", "nor", "neither"))
_OUGHT = frozenset(
    ("important", "vital", "necessary", "essential", "crucial", "urgent", "imperative", "critical", "time", "need",
     "easy", "easier", "hard", "harder", "difficult", "impossible", "wise")
)  # fmt: skip
"""Said of what somebody is to do, not of what he has done."""
_LACKING = frozenset(("lack", "absence", "shortage", "end"))
"""Nouns before "of" what is not there."""
_OPEN = frozenset(("possibly", "perhaps", "maybe", "probably"))
_TURNING_DOWN = frozenset(("refuse", "decline", "reject", "oppose", "rule"))
"""Verbs that leave open what happens where they are denied; who did not fail or cease to do something does it."""
_AHEAD = frozenset(("expected", "planned", "looming", "impending", "imminent", "upcoming", "anticipated", "future"))
_THOUGHT = frozenset(
    ("possible", "potential", "feared", "threatened", "hypothetical", "alleged", "suspected", "proposed")
)
"""What is said of a deed that is yet to come, and of one that may not be: "the expected assault", "a possible raid"."""
_BREAKING = frozenset(("break", "violate", "breach", "scrap", "abrogate", "annul"))
"""What is done with a pact that holds no more."""
_LOOMING = frozenset(("risk", "carry", "entail"))
"""Verbs that tell what would follow if their subject took place."""
_TASKING = frozenset(("task", "charge", "entrust"))
_FEELING = frozenset(("ashamed", "proud", "glad", "happy", "sorry", "pleased", "sad"))
_EXISTING = frozenset(("be", "come", "take", "loom", "target", "kill", "hit"))
"""Verbs whose subject takes place where they do, beside those that are a class of the lexicon."""
_DEPTH = 6


class Mood(NamedTuple):
    """What a noun takes from the word that it hangs on."""

    negated: bool = False
    modality: Modality = "actual"


def negated(tree: Tree, i: int, depth: int = 0) -> bool:
    """Whether what a verb says is denied: "did not", "no X attacked", "refused to", "has yet to", "without"."""
    if _has_negation(tree, i) or _has_empty_argument(tree, i) or _is_passed_over(tree, i):
        return True
    head, dep = tree.heads[i], tree.deps[i]
    if depth > _DEPTH or head == i:
        return False
    if dep == "xcomp" and tree.is_verb(head):
        pending = tree.lemmas[head] in _PENDING and any(tree.words[k] == "yet" for k in tree.of(head, "advmod"))
        return pending or (tree.lemmas[head] in lexicon.class_of("negating")) != negated(tree, head, depth + 1)
    if dep == "pcomp":
        verb = tree.heads[head]
        prevented = (
            tree.words[head] == "from" and tree.is_verb(verb) and tree.lemmas[verb] in lexicon.class_of("preventing")
        )
        unplanned = (
            tree.is_verb(verb) and tree.lemmas[verb] in lexicon.class_of("planning") and _has_negation(tree, verb)
        )
        return tree.words[head] == "without" or prevented or unplanned
    if dep == "conj" and _shares_mood(tree, i, head):
        return negated(tree, head, depth + 1)
    return False


def _has_negation(tree: Tree, i: int) -> bool:
    for k in tree.kids[i]:
        if tree.deps[k] == "neg" or (tree.words[k] in _NEGATIONS and tree.deps[k] in ("advmod", "preconj")):
            return tree.words[k + 1 : k + 2] != ["only"]
    return any(tree.words[k] == "longer" and tree.words[k - 1] == "no" for k in tree.of(i, "advmod", "neg"))


def _is_passed_over(tree: Tree, i: int) -> bool:
    """Whether something else is done rather: "would rather fight than back", "rather than backing", "instead of"."""
    words = tree.of(i, "mark") + ([tree.heads[i]] if tree.deps[i] == "pcomp" else [])
    words += [k for k in tree.of(tree.heads[i], "cc") if tree.deps[i] == "conj" and k < i]
    than = next((k for k in words if tree.words[k] == "than"), None)
    if than is None:
        return any(tree.words[k - 1 : k + 1] == ["instead", "of"] for k in words if k)
    if any(tree.words[k] in _MODALS for k in tree.of(tree.heads[i], "aux")):  # what one would rather not do is open
        return False
    return any(tree.words[k] == "rather" for j in (than, tree.heads[i], tree.heads[than]) for k in tree.of(j, "advmod"))


def _has_empty_argument(tree: Tree, i: int) -> bool:
    for s in tree.of(i, "nsubj", "nsubjpass", "dobj"):
        if tree.words[s] in ("nobody", "none", "nothing", "neither"):
            return True
        if any(tree.words[k] in ("no", "neither") for k in tree.of(s, "det", "cc", "preconj", "advmod")):
            return True
    return False


def _shares_mood(tree: Tree, i: int, head: int) -> bool:
    """Whether a coordinated verb stands under the auxiliaries of the first: not where it has its own, or is finite."""
    if not tree.is_verb(head) or tree.of(i, "aux", "auxpass", "nsubj", "nsubjpass"):
        return False
    return tree.tags[i] not in ("VBZ", "VBD") or tree.tags[head] in ("VBZ", "VBD", "VBP")


def modality(tree: Tree, i: int, depth: int = 0) -> Modality:
    """Whether it happened, may, will or would: from auxiliaries, conditions and the verbs above."""
    for k in tree.of(i, "aux"):
        if tree.words[k] in _MODALS and not _is_supposed(tree, i, k) and not _is_had(tree, i, k):
            return "conditional" if _is_inverted(tree, i, k) else _MODALS[tree.words[k]]
    if is_unsure(tree, i) or _is_manner(tree, i) or _is_shunned(tree, i):
        return "possible"
    if _is_passed_over(tree, i):
        return "actual"
    if _is_condition(tree, i) or _is_if_and_when(tree, i) or _is_inverted(tree, i):
        return "conditional"
    return "actual" if depth > _DEPTH or tree.heads[i] == i else _from_above(tree, i, depth)


def _is_condition(tree: Tree, i: int) -> bool:
    """Whether "if" stands before the clause, or the one that it goes on: "if Mali falls and Niger is attacked"."""
    above = (i, tree.heads[i]) if tree.deps[i] == "conj" else (i,)
    return any(tree.words[k] in ("if", "unless", "whether") for j in above for k in tree.of(j, "mark"))


def _is_had(tree: Tree, i: int, modal: int) -> bool:
    """Whether "'d" is short for "had": "whom they'd kidnapped"."""
    return tree.words[modal] in ("'d", "’d") and tree.tags[i] in ("VBN", "VBD")


def _is_supposed(tree: Tree, i: int, modal: int) -> bool:
    """Whether "will" only tells how sure somebody is of what has happened: "will already have shared it"."""
    done = any(tree.words[k] == "have" for k in tree.of(i, "aux"))
    return tree.words[modal] == "will" and done and any(tree.words[k] == "already" for k in tree.of(i, "advmod"))


def _from_above(tree: Tree, i: int, depth: int) -> Modality:
    """What the words above leave open, or take for granted."""
    head, dep = tree.heads[i], tree.deps[i]
    if _is_held_open(tree, i):
        return "possible"
    if dep == "advcl" and _is_awaited(tree, i):
        return "future"
    if dep in ("xcomp", "acl", "advcl", "ccomp") and _is_infinitive(tree, i):
        return _under(tree, head, depth)
    if dep == "pcomp":
        return _of_gerund(tree, tree.heads[head], tree.words[head], depth)
    if dep == "xcomp":
        return _of_gerund(tree, head, "", depth)
    if dep == "ccomp" and tree.lemmas[head] in lexicon.class_of("requesting"):
        told = tree.lemmas[head] in _TELLING and _is_indicative(tree, i)
        reasons = any(tree.words[k] in ("why", "how") for k in tree.of(i, "advmod"))
        return "actual" if told or reasons else "possible"  # who asks why it happened takes for granted that it did
    return modality(tree, head, depth + 1) if dep == "conj" and _shares_mood(tree, i, head) else "actual"


def _is_held_open(tree: Tree, i: int) -> bool:
    """Whether the word above tells that it is wanted, doubted, feared or possible."""
    head, dep = tree.heads[i], tree.deps[i]
    if _is_called_for(tree, i):
        return True
    if dep in ("acl", "ccomp", "relcl") and (_is_doubted(tree, head) or _is_held_possible(tree, head)):
        return True
    return dep in ("acl", "ccomp") and tree.is_noun(head) and _is_prospect(tree, i, head)


def is_unsure(tree: Tree, i: int) -> bool:
    """Whether an adverb leaves a word open: "possibly killed", "by a gang, possibly the Zetas"."""
    before = tree.words[max(tree.left(i) - 1, 0)] in _OPEN and tree.is_noun(i)
    return before or any(tree.words[k] in _OPEN for k in tree.of(i, "advmod"))


def _is_shunned(tree: Tree, i: int) -> bool:
    """Whether it is what somebody "would rather" not do: "would rather talk to the rebels than attack them"."""
    first = tree.sentence(i)[0]
    rather = "rather" in tree.words[first:i] or "sooner" in tree.words[first:i]
    return rather and tree.tags[i] == "VB" and "than" in (tree.words[tree.left(i) - 1], tree.words[tree.left(i)])


def _is_if_and_when(tree: Tree, i: int) -> bool:
    first = tree.left(i)
    return tree.words[max(first - 2, 0) : first + 1] == ["if", "and", "when"]


def _is_manner(tree: Tree, i: int) -> bool:
    """Whether the infinitive says how something is to be done: "instructions on how to ambush the patrol"."""
    return _is_infinitive(tree, i) and any(tree.words[k] == "how" for k in tree.of(i, "advmod"))


def _is_indicative(tree: Tree, i: int) -> bool:
    """Whether the clause says how things are: "insisted it was not", other than "insisted that it leave"."""
    return any(tree.tags[k] in ("VBZ", "VBD", "VBP") for k in (i, *tree.of(i, "aux", "auxpass")))


def _is_inverted(tree: Tree, i: int, modal: int | None = None) -> bool:
    """Whether the clause is a condition without "if": "Had Russia attacked …", "…, should the rebels win"."""
    first = tree.left(i) if modal is None else modal
    subjects = tree.of(i, "nsubj", "nsubjpass")
    inverted = tree.words[first] in ("had", "were", "should") and any(first < k for k in subjects)
    ahead = tree.words[first] == "should" and tree.words[first - 1] not in _ASKING  # "why should Iran agree"
    opens = tree.sentence(i)[0] == first or (modal is not None and ahead)
    return inverted and opens and tree.words[tree.sentence(i)[1] - 1] != "?"


def _is_held_possible(tree: Tree, verb: int) -> bool:
    """Whether the clause is what "it is possible that" speaks of."""
    return tree.lemmas[verb] == "be" and any(tree.words[k] in _POSSIBLE for k in tree.of(verb, "acomp"))


def _is_doubted(tree: Tree, noun: int) -> bool:
    """Whether a noun before a clause takes it back: "no evidence that", "little proof that"."""
    if tree.lemmas[noun] not in lexicon.class_of("doubting"):
        return False
    verb = tree.heads[noun]
    denied = any(tree.words[k] in ("no", "little", "any") for k in tree.of(noun, "det", "neg", "amod"))
    return denied or (tree.is_verb(verb) and _has_negation(tree, verb))


def _is_prospect(tree: Tree, i: int, noun: int) -> bool:
    """Whether a clause says what somebody wants or fears: "its demand that Israel leave", "fears that X may"."""
    that = any(tree.words[k] == "that" for k in tree.of(i, "mark"))
    return that and tree.lemmas[noun] in lexicon.class_of("prospects")


def _is_awaited(tree: Tree, i: int) -> bool:
    """Whether something else waits for it: "once they sign", "until it is signed"; who waited until they signed did."""
    awaited = any(tree.words[k] in ("until", "till", "once") for k in tree.of(i, "mark", "advmod"))
    finite = [tree.tags[k] for k in (*tree.of(i, "aux", "auxpass"), i)]
    if awaited and any(tree.tags[k] == "MD" for k in tree.of(tree.heads[i], "aux")):
        return True  # "there could be no talks until they withdrew"
    return awaited and "VBD" not in finite and not (finite == ["VBN"] and _is_past(tree, tree.heads[i]))


def _is_past(tree: Tree, i: int) -> bool:
    return any(tree.tags[k] == "VBD" for k in (i, *tree.of(i, "aux", "auxpass")))


def _is_called_for(tree: Tree, i: int) -> bool:
    """Whether it is said that somebody ought to: "it is vital for Chad to act", "time for the army to leave"."""
    if not _is_infinitive(tree, i) or not any(tree.words[k] == "for" for k in tree.of(i, "mark")):
        return False
    head = tree.heads[i]
    said = (head, *tree.of(head, "acomp", "amod"))
    return any(tree.lemmas[k] in _OUGHT for k in said)


def _is_infinitive(tree: Tree, i: int) -> bool:
    return any(tree.words[k] == "to" for k in tree.of(i, "aux"))


def _under(tree: Tree, head: int, depth: int) -> Modality:
    """The modality of an infinitive: a fact under "began to", a plan under "vowed to", else open."""
    word = tree.lemmas[head]
    if word == "go" and tree.tags[head] == "VBG":  # "were going to target"
        return "future"
    if word == "able":  # who was able to flee has fled
        return "actual" if tree.words[tree.heads[head]] in ("was", "were") else "possible"
    if word in _FEELING and any(tree.words[k] == "have" for c in tree.of(head, "xcomp") for k in tree.of(c, "aux")):
        return "actual"  # "was ashamed to have joined"
    if word in _TURNING_DOWN and negated(tree, head):  # who did not refuse to help may help
        return "possible"
    if word in lexicon.class_of("factual") or word in lexicon.class_of("negating"):
        return modality(tree, head, depth + 1)
    return "future" if word in lexicon.class_of("planning") else "possible"


def _of_gerund(tree: Tree, above: int, prep: str, depth: int) -> Modality:
    """The modality of a gerund under a word, or under its preposition."""
    word = tree.lemmas[above]
    if prep == "than":
        return "possible"  # "a safer bet than allying with"
    if prep and any(tree.words[p] in ("toward", "towards") for p in tree.of(above, "prep")):
        return "possible"  # "is leaning towards backing"
    if word in _TURNING_DOWN and negated(tree, above):  # "has not ruled out sending"
        return "possible"
    if word in lexicon.class_of("planning") or (word == "look" and tree.words[above + 1 : above + 2] == ["forward"]):
        return "future"
    if word in lexicon.class_of("weighing") or (tree.is_noun(above) and word in lexicon.class_of("prospects")):
        return "possible"
    shared = prep in ("", "in") or word in _TASKING  # "may succeed in signing", "would be tasked with guarding"
    return modality(tree, above, depth + 1) if tree.is_verb(above) and shared else "actual"


def noun_mood(tree: Tree, i: int) -> Mood:
    """The mood of an event that a noun names. What is spoken of as known ("the attack") is so."""
    said = {tree.words[k] for k in tree.of(i, "amod")}
    if said & (_AHEAD | _THOUGHT):
        return Mood(modality="possible" if said & _THOUGHT else "future")
    while tree.deps[i] == "conj" and tree.heads[i] != i:
        i = tree.heads[i]
    dep, head = tree.deps[i], tree.heads[i]
    known = _is_known(tree, i)
    if dep == "pobj":
        above = tree.heads[head]
        if known and tree.words[head] not in ("of", "for"):
            met = tree.words[head] == "at" and tree.is_verb(above)  # "will speak at their meeting"
            return Mood(modality=modality(tree, above) if met else "actual")
        return _of_prospect(tree, above, known=known)
    if dep == "dobj" and is_broken(tree, i, head):  # "violated the truce with"
        return Mood(not negated(tree, head), modality(tree, head))
    if dep == "dobj" and tree.lemmas[head] in _WANTING:  # "demanded the withdrawal of the troops"
        return Mood(negated(tree, head), "possible")
    if known:
        return Mood()
    if dep in ("dobj", "nsubjpass") and tree.is_verb(head):
        word = tree.lemmas[head]
        open_ = any(word in lexicon.class_of(c) for c in ("planning", "requesting", "preventing", "weighing"))
        own = modality(tree, head)
        return Mood(negated(tree, head), "possible" if open_ and own == "actual" else own)
    takes_place = tree.lemmas[head] in lexicon.class_of("occurring") or tree.lemmas[head] in _EXISTING
    if dep == "nsubj" and tree.lemmas[head] in _LOOMING and tree.tags[head] in ("VBZ", "VBP"):
        return Mood(modality="possible")  # "a clash of both armies risks a wider war"
    # "an attack may follow", but "clashes may account for the rise": those took place
    return Mood(modality=modality(tree, head)) if dep == "nsubj" and takes_place else Mood()


def is_broken(tree: Tree, noun: int, verb: int) -> bool:
    """Whether a pact is one no more: "broke his pact with"; who breaks off talks or a siege did hold them."""
    agreed = any(
        r.predicate in ("agreesWith", "alliedWith", "cooperatesWith")
        for r in lexicon.predicates().rules.get(("noun", tree.lemmas[noun]), ())
    )
    return agreed and tree.lemmas[verb] in _BREAKING and not tree.of(verb, "prt")


def _of_prospect(tree: Tree, above: int, *, known: bool) -> Mood:
    """Under "the threat of", "calls for", "warned of": open; "no" before the noun above takes it away."""
    word = tree.lemmas[above]
    if tree.is_noun(above) and word in _LACKING:
        return Mood(negated=True)
    if tree.is_noun(above) and _is_doubted(tree, above):
        return Mood(modality="possible")
    if tree.is_noun(above) and word in lexicon.class_of("prospects"):
        return Mood(any(tree.words[k] == "no" for k in tree.of(above, "det", "neg")), "possible")
    if tree.is_verb(above) and not known and (word in lexicon.class_of("requesting") or word in ("warn", "prepare")):
        return Mood(modality="possible")
    if tree.is_verb(above) and not known:
        return Mood(modality=modality(tree, above))
    return Mood()


def _is_known(tree: Tree, i: int) -> bool:
    first = left_edge(tree, i)
    return tree.words[first] in DEFINITE or any(
        tree.words[k] in POSSESSIVE or tree.deps[k] == "poss" for k in range(first, i)
    )


def is_excepted(tree: Tree, token: int) -> bool:
    """Whether "not" takes a phrase out of a list: both in "recognised by many, but not by Russia or China"."""
    first = left_edge(tree, token)
    for k in range(max(first - 2, 1), token):
        if tree.words[k] == "not":
            return tree.words[k - 1] in _CONTRASTS or _goes_on_with_but(tree, token)
    if tree.deps[token] == "conj" and tree.is_noun(tree.heads[token]) and _is_listed(tree, token):
        return is_excepted(tree, tree.heads[token])
    return False


def _is_listed(tree: Tree, token: int) -> bool:
    """Whether a noun follows the one that it is coordinated with in a list: "Russia, China or Spain"."""
    first = left_edge(tree, token)
    return tree.words[token - 1] in ("or", "and", "nor") or tree.words[first - 1] in (",", "or", "and", "nor")


def _goes_on_with_but(tree: Tree, token: int) -> bool:
    """Whether "but" follows the phrase, or the list that it begins: "not by Syria or Russia, but by the coalition"."""
    after = tree.words[max(tree.spread([token])) + 1 :][:2]
    return after[:1] == ["but"] or after == [",", "but"]
