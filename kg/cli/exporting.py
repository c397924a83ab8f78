"""`kg export` and `kg import`: the graph, or a part of it, out to other programs; and back."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg import compressed
from kg.cli.common import Address, asked_graph_option, graph_option, open_graph, open_output, question
from kg.cli.stores import changing_option, sending, sent
from kg.errors import UsageError

if TYPE_CHECKING:
    from kg.api import Graph
    from kg.network import Network
    from kg.remote import Endpoint

DEFAULT = "trig"


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("words", nargs=-1, type=click.UNPROCESSED, metavar="[QUERY] [--PARAMETER VALUE]...")
@asked_graph_option
@click.option("-f", "--format", "form", metavar="FORMAT",
              help="By default what the name of FILE ends in; trig where it ends in nothing.")  # fmt: skip
@click.option("-o", "--output", default="-", metavar="FILE",
              help="By default standard output; .gz and .zst are compressed. For tables a folder.")  # fmt: skip
@click.option("--told-by", metavar="ACTOR", help="A network of what one party asserts and denies.")
@click.option("--around", metavar="ACTOR", help="A network of the surroundings of an actor.")
@click.option("--hops", type=click.IntRange(1), help="How many steps from it.  [default: 1]")
def export(
    words: tuple[str, ...], graph: Path | Address, form: str | None, output: str, *, told_by: str | None,
    around: str | None, hops: int | None,
) -> None:  # fmt: skip
    """Write the graph for other programs.

    \b
    trig, nq, jsonld    RDF: every claim, in the named graph of its article
    ttl, rdf            RDF without named graphs: they are merged, and cannot be imported again
    nanopub             a nanopublication for each claim
    gexf, graphml, cyjs, cx2, dot, pajek
                        a network for Gephi, networkx, Cytoscape, Graphviz, Pajek
    html                a page that draws the network
    csv, neo4j, parquet nodes and edges as tables, in a folder

    A network has an edge for each claim. With --told-by or --around it is a part of it; with a saved QUERY its rows are
    the edges.

    \b
    kg export -g my.kg -o my.gexf
    kg export -g my.kg -o armenia.html --around Armenia --hops 2
    kg export who-backs-whom --side Armenia -g my.kg -f csv -o backers/
    """
    from kg import export as formats

    chosen = formats.format_of(form) if form else formats.format_of_file(output, DEFAULT)
    with open_graph(graph) as opened:
        write_part(opened, _part(opened, words, told_by, around, hops), chosen, output)
    if chosen in ("ttl", "rdf"):
        click.echo(f"{chosen} has no named graphs: all articles and what follows from them are merged", err=True)


def write_part(graph: "Graph", part: "Network | None", chosen: str, output: str) -> None:
    """Write a network, or the whole graph, in the format chosen: to a file, a folder of tables or standard output."""
    from kg import export as formats

    if chosen in formats.TABLES:
        if output == "-":
            raise UsageError(f"{chosen} is two files", hint="name a folder for them: -o FOLDER")
        formats.write_tables(graph, chosen, Path(output), part)
        return
    with open_output(output) as stream, compressed.writing(stream, output) as out:
        formats.write(graph, chosen, out, part)


def _part(
    graph: "Graph", words: Sequence[str], told_by: str | None, around: str | None, hops: int | None
) -> "Network | None":
    """The part of the graph that is asked for; None for all of it."""
    from kg import selection

    name, given = question(words)
    if sum(each is not None for each in (name, told_by, around)) > 1:
        raise UsageError("a network is of one part of the graph", hint="give one of QUERY, --told-by and --around")
    if hops is not None and around is None:
        raise UsageError("--hops goes with --around", hint="name an actor: --around Armenia --hops 2")
    if told_by is not None:
        return selection.told_by(graph, told_by)
    if around is not None:
        return selection.around(graph, around, hops or 1)
    return selection.found_by(graph, name, given) if name is not None else None


@click.command("import")
@click.argument("files", nargs=-1, required=True, metavar="FILES...")
@graph_option("-o", "--output")
@changing_option(required=False)
def import_(files: tuple[str, ...], graph: Path, store: "Endpoint | None") -> None:
    """Take back what kg export wrote: .trig, .nq and .jsonld, also with .gz or .zst.

    An article's graph takes the place of the one that is there; what follows from the articles is made again. For a
    store behind an endpoint that is done here: its articles are fetched, and what has become different is sent back.

    \b
    kg import my.nq.gz -o other.kg
    kg import my.nq.gz --endpoint http://127.0.0.1:8890/sparql-auth
    """
    from kg import api

    if store is None:
        articles, place = api.load(files, graph), str(graph)
    else:
        from kg import remote

        with sending() as show:
            articles, tally = remote.load(files, store, show)
        click.echo(sent(tally))
        place = store.query
    click.echo(f"the graph in {place} holds {articles:,} {'article' if articles == 1 else 'articles'}")
    sys.stdout.flush()
