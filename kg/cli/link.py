"""`kg link`: what persons decide about who is meant."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.common import (
    Address,
    Verbs,
    asked_graph_option,
    complain,
    folder_only,
    format_option,
    graph_option,
    open_graph,
    open_output,
)  # fmt: skip
from kg.cli.progress import progress
from kg.errors import UsageError

if TYPE_CHECKING:
    from kg.api import Decided
    from kg.links import Meaning

_AUTHOR = click.option("--author", default="", metavar="NAME", help="Who decides: a name, or orcid:0000-….")
_COMMENT = click.option("--comment", default="", metavar="TEXT", help="Why.")
_LATER = click.option("--later", is_flag=True, help="Leave the articles to the next kg build.")


@click.group(cls=Verbs)
def link() -> None:
    """Show whom the graph takes a name to be, and decide it.

    Decisions stand in links.sssom.tsv in the graph's folder. The articles concerned are read again, now or at the next
    build; no build overwrites a decision, and no claim is edited by one.

    \b
    kg link show Georgia -g my.kg
    kg link set Georgia Q230 -g my.kg --comment "the state: all articles are on the Caucasus"
    """


@link.command()
@click.argument("name")
@asked_graph_option
@format_option("text", "json")
@click.option("--online", is_flag=True, help="Ask Wikidata too, over the net, who has the name.")
def show(name: str, graph: Path | Address, form: str, online: bool) -> None:
    """Show whom the graph takes NAME to be, and whom else it could be.

    NAME is a name as the articles have it, or the Wikidata item (Q230) or IRI of someone they speak of.

    \b
    kg link show Georgia -g my.kg
    """
    from dataclasses import asdict

    from kg import layout, printing

    with open_graph(graph) as opened:
        found = opened.meaning(_text(name))
    if online:
        found = _with_hits(found)
    if found.is_empty:
        raise UsageError(f"nothing is known by the name {name!r}", hint="give a name as the articles have it")
    click.echo(layout.meaning(found) if form == "text" else printing.dumped(asdict(found)), nl=False)


def _with_hits(found: "Meaning") -> "Meaning":
    """The meaning with what Wikidata's own search finds under the name."""
    from kg.links import Hit
    from kg.wikidata.online import candidates

    hits = tuple(Hit(h.qid, h.label or h.name or "", h.description or "") for h in candidates(found.name))
    return replace(found, online=hits)


@link.command("set")
@click.argument("name")
@click.argument("qid")
@graph_option("-g", "--graph")
@folder_only("decisions lie in the folder of a graph, and its articles are read again there")
@click.option("--type", "kind", metavar="CLASS", help="The item's class, such as State, where it is not known.")
@click.option("--label", default="", metavar="TEXT", help="The item's name, where it is not known.")
@_COMMENT
@_AUTHOR
@_LATER
def set_(
    name: str, qid: str, graph: Path, *, kind: str | None, label: str, comment: str, author: str, later: bool
) -> None:
    """Decide that NAME means the Wikidata item QID.

    It does so in all articles of the graph, however it is spelt (Sana'a, Sanaa), but not within a longer name, nor
    where whoever gave the article marked it.

    \b
    kg link set Georgia Q230 -g my.kg --author "A. Analyst"
    """
    _decide(graph, later, name, qid, kind=kind, label=label, comment=comment, author=author)


@link.command()
@click.argument("name")
@click.argument("qid", required=False)
@graph_option("-g", "--graph")
@folder_only("decisions lie in the folder of a graph, and its articles are read again there")
@_COMMENT
@_AUTHOR
@_LATER
def reject(name: str, qid: str | None, graph: Path, *, comment: str, author: str, later: bool) -> None:
    """Decide that NAME does not mean the item QID; or, without QID, that it means none.

    \b
    kg link reject Georgia Q1428 -g my.kg
    """
    _decide(graph, later, name, qid, rejected=qid is not None, comment=comment, author=author)


