"""The command line: one thin function a verb. What a verb needs is imported when it runs, so that it starts at once."""

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg import __version__
from kg.cli.ask import ask
from kg.cli.common import (
    DEFAULT_GRAPH,
    Address,
    Verbs,
    asked_graph_option,
    complain,
    folder_only,
    format_option,
    graph_option,
    open_graph,
    open_input,
    open_output,
    reader_options,
)  # fmt: skip
from kg.cli.exporting import export, import_
from kg.cli.keeping import remove, restore, snapshot, status
from kg.cli.link import link
from kg.cli.network import network
from kg.cli.progress import STOPPED, Stopped, progress, stoppable
from kg.cli.proposing import diff
from kg.cli.serve import serve
from kg.cli.stores import push
from kg.cli.wikidata import wikidata
from kg.errors import KgError, SetAside, UsageError, fault
from kg.reading import LEAST, LIMIT

if TYPE_CHECKING:
    from kg.builder import Summary

DEMO_GRAPH = "demo-graph"
INTERRUPTED = 130
"""The exit status after Ctrl-C: 128 and the number of the signal."""
PARTLY = 3
"""The exit status of a build that left something out: the graph is whole, but not all is in it."""


@click.group(
    cls=Verbs,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    invoke_without_command=True,
)
@click.version_option(__version__, prog_name="kg")
@click.pass_context
def cli(ctx: click.Context) -> None:
    """Parley: who backs whom in the news, and who said it.

    \b
    kg demo                                       see it work on a few articles
    kg build news/ -o my.kg                       read articles into a graph
    kg ask who-backs-whom -g my.kg --evidence     ask it a question
    """
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


@cli.command()
@click.option("-o", "--output", "graph", type=click.Path(path_type=Path), default=DEMO_GRAPH, show_default=True,
              metavar="FOLDER", help="The folder of the graph.")  # fmt: skip
@click.pass_context
def demo(ctx: click.Context, graph: Path) -> None:
    """Read the example articles and show who backs whom in them.

    \b
    kg demo
    """
    from kg import layout, resources

    summary = _build([str(resources.folder("examples"))], graph)
    click.echo(layout.summary(summary, str(graph)))
    with open_graph(graph) as opened:
        click.echo(layout.answer("table", opened.ask("who-backs-whom"), with_evidence=False))
    click.echo(f"Ask on:\n  kg ask says-denies -g {graph}\n  kg show Armenia -g {graph}\n  kg ask -g {graph}")
    ctx.exit(_status(summary))


@cli.command()
@click.argument("sources", nargs=-1, required=True, metavar="SOURCES...")
@graph_option("-o", "--output")
@folder_only("a build needs a folder, for its journal, its log and what is decided about names")
@click.option("--workers", type=click.IntRange(1), default=1, show_default=True, help="Processes that read.")
@click.option(
    "--limit", type=click.FloatRange(min=0, min_open=True), default=LIMIT, show_default=True, metavar="SECONDS",
    help="Set an article aside that takes a worker longer than this, where there are several.",
)  # fmt: skip
@click.option(
    "--dask", metavar="ADDRESS",
    help="Read on a Dask cluster: the address of its scheduler, or local for one of --workers processes.",
)  # fmt: skip
@click.option("--date", metavar="YYYY-MM-DD", help="The date of articles that have none.")
@click.option(
    "--least", type=click.FloatRange(0, 1), default=LEAST, show_default=True, metavar="CONFIDENCE",
    help="Leave out claims that are less sure than this.",
)  # fmt: skip
@click.option("--any-language", is_flag=True, help="Read what is not in English, too, as if it were.")
@reader_options
@click.pass_context
def build(
    ctx: click.Context, sources: tuple[str, ...], graph: Path, *, workers: int, limit: float, dask: str | None,
    date: str | None, any_language: bool,
    learned: bool | None, plugins: bool, least: float,
) -> None:  # fmt: skip
    """Read articles into a graph.

    SOURCES are files and folders of .txt, .html, .jsonl (or .ndjson), .parquet, .warc (and .wet), feeds (.rss, .atom,
    .xml), and .zip and .tar of these, also packed as .gz or .zst; or - for JSON Lines on standard input: objects with
    an id and a text, and, where known, a title, date, publisher and url, all strings. Lines such as "date: 2016-04-02"
    (also title, publisher, url) may head a .txt, before a blank line. What cannot be read is named and left out; what
    is not in English, no page or a copy is set aside and counted; files of other kinds in a folder are named. Nothing
    is fetched: a feed or page is a file, never an address.

    What the graph holds already is not read again. What changed takes the place of what it was: an article with the
    same url; without one, the same file, or the record with the same id in the same file. Nothing else is replaced.

    A build that is stopped or killed has lost nothing: the next one goes on where it was. A log and a report of each
    lie in the graph's folder, under runs/. The exit status is 0 when all was read, 3 when something was left out, 1
    when nothing could be read or written, 2 for a wrong call, 130 after Ctrl-C and 143 after SIGTERM.

    \b
    kg build news/ interview.html -o my.kg --workers 4
    """
    from kg import layout

    how = {"learned": learned, "plugins": plugins, "least": least, "any_language": any_language}
    summary = _build(sources, graph, workers=workers, limit=limit, dask=dask, date=date, **how)
    if summary.read or summary.unchanged:
        click.echo(layout.summary(summary, str(graph)), nl=False)
    elif aside := layout.set_aside(summary):
        hint = "" if any_language else "; --any-language reads what is not in English, too"
        click.echo(f"kg: nothing was read: {aside}{hint}", err=True)
    ctx.exit(_status(summary))


