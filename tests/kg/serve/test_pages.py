"""The explorer as a browser sees it: files, headers, and what stands under /api/."""

import json
import re
from urllib.parse import urlencode

import pytest

from kg.explorer import PAGES
from kg.serve import pages
from tests.kg.serving import Server


def api(server: Server, page: str, **given: str | list[str]) -> tuple[int, dict]:
    answer = server.ask("GET", f"/api/{page}?{urlencode(given, doseq=True)}")
    assert answer.kind == "application/json"
    return answer.status, json.loads(answer.body)


def test_the_server_knows_all_pages() -> None:
    assert set(pages.API) == set(PAGES)


@pytest.mark.parametrize("view", pages.VIEWS)
def test_every_view_is_the_page_with_its_policy(server: Server, view: str) -> None:
    answer = server.ask("GET", f"/{view}")
    assert answer.status == 200 and answer.kind == "text/html"
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy and "script-src 'self'" in policy and "unsafe" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff" and answer.headers["referrer-policy"] == "no-referrer"


def test_the_page_loads_only_what_the_server_has(server: Server) -> None:
    page = server.ask("GET", "/").text
    addresses = re.findall(r'(?:src|href)="([^"]+)"', page)
    assert addresses and all(address.startswith("./") or address == "sparql" for address in addresses)
    for address in addresses:
        answer = server.ask("GET", "/" + address.removeprefix("./"))
        assert answer.status == 200 and answer.body
        if "assets/" in address:
            assert "immutable" in answer.headers["cache-control"] and "content-security-policy" in answer.headers


def test_nothing_outside_the_folder_of_files_is_served(server: Server) -> None:
    for path in ("/assets/../../../pyproject.toml", "/assets/%2e%2e/%2e%2e/package.json", "/assets/", "/nothing"):
        assert server.ask("GET", path).status == 404


def test_an_address_where_nothing_is_leads_back(server: Server) -> None:
    shown = server.ask("GET", "/nothing", accept="text/html,*/*;q=0.8")
    assert shown.status == 404 and shown.kind == "text/html" and "content-security-policy" in shown.headers
    for path, accept in (("/nothing", "*/*"), ("/far/down", "text/html")):
        told = server.ask("GET", path, accept=accept)
        assert told.status == 404 and "the explorer is at /" in told.text


def test_the_api_answers_from_the_readers(server: Server) -> None:
    status, found = api(server, "sides", actor=["Armenia", "Azerbaijan"])
    assert status == 200 and found["parties"] == ["entity:Q399", "entity:Q227"] and found["rows"]
    status, found = api(server, "ask", question="who-backs-whom", side="Azerbaijan")
    assert status == 200 and found["columns"][0] == "backer"


def test_rows_come_as_csv(server: Server) -> None:
    answer = server.ask("GET", "/api/ask?question=who-backs-whom&format=csv")
    assert answer.status == 200 and answer.kind == "text/csv" and answer.text.startswith("backer,how,backed")


def test_what_is_wrong_is_said_in_json(server: Server) -> None:
    assert api(server, "actor", id="Armeina")[1]["near"]["Armeina"][0]["name"] == "Armenia"
    assert api(server, "actor")[0] == 400
    assert api(server, "nothing")[0] == 404
    assert server.ask("GET", "/api/search?q=%ff").status == 400
    assert server.ask("GET", "/api/search?q=" + "x" * 200_000).status == 414
    assert server.ask("POST", "/api/search").status == 405


def test_a_hostile_name_is_a_name(server: Server) -> None:
    status, found = api(server, "actor", id='"}} UNION { ?s ?p ?o } #<script>')
    assert status == 400 and "knows no entity" in found["error"]
    assert server.get("ASK {}").status == 200
