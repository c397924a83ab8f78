"""The claims of a graph as flat records, with names for people: what networks, dossiers and exports are made from."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from kg import iris
from kg.store import Graph
from kg.terms import IRI, Value, written

UNNAMED = "unnamed"
"""Who says what the text only reports as said ("reportedly")."""

_CLAIMS = """
SELECT DISTINCT ?claim ?subject ?object ?predicate ?polarity ?modality ?confidence ?time ?quantity ?mode
       ?article ?title ?date ?publisher ?sentence WHERE {{
  GRAPH ?g {{
    {about}?claim a par:Claim ; rdf:subject ?subject ; rdf:predicate ?predicate ; par:polarity ?polarity ;
      par:modality ?modality ; par:confidence ?confidence ; prov:wasDerivedFrom ?article .
    OPTIONAL {{ ?claim rdf:object ?object }}
    OPTIONAL {{ ?claim par:time ?time }}
    OPTIONAL {{ ?claim par:quantity ?quantity }}
    OPTIONAL {{ ?claim par:mode ?mode }}
    OPTIONAL {{ ?claim oa:hasSelector/oa:exact ?sentence }}
    OPTIONAL {{ ?article dcterms:title ?title }}
    OPTIONAL {{ ?article dcterms:date ?date }}
    OPTIONAL {{ ?article dcterms:publisher ?publisher }}
  }}
}} ORDER BY ?article ?claim
"""
_SPEAKERS = """
SELECT ?claim ?depth ?source WHERE {
  GRAPH ?g { ?claim par:attribution ?a . ?a par:depth ?depth . OPTIONAL { ?a par:source ?source } }
} ORDER BY ?claim ?depth
"""
_DENIERS = "SELECT ?claim ?denier WHERE { GRAPH ?g { ?claim par:deniedBy ?denier } } ORDER BY ?claim ?denier"
_SAME = "SELECT ?entity ?other { GRAPH graph:entities { ?entity skos:exactMatch ?other } }"
_NAMES = "SELECT ?entity ?name WHERE { GRAPH graph:entities { ?entity skos:prefLabel ?name } }"


@dataclass(frozen=True, slots=True)
class Statement:
    """A claim. Subject, object, article and the claim itself are IRIs; who says and denies it are names.

    `said_by` begins with who makes the claim, then who tells that they did; it is empty in the article's own voice.
    `time` (of what is claimed) and `date` (of the article) are ISO 8601, as far as they are known.
    """

    claim: str
    subject: str
    subject_name: str
    predicate: str
    object: str | None
    object_name: str | None
    polarity: str
    modality: str
    confidence: float
    time: str | None
    quantity: int | None
    mode: str | None
    said_by: tuple[str, ...]
    denied_by: tuple[str, ...]
    article: str
    title: str | None
    date: str | None
    publisher: str | None
    sentence: str | None


def statements(graph: Graph, about: str | None = None) -> Iterator[Statement]:
    """The claims of the graph, by article and claim; with `about`, those whose subject or object this entity is.

    Entities that several articles together show to be one are that one here.
    """
    names = {entity: str(name) for entity, name in graph.select(_NAMES)}
    speakers, deniers = defaultdict[Value, list[str]](list), defaultdict[Value, list[str]](list)
    for claim, _, source in graph.select(_SPEAKERS):
        speakers[claim].append(names.get(source, UNNAMED))
    for claim, denier in graph.select(_DENIERS):
        deniers[claim].append(names[denier])
    main = {row[0]: row[1] for row in graph.select(_SAME)}
    wanted = [about, *(str(entity) for entity, other in main.items() if other == about)] if about else []
    values = " ".join(written(IRI(entity)) for entity in wanted)
    ends = f"VALUES ?end {{ {values} }} ?claim rdf:subject|rdf:object ?end . " if about else ""
    for row in graph.select(_CLAIMS.format(about=ends)).dicts():
        row |= {end: main[row[end]] for end in ("subject", "object") if row[end] in main}
        yield _statement(row, names, tuple(speakers[row["claim"]]), tuple(deniers[row["claim"]]))


def _statement(
    row: dict[str, Value], names: dict[Value, str], said_by: tuple[str, ...], denied_by: tuple[str, ...]
) -> Statement:
    def known(column: str) -> str | None:
        value = row[column]
        return iris.local_name(value) if isinstance(value, IRI) else None if value is None else str(value)

    quantity = known("quantity")
    return Statement(
        claim=str(row["claim"]), subject=str(row["subject"]), subject_name=names[row["subject"]],
        predicate=str(known("predicate")), object=str(row["object"]) if row["object"] else None,
        object_name=names[row["object"]] if row["object"] else None,
        polarity=str(known("polarity")), modality=str(known("modality")), confidence=float(str(row["confidence"])),
        time=known("time"), quantity=int(quantity) if quantity else None, mode=known("mode"),
        said_by=said_by, denied_by=denied_by, article=str(row["article"]), title=known("title"), date=known("date"),
        publisher=known("publisher"), sentence=known("sentence"),
    )  # fmt: skip
