"""`kg wikidata diff`: from a graph to a reviewed batch."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kg import views
from kg.proposals import facts
from kg.store import Graph
from kg.wikidata.index import OFF
from tests.kg.conftest import Story, background, shelling
from tests.kg.dumps import entity, value, written
from tests.kg.endpoint import Endpoint

Run = Callable[..., Any]
ORGANISATION, STATE = "Q7184", "Q43"


def membership() -> Any:
    """A dated membership in two articles' own voice, and one that somebody denies."""
    s = Story(
        "Turkey joined NATO in 1952. Russia said Azerbaijan is part of NATO. Azerbaijan denied it.", id="m",
        url="https://m.example/1", title="Who is in", date="2016-04-07",
    )  # fmt: skip
    turkey, russia, azerbaijan = (s.entity(n) for n in ("Turkey", "Russia", "Azerbaijan"))
    nato = s.entity("NATO", "Alliance")
    s.entities[-1] = type(s.entities[-1])(nato, "NATO", "Alliance", ORGANISATION, 0.95, s.entities[-1].mentions)
    told = s.says(russia, "Russia", "said", "Azerbaijan is part of NATO")
    s.claim(turkey, "memberOf", nato, "joined", time="1952/..")
    s.claim(azerbaijan, "memberOf", nato, "part of", attributions=(told,), denied_by=(azerbaijan,))
    return s.reading()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("diff") / "g.kg"
    with Graph.create(place) as made:
        made.add(shelling(), background(), membership(), reader="test reader 1")
        views.refresh(made)
    return place


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    other = entity("Q1", "x", value("P463", "Q2"), value("P6", "Q7"), value("P35", "Q8"))
    turkey, azerbaijan = entity(STATE, "Turkey", value("P463", ORGANISATION)), entity("Q227", "Azerbaijan")
    return written(tmp_path / "slice.json", turkey, azerbaijan, entity("Q159", "Russia"), other)


def test_facts_have_their_voices_and_receipts(folder: Path) -> None:
    with Graph.open(folder) as graph:
        found = {(f.subject.label, f.predicate): f for f in facts(graph, 0.5)}
    turkey, azerbaijan = found["Turkey", "memberOf"], found["Azerbaijan", "memberOf"]
    assert (turkey.when.since, turkey.standing, turkey.evidence[0].url) == ("1952", "plain", "https://m.example/1")
    assert (azerbaijan.standing, [p.name for p in azerbaijan.denied_by]) == ("contested", ["Azerbaijan"])
    assert [p.qid for p in azerbaijan.said_by] == ["Q159"]
    assert found["Vladimir Putin", "leads"].words == ("led",)


def test_a_review_from_table_to_batch(run: Run, folder: Path, dump: Path, tmp_path: Path) -> None:
    table = tmp_path / "review.tsv"
    made = run("wikidata", "diff", "-g", folder, "--dump", dump, "--format", "tsv", "-o", table, PARLEY_WIKIDATA=OFF)
    assert (made.status, made.lines[-1]) == (
        0, "5 proposals, compared with slice.json: 3 new, 1 refined, 1 unchecked",
    ), made.err  # fmt: skip
    rows = list(csv.DictReader(io.StringIO(table.read_text(encoding="utf-8")), delimiter="\t"))
    told = {(row["item_label"], row["value_label"]): row for row in rows}
    assert told["Turkey", "NATO"]["state"] == "refined" and told["Azerbaijan", "NATO"]["standing"] == "contested"
    for row in rows:
        row["decision"] = "yes" if row["value_label"] == "NATO" else "no"
    told["Russia", "Vladimir Putin"]["decision"] = "yes"
    out = io.StringIO()
    writer = csv.DictWriter(out, rows[0], delimiter="\t")
    writer.writeheader()
    writer.writerows(rows)
    table.write_text(out.getvalue(), encoding="utf-8")

    batch = run("wikidata", "diff", "-g", folder, "--dump", dump, "--reviewed", table, "--format", "qs")
    assert batch.status == 1
    assert "review.tsv:" in batch.lines[0] and "choose one of P35, P6 as its property" in batch.lines[0]
    azerbaijan, turkey = (line.split("\t") for line in batch.out.splitlines())
    assert turkey[:5] == ["Q43", "P463", "Q7184", "P580", "+1952-00-00T00:00:00Z/9"]
    assert azerbaijan[:7] == ["Q227", "P463", "Q7184", "P1310", "Q227", "P3680", "Q159"]


