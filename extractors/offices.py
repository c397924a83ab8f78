"""Stage stub."""

from extractors.draft import Draft


def read_offices(draft: Draft) -> Draft:
    return draft
