"""Find an example for each term of the ontology in the graphs that the project itself makes: `docs/terms.tsv`.

    python tools/term_examples.py

The graphs are, in this order: that of the articles in examples/, as `kg demo` builds it; that of the golden cases in
tests/cases/, for what no article there says; and the ontology with its codes. An example of a predicate is a claim with
its sentence, one of any other term a triple. What no reader may rely on to stay the same (claims, attributions, runs)
is a blank node, so that an example holds for as long as the graph says it: each is a pattern of SPARQL.
"""

import re
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import rdflib
from rdflib import RDF, Literal

import kg
from extractors import FAST, reader
from kg import iris, lookup, resources, vocabulary
from kg.model import Article
from kg.store import Graph
from kg.terms import IRI, Value

ROOT = Path(__file__).resolve().parent.parent
TABLE = ROOT / "docs" / "terms.tsv"
ONTOLOGY, CASES = "ontology", ROOT / "tests" / "cases"
COLUMNS = ("term", "triple", "names", "sentence", "source", "case")
CASE_DATE = "2024-06-10"
Place = tuple[str, str]
"""A file of golden cases, by its name in the project, and a heading in it."""
_HEADER = """\
# An example for each term, from the graph of the articles in examples/, from those of the golden cases in tests/cases/,
# and from the ontology itself. Made by tools/term_examples.py for terms.md; a test asks those graphs for each of them.
"""
_CHANGING = {"readerVersion", "vocabularyDigest", "fingerprint", "signature"}
"""What tells one version of Parley from another, or is too long to be read: whatever value stands there."""
_LASTING = ("article", "entity", "par", "plover", "wdt", "owl", "schema")
"""The prefixes of what has the same name in every graph."""
_KINDS = (
    ("#char=", "passage"), ("claim/.*#a", "attribution"), ("claim/", "claim"), ("proposition/.*#p", "position"),
    ("proposition/", "proposition"), ("article/.*#a", "utterance"), ("article/.*#t", "time"),
    ("article/.*#e", "referent"), ("run/", "run"),
)  # fmt: skip
"""What the blank nodes for all other things are called."""
_CLAIM = """
SELECT DISTINCT ?s ?o ?sentence ?article ?from ?to WHERE {
  ?claim rdf:predicate par:%s ; rdf:subject ?s ; rdf:object ?o ; par:polarity par:affirmed ; par:modality par:actual ;
    par:confidence ?sure ; oa:hasSelector/oa:exact ?sentence ; prov:wasDerivedFrom ?article .
  FILTER(?s != ?o && !CONTAINS(?sentence, "\\n") && !CONTAINS(?sentence, "\\t"))
  GRAPH graph:entities { ?s a ?from . ?o a ?to }
  BIND(IF(CONTAINS(STR(?s), "/entity/Q"), 1, 0) + IF(CONTAINS(STR(?o), "/entity/Q"), 1, 0) AS ?linked)
} ORDER BY DESC(?linked) DESC(?sure >= 0.6) STRLEN(?sentence) ?sentence ?s ?o"""
_TRIPLES = (
    "?s par:{0} ?o BIND(par:{0} AS ?p)",
    "?s a par:{0} BIND(rdf:type AS ?p) BIND(par:{0} AS ?o)",
    "?s ?p par:{0} BIND(par:{0} AS ?o)",
)
"""A property by one of its triples, a class by one of its things, an individual by what is said with it."""
_OF_TERM = ("par:{0} ?p ?o BIND(par:{0} AS ?s) FILTER(?p IN (rdfs:subClassOf, rdfs:subPropertyOf, rdfs:domain))",)
"""In the ontology also what it says of the term itself."""
_NO_TERMS = f' FILTER(!STRSTARTS(STR(?s), "{vocabulary.ONTOLOGY}") && !STRSTARTS(STR(?p), "http://rdfs.org/ns/void#"))'
"""Each graph holds what queries need of the ontology, and describes itself."""
_TRIPLE = """
SELECT DISTINCT ?s ?p ?o (DATATYPE(?o) AS ?type) WHERE {{
  {} FILTER(?p != rdf:predicate && !CONTAINS(STR(?o), "\\n"))
  BIND(STRLEN(STR(?o)) AS ?long)
}} ORDER BY STRLEN(STR(?s)) IF(ISLITERAL(?o) && ?long < 30, -?long, ?long) ?s ?p ?o LIMIT 1"""
_ARTICLE = """
SELECT ?source ?title WHERE {{
  GRAPH ?g {{ {} }} GRAPH ?g {{ ?article a schema:NewsArticle ; dcterms:source ?source ; dcterms:title ?title }}
}} ORDER BY ?source ?title LIMIT 1"""


