"""One claim with all that lets a reader check it: the sentence in its context, who says and denies it, its copies."""

from dataclasses import asdict
from typing import Any

from kg import iris, lookup, receipt
from kg.explorer.rows import Record, things
from kg.iris import compact
from kg.receipt import Receipt
from kg.store import Graph
from kg.terms import IRI, written

_TEXT = "SELECT ?text {{ {article} schema:articleBody ?text }} LIMIT 1"
_ENDS = """
SELECT ?subject ?predicate ?object {{
  {claim} rdf:subject ?subject ; rdf:predicate ?predicate OPTIONAL {{ {claim} rdf:object ?object }}
}} LIMIT 1"""
_WORDS = """
SELECT ?role ?at {{ VALUES (?property ?role) {{
  (par:subjectAt "subject") (par:triggerAt "predicate") (par:objectAt "object") }}
  {claim} ?property ?at }} ORDER BY ?role ?at"""
_CUES = """
SELECT DISTINCT ?at {{
  {claim} par:attribution ?layer . ?layer par:utterance ?told . ?told par:cueAt ?at
}} ORDER BY ?at"""
_COPIES = """
SELECT DISTINCT ?copy ?title ?publisher ?date ?url {{
  {article} par:origin ?origin . ?copy par:origin ?origin ; a schema:NewsArticle
  OPTIONAL {{ ?copy dcterms:title ?title }} OPTIONAL {{ ?copy dcterms:publisher ?publisher }}
  OPTIONAL {{ ?copy dcterms:date ?date }} OPTIONAL {{ ?copy schema:url ?url }}
  FILTER(?copy != {article})
}} ORDER BY ?date ?copy"""
_STANDS = """
SELECT DISTINCT ?voice ?stance ?first ?last ?origins {{
  {claim} par:proposition ?proposition . ?proposition par:position ?position .
  ?position par:voice ?voice ; par:stance ?stance ; par:origins ?origins
  OPTIONAL {{ ?position par:first ?first }} OPTIONAL {{ ?position par:last ?last }}
}} ORDER BY ?stance ?voice"""
AROUND = 400
"""Characters of context before and after the sentence, up to a break of the text."""


def claim(graph: Graph, wanted: str) -> Record:
    """The receipt of a claim, given by its IRI or id, as `kg show CLAIM` has it, with the text around its sentence.

    `context` is three texts: before, the sentence, after; `marks` are stretches of the sentence that say the subject,
    the predicate, the object, and who speaks (`cue`). `stands` is what all articles together say of the same thing.
    Raises UsageError where the graph has no such claim, or several.
    """
    shown = receipt.show(graph, wanted)
    about, article = written(IRI(shown.claim)), written(IRI(shown.evidence.article))
    (ends,) = graph.select(_ENDS.format(claim=about))
    stands = list(graph.select(_STANDS.format(claim=about)))
    named = [IRI(str(end)) for end in ends if end] + [IRI(str(v)) for row in stands for v in row[:2]]
    return {
        **_plain(shown), "ends": [compact(str(end)) if end else None for end in ends],
        "things": things(graph, named),
        "context": _context(graph, shown, article), "marks": _marks(graph, shown, about),
        "copies": [_copy(row) for row in graph.select(_COPIES.format(article=article)).dicts()],
        "origin_title": _title(graph, shown),
        "stands": [_stand(*row) for row in stands],
    }  # fmt: skip


def _plain(shown: Receipt) -> dict[str, Any]:
    told = asdict(shown)
    return {**told, "claim": compact(shown.claim)}


def _context(graph: Graph, shown: Receipt, article: str) -> list[str]:
    e = shown.evidence
    text = next((str(body) for (body,) in graph.select(_TEXT.format(article=article))), None)
    if text is None:
        return ["", e.sentence, ""]
    return [_before(text[: e.start]), text[e.start : e.end], _after(text[e.end :])]


def _before(text: str) -> str:
    """The end of a text, from the beginning of a word on."""
    if len(text) <= AROUND:
        return text
    return "…" + text[-AROUND:].partition(" ")[2]


def _after(text: str) -> str:
    return text if len(text) <= AROUND else text[:AROUND].rpartition(" ")[0] + "…"


def _marks(graph: Graph, shown: Receipt, about: str) -> list[Record]:
    """Offsets within the sentence, none over another; what lies outside of it is left out."""
    found = [(str(at), str(role)) for role, at in graph.select(_WORDS.format(claim=about))]
    found += [(str(at), "cue") for (at,) in graph.select(_CUES.format(claim=about))]
    marks: list[Record] = []
    for span, role in sorted((iris.span(at), role) for at, role in found):
        start, end = span.start - shown.evidence.start, span.end - shown.evidence.start
        if start >= (marks[-1]["end"] if marks else 0) and end <= shown.evidence.end - shown.evidence.start:
            marks.append({"start": start, "end": end, "role": role})
    return marks


def _stand(voice: object, stance: object, first: object, last: object, origins: object) -> Record:
    said = iris.local_name(str(stance))
    return {"voice": compact(str(voice)), "stance": said, "first": first, "last": last, "origins": origins}


def _copy(row: dict[str, Any]) -> Record:
    return {**row, "copy": compact(str(row["copy"]))}


def _title(graph: Graph, shown: Receipt) -> str | None:
    e = shown.evidence
    return None if e.origin == e.article else lookup.labels(graph, [e.origin])[e.origin]
