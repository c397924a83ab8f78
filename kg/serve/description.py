"""What the endpoint says of itself, in the words of SPARQL 1.1 Service Description and VoID."""

from collections.abc import Iterator

from kg import __version__
from kg.serve import negotiation

SD = "http://www.w3.org/ns/sparql-service-description#"
VOID = "http://rdfs.org/ns/void#"
_FORMATS = "http://www.w3.org/ns/formats/"
_RESULTS = (
    "SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV", "Turtle", "N-Triples",
    "RDF_XML", "JSON-LD", "TriG", "N-Quads",
)  # fmt: skip
PREFIXES = {"dcterms": "http://purl.org/dc/terms/", "sd": SD, "void": VOID}
_A = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
Term = str | int
Statement = tuple[str, str, Term]


def statements(address: str, quads: int, graphs: int) -> Iterator[Statement]:
    """The description of the endpoint at an address, over so many quads in so many named graphs.

    Strings with a colon are IRIs, others are text.
    """
    dataset, union = f"{address}#dataset", f"{address}#default-graph"
    yield address, _A, f"{SD}Service"
    yield address, "http://purl.org/dc/terms/title", f"A Parley graph, served by parley-kg {__version__}"
    yield address, f"{SD}endpoint", address
    yield address, f"{SD}supportedLanguage", f"{SD}SPARQL11Query"
    yield address, f"{SD}feature", f"{SD}UnionDefaultGraph"
    for name in _RESULTS:
        yield address, f"{SD}resultFormat", f"{_FORMATS}{name}"
    yield address, f"{SD}defaultDataset", dataset
    yield dataset, _A, f"{SD}Dataset"
    yield dataset, _A, f"{VOID}Dataset"
    yield dataset, f"{VOID}sparqlEndpoint", address
    yield dataset, f"{VOID}triples", quads
    yield dataset, f"{VOID}documents", graphs
    yield dataset, f"{SD}defaultGraph", union
    yield union, _A, f"{SD}Graph"


def offered() -> str:
    """The formats, for whoever takes none of them."""
    return ", ".join(dict.fromkeys((*negotiation.ROWS, *negotiation.GRAPHS)))
