"""Stage stub: claims get their attributions, times and places."""

from extractors.draft import Draft


def attach_context(draft: Draft) -> Draft:
    return draft
