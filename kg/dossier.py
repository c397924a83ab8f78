"""What the graph knows of one entity: its names, and all that is claimed of it, by whom, and denied by whom."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import cast

from kg import iris, vocabulary
from kg.answers import Rows
from kg.errors import UsageError
from kg.store import Graph
from kg.terms import IRI, Value

_FIND = """
SELECT DISTINCT ?entity ?label (COUNT(DISTINCT ?claim) AS ?claims) WHERE {
  GRAPH graph:entities { ?entity skos:prefLabel ?label ; skos:prefLabel|skos:altLabel ?name }
  FILTER (%s)
  OPTIONAL { ?claim a par:Claim ; rdf:subject|rdf:object ?entity }
} GROUP BY ?entity ?label ORDER BY DESC(?claims) ?entity
"""
_EXACT = "LCASE(STR(?name)) = LCASE(?wanted) || STR(?entity) = ?wanted || STRENDS(STR(?entity), CONCAT('/', ?wanted))"
_NEAR = "CONTAINS(LCASE(STR(?name)), LCASE(?wanted))"

_ABOUT = """
SELECT ?type ?other WHERE {
  GRAPH graph:entities { ?entity a ?type . OPTIONAL { ?entity skos:altLabel ?other } }
} ORDER BY ?other
"""
_FACTS = """
SELECT ?claim ?subject ?object ?name ?predicate ?polarity ?modality ?time ?date ?publisher ?title ?sentence WHERE {
  GRAPH ?g {
    ?claim a par:Claim ; rdf:subject ?subject ; rdf:predicate ?predicate ; par:polarity ?polarity ;
      par:modality ?modality ; prov:wasDerivedFrom ?article .
    OPTIONAL { ?claim rdf:object ?object }
    FILTER (?subject = ?entity || ?object = ?entity)
    OPTIONAL { ?claim par:time ?time }
    OPTIONAL { ?claim oa:hasSelector/oa:exact ?sentence }
    OPTIONAL { ?article dcterms:title ?title }
    OPTIONAL { ?article dcterms:date ?date }
    OPTIONAL { ?article dcterms:publisher ?publisher }
  }
  OPTIONAL { BIND (IF(?subject = ?entity, ?object, ?subject) AS ?end) GRAPH graph:entities { ?end skos:prefLabel ?name } }
} ORDER BY ?date ?article ?claim
"""
_SPEAKERS = """
SELECT ?claim ?depth ?stance ?name WHERE {
  GRAPH ?g {
    ?claim rdf:subject|rdf:object ?entity ; par:attribution ?a . ?a par:depth ?depth ; par:stance ?stance .
    OPTIONAL { ?a par:source ?source }
  }
  OPTIONAL { GRAPH graph:entities { ?source skos:prefLabel ?name } }
} ORDER BY ?claim ?depth
"""
_DENIERS = """
SELECT DISTINCT ?claim ?name WHERE {
  GRAPH ?g { ?claim rdf:subject|rdf:object ?entity ; par:deniedBy ?denier }
  GRAPH graph:entities { ?denier skos:prefLabel ?name }
} ORDER BY ?claim ?name
"""
