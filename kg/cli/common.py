"""What the verbs share: where the graph is, what is read and written, how an error is told."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, TypeVar, cast

import click
from click.core import ParameterSource

from kg.errors import InputError, KgError, UsageError
from kg.reading import LEARNED_BY_DEFAULT

if TYPE_CHECKING:
    from kg.api import Graph

DEFAULT_GRAPH = "parley.kg"

F = TypeVar("F", bound=Callable[..., Any])


class Verbs(click.Group):
    """Lists the verbs in the order in which a newcomer meets them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)


def graph_option(*names: str) -> Callable[[F], F]:
    """Where the graph is: the same for every verb that needs one."""
    return click.option(
        *names, "graph", type=click.Path(path_type=Path), envvar="KG_GRAPH", default=DEFAULT_GRAPH, show_default=True,
        show_envvar=True, metavar="FOLDER", help="The folder of the graph.",
    )  # fmt: skip


def folder_only(why: str, fetched: bool = False) -> Callable[[F], F]:
    """A verb that needs a folder: told an endpoint, it says in one line why, and what to do instead. `fetched` says
    that a folder with what the endpoint has would do."""

    def refuse(ctx: click.Context, option: click.Parameter, given: str | None) -> None:
        if given:
            push = "do it to a folder, and then: kg push -g FOLDER --endpoint URL"
            raise UsageError(
                why, hint="fetch it: kg export --endpoint URL -o all.nq, kg import all.nq" if fetched else push
            )

    return click.option("--endpoint", hidden=True, expose_value=False, callback=refuse)


def one_place(endpoint: str | None, more: str | None = None, required: bool = False) -> None:
    """Raises UsageError where both a folder and an endpoint are given, or what goes with an endpoint without one."""
    ctx = click.get_current_context()
    given = ctx.get_parameter_source("graph") is ParameterSource.COMMANDLINE
    if endpoint and given and not required:
        raise UsageError("a graph is in a folder or behind an endpoint", hint="give one of them")
    if more and not endpoint and ParameterSource.COMMANDLINE in map(ctx.get_parameter_source, _ADDRESSES):
        raise UsageError("--update and --graph-store go with --endpoint", hint="give the endpoint, too")


_ADDRESSES = ("update", "graph_store")


class Address(str):
    """Where an endpoint is, in the place of a graph's folder."""

    __slots__ = ()


def asked_graph_option(f: F) -> F:
    """Where the graph is that a verb asks: in a folder, or behind an endpoint. The verb gets either as `graph`."""

    @graph_option("-g", "--graph")
    @click.option("--endpoint", metavar="URL", help="Ask this SPARQL endpoint instead of a folder.")
    @wraps(f)
    def asking(*args: Any, graph: Path, endpoint: str | None, **options: Any) -> Any:
        one_place(endpoint)
        return f(*args, graph=Address(endpoint) if endpoint else graph, **options)

    return cast(F, asking)


def format_option(*names: str) -> Callable[[F], F]:
    """In which of these forms to show it; the first is the default. The verb gets it as `form`."""
    choice = click.Choice(names)
    return click.option("--format", "form", type=choice, default=names[0], show_default=True, help="How to show it.")


def reader_options(verb: F) -> F:
    """How articles are read: `learned` (None where nothing is said) and `plugins`; the same for every verb."""
    known = "by default it does" if LEARNED_BY_DEFAULT else "it sees more than rules, and errs more often"
    learned = click.option(
        "--learned/--fast", default=None,
        help=f"Whether the learned reader reads too ({known}), or rules alone, in less time.",
    )  # fmt: skip
    plugins = click.option(
        "--plugins/--no-plugins", default=True, help="Whether plug-ins read too: by default they do (see kg plugins).",
    )  # fmt: skip
    return learned(plugins(verb))


@contextmanager
def open_graph(graph: Path | Address) -> Iterator["Graph"]:
    """The graph in a folder or behind an endpoint, for reading, closed in the end. Raises as `kg.open` does."""
    from kg import api

    if isinstance(graph, Address):
        from kg import remote

        opened: Graph = remote.open(graph)
    else:
        opened = api.open(graph)
    with opened:
        yield opened


@contextmanager
def open_input(path: str) -> Iterator[BinaryIO]:
    """The file for reading; `-` is standard input. Raises InputError where it cannot be opened."""
    if path == "-":
        yield sys.stdin.buffer
        return
    try:
        stream = Path(path).open("rb")  # noqa: SIM115 - errors of opening are ours to tell, others are not
    except OSError as cause:
        raise InputError(f"cannot be read: {cause.strerror}", where=path) from cause
    with stream:
        yield stream


@contextmanager
def open_output(path: str) -> Iterator[BinaryIO]:
    """The file for writing; `-` is standard output. Raises UsageError where it cannot be written."""
    if path == "-":
        yield sys.stdout.buffer
        return
    try:
        stream = Path(path).open("wb")  # noqa: SIM115
    except OSError as cause:
        raise UsageError(f"cannot be written: {cause.strerror}", where=path) from cause
    with stream:
        yield stream


def question(words: Sequence[str]) -> tuple[str | None, dict[str, str]]:
    """The query's name and its parameters, from words such as `who-backs-whom --side Armenia --param since=2016`."""
    name: str | None = None
    given: dict[str, str] = {}
    rest = iter(words)
    for word in rest:
        if word.startswith("--"):
            key, equals, value = word[2:].partition("=")
            value = value if equals else next(rest, "")
            if key == "param":
                key, _, value = value.partition("=")
            if not value:
                see = f"kg ask {name} --help lists all" if name else "kg ask --help lists all options"
                raise UsageError(f"the parameter {key!r} has no value", hint=f"write --{key} VALUE; {see}")
            given[key.replace("-", "_")] = value
        elif name is None and not word.startswith("-"):
            name = word
        else:
            raise UsageError(f"{word!r} is one word too many", hint='quote a value of several words: "South Sudan"')
    if name is None and given:
        raise UsageError("no question was named", hint="kg ask lists them")
    return name, given


def complain(error: KgError) -> None:
    """Tell an error in one line on standard error."""
    from kg.invisible import harmless

    click.echo(harmless(f"kg: {error}"), err=True)
