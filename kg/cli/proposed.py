"""What is proposed as a table for the terminal, the states one after the other."""

from collections.abc import Mapping, Sequence

import click

from kg import printing
from kg.evidence import Evidence
from kg.proposals.records import STATES, Proposal
from kg.proposals.review import Decision, row

_COLUMNS = ("item", "property", "value", "when", "said_by", "denied_by", "origins", "confidence")


def table(proposals: Sequence[Proposal], decisions: Mapping[str, Decision]) -> str:
    """The proposals by state, each over the sentence that tells it and what Wikidata has."""
    parts = []
    for state, meaning in STATES.items():
        found = [p for p in proposals if p.verdict.state == state]
        if found:
            head = click.style(f"{state}: {meaning} ({len(found):,})", bold=True)
            rows = [_row(row(p, decisions.get(p.id)), p) for p in found]
            empty = [name for n, name in enumerate(_COLUMNS) if not any(each[n] for each in rows)]
            below = [list(_below(p, decisions.get(p.id))) for p in found]
            parts.append(f"{head}\n\n{printing.table(*printing.without(_COLUMNS, rows, *empty), below)}")
    return "\n".join(parts) or "Wikidata lacks nothing that this graph could tell it.\n"


def _row(cells: Mapping[str, str | int | float], p: Proposal) -> list[object]:
    w = p.fact.when
    dates = [f"since {w.since}" if w.since else "", f"until {w.until}" if w.until else "", w.at or ""]
    ends = [f"{end.label} ({end.qid})" for end in (p.item, p.value)]
    prop = f"{cells['property_label']} ({str(cells['property']).replace('|', ', ')})"
    said = [tuple(party.name for party in parties) for parties in (p.fact.said_by, p.fact.denied_by)]
    return [ends[0], prop, ends[1], " ".join(filter(None, dates)), *said, p.fact.origins, round(p.fact.confidence, 2)]


def _below(p: Proposal, decision: Decision | None) -> list[str]:
    cells = row(p)
    told = [f"“{cells['quote']}” {_source(p.fact.evidence[0])}"] if p.fact.evidence else []
    told += [f"Wikidata: {cells['wikidata_has']}"] if cells["wikidata_has"] else []
    told += [f"Note: {cells['note']}"] if cells["note"] else []
    return told + ([f"Decided: {'yes' if decision.accepted else 'no'}"] if decision else [])


def _source(e: Evidence) -> str:
    return ", ".join(part for part in (e.publisher, e.date, e.url or e.source) if part)
