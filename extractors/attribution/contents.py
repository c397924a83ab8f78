"""What a cue says, as far as the dependency tree knows: the complement of a verb, noun or adjective."""

from collections.abc import Callable
from typing import NamedTuple

from extractors.attribution.cues import PREPOSITIONS, Use, Uses, uses_at
from extractors.attribution.sources import agent, is_nobody, is_passive
from extractors.tree import Tree

Range = tuple[int, int]
_AFTER = PREPOSITIONS | {
    "near",
    "along",
    "between",
    "across",
    "as",
    "before",
    "during",
    "since",
    "into",
    "under",
    "without",
}
"""Prepositions whose phrase belongs to a noun phrase that is said, even where the parser hangs it on the verb."""
_CHARGES = ("of", "for", "with", "as")
_FINITE = frozenset(("clause", "that", "infinitive"))
_ACCUSED = ("of", "for", "with", "as", "over", "to", "on")
_ENDS = ("nsubj", "nsubjpass", "dobj", "attr", "oprd")
_CLAUSES = ("ccomp", "csubj", "csubjpass")


class Found(NamedTuple):
    """A content as token ranges."""

    use: Use
    ranges: tuple[Range, ...]
    nominal: bool = False
    """A noun phrase, not a clause."""
    alone: bool = False
    """It may do without a source ("It is said that …")."""
    raised: bool = False
    """What looks like the source belongs to the content ("She seems to have left")."""


Finder = Callable[[Tree, int, Uses], Found | None]


def verb_content(tree: Tree, i: int, uses: Uses) -> Found | None:
    """The content of a verbal cue in the active or passive; None where the tree holds none after it."""
    if is_passive(tree, i):
        return _first(_PASSIVE, tree, i, uses)
    return _first(_ACTIVE, tree, i, uses)


def noun_content(tree: Tree, i: int, uses: Uses) -> Found | None:
    """The content of a nominal cue: a clause, an infinitive or a prepositional object after it."""
    return _first((_noun_clause, _preposition), tree, i, uses)


def adjective_content(tree: Tree, i: int, uses: Uses) -> Found | None:
    """The content of an adjectival cue: a clause, an infinitive or a prepositional object after it."""
    return _first((_adjective_clause, _infinitive, _preposition), tree, i, uses)


def _first(finders: tuple[Finder, ...], tree: Tree, i: int, uses: Uses) -> Found | None:
    for finder in finders:
        found = finder(tree, i, uses)
        if found is not None:
            return found
    return None


def _clause(tree: Tree, i: int, uses: Uses) -> Found | None:
    if _FINITE.isdisjoint(uses):
        return None
    for k in tree.kids[i]:
        if k > i and (tree.deps[k] == "ccomp" or _asked(tree, k, uses)):
            return _clause_under(tree, i, k, uses)
    return _clause_past(tree, i, uses)


def _clause_past(tree: Tree, i: int, uses: Uses) -> Found | None:
    """ "said in a statement that …", "said for the first time that …": the parser hangs it on the noun."""
    use = uses.get("clause") or uses.get("that")
    if use is None:
        return None
    for k in tree.of(i, "advcl"):  # "reported, citing two officials, that"
        told = tree.kid(k, "ccomp") if "source" in _uses(tree, k) else None
        if told is not None and tree.words[tree.left(told)] == "that":
            return Found(use, (tree.edges(told),))
    for k in range(i + 1, tree.right(i)):
        if tree.words[k] == "that" and tree.is_verbal(tree.heads[k]) and tree.left(tree.heads[k]) == k:
            return Found(use, (tree.edges(tree.heads[k]),)) if lacks_nothing(tree, tree.heads[k]) else None
        if tree.is_verbal(k) or tree.words[k] in (",", ":", "and", "but", "or"):
            return None
    return None


def fronted(tree: Tree, i: int, source: Range, found: Found) -> Found:
    """The content with the relative word that stands before the source: "what they said was a Russian officer"."""
    what = source[0] - 1
    if what < 0 or not tree.tags[what].startswith("W") or source[1] > i or tree.deps[what] not in _ENDS:
        return found
    inside = any(a <= tree.heads[what] < b for a, b in found.ranges)
    return found._replace(ranges=((what, what + 1), *found.ranges)) if inside or tree.heads[what] == i else found


