"""Graphs derived from the claims, each a CONSTRUCT in queries/views/; they can be thrown away and made again.

- `graph/view/asserted`: what articles claim in their own voice and nobody denies, as direct edges;
- `graph/view/on-behalf-of`: which ministry, army, office or person acts for which state or group, as far as that goes
  without saying in the articles;
- `graph/view/parties`: between which of these states and groups each thing is claimed that is for or against somebody;
- `graph/view/accusations`, `charges`, `answers`: of each claim that accuses who accuses whom, the claims that say of
  what, and which accusations anybody denies;
- `graph/view/casualties`: how many dead, wounded and captives a claim tells of;
- `graph/view/leanings`: the claims by which one party is for another one, and those by which it is against it;
- `graph/view/stands`: whom a party backs, is allied with, is against and belongs to, each once;
- `graph/view/swings`: of the claims of a party that leans both ways their days and origins;
- `graph/view/ranks`: of each claim for or against somebody the rank of what it says;
- `graph/view/wikidata`: what Wikidata does not bear out of what is claimed, where the graph has what Wikidata says;
- `graph/view/as-told-by/<entity>`: the direct edges of what a party asserts, itself or through those who act for it.
"""

from collections.abc import Iterator

from kg import iris, resources
from kg.saved import SavedQuery, read
from kg.store import Graph
from kg.terms import IRI

_VIEWS = (
    "asserted",
    "on-behalf-of",
    "parties",
    "accusations",
    "charges",
    "answers",
    "casualties",
    "leanings",
    "stands",
    "swings",
    "ranks",
)
"""In the order in which they are made: some read those before. All but the first two are there for questions that would
have to look at every claim otherwise."""
_WIKIDATA = "wikidata"
_TELLERS = """
SELECT DISTINCT ?teller WHERE {
  ?attribution par:source ?source .
  ?source prov:actedOnBehalfOf? ?teller
} ORDER BY ?teller"""


def refresh(graph: Graph) -> list[str]:
    """Make all views again; return the IRIs of their graphs. A view whose query finds nothing is not kept."""
    graph.drop_views()
    return list(_made(graph))


def compare(graph: Graph) -> None:
    """Make the view again that follows from `graph/wikidata`, too: where that changed and the articles did not."""
    graph.update(f"DROP SILENT GRAPH <{iris.VIEWS}{_WIKIDATA}>")
    list(_compared(graph))


def _made(graph: Graph) -> Iterator[str]:
    for name in _VIEWS:
        yield from _make(graph, iris.VIEWS + name, _query(name).sparql)
    yield from _compared(graph)
    telling = _query("as-told-by")
    for (teller,) in graph.select(_TELLERS):
        name = f"{iris.VIEWS}as-told-by/{str(teller).removeprefix(iris.PREFIXES['entity'])}"
        yield from _make(graph, name, telling.filled({"teller": IRI(str(teller))}))


def _compared(graph: Graph) -> Iterator[str]:
    if graph.has(iris.WIKIDATA):
        yield from _make(graph, iris.VIEWS + _WIKIDATA, _query(_WIKIDATA).sparql)


def _make(graph: Graph, name: str, sparql: str) -> Iterator[str]:
    found = graph.construct(sparql)
    if len(found):
        graph.replace(name, found.triples)
        yield name


def _query(name: str) -> SavedQuery:
    return read(resources.folder("queries") / "views" / f"{name}.rq")
