"""What the graph knows of one entity: its names, and all that is claimed of it, by whom, and denied by whom."""

from dataclasses import dataclass

from kg import iris, lookup
from kg.statements import Statement, statements
from kg.store import Graph
from kg.terms import written

_OTHER_NAMES = """
SELECT DISTINCT ?other { GRAPH graph:entities { %s skos:altLabel ?other } } ORDER BY ?other
"""


@dataclass(frozen=True, slots=True)
class Dossier:
    """One entity, with the claims that it is the subject or object of, the oldest article first."""

    iri: str
    name: str
    type: str
    qid: str | None
    other_names: tuple[str, ...]
    statements: tuple[Statement, ...]

    @property
    def wikidata(self) -> str | None:
        """The address of its Wikidata item."""
        return f"https://www.wikidata.org/wiki/{self.qid}" if self.qid else None


def show(graph: Graph, wanted: str) -> Dossier:
    """The dossier of an entity, given by a name of it, its Wikidata item ("Q399") or its IRI.

    Raises UsageError where the name means none or several.
    """
    known = lookup.entity(graph, wanted)
    told = sorted(statements(graph, known.iri), key=lambda s: (s.date or "", s.article, s.time or "", s.claim))
    others = tuple(str(name) for (name,) in graph.select(_OTHER_NAMES % written(known.iri)))
    return Dossier(known.iri, known.label, known.type, iris.qid(known.iri), others, tuple(told))
