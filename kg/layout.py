"""What the commands show people: answers with their evidence, dossiers, the catalogue, what a build did."""

import shlex
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from itertools import groupby
from typing import TYPE_CHECKING

import click

from kg import printing, vocabulary
from kg.catalogue import Answer
from kg.decisions import Decision
from kg.dossier import Dossier
from kg.errors import SetAside
from kg.evidence import Evidence, Speaker
from kg.links import Meaning
from kg.model import Reason
from kg.receipt import Receipt
from kg.saved import Parameter, SavedQuery
from kg.statements import Statement

if TYPE_CHECKING:
    from kg.builder import Summary

_POSSIBLE = 10
"""Items that a name may mean that are shown at most."""
CAUSES = {
    "language": "not in English", "copy": "under a second address", "no page": "no pages",
    "no article": "without text",
    "no feed": "XML but no feed", "other kind": "of another kind",
}  # fmt: skip
"""Why an article is set aside, for people."""
_NAMED = 3
"""Files that a summary names of each sort."""


def catalogue(queries: Iterable[SavedQuery]) -> str:
    """The saved queries under their first tags: what each is called, answers and can be asked about."""
    by_tag: dict[str, list[SavedQuery]] = {}
    for query in queries:
        by_tag.setdefault(query.tags[0] if query.tags else "others", []).append(query)
    parts: list[str] = []
    for tag in sorted(by_tag):
        parts += [click.style(tag, bold=True)]
        for query in by_tag[tag]:
            parts += [click.style(f"  {query.name}", bold=True), *printing.indented(query.title, 4)]
            parts += printing.indented(" ".join(_sign(p) for p in query.parameters), 4)
        parts.append("")
    hint = "Explain one: kg ask NAME --help.  Ask one: kg ask NAME [--PARAMETER VALUE]… [--evidence]"
    return "\n".join([*parts, hint, ""])


def question(query: SavedQuery) -> str:
    """All that a saved query says of itself: what it answers, what it can be asked about, an example."""
    parts = [click.style(query.name, bold=True), *printing.indented(f"{query.title}. {query.description}", 2), ""]
    for p in query.parameters:
        parts += [click.style(f"  --{p.name} {p.type.upper()}", bold=True)]
        parts += printing.indented("; ".join(part for part in (p.meaning, *_uses(p)) if part), 6)
    parts += ["", f"  tags: {', '.join(query.tags)}"] if query.tags else [""]
    parts += printing.indented(f"needs more than articles: {query.needs[1]}", 2) if query.needs else []
    example = "".join(f" --{name} {shlex.quote(value)}" for name, value in query.example.items())
    return "\n".join([*parts, f"  kg ask {query.name}{example}", ""])


def _sign(parameter: Parameter) -> str:
    told = f"--{parameter.name} {parameter.type.upper()}"
    return told if parameter.required else f"[{told}]"


_TYPES = {
    "entity": "a name, a Wikidata item or an IRI",
    "predicate": "one of kg vocabulary",
    "date": "2016, 2016-04 or 2016-04-02",
}


def _uses(parameter: Parameter) -> Iterator[str]:
    """What may be given for a parameter, and what is taken where nothing is."""
    yield _TYPES.get(parameter.type, "")
    yield "must be given" if parameter.required else f"by default {parameter.default}" if parameter.default else ""
    yield f"for example {parameter.example}" if parameter.example else ""


def answer(form: str, found: Answer, with_evidence: bool) -> str:
    """The answer to a saved query in a format of `printing.FORMATS`; if wanted, with the evidence of each row."""
    if form == "table" and not len(found):
        return _nothing(found)
    if not with_evidence:
        return printing.formatted(form, found.columns, found.rows)
    receipts = found.receipts()
    if form == "json":
        pairs = zip(found.dicts(), receipts, strict=True)
        return printing.dumped([{**row, "evidence": [asdict(e) for e in told]} for row, told in pairs])
    columns, rows = printing.without(found.columns, found.rows, "sentence")
    lines = [list(_receipts(told)) for told in receipts]
    if form == "table":
        return printing.table(columns, rows, lines)
    told_rows = [[*row, tuple(told)] for row, told in zip(rows, lines, strict=True)]
    return printing.formatted(form, [*columns, "evidence"], told_rows)


def _nothing(found: Answer) -> str:
    """What was asked in vain, and what the graph has on the entities that were asked about."""
    asked = " ".join([found.query.name, *(f"--{name} {shlex.quote(value)}" for name, value in found.given)])
    lines = [f"nothing found: {asked}"]
    lines += [found.lacks] if found.lacks else []
    for name, count in found.known().items():
        lines.append(f"the graph has {counted(count, 'claim')} about {name}: kg show {shlex.quote(name)}")
    return "".join(f"{line}\n" for line in lines)


