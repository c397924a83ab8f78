"""The command line: one thin function a verb."""

import sys
from typing import BinaryIO

import click

from kg import __version__
from kg.errors import InputError, KgError


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="kg")
def cli() -> None:
    """Parley: who backs whom in the news, and who said it."""


@cli.command()
@click.argument("file", type=click.File("rb"), default="-")
@click.pass_context
def read(ctx: click.Context, file: BinaryIO) -> None:
    """Read articles, one JSON object a line, into readings, one a line."""
    import extractors
    from kg import contract, reading

    failed = False
    out = click.get_binary_stream("stdout")
    name = "line" if file.name in ("-", "<stdin>") else f"{file.name} line"
    for batch in reading.batches(_parsed(file, name)):
        articles = [item for item in batch if not isinstance(item, tuple)]
        results = iter(reading.read_batch(extractors.reader(), articles))
        for item in batch:
            if isinstance(item, tuple):
                error, text = item
            else:
                result = next(results)
                if not isinstance(result, InputError):
                    out.write(contract.dump(result).encode() + b"\n")
                    continue
                error, text = result, contract.refusal(__import__("json").dumps({"id": item.id}).encode(), result)
            failed = True
            click.echo(f"kg: {error}", err=True)
            out.write(text.encode() + b"\n")
        out.flush()
    ctx.exit(1 if failed else 0)


def _parsed(file, name):
    from kg import contract

    for number, line in enumerate(contract.lines(file), 1):
        try:
            yield contract.parse_article(line, f"{name} {number}")
        except InputError as error:
            yield error, contract.refusal(line, error)


@cli.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def vocabulary(as_json: bool) -> None:
    """List the predicates."""
    from kg import vocabulary as v

    for p in getattr(v, "PREDICATES", {}).values():
        click.echo(v.as_json_line(p) if as_json else p.name)


def main() -> None:
    """The entry point `kg`."""
    try:
        status = cli.main(standalone_mode=False)
    except click.ClickException as error:
        click.echo(f"kg: {error.format_message()}", err=True)
        status = error.exit_code
    except KgError as error:
        click.echo(f"kg: {error}", err=True)
        status = error.exit_status
    except click.Abort:
        status = 130
    sys.exit(status if isinstance(status, int) else 0)


if __name__ == "__main__":
    main()
