"""The reconciliation service over HTTP, asked as the specification's examples ask, about our entities."""

import json
from typing import Any
from urllib.parse import quote, urlencode

import pytest

from tests.kg.reconcile import shapes
from tests.kg.serving import FORM, Answer, Server

BATCH = {"q0": {"query": "Azerbaijan", "type": "State", "type_strict": "should", "limit": 3}, "q1": {"query": "Q7747"}}
EXTEND = {"ids": ["Q7747", "Q399"], "properties": [{"id": "leads"}, {"id": "wikidata", "settings": {"limit": 1}}]}


def get(server: Server, path: str = "", **given: Any) -> Answer:
    return server.ask("GET", f"/reconcile{path}?{urlencode(given)}" if given else f"/reconcile{path}")


def post(server: Server, **given: Any) -> Answer:
    return server.ask("POST", "/reconcile", urlencode(given).encode(), content_type=FORM)


def test_without_parameters_it_is_the_manifest(server: Server) -> None:
    told = json.loads(get(server).body)
    home = server.address.removesuffix("/sparql") + "/reconcile"
    assert told["versions"] == ["0.2"] and told["preview"]["url"] == f"{home}/preview?id={{{{id}}}}"
    assert told["suggest"]["entity"]["service_url"] == home == told["extend"]["propose_properties"]["service_url"]
    assert json.loads(get(server, "/").body) == told


def test_a_batch_by_post_and_by_get(server: Server) -> None:
    posted, got = (ask(server, queries=json.dumps(BATCH)) for ask in (post, get))
    assert posted.kind == got.kind == "application/json" and posted.body == got.body
    told = json.loads(posted.body)
    assert list(told) == ["q0", "q1"]
    best = [told[key]["result"][0] for key in told]
    assert [(c["id"], c["match"]) for c in best] == [("Q227", True), ("Q7747", True)]
    scores = [c["score"] for c in told["q0"]["result"]]
    assert scores == sorted(scores, reverse=True)


def test_data_extension_by_post_and_by_get(server: Server) -> None:
    posted, got = (ask(server, extend=json.dumps(EXTEND)) for ask in (post, get))
    assert posted.body == got.body
    told = json.loads(posted.body)
    assert told["meta"] == [{"id": "leads", "name": "leads"}, {"id": "wikidata", "name": "Wikidata item"}]
    assert told["rows"]["Q7747"] == {"leads": [{"id": "Q159", "name": "Russia"}], "wikidata": [{"str": "Q7747"}]}
    assert told["rows"]["Q399"]["leads"] == []


def test_suggestions_flyouts_and_properties(server: Server) -> None:
    manifest = json.loads(get(server).body)
    for kind, prefix, id in (("entity", "azer", "Q227"), ("type", "state", "State"), ("property", "mem", "memberOf")):
        service = manifest["suggest"][kind]
        found = json.loads(get(server, service["service_path"], prefix=prefix, cursor=0).body)["result"]
        assert found[0]["id"] == id
        flyout = server.ask("GET", f"/reconcile{service['flyout_service_path'].replace('${id}', quote(id))}")
        assert json.loads(flyout.body)["id"] == id and "<" in json.loads(flyout.body)["html"]
    proposed = json.loads(get(server, "/properties", type="Person", limit=2).body)
    assert len(proposed["properties"]) == 2 == proposed["limit"] and proposed["type"] == "Person"


def test_answers_have_the_shapes_of_the_specification(server: Server) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    said = {"pid": "citizenOf", "v": [{"id": "Q43", "name": "Turkey"}, "Armenia", 3, True]}
    queries = {"q0": {"properties": [said]}, "q1": {"query": "Azer", "type": ["State", "Place"], "type_strict": "any"}}
    proposed = json.loads(get(server, "/properties", type="").body)
    asked = {"ids": ["Q7747", "Q227", "nobody"], "properties": [{"id": p["id"]} for p in proposed["properties"]]}
    answers = [(shapes.MANIFEST, get(server, lang="en")), (shapes.RESULTS, post(server, queries=json.dumps(queries))),
               (shapes.EXTENSION, post(server, extend=json.dumps(asked)))]  # fmt: skip
    for kind, id in (("entity", "Q227"), ("type", "State"), ("property", "memberOf")):
        answers.append((shapes.SUGGESTED, get(server, f"/suggest/{kind}", prefix="a")))
        answers.append((shapes.FLYOUT, get(server, f"/flyout/{kind}", id=id)))
    jsonschema.validate(proposed, shapes.PROPOSED)
    for shape, answer in answers:
        jsonschema.validate(json.loads(answer.body), shape)


def test_a_preview_is_a_page(server: Server) -> None:
    page = get(server, "/preview", id="Q227")
    assert (page.status, page.kind) == (200, "text/html") and "<h1>Azerbaijan</h1>" in page.text


def test_web_pages_may_ask(server: Server) -> None:
    asked = server.ask("OPTIONS", "/reconcile", origin="https://a.example", access_control_request_method="POST")
    assert asked.status == 200
    for path in ("", "/suggest/entity?prefix=a", "/preview?id=Q227", "/properties"):
        answer = server.ask("GET", f"/reconcile{path}", origin="https://a.example")
        assert answer.status == 200 and answer.headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize(
    ("path", "status", "told"),
    [
        ("?queries=x", 400, "the parameter is no JSON"), ("?queries=[]", 400, "no batch of queries"),
        ("?query=x", 400, "there is nothing to reconcile"), ("/preview?id=Q0", 404, "there is no entity 'Q0'"),
        ("/flyout/type?id=Nothing", 404, "there is no type 'Nothing'"),
        ("/flyout/entity", 404, "there is no entity ''"),
        ("/suggest/type?cursor=x", 400, "cursor is no whole number"), ("/suggest/nothing", 404, "there is no such"),
        (f"?queries={quote(json.dumps({str(n): {'query': 'x'} for n in range(51)}))}", 413, "51 queries at once"),
    ],
)  # fmt: skip
def test_what_is_refused_is_told_in_a_line(server: Server, path: str, status: int, told: str) -> None:
    answer = server.ask("GET", f"/reconcile{path}")
    assert answer.status == status and answer.text.startswith(told) and answer.text.count("\n") <= 1


def test_other_methods_and_bodies_are_refused(server: Server) -> None:
    assert server.ask("POST", "/reconcile", b"{}", content_type="application/json").status == 415
    assert post(server).status == 400 and server.ask("DELETE", "/reconcile").status == 405
    assert server.ask("POST", "/reconcile", b"queries=%FF", content_type=FORM).status == 400


def test_no_question_costs_a_reader(server: Server) -> None:
    endless = {"ids": ["Q7747"], "properties": [{"id": "leads", "settings": {"limit": "N"}}]}
    asked = [get(server, extend=json.dumps(endless).replace('"N"', "Infinity"))]
    asked += [get(server, queries='{"q": {"query": "\\ud800"}}'), get(server, "/suggest/entity", cursor=10**30)]
    assert [answer.status for answer in asked] == [200, 400, 200]
    assert asked[1].text.startswith("the question has half of a surrogate pair")
