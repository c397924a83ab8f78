"""What the endpoint answers and refuses, over HTTP."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from kg import iris
from kg.answers import Rows
from kg.store import Graph
from tests.kg.serving import CROSS, DIRECT, ENDLESS, FORM, Server

NAMES = "SELECT DISTINCT ?name { ?e a par:State ; rdfs:label ?name } ORDER BY ?name"
BUILT = "CONSTRUCT { ?e rdfs:label ?name } WHERE { ?e a par:State ; rdfs:label ?name }"


def names(served_folder: Path) -> list[str]:
    with Graph.open(served_folder) as graph:
        return [str(row[0]) for row in graph.select(NAMES)]


@pytest.mark.parametrize("kind", ["application/sparql-results+json", "application/json"])
def test_rows_as_json(server: Server, served_folder: Path, kind: str) -> None:
    answer = server.get(NAMES, accept=kind)
    rows = json.loads(answer.body)["results"]["bindings"]
    assert answer.kind == kind and [row["name"]["value"] for row in rows] == names(served_folder)
    assert answer.headers["vary"].startswith("Accept")


def test_rows_as_csv_and_tsv(server: Server, served_folder: Path) -> None:
    assert [row["name"] for row in csv.DictReader(io.StringIO(server.get(NAMES, accept="text/csv").text))] == names(
        served_folder
    )
    tsv = server.get(NAMES, accept="text/tab-separated-values").text.splitlines()
    assert tsv == ["?name", *(f'"{name}"' for name in names(served_folder))]


@pytest.mark.parametrize("kind", ["application/sparql-results+xml", "application/xml"])
def test_rows_as_xml(server: Server, served_folder: Path, kind: str) -> None:
    answer = server.get(NAMES, accept=kind)
    found: Any = ox.parse_query_results(answer.body, ox.QueryResultsFormat.XML)
    assert answer.kind == kind and [row[0].value for row in found] == names(served_folder)


@pytest.mark.parametrize(
    ("kind", "format"),
    [
        ("text/turtle", ox.RdfFormat.TURTLE),
        ("application/n-triples", ox.RdfFormat.N_TRIPLES),
        ("application/rdf+xml", ox.RdfFormat.RDF_XML),
        ("application/ld+json", ox.RdfFormat.JSON_LD),
        ("application/trig", ox.RdfFormat.TRIG),
        ("application/n-quads", ox.RdfFormat.N_QUADS),
    ],
)
def test_triples(server: Server, served_folder: Path, kind: str, format: ox.RdfFormat) -> None:
    answer = server.get(BUILT, accept=kind)
    assert answer.kind == kind
    assert sorted({q.object.value for q in ox.parse(answer.body, format)}) == names(served_folder)


def test_what_is_not_offered_is_not_given(server: Server) -> None:
    assert server.get(NAMES, accept="text/turtle").status == 406
    refused = server.get(BUILT, accept="text/csv, image/png;q=0.5")
    assert refused.status == 406 and "text/turtle" in refused.text
    assert server.ask(accept="text/csv").status == 406
    assert server.get(NAMES, accept="text/turtle, */*;q=0.1").kind == "application/sparql-results+json"


def test_a_long_answer_comes_whole(server: Server, served_folder: Path) -> None:
    everything = "SELECT * { GRAPH ?g { ?s ?p ?o } }"
    rows = json.loads(server.get(everything).body)["results"]["bindings"]
    with Graph.open(served_folder) as graph:
        found = graph.query(everything)
        assert isinstance(found, Rows) and len(rows) == len(found) > 500
    padded = server.get(f"SELECT ?s ?p ?o ('{'x' * 500}' AS ?pad) {{ ?s ?p ?o }} LIMIT 800")
    assert int(padded.headers["content-length"]) == len(padded.body) > 400_000


def test_a_form_may_name_graphs(server: Server) -> None:
    count = "query=SELECT (COUNT(*) AS ?n) { ?s ?p ?o }&default-graph-uri="
    body = (count + iris.ONTOLOGY).replace(" ", "+").encode()
    counted = server.ask("POST", body=body, content_type=f"{FORM}; charset=UTF-8", accept="text/csv")
    own = server.get(f"SELECT (COUNT(*) AS ?n) FROM <{iris.ONTOLOGY}> {{ ?s ?p ?o }}", accept="text/csv")
    whole = server.get("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", accept="text/csv")
    assert counted.text == own.text != whole.text


def test_a_graph_that_is_not_there_is_empty(server: Server) -> None:
    assert server.get("ASK FROM <http://a.example/g> { ?s ?p ?o }", accept="text/csv").text == "false"


def test_head_and_options(server: Server) -> None:
    head = server.ask("HEAD", "/sparql?query=ASK%7B%7D")
    assert (head.status, head.kind, head.body) == (200, "application/sparql-results+json", b"")
    assert server.ask("OPTIONS").headers["allow"] == "GET, HEAD, POST, OPTIONS"
    assert server.ask("DELETE").status == 405


def test_web_pages_may_ask(server: Server) -> None:
    asked = server.ask(
        "OPTIONS", origin="https://a.example", access_control_request_method="POST",
        access_control_request_headers="content-type",
    )  # fmt: skip
    assert asked.status == 200 and "POST" in asked.headers["access-control-allow-methods"]
    assert server.get("ASK {}", origin="https://a.example").headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize(
    ("query", "status", "words"),
    [
        ("SELECT * { ?s", 400, "not SPARQL after 'SELECT * { ?s'"),
        ("", 400, "nothing to run"),
        ("INSERT DATA { <a:a> <a:b> <a:c> }", 400, "updates are off"),
        ("PREFIX a: <a:> # so\nDROP ALL", 400, "updates are off"),
        ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", 500, "SERVICE reaches the network"),
        ("SELECT * { service silent <http://127.0.0.1:9/> { ?s ?p ?o } }", 500, "SERVICE reaches the network"),
        ("SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }", 500, "<file:///etc/passwd> is no graph here"),
        ("PREFIX f: <file:///etc/> ASK FROM NAMED f:passwd {}", 500, "<file:///etc/passwd> is no graph here"),
        ("BASE <file:///etc/> ASK FROM <passwd> {}", 500, "<file:///etc/passwd> is no graph here"),
        (CROSS, 500, "longer than 2,097,152 bytes"),
        (f"{CROSS} ORDER BY ?l ?b ?c", 500, "memory"),
        ("SELECT * {" + "{" * 200_000 + "}" * 200_000 + "}", 500, "nested too deeply"),
        ("ASK { FILTER(" + "!" * 900_000 + "true) }", 500, "nested too deeply"),
        ("ASK { ?s ?p '" + "x" * 5_000_000 + "' }", 413, "longer than 1,048,576 bytes"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_what_is_refused_or_stopped(server: Server, query: str, status: int, words: str) -> None:
    answer = server.post(query)
    assert (answer.status, answer.kind) == (status, "text/plain")
    assert words in answer.text and answer.text.count("\n") == 1
    assert server.get("ASK {}").status == 200


def test_endless_queries_are_stopped_and_disturb_nobody(server: Server) -> None:
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(4) as pool:
        endless = [pool.submit(server.post, ENDLESS, f"127.0.0.{n + 2}") for n in range(4)]
        answers = [server.get("ASK {}") for _ in range(20)]
        assert not any(one.done() for one in endless)
        assert {answer.status for answer in answers} == {200}
        ends = [one.result() for one in endless]
    assert {end.status for end in ends} == {500}
    assert all("stopped after 5 seconds" in end.text for end in ends)


@pytest.mark.parametrize(
    ("path", "kind", "body", "status"),
    [
        ("/sparql?query=ASK{}&query=ASK{}", "", b"", 400),
        ("/sparql?default-graph-uri=a:b", "", b"", 400),
        ("/sparql?query=%FF", "", b"", 400),
        ("/sparql?update=DROP%20ALL", "", b"", 403),
        ("/sparql", FORM, b"update=DROP+ALL", 403),
        ("/sparql", FORM, b"quary=ASK+%7B%7D", 400),
        ("/sparql", FORM, b"query=%ff", 400),
        ("/sparql", FORM, b"query=ASK{}" + b"&a" * 1_000, 400),
        ("/sparql", FORM, b"query=ASK{}" + b"%20" * 30_000, 200),
        ("/sparql", FORM, b"query=ASK{}" + b"+" * 1_100_000, 413),
        ("/sparql?query=ASK{}", DIRECT, b"ASK {}", 400),
        ("/sparql", DIRECT, b"ASK {} # \xff", 400),
        ("/sparql", f"{DIRECT}; charset=UTF-16", "ASK {}".encode("utf-16"), 415),
        ("/sparql", "application/json", b"{}", 415),
        ("/sparql", "application/sparql-update", b"DROP ALL", 403),
        ("/sparql?query=ASK{}" + "%20" * 50_000, "", b"", 414),
        ("/sparql?query=ASK{}&default-graph-uri=file:///etc/passwd", "", b"", 500),
        ("/sparql?query=ASK{}&default-graph-uri=no%20iri", "", b"", 500),
        ("/sparql?query=ASK{}&named-graph-uri=http://[", "", b"", 400),
        ("/elsewhere", "", b"", 404),
    ],
    ids=lambda value: str(value)[:50],
)
def test_what_is_no_request_of_the_protocol(server: Server, path: str, kind: str, body: bytes, status: int) -> None:
    answer = server.ask("POST" if kind else "GET", path, body, **({"content_type": kind} if kind else {}))
    assert answer.status == status, answer


def test_unknown_parameters_are_passed_over(server: Server) -> None:
    assert server.ask(path="/sparql?query=ASK%7B%7D&output=json&format=json").status == 200
