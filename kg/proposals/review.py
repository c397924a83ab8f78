"""What is proposed as a table for a person, and the decisions that come back in it.

A decision stands in the column `decision`: yes or no, or nothing as long as there is none. Only it, the column `id` and
the column `property` are read back, so the rest may be cut, sorted and coloured as anybody likes.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kg.errors import DataError
from kg.evidence import Evidence
from kg.proposals.records import Party, Proposal
from kg.spreadsheets import inert
from kg.wikidata.properties import properties

COLUMNS = (
    *("decision", "state", "standing", "item_label", "property_label", "value_label", "since", "until", "at"),
    *("confidence", "origins", "said_by", "denied_by", "wikidata_has", "note", "quote", "title", "publisher"),
    *("published", "url", "item", "property", "value", "id"),
)
_REQUIRED = ("decision", "id")
_YES = frozenset(("yes", "y", "accept", "accepted", "ok", "true", "1", "x", "✓", "✔"))
_NO = frozenset(("no", "n", "reject", "rejected", "false", "0", "-", "✗", "✘"))


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided of a proposal; `property` is the one they chose, None where it is open."""

    accepted: bool
    property: str | None
    where: str


def row(p: Proposal, decision: Decision | None = None) -> dict[str, str | int | float]:
    """The proposal as a row with the cells of `COLUMNS`; of its sentences it shows the one that counts most."""
    f, v = p.fact, p.verdict
    best = f.evidence[0] if f.evidence else None
    chosen = decision.property if decision and decision.property in p.choices else None
    codes = (chosen,) if chosen else p.choices
    return {
        "decision": "" if decision is None else "yes" if decision.accepted else "no",
        "state": v.state, "standing": f.standing,
        "item_label": p.item.label, "item": p.item.qid, "value_label": p.value.label, "value": p.value.qid,
        "property_label": " or ".join(properties()[code].label for code in codes), "property": "|".join(codes),
        "since": f.when.since or "", "until": f.when.until or "", "at": f.when.at or "",
        "confidence": f.confidence, "origins": f.origins,
        "said_by": _names(f.said_by), "denied_by": _names(f.denied_by),
        "wikidata_has": "; ".join(v.has), "note": note(p),
        **_receipt(best), "id": f"p-{p.id}",
    }  # fmt: skip


def note(p: Proposal) -> str:
    """What a reviewer should know, in a sentence or two."""
    at_odds = f"the articles date it differently: {', '.join(p.fact.disagree)}" if p.fact.disagree else ""
    rivals = f"the graph has another one too: {', '.join(p.rivals)}" if p.rivals else ""
    return "; ".join(part for part in (p.verdict.note, p.verdict.by_hand, at_odds, rivals) if part)


def _receipt(e: Evidence | None) -> dict[str, str]:
    if e is None:
        return dict.fromkeys(("quote", "title", "publisher", "published", "url"), "")
    told = {"quote": e.sentence, "title": e.title, "publisher": e.publisher, "published": e.date, "url": e.url}
    return {name: " ".join((text or "").split()) for name, text in told.items()}


def _names(parties: Iterable[Party]) -> str:
    return "; ".join(party.name for party in parties)


def dump(proposals: Iterable[Proposal], decisions: Mapping[str, Decision], delimiter: str) -> str:
    """The table as text, with the decisions that there are."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, delimiter=delimiter, lineterminator="\n")
    writer.writeheader()
    for p in proposals:
        writer.writerow({name: _safe(value) for name, value in row(p, decisions.get(p.id)).items()})
    return out.getvalue()


def _safe(value: str | int | float) -> str | int | float:
    return inert(value) if isinstance(value, str) else value


def parse(text: str, where: object) -> dict[str, Decision]:
    """The decisions in a table, by the proposal's id; tabs, commas or semicolons may stand between its cells.

    Raises DataError, with the line, for a table without the columns, a decision that is neither yes nor no, and two
    decisions on one proposal that differ.
    """
    found: dict[str, Decision] = {}
    for place, cells in _rows(text, where):
        key = cells["id"].strip().removeprefix("p-")
        decided = _decision(cells, place)
        if decided is None:
            continue
        if (key in found and found[key].accepted != decided.accepted) or not key:
            raise DataError("two decisions differ, or one is about nothing", where=place, hint="one row, one id")
        found[key] = decided
    return found


def _decision(cells: Mapping[str, str], place: str) -> Decision | None:
    word = cells["decision"].strip().casefold()
    if not word:
        return None
    if word not in _YES | _NO:
        raise DataError(f"{cells['decision'].strip()!r} is no decision", where=place, hint="yes, no, or nothing")
    prop = (cells.get("property") or "").strip().upper()
    return Decision(word in _YES, prop if prop and "|" not in prop else None, place)


def _rows(text: str, where: object) -> Iterator[tuple[str, dict[str, str]]]:
    text = text.removeprefix("\ufeff")
    head = text.partition("\n")[0]
    delimiter = max("\t,;", key=head.count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, restval="")
    try:
        names = {name.strip().casefold(): name for name in reader.fieldnames or ()}
        missing = [name for name in _REQUIRED if name not in names]
        if missing:
            what = f"the table lacks the column {missing[0]!r}"
            raise DataError(what, where=f"{where}:1", hint="give the table that kg wikidata diff wrote")
        for cells in reader:
            told = {name: cells[own] or "" for name, own in names.items()}
            if any(value.strip() for value in told.values()):
                yield f"{where}:{reader.line_num}", told
    except csv.Error as cause:
        raise DataError(f"not a table: {cause}", where=f"{where}:{reader.line_num}") from cause
