"""One claim in full: what it says, where it stands and who says it, and why it was read."""

import re
from dataclasses import dataclass

from kg import display, evidence, iris, lookup, reasons, vocabulary
from kg.errors import UsageError
from kg.evidence import Evidence
from kg.model import Reason
from kg.store import Graph
from kg.terms import IRI, Value, written

_ID = re.compile(r"c-[0-9a-f]{16}")
_SHORT = "claim:"
_HINT = "kg show ENTITY --format json names the claims about an entity"

_CLAIM = """
SELECT ?subject ?predicate ?object ?polarity ?modality ?time ?quantity ?mode WHERE {{
  VALUES ?claim {{ {claim} }}
  ?claim a par:Claim ; rdf:subject ?subject ; rdf:predicate ?predicate ; par:polarity ?polarity ;
    par:modality ?modality .
  OPTIONAL {{ ?claim rdf:object ?object }}
  OPTIONAL {{ ?claim par:time ?time }}
  OPTIONAL {{ ?claim par:quantity ?quantity }}
  OPTIONAL {{ ?claim par:mode ?mode }}
}}"""


@dataclass(frozen=True, slots=True)
class Receipt:
    """A claim. Subject and object are names; `confidence` is what all reasons come to, between 0 and 1."""

    claim: str
    subject: str
    predicate: str
    object: str | None
    polarity: str
    modality: str
    time: str | None
    quantity: int | None
    mode: str | None
    confidence: float
    reasons: tuple[Reason, ...]
    evidence: Evidence

    def __str__(self) -> str:
        words = (self.subject, "" if self.polarity == "affirmed" else "(not)", self._said, self.object, self.time)
        return " ".join(word for word in words if word)

    @property
    def _said(self) -> str:
        return vocabulary.predicate(self.predicate).label

    def _repr_html_(self) -> str:
        told = self.evidence
        speakers = "; ".join(f"{s.name or 'somebody'} {s.stance}" for s in told.speakers) or "the article itself"
        facts = {
            "sentence": told.sentence, "said by": speakers, "denied by": told.denied_by, "modality": self.modality,
            "quantity": self.quantity, "mode": self.mode, "confidence": self.confidence,
            "why": tuple(f"{r.kind} {r.name} ({r.confidence})" for r in self.reasons),
            "article": ", ".join(part for part in (told.title, told.publisher, told.date) if part), "url": told.url,
            "place": f"{told.start}–{told.end}", "claim": self.claim,
        }  # fmt: skip
        return display.record(str(self), facts)


def is_claim(name: str) -> bool:
    """Whether the name is one of a claim: its IRI, in full or short (`claim:9b07…`), or its id (`c-3f9a…`)."""
    return bool(_ID.fullmatch(name)) or name.startswith((_SHORT, iris.PREFIXES["claim"]))


def show(graph: Graph, wanted: str) -> Receipt:
    """The receipt of a claim, given by its IRI or id. Raises UsageError where the graph has none or several."""
    claim = _find(graph, wanted)
    found = graph.select(_CLAIM.format(claim=written(claim))).dicts()
    told = evidence.of_claims(graph, [claim]).get(claim)
    row = next(iter(found), None)
    if row is None or told is None:
        raise UsageError(f"the graph has no claim {wanted!r}", hint=_HINT)
    names = lookup.labels(graph, [str(row[end]) for end in ("subject", "object") if row[end]])

    def known(column: str) -> str | None:
        value: Value = row[column]
        return iris.local_name(value) if isinstance(value, IRI) else None if value is None else str(value)

    quantity = known("quantity")
    return Receipt(
        claim=claim, subject=names[str(row["subject"])], predicate=str(known("predicate")),
        object=names[str(row["object"])] if row["object"] else None,
        polarity=str(known("polarity")), modality=str(known("modality")), time=known("time"),
        quantity=int(quantity) if quantity else None, mode=known("mode"),
        confidence=told.confidence, reasons=_reasons(graph, claim), evidence=told,
    )  # fmt: skip


def _reasons(graph: Graph, claim: IRI) -> tuple[Reason, ...]:
    """Why it was read: rules first, each kind with the surest first."""
    rows = graph.select(f"SELECT DISTINCT ?reason {{ {written(claim)} par:reason ?reason }}")
    found = [reasons.parsed(str(reason)) for (reason,) in rows]
    return tuple(sorted(found, key=lambda r: (r.kind != "rule", -r.confidence, r)))


def _find(graph: Graph, wanted: str) -> IRI:
    """The IRI of the claim, whether or not the graph has it. Raises UsageError for an id of several claims, or none."""
    if not _ID.fullmatch(wanted):
        key = wanted.removeprefix(_SHORT).removeprefix(iris.PREFIXES["claim"])
        if not re.fullmatch(r"[0-9a-f]+", key):
            raise UsageError(f"{wanted!r} is no claim", hint=_HINT)
        return IRI(iris.PREFIXES["claim"] + key)
    rows = graph.select(f"SELECT DISTINCT ?c {{ ?c dcterms:identifier {written(wanted)} ; a par:Claim }} ORDER BY ?c")
    found = [IRI(str(claim)) for (claim,) in rows]
    if len(found) > 1:
        short = ", ".join(_SHORT + iris.local_name(claim) for claim in found)
        raise UsageError(f"{wanted!r} stands in {len(found)} copies of an article", hint=f"say which: {short}")
    if not found:
        raise UsageError(f"the graph has no claim {wanted!r}", hint=_HINT)
    return found[0]
