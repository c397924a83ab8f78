"""Stage stub."""

from extractors.draft import Draft


def find_names(draft: Draft) -> Draft:
    return draft