def _asked(tree: Tree, k: int, uses: Uses) -> bool:
    """Whether a clause is an indirect question, even if the parser took it for a condition: "asked if they knew"."""
    if tree.deps[k] != "advcl" or "clause" not in uses or uses["clause"].stance != "asks":
        return False
    return any(tree.deps[j] == "mark" and tree.words[j] in ("if", "whether") for j in tree.kids[k])


def _clause_under(tree: Tree, i: int, k: int, uses: Uses) -> Found | None:
    to, bare = _is_infinitive(tree, k), tree.tags[k] == "VBG" and tree.kid(k, "aux", "nsubj") is None
    first = tree.left(k)
    marked = tree.words[first] == "that" and tree.kid(k, "mark") is not None and tree.tags[first - 1] != "CC"
    use = uses.get("infinitive" if to else "gerund" if bare else "clause") or uses.get("clause")
    use = use or (uses.get("that") if marked else None)
    if use is None:
        return None
    start, end = tree.edges(k)
    if to:
        start = _object_start(tree, i, start)
    return Found(use, ((max(start, i + 1), end),))


def _is_infinitive(tree: Tree, k: int) -> bool:
    return any(tree.deps[j] == "aux" and tree.words[j] == "to" for j in tree.kids[k])


def _object_start(tree: Tree, i: int, start: int) -> int:
    """Where an infinitive's content begins: with who is to do it, if the verb has such an object."""
    who = tree.kid(i, "dobj", "dative")
    for k in tree.kids[i]:
        if who is None and tree.deps[k] in ("prep", "prt") and tree.words[k] in ("on", "for", "upon"):
            who = tree.kid(k, "pobj")
    return min(start, tree.left(who)) if who is not None and who > i else start


def _infinitive(tree: Tree, i: int, uses: Uses) -> Found | None:
    for k in tree.kids[i]:
        if k > i and tree.deps[k] in ("xcomp", "advcl", "ccomp"):
            key = _infinitive_key(tree, k)
            if key in uses:
                start, end = tree.edges(k)
                return Found(uses[key], ((_object_start(tree, i, start), end),))
    return None


def _infinitive_key(tree: Tree, k: int) -> str:
    if _is_infinitive(tree, k):
        return "infinitive"
    gerund = tree.tags[k] == "VBG" or any(tree.deps[j] == "aux" and tree.tags[j] == "VBG" for j in tree.kids[k])
    return "gerund" if gerund and tree.deps[k] != "advcl" else ""


def _predicate(tree: Tree, i: int, uses: Uses) -> Found | None:
    """ "called it a lie", "described it as a lie", "called the claim false"."""
    if "predicate" not in uses:
        return None
    thing = tree.kid(i, "dobj")
    for k in tree.kids[i]:
        if k > i and (tree.deps[k] == "oprd" or (tree.deps[k] == "ccomp" and not tree.is_verbal(k))):
            return Found(uses["predicate"], (_joined(tree, i, thing, k),))
        if k > i and thing is not None and tree.words[tree.left(k)] == "as" and tree.deps[k] in ("prep", "advcl"):
            return Found(uses["predicate"], (_joined(tree, i, thing, k),))
        if k > i and "label" in uses and _two_in_one(tree, *tree.edges(k)):
            return Found(uses["predicate"], ((i + 1, tree.right(k)),))
    if (
        thing is not None
        and thing > i
        and any(tree.words[k] == "as" and tree.deps[k] == "prep" for k in tree.kids[thing])
    ):
        return Found(uses["predicate"], (tree.edges(thing),))
    return None


def _two_in_one(tree: Tree, start: int, end: int) -> bool:
    """Whether the parser took two noun phrases for one: "called Chad a liar"."""
    return any(
        tree.words[k] in ("a", "an") and tree.tags[k - 1].startswith(("NN", "PRP")) for k in range(start + 1, end)
    )


def _joined(tree: Tree, i: int, thing: int | None, k: int) -> Range:
    start, end = tree.edges(k)
    if thing is not None and thing > i:
        start, end = min(start, tree.left(thing)), max(end, tree.right(thing))
    return max(start, i + 1), end


def _accuse(tree: Tree, i: int, uses: Uses) -> Found | None:
    whom = tree.kid(i, "dobj")
    if "accuse" not in uses or whom is None or whom < i:
        return None
    start, end = tree.edges(whom)
    said = False
    for k in tree.kids[i]:
        if k > whom and tree.deps[k] == "prep" and tree.words[k] in _ACCUSED:
            end, said = max(end, tree.right(k)), True
        elif tree.deps[k] in ("advcl", "xcomp") and tree.left(k) == end and _is_infinitive(tree, k):
            end = tree.right(k)
    said = said or any(
        tree.deps[k] == "prep"
        and ((tree.words[k] in ("of", "for") and tree.kid(k, "pcomp")) or (tree.words[k] == "on" and "on" in uses))
        for k in tree.kids[whom]
    )
    if not said and "object" not in uses:
        return None
    return Found(uses["accuse" if said else "object"], ((start, end),), not said)


