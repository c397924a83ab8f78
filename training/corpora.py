"""The annotated texts, brought to one form: a text and the stretches that are names, each with its class.

Only corpora whose licences let a shipped model be trained on them are read; the model card names them.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from extractors.names.words import name_words
from extractors.phrases import word_set
from kg.wikidata.gazetteer import load
from training.records import every

UNKNOWN = "?"
"""The class of a stretch that the annotation leaves open: nothing is learned from it."""

Record = dict[str, Any]
Mark = tuple[int, int, str]
"""A name: characters `[start, end)` and its class."""


@dataclass(frozen=True, slots=True)
class Document:
    """A text with its names. `marked` tells how far the annotation goes.

    "all": what is not marked is no name; "some": a word with a capital that is not marked is left open; "none": the
    text is not annotated, and takes what spaCy recognises.
    """

    id: str
    corpus: str
    genre: str
    text: str
    marks: list[Mark] = field(default_factory=list)
    marked: str = "all"


_ARTICLE = re.compile(r"(the|a|an)\s+", re.IGNORECASE)
_WORD = re.compile(r"[^\s\-/]+")
_SPACED = re.compile(r"\S+")
_PRONOUNS = word_set("i we you he she it they me us him her them my our your his its their who")
_SMALL = word_set("of the for and de la du von van der bin al on in at to a an & ibn")


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch less a leading article and a final possessive."""
    if article := _ARTICLE.match(text, start, end):
        start = article.end()
    if text[start:end].endswith(("'s", "’s")):
        end -= 2
    if text[start:end].endswith(("s'", "s’")):
        end -= 1
    return start, end


def _own_name(text: str, start: int, end: int) -> tuple[int, int]:
    """A person's name less what stands before it: "US President", "Facebook creator"."""
    titles, begin = name_words().titles, start
    for word in _SPACED.finditer(text, start, end):
        if word.end() < end and (word.group() in titles or (word.group().islower() and word.group() not in _SMALL)):
            begin = word.end() + 1
    return begin, end


def is_name(text: str) -> bool:
    """Whether every word but the small ones begins with a capital or a digit, and no comma cuts it."""
    words = _WORD.findall(text)
    capital = all(w in _SMALL or not w[0].isalpha() or w[0].isupper() for w in words)
    return capital and any(c.isupper() for c in text) and "," not in text and words[0] not in ("of", "in", "for")


def outermost(marks: Iterable[Mark]) -> list[Mark]:
    """The marks that lie in no other; of two that cross or are alike, the first."""
    kept: list[Mark] = []
    for mark in sorted(marks, key=lambda m: (m[0], -m[1], m[2] == UNKNOWN)):
        if not kept or mark[0] >= kept[-1][1]:
            kept.append(mark)
    return kept


def _settled(text: str, marks: Iterable[Mark]) -> list[Mark]:
    """The marks that read as names, the longest; the rest of a phrase that does not is left open."""
    names, phrases = [], []
    for start, end, label in marks:
        a, b = trim(text, start, end)
        if label == "Person":
            a, b = _own_name(text, a, b)
        if a < b and text[a:b].lower() not in _PRONOUNS:
            (names if is_name(text[a:b]) else phrases).append((a, b, _class(text[a:b], label)))
    chosen = outermost(names)
    for start, end, _ in phrases:
        for word in _WORD.finditer(text, start, end):
            inside = any(a < word.end() and word.start() < b for a, b, _ in chosen)
            if word.group()[0].isupper() and not inside:
                chosen.append((word.start(), word.end(), UNKNOWN))
    return outermost(chosen)


def _class(name: str, label: str) -> str:
    """The class that is learned: a state stays ground where it acts, and an office alone is no one's name."""
    if label == "Organisation" and any(c.item.type == "State" and c.kind == "name" for c in load().lookup(name)[:1]):
        return "Place"
    titles = name_words().titles
    return UNKNOWN if label == "Person" and all(word in titles for word in name.split()) else label


_GUM = {"person": "Person", "organization": "Organisation", "place": "Place", "event": "Event"}


def gum(records: list[Record]) -> Iterator[Document]:
    """GUM: the heads of named mentions. A country or city stays a place where it acts: its use is told later."""
    ground = _ground(records)
    for record in records:
        marks = []
        for m in record["mentions"]:
            if m["named"] and m["type"] != "time":
                start, end = trim(record["text"], *m["head"])
                acts = m["type"] == "organization" and record["text"][start:end] in ground
                marks.append((start, end, "Place" if acts else _GUM.get(m["type"], "Other")))
        yield Document(record["id"], "GUM", record["genre"], record["text"], _settled(record["text"], marks))


