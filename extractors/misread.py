"""Finite verbs whose subject or object the parser hangs wrongly: the words themselves show that it must be so.

"… say Tehran smuggles missiles": a finite verb with a subject of its own modifies no noun. "Kigali charges Kinshasa",
"…, Saudi Arabia intervened": a finite verb has a subject, and the name right before it, if nothing closes it off, is
that, but not beside another ("a blast near Kirkuk, Iraq wounded five"). "…, a charge Bern called absurd": a noun with
an article is no part of the name behind it. "Is armed and commanded by X": what is coordinated with a passive is one.
"The US has, Bern says, sent aid": no auxiliary has a subject of its own. "Provided the army with drones": one provides
with.
"""

from extractors.attribution.cues import is_utterance, uses_at
from extractors.tree import Tree

_FINITE = frozenset(("VBZ", "VBP", "VBD"))
_MODIFIER = frozenset(("compound", "amod", "nmod"))
_BESIDE = _MODIFIER | {"appos"}
_CLAUSES = frozenset(("ROOT", "ccomp", "advcl", "parataxis", "conj"))
_GIVING = frozenset(("provide", "supply", "equip", "furnish", "arm", "present", "entrust", "charge", "ply"))
_LABELLING = frozenset(("designate", "brand", "label", "declare", "call", "dub", "deem", "name"))
_ARTICLES = frozenset(("a", "an", "the"))


def mend_misread(tree: Tree, i: int) -> None:
    """Mend what hangs around the token, where it is misread in one of these ways."""
    tag, dep = tree.tags[i], tree.deps[i]
    if dep == "aux":
        _mend_parted(tree, i)
    elif tag in _FINITE:
        if dep in _MODIFIER:
            _mend_clause(tree, i)
        elif dep in _CLAUSES:
            _mend_coordination(tree, i)
            _mend_sum(tree, i)
            _mend_town(tree, i)
            _mend_subject(tree, i)
    elif dep in ("appos", "dobj"):
        _mend_label(tree, i)
    elif dep == "compound" and tree.words[i].endswith("ing"):
        _mend_charge(tree, i)
    elif dep == "mark" and tree.words[i] == "that":
        _mend_second_relative(tree, i)
    elif dep == "acomp" and tag == "JJ":
        _mend_participle(tree, i)
    elif tree.words[i] == "with" and dep == "prep":
        _mend_gift(tree, i)


def _mend_clause(tree: Tree, i: int) -> None:
    """Take "smuggles" in "say Tehran smuggles missiles" for what is said, and the missiles for its object."""
    noun = tree.heads[i]
    said = tree.heads[noun]
    if noun < i or tree.deps[noun] != "dobj" or tree.kid(i, "nsubj") is None or "clause" not in uses_at(tree, said):
        return
    for k in [k for k in tree.kids[noun] if k < i]:
        tree.rehang(k, i)
    tree.lift(i, noun)
    tree.deps[i] = "ccomp"


def _mend_sum(tree: Tree, i: int) -> None:
    """Make "a charge Bern called absurd" a noun that sums up the clause before it, and a relative clause of that."""
    name = _before(tree, i)
    if name is None or tree.deps[name] not in ("appos", "nsubj"):
        return
    noun = next((k for k in tree.of(name, "compound") if is_utterance(tree, k)), None)
    first = tree.left(name)
    if noun is None or tree.words[first] not in _ARTICLES or first != noun - 1 or tree.words[first - 1] != ",":
        return
    above = tree.heads[name] if tree.deps[name] == "appos" else tree.heads[i]
    if above == i:  # what is summed up is hung under the verb
        above = next((k for k in tree.of(i, "ccomp", "parataxis", "advcl") if k < first), i)
        if above == i:
            return
        tree.deps[above] = tree.deps[i]
        tree.lift(above, i)
    elif i in tree.upwards(above):
        return
    tree.rehang(noun, above)
    tree.rehang(first, noun)
    tree.rehang(i, noun)
    tree.rehang(name, i)
    tree.deps[noun], tree.deps[i], tree.deps[name] = "appos", "relcl", "nsubj"
    if tree.lemmas[i] in _LABELLING:  # "called a lie": what it is called, since the charge is its object
        for k in tree.of(i, "dobj"):
            tree.deps[k] = "oprd"


def _mend_coordination(tree: Tree, i: int) -> None:
    """Hang "accused" in "ordered them to stop and accused Mali" beside "ordered": no infinitive is joined with a finite
    verb."""
    fellow = tree.heads[i]
    if (
        tree.deps[i] != "conj"
        or tree.tags[fellow] != "VB"
        or not any(tree.words[k] == "to" for k in tree.of(fellow, "aux"))
    ):
        return
    if tree.kid(i, "nsubj", "nsubjpass") is None and (above := _finite_above(tree, fellow)) is not None:
        tree.rehang(i, above)


def _finite_above(tree: Tree, i: int) -> int | None:
    return next((k for k in tree.upwards(i)[1:] if tree.tags[k] in _FINITE), None)


def _mend_label(tree: Tree, i: int) -> None:
    """Take "a terrorist group" in "designated X a terrorist group" for what X is called: no comma makes it a name."""
    first = tree.left(i)
    thing = tree.heads[i] if tree.deps[i] == "appos" else first - 1
    verb = tree.heads[thing]
    if thing < 0 or tree.deps[thing] != "dobj" or not tree.is_verb(verb) or tree.lemmas[verb] not in _LABELLING:
        return
    if first == thing + 1 and tree.words[first] in _ARTICLES:
        tree.rehang(i, verb)
        tree.deps[i] = "oprd"


