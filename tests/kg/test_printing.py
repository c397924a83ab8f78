"""Tables that fit the terminal, and the same rows for other programs."""

import csv
import io
import json
from collections.abc import Callable
from typing import Any

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import printing
from kg.catalogue import ask, find
from kg.dossier import show
from kg.layout import answer, dossier
from kg.store import Graph
from kg.terms import IRI

COLUMNS = ("backer", "said_by", "articles")
ROWS = [("Peru", ("Chile", "(article)"), 12), ("Bolivia | La Paz", (), None)]


def plain(text: str) -> str:
    return click.unstyle(text)


@pytest.fixture(autouse=True)
def _terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")


def test_a_table() -> None:
    assert plain(printing.formatted("table", COLUMNS, ROWS)) == (
        "backer            said by    articles\n"
        "────────────────  ─────────  ────────\n"
        "Peru              Chile            12\n"
        "                  (article)\n"
        "Bolivia | La Paz\n"
    )


def test_a_sentence_stands_under_its_row() -> None:
    text = plain(printing.formatted("table", ("backer", "sentence"), [("Peru", "Peru backs Chile."), ("Chile", None)]))
    assert text.splitlines()[2:] == ["Peru", "    “Peru backs Chile.”", "Chile"]


def test_a_word_is_broken_only_where_it_has_a_hyphen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "52")
    row = ("Debretsion Gebremichael", "Nagorno-Karabakh", "2016-04-02", "2016-04-03", "reconnaissance")
    lines = plain(printing.formatted("table", ("a", "b", "first", "last", "c"), [row])).splitlines()
    assert [line.split() for line in lines[2:4]] == [
        ["Debretsion", "Nagorno-", "2016-04-02", "2016-04-03"], ["Gebremichael", "Karabakh"],
    ]  # fmt: skip
    assert lines[4].startswith("no room here for: c")


def test_other_formats() -> None:
    assert printing.formatted("csv", COLUMNS, ROWS) == (
        "backer,said_by,articles\nPeru,Chile; (article),12\nBolivia | La Paz,,\n"
    )
    assert printing.formatted("tsv", COLUMNS, ROWS).splitlines()[1] == "Peru\tChile; (article)\t12"
    assert json.loads(printing.formatted("json", COLUMNS, ROWS))[0] == {
        "backer": "Peru", "said_by": ["Chile", "(article)"], "articles": 12,
    }  # fmt: skip
    assert printing.formatted("md", COLUMNS, ROWS).splitlines()[-1] == "| Bolivia \\| La Paz |  |  |"


def test_cells() -> None:
    assert printing.cell(IRI("http://www.wikidata.org/entity/Q419")) == "wd:Q419"
    assert printing.cell(IRI("https://example.org/x")) == "https://example.org/x"
    assert [printing.cell(value) for value in (None, True, False, 0.5, "x")] == ["", "true", "false", "0.5", "x"]


words = st.text(st.characters(codec="ascii", categories=["L", "N"]), max_size=30)


@given(st.integers(1, 6).flatmap(lambda n: st.lists(st.tuples(*[words] * n), min_size=1, max_size=5)))
def test_no_line_is_wider_than_the_terminal(rows: list[tuple[str, ...]]) -> None:
    columns = [f"c{n}" for n in range(len(rows[0]))]
    text = plain(printing.formatted("table", columns, rows))
    assert max(map(len, text.splitlines())) <= printing.width()
    assert sum(len(value) for row in rows for value in row) <= len(text.replace(" ", ""))


@given(st.lists(st.tuples(st.text(), st.text()), max_size=5))
def test_csv_reads_back(rows: list[tuple[str, str]]) -> None:
    text = printing.formatted("csv", ("a", "b"), rows)
    assert [tuple(row) for row in csv.reader(io.StringIO(text, newline=""))][1:] == [
        (a.replace("\r", " "), b.replace("\r", " ")) for a, b in rows
    ]


def test_the_results_of_sparql(graph: Graph) -> None:
    assert printing.result("table", graph.query("ASK { ?c a par:Claim }")) == "true\n"
    triples = graph.query("CONSTRUCT { ?c a par:Claim } WHERE { ?c a par:Claim }")
    assert "par:Claim" in printing.result("table", triples)
    assert json.loads(printing.result("json", triples))
    rows = graph.query("SELECT ?name { entity:Q399 rdfs:label ?name }")
    assert plain(printing.result("table", rows)).splitlines()[-1] == "Armenia"


def test_an_answer_with_its_evidence(graph: Graph) -> None:
    found = ask(graph, find("who-backs-whom"), {"side": "Azerbaijan"})
    text = " ".join(plain(answer("table", found, with_evidence=True)).split())
    assert "“Turkey backs Azerbaijan.” — Villages shelled, Wire One, 2016-04-03" in text
    assert (
        "“Ankara reportedly sends arms to Azerbaijan.” — Helicopter down, Wire Two, 2016-04-05; someone unnamed" in text
    )
    records = json.loads(answer("json", found, with_evidence=True))
    assert all(record["evidence"][0]["sentence"] for record in records)
    assert "“Turkey backs Azerbaijan.”" in answer("csv", found, with_evidence=True)
    assert "“Turkey backs Azerbaijan.”" in answer("md", found, with_evidence=True)


def test_an_answer_without_rows(graph: Graph) -> None:
    found = ask(graph, find("who-backs-whom"), {"side": "Turkey"})
    assert answer("table", found, with_evidence=True).splitlines() == [
        "nothing found: who-backs-whom --side Turkey",
        "the graph has 4 claims about Turkey: kg show Turkey",
    ]
    assert answer("json", found, with_evidence=True) == "[]\n"


def test_a_dossier(graph: Graph) -> None:
    text = plain(dossier(show(graph, "armenia")))
    assert text.startswith("Armenia · State · Q399 https://www.wikidata.org/wiki/Q399\n")
    flat = " ".join(text.split())
    assert "… attacks Armenia Azerbaijan; 2016-04-02; said by Defence Ministry of Armenia; denied by Azerbaijan" in flat
    militias = plain(dossier(show(graph, "Karabakh militias")))
    assert "Azerbaijan; said by Karabakh militias, as told by Russia" in militias


def test_whoever_only_denies_it_does_not_say_it(story: Callable[..., Any]) -> None:
    s = story("Turkey denied arming Azerbaijan.")
    turkey, azerbaijan = s.entity("Turkey"), s.entity("Azerbaijan")
    told = s.says(turkey, "Turkey", "denied", "arming Azerbaijan", "denies")
    s.claim(turkey, "suppliesWeaponsTo", azerbaijan, "arming", attributions=(told,), denied_by=(turkey,))
    made = Graph.memory()
    made.add(s.reading())
    text = plain(dossier(show(made, "Turkey")))
    assert "Azerbaijan; denied by Turkey" in text and "said by" not in text


def test_a_dossier_of_something_of_which_nothing_is_claimed(graph: Graph) -> None:
    assert "Nothing is claimed of it." in dossier(show(graph, "troops"))