cli.add_command(ask)


@cli.command()
@click.argument("query", required=False)
@click.option("-f", "--file", metavar="FILE", help="A file that holds the query; - is standard input.")
@asked_graph_option
@format_option("table", "csv", "tsv", "json", "md")
def sparql(query: str | None, file: str | None, graph: Path | Address, form: str) -> None:
    """Ask in SPARQL.

    The prefixes of the graph are known: par:, entity:, graph:, prov:, oa:, rdfs:, skos: and others.

    \b
    kg sparql -g my.kg "SELECT DISTINCT ?name { ?entity a par:ArmedGroup ; rdfs:label ?name }"
    """
    from kg import printing
    from kg.articles import decode

    if (query is None) == (file is None):
        raise UsageError("give one query", hint='kg sparql "SELECT ...", or -f FILE, or - for standard input')
    file = "-" if query == "-" else file
    if file is not None:
        with open_input(file) as stream:
            query = decode(stream.read(), file)
    with open_graph(graph) as opened:
        click.echo(printing.result(form, opened.query(str(query))), nl=False)


@cli.command()
@click.argument("thing", metavar="ENTITY")
@asked_graph_option
@format_option("text", "json")
def show(thing: str, graph: Path | Address, form: str) -> None:
    """Show what is claimed of ENTITY, or one claim: where it stands, who says it, and why it was read.

    ENTITY is a name, a Wikidata item (Q399) or an IRI. A claim is named by its IRI, in full or as claim:3f9a…, or by
    its id c-3f9a…; with --format json, what is claimed of an entity comes with the IRIs of the claims.

    \b
    kg show Armenia -g my.kg
    kg show claim:95937ae182ee4e2e -g my.kg
    """
    from dataclasses import asdict

    from kg import layout, printing
    from kg.receipt import is_claim

    with open_graph(graph) as opened:
        found = opened.receipt(thing) if is_claim(thing) else opened.show(thing)
        click.echo(layout.shown(found) if form == "text" else printing.dumped(asdict(found)), nl=False)


cli.add_command(status)
cli.add_command(remove)
cli.add_command(network)
cli.add_command(export)
cli.add_command(import_)
cli.add_command(push)
cli.add_command(snapshot)
cli.add_command(restore)


@cli.command()
@asked_graph_option
@click.pass_context
def check(ctx: click.Context, graph: Path | Address) -> None:
    """Check the graph against the ontology's shapes.

    \b
    kg check -g my.kg
    """
    from kg import check
    from kg.layout import counted

    with open_graph(graph) as opened:
        report = check.check(opened)
    for finding in report.findings:
        click.echo(str(finding))
    click.echo(f"{counted(len(report.findings), 'finding')} in {counted(report.articles, 'article')}")
    ctx.exit(0 if report.conforms else 1)


@cli.command()
@click.argument("file", default="-")
@click.option("--decisions", "decided", type=click.Path(path_type=Path, exists=True, dir_okay=False), metavar="FILE",
              help="What persons decided about who is meant: links.sssom.tsv of a graph.")  # fmt: skip
@reader_options
@click.pass_context
def read(ctx: click.Context, file: str, decided: Path | None, learned: bool | None, plugins: bool) -> None:
    """Read JSON Lines of articles into JSON Lines of readings.

    \b
    kg read articles.jsonl > readings.jsonl
    """
    import extractors
    from kg import decisions, reading
    from kg.plugins import installed

    make = partial(extractors.reader, extractors.pipeline(learned, installed() if plugins else ()))
    make = partial(make, decisions=decisions.read(decided)) if decided else make
    failed = False
    with open_input(file) as articles, open_output("-") as out:
        for batch in reading.answers(articles, make, "" if file == "-" else file):
            out.write(b"".join(answer.line + b"\n" for answer in batch))
            out.flush()
            for error in (answer.error for answer in batch if answer.error is not None):
                failed = True
                complain(error)
    ctx.exit(1 if failed else 0)


