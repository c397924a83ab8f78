"""The verbs that keep a graph: how it stands, articles out of it, snapshots."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.common import Address, asked_graph_option, folder_only, format_option, graph_option, open_graph
from kg.cli.stores import changing_option, sending, sent
from kg.errors import UsageError
from kg.invisible import harmless

if TYPE_CHECKING:
    from kg.freshness import Status
    from kg.remote import Endpoint


@click.command()
@click.argument("sources", nargs=-1, metavar="[SOURCES...]")
@asked_graph_option
@format_option("text", "json")
def status(sources: tuple[str, ...], graph: Path | Address, form: str) -> None:
    """Tell how a graph stands: what a build would read again, and why.

    Articles are read again when the reader, the ontology or a decision about a name in them changed; with SOURCES, also
    what is new or changed there is told. It says what a build that was broken off has left for the next one, who is
    writing the graph, and how the last build went. Of a graph behind an endpoint only what it holds tells.

    \b
    kg status -g my.kg
    kg status news/ -g my.kg
    """
    from dataclasses import asdict

    from kg import api, printing

    if isinstance(graph, Address):
        if sources:
            raise UsageError("only the folder of a graph knows which files it was read from", hint="leave SOURCES out")
        with open_graph(graph) as opened:
            found = api.status(opened)
    else:
        found = api.status(graph, sources)
    click.echo(printing.dumped(asdict(found)) if form == "json" else _told(found, graph), nl=False)


def _told(s: "Status", graph: Path | Address) -> str:
    from kg.layout import CAUSES, counted

    size = f", {s.bytes / 1e6:,.1f} MB ({s.made_by})" if s.made_by else ""
    lines = [f"{graph}: {counted(s.articles, 'article')}, {counted(s.statements, 'statement')}{size}"]
    lines += [f"being written by {s.writer}"] if s.writer else []
    wait = f"{counted(s.pending, 'article')} {'waits' if s.pending == 1 else 'wait'} in the journal"
    lines += [f"{wait} of a build that was broken off: kg build goes on from there"] if s.pending else []
    if s.stale:
        lines.append("a build would read:")
        for reason, count in s.stale.items():
            lines.append(f"{count:8,}  {reason} ({', '.join(s.examples[reason])}{', …' if count > 3 else ''})")
    else:
        lines.append("nothing is stale")
    aside = ", ".join(f"{count:,} {CAUSES.get(cause, cause)}" for cause, count in s.set_aside.items())
    lines += [f"a build would set aside {aside}"] if aside else []
    lines += [f"cannot be read: {error}" for error in s.unreadable]
    if s.last_run:
        counts = s.last_run["articles"]
        lines.append(
            f"last build {s.last_run['outcome']} {s.last_run['ended']}: read {counts['read']:,}, "
            f"left out {counts['left_out']:,}, {s.last_run['articles_per_second']:,.1f} articles/s; "
            f"its report is in {s.last_run['folder']}"
        )
    return "".join(f"{harmless(line)}\n" for line in lines)


@click.command()
@click.argument("articles", nargs=-1, required=True, metavar="ARTICLES...")
@graph_option("-g", "--graph")
@changing_option(required=False)
def remove(articles: tuple[str, ...], graph: Path, store: "Endpoint | None") -> None:
    """Take articles out of a graph, with all that was read from them.

    ARTICLES are named by IRI (in full or as article:5c1e…), id, url or source; the name of a folder, an archive or a
    file of records means all whose source lies in it. What follows from the articles is made again. A later build of
    their files reads them again.

    \b
    kg remove news/2016-04-02.txt -g my.kg
    """
    from kg import keeping

    if store is None:
        removed, told = keeping.remove(graph, articles), ""
    else:
        from kg import remote

        with sending() as show:
            removed, tally = remote.remove(articles, store, show)
        told = sent(tally)
    for article in removed:
        click.echo(harmless(f"removed {article.source or article.id} ({article.iri})"))
    if told:
        click.echo(told)


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="SNAPSHOT")
@graph_option("-g", "--graph")
@folder_only("a snapshot is of a folder's files; of an endpoint kg export --endpoint URL -o all.nq is one")
def snapshot(folder: Path, graph: Path) -> None:
    """Copy a graph as it is into the new folder SNAPSHOT, even while a build is running.

    It is a graph itself, for kg ask and all other verbs. On the same disk it has links to the files, and takes next to
    no room; the copy stays as it is whatever becomes of the graph.

    \b
    kg snapshot before-the-summit.kg -g my.kg
    """
    from kg import keeping

    click.echo(f"the snapshot is in {keeping.snapshot(graph, folder)}")


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="SNAPSHOT")
@graph_option("-g", "--graph")
@folder_only("a snapshot is of a folder's files, and put back into one")
def restore(folder: Path, graph: Path) -> None:
    """Make a graph what SNAPSHOT holds, once its checksums have been found right.

    It takes the graph's place in one step, with its decisions and what else lies beside the store. Whoever reads the
    graph meanwhile goes on with what it was.

    \b
    kg restore before-the-summit.kg -g my.kg
    """
    from kg import keeping

    keeping.restore(folder, graph)
    click.echo(f"{graph} is what it was in {folder}")
