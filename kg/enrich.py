"""What Wikidata says of the entities of a graph, fetched on request and kept apart from all that articles say.

    my-graph/wikidata.sqlite    the answers, each with its day: what was fetched once is not asked for again
    graph/wikidata              what they say, as RDF (`kg.background`)
    graph/view/wikidata         what it does not bear out of what the articles claim (`kg.views`)

Nothing else of Parley calls this, and nothing else that follows from the articles is made from it.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from kg import background, folder, iris, views
from kg.store import Graph
from kg.wikidata.facts import is_qid
from kg.wikidata.online import Client
from kg.wikidata.online.cache import Cache
from kg.wikidata.online.harvest import Harvest, Progress, Tally
from kg.wikidata.online.questions import questions

_FILE = "wikidata.sqlite"
_LINKED = """
SELECT ?item (COUNT(DISTINCT ?claim) AS ?claims) WHERE {
  GRAPH graph:entities { ?entity owl:sameAs ?item }
  OPTIONAL { ?claim a par:Claim ; rdf:subject|rdf:object ?entity }
} GROUP BY ?item"""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be fetched: names in which languages (BCP 47; by default those of the United Nations), of how many
    items (those that most claims speak of; None for all), so many at once, or again what is not of today."""

    languages: Sequence[str] = ()
    limit: int | None = None
    batch: int = 100
    refresh: bool = False


def enrich(path: Path, client: Client, wanted: Wanted, progress: Progress = lambda tally: None) -> Tally:
    """Fetch what is missing, and write `graph/wikidata` anew from all that is known of the entities that are wanted.

    Whatever breaks it off, what has come in is kept and written. Raises GraphError where the folder is no graph or
    cannot be written, UsageError for a language that is none, and EndpointError as `Harvest.run` does.
    """
    with _harvest(path, client, wanted, path / _FILE, progress) as harvest:
        try:
            return harvest.run()
        finally:
            with Graph.open(path, read_only=False) as graph:
                graph.replace(iris.WIKIDATA, background.quads(harvest.facts()))
                views.compare(graph)


def answers(path: Path) -> Path:
    """The file of a graph's folder with the answers of endpoints. Raises GraphError where the folder is no graph."""
    with Graph.open(path):
        return path / _FILE


def plan(path: Path, client: Client, wanted: Wanted) -> Tally:
    """What `enrich` would do. Opens no connection and writes nothing; raises as `enrich` does."""
    kept = path / _FILE
    with _harvest(path, client, wanted, kept if kept.exists() else Path(":memory:")) as harvest:
        return harvest.plan()


def remove(path: Path) -> bool:
    """Take out `graph/wikidata` and what follows from it, and delete the answers; tell whether there was anything.

    Raises GraphError.
    """
    with Graph.open(path, read_only=False) as graph:
        known = graph.query(f"ASK {{ GRAPH <{iris.WIKIDATA}> {{ ?s ?p ?o }} }}")
        graph.update(f"DROP SILENT GRAPH <{iris.WIKIDATA}>")
        views.compare(graph)
    kept = path / _FILE
    there = kept.exists()
    try:
        kept.unlink(missing_ok=True)
    except OSError as cause:
        raise folder.explained(cause, path) from cause
    return bool(known) or there


def linked(graph: Graph, limit: int | None = None) -> list[str]:
    """The Wikidata items of the graph's entities: first those that most claims speak of, then the smaller number."""
    rows = ((str(item).removeprefix(iris.PREFIXES["wd"]), int(str(claims))) for item, claims in graph.select(_LINKED))
    found = sorted((-claims, int(item[1:]), item) for item, claims in rows if is_qid(item))
    return [item for _, _, item in found[:limit]]


@contextmanager
def _harvest(
    path: Path, client: Client, wanted: Wanted, kept: Path, progress: Progress = lambda tally: None
) -> Iterator[Harvest]:
    asked = questions(wanted.languages)
    with Graph.open(path) as graph:
        items = linked(graph, wanted.limit)
    with Cache(kept) as cache:
        since = client.today if wanted.refresh else ""
        yield Harvest(client, cache, asked, items, wanted.batch, since, progress)