def _ground(records: list[Record]) -> frozenset[str]:
    """The names that are places as often as organisations."""
    uses: dict[str, Counter[str]] = {}
    for record in records:
        for m in record["mentions"]:
            if m["named"]:
                start, end = trim(record["text"], *m["head"])
                uses.setdefault(record["text"][start:end], Counter())[m["type"]] += 1
    return frozenset(name for name, types in uses.items() if types["place"] and types["place"] >= types["organization"])


_DOCRED = {"PER": "Person", "ORG": "Organisation", "LOC": "Place", "MISC": "Other"}


def redocred(records: list[Record]) -> Iterator[Document]:
    """Re-DocRED: all mentions of entities, but dates and numbers."""
    for record in records:
        marks = [
            (m["start"], m["end"], _DOCRED[e["type"]])
            for e in record["entities"]
            if e["type"] in _DOCRED
            for m in e["mentions"]
        ]
        yield Document(record["id"], "Re-DocRED", "wiki", record["text"], _settled(record["text"], marks))


_RE3D = {"Person": "Person", "Organisation": "Organisation", "Location": "Place", "Nationality": "People",
         "Vehicle": "Other", "Weapon": "Other", "MilitaryPlatform": "Other", "DocumentReference": "Other"}  # fmt: skip


def re3d(records: list[Record]) -> Iterator[Document]:
    """re3d: reports of the war in Syria and Iraq, less those under a licence that forbids commercial use."""
    for record in records:
        if "NC" in record["licence"]:
            continue
        text = record["text"]
        marks = [(e["start"], e["end"], _RE3D[e["type"]]) for e in record["entities"] if e["type"] in _RE3D]
        open_ = [(a, b, UNKNOWN if _is_office(text[a:b], label) else label) for a, b, label in marks]
        yield Document(record["id"], "re3d", "report", text, _settled(text, open_), "some")


def _is_office(words: str, label: str) -> bool:
    """Whether a person is told by the office alone: "Minister of Foreign Affairs of Iraq"."""
    return label == "Person" and (" of " in words or " for " in words)


_FACTS = {
    "CEO": ("Organisation", "Person"), "SUBSIDIARY_OF": ("Organisation", "Organisation"),
    "DATE_FOUNDED": ("Organisation", None), "FOUNDED_BY": ("Organisation", UNKNOWN),
    "EMPLOYEE_OR_MEMBER_OF": ("Person", "Organisation"), "EDUCATED_AT": ("Person", "Organisation"),
    "POLITICAL_AFFILIATION": ("Person", "Organisation"), "HEADQUARTERS": ("Organisation", "Place"),
    "PLACE_OF_RESIDENCE": ("Person", "Place"), "PLACE_OF_BIRTH": ("Person", "Place"), "SPOUSE": ("Person", "Person"),
    "CHILD_OF": ("Person", "Person"), "DATE_OF_BIRTH": ("Person", None), "DATE_OF_DEATH": ("Person", None),
    "NATIONALITY": ("Person", UNKNOWN),
}  # fmt: skip


def knowledgenet(records: list[Record]) -> Iterator[Document]:
    """KnowledgeNet: sentences in which only the parties to some facts are marked."""
    for record in records:
        marks = []
        for fact in record["facts"]:
            for party, label in zip(("subject", "object"), _FACTS[fact["prop"]], strict=True):
                if label:
                    marks.append((fact[party]["start"], fact[party]["end"], label))
        text = record["text"]
        yield Document(record["id"], "KnowledgeNet", "web", text, _settled(text, marks), "some")


def _bare(corpus: str, genre: str) -> Callable[[list[Record]], Iterator[Document]]:
    """A reader of sentences without names: each text once."""

    def read(records: list[Record]) -> Iterator[Document]:
        """Documents without any names marked; of equal texts the first record gives the id."""
        first = {record["text"].strip(): record["id"] for record in reversed(records)}
        for text, id_ in reversed(first.items()):
            yield Document(id_, corpus, genre, text, marked="none")

    return read


CORPORA: dict[str, Callable[[list[Record]], Iterator[Document]]] = {
    "gum": gum,
    "redocred": redocred,
    "re3d": re3d,
    "knowledgenet": knowledgenet,
    "directed_sentiment": _bare("directed_sentiment", "news"),
    "fewrel": _bare("FewRel", "wiki"),
}
"""File name and reader of each corpus, in the order in which they are learned from."""


def documents(folder: Path) -> Iterator[Document]:
    """All documents of the folder's `NAME.jsonl.gz`. Raises InputError where one is missing."""
    yield from every(folder, CORPORA)