def _object(tree: Tree, i: int, uses: Uses) -> Found | None:
    if "object" not in uses:
        return None
    thing = tree.kid(i, "dobj")
    if thing is None or thing < i:
        return None
    if tree.deps[i] == "relcl" and tree.left(thing) < i:
        return None
    start, end = tree.edges(thing)
    for k in tree.kids[i]:
        if tree.deps[k] == "prep" and tree.left(k) == end and tree.words[k] in _AFTER:
            end = tree.right(k)
    return Found(uses["object"], ((start, end),), nominal=True)


def _preposition(tree: Tree, i: int, uses: Uses) -> Found | None:
    if PREPOSITIONS.isdisjoint(uses):
        return None
    for k in tree.kids[i]:
        if k > i and tree.deps[k] in ("prep", "prt") and tree.words[k] in uses and tree.words[k] in PREPOSITIONS:
            thing = tree.kid(k, "pobj", "pcomp", "ccomp")
            if thing is not None and thing > k:
                use = uses[tree.words[k]]
                alone = tree.words[k] == "of" and use.stance == "asserts" and not use.topic
                return Found(use, ((k + 1, tree.right(thing)),), nominal=tree.deps[thing] == "pobj", alone=alone)
    return None


def _relative_object(tree: Tree, i: int, uses: Uses) -> Found | None:
    """ "the claims that he made": the relative pronoun stands for the content, or the noun where there is none."""
    if tree.deps[i] != "relcl" or "object" not in uses:
        return None
    which = tree.kid(i, "dobj")
    if which is not None and which < i:
        return Found(uses["object"], ((which, which + 1),), True)
    if which is None and tree.kid(i, "nsubj") is not None and tree.tags[tree.kid(i, "nsubj") or 0] not in ("WDT", "WP"):
        head = tree.heads[i]
        return Found(uses["object"], ((tree.left(head), head + 1),), True)
    return None


def _raising(tree: Tree, i: int, uses: Uses) -> Found | None:
    """ "seems to have left": the subject belongs to what is said, and nobody is named who says it."""
    if "raising" not in uses:
        return None
    for k in tree.kids[i]:
        if k > i and tree.deps[k] in ("xcomp", "oprd", "acomp", "ccomp"):
            return Found(uses["raising"], (*_subject_range(tree, i), tree.edges(k)), alone=True, raised=True)
    return None


def _subject_range(tree: Tree, i: int) -> tuple[Range, ...]:
    who = tree.kid(i, "nsubj", "nsubjpass")
    return (tree.edges(who),) if who is not None and tree.words[who] not in ("it", "there") else ()


def _passive_clause(tree: Tree, i: int, uses: Uses) -> Found | None:
    """ "is said to have left", "it was reported that", "was accused of leaving"."""
    told = "addressee" in uses
    for k in tree.kids[i]:
        if k < i:
            if tree.deps[k] in _CLAUSES and "clause" in uses:
                return Found(uses["clause"], (tree.edges(k),), alone=True)
        elif (tree.deps[k] == "ccomp" or _asked(tree, k, uses)) and "clause" in uses:
            return Found(uses["clause"], (tree.edges(k),), alone=True)
        elif tree.deps[k] in ("xcomp", "oprd", "advcl") and _says(tree, k):
            keys = ["infinitive", "predicate", "clause"]
            keys = keys if _is_infinitive(tree, k) else keys[1:]
            use = next((uses[key] for key in keys if key in uses), None)
            if use and not _is_name(tree, k):
                return Found(use, (*(() if told else _subject_range(tree, i)), tree.edges(k)), alone=True)
    return None


def _says(tree: Tree, k: int) -> bool:
    return tree.deps[k] == "oprd" or _is_infinitive(tree, k)


def _is_name(tree: Tree, k: int) -> bool:
    """Whether what something is called is its name: "a boat called Hope", "known as Olive Branch"."""
    return tree.tags[k].startswith("NNP") and tree.kid(k, "det", "poss", "amod") is None


