"""What a graph tells of its articles, and the query that asks it."""

from dataclasses import dataclass

ARTICLES = """
SELECT DISTINCT ?iri ?id ?fingerprint ?run ?source ?url ?title ?publisher ?date WHERE {
  ?iri a schema:NewsArticle ; dcterms:identifier ?id ; par:fingerprint ?fingerprint ; prov:wasGeneratedBy ?run .
  OPTIONAL { ?iri dcterms:source ?source }
  OPTIONAL { ?iri schema:url ?url }
  OPTIONAL { ?iri dcterms:title ?title }
  OPTIONAL { ?iri dcterms:publisher ?publisher }
  OPTIONAL { ?iri dcterms:date ?date }
} ORDER BY ?iri"""


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """What the graph knows of an article, but for its text.

    It need not be read again while `fingerprint` (of what the reader was given) and `run` (which reader, with which
    vocabulary) are those that `kg.iris.fingerprint` and `kg.rdf.run_iri` give.
    """

    iri: str
    id: str
    fingerprint: str
    run: str
    source: str | None
    url: str | None
    title: str | None
    publisher: str | None
    date: str | None
