"""Graphs against the SHACL shapes."""

import pytest

from kg.check import check

pytestmark = pytest.mark.slow


def test_the_graphs_of_these_tests_conform(graph) -> None:
    report = check(graph)
    assert (report.conforms, report.articles, report.findings) == (True, 3, ())


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        ("DELETE { GRAPH ?g { ?c par:polarity ?o } } WHERE { GRAPH ?g { ?c par:polarity ?o } }", "affirmed or negated"),
        (
            "DELETE { GRAPH ?g { ?e rdfs:label ?o ; skos:prefLabel ?o } } WHERE { GRAPH ?g { ?e rdfs:label ?o } }",
            "a label",
        ),
        (
            "INSERT { GRAPH ?g { ?c rdf:object entity:Q1 } } WHERE { GRAPH ?g { ?c rdf:object entity:Q227 } }",
            "one object",
        ),
        ("INSERT { GRAPH ?g { ?c par:confidence 2 } } WHERE { GRAPH ?g { ?c a par:Claim } }", "confidence"),
    ],
)
def test_damage_is_found(graph, damage: str, message: str) -> None:
    graph.update(damage)
    report = check(graph)
    assert not report.conforms
    assert any(message in str(finding) for finding in report.findings)
