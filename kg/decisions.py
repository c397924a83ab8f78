"""What persons decided about who is meant: kept beside the graph, applied whenever its articles are read."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Decisions:
    """The decisions of a graph."""


NONE = Decisions()
"""Nobody has decided anything."""
