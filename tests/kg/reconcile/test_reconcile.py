"""Candidates, values and previews, over the readings made by hand."""

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kg import reconcile, views
from kg.reconcile import manifest
from kg.reconcile import names as names_of
from kg.reconcile.names import FILE, Names
from kg.store import Graph
from tests.kg.conftest import background, helicopter, shelling


class Service:
    """A graph, and the folder of its index."""

    def __init__(self, graph: Graph, place: Path) -> None:
        self.graph, self.place = graph, place

    def __call__(self, service: str, asked: Any) -> Any:
        media, text, status = reconcile.answer(self.graph, self.place, service, json.dumps(asked))
        assert status == 200, text
        return json.loads(text) if media == reconcile.JSON else text

    def result(self, query: str | None = None, **more: Any) -> list[dict[str, Any]]:
        asked = more if query is None else {"query": query, **more}
        found: list[dict[str, Any]] = self("queries", {"q": asked})["q"]["result"]
        return found

    def refused(self, service: str, asked: Any) -> tuple[int, str]:
        _, text, status = reconcile.answer(self.graph, self.place, service, json.dumps(asked))
        return status, text


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    graph = Graph.memory()
    graph.add(shelling(), helicopter(), background(), reader="test reader 1")
    views.refresh(graph)
    yield Service(graph, tmp_path_factory.mktemp("names"))


def shown(result: list[dict[str, Any]]) -> list[tuple[str, float, bool]]:
    return [(c["id"], c["score"], c["match"]) for c in result]


def test_the_very_name_is_a_match(service: Service) -> None:
    (first, *_) = service.result("azerbaijan")
    assert (first["id"], first["name"], first["match"], first["score"]) == ("Q227", "Azerbaijan", True, 100)
    assert first["type"] == [{"id": "State", "name": "state"}] and first["description"].startswith("state, Q227, ")
    assert {f["id"] for f in first["features"]} == {"name", "type", "propositions"}


@pytest.mark.parametrize("name", ["Q7747", "q7747", "http://www.wikidata.org/entity/Q7747", "Vladimir  PUTIN"])
def test_an_entity_is_found_by_key_item_and_name(service: Service, name: str) -> None:
    assert shown(service.result(name))[0] == ("Q7747", 100, True)


def test_a_name_that_only_the_gazetteer_knows(service: Service) -> None:
    assert shown(service.result("Russian Federation"))[0] == ("Q159", 95, True)


@pytest.mark.parametrize(
    ("name", "id"), [("Azerbajan", "Q227"), ("Putin Vladimir", "Q7747"), ("Vladmir Putin", "Q7747")]
)
def test_a_likeness_is_a_candidate_and_no_match(service: Service, name: str, id: str) -> None:
    (found, *_) = service.result(name)
    assert found["id"] == id and 60 < found["score"] <= 90 and not found["match"]


def test_nothing_is_like_nothing(service: Service) -> None:
    assert service.result("Xyzzy Quux") == service.result("?!") == []


def test_another_type_counts_against(service: Service) -> None:
    assert shown(service.result("Armenia", type="State", type_strict="should"))[0] == ("Q399", 100, True)
    assert shown(service.result("Armenia", type=["Person"]))[0] == ("Q399", 80, False)
    assert shown(service.result("Armenia", type={"id": "https://w3id.org/parley/ontology#Actor"}))[0][2]
    assert service.result("Armenia", type="Person", type_strict="any") == []


def test_properties_count_for_and_against(service: Service) -> None:
    led = {"pid": "leads", "v": "Russia"}
    assert shown(service.result("Vladimir Putin", properties=[led]))[0] == ("Q7747", 100, True)
    by_id = {"pid": "leads", "v": [{"id": "Q999"}, {"id": "Q159", "name": "x"}]}
    assert shown(service.result("Vladimir Putin", properties=[by_id]))[0] == ("Q7747", 100, True)
    other = {"pid": "leads", "v": "Armenia"}
    assert shown(service.result("Vladimir Putin", properties=[other]))[0] == ("Q7747", 85, False)
    unheard = {"pid": "fights", "v": "Armenia"}
    assert shown(service.result("Vladimir Putin", properties=[unheard]))[0] == ("Q7747", 95, False)
    assert shown(service.result("Vladimir Putin", properties=[{"pid": "wikidata", "v": "Q7747"}]))[0][2]