def _mend_charge(tree: Tree, i: int) -> None:
    """Take "bombing" in "accused the army of bombing villages" for what the army did."""
    noun = tree.heads[i]
    prep = tree.heads[noun]
    if tree.deps[noun] != "pobj" or tree.left(noun) != i or prep != i - 1 or tree.tags[noun] != "NNS":
        return
    if tree.words[prep] in ("of", "with") and "accuse" in uses_at(tree, tree.heads[prep]):
        tree.lift(i, noun)
        tree.retag(i, "VBG")
        tree.deps[i], tree.deps[noun] = "pcomp", "dobj"


def _mend_second_relative(tree: Tree, i: int) -> None:
    """Take "that" in "a region that has oil and that Caracas claims" for what is claimed."""
    verb = tree.heads[i]
    relative = tree.deps[verb] == "conj" and tree.deps[tree.heads[verb]] == "relcl"
    if relative and tree.kid(verb, "nsubj") is not None and tree.kid(verb, "dobj", "ccomp", "attr") is None:
        tree.retag(i, "WDT")
        tree.deps[i] = "dobj"


def _mend_town(tree: Tree, i: int) -> None:
    """Hang "Iraq" in "a blast near Kirkuk, Iraq wounded five" on the town: the blast is the subject."""
    state = _before(tree, i)
    town = -1 if state is None else tree.left(state) - 2
    if state is None or town < 1 or tree.deps[state] != "nsubj" or tree.words[town + 1] != ",":
        return
    above = tree.upwards(town)
    noun = above[above.index(i) - 1] if i in above else i
    if tree.deps[town] != "pobj" or not tree.is_noun(noun) or noun == town or not tree.doc[town].text[0].isupper():
        return
    if tree.deps[noun] not in ("nsubj", "advcl") or not (tree.tags[noun] == "NNS" or tree.of(noun, "det")):
        return  # "Last week in Goma, X accused": when and where
    if tree.words[tree.left(state)] in _ARTICLES or noun in tree.upwards(state) or _is_ahead(tree, noun):
        return
    tree.rehang(state, town)
    tree.deps[state], tree.deps[noun] = "appos", "nsubj"


def _is_ahead(tree: Tree, noun: int) -> bool:
    """Whether a noun only says when: "a day after the raid on Goma, Rwanda accused"."""
    return tree.lemmas[noun] in ("day", "week", "month", "year", "hour", "minute", "time", "night", "morning")


def _mend_subject(tree: Tree, i: int) -> None:
    """Give a verb without a subject the name right before it."""
    if tree.deps[i] == "conj" or tree.kid(i, "nsubj", "nsubjpass", "csubj", "expl") is not None:
        return
    name = _before(tree, i)
    if name is None or tree.deps[name] not in _BESIDE or name in tree.upwards(i):
        return
    first = tree.left(name)
    if tree.deps[name] == "appos" and (first == 0 or tree.words[first - 1] != ","):
        return
    if tree.tags[name].startswith("JJ"):
        tree.retag(name, "NNP")
    tree.rehang(name, i)
    tree.deps[name] = "nsubjpass" if tree.kid(i, "auxpass") is not None else "nsubj"


def _mend_parted(tree: Tree, i: int) -> None:
    """Hang "the US" in "the US has, Bern says, sent aid" on the verb, not on the auxiliary beside it."""
    for k in tree.of(i, "nsubj", "nsubjpass"):
        tree.rehang(k, tree.heads[i])


def _before(tree: Tree, i: int) -> int | None:
    """The name that ends right before the verb, its auxiliaries and adverbs."""
    k = i - 1
    while k >= 0 and tree.heads[k] == i and tree.deps[k] in ("aux", "auxpass", "advmod", "neg"):
        k -= 1
    if k < 0 or not tree.doc[k].text[0].isupper() or tree.tags[k] not in ("NNP", "NNPS", "JJ"):
        return None
    return k if tree.sentence_of[k] == tree.sentence_of[i] else None


def _mend_participle(tree: Tree, i: int) -> None:
    """Take "armed" in "is armed and commanded by X" for the passive that its fellow is."""
    be, word = tree.heads[i], tree.words[i]
    fellow = next((k for k in tree.of(i, "conj") if tree.tags[k] == "VBN" and tree.kid(k, "agent") is not None), None)
    if fellow is None or not word.endswith("ed") or tree.lemmas[be] != "be":
        return
    tree.lift(i, be)
    tree.retag(i, "VBN")
    tree.deps[i], tree.deps[be] = tree.deps[be], "auxpass"
    for k in list(tree.kids[be]):
        tree.rehang(k, i)
        if tree.deps[k] == "nsubj":
            tree.deps[k] = "nsubjpass"


def _mend_gift(tree: Tree, i: int) -> None:
    """Hang "with drones" in "provided the army with drones" on the verb."""
    receiver = tree.heads[i]
    verb = tree.heads[receiver]
    if receiver == i - 1 and tree.deps[receiver] == "dobj" and tree.lemmas[verb] in _GIVING and tree.is_verb(verb):
        tree.rehang(i, verb)