def _passive_accuse(tree: Tree, i: int, uses: Uses) -> Found | None:
    use = uses.get("accuse") or uses.get("predicate")
    if use is None:
        return None
    charges: tuple[str, ...] = (*_CHARGES, "on") if "on" in uses else _CHARGES
    for k in tree.kids[i]:
        if k > i and tree.deps[k] == "prep" and tree.words[k] in charges and not _of_nobody(tree, i, k):
            return Found(use, (*_patient(tree, i), tree.edges(k)), alone=True)
    return None


def _of_nobody(tree: Tree, i: int, k: int) -> bool:
    """ "nobody was blamed", "a man known as Hassan"; "was quoted as saying" leaves out who quoted."""
    who, thing = tree.kid(i, "nsubjpass"), tree.kid(k, "pobj")
    if who is not None and is_nobody(tree, who):
        return True
    if tree.words[k] != "as":
        return False
    return _is_name(tree, thing) if thing is not None else "source" in _uses(tree, i) and agent(tree, i) is None


def _uses(tree: Tree, i: int) -> Uses:
    return uses_at(tree, i)


def _patient(tree: Tree, i: int) -> tuple[Range, ...]:
    """What a passive's verb is done to: its subject, or the noun that a reduced relative hangs on."""
    if tree.deps[i] == "acl":
        head = tree.heads[i]
        return ((tree.left(head), i),) if head < i else ()
    who = tree.kid(i, "nsubjpass", "nsubj")
    return (tree.edges(who),) if who is not None else ()


def _passive_object(tree: Tree, i: int, uses: Uses) -> Found | None:
    ranges = _patient(tree, i) if "object" in uses else ()
    if not ranges:
        return None
    use = uses["object"]
    return Found(use, ranges, nominal=True, alone=not use.topic and use.stance != "intends")


def _passive_relative(tree: Tree, i: int, uses: Uses) -> Found | None:
    """ "asked about the raid, he fell silent": who is asked does not speak."""
    found = _preposition(tree, i, uses) if "addressee" in uses else None
    return found._replace(alone=True) if found else None


def _noun_clause(tree: Tree, i: int, uses: Uses) -> Found | None:
    if tree.deps[i] == "pobj" and _is_said(tree, tree.heads[tree.heads[i]]):
        return None
    for k in tree.kids[i]:
        if k < i or tree.deps[k] not in ("acl", "ccomp", "relcl", "xcomp"):
            continue
        key = "infinitive" if _is_infinitive(tree, k) else "clause" if _is_content(tree, k) else ""
        if key in uses:
            return Found(uses[key], (tree.edges(k),), alone=key == "clause")
    return None


def _is_content(tree: Tree, k: int) -> bool:
    """Whether a clause after a noun says what the noun is about ("the claim that …"), rather than describes it."""
    if tree.deps[k] == "acl" and tree.kid(k, "mark") is not None:
        return True
    return tree.deps[k] not in ("acl", "relcl") or lacks_nothing(tree, k)


def _is_said(tree: Tree, verb: int) -> bool:
    """Whether a verb takes the clause for itself: in "said in a statement that …" the noun is no cue."""
    return tree.is_verbal(verb) and "clause" in uses_at(tree, verb) and tree.kid(verb, "ccomp") is None


def lacks_nothing(tree: Tree, k: int) -> bool:
    """Whether a clause with "that" lacks nothing, so that it is no relative one, whatever the parser says of it."""
    that, own = tree.left(k), tree.kid(k, "nsubj", "nsubjpass", "expl", "csubj")
    if tree.words[that] != "that" or own is None or own == that:
        return False
    if tree.deps[that] in ("mark", "advmod") or tree.kid(k, "nsubjpass", "attr", "acomp", "ccomp", "xcomp") is not None:
        return True
    return len(tree.of(k, "dobj")) > (tree.deps[that] == "dobj")


def _adjective_clause(tree: Tree, i: int, uses: Uses) -> Found | None:
    if "clause" in uses:
        for k in tree.kids[i]:
            if k > i and (tree.deps[k] == "ccomp" or (tree.deps[k] == "advcl" and tree.words[tree.left(k)] == "that")):
                return Found(uses["clause"], (tree.edges(k),), alone=True)
    return None


_ACTIVE: tuple[Finder, ...] = (
    _raising, _predicate, _clause, _infinitive, _accuse, _relative_object, _preposition, _object,
)  # fmt: skip
_PASSIVE: tuple[Finder, ...] = (_passive_clause, _passive_accuse, _passive_relative, _passive_object, _preposition)
