"""JSON-LD 1.1 that reads well: a context of our own, one thing a line, claims with short names and plain values.

    {"id":"claim:95937ae182ee4e2e","type":"Claim","subject":"entity:Q43","predicate":"suppliesTroopsTo", …}

The context stands in the document itself, so that it is read without the net. https://www.w3.org/TR/json-ld11/
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

import pyoxigraph as ox

from kg import iris

_PAR, _XSD = iris.PREFIXES["par"], iris.PREFIXES["xsd"]
_TYPE = iris.expand("rdf:type")
_THING, _WORD, _NUMBER = "@id", "@vocab", "xsd:decimal"
_TERMS: dict[str, tuple[str, str | None]] = {
    "subject": ("rdf:subject", _THING), "predicate": ("rdf:predicate", _WORD), "object": ("rdf:object", _THING),
    "derivedFrom": ("prov:wasDerivedFrom", _THING), "generatedBy": ("prov:wasGeneratedBy", _THING),
    "actsFor": ("prov:actedOnBehalfOf", _THING), "selector": ("oa:hasSelector", _THING), "exact": ("oa:exact", None),
    "first": ("par:first", None), "last": ("par:last", None), "title": ("dcterms:title", None),
    "publisher": ("dcterms:publisher", None), "date": ("dcterms:date", None),
    "identifier": ("dcterms:identifier", None),
    "text": ("schema:articleBody", None), "url": ("schema:url", None), "name": ("skos:prefLabel", None),
    "otherName": ("skos:altLabel", None), "label": ("rdfs:label", None), "sameAs": ("owl:sameAs", _THING),
    "held": ("time:hasTime", _THING), "beginning": ("time:hasBeginning", _THING), "end": ("time:hasEnd", _THING),
    "polarity": ("par:polarity", _WORD), "modality": ("par:modality", _WORD), "stance": ("par:stance", _WORD),
    "mode": ("par:mode", _WORD), "entityType": ("par:entityType", _WORD),
    "aboutPredicate": ("par:aboutPredicate", _WORD), "confidence": ("par:confidence", _NUMBER),
    "credence": ("par:credence", _NUMBER), "linkScore": ("par:linkScore", _NUMBER),
    **{
        name: (f"par:{name}", _THING)
        for name in (
            "attribution", "utterance", "source", "medium", "deniedBy", "refersTo", "subjectAt", "triggerAt",
            "objectAt", "nameAt", "nominalAt", "pronounAt", "metonymAt", "demonymAt", "at", "sourceAt", "cueAt",
            "contentAt", "proposition", "position", "voice", "takenIn", "relayedBy", "example", "aboutSubject",
            "aboutObject", "origin",
        )
    },
}  # fmt: skip
CONTEXT = {
    "@version": 1.1, "@vocab": _PAR, "id": "@id", "type": "@type", **iris.PREFIXES,
    **{name: {"@id": curie} | ({"@type": kind} if kind else {}) for name, (curie, kind) in _TERMS.items()},
}  # fmt: skip
"""The context of every document."""
_BY_IRI = {iris.expand(curie): (name, kind) for name, (curie, kind) in _TERMS.items()}
_LONGEST_FIRST = sorted(iris.PREFIXES.items(), key=lambda item: -len(item[1]))
Statement = ox.Quad | ox.Triple


def serialize(statements: Sequence[Statement]) -> bytes:
    """The statements as a document. They must stand in the order of their graphs, and there of their subjects."""
    return "".join(_document(statements)).encode()


def _document(statements: Sequence[Statement]) -> Iterator[str]:
    yield f'{{"@context":{_dumped(CONTEXT)},\n"@graph":[\n'
    for number, (graph, inside) in enumerate(groupby(statements, _graph)):
        things = ",\n".join(_dumped(thing) for thing in _things(inside))
        comma = ",\n" if number else ""
        yield f'{comma}{{"id":{_dumped(_short(graph))},"@graph":[\n{things}]}}' if graph else f"{comma}{things}"
    yield "\n]}\n"


def _graph(statement: Statement) -> str:
    graph = statement.graph_name if isinstance(statement, ox.Quad) else None
    return _name(graph) if isinstance(graph, ox.NamedNode | ox.BlankNode) else ""


def _things(statements: Iterable[Statement]) -> Iterator[dict[str, object]]:
    for subject, said in groupby(statements, lambda s: s.subject):
        values: dict[str, list[object]] = {}
        for statement in said:
            key, value = _property(statement.predicate.value, statement.object)
            values.setdefault(key, []).append(value)
        yield {"id": _short(_name(subject))} | {key: v[0] if len(v) == 1 else v for key, v in values.items()}


def _property(predicate: str, value: object) -> tuple[str, object]:
    if predicate == _TYPE and isinstance(value, ox.NamedNode):
        return "type", _word(value.value)
    name, kind = _BY_IRI.get(predicate) or (_word(predicate), None)
    return name, _value(value, kind)


def _value(value: object, kind: str | None) -> object:
    """A value as a property of this kind says it; what the kind does not fit says its own."""
    if not isinstance(value, ox.Literal):
        name = _name(value)
        return _short(name) if kind == _THING else _word(name) if kind == _WORD else {"id": _short(name)}
    datatype = _short(value.datatype.value)
    if value.language:
        return {"@value": value.value, "@language": value.language}
    if kind is None and datatype == "xsd:string":
        return value.value
    if kind is None and datatype == "xsd:boolean" and value.value in ("true", "false"):
        return value.value == "true"
    if kind is None and datatype == "xsd:integer" and str(_whole(value.value)) == value.value:
        return int(value.value)
    if kind == datatype:
        return value.value
    return {"@value": value.value, "@type": datatype}


def _whole(text: str) -> int | None:
    """The number, where every reader of JSON holds it exactly."""
    return int(text) if text.lstrip("-").isdigit() and len(text) < len("9007199254740992") else None


def _word(iri: str) -> str:
    """A term of the vocabulary by its name alone, unless the context means something else by it."""
    name = iri.removeprefix(_PAR)
    return name if iri.startswith(_PAR) and name.isidentifier() and name not in CONTEXT else _short(iri)


def _short(iri: str) -> str:
    for prefix, start in _LONGEST_FIRST:
        if iri.startswith(start) and not iri[len(start) :].startswith("//"):
            return f"{prefix}:{iri[len(start) :]}"
    return iri


def _name(term: object) -> str:
    return term.value if isinstance(term, ox.NamedNode) else str(term)


def _dumped(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