def test_without_a_name_the_values_find(service: Service) -> None:
    assert shown(service.result(properties=[{"pid": "leads", "v": "Russia"}])) == [("Q7747", 90, False)]
    assert shown(service.result(properties=[{"pid": "~leads", "v": "Q7747"}])) == [("Q159", 90, False)]
    assert shown(service.result(properties=[{"pid": "wikidata", "v": "Q227"}])) == [("Q227", 90, False)]
    assert service.result(properties=[{"pid": "nothing", "v": "x"}]) == []


def test_what_one_article_describes_is_no_candidate(service: Service) -> None:
    assert all("/" not in c["id"].partition("/")[2] for c in service.result("troops", limit=50))


def test_queries_of_a_batch_do_not_see_each_other(service: Service) -> None:
    both = service("queries", {"a": {"query": "Armenia"}, "b": {"query": "Russia", "limit": 1}})
    assert both["a"]["result"] == service.result("Armenia") and len(both["b"]["result"]) == 1


@pytest.mark.parametrize(
    "asked",
    [
        [], {"q": {}}, {"q": 1}, {"q": {"query": ""}}, {"q": {"query": "x", "limit": 0}}, {"q": {"query": 3}},
        {"q": {"query": "x", "properties": [{"pid": "leads"}]}}, {"q": {"properties": []}},
        {"q": {"query": "x", "limit": True}},
    ],
)  # fmt: skip
def test_what_is_no_batch_is_refused(service: Service, asked: Any) -> None:
    status, told = service.refused("queries", asked)
    assert status == 400 and told.endswith(")\n") and len(told.splitlines()) == 1


def test_a_batch_that_is_too_large_is_refused(service: Service) -> None:
    status, told = service.refused("queries", {str(n): {"query": "x"} for n in range(manifest.BATCH + 1)})
    assert (status, told) == (413, f"{manifest.BATCH + 1} queries at once (send {manifest.BATCH} at most)\n")


@settings(deadline=None, max_examples=40)
@given(st.text(min_size=1, max_size=30))
@example("::\0")
def test_any_text_gets_an_answer(service: Service, text: str) -> None:
    status, told = service.refused("queries", {"q": {"query": text}})
    assert status == (200 if text.strip() else 400), told
    assert service("suggest", {"prefix": text, "cursor": 0})["result"] is not None


def test_values_are_fetched(service: Service) -> None:
    properties = [{"id": "wikidata"}, {"id": "leads"}, {"id": "~memberOf"}, {"id": "articles"},
                  {"id": "names", "settings": {"limit": "1"}}]  # fmt: skip
    told = service("extend", {"ids": ["Q7747", "Q2268915", "Q0"], "properties": properties})
    assert [column["name"] for column in told["meta"]][:3] == ["Wikidata item", "leads", "member of (of whom)"]
    assert told["rows"]["Q7747"]["leads"] == [{"id": "Q159", "name": "Russia"}]
    assert told["rows"]["Q2268915"]["~memberOf"] == [{"id": "Q159", "name": "Russia"}]
    assert told["rows"]["Q7747"]["articles"] == [{"int": 1}] and len(told["rows"]["Q7747"]["names"]) == 1
    assert all(cells == [] for cells in told["rows"]["Q0"].values())


def test_what_is_denied_is_fetched_on_request_only(service: Service) -> None:
    def attacked(**settings: str) -> Any:
        asked = {"ids": ["Q227"], "properties": [{"id": "attacks", "settings": settings}]}
        return service("extend", asked)["rows"]["Q227"]["attacks"]

    assert attacked() == attacked(claims="undisputed", limit="x") == []
    assert attacked(claims="all") == [{"id": "Q399", "name": "Armenia"}]


