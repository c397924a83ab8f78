"""A graph behind an endpoint gives what the one in the folder gives, and says in one line what goes wrong."""

import base64
import json
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kg import api, catalogue, remote
from kg.answers import Triples
from kg.errors import EndpointError, GraphError, QueryError, UsageError
from kg.saved import SavedQuery
from kg.store import Graph
from tests.kg.endpoint import Endpoint, Reply
from tests.kg.serving import Server

Run = Callable[..., Any]
VALUES = {"a": "Armenia", "b": "Azerbaijan", "subject": "Turkey", "object": "Azerbaijan", "entity": "Azerbaijan"}
KINDS = {"entity": "Armenia", "predicate": "supports", "date": "2016", "text": "Armenia", "integer": "2"}
ROWS = b'{"head":{"vars":["n"]},"results":{"bindings":[]}}'


def given(query: SavedQuery) -> dict[str, str]:
    """Something for all that the query must be told."""
    return {p.name: VALUES.get(p.name, KINDS[p.type]) for p in query.parameters if p.required}


@pytest.mark.parametrize("name", sorted(catalogue.load()))
def test_each_question_has_the_same_answer(name: str, server: Server, served_folder: Path) -> None:
    query = catalogue.find(name)
    with api.open(served_folder) as here, remote.open(server.address) as there:
        own, told = (catalogue.ask(graph, query, given(query)) for graph in (here, there))
        assert (own.columns, own.rows, own.claims) == (told.columns, told.rows, told.claims)
        assert [own.evidence(n) for n in range(len(own.rows))] == [told.evidence(n) for n in range(len(told.rows))]


def test_the_graph_itself_is_the_same(server: Server, served_folder: Path) -> None:
    with api.open(served_folder) as here, remote.open(server.address) as there:
        assert len(here) == len(there) and here.dump("nq") == there.dump("nq")
        assert here.articles() == there.articles() and here.show("Armenia") == there.show("Armenia")
        assert there.query("ASK { ?e a par:State }") is True
        described = [graph.query("DESCRIBE entity:Q399") for graph in (here, there)]
        assert isinstance(described[0], Triples) and described[0] == described[1]


@pytest.mark.parametrize(
    "args",
    [
        ["ask", "who-backs-whom", "--evidence"],
        ["show", "Armenia"],
        ["sparql", "SELECT DISTINCT ?name { ?e a par:State ; rdfs:label ?name } ORDER BY ?name"],
        ["export", "-f", "gexf"],
        ["link", "show", "Armenia"],
        ["link", "export"],
        ["network", "ties"],
    ],
    ids=lambda args: " ".join(args[:2]),
)
def test_the_verbs_take_an_endpoint(run: Run, server: Server, served_folder: Path, args: list[str]) -> None:
    here, there = run(*args, "-g", served_folder), run(*args, "--endpoint", server.address)
    assert here.status == 0 and here == there


def test_what_wikidata_lacks_is_told_of_an_endpoint_too(run: Run, server: Server, served_folder: Path) -> None:
    diff = ("wikidata", "diff", "--format", "tsv")
    here, there = run(*diff, "-g", served_folder), run(*diff, "--graph-endpoint", server.address)
    assert here.status == 0 and here == there


def test_a_folder_and_an_endpoint_are_one_too_many(run: Run, server: Server, served_folder: Path) -> None:
    status, _, err = run("show", "Armenia", "-g", served_folder, "--endpoint", server.address)
    assert status == 2 and err.startswith("kg: a graph is in a folder or behind an endpoint")


