"""What the graph knows of one entity: its names, and all that is claimed of it, by whom, and denied by whom."""

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from kg import display, iris, lookup
from kg.statements import Statement, statements
from kg.store import Graph
from kg.terms import written

if TYPE_CHECKING:
    import pandas

_OTHER_NAMES = """
SELECT DISTINCT ?other { GRAPH graph:entities { %s skos:altLabel ?other } } ORDER BY ?other
"""


@dataclass(frozen=True, slots=True, repr=False)
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

    def __repr__(self) -> str:
        return f"<Dossier of {self.name}: {display.counted(len(self.statements), 'claim')}>"

    def to_pandas(self) -> "pandas.DataFrame":
        """All statements as a pandas DataFrame, a column for each field. Raises UsageError without pandas."""
        names = [field.name for field in fields(Statement)]
        return display.frame(names, ([getattr(s, name) for name in names] for s in self.statements))

    def _repr_html_(self) -> str:
        facts = {"class": self.type, "other names": self.other_names, "Wikidata": self.wikidata, "entity": self.iri}
        names = ("date", "subject_name", "predicate", "object_name", "said_by", "denied_by", "sentence")
        rows = [[getattr(s, name) for name in names] for s in self.statements]
        said = f"What is said of {self.name}: {display.counted(len(rows), 'claim')}"
        return display.record(self.name, facts) + display.table(said, names, rows)


def show(graph: Graph, wanted: str) -> Dossier:
    """The dossier of an entity, given by a name of it, its Wikidata item ("Q399") or its IRI.

    Raises UsageError where the name means none or several.
    """
    known = lookup.entity(graph, wanted)
    told = sorted(statements(graph, known.iri), key=lambda s: (s.date or "", s.article, s.time or "", s.claim))
    others = tuple(str(name) for (name,) in graph.select(_OTHER_NAMES % written(known.iri)))
    return Dossier(known.iri, known.label, known.type, iris.qid(known.iri), others, tuple(told))
