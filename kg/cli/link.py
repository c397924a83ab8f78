"""`kg link`: what persons decide about who is meant."""

import click

from kg.cli.common import Verbs


@click.group(cls=Verbs)
def link() -> None:
    """Show who is meant by a name, and decide it."""
