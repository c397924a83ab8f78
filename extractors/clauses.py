"""Clauses and phrases that the parser ties to what stands right before them, where the words themselves show better.

"After a bomber killed ten": the bomber is whoever killed, not the object of "after". "A day after Mali, its ally,
attacked Chad": Mali attacked. "The rebels, which Iran arms": a noun in "-s" with a subject of its own is a verb. "The
first truce in six years between A and B": no years lie between parties. "Helped Mali retake Kidal": two names with a
verb between them are none.
"""

from extractors import lexicon
from extractors.roles import roles
from extractors.tree import Tree

_FINITE = ("VBD", "VBZ", "VBP")
_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")
_NAMES = ("NNP", "NNPS")
_PARTS = frozenset(("neither", "none", "both", "all", "each", "some", "most"))
_BODIES = frozenset(("party", "organisation", "group", "coalition", "state", "region", "city"))
"""Classes of nouns that describe no person."""
_WHEN = frozenset(("after", "before", "since", "until", "when", "as"))
_TIMES = frozenset(("year", "month", "week", "day", "decade", "hour"))
_PARTED = ("relcl", "ccomp", "conj", "advcl")
_HELPING = frozenset(("help", "let", "watch", "see", "make", "have"))


def mend_clause(tree: Tree, i: int) -> None:
    """Mend what hangs around the token, where it is misread in one of these ways."""
    dep = tree.deps[i]
    if dep == "mark":
        _mend_conjunction(tree, i)
    elif dep == "conj" and tree.tags[i] in _FINITE:
        _mend_apart(tree, i)
    elif tree.tags[i] == "NNS" and dep in _PARTED:
        _mend_noun_in_s(tree, i)
    elif dep == "conj" and tree.is_noun(i):
        _mend_second_thing(tree, i)
    elif dep == "prep" and tree.words[i] == "between":
        _mend_between(tree, i)
    elif dep == "prep" and tree.words[i] == "of":
        _mend_charge(tree, i)
    elif dep == "oprd" and tree.tags[i] == "JJ":
        _mend_called(tree, i)
    elif dep == "pobj" and tree.words[i] == "fighting" and tree.tags[i] == "VBG" and tree.kid(i, "dobj") is None:
        tree.retag(i, "NN")  # "days of fighting with rebels"
    elif dep in ("dobj", "pobj") and tree.tags[i] == "VBZ" and tree.words[i].endswith("s"):
        tree.retag(i, "NNS")  # "sold Mali drones": what is sold is no verb
    elif dep == "appos":
        _mend_beside(tree, i)
    elif dep == "relcl":
        _mend_relative(tree, i)
    elif dep == "compound" and tree.tags[i] == "NN":
        _mend_bare_infinitive(tree, i)


def _mend_beside(tree: Tree, i: int) -> None:
    """Mend what is taken for another name of the noun before it."""
    if tree.words[i] in _PARTS:
        _mend_partitive(tree, i)
    elif tree.tags[i] in _NAMES:
        _mend_list(tree, i)
    else:
        _mend_description(tree, i)


def _mend_conjunction(tree: Tree, i: int) -> None:
    """Make the noun that hangs on a conjunction the subject of the clause behind: "after a bomber killed ten"."""
    verb, noun = tree.heads[i], tree.kid(i, "pobj")
    if noun is not None and i < noun < verb and tree.kid(verb, *_SUBJECTS) is None:
        tree.rehang(noun, verb)
        tree.deps[noun] = "nsubjpass" if tree.kid(verb, "auxpass") is not None else "nsubj"


def _mend_apart(tree: Tree, i: int) -> None:
    """Give "attacked" in "a day after Mali, its ally, attacked Chad" the name that an apposition parts it from."""
    if tree.kid(i, *_SUBJECTS) is not None or tree.words[i - 1] != "," or tree.of(tree.heads[i], "cc"):
        return
    name = _named_before(tree, i)
    if name is None or tree.words[tree.heads[name]] not in _WHEN or tree.kid(name, "appos") is None:
        return
    when = tree.heads[name]
    above = tree.heads[when]
    if above == when or i in tree.upwards(above):
        return
    tree.rehang(i, above)
    tree.rehang(name, i)
    tree.rehang(when, i)
    tree.deps[i], tree.deps[name], tree.deps[when] = "advcl", "nsubj", "mark"


def _mend_second_thing(tree: Tree, i: int) -> None:
    """Join "a station" in "struck a hospital in Goma and a station" to the hospital: no noun goes on with a verb."""
    verb, thing = tree.heads[i], tree.kid(tree.heads[i], "dobj")
    joint = tree.left(i) - 1
    if not tree.is_verb(verb) or thing is None or not verb < thing < joint or tree.words[joint] not in ("and", "or"):
        return
    if tree.kid(i, "nsubj", "relcl") is None and tree.heads[joint] == verb:
        between = [k for k in tree.of(verb, "prep") if thing < k < joint]
        for k in (*between, joint, i):
            tree.rehang(k, thing)


def _named_before(tree: Tree, i: int) -> int | None:
    """The name whose apposition ends with the comma before the verb."""
    behind = [k for k in tree.upwards(i - 2) if tree.deps[k] == "pobj" and tree.right(k) in (i - 1, i)]
    return next(iter(behind), None)


def _mend_noun_in_s(tree: Tree, i: int) -> None:
    """Take "arms" in "which Iran also arms" for the verb that it is: it has a subject."""
    subject = tree.kid(i, "nsubj")
    if subject is None or subject > i or tree.kid(i, "det", "amod", "poss", "nummod", "compound") is not None:
        return
    before = tree.lemmas[i]
    tree.retag(i, "VBZ")
    if ("verb", tree.lemmas[i]) not in lexicon.predicates().heads:
        tree.retag(i, "NNS")
        tree.lemmas[i] = before


