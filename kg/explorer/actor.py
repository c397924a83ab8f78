"""The head of an actor's dossier: who it is, by which names it goes, and how much is known of it."""

from kg import iris, lookup
from kg.explorer.names import known
from kg.explorer.rows import Record, things
from kg.store import Graph
from kg.terms import IRI, written

_NAMES = """
SELECT DISTINCT ?name {{ GRAPH graph:entities {{ VALUES ?e {{ {same} }} ?e skos:altLabel ?name }} }} ORDER BY ?name"""
_ARTICLES = """
SELECT (COUNT(DISTINCT ?article) AS ?n) (MIN(STR(?date)) AS ?first) (MAX(STR(?date)) AS ?last) {{
  VALUES ?e {{ {same} }} ?known par:refersTo ?e ; prov:wasDerivedFrom ?article
  OPTIONAL {{ ?article dcterms:date ?date }}
}}"""
_ORGANS = "SELECT DISTINCT ?organ {{ ?organ prov:actedOnBehalfOf {entity} }} ORDER BY ?organ"
_OF = "SELECT DISTINCT ?whole {{ {entity} prov:actedOnBehalfOf ?whole }} ORDER BY ?whole"
_SAYS = "SELECT (COUNT(DISTINCT ?position) AS ?n) {{ VALUES ?e {{ {same} }} ?position a par:Position ; par:voice ?e }}"


def actor(graph: Graph, wanted: str) -> Record:
    """Who is meant; whoever acts for it (`organs`) and for whom it acts; its articles, claims and positions counted.

    Raises UsageError where the name means none or several.
    """
    found = lookup.entity(graph, wanted)
    entity = written(found.iri)
    same = " ".join(written(each) for each in lookup.same(graph, found.iri))
    ((articles, first, last),) = graph.select(_ARTICLES.format(same=same))
    ((says,),) = graph.select(_SAYS.format(same=same))
    organs, wholes = (
        things(graph, [IRI(str(each)) for (each,) in graph.select(query.format(entity=entity))])
        for query in (_ORGANS, _OF)
    )
    qid = iris.qid(found.iri)
    return {
        **known(found), "iri": found.iri, "qid": qid,
        "wikidata": f"https://www.wikidata.org/wiki/{qid}" if qid else None,
        "other_names": [str(name) for (name,) in graph.select(_NAMES.format(same=same)) if name != found.label],
        "organs": organs, "acts_for": wholes, "articles": articles, "first": first, "last": last,
        "claims": lookup.claims_about(graph, found.iri), "says": says,
    }  # fmt: skip