_RESERVED = re.compile(r"[/()',;=&!*+~@$?]")
"""What a local name of Turtle has only after a backslash."""


class Example(NamedTuple):
    """A term with what stands for it: a triple in Turtle, and for a predicate the sentence that says it.

    `names` are those of the entities in it, as in "Q43 Turkey | Q227 Azerbaijan". `source` is the file it is from, or
    the folder; `case` the heading of a golden case in it.
    """

    term: str
    triple: str
    names: str
    sentence: str
    source: str
    case: str

    @property
    def pattern(self) -> str:
        """The question in SPARQL whether a graph has it."""
        if not self.sentence:
            return f"ASK {{ {self.triple} }}"
        subject, predicate, object = self.triple.split(" ")
        said = f"oa:hasSelector/oa:exact {Literal(self.sentence).n3()}"
        return f"ASK {{ ?c rdf:subject {subject} ; rdf:predicate {predicate} ; rdf:object {object} ; {said} }}"


def load(path: Path = TABLE) -> dict[str, Example]:
    """The examples by term."""
    rows = resources.table(path, COLUMNS, optional=("names", "sentence", "case"))
    return {row["term"]: Example(*(row[column] for column in COLUMNS)) for row in rows}


def terms() -> list[str]:
    """The names of all terms that the ontology declares."""
    declared = rdflib.Graph().parse(ROOT / "ontology" / "parley.ttl").subjects(RDF.type)
    return sorted(
        {str(s).removeprefix(vocabulary.ONTOLOGY) for s in declared if str(s).startswith(vocabulary.ONTOLOGY)}
    )


def demo(folder: Path) -> Graph:
    """The graph of examples/, built in this folder."""
    kg.build(resources.folder("examples"), folder, plugins=False)
    return kg.open(folder)


def golden(wanted: Iterable[Place] | None = None) -> Graph:
    """The graph of these golden cases, by default of all, read by rules alone."""
    chosen = None if wanted is None else set(wanted)
    articles = [
        Article(id=f"{place[0]}#{number}", text=text, date=CASE_DATE, source=place[0], title=place[1])
        for number, (place, text) in enumerate(cases()) if chosen is None or place in chosen
    ]  # fmt: skip
    made = Graph.memory()
    made.add(*reader(FAST, least=kg.reading.LEAST).read_many(articles), reader="golden cases")
    made.settle()
    return made


def cases() -> Iterator[tuple[Place, str]]:
    """The texts of the golden cases that the reader gets right: those quoted under each heading."""
    for path in sorted(CASES.glob("*.md")):
        for section in path.read_text(encoding="utf-8").split("\n## ")[1:]:
            title, _, body = section.partition("\n")
            for quoted in re.findall(r"(?:^>.*\n)+", body, re.MULTILINE):
                if path.stem not in ("README", "known-limits", "attribution-limits"):
                    yield (
                        (path.relative_to(ROOT).as_posix(), title),
                        re.sub(r"^> ?", "", quoted, flags=re.MULTILINE).strip(),
                    )


def written() -> Graph:
    """The graphs in tests/golden/, which are written by hand."""
    made = Graph.memory()
    for path in sorted((ROOT / "tests" / "golden").glob("*.trig")):
        made.load(path.read_bytes(), "trig")
    return made


def ontology() -> Graph:
    """The ontology with its codes, as a graph."""
    made = Graph.memory()
    for name in ("parley", "codes", "cameo"):
        triples = rdflib.Graph().parse(ROOT / "ontology" / f"{name}.ttl").serialize(format="nt")
        made.update(f"INSERT DATA {{ GRAPH graph:{name} {{ {triples} }} }}")
    return made


