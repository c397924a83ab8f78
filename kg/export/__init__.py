"""Graph to files that other tools open: one module for each family of network formats; RDF comes from the store itself.

Every format leaves out the characters that XML 1.0 cannot hold (`kg.export.text`), so that a name is the same in each.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import BinaryIO

from kg import compressed, nanopub
from kg.errors import GraphError, UsageError
from kg.export import gexf, graphml, html, json, plain, tables
from kg.network import Network, whole
from kg.store import Graph

RDF = {
    "trig": "every claim, in the named graph of its article",
    "nq": "the same as N-Quads, sorted: equal graphs give equal files",
    "jsonld": "the same as JSON-LD, with a context of its own that reads well",
    "ttl": "all named graphs merged into one, as Turtle: it cannot be imported again",
    "rdf": "the same as RDF/XML",
    "nanopub": "a nanopublication for each claim, as TriG: assertion, provenance, publication info",
}
NETWORKS = {
    "gexf": "a network for Gephi, with time and colours: an edge for each claim",
    "graphml": "a network for yEd, Cytoscape, igraph or networkx",
    "cyjs": "a network for Cytoscape.js",
    "cx2": "a network for Cytoscape and NDEx",
    "dot": "a network for Graphviz",
    "pajek": "a network for Pajek: names, weights and colours alone",
    "html": "a page that draws the network in any browser, with nothing else needed",
}
TABLES = {
    "csv": "nodes.csv and edges.csv, for pandas, polars or a spreadsheet",
    "neo4j": "the same, as Neo4j imports it",
    "parquet": "nodes.parquet and edges.parquet, typed",
}
FORMATS = RDF | NETWORKS | TABLES
"""The formats and what they hold."""
NAMES = {
    "nquads": "nq", "n-quads": "nq", "turtle": "ttl", "json-ld": "jsonld", "rdfxml": "rdf", "rdf/xml": "rdf",
    "xml": "rdf",
    "nanopubs": "nanopub", "cytoscape": "cyjs", "graphviz": "dot", "gv": "dot", "net": "pajek",
}  # fmt: skip
"""Other names of the formats, and endings of files."""
_WRITERS: Mapping[str, Callable[[Network, BinaryIO], None]] = {
    "gexf": gexf.write, "graphml": graphml.write, "cyjs": json.cytoscape, "cx2": json.cx2, "dot": plain.dot,
    "pajek": plain.pajek, "html": html.write,
}  # fmt: skip
_TABLES: Mapping[str, Callable[[Network, Path], None]] = {
    "csv": tables.plain, "neo4j": tables.neo4j, "parquet": tables.parquet,
}  # fmt: skip


def format_of(name: str) -> str:
    """The format of this name or other name. Raises UsageError for an unknown one."""
    form = NAMES.get(name.casefold(), name.casefold())
    if form not in FORMATS:
        raise UsageError(f"there is no format {name!r}", hint=f"choose from {', '.join(FORMATS)}")
    return form


def format_of_file(name: str, default: str) -> str:
    """The format that the ending of a file's name tells; `default` for a name without one, and for "-".

    Raises UsageError where it ends in something else: a file must not say one thing and hold another.
    """
    ending = Path(compressed.bare(name)).suffix.removeprefix(".").casefold()
    if ending and ending not in FORMATS and ending not in NAMES:
        choice = f"end it in one of {', '.join(FORMATS)}, or name its format by --format"
        raise UsageError(f"there is no format {ending!r}", where=name, hint=choice)
    return format_of(ending or default)


def write(graph: Graph, form: str, out: BinaryIO, network: Network | None = None) -> None:
    """Write the graph to a stream; of a network format the part that `network` is, by default all of it.

    Raises UsageError for a format that is not in FORMATS or is no single file, and for a part of the graph as RDF.
    """
    form = format_of(form)
    if form in TABLES:
        raise UsageError(f"{form} is two files", hint="name a folder for them")
    if form in _WRITERS:
        _WRITERS[form](network or whole(graph), out)
        return
    if network is not None:
        raise UsageError(f"{form} holds the whole graph", hint=f"for a part choose from {', '.join(NETWORKS | TABLES)}")
    if form == "nanopub":
        nanopub.write(graph, out)
    elif form == "nq":
        out.writelines(sorted(graph.dump("nq").splitlines(keepends=True)))
    else:
        out.write(graph.dump(form))


def write_tables(graph: Graph, form: str, folder: Path, network: Network | None = None) -> None:
    """Write the two tables of a format into a folder, which is made where it is missing.

    Raises UsageError for another format, GraphError where the folder cannot be written.
    """
    form = format_of(form)
    if form not in TABLES:
        raise UsageError(f"{form} is one file", hint=f"tables are {', '.join(TABLES)}")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _TABLES[form](network or whole(graph), folder)
    except OSError as cause:
        raise GraphError(f"cannot be written: {cause.strerror}", where=folder, hint="name another folder") from cause