def _mend_between(tree: Tree, i: int) -> None:
    """Hang "between" in "the first truce in six years between A and B" on the truce: parties lie in no time."""
    span = i - 1
    within = tree.heads[span]
    thing = within - 1
    timed = tree.lemmas[span] in _TIMES and tree.deps[span] == "pobj" and tree.words[within] in ("in", "for", "after")
    if timed and thing >= 0 and tree.is_noun(thing) and tree.heads[i] != thing and thing not in tree.subtree(i):
        tree.rehang(i, thing)


def _mend_charge(tree: Tree, i: int) -> None:
    """Hang "of" in "accused the kingdom of spying" on the verb: the charge is no part of who is charged."""
    accused = tree.heads[i]
    verb, deed = tree.heads[accused], next(iter(tree.kids[i]), None)
    if deed is None or tree.deps[accused] != "dobj" or tree.lemmas[verb] not in ("accuse", "suspect", "convict"):
        return
    if tree.tags[deed] == "VBG":
        tree.rehang(i, verb)
        tree.deps[deed] = "pcomp"


def _mend_description(tree: Tree, i: int) -> None:
    """Hang "the main party" in "X, the leader of Free Mali, the main party" on the party: it describes no person."""
    comma = tree.left(i) - 1
    name, above = comma - 1, tree.heads[i]
    role = roles().by_noun.get(tree.lemmas[i])
    if (
        tree.tags[i] != "NN"
        or name < 0
        or tree.words[comma] != ","
        or role is None
        or role.cls not in _BODIES
        or name == above
    ):
        return
    if (
        tree.tags[name] in _NAMES
        and tree.heads[name] != i
        and above in tree.upwards(name)
        and tree.words[name + 1] == ","
    ):
        tree.rehang(i, name)


def _mend_relative(tree: Tree, i: int) -> None:
    """Hang "which trains" in "the US, the EU and Turkey, which trains it, said" on Turkey: one alone trains."""
    first = tree.heads[i]
    last = first
    while (fellow := tree.kid(last, "conj")) is not None and fellow < i:
        last = fellow
    which = tree.kid(i, "nsubj", "nsubjpass")
    if last == first or which is None or tree.tags[which] not in ("WDT", "WP") or tree.words[which - 1] != ",":
        return
    singular = any(tree.tags[k] == "VBZ" for k in (i, *tree.of(i, "aux", "auxpass")))
    if singular and tree.right(last) in (which - 1, which) and i not in tree.upwards(last):
        tree.rehang(i, last)


def _mend_partitive(tree: Tree, i: int) -> None:
    """Make a relative clause of "neither of which recognises it" in "A and B, neither of which recognises it, support
    C", where the parser takes its verb for the main one."""
    named = tree.heads[i]
    verb = tree.heads[named]
    main = next((k for k in tree.of(verb, "conj") if tree.is_verb(k) and tree.words[k - 1] == ","), None)
    which = next((k for p in tree.of(i, "prep") for k in tree.of(p, "pobj") if tree.tags[k] in ("WDT", "WP")), None)
    if main is None or tree.deps[named] != "nsubj" or not i < verb < main or which is None or tree.kid(main, "nsubj"):
        return
    dep = tree.deps[verb]
    tree.lift(main, verb)
    tree.rehang(named, main)
    tree.rehang(i, verb)
    tree.rehang(verb, named)
    tree.rehang(which, verb)
    tree.deps[main], tree.deps[verb], tree.deps[which] = dep, "relcl", "nsubj"
    tree.deps[i] = "neg" if tree.words[i] in ("neither", "none") else "advmod"


def _mend_called(tree: Tree, i: int) -> None:
    """Take "raid" in "called the Indian raid regrettable" for what is called so: no noun modifies an adjective."""
    thing, verb = i - 1, tree.heads[i]
    if tree.deps[thing] != "compound" or tree.heads[thing] != i or tree.kid(verb, "dobj") is not None:
        return
    tree.rehang(thing, verb)
    tree.deps[thing] = "dobj"
    for k in [k for k in tree.kids[i] if k < thing and tree.deps[k] in ("det", "amod", "poss", "compound", "nummod")]:
        tree.rehang(k, thing)


def _mend_list(tree: Tree, i: int) -> None:
    """Take "Chad" in "Mali, Chad and Niger" for one of a list: two names are no other name of the one before."""
    fellow = tree.kid(i, "conj")
    bare = tree.kid(i, "det", "poss", "nummod", "prep", "relcl") is None
    if fellow is not None and bare and tree.tags[fellow] in _NAMES and tree.tags[tree.heads[i]] in _NAMES:
        joined = tree.kid(i, "cc") is not None and tree.kid(fellow, "det", "appos") is None
        if joined and tree.kid(tree.heads[i], "conj") is None:
            tree.deps[i] = "conj"


def _mend_bare_infinitive(tree: Tree, i: int) -> None:
    """Take "retake" in "helped Mali retake Kidal" for what Mali did: a verb between two names, in small letters."""
    town = tree.heads[i]
    verb = tree.heads[town]
    name = i - 1
    if tree.deps[town] != "dobj" or tree.lemmas[verb] not in _HELPING or tree.heads[name] != town:
        return
    if ("verb", tree.words[i]) not in lexicon.predicates().heads or not tree.words[i].isalpha():
        return
    if tree.tags[name] not in ("NNP", "NNPS") or not tree.texts[i].islower() or tree.tags[town] not in ("NNP", "NNPS"):
        return
    tree.rehang(i, verb)
    tree.rehang(town, i)
    tree.rehang(name, i)
    tree.retag(i, "VB")
    tree.deps[i], tree.deps[town], tree.deps[name] = "ccomp", "dobj", "nsubj"
