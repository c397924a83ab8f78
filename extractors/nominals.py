"""Stage stub."""

from extractors.draft import Draft


def find_nominals(draft: Draft) -> Draft:
    return draft