def test_without_a_review_only_what_is_plain_is_written(run: Run, folder: Path, dump: Path) -> None:
    options = ("-g", folder, "--dump", dump, "--predicate", "memberOf")
    batch = run("wikidata", "diff", *options, "--format", "qs", PARLEY_WIKIDATA=OFF)
    assert batch.status == 0 and [line.split("\t")[0] for line in batch.out.splitlines()] == ["Q43"]
    assert batch.lines == ["1 statement for QuickStatements, of 3 proposals"]
    as_csv = run("wikidata", "diff", *options, "--format", "qs-csv")
    assert as_csv.out.splitlines()[0] == "qid,P463,qal580,S854,s1476,s577,s1683"


def test_the_table_for_the_terminal(run: Run, folder: Path, dump: Path) -> None:
    shown = run("wikidata", "diff", "-g", folder, "--dump", dump, "--about", "Turkey", PARLEY_WIKIDATA=OFF)
    assert shown.status == 0 and "refined: Wikidata has it, without this date (1)" in shown.out
    assert "since 1952" in shown.out and "Wikidata: member of: NATO" in shown.out
    none = run("wikidata", "diff", "-g", folder, "--dump", dump, "--about", "Turkey", "--state", "there")
    assert none.out == "Wikidata lacks nothing that this graph could tell it.\n"


def test_other_forms(run: Run, folder: Path, dump: Path) -> None:
    told = json.loads(run("wikidata", "diff", "-g", folder, "--dump", dump, "--format", "json").out)
    assert {row["item"] for row in told} >= {"Q43", "Q227"}
    assert run("wikidata", "diff", "-g", folder, "--dump", dump, "--format", "html").out.startswith("<!DOCTYPE html>")


def test_the_index_alone_tells_little(run: Run, folder: Path) -> None:
    shown = run("wikidata", "diff", "-g", folder, "--format", "csv", PARLEY_WIKIDATA=OFF)
    assert shown.status == 0 and "compared with the index of Wikidata" in shown.err and "unchecked" in shown.err


def test_online_asks_the_endpoint_once(run: Run, folder: Path, endpoint: Endpoint) -> None:
    options = ("-g", folder, "--online", "--endpoint", endpoint.address, "--about", "Turkey", "--format", "json")
    first = json.loads(run("wikidata", "diff", *options, PARLEY_WIKIDATA=OFF).out)
    assert first == [], "Wikidata has it since 18 February 1952"
    asked = len(endpoint.seen)
    assert asked > 30
    both = run("wikidata", "diff", *options, "--state", "there")
    assert json.loads(both.out)[0]["wikidata_has"].endswith("(since 1952-02-18)") and len(endpoint.seen) == asked


@pytest.mark.parametrize(
    ("options", "status", "told"),
    [
        (("--dump", "x", "--online"), 2, "kg: compare with one source"),
        (("--refresh",), 2, "kg: compare with one source"),
        (("--dump", "nowhere.json"), 1, "kg: nowhere.json: the dump cannot be read"),
        (("--reviewed", "nowhere.tsv"), 1, "kg: nowhere.tsv: cannot be read"),
        (("--about", "Atlantis"), 2, "kg: the graph knows no entity 'Atlantis'"),
        (("-o", "no/where.tsv"), 2, "kg: no/where.tsv: cannot be written"),
    ],
)
def test_what_goes_wrong_is_told_in_a_line(
    run: Run, folder: Path, options: tuple[str, ...], status: int, told: str
) -> None:
    done = run("wikidata", "diff", "-g", folder, *options, PARLEY_WIKIDATA=OFF)
    assert done.status == status and done.lines[0].startswith(told) and len(done.lines) == 1
