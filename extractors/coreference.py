"""Stage stub."""

from extractors.draft import Draft


def resolve_coreference(draft: Draft) -> Draft:
    return draft
