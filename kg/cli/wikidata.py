"""`kg wikidata`: the index of Wikidata, and what Wikidata itself can be asked."""

import click

from kg.cli.common import Verbs


@click.group(cls=Verbs)
def wikidata() -> None:
    """Build and look at the index of Wikidata by which names are linked."""
