"""Whether a place's name stands for those who rule there: "Baku denies it", against "shells fell on Baku"."""

from functools import cache
from typing import Literal

from spacy.tokens import Token

from extractors.language import lemma
from kg.resources import folder, table

FILE = "metonymy.tsv"
_COLUMNS = ("word", "use")
Use = Literal["party", "ground", "open"]
_USES = ("ground-verb", "party-object", "party-noun", "party-adjective", "ground-preposition")
_PASSED_TO = frozenset({"of", "with", "to", "from", "by", "between", "on", "against", "for", "toward", "towards"})
_WORDS = frozenset({"NN", "NNS", "NNP", "NNPS"})


@cache
def uses() -> dict[str, frozenset[str]]:
    """The words of `ontology/metonymy.tsv` by use. Raises DataError with file and line for an unknown use."""
    found: dict[str, set[str]] = {use: set() for use in _USES}
    for row in table(folder("ontology") / FILE, _COLUMNS):
        if row["use"] not in found:
            raise row.error(f"the use {row['use']!r} is none of {', '.join(_USES)}")
        found[row["use"]].add(row["word"])
    return {use: frozenset(words) for use, words in found.items()}


def use_of(token: Token) -> Use:
    """What the sentence makes of a place's name, given its head token: a party, ground, or neither for certain."""
    if token.dep_ in ("conj", "appos") and token.head.i != token.i and token.head.tag_ in _WORDS:
        return use_of(token.head)
    if token.dep_ == "nsubj":
        return _subject(token)
    if token.dep_ in ("nsubjpass", "dobj", "dative"):
        return _object(token.head)
    if token.dep_ == "pobj":
        return _after_preposition(token.head)
    if token.dep_ in ("poss", "compound", "nmod"):
        return "party" if lemma(token.head) in uses()["party-noun"] else "open"
    return "open"


def _subject(token: Token) -> Use:
    verb = token.head
    if verb.tag_[:1] != "V":
        return "open"
    if lemma(verb) != "be":
        return "ground" if lemma(verb) in uses()["ground-verb"] else "party"
    told = [c for c in verb.children if c.dep_ in ("attr", "acomp", "prep")]
    nouns = [g for c in told for g in ([c] if c.dep_ != "prep" else c.children)]
    words = uses()["party-noun"] | uses()["party-adjective"]
    return "party" if any(lemma(n) in words for n in nouns) else "ground"


def _object(verb: Token) -> Use:
    return "party" if lemma(verb) in uses()["party-object"] else "ground"


def _after_preposition(preposition: Token) -> Use:
    word, governor = preposition.lower_, preposition.head
    if word in uses()["ground-preposition"]:
        return "ground"
    if word == "to" and preposition.i and preposition.nbor(-1).lower_ == "according":
        return "party"
    if preposition.dep_ == "agent" or word in _PASSED_TO:
        told = lemma(governor)
        if (
            told in uses()["party-noun"]
            or told in uses()["party-adjective"]
            or governor.lower_ in uses()["party-adjective"]
        ):
            return "party"
        if preposition.dep_ == "agent":
            return "party"
    return "ground" if word in ("to", "from") else "open"
