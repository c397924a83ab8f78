"""Stage stub."""

from extractors.draft import Draft


def link_names(draft: Draft) -> Draft:
    return draft
