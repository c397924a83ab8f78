"""`kg push`, and what the verbs share that write to a remote store."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click

from kg.cli.common import F, graph_option, one_place
from kg.cli.wikidata import watched

if TYPE_CHECKING:
    from kg.remote import Endpoint, Tally

_UPDATE = click.option("--update", metavar="URL", envvar="PARLEY_UPDATE", show_envvar=True,
                       help="Where the store takes SPARQL updates, by default the endpoint.")  # fmt: skip
_GRAPH_STORE = click.option("--graph-store", metavar="URL", envvar="PARLEY_GRAPH_STORE", show_envvar=True,
                            help="Where it speaks the Graph Store Protocol, in which more goes at once.")  # fmt: skip


def changing_option(required: bool) -> Callable[[F], F]:
    """Where the store is that a verb writes; it gets it as `store`, or None where it is to write a folder."""

    def with_options(f: F) -> F:
        @click.option("--endpoint", metavar="URL", required=required, help="The SPARQL endpoint of a store to write.")
        @_UPDATE
        @_GRAPH_STORE
        @wraps(f)
        def changing(
            *args: Any, endpoint: str | None, update: str | None, graph_store: str | None, **options: Any
        ) -> Any:
            from kg.remote import Endpoint

            one_place(endpoint, update or graph_store, required)
            return f(*args, store=Endpoint(endpoint, update, graph_store) if endpoint else None, **options)

        return cast(F, changing)

    return with_options


@click.command()
@graph_option("-g", "--graph")
@changing_option(required=True)
@click.option("--prune", is_flag=True, help="Take articles out of the store that the folder lacks.")
@click.option("--batch", type=click.IntRange(1), metavar="N",
              help="Statements at most in one request.  [default: 1000, whole graphs 50000]")  # fmt: skip
@click.option("--dry-run", is_flag=True, help="Only tell what would be sent.")
def push(graph: Path, store: "Endpoint", *, prune: bool, batch: int | None, dry_run: bool) -> None:
    """Make a remote store what the folder of a graph holds: Virtuoso, Fuseki, GraphDB, any with SPARQL updates.

    Each named graph takes the place of the one of its name; those that the store has already are not sent again, and
    graphs that are not Parley's are left alone. Broken off and run again, it goes on from there. Credentials come from
    the environment: PARLEY_ENDPOINT_USER and PARLEY_ENDPOINT_PASSWORD.

    \b
    kg push -g my.kg --endpoint http://127.0.0.1:8890/sparql-auth
    """
    from kg import remote
    from kg.layout import counted

    with sending() as show:
        tally = remote.push(graph, store, prune=prune, batch=batch, dry=dry_run, progress=show)
    if dry_run:
        due = counted(tally.due, "graph")
        click.echo(f"to send: {due}; {tally.unchanged:,} are there already; to take out: {tally.gone:,}")
    else:
        click.echo(sent(tally))


@contextmanager
def sending() -> "Iterator[Callable[[Tally], None]]":
    """Shows how far it is, if someone is looking."""
    with watched() as line:
        yield lambda t: line(f"sent {t.sent:,} of {t.due:,} graphs, {t.statements:,} statements")


def sent(tally: "Tally") -> str:
    """What was sent, in a line."""
    from kg.layout import counted

    told = f"sent: {counted(tally.sent, 'graph')}, {counted(tally.statements, 'statement')}"
    told += f"; {tally.unchanged:,} were there already"
    return f"{told}; taken out: {tally.gone:,}" if tally.gone else told