def _receipts(told: Iterable[Evidence]) -> Iterator[str]:
    """A receipt for each sentence of each origin; where copies have it too, they are named behind it."""
    witnesses: dict[tuple[object, ...], list[Evidence]] = {}
    for e in told:
        witnesses.setdefault((e.origin, e.sentence, e.speakers, e.denied_by), []).append(e)
    for first, *copies in witnesses.values():
        places = "; ".join(dict.fromkeys(_place(e) for e in copies if _place(e) != _place(first)))
        yield _receipt(first) + (f" [also in: {places}]" if places else "")


def _receipt(e: Evidence) -> str:
    """“Sentence.” — Title, Publisher, date; said by X (“claimed”), as told by Y; denied by Z"""
    said = f"; {', as told by '.join(_voice(s) for s in e.speakers)}" if e.speakers else ""
    denied = f"; denied by {', '.join(e.denied_by)}" if e.denied_by else ""
    return f"“{e.sentence}” — {_place(e)}{said}{denied}"


def _place(e: Evidence) -> str:
    return ", ".join(part for part in (e.title or e.source or e.article, e.publisher, e.date) if part)


def _voice(speaker: Speaker) -> str:
    cue = f" (“{speaker.cue}”)" if speaker.cue else ""
    return f"{speaker.name or 'someone unnamed'}{cue}"


def shown(found: Dossier | Receipt) -> str:
    """What is known of an entity or of a claim."""
    return receipt(found) if isinstance(found, Receipt) else dossier(found)


def receipt(r: Receipt) -> str:
    """A claim with its sentence, who says it, and why it was read."""
    what = " ".join([r.subject, vocabulary.predicate(r.predicate).label, r.object or "(no one named)"])
    notes = [
        "negated" if r.polarity == "negated" else "", "" if r.modality == "actual" else r.modality, r.time or "",
        r.mode or "", "" if r.quantity is None else f"{r.quantity:,}",
    ]  # fmt: skip
    lines = [click.style(what, bold=True)]
    lines += printing.indented("; ".join(filter(None, notes)), 2)
    lines += printing.indented(_receipt(r.evidence), 2)
    return "\n".join([*lines, *printing.indented(_why(r), 2), ""])


def _why(r: Receipt) -> str:
    """read by the rule “back (verb)” (predicates.tsv), 0.80; learned: positive, 0.71; together 0.94"""
    told = [_reason(reason) for reason in r.reasons]
    if not told:
        return f"read with confidence {r.confidence:.2f}, nothing is kept of why"
    if [reason.confidence for reason in r.reasons] != [r.confidence]:
        told.append(f"{'together' if len(told) > 1 else 'calibrated'} {r.confidence:.2f}")
    return "; ".join(told)


def _reason(reason: Reason) -> str:
    if reason.kind == "learned":
        return f"learned: {reason.name}, {reason.confidence:.2f}"
    what = f"the rule “{reason.name}” ({reason.table})" if reason.table else f"the part “{reason.name}”"
    return f"read by {what}, {reason.confidence:.2f}"


def dossier(d: Dossier) -> str:
    """What is known of an entity, its claims by predicate, those about it after those that it is the subject of."""
    lines = [click.style(d.name, bold=True) + f" · {d.type}" + (f" · {d.qid} {d.wikidata}" if d.qid else "")]
    if d.other_names:
        lines += printing.indented(f"also: {', '.join(d.other_names)}", 2)
    if not d.statements:
        lines += ["", "  Nothing is claimed of it."]
    ordered = sorted(d.statements, key=lambda s: (s.subject != d.iri, s.predicate))
    for (other_way, predicate), group in groupby(ordered, key=lambda s: (s.subject != d.iri, s.predicate)):
        label = vocabulary.predicate(predicate).label
        lines += ["", click.style(f"… {label} {d.name}" if other_way else f"{d.name} {label} …", bold=True)]
        for statement in group:
            lines += _told(statement, statement.subject_name if other_way else statement.object_name)
    return "\n".join([*lines, ""])


def _told(s: Statement, other: str | None) -> Iterator[str]:
    notes = [
        "negated" if s.polarity == "negated" else "", "" if s.modality == "actual" else s.modality, s.time or "",
        *_voices(s),
    ]  # fmt: skip
    yield from printing.indented("; ".join([other or "(no one named)", *filter(None, notes)]), 2)
    place = ", ".join(part for part in (s.title, s.publisher, s.date) if part)
    yield from (click.style(line, dim=True) for line in printing.indented(f"“{s.sentence}” — {place}", 4))