@link.command()
@click.argument("name")
@click.argument("qid", required=False)
@graph_option("-g", "--graph")
@folder_only("decisions lie in the folder of a graph, and its articles are read again there")
@_LATER
def unset(name: str, qid: str | None, graph: Path, later: bool) -> None:
    """Take back what was decided about NAME; with QID, about NAME and that item.

    \b
    kg link unset Georgia -g my.kg
    """
    from kg import api, layout

    with progress() as shown:
        done = api.undecide(graph, _text(name), _qid(qid), later=later, progress=shown)
    if not done.overturned.all:
        raise UsageError(f"nothing is decided about {name!r}", hint="kg link list")
    _tell(done, graph, "\n".join(f"no longer: {layout.verdict(d)}" for d in done.overturned))


@link.command("list")
@graph_option("-g", "--graph")
@folder_only("decisions lie in the folder of a graph, and in no endpoint")
@format_option("table", "csv", "tsv", "json", "md")
def list_(graph: Path, form: str) -> None:
    """List the decisions.

    \b
    kg link list -g my.kg
    """
    from kg import layout, printing

    with open_graph(graph) as opened:
        decided = opened.decisions
    if not decided.all and form == "table":
        click.echo("nothing is decided: kg link set NAME QID")
        return
    rows = [(layout.verdict(d), d.type, d.author, d.date, d.comment) for d in decided]
    names = ("decision", "type", "author", "date", "comment")
    click.echo(printing.formatted(form, names, rows), nl=False)


@link.command()
@asked_graph_option
@click.option("-o", "--output", default="-", metavar="FILE", help="By default standard output.")
def export(graph: Path | Address, output: str) -> None:
    """Write all links of the graph to Wikidata, and the decisions, as a table in SSSOM.

    \b
    kg link export -g my.kg -o links.sssom.tsv
    """
    with open_graph(graph) as opened:
        table = opened.links()
    with open_output(output) as stream:
        stream.write(table.encode())


def _decide(
    graph: Path, later: bool, name: str, qid: str | None, *, rejected: bool = False, kind: str | None = None,
    label: str = "", comment: str, author: str,
) -> None:  # fmt: skip
    from kg import api, decisions, layout
    from kg.wikidata.knowledge import knowledge

    item = knowledge().item(wanted) if (wanted := _qid(qid)) else None
    known = _text(label) or (item.label if item else "")
    told = (_text(author), decisions.today(), _text(comment))
    decision = decisions.Decision(_text(name), wanted, rejected, kind, known, *told)
    if wanted and not known:
        click.echo(f"kg: {wanted} is unknown here: its label and class cannot be told (--label, --type)", err=True)
    with progress() as shown:
        done = api.decide(graph, decision, later=later, progress=shown)
    _tell(
        done,
        graph,
        "\n".join([layout.verdict(decision), *(f"no longer: {layout.verdict(d)}" for d in done.overturned)]),
    )


def _tell(done: "Decided", graph: Path, what: str) -> None:
    """What was decided, and what becomes of the articles."""
    from kg import layout

    click.echo(what)
    if done.summary is None:
        stands = f"the name stands in {layout.counted(done.articles, 'article')} of the graph"
        click.echo(f"{stands}, to be read again: kg build SOURCES -o {graph}" if done.articles else stands)
        return
    for error in done.summary.left_out:
        complain(error)
    click.echo(layout.read_again(done.summary), nl=False)
    if done.summary.left_out:
        click.get_current_context().exit(1)


def _qid(qid: str | None) -> str | None:
    return _text(qid).upper() if qid else None


def _text(value: str) -> str:
    """The argument, in one line. Raises UsageError for one that is no Unicode."""
    from kg.contract import is_unicode

    if not is_unicode(value):
        raise UsageError(f"{value!r} is no Unicode text", hint="write it in UTF-8")
    return " ".join(value.split())
