"""Stage stub."""

from extractors.draft import Draft


def build_frames(draft: Draft) -> Draft:
    return draft
