"""`kg serve`: the graph on the web."""

from pathlib import Path

import click

from kg.cli.common import folder_only, graph_option


@click.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path), metavar="[GRAPH]")
@graph_option("-g", "--graph")
@folder_only("what is served is a copy of a folder, and an endpoint is served already", fetched=True)
@click.option("--port", type=click.IntRange(0, 65535), default=8080, show_default=True, help="0 takes a free one.")
@click.option("--host", default="127.0.0.1", show_default=True, metavar="ADDRESS",
              help="Where to listen; 0.0.0.0 is the whole network.")  # fmt: skip
@click.option("--time-limit", type=click.FloatRange(0.2), default=30, show_default=True, metavar="SECONDS",
              help="For one query.")  # fmt: skip
@click.option("--result-limit", type=click.IntRange(1), default=64, show_default=True, metavar="MIB",
              help="For one answer.")  # fmt: skip
@click.option("--memory-limit", type=click.IntRange(64), default=1024, show_default=True, metavar="MIB",
              help="For one query.")  # fmt: skip
@click.option("--allow-origin", default="*", show_default=True, metavar="ORIGIN",
              help="Whose web pages may ask, such as https://my.example; * is all.")  # fmt: skip
def serve(
    folder: Path | None, graph: Path, *, port: int, host: str, time_limit: float, result_limit: int, memory_limit: int,
    allow_origin: str,
) -> None:  # fmt: skip
    """Serve the graph as a SPARQL endpoint, until Ctrl-C.

    At /reconcile it takes names to entities, for OpenRefine.
    The endpoint only reads. It shows the graph as it is now: a build that runs meanwhile is seen after a new start.

    \b
    kg serve my.kg --port 8080
    """
    from kg.cli.progress import stoppable
    from kg.serve.limits import MIB, Limits
    from kg.serve.server import serve

    limits = Limits(time=time_limit, result=result_limit * MIB, memory=memory_limit * MIB)
    place = folder or graph
    with stoppable():  # the copy is gone too where it is stopped before it listens to signals itself
        serve(place, host, port, limits, origin=allow_origin,
              ready=lambda address: click.echo(f"{place} is served at {address} (Ctrl-C ends it)"))  # fmt: skip
