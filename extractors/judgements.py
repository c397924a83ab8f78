"""What somebody calls a deed is said against, or for, whoever does it: "called the Indian operation regrettable".

A judging verb has what is judged and what it is called. Where an actor is judged, he is accused or praised himself;
where it is his deed, he is for it. Words that call what was said untrue are denials, and not read here.
"""

from collections.abc import Iterator
from dataclasses import replace

from extractors import lexicon
from extractors.draft import ClaimDraft, Draft, Frame, Mention
from extractors.ends import has_class
from extractors.fillers import Filler, fillers
from extractors.frames import verb_frame
from extractors.tree import Tree
from kg.model import Reason

_DOERS = ("poss", "amod", "compound", "nmod", "by")
_FRAMES_OF_DEEDS = frozenset(("act", "declaration", "form", "kind", "example", "case", "sign", "campaign", "policy"))
"""Nouns that only tell that what is behind their "of" was done: "an act of war", "a declaration of war"."""
_NAMED_DEEDS = frozenset(("attacks", "coerces", "sanctions", "mobilizesAgainst", "threatens", "fights", "rejects"))
_GROUPS = frozenset(("organisation", "organization", "group", "movement", "militia"))
_LAST = 0.8
"""How sure it is which group is meant."""
_ALONE = 0.6
"""How sure it is, other things being sure, where nobody's the deed is: too little for a graph."""
_SURE = {"accuses": 0.7, "endorses": 0.6}


def read_judgements(draft: Draft) -> Draft:
    """Add accuses and endorses claims for what somebody calls an actor, or a deed with its doer."""
    tree = draft.tree
    judging = lexicon.class_of("judging")
    for i, lemma in enumerate(tree.lemmas):
        if lemma in judging and tree.is_verb(i) and not draft.is_quiet(tree.starts[i], tree.ends[i]):
            draft.claims.extend(_claims(draft, verb_frame(tree, i)))
    return draft


def _claims(draft: Draft, frame: Frame) -> Iterator[ClaimDraft]:
    things = list(frame.roles.get("obj", ())) or _of_small_clause(draft.tree, frame.token)
    called = [k for k in _called(draft.tree, frame.token, things) if _side(draft.tree, k)]
    if not called or frame.negated or frame.modality != "actual":
        return
    judged: list[Filler | None] = [f for t in things for f in _judged(draft, t)]
    if not judged and any(is_deed(draft.tree, t) for t in things):
        judged = [None]  # "called the step unjustified": whose it was may have been told
    for a in (f for t in frame.roles.get("subj", ()) for f in fillers(draft, t)):
        if a.via in ("", "appos") and has_class(draft.entities[a.entity].type, "Agent"):
            yield from (_claim(frame, _side(draft.tree, called[0]), a, b) for b in judged if b is None or _apart(a, b))


def _apart(a: Filler, b: Filler) -> bool:
    return a.entity != b.entity


def _claim(frame: Frame, predicate: str, a: Filler, b: Filler | None) -> ClaimDraft:
    sure = _SURE[predicate] * a.weight * (_ALONE if b is None else b.weight)
    return ClaimDraft(
        a.entity, predicate, b.entity if b else None, a.span, frame.trigger, b.span if b else None, sure,
        "judgements", reasons=(Reason("rule", f"{frame.lemma} (judgement)", sure, "classes.tsv"),),
    )  # fmt: skip


def _of_small_clause(tree: Tree, verb: int) -> list[int]:
    """What is judged where the parser makes a clause of it and what it is called: "called [the raid illegal]"."""
    clauses = [k for k in tree.of(verb, "ccomp", "xcomp") if not tree.is_verb(k)]
    return tree.spread([s for k in clauses for s in tree.of(k, "nsubj")])


def _called(tree: Tree, verb: int, things: list[int]) -> list[int]:
    """The heads of what it is called: behind "as", or a second object."""
    behind = [k for p in tree.of(verb, "prep") if tree.words[p] == "as" for k in tree.kids[p]]
    clauses = [k for k in tree.of(verb, "ccomp", "xcomp") if not tree.is_verb(k)]
    return tree.spread([k for k in (*tree.of(verb, "oprd", "acomp", "attr"), *clauses, *behind) if k not in things])


def _side(tree: Tree, word: int) -> str:
    """What calling somebody that word does to him; empty where it is neither for nor against him."""
    words = {tree.lemmas[word], tree.words[word]}
    if tree.lemmas[word] in _FRAMES_OF_DEEDS:
        words = {tree.lemmas[k] for k in tree.preps(word).get("of", ())}
    words |= {tree.lemmas[k] for k in tree.of(word, "amod", "compound", "nmod") if _tells_kind(tree, k)}
    if any(tree.words[k] in ("not", "no", "never") for k in tree.of(word, "neg", "det")):
        return ""
    against, praise = lexicon.class_of("condemning"), lexicon.class_of("hailing")
    return "accuses" if words & against else "endorses" if words & praise else ""


def _tells_kind(tree: Tree, k: int) -> bool:
    """Whether a word before the noun says how it is: "a hostile act", "a terrorist group", no "anti-war activist"."""
    if tree.words[k - 1] == "-":
        return False
    return tree.tags[k].startswith("JJ") or tree.words[k] in ("terrorist", "terror", "puppet")


def _judged(draft: Draft, token: int) -> list[Filler]:
    """The actor that is judged himself, or the doer of the deed that is."""
    tree = draft.tree
    found = fillers(draft, token) or _group_meant(draft, token)
    if any(draft.entities[f.entity].type == "Conflict" for f in found):  # "the Russian invasion of Ukraine" has a name
        found = [replace(f, via="amod") for k in tree.of(token, "amod", "poss") for f in fillers(draft, k)]
    links = (*_DOERS, "of") if tree.lemmas[token] in lexicon.class_of("doings") else _DOERS
    found = [f for f in found if has_class(draft.entities[f.entity].type, "Actor")]
    return [f for f in found if f.via in ("", "appos") or (f.via in links and is_deed(tree, token))]


def _group_meant(draft: Draft, token: int) -> list[Filler]:
    """The armed group just spoken of, that "it" can only be: "regard it as a terrorist organisation"."""
    tree = draft.tree
    called = [k for k in _called(tree, tree.heads[token], [token]) if tree.lemmas[k] in _GROUPS]
    if tree.words[token] != "it" or not called:
        return []
    start, sentence = tree.starts[token], tree.sentence_of[token]
    bands = [m for m in draft.mentions if m.end < start and m.entities and _is_band(draft, m)]
    before = [m for m in bands if tree.sentence_of[m.head] == sentence - 1 and tree.deps[m.head] == "nsubj"]
    named = [m for m in bands if m.kind == "name"]
    return [Filler(m.entities[0], m.span, _LAST, m) for m in (before[:1] or named[-1:])]


def _is_band(draft: Draft, m: Mention) -> bool:
    return draft.entities[m.entities[0]].type == "ArmedGroup"


def is_deed(tree: Tree, noun: int) -> bool:
    """Whether a noun names what somebody does or says ("operation", "remarks"), and not his people or things."""
    if tree.lemmas[noun] in lexicon.class_of("doings"):
        return True
    rules = lexicon.predicates().rules.get(("noun", tree.lemmas[noun]), ())
    return any(r.predicate in _NAMED_DEEDS for r in rules)
