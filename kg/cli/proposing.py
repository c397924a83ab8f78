"""`kg wikidata diff`: what a graph has to tell Wikidata, to be reviewed, and as a batch of what is accepted."""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.common import Address, complain, graph_option, one_place, open_graph, open_output
from kg.cli.wikidata import watched
from kg.errors import InputError, UsageError, WikidataError

if TYPE_CHECKING:
    from kg.proposals import Proposal
    from kg.proposals.quickstatements import Command
    from kg.proposals.review import Decision
    from kg.wikidata.known import Known

_STATES = ("new", "refined", "contradicting", "unchecked", "there")
_BATCHES = ("qs", "qs-csv")
_FORMS = ("table", "tsv", "csv", "html", "json", *_BATCHES)


@click.command()
@graph_option("-g", "--graph")
@click.option("--graph-endpoint", metavar="URL", help="The graph is behind this SPARQL endpoint instead.")
@click.option(
    "--dump", type=click.Path(path_type=Path), metavar="FILE", help="Compare with a JSON dump, or a part of one."
)
@click.option("--online", is_flag=True, help="Compare with Wikidata itself, over the net.")
@click.option("--endpoint", metavar="URL", help="With --online: where to ask, by default Wikidata.")
@click.option("--refresh", is_flag=True, help="With --online: ask again what was fetched before today.")
@click.option("--about", metavar="ENTITY", help="Only facts that this entity is an end of.")
@click.option("--predicate", metavar="PREDICATE", help="Only facts of this kind, such as memberOf.")
@click.option("--state", "states", multiple=True, type=click.Choice(_STATES),
              help="Only proposals of this state; may be given again. By default all but there.")  # fmt: skip
@click.option("--least", type=click.FloatRange(0, 1), default=0.4, show_default=True, metavar="CONFIDENCE",
              help="Leave out facts that are less to be believed.")  # fmt: skip
@click.option("--reviewed", type=click.Path(path_type=Path), metavar="FILE",
              help="A table that this command wrote, with a person's decisions in it.")  # fmt: skip
@click.option("--format", "form", type=click.Choice(_FORMS), default="table", show_default=True, help="How to give it.")
@click.option("-o", "--output", default="-", metavar="FILE", help="Where to; - is standard output.")
@click.pass_context
def diff(
    ctx: click.Context, graph: Path, *, graph_endpoint: str | None, dump: Path | None, online: bool,
    endpoint: str | None, refresh: bool,
    about: str | None, predicate: str | None, states: tuple[str, ...], least: float, reviewed: Path | None, form: str,
    output: str,
) -> None:  # fmt: skip
    """Tell what the graph has that Wikidata lacks or says otherwise, each with its references.

    Compared is with the index of Wikidata, which knows little and by years; a dump or Wikidata itself tells all. Write
    a table (tsv, csv, html), fill in its column "decision" with yes or no, and give it back with --reviewed: then qs
    and qs-csv, for QuickStatements, hold what was accepted. Without a review they hold only what an article says
    itself, nobody denies, and Wikidata lacks. Nothing is sent anywhere.

    \b
    kg wikidata diff -g my.kg --online --format html -o review.html
    kg wikidata diff -g my.kg --online --reviewed decisions.tsv --format qs -o batch.txt
    """
    from kg import lookup
    from kg.proposals import facts, items, proposals
    from kg.wikidata.knowledge import knowledge

    one_place(graph_endpoint)
    if (dump and online) or ((endpoint or refresh) and not online):
        raise UsageError(
            "compare with one source", hint="give --dump, or --online (with --endpoint, --refresh), or none"
        )
    decisions = _decisions(reviewed)
    place = Address(graph_endpoint) if graph_endpoint else graph
    with open_graph(place) as opened:
        of = lookup.entity(opened, about).iri if about else None
        found = facts(opened, least, of, lookup.predicate(predicate) if predicate else None)
    known = _online(place, items(found), endpoint, refresh) if online else _offline(dump, items(found))
    made = proposals(found, known, knowledge())
    wanted = states or [s for s in _STATES if s != "there" or reviewed]
    shown = [p for p in made if p.verdict.state in wanted or p.id in decisions]
    if form in _BATCHES:
        ctx.exit(_write_batch(shown, decisions if reviewed else None, form, output))
    _write_review(shown, decisions, form, output)
    if form != "table":
        click.echo(_summary(shown, known), err=True)