def test_a_symmetric_property_is_seen_from_both_sides(service: Service) -> None:
    rows = service("extend", {"ids": ["Q399", "Q159"], "properties": [{"id": "alliedWith"}]})["rows"]
    assert [rows[id]["alliedWith"][0]["id"] for id in ("Q399", "Q159")] == ["Q159", "Q399"]


@pytest.mark.parametrize(
    "asked", [{}, [], {"ids": "Q1", "properties": []}, {"ids": [1], "properties": []},
              {"ids": [], "properties": [{"id": "nothing"}]}, {"ids": [], "properties": [3]},
              {"ids": ["x"] * (manifest.ROWS + 1), "properties": []}],
)  # fmt: skip
def test_what_is_no_data_extension_is_refused(service: Service, asked: Any) -> None:
    assert service.refused("extend", asked)[0] == 400


def test_suggestions_begin_as_they_are_typed(service: Service) -> None:
    def suggested(prefix: str, cursor: int = 0) -> list[str]:
        return [e["id"] for e in service("suggest", {"prefix": prefix, "cursor": cursor})["result"]]

    assert suggested("vlad") == ["Q7747"] and suggested("Q43")[0] == "Q43"
    every = suggested("a")
    assert {"Q399", "Q227"} <= set(every) and suggested("a", 1) == every[1:] and suggested("zz") == []
    assert service("suggest", {"prefix": "vlad", "cursor": 0})["result"][0]["notable"] == [
        {"id": "Person", "name": "person"}
    ]


def test_a_preview_shows_sentences_and_runs_nothing(service: Service) -> None:
    page = service("preview", {"id": "Q227"})
    assert page.startswith("<!DOCTYPE html>") and "Azerbaijan attacks Armenia" in page and "contested" in page
    assert "default-src 'none'" in page and "wikidata.org/wiki/Q227" in page
    assert service("flyout", {"id": "Q227"})["id"] == "Q227"
    assert service.refused("preview", {"id": "<b>"}) == (404, "there is no entity '<b>'\n")


def test_the_index_is_made_once(service: Service) -> None:
    service.result("Armenia")
    made = (service.place / FILE).stat().st_mtime_ns
    service.result("Russia")
    assert (service.place / FILE).stat().st_mtime_ns == made and [p.name for p in service.place.iterdir()] == [FILE]
    assert Names.of(service.graph, service.place).entry("Q159") is not None


def test_numbers_beyond_all_bounds_are_no_fault(service: Service) -> None:
    def names(limit: object) -> Any:
        asked = {"ids": ["Q7747"], "properties": [{"id": "names", "settings": {"limit": limit}}]}
        return service("extend", asked)["rows"]["Q7747"]["names"]

    assert names(float("inf")) == names(float("nan")) == names(10**30) == names(None) != []
    assert service("suggest", {"prefix": "a", "cursor": 10**30})["result"] == []
    assert len(service.result("Armenia", limit=float("inf"))) >= 1


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("queries", {"q": {"query": "\ud800"}}), ("queries", {"\udfff": {"query": "Armenia"}}),
        ("extend", {"ids": ["\ud800"], "properties": []}), ("preview", {"id": "Q\ud800"}),
        ("suggest", {"prefix": "a\ud800", "cursor": 0}),
    ],
)  # fmt: skip
def test_half_a_character_is_refused(service: Service, name: str, asked: Any) -> None:
    status, told = service.refused(name, asked)
    assert status == 400 and told.startswith("the question has half of a surrogate pair in it")


def test_what_was_left_unfinished_is_cleared_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    graph, stem = Graph.memory(), FILE.partition(".")[0]
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    (tmp_path / f"{stem}.{dead.pid}").touch()
    (tmp_path / f"{stem}.{os.getppid()}").touch()

    def full(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    with monkeypatch.context() as patched:
        patched.setattr(names_of, "_fill", full)
        with pytest.raises(sqlite3.OperationalError):
            Names.of(graph, tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == [f"{stem}.{os.getppid()}"]
    Names.of(graph, tmp_path).close()
    assert (tmp_path / FILE).exists()
