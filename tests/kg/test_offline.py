"""Queries that would reach the network are refused, and no others."""

import time
from contextlib import suppress

import pytest

from kg import datasets, offline
from kg.errors import QueryError


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT * { SERVICE <http://a.example/> { ?s ?p ?o } }",
        "select * { service silent <http://a.example/> { ?s ?p ?o } }",
        "SELECT * {SERVICE?where{?s ?p ?o}}",
        "SELECT * { # what follows is no comment\nSERVICE <http://a.example/> {} }",
        'SELECT * { ?s ?p "quoted \\" still" . SERVICE <http://a.example/> {} }',
        "SELECT * { ?s ?p 1SERVICE <http://a.example/> {} }",
        "SELECT * { ?s ?p trueSERVICE <http://a.example/> {} }",
        "PREFIX : <http://a.example/> SELECT * { SERVICE:x { ?s ?p ?o } }",
        "SELECT * { \\u0053ERVICE <http://a.example/> {} }",
        'SELECT * { ?s ?p "\\u0022" . SERVICE <http://a.example/> { ?s ?p "\\u0022" } }',
        "SELECT * { FILTER(?a<?b) SERVICE <http://a.example/> {} }",
        "LOAD <http://a.example/>",
        "DROP ALL ; load silent <http://a.example/> INTO GRAPH <a:b>",
    ],
)
def test_what_reaches_out_is_refused(sparql: str) -> None:
    with pytest.raises(QueryError, match=r"(SERVICE|LOAD) reaches the network"):
        offline.check(sparql)


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT ?service $LOAD { ?service ?p ?o }",
        "SELECT * { ?s ?p \"SERVICE\" , 'load' }",
        'SELECT * { ?s ?p """a "SERVICE" \n in long """ }',
        "SELECT * { ?s ?p '''it's a SERVICE''' }",
        'SELECT * { ?s ?p "\\"SERVICE\\"" }',
        "SELECT * { ?s <http://a.example/SERVICE#load> ?o }",
        "SELECT * { ?s ?p ?o } # SERVICE <http://a.example/>",
        "PREFIX ex: <http://a.example/> SELECT * { ?s a ex:Service ; ex:payload ?o ; ex:a.b-service ?p }",
        'SELECT * { ?s ?p "x"@en-service }',
        "SELECT * { ?s ?p \\u003Fo }",
        "",
    ],
)
def test_the_words_elsewhere_are_let_through(sparql: str) -> None:
    offline.check(sparql)


@pytest.mark.parametrize("piece", ["\\'", '\\"', '"""\\', "'''a", '"', "<a ", "#", "SERVICE'", "\\u0022", "?a"])
def test_a_long_query_is_looked_at_once(piece: str) -> None:
    started = time.process_time()
    for text in ("'" + piece * 20_000, '"' + piece * 20_000, piece * 20_000):
        with suppress(QueryError):
            offline.check(text + "\x01 SERVICE <http://a.example/> {}")
        datasets.named(text + " FROM <a:b>")
        datasets.is_update(text)
    assert time.process_time() - started < 5


def test_a_string_without_an_end_hides_nothing() -> None:
    with pytest.raises(QueryError):
        offline.check("SELECT * { ?s ?p 'x SERVICE <http://a.example/> {} }")
