"""What is accepted as a batch for QuickStatements: its first format, tabs between cells, and its CSV.

https://www.wikidata.org/wiki/Help:QuickStatements. A statement that is there already is not made twice: its qualifiers
and references are added to it. Each independent origin is a reference of its own, with the article's address, title and
day of publication and the sentence. When somebody opened the article nobody recorded, so no date of retrieval is told.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from kg.evidence import Evidence
from kg.proposals import when
from kg.proposals.records import Party, Proposal
from kg.wikidata.statements import END, POINT, START

REFERENCES = 3
"""References of a statement at most: more of them tell no more."""
LONGEST = 1_500
"""Characters of a text on Wikidata at most."""
SUPPORTED, DISPUTED = "P3680", "P1310"
"""Statement supported by, statement disputed by: who says it, and who denies it, as qualifiers."""
_URL, _TITLE, _PUBLISHED, _QUOTATION = "854", "1476", "577", "1683"
_LANGUAGE = "en"
"""The language of the articles: Parley reads no other."""
_PASSING = frozenset(("leads", "holdsOffice"))
"""Predicates that say little without a date: offices pass from one to the other."""
_TIMES = ((START, "since"), (END, "until"), (POINT, "at"))
_SAFE = "%/:=&?~#+!$,;'@()*[]"

Cell = tuple[str, str]
"""A property and its value in QuickStatements' form."""


@dataclass(frozen=True, slots=True)
class Command:
    """One statement to be added: qualifiers, then references, each a list of cells (numbers of properties)."""

    item: str
    property: str
    value: str
    qualifiers: tuple[Cell, ...]
    references: tuple[tuple[Cell, ...], ...]


def is_plain(p: Proposal) -> bool:
    """Whether it may be written without a person's decision: said by articles themselves, denied by nobody, less or
    nothing of it on Wikidata, no other value for its place in the graph, and a date where it passes."""
    is_dated = p.fact.when.is_told or p.fact.predicate not in _PASSING
    return p.fact.standing == "plain" and p.verdict.state in ("new", "refined") and is_dated and not p.rivals


def hindrance(p: Proposal, prop: str | None) -> str:
    """Why the proposal cannot be written as a statement with this property; nothing where it can."""
    if p.verdict.by_hand:
        return p.verdict.by_hand
    if prop is None:
        return f"choose one of {', '.join(p.choices)} as its property"
    if not any(_references(p.fact.evidence)):
        return "none of its articles has an address that could be cited"
    if p.fact.standing == "contested" and not any(party.qid for party in p.fact.denied_by):
        return "nobody who denies it has an item, so that the denial could not be told"
    if p.fact.standing == "attributed" and not any(party.qid for party in p.fact.said_by):
        return "nobody who says it has an item, so that it would stand as a fact"
    return ""


def command(p: Proposal, prop: str) -> Command:
    """The proposal as a statement with this property. Who says what is not said by an article itself, and who denies
    it, stands in its qualifiers."""
    f = p.fact
    times = [] if p.verdict.state == "there" else [(code, getattr(f.when, name)) for code, name in _TIMES]
    said = [(code, when.written(value)) for code, value in times if value]
    if f.standing != "plain":
        said += [*_named(DISPUTED, f.denied_by)]
        said += _named(SUPPORTED, f.said_by)
    references = tuple(_references(f.evidence))[:REFERENCES]
    return Command(p.item.qid, prop, p.value.qid, tuple(said), references)


def lines(commands: Iterable[Command]) -> str:
    """The batch in the first format, a line for each statement."""
    return "".join("\t".join(_cells(c)) + "\n" for c in commands)


def table(commands: Sequence[Command]) -> str:
    """The batch as CSV: columns for each property with its qualifiers and references; of a row, others stay empty."""
    groups = {prop: _columns([c for c in commands if c.property == prop]) for prop in _in_order(commands)}
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["qid", *(name for columns in groups.values() for name in columns)])
    for c in commands:
        writer.writerow([c.item, *(cell for prop, columns in groups.items() for cell in _row(c, prop, columns))])
    return out.getvalue()


def _cells(c: Command) -> Iterator[str]:
    yield from (c.item, c.property, c.value)
    for code, value in c.qualifiers:
        yield from (code, value)
    for n, reference in enumerate(c.references):
        for place, (code, value) in enumerate(reference):
            yield from (f"{'!' if n and not place else ''}S{code}", value)


def _in_order(commands: Iterable[Command]) -> list[str]:
    return sorted({c.property for c in commands}, key=lambda prop: int(prop[1:]))


def _columns(commands: Sequence[Command]) -> list[str]:
    """The columns of one property: a reference begins with a capital S, and goes on with small ones."""
    most = max(len(c.references) for c in commands)
    parts = [_URL, _TITLE, _PUBLISHED, _QUOTATION]
    qualifiers = [code for code, _ in _TIMES] + [DISPUTED, SUPPORTED]
    counts = {code: max(sum(code == q for q, _ in c.qualifiers) for c in commands) for code in qualifiers}
    named = [f"qal{code[1:]}" for code in qualifiers for _ in range(counts[code])]
    return [commands[0].property, *named, *([f"S{parts[0]}", *(f"s{part}" for part in parts[1:])] * most)]


def _row(c: Command, prop: str, columns: Sequence[str]) -> Iterator[str]:
    if c.property != prop:
        yield from ("" for _ in columns)
        return
    qualifiers = {code: [v for each, v in c.qualifiers if each == code] for code, _ in c.qualifiers}
    references = [dict(reference) for reference in c.references]
    at = -1
    for name in columns:
        if name == prop:
            yield c.value
        elif name.startswith("qal"):
            left = qualifiers.get(f"P{name[3:]}", [])
            yield left.pop(0) if left else ""
        else:
            at += name.startswith("S")
            yield references[at].get(name[1:], "") if at < len(references) else ""


def _named(code: str, parties: Iterable[Party]) -> list[Cell]:
    return [(code, party.qid) for party in parties if party.qid]


def _references(evidence: Iterable[Evidence]) -> Iterator[tuple[Cell, ...]]:
    for e in evidence:
        if url := address(e.url):
            parts = [(_URL, f'"{url}"'), (_TITLE, _text(e.title)), (_PUBLISHED, _day(e.date)),
                     (_QUOTATION, _text(e.sentence))]  # fmt: skip
            yield tuple((code, value) for code, value in parts if value)


def address(url: str | None) -> str:
    """The address as it can be cited, what is no part of an address in percent encoding; nothing where it is none."""
    if not url:
        return ""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return ""
    return quote(url.strip(), safe=_SAFE) if parts.scheme in ("http", "https") and parts.netloc else ""


def _text(text: str | None) -> str:
    """A text in its language, on one line and without what would end a comment; nothing where it is too long."""
    plain = "".join(char if char.isprintable() else " " for char in text or "")
    line = " ".join(plain.replace("/*", "/ *").replace("*/", "* /").split())
    return f'{_LANGUAGE}:"{line}"' if 0 < len(line) <= LONGEST else ""


def _day(date: str | None) -> str:
    day = (date or "")[:10]
    return when.written(day) if when.precision(day) and when.rounded(day) else ""
