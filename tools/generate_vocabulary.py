"""Write kg/_vocabulary.py, the table behind kg.vocabulary, from the Turtle files in ontology/.

    python tools/generate_vocabulary.py            write it
    python tools/generate_vocabulary.py --check    exit with 1 where it would change
"""

import sys
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from rdflib import OWL, RDF, RDFS, SKOS, Graph, Namespace, URIRef
from rdflib.term import Node

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "kg" / "_vocabulary.py"
PAR = Namespace("https://w3id.org/parley/ontology#")
CODE = Namespace("https://w3id.org/parley/codes#")
WDT = "http://www.wikidata.org/prop/direct/"

_ALONG = (OWL.equivalentProperty, SKOS.closeMatch, SKOS.narrowMatch)
_HEADER = '''"""The vocabulary as a table. Generated from ontology/ by tools/generate_vocabulary.py: change it there."""

'''


def load(folder: Path = ROOT / "ontology") -> Graph:
    """The ontology and its codes as one graph."""
    graph = Graph()
    for name in ("parley.ttl", "codes.ttl"):
        graph.parse(folder / name)
    return graph


def render(graph: Graph) -> str:
    """The text of the module: classes, predicates, modes by class and contexts, each sorted by name."""
    tables = {
        "CLASSES: tuple[tuple[str, str, str, tuple[str, ...]], ...]": sorted(_classes(graph)),
        "PREDICATES: tuple[tuple[object, ...], ...]": sorted(_predicates(graph)),
        "MODES: tuple[tuple[str, tuple[str, ...]], ...]": sorted(_modes(graph)),
        "CONTEXTS: tuple[str, ...]": sorted(_notations(graph, CODE["context-scheme"])),
    }
    return _HEADER + "\n".join(_table(name, rows) for name, rows in tables.items())


def predicates(graph: Graph) -> list[URIRef]:
    """The properties that a claim can have as its predicate: those with a valence."""
    return [p for p in graph.subjects(PAR.valence) if isinstance(p, URIRef)]


def _table(name: str, rows: list[object]) -> str:
    return f"{name} = (\n" + "".join(f"    {row!r},\n" for row in rows) + ")\n"


def _classes(graph: Graph) -> Iterator[tuple[object, ...]]:
    for c in graph.subjects(RDF.type, OWL.Class):
        if c in PAR:
            yield _local(c), _text(graph, c, RDFS.label), _text(graph, c, SKOS.definition), _ours(graph, c, RDFS.subClassOf)


def _predicates(graph: Graph) -> Iterator[tuple[object, ...]]:
    for p in predicates(graph):
        along = tuple(chain.from_iterable(_properties(graph, p, how) for how in _ALONG))
        against = _properties(graph, p, PAR.inverseMatch)
        yield (
            _local(p), _text(graph, p, RDFS.label), _text(graph, p, SKOS.definition), _ours(graph, p, RDFS.subPropertyOf),
            (p, RDF.type, OWL.SymmetricProperty) in graph, _one(_ours(graph, p, OWL.inverseOf)),
            int(_text(graph, p, PAR.valence)), _code(graph, p, PAR.ploverClass), _code(graph, p, PAR.cameoRoot),
            _code(graph, p, PAR.ucdpSupport), along + against, against,
            _one(_ours(graph, p, RDFS.domain)), _one(_ours(graph, p, RDFS.range)),
        )  # fmt: skip


def _modes(graph: Graph) -> Iterator[tuple[str, tuple[str, ...]]]:
    for c in graph.subjects(SKOS.inScheme, CODE.classes):
        named = {_text(graph, m, SKOS.notation) for m in graph.subjects(SKOS.related, c) if (m, SKOS.inScheme, CODE.modes) in graph}
        if named:
            yield _text(graph, c, SKOS.notation), tuple(sorted(named))


def _notations(graph: Graph, scheme: URIRef) -> list[object]:
    return [_text(graph, c, SKOS.notation) for c in graph.subjects(SKOS.inScheme, scheme)]


def _properties(graph: Graph, p: Node, how: URIRef) -> tuple[str, ...]:
    found = [_local(w) for w in graph.objects(p, how) if str(w).startswith(WDT)]
    return tuple(sorted(found, key=lambda pid: int(pid[1:])))


def _ours(graph: Graph, subject: Node, link: URIRef) -> tuple[str, ...]:
    return tuple(sorted(_local(o) for o in graph.objects(subject, link) if o in PAR))


def _one(names: tuple[str, ...]) -> str | None:
    return names[0] if names else None


def _code(graph: Graph, p: Node, link: URIRef) -> str | None:
    """The code itself: what follows the name of its scheme in the concept's IRI (`cameo-07` is 07)."""
    concept = graph.value(p, link)
    return None if concept is None else _local(concept).removeprefix("cameo-").removeprefix("ucdp-")


def _text(graph: Graph, subject: Node, link: URIRef) -> str:
    value = graph.value(subject, link, any=False)
    if value is None:
        sys.exit(f"{subject} lacks {link}")
    return str(value)


def _local(iri: Node) -> str:
    return str(iri).replace("#", "/").rsplit("/", 1)[-1]


def main(arguments: list[str]) -> int:
    """Write the table, or say whether it is current."""
    text = render(load())
    if arguments == ["--check"]:
        current = TARGET.read_text(encoding="utf-8") == text
        print("current" if current else f"{TARGET.relative_to(ROOT)} is out of date: run python tools/generate_vocabulary.py")  # noqa: T201
        return 0 if current else 1
    TARGET.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
