"""Stage stub."""

from extractors.draft import Draft


def apply_denials(draft: Draft) -> Draft:
    return draft
