"""`kg network`: the graph as a signed network of actors: ties, blocs, balance, brokers, standing, change, pictures."""

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click

from kg.cli.common import Address, F, Verbs, asked_graph_option, format_option, open_graph, open_output
from kg.cli.exporting import write_part
from kg.errors import UsageError

if TYPE_CHECKING:
    import networkx

    from kg.api import Graph
    from kg.signed.rows import Table

_FORMS = ("table", "csv", "tsv", "json", "md")


@click.group(cls=Verbs)
def network() -> None:
    """Who is for or against whom, as a signed network of actors.

    Ties are weighed by independent origins, and remember by whose account they are and who denies them.
    docs/networks.md explains each measure, and what it cannot say.

    \b
    kg network blocs -g my.kg
    kg network ties --told-by Ukraine -g my.kg
    kg network draw sides Armenia Azerbaijan -g my.kg -o sides.svg
    """


def _options(*options: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """All of these options, the first one first."""

    def all_of(f: Any) -> Any:
        for option in reversed(options):
            f = option(f)
        return f

    return all_of


_WHICH = _options(
    click.option("--told-by", metavar="ACTOR", help="By one party's account, or (article) for the articles' own."),
    click.option("--around", metavar="ACTOR", help="Only an actor and its surroundings."),
    click.option("--hops", type=click.IntRange(1), help="How many ties from it.  [default: 1]"),
    click.option("--undisputed", is_flag=True, help="Leave out what somebody denies."),
    click.option("--deeds", is_flag=True, help="Leave out what is only said: accusing, agreeing, endorsing."),
    click.option("--least", type=click.FloatRange(0, 1), default=0.0, metavar="CREDENCE",
                 help="Leave out what is to be believed less than this."),
    click.option("--unnamed", is_flag=True, help="Keep whom an article only describes (the rebels)."),
    click.option("--places", is_flag=True, help="Keep places and other things that are no actors."),
    click.option("--as-said/--lifted", "as_said", default=False,
                 help="Keep ministries and persons apart from their state."),
)  # fmt: skip
_WHEN = _options(
    click.option("--since", metavar="DATE", help="Nothing that was over before this day, month or year."),
    click.option("--until", metavar="DATE", help="Nothing that began after it."),
)


def _asking(when: bool = True) -> Callable[[F], F]:
    """The options that say which part of the graph; the verb gets the graph, and a function that makes networks."""

    def asking(f: F) -> F:
        @_WHICH
        @(_WHEN if when else _options())
        @asked_graph_option
        @wraps(f)
        def asked(*args: Any, graph: Path | Address, around: str | None, hops: int | None, **options: Any) -> Any:
            names = ("told_by", "since", "until", "undisputed", "deeds", "least", "unnamed", "places", "as_said")
            chosen = {name: options.pop(name) for name in names if name in options}
            chosen["lift"] = not chosen.pop("as_said")
            if hops is not None and around is None:
                raise UsageError("--hops goes with --around", hint="name an actor: --around Armenia --hops 2")
            with open_graph(graph) as opened:

                def make(**more: str | None) -> "networkx.MultiDiGraph[str]":
                    return _made(opened, chosen | more, around, hops or 1)

                return f(*args, opened=opened, make=make, **options)

        return cast(F, asked)

    return asking


def _made(graph: "Graph", chosen: dict[str, Any], around: str | None, hops: int) -> "networkx.MultiDiGraph[str]":
    from kg import selection
    from kg.signed import Choice
    from kg.signed import network as positions

    made = positions(graph, Choice(**chosen))
    if made.graph["left_out"].total:
        click.echo(f"left out: {made.graph['left_out']}", err=True)
    return made if around is None else selection.near(graph, made, around, hops)


def _show(form: str, table: "Table") -> None:
    """The table; what is to be said of the whole stands below it, and on standard error where programs read."""
    from kg import printing

    if table.rows or form != "table":
        click.echo(printing.formatted(form, table.columns, table.rows), nl=False)
    else:
        click.echo("nothing found")
    for note in table.notes:
        for line in printing.indented(note, 0) if form == "table" else [note]:
            click.echo(line, err=form != "table")


@network.command()
@_asking()
@format_option(*_FORMS)
def ties(opened: "Graph", make: Callable[..., Any], form: str) -> None:
    """List who is for or against whom, by how many independent origins, and by whose account.

    \b
    kg network ties -g my.kg --around Turkey
    """
    from kg.signed import rows

    _show(form, rows.of_ties(opened, make()))


@network.command()
@_asking()
@click.option("--resolution", type=click.FloatRange(0), default=1.0, show_default=True,
              help="Above 1 more and smaller blocs, below it fewer.")  # fmt: skip
@click.option("--enmity", type=click.FloatRange(0), default=1.0, show_default=True,
              help="How far shared enemies bring actors together; at 0 not at all.")  # fmt: skip
@format_option(*_FORMS)
def blocs(opened: "Graph", make: Callable[..., Any], resolution: float, enmity: float, form: str) -> None:
    """Find who stands together: blocs by signed modularity (Gómez, Jensen and Arenas 2009).

    \b
    kg network blocs -g my.kg --since 2020
    """
    from kg import signed
    from kg.signed import rows

    found = signed.signed_graph(make())
    _show(form, rows.of_blocs(found, signed.blocs(found, resolution, enmity)))


@network.command()
@_asking()
@format_option(*_FORMS)
def balance(opened: "Graph", make: Callable[..., Any], form: str) -> None:
    """Find the triads that strain: the friend of two enemies, three enemies; and how far the whole is from balance.

    \b
    kg network balance -g my.kg
    """
    from kg import signed
    from kg.signed import rows

    _show(form, rows.of_balance(signed.balance(signed.signed_graph(make()))))


@network.command()
@_asking()
@format_option(*_FORMS)
def brokers(opened: "Graph", make: Callable[..., Any], form: str) -> None:
    """Find who stands between others: who is said to mediate, friends of two enemies, bridges among friends.

    \b
    kg network brokers -g my.kg
    """
    from kg import signed
    from kg.signed import rows

    _show(form, rows.of_brokers(signed.brokers(make())))


@network.command()
@_asking()
@format_option(*_FORMS)
def standing(opened: "Graph", make: Callable[..., Any], form: str) -> None:
    """Show how each actor is placed: its PN centrality (Everett and Borgatti 2014), its friends and enemies.

    \b
    kg network standing -g my.kg
    """
    from kg import signed
    from kg.signed import rows

    _show(form, rows.of_standing(signed.standing(make())))


@network.command()
@click.option("--before", required=True, metavar="DATE", help="The network up to this day, month or year ...")
@click.option("--after", required=True, metavar="DATE", help="... and from this one on.")
@_asking(when=False)
@format_option(*_FORMS)
def change(opened: "Graph", make: Callable[..., Any], before: str, after: str, form: str) -> None:
    """Compare two times: ties that are new, gone or turned, and who moved from bloc to bloc.

    By the time that articles tell of, else by that of their publication. FROM/TO names a stretch: 2019/2020-09.

    \b
    kg network change -g my.kg --before 2020-10 --after 2020-11
    """
    from kg import signed
    from kg.signed import rows

    old, new = make(**signed.stretch(before, until=True)), make(**signed.stretch(after, until=False))
    _show(form, rows.of_change(opened, signed.change(old, new)))


@network.command()
@_asking()
@click.option(
    "-f",
    "--format",
    "form",
    metavar="FORMAT",
    help="By default what the name of FILE ends in; graphml where it ends in nothing.",
)
@click.option("-o", "--output", default="-", metavar="FILE", help="By default standard output. For tables a folder.")
def export(opened: "Graph", make: Callable[..., Any], form: str | None, output: str) -> None:
    """Write the network for Gephi, R, Pajek and others: an edge for each relation, with sign, origins and accounts.

    Formats are those of networks and tables in kg export.

    \b
    kg network export -g my.kg -o positions.gexf
    """
    from kg import export as formats
    from kg import selection

    chosen = formats.format_of(form) if form else formats.format_of_file(output, "graphml")
    if chosen in formats.RDF:
        raise UsageError(f"{chosen} holds the whole graph", hint="kg export writes it")
    write_part(opened, selection.positions(make()), chosen, output)


@network.group(cls=Verbs)
def draw() -> None:
    """Draw a picture worth printing: the sides of a conflict, a timeline, the accounts of one thing.

    Needs more than the rest of Parley: pip install 'parley-kg[pictures]'.

    \b
    kg network draw sides Armenia Azerbaijan -g my.kg -o sides.svg
    """


_PICTURE = _options(
    click.option("-o", "--output", default="-", metavar="FILE",
                 help="An .svg or .png; by default SVG on standard output."),
    click.option("--dark", is_flag=True, help="For dark pages."),
)  # fmt: skip


@draw.command()
@click.argument("actors", nargs=-1, metavar="[ONE OTHER]")
@_asking()
@_PICTURE
def sides(opened: "Graph", make: Callable[..., Any], actors: tuple[str, ...], output: str, dark: bool) -> None:
    """Two sides, who backs each, who is between them; by default those that most origins have against each other.

    \b
    kg network draw sides Armenia Azerbaijan -g my.kg -o sides.svg
    """
    pictures = _pictures()
    if len(actors) not in (0, 2):
        raise UsageError("a picture of sides has two", hint="name both, or none: kg network draw sides ONE OTHER")
    made = make()
    tie = None if actors else pictures.fiercest(made)
    ends = (tie.a, tie.b) if tie else [_iri(opened, name) for name in actors]
    _draw(pictures.sides(made, *ends, _theme(dark)), output)


@draw.command()
@click.argument("actors", nargs=-1, metavar="[ACTOR [OTHER]]")
@_asking()
@_PICTURE
def timeline(opened: "Graph", make: Callable[..., Any], actors: tuple[str, ...], output: str, dark: bool) -> None:
    """Who is said to be for or against whom, and when: of one actor, between two, or of all.

    \b
    kg network draw timeline Armenia -g my.kg --since 2020 -o timeline.svg
    """
    from kg.signed import named

    pictures = _pictures()
    if len(actors) > 2:
        raise UsageError("a timeline is of one actor, or between two", hint="quote a name of several words")
    made, ends = make(), [_iri(opened, name) for name in actors]
    shown = " and ".join(named(made, end) for end in ends)
    title = f"{shown}: who is for or against whom" if ends else "Who is for or against whom"
    _draw(pictures.timeline(_with(made, ends), title, _theme(dark)), output)


@draw.command()
@click.argument("actors", nargs=-1, metavar="[ACTOR [OTHER]]")
@asked_graph_option
@click.option("--predicate", metavar="PREDICATE", help="What is claimed: one of kg vocabulary.")
@_PICTURE
def ledger(graph: Path | Address, actors: tuple[str, ...], predicate: str | None, output: str, dark: bool) -> None:
    """The accounts of one thing: who says so, who denies it, who relays it, and where that stands.

    By default the most disputed one; of those about ACTOR the first. proposition:... names one.

    \b
    kg network draw ledger Turkey Azerbaijan -g my.kg -o ledger.svg
    """
    pictures = _pictures()
    with open_graph(graph) as opened:
        found = pictures.find(opened, *actors, predicate=predicate)
        _draw(pictures.accounts(opened, found, _theme(dark)), output)


def _pictures() -> Any:
    from kg import pictures

    return pictures


def _theme(dark: bool) -> Any:
    return _pictures().DARK if dark else _pictures().LIGHT


def _draw(page: Any, output: str) -> None:
    form = "svg" if output == "-" else Path(output).suffix.removeprefix(".").casefold()
    if form not in _pictures().FORMATS:
        raise UsageError(f"pictures are no {form or 'files without an ending'}", hint="end FILE in .svg or .png")
    with open_output(output) as out:
        page.write(out, form)


def _iri(graph: "Graph", name: str) -> str:
    from kg import lookup

    return lookup.entity(graph, name).iri


def _with(made: "networkx.MultiDiGraph[str]", ends: list[str]) -> "networkx.MultiDiGraph[str]":
    """The relations that have all these ends."""
    kept = [(a, b, key) for a, b, key in made.edges(keys=True) if set(ends) <= {a, b}]
    return cast("networkx.MultiDiGraph[str]", made.edge_subgraph(kept))