@cli.command()
@click.argument("graph", type=click.Path(path_type=Path), envvar="KG_GRAPH", default=DEFAULT_GRAPH)
@folder_only("an assistant asks a copy of a folder, in processes that can be stopped", fetched=True)
def mcp(graph: Path) -> None:
    """Let an assistant ask the graph in the folder GRAPH, over the Model Context Protocol.

    It speaks on standard input and output, as such assistants start their servers; nothing listens on the net. Every
    answer carries its receipts. Needs more than the rest of Parley: pip install 'parley-kg[mcp]'.

    \b
    kg mcp my.kg
    claude mcp add parley -- kg mcp my.kg
    """
    try:
        from kg.mcp.server import server
    except ModuleNotFoundError as cause:
        if (cause.name or "").partition(".")[0] not in ("mcp", "mcp_types"):
            raise
        raise UsageError("the MCP SDK is not installed", hint="pip install 'parley-kg[mcp]'") from cause
    server(graph).run("stdio")


@cli.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line, with all that is known of each.")
def vocabulary(as_json: bool) -> None:
    """List what a claim can say: the predicates.

    \b
    kg vocabulary --json
    """
    from kg import printing, vocabulary

    if as_json:
        click.echo("".join(f"{vocabulary.as_json_line(p)}\n" for p in vocabulary.PREDICATES.values()), nl=False)
        return
    rows = [(p.name, p.label, p.valence, p.definition) for p in vocabulary.PREDICATES.values()]
    click.echo(printing.formatted("table", ("name", "label", "valence", "definition"), rows), nl=False)


@cli.command()
@click.pass_context
def plugins(ctx: click.Context) -> None:
    """List the plug-ins that read, in their order, and what is wrong with those that cannot.

    \b
    kg plugins
    """
    from kg import api, printing

    found = api.plugins()
    if not found:
        click.echo("no plug-ins are installed (CONTRIBUTING.md tells how to write one)")
        return
    rows = [(p.name, p.package, p.version, p.place, "cannot be loaded" if error else "reads") for p, error in found]
    click.echo(printing.table(("name", "package", "version", "stage", "state"), rows), nl=False)
    errors = [error for _, error in found if error]
    for error in errors:
        complain(error)
    ctx.exit(1 if errors else 0)


cli.add_command(serve)
cli.add_command(link)
wikidata.add_command(diff)
cli.add_command(wikidata)


def _build(sources: Sequence[str], graph: Path, workers: int = 1, date: str | None = None, **how: Any) -> "Summary":
    """Build, show how far it is on a terminal, and say what was left out."""
    from kg import api

    stopping = "stopping: what was read goes into the graph (Ctrl-C again ends at once and keeps it for the next build)"
    with _stopped_politely(), stoppable(stopping), progress(sources) as shown:
        summary = api.build(sources, graph, workers, date=date, stdin=sys.stdin.buffer, progress=shown, **how)
    for error in summary.left_out:
        if not isinstance(error, SetAside):
            complain(error)
    if summary.unlogged is not None:
        complain(summary.unlogged)
    return summary


@contextmanager
def _stopped_politely() -> Iterator[None]:
    try:
        yield
    except KeyboardInterrupt:
        click.echo("kg: stopped: what was read is kept, and the next build goes on from there", err=True)
        raise


def _status(summary: "Summary") -> int:
    """The exit status of a build: what was set aside on purpose is no failure, if anything is left."""
    if summary.left_out and not (summary.read or summary.unchanged):
        return 1
    return 0 if all(isinstance(error, SetAside) for error in summary.left_out) else PARTLY


def _complain_of_call(error: click.ClickException) -> None:
    hint = ""
    if isinstance(error, click.UsageError) and error.ctx is not None:
        hint = f" (see {error.ctx.command_path} --help)"
    click.echo(f"kg: {' '.join(error.format_message().split()).rstrip('.')}{hint}", err=True)


def _drop_output() -> None:
    """Let go of what standard output could not take, so that Python does not try again when it ends."""
    with suppress(OSError):  # a standard output that is no file has nothing to let go of
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def main(args: Sequence[str] | None = None) -> None:
    """The entry point `kg`: runs a verb, and ends with its exit status. KG_DEBUG=1 shows the tracebacks of faults."""
    status: object
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # numpy's matrices are small here: threads wait for one another
    try:
        status = cli.main(args, prog_name="kg", standalone_mode=False)
        sys.stdout.flush()  # here, where it can still be said that the disk is full
    except KgError as error:
        complain(error)
        status = error.exit_status
    except click.ClickException as error:
        _complain_of_call(error)
        status = error.exit_code
    except click.Abort as error:
        status = STOPPED if isinstance(error.__context__, Stopped) else INTERRUPTED
    except BrokenPipeError:  # whoever read the output has seen enough
        _drop_output()
        status = 1
    except OSError as error:
        _drop_output()
        complain(KgError(f"cannot be written or read: {error.strerror or error}", where=error.filename or "output"))
        status = 1
    except Exception as error:
        if os.environ.get("KG_DEBUG"):
            raise
        complain(KgError(fault(error), hint="a fault in Parley: please report it; KG_DEBUG=1 shows where it arose"))
        status = 1
    sys.exit(status if isinstance(status, int) else 0)
