"""Stage stub."""

from extractors.draft import Draft


def read_events(draft: Draft) -> Draft:
    return draft
