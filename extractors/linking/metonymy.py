"""Whether a place's name stands for those who rule there: "Baku denies it", against "shells fell on Baku"."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Literal

from spacy.tokens import Token

from extractors.language import lemma
from kg.resources import folder, table

FILE = "metonymy.tsv"
_COLUMNS = ("word", "use")
Use = Literal["party", "ground", "open"]
_USES = ("ground-verb", "party-object", "party-noun", "party-adjective", "ground-noun", "ground-preposition", "route")
_PASSED_TO = frozenset({"of", "with", "to", "from", "by", "between", "on", "against", "for", "toward", "towards"})
_FACING = frozenset({"between", "against", "with"})
"""Prepositions that set parties over against each other, whatever verb or noun they follow, but for ways of travel."""
_NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})


@cache
def uses() -> dict[str, frozenset[str]]:
    """The words of `ontology/lexicon/metonymy.tsv` by use."""
    return read_uses(folder("ontology") / "lexicon" / FILE)


def read_uses(path: Path) -> dict[str, frozenset[str]]:
    """The words of the file by use. Raises DataError with file and line for an unknown use or a word told twice."""
    found: dict[str, set[str]] = {use: set() for use in _USES}
    for row in table(path, _COLUMNS):
        if row["use"] not in found:
            raise row.error(f"the use {row['use']!r} is none of {', '.join(_USES)}")
        if row["word"] in found[row["use"]]:
            raise row.error(f"{row['word']!r} stands twice as {row['use']}")
        found[row["use"]].add(row["word"])
    return {use: frozenset(words) for use, words in found.items()}


_LONGEST_LIST = 100
"""Names in a row, each hung on the one before, beyond which nothing is told of the last: no sentence has so many."""


def use_of(token: Token) -> Use:
    """What the sentence makes of a place's name, given its head token: a party, ground, or neither for certain."""
    for _ in range(_LONGEST_LIST):
        if _is_introduced(token):
            return "ground"
        if token.dep_ not in ("conj", "appos") or token.head.i == token.i or token.head.tag_ not in _NOUNS:
            judge = _JUDGES.get(token.dep_)
            return judge(token) if judge else "open"
        token = token.head
    return "open"


def _is_introduced(token: Token) -> bool:
    """Whether the words before say that it is a town: "the capital, Beirut", "the city of Basra"."""
    doc, before = token.doc, token.left_edge.i - 1
    if before > 0 and (doc[before].is_punct or doc[before].lower_ == "of"):
        before -= 1
    return before >= 0 and doc[before].lower_ in ("capital", "city", "town", "village", "suburb")


def _subject(token: Token) -> Use:
    verb = token.head
    if verb.tag_[:1] != "V":  # "which Tehran arms": a noun with a subject and a relative pronoun is a verb
        return "party" if verb.tag_ == "NNS" and verb.dep_ == "relcl" else "open"
    if lemma(verb) != "be":
        return "ground" if lemma(verb) in uses()["ground-verb"] else "party"
    told = [c for c in verb.children if c.dep_ in ("attr", "acomp", "prep")]
    nouns = [g for c in told for g in ([c] if c.dep_ != "prep" else c.children)]
    words = uses()["party-noun"] | uses()["party-adjective"]
    return "party" if any(lemma(n) in words for n in nouns) else "ground"


def _object(token: Token) -> Use:
    verb = token.head
    said_of = token.dep_ == "nsubjpass" and any(c.dep_ == "xcomp" for c in verb.children)
    return "party" if said_of or lemma(verb) in uses()["party-object"] else "ground"


def _after_preposition(token: Token) -> Use:
    preposition = token.head
    word, governor = preposition.lower_, preposition.head
    if word in uses()["ground-preposition"]:
        return "ground"
    if preposition.dep_ == "agent" or (word == "to" and preposition.i and preposition.nbor(-1).lower_ == "according"):
        return "party"
    if word in _PASSED_TO and _is_party_word(governor):
        return "party"
    if word in ("to", "from") or lemma(governor) in uses()["ground-noun"] | uses()["route"]:
        return "ground"
    return "party" if word in _FACING else "open"


def _is_party_word(governor: Token) -> bool:
    adjectives = uses()["party-adjective"]
    return lemma(governor) in uses()["party-noun"] or lemma(governor) in adjectives or governor.lower_ in adjectives


def _modifier(token: Token) -> Use:
    return "party" if lemma(token.head) in uses()["party-noun"] else "ground"


_JUDGES: dict[str, Callable[[Token], Use]] = {
    "nsubj": _subject,
    "nsubjpass": _object,
    "dobj": _object,
    "dative": _object,
    "pobj": _after_preposition,
    "poss": _modifier,
    "compound": _modifier,
    "nmod": _modifier,
    "amod": _modifier,
}
"""By the dependency label of the name's head (ClearNLP labels, as spaCy's English models give them)."""
