"""Write what follows from the Turtle files in ontology/: kg/_vocabulary.py, and the tables in docs/ontology.md.

Run `python tools/generate_vocabulary.py` after a change there; with `--check` it writes nothing, and exits with 1 where
it would.
"""

import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from rdflib import OWL, RDF, RDFS, SKOS, Graph, Namespace, URIRef
from rdflib.term import Node

ROOT = Path(__file__).resolve().parent.parent
MODULE = ROOT / "kg" / "_vocabulary.py"
REFERENCE = ROOT / "docs" / "ontology.md"
PAR = Namespace("https://w3id.org/parley/ontology#")
CODE = Namespace("https://w3id.org/parley/codes#")
WDT = "http://www.wikidata.org/prop/direct/"

Row = tuple[object, ...]
Rows = list[Row]

_ALONG = (OWL.equivalentProperty, SKOS.closeMatch, SKOS.narrowMatch)
_TYPES = {
    "CLASSES": "tuple[tuple[str, str, str, tuple[str, ...]], ...]",
    "PREDICATES": "tuple[tuple[object, ...], ...]",
    "MODES": "tuple[tuple[str, tuple[str, ...]], ...]",
    "CONTEXTS": "tuple[str, ...]",
}
_HEADER = (
    '"""The vocabulary as a table. Generated from ontology/ by tools/generate_vocabulary.py: change it there."""\n'
)
_MARKED = re.compile(r"(<!-- table: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)


def load(folder: Path = ROOT / "ontology") -> Graph:
    """The ontology and its codes as one graph."""
    graph = Graph()
    for name in ("parley.ttl", "codes.ttl"):
        graph.parse(folder / name)
    return graph


def tables(graph: Graph) -> dict[str, Rows]:
    """The rows of each table, sorted by name, with the fields of a class or predicate in the order of kg.vocabulary."""
    contexts = [(_text(graph, c, SKOS.notation),) for c in graph.subjects(SKOS.inScheme, CODE["context-scheme"])]
    return {
        "CLASSES": sorted(_classes(graph)),
        "PREDICATES": sorted(_predicates(graph)),
        "MODES": sorted(_modes(graph)),
        "CONTEXTS": sorted(contexts),
    }


def render(graph: Graph) -> str:
    """The text of kg/_vocabulary.py."""
    parts = [_HEADER]
    for name, rows in tables(graph).items():
        values = (row[0] if name == "CONTEXTS" else row for row in rows)
        parts.append(f"{name}: {_TYPES[name]} = (\n" + "".join(f"    {value!r},\n" for value in values) + ")\n")
    return "\n".join(parts)


def document(graph: Graph, text: str) -> str:
    """The text of the reference, with what stands between `<!-- table: NAME -->` and `<!-- end -->` renewed."""
    rows = tables(graph)
    lines = {
        "classes": _markdown("class|kind of|meaning", _class_cells(rows["CLASSES"])),
        "predicates": _markdown("predicate|broader|valence|codes|Wikidata|meaning", _cells(rows["PREDICATES"])),
        "modes": _markdown("class|modes", ((code, _join(modes)) for code, modes in rows["MODES"])),
    }  # fmt: skip
    return _MARKED.sub(lambda m: m[1] + lines[m[2]] + m[3], text)


def _classes(graph: Graph) -> Iterator[Row]:
    for c in graph.subjects(RDF.type, OWL.Class):
        if str(c).startswith(PAR):
            yield _local(c), *_wording(graph, c), _ours(graph, c, RDFS.subClassOf)


def _predicates(graph: Graph) -> Iterator[Row]:
    """Whatever has a valence can be the predicate of a claim."""
    for p in graph.subjects(PAR.valence):
        yield (
            _local(p),
            *_wording(graph, p),
            _ours(graph, p, RDFS.subPropertyOf),
            (p, RDF.type, OWL.SymmetricProperty) in graph,
            _one(_ours(graph, p, OWL.inverseOf)),
            int(_text(graph, p, PAR.valence)),
            *(_code(graph, p, link) for link in (PAR.ploverClass, PAR.cameoRoot, PAR.ucdpSupport)),
            _properties(graph, p, *_ALONG, PAR.inverseMatch),
            _properties(graph, p, PAR.inverseMatch),
            _one(_ours(graph, p, RDFS.domain)),
            _one(_ours(graph, p, RDFS.range)),
        )


def _modes(graph: Graph) -> Iterator[Row]:
    modes = set(graph.subjects(SKOS.inScheme, CODE.modes))
    for c in graph.subjects(SKOS.inScheme, CODE.classes):
        named = sorted(_text(graph, m, SKOS.notation) for m in graph.subjects(SKOS.related, c) if m in modes)
        if named:
            yield _text(graph, c, SKOS.notation), tuple(named)


def _properties(graph: Graph, p: Node, *links: URIRef) -> tuple[str, ...]:
    """The Wikidata properties that any of the links leads to, in the order of their numbers."""
    found = {_local(w) for link in links for w in graph.objects(p, link) if str(w).startswith(WDT)}
    return tuple(sorted(found, key=lambda pid: int(pid[1:])))


def _ours(graph: Graph, subject: Node, link: URIRef) -> tuple[str, ...]:
    return tuple(sorted(_local(o) for o in graph.objects(subject, link) if str(o).startswith(PAR)))


def _one(names: tuple[str, ...]) -> str | None:
    return names[0] if names else None


def _code(graph: Graph, p: Node, link: URIRef) -> str | None:
    """The code itself: what follows the name of its scheme in the concept's IRI (`cameo-07` is 07)."""
    concept = graph.value(p, link)
    return None if concept is None else _local(concept).removeprefix("cameo-").removeprefix("ucdp-")


def _wording(graph: Graph, term: Node) -> tuple[str, str]:
    return _text(graph, term, RDFS.label), _text(graph, term, SKOS.definition)


def _text(graph: Graph, subject: Node, link: URIRef) -> str:
    value = graph.value(subject, link, any=False)
    if value is None:
        sys.exit(f"{subject} lacks {link}")
    return str(value)


def _local(iri: Node) -> str:
    return re.split("[#/]", str(iri))[-1]


def _class_cells(rows: Rows) -> Iterator[tuple[str, ...]]:
    for name, _, definition, broader in rows:
        yield f"`{name}`", _join(broader), str(definition)


def _cells(rows: Rows) -> Iterator[tuple[str, ...]]:
    for name, _, definition, broader, symmetric, _, valence, plover, cameo, ucdp, wikidata, against, *_ in rows:
        codes = [str(c) for c in (plover, cameo, ucdp) if c]
        turned = [f"{pid}⁻¹" if pid in against else pid for pid in wikidata]  # type: ignore[attr-defined, operator]
        label = f"`{name}`" + (" ↔" if symmetric else "")
        yield (
            label,
            _join(broader),
            f"{valence:+d}" if valence else "0",
            " ".join(codes),
            " ".join(turned),
            str(definition),
        )


def _join(names: object) -> str:
    return ", ".join(f"`{name}`" for name in names)  # type: ignore[attr-defined]


def _markdown(header: str, rows: Iterable[tuple[object, ...]]) -> str:
    names = header.split("|")
    lines = [names, ["---"] * len(names), *rows]
    return "".join("| " + " | ".join(str(cell) for cell in line) + " |\n" for line in lines)


def main(arguments: list[str]) -> int:
    """Write both files, or say which are out of date."""
    graph = load()
    wanted = {MODULE: render(graph), REFERENCE: document(graph, REFERENCE.read_text(encoding="utf-8"))}
    old = [path for path, text in wanted.items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    if arguments == ["--check"]:
        for path in old:
            sys.stderr.write(f"{path}: out of date (run python tools/generate_vocabulary.py)\n")
        return 1 if old else 0
    for path in old:
        path.write_text(wanted[path], encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
