"""A graph's description of itself, `graph/description`: so that editors and other programs find out what to ask.

- Parley's saved queries, as the SIB's collections of examples have theirs: `sh:SPARQLSelectExecutable` with
  `rdfs:comment`, `sh:select` and `schema:keywords` (Bolleman et al., "A large collection of bioinformatics question-
  query pairs over federated knowledge graphs", GigaScience 2025), with their parameters (SHACL Advanced Features §4);
- the prefixes (`sh:declare`);
- the format of the folder that it was made in (`schema:version`), by which a copy elsewhere is known to be older;
- what the graph holds, in VoID: how many triples, things of each class, and which properties lead where from a class.

It follows from the rest: a change of articles drops it, and every build makes it again. Questions of people's own are
not in it, since they belong to a machine.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

import pyoxigraph as ox

from kg import iris, saved
from kg.folder import FORMAT
from kg.header import Parameter
from kg.saved import SavedQuery
from kg.store import Graph
from kg.terms import IRI, Value

_NAMES: Final = {
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "sh": "http://www.w3.org/ns/shacl#",
    "void": "http://rdfs.org/ns/void#",
    "void-ext": "http://ldf.fi/void-ext#",
}
_QUERY = iris.HOME + "query/"
_PREFIXES = _QUERY + "prefixes"
_DATASET = iris.HOME + "dataset"
_COMMENT = re.compile(r"^[ \t]*#.*\n+", re.MULTILINE)
_DATATYPES = {"date": "xsd:string", "text": "xsd:string", "integer": "xsd:integer"}
_CLASSES = "SELECT ?class (COUNT(DISTINCT ?thing) AS ?things) WHERE { ?thing a ?class } GROUP BY ?class ORDER BY ?class"
_TYPE = iris.expand("rdf:type")
_VOCABULARIES = ("dcterms", "oa", "owl", "par", "plover", "prov", "schema", "skos", "time")

Said = tuple[str, ox.NamedNode | ox.Literal]
"""A property (as a CURIE) and its value."""
Counts = Counter[tuple[str, str, str | None, str | None]]
"""How many statements lead from a class by a property to a class, or to literals of a datatype, or to neither."""


def is_current(graph: Graph) -> bool:
    """Whether the graph tells of itself that it has all that the saved queries of this Parley ask for."""
    return graph.query(f"ASK {{ GRAPH <{iris.DESCRIPTION}> {{ <{_DATASET}> schema:version {FORMAT} }} }}") is True


def write(graph: Graph) -> None:
    """Make the description again, of all that the graph holds besides it."""
    graph.replace(iris.DESCRIPTION, ())
    graph.replace(iris.DESCRIPTION, [*_prefixes(), *_catalogue(saved.load().values()), *_dataset(graph)])


def _catalogue(queries: Iterable[SavedQuery]) -> Iterator[ox.Quad]:
    for query in queries:
        about = _QUERY + query.name
        yield from _say(about, [
            ("rdf:type", _node("sh:SPARQLExecutable")), ("rdf:type", _node("sh:SPARQLSelectExecutable")),
            ("rdfs:comment", ox.Literal(f"{query.title}. {query.description}", language="en")),
            ("dcterms:title", ox.Literal(query.title, language="en")),
            ("sh:prefixes", ox.NamedNode(_PREFIXES)),
            ("sh:select", ox.Literal(_COMMENT.sub("", query.sparql).strip() + "\n")),
            *(("schema:keywords", ox.Literal(tag)) for tag in query.tags),
            *(("sh:parameter", ox.NamedNode(f"{about}#{p.name}")) for p in query.parameters),
        ])  # fmt: skip
        for p in query.parameters:
            yield from _say(f"{about}#{p.name}", _parameter(p))


def _parameter(p: Parameter) -> Iterator[Said]:
    yield "rdf:type", _node("sh:Parameter")
    yield "sh:name", ox.Literal(p.name)
    yield "sh:path", ox.NamedNode(_QUERY + "parameter/" + p.name)
    yield "sh:description", ox.Literal(p.meaning, language="en")
    yield "sh:optional", ox.Literal(not p.required)
    if p.type in _DATATYPES:
        yield "sh:datatype", _node(_DATATYPES[p.type])
    else:
        yield "sh:nodeKind", _node("sh:IRI")
    if p.default is not None:
        yield "sh:defaultValue", ox.Literal(p.default)


def _prefixes() -> Iterator[ox.Quad]:
    for prefix, home in iris.PREFIXES.items():
        about = f"{_PREFIXES}#{prefix}"
        yield from _say(_PREFIXES, [("sh:declare", ox.NamedNode(about))])
        namespace = ox.Literal(home, datatype=_node("xsd:anyURI"))
        yield from _say(about, [("sh:prefix", ox.Literal(prefix)), ("sh:namespace", namespace)])


def _dataset(graph: Graph) -> Iterator[ox.Quad]:
    classes = list(graph.select(_CLASSES))
    yield from _say(_DATASET, [
        ("rdf:type", _node("void:Dataset")), ("dcterms:title", ox.Literal("A Parley graph", language="en")),
        ("dcterms:description", ox.Literal("What news articles claim, and who says it.", language="en")),
        ("schema:version", ox.Literal(FORMAT)),
        ("void:triples", ox.Literal(len(graph))), ("void:uriSpace", ox.Literal(iris.HOME)),
        ("void:documents", ox.Literal(len(graph.articles()))),
        *(("void:vocabulary", ox.NamedNode(iris.PREFIXES[name])) for name in _VOCABULARIES),
        *(("void:classPartition", _partition(cls)) for cls, _ in classes),
    ])  # fmt: skip
    for cls, things in classes:
        yield from _say(_partition(cls).value, [("void:class", _iri(cls)), ("void:entities", _number(things))])
    for (cls, about, to, datatype), triples in sorted(links(graph).items(), key=lambda link: str(link[0])):
        yield from _property(cls, about, to, datatype, triples)


def links(graph: Graph) -> Counts:
    """What the statements of the graph link, counted in one pass over them.

    As a join in SPARQL, which looks up the class of each value in the store, it cost more than all the rest that
    follows from the articles.
    """
    classes = _classes(graph)
    found: Counts = Counter()
    nothing: dict[str, int] = {}
    subject, of = "", nothing
    for quad in graph.quads():
        if (name := _name(quad.subject)) != subject:  # those of one thing mostly come together
            subject, of = name, classes.get(name, nothing)
        if not of:
            continue
        value, about = quad.object, quad.predicate.value
        literal = value.datatype.value if isinstance(value, ox.Literal) else None
        ends = nothing if literal else classes.get(_name(value), nothing)
        for cls, times in of.items():
            for to, more in ends.items():
                found[cls, about, to, None] += times * more
            if not ends:
                found[cls, about, None, literal] += times
    return found


def _classes(graph: Graph) -> dict[str, dict[str, int]]:
    """The classes of each thing, with the number of named graphs that say so."""
    found: dict[str, dict[str, int]] = {}
    for quad in graph.quads(_TYPE):
        of, cls = found.setdefault(_name(quad.subject), {}), _name(quad.object)
        of[cls] = of.get(cls, 0) + 1
    return found


def _name(term: object) -> str:
    """The IRI, or whatever else stands for a thing in data that is not Parley's own."""
    return term.value if isinstance(term, ox.NamedNode) else str(term)


