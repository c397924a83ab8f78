"""The claims of a graph as flat records, with names for people: what networks, dossiers and exports are made from."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from kg import iris
from kg.ledger import OWN
from kg.ledger import UNNAMED as NOBODY
from kg.store import Graph
from kg.terms import IRI, Value, written

UNNAMED = "unnamed"
"""Who says what the text only reports as said ("reportedly")."""

_BATCH = 200
"""Articles whose claims are asked for at once: what is held in memory does not grow with the graph."""
_ARTICLES = "SELECT DISTINCT ?article {{ {about}{said} }} ORDER BY ?article"
_CLAIMS = """
SELECT DISTINCT ?claim ?subject ?object ?predicate ?polarity ?modality ?confidence ?time ?quantity ?mode
       ?article ?title ?date ?publisher ?sentence WHERE {{
  {graphs}
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
SELECT ?claim ?depth ?source WHERE {{
  {graphs} GRAPH ?g {{ ?claim par:attribution ?a . ?a par:depth ?depth . OPTIONAL {{ ?a par:source ?source }} }}
}} ORDER BY ?claim ?depth
"""
_DENIERS = """
SELECT ?claim ?denier WHERE {{ {graphs} GRAPH ?g {{ ?claim par:deniedBy ?denier }} }} ORDER BY ?claim ?denier
"""
_LEDGER = """
SELECT ?claim ?contested ?origins ?polarity ?voice ?stance WHERE {{
  {graphs} GRAPH ?g {{ ?claim a par:Claim ; par:polarity ?polarity }}
  GRAPH graph:ledger {{
    ?claim par:proposition ?proposition .
    ?proposition par:contested ?contested ; par:origins ?origins ; par:position ?position
  }}
  GRAPH graph:positions {{ ?position par:voice ?voice ; par:stance ?stance }}
}} ORDER BY ?claim ?voice
"""
_SAME = "SELECT ?entity ?other { GRAPH graph:entities { ?entity skos:exactMatch ?other } }"
_NAMES = "SELECT ?entity ?name WHERE { GRAPH graph:entities { ?entity skos:prefLabel ?name } }"
_NAMELESS: dict[Value, str] = {IRI(iris.expand("par:theArticle")): OWN, IRI(iris.expand("par:somebody")): NOBODY}
_OPPOSITE = {"affirmed": "denies", "negated": "asserts"}


@dataclass(frozen=True, slots=True)
class Statement:
    """A claim. Subject, object, article and the claim itself are IRIs; who says and denies it are names.

    `said_by` begins with who makes the claim, then who tells that they did; it is empty in the article's own voice.
    `time` (of what is claimed) and `date` (of the article) are ISO 8601, as far as they are known. What all articles
    together say of it comes from the ledger: whether it is `contested`, how many independent `origins` it has, and
    `opposed_by`: the voices that hold the opposite anywhere.
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
    contested: bool
    origins: int
    opposed_by: tuple[str, ...]


def statements(graph: Graph, about: str | None = None) -> Iterator[Statement]:
    """The claims of the graph, by article and claim; with `about`, those whose subject or object this entity is.

    Entities that several articles together show to be one are that one here.
    """
    names = {entity: str(name) for entity, name in graph.select(_NAMES)} | _NAMELESS
    main = {row[0]: row[1] for row in graph.select(_SAME)}
    wanted = [about, *(str(entity) for entity, other in main.items() if other == about)] if about else []
    values = " ".join(written(IRI(entity)) for entity in wanted)
    ends = f"VALUES ?end {{ {values} }} ?claim rdf:subject|rdf:object ?end . " if about else ""
    for graphs in _batches(graph, ends):
        told = _Told(graph, graphs, names)
        for row in graph.select(_CLAIMS.format(graphs=graphs, about=ends)).dicts():
            row |= {end: main[row[end]] for end in ("subject", "object") if row[end] in main}
            yield _statement(row, names, told)


def _batches(graph: Graph, about: str) -> Iterator[str]:
    """The graphs of the articles with claims about somebody, or of all, some at a time, as a clause of SPARQL."""
    said = "?claim prov:wasDerivedFrom ?article" if about else "?article a schema:NewsArticle"
    articles = [str(article) for (article,) in graph.select(_ARTICLES.format(about=about, said=said))]
    for first in range(0, len(articles), _BATCH):
        names = (written(IRI(iris.article_graph(article))) for article in articles[first : first + _BATCH])
        yield f"VALUES ?g {{ {' '.join(names)} }}"


class _Told:
    """Who says, denies and opposes the claims of some graphs, and what the ledger tells of them."""

    def __init__(self, graph: Graph, graphs: str, names: dict[Value, str]) -> None:
        self.speakers, self.deniers = defaultdict[Value, list[str]](list), defaultdict[Value, list[str]](list)
        self.opponents = defaultdict[Value, list[str]](list)
        self.ledger: dict[Value, tuple[bool, int]] = {}
        for claim, _, source in graph.select(_SPEAKERS.format(graphs=graphs)):
            self.speakers[claim].append(names.get(source, UNNAMED))
        for claim, denier in graph.select(_DENIERS.format(graphs=graphs)):
            self.deniers[claim].append(names[denier])
        for claim, contested, origins, polarity, voice, stance in graph.select(_LEDGER.format(graphs=graphs)):
            self.ledger[claim] = bool(contested), int(str(origins))
            if iris.local_name(str(stance)) == _OPPOSITE[iris.local_name(str(polarity))]:
                self.opponents[claim].append(names.get(voice, UNNAMED))


def _statement(row: dict[str, Value], names: dict[Value, str], told: _Told) -> Statement:
    def known(column: str) -> str | None:
        value = row[column]
        return iris.local_name(value) if isinstance(value, IRI) else None if value is None else str(value)

    quantity, claim = known("quantity"), row["claim"]
    denied_by = tuple(told.deniers[claim])
    contested, origins = told.ledger.get(claim, (bool(denied_by), 1))  # what only may be has no place in the ledger
    return Statement(
        claim=str(claim), subject=str(row["subject"]), subject_name=names[row["subject"]],
        predicate=str(known("predicate")), object=str(row["object"]) if row["object"] else None,
        object_name=names[row["object"]] if row["object"] else None,
        polarity=str(known("polarity")), modality=str(known("modality")), confidence=float(str(row["confidence"])),
        time=known("time"), quantity=int(quantity) if quantity else None, mode=known("mode"),
        said_by=tuple(told.speakers[claim]), denied_by=denied_by, article=str(row["article"]), title=known("title"),
        date=known("date"), publisher=known("publisher"), sentence=known("sentence"),
        contested=contested, origins=origins, opposed_by=tuple(told.opponents[claim]),
    )  # fmt: skip