def find(term: str, graph: Graph, source: str) -> Example | None:
    """An example of the term in a graph whose articles, or all of it, are this file or folder; None without one."""
    if term in vocabulary.PREDICATES:
        ends = vocabulary.PREDICATES[term]
        for subject, object, sentence, article, start, end in graph.select(_CLAIM % term):
            if not (_fits(start, ends.domain) and _fits(end, ends.range)):
                continue
            triple = f"{_turtle(subject)} par:{term} {_turtle(object)}"
            named = _names(graph, subject, object)
            return Example(term, triple, named, str(sentence), *_place(graph, f"{_turtle(article)} a ?kind", source))
    own = source == ONTOLOGY
    for shape in (*_TRIPLES, *_OF_TERM) if own else _TRIPLES:
        wanted = shape.format(term) + ("" if own else _NO_TERMS)
        for subject, predicate, object, datatype in graph.select(_TRIPLE.format(wanted)):
            triple = _written(term, subject, predicate, object, datatype)
            named = _names(graph, subject, object)
            return Example(term, triple, named, "", *_place(graph, _where(subject, predicate, object), source))
    return None


def _fits(kind: Value, wanted: str | None) -> bool:
    return wanted is None or vocabulary.is_a(iris.local_name(str(kind)), wanted)


def _place(graph: Graph, pattern: str, source: str) -> Place:
    """The file and heading of the article that says it, where articles of the graph have headings for titles."""
    for file, title in graph.select(_ARTICLE.format(pattern)):
        return (str(file), str(title)) if source == "tests/cases" else (f"{source}/{Path(str(file)).name}", "")
    return source, ""


def _names(graph: Graph, *ends: Value) -> str:
    home = iris.PREFIXES["entity"]
    known = lookup.labels(graph, [str(end) for end in ends if str(end).startswith(home)])
    return " | ".join(
        f"{iri.removeprefix(home)} {label}"
        for iri, label in ((end, known[end]) for end in map(str, ends) if end in known)
    )


def _where(subject: Value, predicate: Value, object: Value) -> str:
    if predicate == iris.expand("rdf:type"):
        return f"?referent par:refersTo {_turtle(subject)}"
    return f"<{subject}> <{predicate}> ?o"


def _written(term: str, subject: Value, predicate: Value, object: Value, datatype: Value) -> str:
    first, last = _turtle(subject), _turtle(object) if isinstance(object, IRI) else _literal(object, str(datatype))
    if term in _CHANGING:
        last = "_:value"
    verb = "a" if predicate == iris.expand("rdf:type") else iris.compact(str(predicate))
    return f"{first} {verb} {last}{'2' if first == last else ''}"


def _literal(value: Value, datatype: str) -> str:
    if isinstance(value, bool | int | float):
        return str(value).lower()
    quoted = Literal(value).n3()
    return quoted if datatype == iris.expand("xsd:string") else f"{quoted}^^{iris.compact(datatype)}"


def _turtle(value: Value) -> str:
    """An IRI as Turtle and SPARQL have it; as a blank node where it names what another version names otherwise."""
    name = iris.compact(str(value))
    prefix, _, local = name.partition(":")
    if prefix in _LASTING and "#" not in local:
        return prefix + ":" + _RESERVED.sub(r"\\\g<0>", local)
    return next((f"_:{kind}" for form, kind in _KINDS if re.search(form, str(value))), "_:node")


def main() -> None:
    """Write the table, and name the terms that have no example."""
    with tempfile.TemporaryDirectory() as folder:
        graphs = [
            (demo(Path(folder) / "g"), "examples"), (golden(), "tests/cases"), (written(), "tests/golden"),
            (ontology(), ONTOLOGY),
        ]  # fmt: skip
        found = {term: next(filter(None, (find(term, *each) for each in graphs)), None) for term in terms()}
    rows = ["\t".join(example) for example in found.values() if example]
    TABLE.write_text(_HEADER + "\n".join(["\t".join(COLUMNS), *rows]) + "\n", encoding="utf-8")
    print(*(f"no example: {term}" for term, example in found.items() if example is None), sep="\n")


if __name__ == "__main__":
    main()
