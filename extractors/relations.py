"""Standing relations: who supports, fights, leads, belongs to whom; who holds what."""

from extractors.claims import is_event, read_frames
from extractors.draft import Draft


def read_relations(draft: Draft) -> Draft:
    """Add the claims of standing relations that the lexicon's words speak of."""
    return read_frames(draft, lambda predicate: not is_event(predicate), "relations")
