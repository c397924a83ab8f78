"""What the verbs share: where the graph is, what is read and written, how an error is told."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, TypeVar

import click

from kg.errors import InputError, KgError, UsageError

if TYPE_CHECKING:
    from kg.api import Graph
    from kg.builder import Progress

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


def format_option(*names: str) -> Callable[[F], F]:
    """In which of these forms to show it; the first is the default. The verb gets it as `form`."""
    choice = click.Choice(names)
    return click.option("--format", "form", type=choice, default=names[0], show_default=True, help="How to show it.")


@contextmanager
def open_graph(graph: Path) -> Iterator["Graph"]:
    """The graph in a folder, for reading, closed in the end. Raises GraphError as `kg.open` does."""
    from kg import api

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
                raise UsageError(f"the parameter {key!r} has no value", hint=f"write --{key} VALUE")
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
    click.echo(f"kg: {error}", err=True)


@contextmanager
def progress() -> "Iterator[Progress]":
    """Counts articles on standard error while they are read, if someone is looking."""
    if not sys.stderr.isatty():
        yield lambda summary: None
        return
    from rich.console import Console

    console = Console(stderr=True)
    with console.status("reading") as status:
        yield lambda s: status.update(f"read {s.read}, unchanged {s.unchanged}, left out {len(s.left_out)}")
