"""`kg wikidata`: the index of Wikidata, and what Wikidata itself can be asked."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from kg.cli.common import Verbs, complain, graph_option
from kg.errors import EndpointError, WikidataError


@click.group(cls=Verbs)
def wikidata() -> None:
    """Build and look at the index of Wikidata by which names are linked.

    \b
    kg wikidata index latest-all.json.gz
    kg wikidata status
    """


@wikidata.command()
@click.argument("dump", type=click.Path(path_type=Path))
@click.option("-o", "--output", "folder", type=click.Path(path_type=Path), metavar="FOLDER",
              help="The folder of the index, by default the one that kg looks in.")  # fmt: skip
@click.option("--qrank", type=click.Path(path_type=Path), metavar="FILE",
              help="QRank's file (qrank.csv.gz): page views, for the prominence of items.")  # fmt: skip
@click.option("--classes", default="", metavar="CLASS,...", help="Only items of these classes; by default of all.")
@click.option("--language", "languages", multiple=True, default=["en"], show_default=True, metavar="CODE",
              help="A language of names, the first one that of labels; may be given again.")  # fmt: skip
@click.option("--force", is_flag=True, help="Make it again, even from the same dump.")
def index(
    dump: Path, folder: Path | None, *, qrank: Path | None, classes: str, languages: tuple[str, ...], force: bool
) -> None:
    """Make the index by which names are linked, from a JSON dump of Wikidata.

    DUMP is latest-all.json.gz or .bz2 from https://dumps.wikimedia.org/wikidatawiki/entities/, packed or unpacked, or
    a part of it with an item a line. Broken off and run again, it goes on from there. An index that is there serves
    until the new one is whole.

    \b
    kg wikidata index latest-all.json.gz --qrank qrank.csv.gz
    """
    from kg.cli.indexing import watched
    from kg.wikidata import indexing
    from kg.wikidata.index import default_folder

    place = folder or default_folder()
    wanted = tuple(name.strip() for name in classes.split(",") if name.strip())
    try:
        with watched() as show:
            made = indexing.make(dump, place, indexing.Options(wanted, languages, qrank), show, force)
    except KeyboardInterrupt:
        click.echo("kg: broken off; the same command goes on from here", err=True)
        raise
    for line in made.first_broken:
        complain(WikidataError("this line is no item", where=f"{dump}:{line}"))
    if made.broken > len(made.first_broken):
        complain(WikidataError(f"{made.broken:,} lines in all are no items", where=dump))
    if made.unchanged:
        click.echo(f"{place}: the index of this dump is there already (--force makes it again)")
    else:
        click.echo(f"{place}: {sum(made.index.items.values()):,} items, {made.index.names:,} names")


@wikidata.command()
@click.option("-o", "--output", "folder", type=click.Path(path_type=Path), metavar="FOLDER",
              help="The folder of an index, by default the one that kg looks in.")  # fmt: skip
def status(folder: Path | None) -> None:
    """Tell what names are looked up in: the gazetteer and, where there is one, the index.

    Also told is what `kg wikidata index` has begun in the folder and not finished.

    \b
    kg wikidata status
    """
    from kg.cli.indexing import status as lines

    for head, what in lines(folder):
        click.echo(f"{head:18}{what}")


@wikidata.command()
@graph_option("-g", "--graph")
@click.option("--endpoint", metavar="URL", help="Where to ask in SPARQL, by default Wikidata.")
@click.option("--language", "languages", multiple=True, metavar="CODE",
              help="A language of names; may be given again. By default en, fr, es, ar, ru and zh.")  # fmt: skip
@click.option("--limit", type=click.IntRange(1), metavar="N", help="Only the N entities that most claims speak of.")
@click.option("--batch", type=click.IntRange(1, 500), default=100, show_default=True, help="Items in one query.")
@click.option("--refresh", is_flag=True, help="Ask again what was fetched before today.")
@click.option("--dry-run", is_flag=True, help="Only tell what would be asked.")
@click.option("--remove", is_flag=True, help="Take out all that was fetched.")
@click.pass_context
def enrich(
    ctx: click.Context, graph: Path, *, endpoint: str | None, languages: tuple[str, ...], limit: int | None, batch: int,
    refresh: bool, dry_run: bool, remove: bool,
) -> None:  # fmt: skip
    """Ask Wikidata, over the net, about the entities that are linked to it.

    Fetched are names, coordinates, what an entity is, its country, memberships and offices with their dates. They stand
    in a graph of their own, graph:wikidata, with the day and the source of each, and never among the claims. Broken off
    and run again, it goes on with what is missing. Put an address or a page into PARLEY_CONTACT, so that Wikidata can
    reach whoever asks much.

    \b
    kg wikidata enrich -g my.kg --language fr --language hy
    """
    from kg import enrich
    from kg.wikidata.online import WIKIDATA, Client

    if remove:
        click.echo("removed" if enrich.remove(graph) else "there was nothing to remove")
        return
    wanted = enrich.Wanted(languages, limit, batch, refresh)
    with watched() as show:
        client = Client(endpoint or WIKIDATA, notice=show)
        if dry_run:
            tally = enrich.plan(graph, client, wanted)
            click.echo(f"to fetch: {tally.due:,} answers, in {tally.queries:,} queries to {client.endpoint}")
            return
        tally = enrich.enrich(graph, client, wanted, lambda t: show(f"fetched {t.fetched:,}, to do {t.due:,}"))
    click.echo(f"fetched: {tally.fetched:,} answers, in {tally.queries:,} queries; {tally.kept:,} were here already")
    for what in tally.unanswered:
        complain(EndpointError(f"no time for {what}", where=client.endpoint, hint="run it again to try again"))
    ctx.exit(1 if tally.unanswered else 0)


@contextmanager
def watched() -> Iterator[Callable[[str], None]]:
    """Shows one line on standard error, if someone is looking: how far it is, and what is waited for."""
    if not sys.stderr.isatty():
        yield lambda line: None
        return
    from rich.console import Console
    from rich.markup import escape

    with Console(stderr=True).status("asking") as status:
        yield lambda line: status.update(escape(line))