def _voices(s: Statement) -> Iterator[str]:
    """Who says it and who denies it. Whoever speaks of it only to deny it does not say it."""
    if s.said_by and s.said_by[0] in s.denied_by:
        yield f"denied by {', as told by '.join([', '.join(s.denied_by), *s.said_by[1:]])}"
        return
    yield f"said by {', as told by '.join(s.said_by)}" if s.said_by else ""
    yield f"denied by {', '.join(s.denied_by)}" if s.denied_by else ""


def summary(s: "Summary", path: str) -> str:
    """What a build did, a line for each thing that happened."""
    entities = f"{counted(len(s.entities), 'entity', 'entities')} ({s.linked:,} linked to Wikidata)"
    lines = [f"read {counted(s.read, 'article')}: {counted(s.claims, 'claim')}, {entities}"]
    lines += [f"passed over {counted(s.unchanged, 'article')} that did not change"] if s.unchanged else []
    lines += [f"replaced {counted(s.replaced, 'article')}: changed, or read by an older reader"] if s.replaced else []
    lines += [f"passed over {counted(s.repeated, 'article')} that came twice"] if s.repeated else []
    if s.others:
        kinds = counted(len(s.others), "file of another kind", "files of another kind")
        lines.append(f"passed over {kinds}: {_some(s.others)}")
    if s.undated:
        undated = f"{counted(len(s.undated), 'article')} without a date: {_some(s.undated)}"
        lines.append(f"{undated} (“on Tuesday” is no day there: give --date, or head it with a line date: YYYY-MM-DD)")
    lines += [set_aside(s)] if set_aside(s) else []
    failed = sum(not isinstance(error, SetAside) for error in s.left_out)
    lines += [f"left out {failed}, as said above"] if failed else []
    return "".join(f"{line}\n" for line in [*lines, f"the graph is in {path}"])


def set_aside(s: "Summary") -> str:
    """How many articles are not wanted for which reason, the commonest first, and where the first of each was.

    Empty where there are none.
    """
    errors = [error for error in s.left_out if isinstance(error, SetAside)]
    causes = Counter(error.cause for error in errors).most_common()
    first = {error.cause: error.where for error in reversed(errors)}
    told = ", ".join(f"{count:,} {CAUSES.get(cause, cause)} (first {first[cause]})" for cause, count in causes)
    return f"set aside {told}" if errors else ""


def read_again(s: "Summary") -> str:
    """What became of the articles that a decision touches."""
    entities = f"{counted(len(s.entities), 'entity', 'entities')} ({s.linked:,} linked to Wikidata)"
    return (
        f"read again {counted(s.read, 'article')} that the name stands in: {counted(s.claims, 'claim')}, {entities}\n"
    )


def meaning(m: Meaning) -> str:
    """Whom the graph takes a name to be, with sentences; whom else it could be; what is decided."""
    lines = [click.style(m.name, bold=True)]
    for e in m.meant:
        item = f" · {e.qid} ({e.score:g})" if e.qid else " · no item"
        lines += ["", click.style(f"  {e.label}", bold=True) + f" · {e.description or e.type}{item}"]
        words = ", ".join(f"{word} {n}" for word, n in e.words.items())
        told = f"{counted(e.mentions, 'mention')} in {counted(e.articles, 'article')}"
        lines += printing.indented(f"{told}: {words}" if words else told)
        lines += [line for sentence in e.sentences for line in printing.indented(f"“{sentence}”")]
    if not m.meant:
        lines += ["", "  It stands in no article of the graph."]
    if m.possible:
        lines += ["", "  It may mean"]
        lines += [f"    {p.prior:.2f}  {p.qid or '-'}  {p.label} · {p.description}" for p in m.possible[:_POSSIBLE]]
    if m.online is not None:
        lines += ["", "  Wikidata has it for" if m.online else "  Wikidata finds nothing of this name."]
        lines += [f"    {h.qid}  {h.label} · {h.description}" for h in m.online]
    for d in m.decisions:
        by = ", ".join(part for part in (d.author, d.date, d.comment) if part)
        lines += ["", *printing.indented(f"decided: {verdict(d)}{f' ({by})' if by else ''}", 2)]
    return "\n".join([*lines, ""])


def verdict(d: Decision) -> str:
    """A decision in words: "Georgia is Q230 (Georgia)"."""
    if d.qid is None:
        return f"{d.name} is linked to nothing"
    return f"{d.name} is {'not ' if d.rejected else ''}{d.qid}{f' ({d.label})' if d.label else ''}"


def _some(names: Sequence[str]) -> str:
    """The first names, and how many there are besides."""
    more = len(names) - _NAMED
    return ", ".join(names[:_NAMED]) + (f" and {more:,} more" if more > 0 else "")


def counted(number: int, one: str, many: str | None = None) -> str:
    """So many things, in the singular where it is one."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
