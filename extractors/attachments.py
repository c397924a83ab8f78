"""What the parser hangs wrongly around words of accusing and denying.

"…, allegations that Moscow has rejected": the parser takes "that" for the beginning of what is alleged; a verb that
needs an object and has none but "that" tells otherwise. "…, a claim Phnom Penh denied": a verb with two subjects
takes the first for its own; that is the noun which sums up the clause before the comma.

"It fought Isis, the group that …": an apposition is said of the name before its comma, not of one beyond the verb.

"… backs Hamas, a militant group": a second object behind a comma is an apposition. "Cut ties with A in solidarity with
B": the solidarity is with B, the ties are not.

"… was accused of shelling it by Kyiv": who accuses is hung on the deed. Who tells something after it: `tellers`.
"""

from extractors import lexicon
from extractors.attribution.cues import is_denying, is_utterance, uses_at, uses_of
from extractors.clauses import mend_clause
from extractors.draft import Draft
from extractors.misjoined import mend_misjoined
from extractors.misread import mend_misread
from extractors.reduced import mend_reduced
from extractors.tellers import mend_teller
from extractors.tree import Tree

_ACCORD = frozenset(("solidarity", "sympathy", "agreement", "coordination", "line", "cooperation", "conjunction"))
"""What something is done in, with somebody: "in solidarity with", "in line with"."""
_ARTICLES = frozenset(("a", "an", "the"))
_BE = frozenset(("is", "are", "was", "were", "been", "'s", "’s", "'re", "’re"))


def mend_attachments(draft: Draft) -> Draft:
    """Turn misread clauses after nouns of saying into relative ones, and give accusations their accusers."""
    tree = draft.tree
    for i in range(len(tree.deps)):
        mend_misread(tree, i)
        mend_misjoined(tree, i)
        mend_reduced(tree, i)
        mend_clause(tree, i)
        mend_teller(tree, i)
        if tree.tags[i] in ("NN", "VBG") and tree.words[i].endswith("ing"):
            _mend_progressive(tree, i)
        if tree.deps[i] == "dobj":
            _mend_second_object(tree, i)
        if tree.deps[i] == "appos":
            _mend_apposition(tree, i)
        if tree.deps[i] == "ccomp":
            _mend_parataxis(tree, i)
        if i > 1 and tree.words[i] == "with" and tree.words[i - 2] == "in" and tree.words[i - 1] in _ACCORD:
            tree.rehang(i, i - 1)
        if tree.deps[i] == "prep" and tree.words[i] in ("on", "against"):
            _mend_target(tree, i)
        if tree.tags[i] == "VBG" and tree.deps[i] == "pcomp":
            _mend_accuser(tree, i)
        if tree.is_verb(i) and is_denying(tree, i) and _lacks_object(tree, i):
            _mend_noun(tree, i)
            _mend_that(tree, i)
            _mend_summary(tree, i)
    return draft


def _mend_apposition(tree: Tree, i: int) -> None:
    """Hang "the group that …" on the name right before its comma, where the parser leaps over a verb for another."""
    comma = tree.left(i) - 1
    name = comma - 1
    if name < 0 or tree.words[comma] != "," or not tree.is_noun(name) or tree.heads[i] == name:
        return
    if not tree.doc[name].text[0].isupper():
        return
    above = name
    while tree.heads[above] != above and not tree.is_verb(above):
        above = tree.heads[above]
        if above == tree.heads[i]:
            return  # "the leader of Hamas, a doctor": either may be meant
    if tree.heads[i] < above < i:
        tree.rehang(i, name)


def _mend_parataxis(tree: Tree, i: int) -> None:
    """A clause that a semicolon parts from who says something is not what is said, if that has its own clause behind:
    "Mali armed them; Niger is said to have helped"."""
    verb = tree.heads[i]
    subject = next(iter(tree.of(verb, "nsubj", "nsubjpass")), i)
    behind = [k for k in tree.of(verb, "ccomp", "xcomp") if k > verb and k != i]
    if i < subject and behind and ";" in tree.words[i:subject]:
        tree.deps[i] = "parataxis"
    if any(verb < k < i and ";" in tree.words[k:i] for k in behind) and uses_at(tree, i) and tree.kid(i, "nsubj"):
        tree.deps[i] = "parataxis"  # who then speaks has the word: "A says B armed them; B denies it"


