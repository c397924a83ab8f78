"""What a build did, in counts: kept while it runs, and given back in the end."""

import heapq
import re
from collections import Counter
from dataclasses import dataclass, field

from kg import iris
from kg.errors import GraphError, InputError

SLOWEST = 10
_PARTICULAR = re.compile(r"'[^']*'|\"[^\"]*\"|\d[\d,.]*")


@dataclass(slots=True)
class Summary:
    """What a build did."""

    read: int = 0
    unchanged: int = 0
    resumed: int = 0
    """Articles that a build had read which was broken off: they are among the unchanged ones."""
    replaced: int = 0
    """Articles of the graph that made way: for a changed text or date, or a newer reader."""
    repeated: int = 0
    """Articles that came twice: the first was taken."""
    undated: list[str] = field(default_factory=list)
    """Sources of the articles read without a date, so that "on Tuesday" is no day."""
    others: list[str] = field(default_factory=list)
    """Files of the folders that are of no kind we read."""
    claims: int = 0
    entities: set[str] = field(default_factory=set)
    """IRIs of those that the articles read speak of."""
    left_out: list[InputError] = field(default_factory=list)
    characters: int = 0
    """Length of the texts that were read."""
    slowest: list[tuple[float, str]] = field(default_factory=list)
    """Seconds and source of the articles that took longest, the slowest first."""
    unlogged: GraphError | None = None
    """Why the log of the build or its report is not whole, where it is not."""
    stage: str = "reading"
    """What the build is at: reading, or writing the graph."""

    @property
    def linked(self) -> int:
        """How many of the entities are linked to Wikidata."""
        return sum(iris.qid(entity) is not None for entity in self.entities)

    @property
    def causes(self) -> list[tuple[str, int]]:
        """How many articles were left out for which reason, the commonest first; names and numbers are left away."""
        found = Counter(" ".join(_PARTICULAR.sub("…", error.what).split()) for error in self.left_out)
        return sorted(found.items(), key=lambda cause: (-cause[1], cause[0]))

    def took(self, seconds: float, source: str) -> None:
        """An article took so long."""
        self.slowest = heapq.nlargest(SLOWEST, [*self.slowest, (round(seconds, 3), source)])
