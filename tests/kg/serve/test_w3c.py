"""The W3C's tests of the SPARQL 1.1 Protocol and Service Description, as far as they concern an endpoint that reads."""

import json
from functools import cache
from pathlib import Path

import pytest
import rdflib
from rdflib.collection import Collection
from rdflib.namespace import RDF

from tests.kg.serve.conftest import SUITE
from tests.kg.serving import Answer, Server

MF = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
HT = rdflib.Namespace("http://www.w3.org/2011/http#")
CNT = rdflib.Namespace("http://www.w3.org/2011/content#")
SD = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")

LEFT_OUT = [
    "update_dataset_default_graph", "update_dataset_default_graphs", "update_dataset_named_graphs",
    "update_dataset_full", "update_post_form", "update_post_direct", "update_base_uri",
]  # fmt: skip
"""They write, and this endpoint only reads; docs/endpoint.md has this list, too."""
APPLY = [
    "query_post_form", "query_dataset_default_graphs_get", "query_dataset_default_graphs_post",
    "query_dataset_named_graphs_post", "query_dataset_named_graphs_get", "query_dataset_full", "query_multiple_dataset",
    "query_get", "query_content_type_select", "query_content_type_ask", "query_content_type_describe",
    "query_content_type_construct", "query_post_direct", "bad_query_method", "bad_multiple_queries",
    "bad_query_wrong_media_type", "bad_query_missing_form_type", "bad_query_missing_direct_type", "bad_query_non_utf8",
    "bad_query_syntax", "bad_update_get", "bad_multiple_updates", "bad_update_wrong_media_type",
    "bad_update_missing_form_type", "bad_update_non_utf8", "bad_update_syntax", "bad_update_dataset_conflict",
]  # fmt: skip
FORMATS = {
    "boolean": {"application/sparql-results+json", "application/sparql-results+xml"},
    "tabular": {"application/sparql-results+json", "application/sparql-results+xml", "text/csv"},
    "RDF": {"text/turtle", "application/rdf+xml", "application/n-triples"},
}
pytestmark = pytest.mark.skipif(
    not SUITE.is_file(), reason=f"the W3C's tests are not here: {SUITE.name} (PARLEY_SHARED)"
)


@cache
def manifest(suite: Path) -> tuple[rdflib.Graph, dict[str, rdflib.term.Node]]:
    graph = rdflib.Graph().parse(suite / "protocol" / "manifest.ttl")
    entries = next(graph.objects(None, MF.entries))
    return graph, {str(test).rpartition("#")[2]: test for test in Collection(graph, entries)}


def test_each_test_applies_or_has_a_reason_not_to(suite: Path) -> None:
    assert {*APPLY, *LEFT_OUT} == set(manifest(suite)[1])


def test_the_docs_name_what_is_left_out() -> None:
    page = Path(__file__).resolve().parents[3] / "docs" / "endpoint.md"
    if not page.exists():
        pytest.skip("the project's own files are not part of the wheel")
    text = page.read_text(encoding="utf-8")
    assert [name for name in LEFT_OUT if f"`{name}`" not in text] == []


@pytest.mark.parametrize("name", APPLY)
def test_protocol(name: str, server: Server, suite: Path) -> None:
    graph, tests = manifest(suite)
    action = graph.value(tests[name], MF.action)
    for request in Collection(graph, graph.value(action, HT.requests)):
        answer = _sent(server, graph, request)
        _check(answer, graph, graph.value(request, HT.resp))


def _sent(server: Server, graph: rdflib.Graph, request: rdflib.term.Node) -> Answer:
    path = str(graph.value(request, HT.absolutePath))
    body = graph.value(request, HT.body)
    encoding = str(graph.value(body, CNT.characterEncoding) or "utf-8") if body else "utf-8"
    data = str(graph.value(body, CNT.chars)).encode(encoding) if body else b""
    fields = graph.value(request, HT.headers)
    headers = {
        str(graph.value(field, HT.fieldName)): str(graph.value(field, HT.fieldValue))
        for field in (Collection(graph, fields) if fields else ())
    }
    return server.ask(str(graph.value(request, HT.methodName)), path, data, **headers)


def _check(answer: Answer, graph: rdflib.Graph, wanted: rdflib.term.Node) -> None:
    allowed = {str(status)[-3] for status in graph.objects(wanted, MF.expectedStatus)}
    assert str(answer.status)[0] in allowed, answer
    form = graph.value(wanted, MF.expectedFormat)
    if form is not None:
        assert answer.kind in FORMATS[str(form)]
    truth = graph.value(wanted, MF.expectedBoolean)
    if truth is not None:
        assert json.loads(answer.body)["boolean"] is truth.toPython()


def test_service_description(server: Server) -> None:
    """`returns-rdf`, `has-endpoint-triple` and `conforms-to-schema`."""
    answer = server.ask()
    assert (answer.status, answer.kind) == (200, "text/turtle")
    graph = rdflib.Graph().parse(data=answer.body)
    service = graph.value(None, RDF.type, SD.Service)
    assert graph.value(service, SD.endpoint) == rdflib.URIRef(server.address)
    assert {str(o).rpartition("#")[2] for o in graph.objects(service, SD.feature)} == {"UnionDefaultGraph"}
    assert (service, SD.supportedLanguage, SD.SPARQL11Query) in graph
    assert graph.value(graph.value(service, SD.defaultDataset), RDF.type, any=True) is not None