def _property(cls: str, about: str, to: str | None, datatype: str | None, triples: int) -> Iterator[ox.Quad]:
    """What leads from a class by a property to a class, or to literals of a datatype; or who knows where."""
    part = _partition(cls, about)
    yield from _say(_partition(cls).value, [("void:propertyPartition", part)])
    yield from _say(part.value, [("void:property", _iri(about))])
    if to is None and datatype is None:
        return
    end = _partition(cls, about, to or datatype)
    kind = ("void:classPartition", "void:class") if to else ("void-ext:datatypePartition", "void-ext:datatype")
    yield from _say(part.value, [(kind[0], end)])
    yield from _say(end.value, [(kind[1], _iri(to or datatype)), ("void:triples", _number(triples))])


def _partition(*of: Value) -> ox.NamedNode:
    return ox.NamedNode(f"{_DATASET}#{iris.digest([str(each) for each in of])}")


def _iri(value: Value) -> ox.NamedNode:
    return ox.NamedNode(IRI(str(value)))


def _number(value: Value) -> ox.Literal:
    return ox.Literal(int(str(value)))


def _node(curie: str) -> ox.NamedNode:
    prefix, _, name = curie.partition(":")
    return ox.NamedNode((_NAMES.get(prefix) or iris.PREFIXES[prefix]) + name)


def _say(about: str, said: Iterable[Said]) -> Iterator[ox.Quad]:
    subject, graph = ox.NamedNode(about), ox.NamedNode(iris.DESCRIPTION)
    return (ox.Quad(subject, _node(curie), value, graph) for curie, value in said)
