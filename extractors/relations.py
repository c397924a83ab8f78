"""Stage stub."""

from extractors.draft import Draft


def read_relations(draft: Draft) -> Draft:
    return draft