def _mend_second_object(tree: Tree, i: int) -> None:
    """Hang "a Hutu militia" in "backing the FDLR, a Hutu militia" on the name before its comma."""
    first, name = tree.left(i), tree.left(i) - 2
    parted = name >= 0 and tree.words[first - 1] == "," and tree.words[first] in _ARTICLES
    if not parted or tree.of(i, "cc", "conj"):
        return
    if tree.kid(tree.heads[i], "dobj") != i and tree.is_noun(name) and tree.doc[name].text[0].isupper():
        tree.rehang(i, name)
        tree.deps[i] = "appos"


def _mend_target(tree: Tree, i: int) -> None:
    """Hang "on Goma" in "were killed in the assault on Goma" on the deed before it: nobody is killed on a town."""
    deed, verb = i - 1, tree.heads[i]
    place = tree.heads[deed]
    if tree.deps[deed] == "pobj" and tree.heads[place] == verb and tree.is_verb(verb) and is_violence(tree, deed):
        tree.rehang(i, deed)


def is_violence(tree: Tree, noun: int) -> bool:
    """Whether a noun names violence against somebody: "assault", "raid"."""
    rules = lexicon.predicates().rules.get(("noun", tree.lemmas[noun]), ())
    return any(r.predicate == "attacks" for r in rules)


def _lacks_object(tree: Tree, i: int) -> bool:
    return tree.kid(i, "nsubjpass") is None and not any(k > i for k in tree.of(i, "dobj", "ccomp", "xcomp"))


def _mend_progressive(tree: Tree, i: int) -> None:
    """Take "mediating" in "Kenya is mediating between …" for the verb that it is: a bare noun is not what one is."""
    if any(tree.words[k] in _BE for k in tree.of(i, "aux")):  # "Qatar, which is mediating between …"
        tree.retag(i, "VBG")
        return
    be = tree.heads[i]
    if (
        tree.deps[i] != "attr"
        or tree.words[be] not in _BE
        or be != i - 1
        or tree.kids[i] != [k for k in tree.kids[i] if k > i]
    ):
        return
    tree.lift(i, be)
    tree.retag(i, "VBG")
    tree.deps[i], tree.deps[be] = tree.deps[be], "aux"
    for k in [k for k in tree.kids[be] if tree.deps[k] != "neg"]:
        tree.rehang(k, i)


def _mend_accuser(tree: Tree, i: int) -> None:
    """Hang "by Kyiv" on the passive verb above the deed: a name does no shelling in "shelling it by Kyiv"."""
    verb = tree.heads[tree.heads[i]]
    if not tree.is_verb(verb) or tree.kid(verb, "auxpass") is None or tree.kid(verb, "agent") is not None:
        return
    for k in tree.of(i, "prep", "agent"):
        who = tree.kid(k, "pobj")
        if tree.words[k] == "by" and who is not None and tree.tags[who] in ("NNP", "NNPS"):
            tree.rehang(k, verb)
            tree.deps[k] = "agent"


def _mend_noun(tree: Tree, i: int) -> None:
    """Take "charges" in "…, charges it has denied" for the noun that it is: nobody is there who charges."""
    verb = tree.heads[i]
    if tree.deps[i] != "ccomp" or tree.tags[verb] != "VBZ" or tree.words[verb - 1] != ",":
        return
    if tree.kid(verb, "nsubj", "nsubjpass", "cc") is None and "deniable" in (uses_of(tree.words[verb], "NNS") or {}):
        tree.tags[verb], tree.deps[verb], tree.deps[i] = "NNS", "npadvmod", "relcl"


def _mend_that(tree: Tree, i: int) -> None:
    that = tree.kid(i, "mark")
    if (
        tree.deps[i] in ("acl", "ccomp")
        and that is not None
        and tree.words[that] == "that"
        and is_utterance(tree, tree.heads[i])
    ):
        tree.deps[i], tree.deps[that], tree.tags[that] = "relcl", "dobj", "WDT"


def _mend_summary(tree: Tree, i: int) -> None:
    """Hang the verb under its first subject, and that under the clause before, with which it trades places."""
    subjects = tree.of(i, "nsubj")
    if len(subjects) != 2 or not is_utterance(tree, subjects[0]) or tree.heads[i] == i:
        return
    noun, head = subjects[0], tree.heads[i]
    before = [k for k in tree.of(i, "ccomp", "advcl", "parataxis") if k < noun]
    if not before or tree.words[tree.left(noun) - 1] not in (",", "—", "–", "-"):
        return
    outer = tree.deps[i]
    for k in (*before, noun):
        tree.rehang(k, head)
    tree.rehang(i, noun)
    tree.deps[before[0]], tree.deps[noun], tree.deps[i] = outer, "appos", "relcl"
