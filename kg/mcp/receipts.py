"""What the tools give: plain values, ready for JSON, each with its receipts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from typing import Any

from kg.catalogue import Answer
from kg.evidence import Evidence, of_claims
from kg.saved import SavedQuery
from kg.statements import Statement
from kg.store import Graph
from kg.terms import IRI, written

A_ROW = 3
"""Receipts that stand in a row at most; the claims of all are named."""
_COPIES = """
SELECT DISTINCT ?article ?copy ?title ?publisher ?date WHERE {{
  VALUES ?article {{ {articles} }}
  ?article par:origin ?origin .
  ?copy par:origin ?origin ; a schema:NewsArticle .
  FILTER(?copy != ?article)
  OPTIONAL {{ ?copy dcterms:title ?title }}
  OPTIONAL {{ ?copy dcterms:publisher ?publisher }}
  OPTIONAL {{ ?copy dcterms:date ?date }}
}} ORDER BY ?article ?date ?copy"""

Record = dict[str, Any]


def question(query: SavedQuery) -> Record:
    """What a saved query answers and can be asked about."""
    parameters = [
        {"name": p.name, "type": p.type, "meaning": p.meaning, "required": p.required, "default": p.default,
         "example": p.example}
        for p in query.parameters
    ]  # fmt: skip
    return {
        "name": query.name, "title": query.title, "description": query.description, "tags": list(query.tags),
        "parameters": parameters, "example": dict(query.example),
    }  # fmt: skip


def answer(found: Answer, most: int) -> Record:
    """The first rows of an answer, each with its claims and the first of its receipts."""
    shown = replace(found, rows=found.rows[:most], claims=found.claims[:most])
    told = [behind[:A_ROW] for behind in shown.receipts()]
    copies = _copies(found.graph, chain.from_iterable(told))
    rows = [
        {**row, "claims": list(claims), "receipts": [_receipt(e, copies) for e in behind]}
        for row, claims, behind in zip(shown.dicts(), shown.claims, told, strict=True)
    ]
    return {
        "question": found.query.title, "given": dict(found.given), "rows": rows, "found": len(found),
        "left_out": len(found) - len(rows), "limit_reached": found.cut, "note": found.lacks,
    }  # fmt: skip


def of(graph: Graph, claims: Sequence[str]) -> list[Record]:
    """The receipts of the claims that the graph has, by IRI, in their order."""
    found = of_claims(graph, claims)
    copies = _copies(graph, found.values())
    return [_receipt(found[claim], copies) for claim in dict.fromkeys(claims) if claim in found]


def statement(s: Statement) -> Record:
    """A claim of a dossier, which is its own receipt."""
    return {
        "claim": s.claim, "subject": s.subject_name, "predicate": s.predicate, "object": s.object_name,
        "polarity": s.polarity, "modality": s.modality, "time": s.time, "said_by": list(s.said_by) or ["(article)"],
        "denied_by": list(s.denied_by), "sentence": s.sentence,
        "article": {"iri": s.article, "title": s.title, "publisher": s.publisher, "date": s.date},
    }  # fmt: skip


def _receipt(e: Evidence, copies: Mapping[str, list[Record]]) -> Record:
    """The sentence and its place, who says it (whoever makes the claim first, then who tells it), who denies it, where
    it was published, and which articles copied it."""
    speakers = [{"name": s.name or "(unnamed)", "stance": s.stance, "word": s.cue} for s in e.speakers]
    return {
        "claim": e.claim, "sentence": e.sentence, "start": e.start, "end": e.end, "confidence": e.confidence,
        "said_by": speakers or [{"name": "(article)", "stance": "asserts", "word": None}],
        "denied_by": list(e.denied_by),
        "article": {"iri": e.article, "title": e.title, "publisher": e.publisher, "date": e.date, "url": e.url},
        "origin": e.origin, "copies": copies.get(e.article, []),
    }  # fmt: skip


def _copies(graph: Graph, told: Iterable[Evidence]) -> dict[str, list[Record]]:
    """The articles that are copies of the articles of these, or which they are copies of, by article."""
    articles = sorted({e.article for e in told})
    found: dict[str, list[Record]] = {}
    if articles:
        wanted = " ".join(written(IRI(article)) for article in articles)
        for article, copy, title, publisher, date in graph.select(_COPIES.format(articles=wanted)):
            record = {"iri": copy, "title": title, "publisher": publisher, "date": date}
            found.setdefault(str(article), []).append(record)
    return found