@pytest.mark.parametrize(
    ("args", "why"),
    [
        (["build", "a.txt"], "a build needs a folder, for its journal"),
        (["link", "set", "Georgia", "Q230"], "decisions lie in the folder of a graph"),
        (["link", "list"], "decisions lie in the folder of a graph"),
        (["snapshot", "a.kg"], "a snapshot is of a folder's files"),
        (["restore", "a.kg"], "a snapshot is of a folder's files"),
        (["status", "news/"], "only the folder of a graph knows which files"),
        (["serve"], "an endpoint is served already"),
        (["mcp"], "an assistant asks a copy of a folder"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_the_verbs_that_need_a_folder_say_why(run: Run, args: list[str], why: str) -> None:
    status, out, err = run(*args, "--endpoint", "http://127.0.0.1:1/sparql")
    assert (status, out) == (2, "") and err.count("\n") == 1 and why in err


def test_an_error_is_one_line(run: Run, server: Server) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    status, out, err = run("show", "Armenia", "--endpoint", f"http://127.0.0.1:{port}/sparql")
    assert (status, out) == (1, "") and err.count("\n") == 1
    assert f"kg: http://127.0.0.1:{port}/sparql: the endpoint cannot be reached: Connection refused" in err
    status, _, err = run("sparql", "SELECT * { ?s", "--endpoint", server.address)
    assert status == 1 and "the endpoint refuses the query: line 1, column 14: not SPARQL" in err


@pytest.mark.parametrize(
    "address", ["", "my.kg", "ftp://a.example/", "http://", "http://a:b/", "http://u:p@a.example/"]
)
def test_what_is_no_address(run: Run, address: str) -> None:
    with pytest.raises(UsageError, match="is no address of an endpoint"):
        remote.open(address)


def test_what_only_a_folder_can_do(endpoint: Endpoint) -> None:
    graph = remote.open(endpoint.address)
    for refused in (lambda: graph.load(b""), lambda: graph.reading("a:b"), graph.drop_views):
        with pytest.raises((GraphError, UsageError)):
            refused()
    with pytest.raises(QueryError, match="updates are off"):
        graph.query("INSERT DATA { <a:a> <a:b> <a:c> }")
    with pytest.raises(GraphError):
        graph.update("DROP ALL")
    assert not any("update" in seen.parameters for seen in endpoint.seen)


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        (Reply(404, b"<html>not here</html>"), "the endpoint answers 404: not here (check the address)"),
        (
            Reply(401, b"who?"),
            "answers 401: who? (say who you are in PARLEY_ENDPOINT_USER and PARLEY_ENDPOINT_PASSWORD)",
        ),
        (Reply(503, b"busy"), "the endpoint answers 503: busy (try again later)"),
        (Reply(500, b"out of time"), "the endpoint answers 500: out of time"),
        (Reply(400, b"line 1: no SPARQL"), "the endpoint refuses the query: line 1: no SPARQL"),
        (Reply(200, b"<html>", "text/html"), "answers text/html where application/sparql-results+json is due"),
        (Reply(200, ROWS[:20], "application/sparql-results+json"), "the answer is broken off or is no application"),
        (Reply(200, ROWS, "application/sparql-results+json", cut=5), "the endpoint cannot be reached"),
        (
            Reply(200, ROWS, "application/sparql-results+json", {"X-SPARQL-MaxRows": "10000"}),
            "cuts its answers at 10000",
        ),
        (Reply(200, ROWS, "application/sparql-results+json", {"X-SQL-State": "S1TAT"}), "ran out of time"),
        (Reply(reset=True), "the endpoint cannot be reached: "),
    ],
    ids=lambda value: str(value)[:40],
)
def test_what_goes_wrong_at_the_other_end(endpoint: Endpoint, reply: Reply, words: str) -> None:
    endpoint.replies = [reply]
    with pytest.raises((EndpointError, QueryError)) as told:
        remote.open(endpoint.address).select("SELECT ?n {}")
    assert words in str(told.value) and str(told.value).startswith(endpoint.address)


def test_prefixes_are_told_where_they_are_used(endpoint: Endpoint) -> None:
    endpoint.answer = lambda seen: Reply(200, ROWS, "application/sparql-results+json")
    remote.open(endpoint.address).select("PREFIX rdf: <a:> SELECT ?n { ?n a rdf:List , par:State }")
    (seen,) = endpoint.seen
    assert seen.query.startswith("PREFIX par: <https://w3id.org/parley/ontology#>\nPREFIX rdf: <a:> SELECT")


def test_credentials_come_from_the_environment(endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch) -> None:
    def answer(seen: Any) -> Reply:
        known = seen.headers.get("authorization") == f"Basic {base64.b64encode('Ännchen:a:b'.encode()).decode()}"
        return Reply(200, ROWS, "application/sparql-results+json") if known else Reply(401, b"who?")

    endpoint.answer = answer
    with pytest.raises(EndpointError, match="answers 401: who"):
        remote.open(endpoint.address).select("SELECT ?n {}")
    monkeypatch.setenv(remote.USER, "Ännchen")
    monkeypatch.setenv(remote.PASSWORD, "a:b")
    assert len(remote.open(endpoint.address).select("SELECT ?n {}")) == 0
    monkeypatch.setenv(remote.PASSWORD, "wrong")
    with pytest.raises(EndpointError, match=r"answers 401: who\? \(the store does not take this name and password"):
        remote.open(endpoint.address).select("SELECT ?n {}")


def test_credentials_are_not_given_unasked(endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(remote.USER, "dba")
    endpoint.answer = lambda seen: Reply(200, ROWS, "application/sparql-results+json")
    remote.open(endpoint.address).select("SELECT ?n {}")
    assert "authorization" not in endpoint.seen[0].headers


def test_credentials_are_given_by_digest_where_that_is_asked_for(
    endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(remote.USER, "dba")
    monkeypatch.setenv(remote.PASSWORD, "secret")

    def answer(seen: Any) -> Reply:
        if seen.headers.get("authorization", "").startswith("Digest"):
            return Reply(200, ROWS, "application/sparql-results+json")
        challenge = 'Digest realm="SPARQL", nonce="1", qop="auth", algorithm="MD5"'
        return Reply(401, b"who?", headers={"WWW-Authenticate": challenge})

    endpoint.answer = answer
    assert len(remote.open(endpoint.address).select("SELECT ?n {}")) == 0
    assert 'username="dba"' in endpoint.seen[-1].headers["authorization"]


def test_credentials_do_not_follow_a_redirection(endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(remote.USER, "dba")
    with Endpoint() as elsewhere:
        elsewhere.answer = lambda seen: Reply(
            200, json.dumps({"boolean": True}).encode(), "application/sparql-results+json"
        )
        endpoint.replies = [Reply(401), Reply(302, headers={"Location": elsewhere.address})]
        with pytest.raises(EndpointError, match="the endpoint has moved to"):
            remote.open(endpoint.address).query("ASK {}")
        assert all("authorization" not in seen.headers for seen in elsewhere.seen)


def test_a_folder_heeds_from_as_an_endpoint_does(graph: Graph) -> None:
    ((own,),), ((all_of_it,),) = (
        graph.select(f"SELECT (COUNT(*) AS ?n) {dataset} {{ ?s ?p ?o }}").rows
        for dataset in ("FROM <https://w3id.org/parley/graph/ontology>", "")
    )
    assert 0 < int(str(own)) < int(str(all_of_it))


@pytest.mark.parametrize("made", [True, False])
def test_a_store_of_an_older_version_is_named_where_a_question_finds_nothing(
    run: Run, endpoint: Endpoint, made: bool
) -> None:
    truth = json.dumps({"head": {}, "boolean": made}).encode()
    endpoint.answer = lambda seen: Reply(
        200, truth if "version" in seen.query else ROWS, "application/sparql-results+json"
    )
    status, _, err = run("ask", "copies", "--endpoint", endpoint.address)
    assert status == 0, err
    assert ("kg push" in err) is not made
