"""`kg ask`: saved questions, listed, explained, completed and asked."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

from kg.cli.common import DEFAULT_GRAPH, Address, asked_graph_option, format_option, open_graph, question
from kg.errors import KgError

if TYPE_CHECKING:
    from kg.saved import SavedQuery

_HELP = ("--help", "-h")
_OLDER = (
    "the endpoint's graph was not made by this version, and may lack what is asked for: build its folder, then kg push"
)


class Ask(click.Command):
    """Completes the parameters of the question that is being asked, besides the options of the verb."""

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        name, _ = _lenient(ctx.params.get("words") or ())
        query = _queries(ctx).get(name or "")
        own = [CompletionItem(f"--{p.name}", help=p.meaning) for p in query.parameters] if query else []
        return [item for item in own if item.value.startswith(incomplete)] + super().shell_complete(ctx, incomplete)


def _complete(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The names of questions; after `--side`, what the graph has to give for it."""
    name, asked = _lenient(ctx.params.get("words") or ())
    queries = _queries(ctx)
    if name is None:
        return [CompletionItem(q.name, help=q.title) for q in queries.values() if q.name.startswith(incomplete)]
    if name not in queries or asked is None:
        return []
    begun = incomplete.casefold()
    return [CompletionItem(each) for each in _values(ctx, queries[name], asked) if each.casefold().startswith(begun)]


def _values(ctx: click.Context, query: "SavedQuery", asked: str) -> Iterator[str]:
    from kg import catalogue

    parameter = next((p for p in query.parameters if p.name == asked.replace("-", "_")), None)
    if parameter is None:
        return
    try:
        with open_graph(_graph(ctx)) as opened:
            yield from catalogue.choices(opened, parameter)
    except KgError:  # no graph, nothing to choose from: whoever presses Tab wants no complaint
        return


def _queries(ctx: click.Context) -> dict[str, "SavedQuery"]:
    from kg import questions

    try:
        return dict(questions.every(*questions.own(_graph(ctx), ctx.params.get("folders") or ())))
    except KgError:
        return dict(questions.every())


def _graph(ctx: click.Context) -> Path:
    return Path(ctx.params.get("graph") or DEFAULT_GRAPH)


def _lenient(words: Sequence[str]) -> tuple[str | None, str | None]:
    """The question that unfinished words name, and the parameter that waits for its value at their end."""
    name, asked = None, None
    for word in words:
        if asked is not None:
            asked = None
        elif word.startswith("--"):
            asked = word[2:] if "=" not in word else None
        elif name is None:
            name = word
    return name, asked


@click.command(cls=Ask, context_settings={"ignore_unknown_options": True}, add_help_option=False)
@click.argument("words", nargs=-1, type=click.UNPROCESSED, metavar="[QUERY] [--PARAMETER VALUE]...",
                shell_complete=_complete)  # fmt: skip
@asked_graph_option
@format_option("table", "csv", "tsv", "json", "md")
@click.option("--evidence", is_flag=True, help="Show the sentences behind each row, and who says them.")
@click.option("--param", "params", multiple=True, metavar="NAME=VALUE", help="A parameter, whatever its name.")
@click.option("--queries", "folders", multiple=True, type=click.Path(path_type=Path), metavar="FOLDER",
              help="Questions of your own (.rq); so are those in its queries/, and in KG_QUERIES.")  # fmt: skip
@click.option("--list", "listed", is_flag=True, help="List the questions by tag, or those of the tag given as QUERY.")
@click.pass_context
def ask(
    ctx: click.Context, words: tuple[str, ...], *, graph: Path | Address, form: str, evidence: bool,
    params: tuple[str, ...], folders: tuple[Path, ...], listed: bool,
) -> None:  # fmt: skip
    """Ask a saved question, explain it, or list them all.

    The beginning of a name is enough where only one question begins so.

    \b
    kg ask
    kg ask who-backs-whom --help
    kg ask who-backs-whom -g my.kg --side Armenia --evidence
    """
    from kg import catalogue, layout

    own = catalogue.own(None if isinstance(graph, Address) else graph, folders)
    told = [word for word in words if word not in _HELP]
    name, given = question([*told, *(part for param in params for part in ("--param", param))])
    if len(told) < len(words):
        click.echo(layout.question(catalogue.find(name, *own)) if name else f"{ctx.get_help()}\n", nl=False)
    elif name is None or listed:
        click.echo(layout.catalogue(catalogue.tagged(name, *own)), nl=False)
    else:
        _ask(catalogue.find(name, *own), graph, given, form, evidence)


def _ask(query: "SavedQuery", graph: Path | Address, given: dict[str, str], form: str, evidence: bool) -> None:
    from kg import catalogue, description, layout

    with open_graph(graph) as opened:
        found = catalogue.ask(opened, query, given)
        click.echo(layout.answer(form, found, evidence), nl=False)
        if found.cut:
            click.echo(found.cut_told, err=True)
        if found.lacks and form != "table":
            click.echo(f"kg: {found.lacks}", err=True)
        if isinstance(graph, Address) and not found.rows and not found.lacks and not description.is_current(opened):
            click.echo(f"kg: {_OLDER}", err=True)
