"""Receipts: for a claim, the sentence it was read in, who says it, and where it was published."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from kg import iris, lookup
from kg.store import Graph
from kg.terms import IRI, Value, written

_BATCH = 500
"""Claims asked for at once: a query should not grow without bound."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """One layer of who says it. `name` is None where the text leaves the speaker out ("reportedly")."""

    name: str | None
    stance: str
    cue: str | None
    quoted: bool


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a claim stands: `start` and `end` are code points of the article's text, of the sentence.

    `origin` is the article that stands for all that have the sentence from one another: what shares it is one witness.
    `speakers` begins with whoever makes the claim, then whoever tells that they did, and so on; empty where the article
    says it in its own voice.
    """

    claim: str
    sentence: str
    start: int
    end: int
    article: str
    origin: str
    title: str | None
    publisher: str | None
    date: str | None
    url: str | None
    source: str | None
    confidence: float
    speakers: tuple[Speaker, ...]
    denied_by: tuple[str, ...]


_PLACES = """
SELECT DISTINCT ?claim ?sentence ?start ?end ?article ?origin ?title ?publisher ?date ?url ?source ?confidence WHERE {{
  VALUES ?claim {{ {claims} }}
  ?claim oa:hasSelector ?position , ?quote ; prov:wasDerivedFrom ?article ; par:origin ?origin ;
    par:confidence ?confidence .
  ?position oa:start ?start ; oa:end ?end .
  ?quote oa:exact ?sentence .
  OPTIONAL {{ ?article dcterms:title ?title }}
  OPTIONAL {{ ?article dcterms:publisher ?publisher }}
  OPTIONAL {{ ?article dcterms:date ?date }}
  OPTIONAL {{ ?article schema:url ?url }}
  OPTIONAL {{ ?article dcterms:source ?source }}
}}"""

_SPEAKERS = """
SELECT DISTINCT ?claim ?depth ?source ?stance ?cue ?quoted WHERE {{
  VALUES ?claim {{ {claims} }}
  ?claim par:attribution ?attribution .
  ?attribution par:depth ?depth ; par:stance ?stance ; par:quoted ?quoted .
  OPTIONAL {{ ?attribution par:source ?source }}
  OPTIONAL {{ ?attribution par:cue ?cue }}
}} ORDER BY ?claim ?depth"""

_DENIERS = "SELECT DISTINCT ?claim ?denier WHERE {{ VALUES ?claim {{ {claims} }} ?claim par:deniedBy ?denier }}"


def of_claims(graph: Graph, claims: Iterable[str]) -> dict[str, Evidence]:
    """The evidence for each of the claims, given by IRI; a claim that the graph lacks has none."""
    wanted = sorted(set(claims))
    found: dict[str, Evidence] = {}
    for first in range(0, len(wanted), _BATCH):
        found |= _of_batch(graph, " ".join(written(IRI(claim)) for claim in wanted[first : first + _BATCH]))
    return found


def _of_batch(graph: Graph, claims: str) -> dict[str, Evidence]:
    places = graph.select(_PLACES.format(claims=claims))
    layers = list(graph.select(_SPEAKERS.format(claims=claims)))
    denials = list(graph.select(_DENIERS.format(claims=claims)))
    named = {str(row[2]) for row in layers if row[2]} | {str(denier) for _, denier in denials}
    labels = lookup.labels(graph, named)
    speakers: defaultdict[Value, list[Speaker]] = defaultdict(list)
    for claim, _, source, stance, cue, quoted in layers:
        name = labels[str(source)] if source else None
        speakers[claim].append(Speaker(name, iris.local_name(str(stance)), str(cue) if cue else None, bool(quoted)))
    deniers: defaultdict[Value, list[str]] = defaultdict(list)
    for claim, denier in denials:
        deniers[claim].append(labels[str(denier)])
    found: dict[str, Evidence] = {}
    for row in places.dicts():
        fields: dict[str, Any] = dict(row)
        claim = str(row["claim"])
        denied_by = tuple(sorted(deniers[claim]))
        found[claim] = Evidence(**fields, speakers=tuple(speakers[claim]), denied_by=denied_by)
    return found
