"""Whether a graph is well formed: the SHACL shapes of the ontology, checked a few articles at a time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from kg import iris, resources
from kg.store import Graph
from kg.terms import IRI, written

if TYPE_CHECKING:
    import rdflib

_BATCH = 20
"""Articles checked at once: enough to spread what setting up the shapes costs, few enough to stay small in memory."""

_BATCH_OF_ARTICLES = """
CONSTRUCT {{ ?s ?p ?o }} WHERE {{
  VALUES ?article {{ {graphs} }}
  {{ GRAPH ?article {{ ?s ?p ?o }} }}
  UNION
  {{ GRAPH ?article {{ ?referent par:refersTo ?s }} GRAPH graph:entities {{ ?s ?p ?o }} }}
}}"""

_BACKGROUND = "CONSTRUCT { ?s ?p ?o } WHERE { GRAPH graph:wikidata { ?s ?p ?o } }"

_RESULTS = """
PREFIX sh: <http://www.w3.org/ns/shacl#>
SELECT ?focus ?path ?value ?message WHERE {
  ?result a sh:ValidationResult ; sh:focusNode ?focus .
  OPTIONAL { ?result sh:resultPath ?path }
  OPTIONAL { ?result sh:value ?value }
  OPTIONAL { ?result sh:resultMessage ?message }
}"""


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """Something that is not as a shape says: which thing, which property of it, what is there, what should be."""

    about: str
    property: str
    value: str
    message: str

    def __str__(self) -> str:
        return " ".join(part for part in (self.about, self.property, self.value, f"({self.message})") if part)


@dataclass(frozen=True, slots=True)
class Report:
    """What a check found; `articles` is how many were looked at."""

    articles: int
    findings: tuple[Finding, ...]

    @property
    def conforms(self) -> bool:
        """Whether everything is as the shapes say."""
        return not self.findings


def check(graph: Graph) -> Report:
    """Check every article's graph, with the entities it speaks of, and what Wikidata says, against the shapes."""
    import rdflib

    shapes = rdflib.Graph().parse(resources.folder("ontology") / "shapes.ttl", format="turtle")
    articles = [iris.article_graph(article.iri) for article in graph.articles()]
    batches = (articles[first : first + _BATCH] for first in range(0, len(articles), _BATCH))
    queries = chain(map(_about, batches), [_BACKGROUND])
    findings = {finding for query in queries for finding in _check(graph, query, shapes)}
    return Report(len(articles), tuple(sorted(findings)))


def _about(articles: Sequence[str]) -> str:
    return _BATCH_OF_ARTICLES.format(graphs=" ".join(written(IRI(article)) for article in articles))


def _check(graph: Graph, query: str, shapes: "rdflib.Graph") -> Iterator[Finding]:
    import pyshacl
    import rdflib

    data = rdflib.Graph().parse(data=graph.construct(query).dump("nt"), format="nt")
    _, results, _ = pyshacl.validate(data, shacl_graph=shapes, inference="none")
    for focus, path, value, message in results.query(_RESULTS):
        yield Finding(str(focus), *("" if part is None else str(part) for part in (path, value, message)))