def _decisions(reviewed: Path | None) -> Mapping[str, "Decision"]:
    from kg.articles import decode
    from kg.proposals import review

    if reviewed is None:
        return {}
    try:
        return review.parse(decode(reviewed.read_bytes(), str(reviewed)), reviewed)
    except OSError as cause:
        raise InputError(f"cannot be read: {cause.strerror}", where=reviewed) from cause


def _offline(dump: Path | None, items: Sequence[str]) -> "Known":
    from kg.proposals import mapping
    from kg.wikidata import known
    from kg.wikidata.knowledge import knowledge

    index = known.from_index(knowledge().item, items)
    if dump is None:
        return index
    with watched() as show:
        return known.together(known.from_dump(dump, items, mapping.wanted(), mapping.above(), tell=show), index)


def _online(graph: Path | Address, items: Sequence[str], endpoint: str | None, refresh: bool) -> "Known":
    from kg import enrich
    from kg.proposals import mapping
    from kg.wikidata.online import WIKIDATA, Client
    from kg.wikidata.online.cache import Cache
    from kg.wikidata.online.statements import from_endpoint

    kept = Path(":memory:") if isinstance(graph, Address) else enrich.answers(graph)
    with watched() as show, Cache(kept) as cache:
        client = Client(endpoint or WIKIDATA, notice=show)
        return from_endpoint(
            client, cache, items, mapping.wanted(), mapping.above(), since=client.today if refresh else "",
            tell=lambda t: show(f"fetched {t.fetched:,}, to do {t.due:,}"),
        )  # fmt: skip


def _write_review(shown: Sequence["Proposal"], decisions: Mapping[str, "Decision"], form: str, output: str) -> None:
    from kg import printing
    from kg.cli import proposed
    from kg.proposals import page, review

    match form:
        case "table":
            text = proposed.table(shown, decisions)
        case "html":
            text = page.page(shown, decisions)
        case "json":
            text = printing.dumped([review.row(p, decisions.get(p.id)) for p in shown])
        case _:
            text = review.dump(shown, decisions, "\t" if form == "tsv" else ",")
    if output == "-":
        click.echo(text, nl=False)
        return
    with open_output(output) as out:
        out.write(click.unstyle(text).encode() if form == "table" else text.encode())


def _write_batch(
    shown: Sequence["Proposal"], decisions: Mapping[str, "Decision"] | None, form: str, output: str
) -> int:
    """Write what is accepted; 1 where something that a person accepted cannot be written."""
    from kg.layout import counted
    from kg.proposals import quickstatements as qs

    commands, left_out = _accepted(shown, decisions)
    for p, why, where in left_out:
        what = f"{p.item.label} – {p.value.label} is left out: {why}"
        complain(WikidataError(what, where=where))
    with open_output(output) as out:
        out.write((qs.lines(commands) if form == "qs" else qs.table(commands)).encode())
    written = counted(len(commands), "statement")
    click.echo(f"{written} for QuickStatements, of {counted(len(shown), 'proposal')}", err=True)
    return 1 if left_out else 0


def _accepted(
    shown: Sequence["Proposal"], decisions: Mapping[str, "Decision"] | None
) -> tuple[list["Command"], list[tuple["Proposal", str, str]]]:
    """What is to be written, and what was accepted and cannot be: why, and where that was decided."""
    from kg.proposals import quickstatements as qs

    commands, left_out = [], []
    for p in shown:
        decision = (decisions or {}).get(p.id)
        if decisions is None:
            if qs.is_plain(p) and not qs.hindrance(p, p.prop):
                commands.append(qs.command(p, str(p.prop)))
        elif decision and decision.accepted:
            prop = decision.property if decision.property in p.choices else p.prop
            why = qs.hindrance(p, prop)
            if why:
                left_out.append((p, why, decision.where))
            else:
                commands.append(qs.command(p, str(prop)))
    return commands, left_out


def _summary(shown: Sequence["Proposal"], known: "Known") -> str:
    from kg.layout import counted

    counts = Counter(p.verdict.state for p in shown)
    told = ", ".join(f"{counts[state]:,} {state}" for state in _STATES if counts[state])  # type: ignore[index]
    return f"{counted(len(shown), 'proposal')}, compared with {known.source}: {told or 'nothing to tell'}"
