"""Documents cut into sentences of labelled words, as the reader will cut them."""

import gzip
import importlib
import importlib.util
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Span

from extractors.language import MODELS
from kg.errors import DataError
from training.corpora import UNKNOWN, Document, Mark, outermost

CLASSES = ("Person", "Organisation", "Place", "People", "Event", "Other")
LABELS = ("O", *(f"{part}-{name}" for name in CLASSES for part in "BI"))
"""What the names head tells of a token."""
OPEN = -100
"""The label of a token from which nothing is learned."""

_SILVER = {"PERSON": "Person", "ORG": "Organisation", "GPE": "Place", "LOC": "Place", "FAC": "Place",
           "NORP": "People", "EVENT": "Event",
           "LANGUAGE": "Other", "LAW": "Other", "PRODUCT": "Other", "WORK_OF_ART": "Other"}  # fmt: skip
_ALSO = {
    ("Other", "NORP"): "People",
    ("Place", "NORP"): "People",
    ("Person", "NORP"): "People",
    ("Other", "EVENT"): "Event",
}
"""Classes of spaCy that tell more than an annotation whose scheme lacks them."""


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence: its words and the label of each, an index into `LABELS` or `OPEN`."""

    doc: str
    corpus: str
    genre: str
    words: list[str]
    labels: list[int]
    silver: bool = False
    """Whether spaCy's recogniser gave the labels, and no person."""


def teacher() -> Language:
    """spaCy's pipeline with its recogniser, whose sentences end where the reader's do."""
    for name in MODELS:
        if importlib.util.find_spec(name):
            nlp: Language = importlib.import_module(name).load(disable=["attribute_ruler", "lemmatizer"])
            nlp.add_pipe("parley_paragraphs", before="parser")
            return nlp
    raise DataError("no English spaCy model is installed", hint="install the dependency group 'training'")


def examples(documents: Iterable[Document], nlp: Language) -> Iterator[Example]:
    """The sentences of the documents, in their order, that hold more than one word."""
    pairs = ((d.text, d) for d in documents)
    for doc, document in nlp.pipe(pairs, as_tuples=True, batch_size=32):
        labels = token_labels(doc, document)
        for sentence in doc.sents:
            kept = [i for i in range(sentence.start, sentence.end) if not doc[i].is_space]
            if len(kept) > 1:
                words, own = [doc[i].text for i in kept], [labels[i] for i in kept]
                yield Example(document.id, document.corpus, document.genre, words, own, document.marked == "none")


def token_labels(doc: Doc, document: Document) -> list[int]:
    """The label of each token: the annotation's, where it leaves something open spaCy's or none."""
    if document.marked == "none":
        return _spread(doc, [(e.start_char, e.end_char, _SILVER[e.label_]) for e in doc.ents if e.label_ in _SILVER], 0)
    seen = {(e.start_char, e.end_char): e.label_ for e in doc.ents}
    marks = [(a, b, _ALSO.get((label, seen.get((a, b), "")), label)) for a, b, label in document.marks]
    labels = _spread(doc, outermost([*marks, *_peoples(doc, marks)]), 0)
    if document.marked == "some":
        for token in doc:
            if not labels[token.i] and (token.text[0].isupper() or token.ent_type_ in _SILVER):
                labels[token.i] = OPEN
    return labels


def _peoples(doc: Doc, marks: list[Mark]) -> Iterator[Mark]:
    """Peoples and creeds outside the marks: GUM has no adjectives among its entities."""
    for ent in doc.ents:
        free = not any(a < ent.end_char and ent.start_char < b for a, b, _ in marks)
        if ent.label_ == "NORP" and free:
            yield ent.start_char, ent.end_char, "People"


def _spread(doc: Doc, marks: Iterable[Mark], rest: int) -> list[int]:
    """The marks as labels of the tokens that they touch."""
    labels = [rest] * len(doc)
    for start, end, name in marks:
        span = doc.char_span(start, end, alignment_mode="expand")
        words = _words(span)
        for token in words:
            part = "B" if token == words.start else "I"
            labels[token] = OPEN if name == UNKNOWN else LABELS.index(f"{part}-{name}")
    return labels


def _words(span: Span | None) -> range:
    """The tokens of a name less an article or possessive that the tokens' edges brought in."""
    if span is None:
        return range(0)
    start, end = span.start, span.end
    while start < end - 1 and (span.doc[start].is_space or span.doc[start].lower_ in ("the", "a", "an")):
        start += 1
    while end - 1 > start and (span.doc[end - 1].is_space or span.doc[end - 1].lower_ in ("'s", "’s")):
        end -= 1
    return range(start, end)


def save(path: Path, found: Iterable[Example]) -> None:
    """Write the examples as JSON Lines, the same bytes for the same examples."""
    with path.open("wb") as raw, gzip.GzipFile(fileobj=raw, mode="wb", mtime=0, filename="") as file:
        for example in found:
            file.write((json.dumps(asdict(example), ensure_ascii=False) + "\n").encode())


def load(path: Path) -> list[Example]:
    """The examples that `save` wrote."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [Example(**json.loads(line)) for line in lines]
