"""A nanopublication for each claim (https://nanopub.net/guidelines/working_draft/), as TriG.

Each has four named graphs. The assertion is the claim with its qualifiers and, where it says that something is so, the
direct edge as well. The provenance says who says so, who denies it, and in which sentence of which article it stands.
The publication info says what read it. They are not signed, name no licence, and carry no time of making, so that the
same graph gives the same nanopublications: who publishes them adds these.
"""

import re
from collections.abc import Iterator
from typing import BinaryIO

from kg import iris
from kg.store import Graph
from kg.terms import IRI, written

_PARTS = {"hasAssertion": "assertion", "hasProvenance": "provenance", "hasPublicationInfo": "pubinfo"}
HOME = iris.HOME + "nanopub/"
_NP = "http://www.nanopub.org/nschema#"
_NPX = "http://purl.org/nanopub/x/"
_ARTICLES = "SELECT DISTINCT ?article { ?article a schema:NewsArticle } ORDER BY ?article"
_QUADS = "CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH {graph} {{ ?s ?p ?o }} }}"
_ASSERTED = tuple(
    iris.expand(curie)
    for curie in (
        "rdf:type", "rdf:subject", "rdf:predicate", "rdf:object", "par:polarity", "par:modality", "par:mode",
        "par:quantity", "par:time", "par:place",
    )
)  # fmt: skip
_ABOUT_ARTICLE = tuple(
    iris.expand(curie) for curie in ("rdf:type", "dcterms:title", "dcterms:publisher", "dcterms:date", "schema:url")
)
_PREFIXES = iris.PREFIXES | {"np": _NP, "npx": _NPX, "nanopub": HOME}
_SHORT = {iri: prefix for prefix, iri in _PREFIXES.items()}
_LONGEST_FIRST = "|".join(re.escape(iri) for iri in sorted(_SHORT, key=len, reverse=True))
_SIMPLE = re.compile(rf"<({_LONGEST_FIRST})([A-Za-z0-9_][A-Za-z0-9_/#=,-]*)>$")
"""An IRI with a prefix of ours, also as the type of a literal."""
_ESCAPED = re.compile("[/#=,]")
Said = tuple[str, str, str]
Known = dict[str, list[tuple[str, str]]]
"""What is said of each subject: properties and values. All as N-Triples writes them."""


def write(graph: Graph, out: BinaryIO) -> None:
    """Write the nanopublications, by article and claim, an article at a time."""
    for prefix, iri in sorted(_PREFIXES.items()):
        out.write(f"@prefix {prefix}: <{iri}> .\n".encode())
    for (article,) in graph.select(_ARTICLES):
        known = _known(graph, str(article))
        for subject in sorted(known):
            if (_iri("rdf:type"), _iri("par:Claim")) in known[subject]:
                out.write("".join(_nanopub(subject, known)).encode())


def _known(graph: Graph, article: str) -> Known:
    found: Known = {}
    named = written(IRI(iris.article_graph(article)))
    for line in graph.construct(_QUADS.format(graph=named)).dump("nt").decode().splitlines():
        subject, said, value = line.removesuffix(" .").split(" ", 2)
        found.setdefault(subject, []).append((said, value))
    return found


def _nanopub(claim: str, known: Known) -> Iterator[str]:
    name = HOME + iris.local_name(claim.strip("<>"))
    parts = {part: f"<{name}#{part}>" for part in ("Head", "assertion", "provenance", "pubinfo")}
    yield f"\n{_block(parts['Head'], _head(name, parts))}{_block(parts['assertion'], _assertion(claim, known))}"
    yield _block(parts["provenance"], _provenance(claim, parts["assertion"], known))
    yield _block(parts["pubinfo"], _publication(f"<{name}>", claim, known))


def _head(name: str, parts: dict[str, str]) -> Iterator[Said]:
    yield f"<{name}>", "a", f"<{_NP}Nanopublication>"
    for said, part in (
        ("hasAssertion", "assertion"),
        ("hasProvenance", "provenance"),
        ("hasPublicationInfo", "pubinfo"),
    ):
        yield f"<{name}>", f"<{_NP}{said}>", parts[part]


def _assertion(claim: str, known: Known) -> Iterator[Said]:
    said = dict(known[claim])
    yield from ((claim, p, o) for p, o in known[claim] if p.strip("<>") in _ASSERTED)
    actual = said[_iri("par:polarity")] == _iri("par:affirmed") and said[_iri("par:modality")] == _iri("par:actual")
    if actual and _iri("rdf:object") in said:
        yield said[_iri("rdf:subject")], said[_iri("rdf:predicate")], said[_iri("rdf:object")]


def _provenance(claim: str, assertion: str, known: Known) -> Iterator[Said]:
    told = known[claim]
    article = dict(told)[_iri("prov:wasDerivedFrom")]
    yield assertion, _iri("prov:wasDerivedFrom"), article
    parts = sorted(o for p, o in told if p in (_iri("par:attribution"), _iri("oa:hasSelector")))
    first = next((part for part in parts if part.endswith("#a1>")), None)
    speaker = dict(known[first]).get(_iri("par:source")) if first else article  # in its own voice the article says so
    if speaker:
        yield assertion, _iri("prov:wasAttributedTo"), speaker
    for p, o in told:
        if p in (_iri("par:attribution"), _iri("oa:hasSelector"), _iri("par:deniedBy"), _iri("par:confidence")):
            yield claim, p, o
    for part in parts:
        yield from ((part, p, o) for p, o in known[part] if p != _iri("par:utterance"))
    yield from ((article, p, o) for p, o in known[article] if p.strip("<>") in _ABOUT_ARTICLE)


def _publication(name: str, claim: str, known: Known) -> Iterator[Said]:
    run = dict(known[claim])[_iri("prov:wasGeneratedBy")]
    yield name, _iri("prov:wasGeneratedBy"), run
    yield name, f"<{_NPX}introduces>", claim
    yield from ((run, p, o) for p, o in known.get(run, ()))


def _block(graph: str, said: Iterator[Said]) -> str:
    lines = (f"  {' '.join(map(_short, triple))} .\n" for triple in dict.fromkeys(said))
    return f"{_short(graph)} {{\n{''.join(lines)}}}\n"


def _short(term: str) -> str:
    """The term with a prefix of ours, where it has one; what Turtle would misread in its name is escaped."""
    return _SIMPLE.sub(lambda m: f"{_SHORT[m[1]]}:" + _ESCAPED.sub(r"\\\g<0>", m[2]), term)


def _iri(curie: str) -> str:
    return f"<{iris.expand(curie)}>"
