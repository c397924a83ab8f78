"""Events: one predicate for each PLOVER class."""

from extractors.claims import is_event, read_frames
from extractors.draft import Draft


def read_events(draft: Draft) -> Draft:
    """Add the claims of events that the lexicon's words speak of."""
    return read_frames(draft, is_event, "events")
