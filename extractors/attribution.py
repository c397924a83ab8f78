"""Stage stub."""

from extractors.draft import Draft


def find_attributions(draft: Draft) -> Draft:
    return draft
