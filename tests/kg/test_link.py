"""`kg link`: what a person decides shows at once in the articles concerned, in no others, and outlives every build."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import kg
from kg import api, sssom
from kg.decisions import FILE, NONE, Decision, Decisions
from kg.errors import DataError
from kg.model import Article, Entity, Mention, Reading
from kg.store import Graph
from kg.wikidata.online import Found

Run = Callable[..., Any]
TEXTS = {"a": "Georgia met Chad.", "b": "Chad met Mali.", "c": "GEORGIA left; Georgia Tech stayed, GT said."}


class Heeding:
    """Reads the names that it knows, as decided."""

    def __init__(self, decisions: Decisions = NONE, **how: object) -> None:
        self.decisions = decisions

    def read_many(self, articles: Iterable[Article]) -> Iterator[Reading]:
        for article in articles:
            names = [
                n
                for n in ("Georgia", "GEORGIA", "Chad", "Mali", "GT")
                if n in article.text.replace("Georgia Tech", "GT")
            ]
            yield Reading(article, tuple(self._entity(article, n, name) for n, name in enumerate(names, 1)))

    def _entity(self, article: Article, n: int, name: str) -> Entity:
        at = article.text.index(name)
        told = next((d for d in self.decisions.about(name) if not d.rejected), None)
        qid, score = (told.qid, 1.0) if told else ("Q230", 0.6) if name == "Georgia" else (None, 0.0)
        return Entity(f"e{n}", name, "State", qid, score, (Mention(at, at + len(name), name, "name"),))


@pytest.fixture
def graph(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("kg.api._make_reader", Heeding)
    (tmp_path / "news").mkdir()
    for name, text in TEXTS.items():
        (tmp_path / "news" / f"{name}.txt").write_text(text)
    kg.build(tmp_path / "news", tmp_path / "g.kg")
    return tmp_path / "g.kg"


def entities(graph: Path) -> dict[str, list[str]]:
    """The ends of the IRIs of the entities of each article."""
    with Graph.open(graph) as opened:
        rows = opened.select("SELECT ?text ?e { ?r par:refersTo ?e ; prov:wasDerivedFrom/schema:articleBody ?text }")
        names = {text: name for name, text in TEXTS.items()}
        found: dict[str, list[str]] = {}
        for text, entity in rows:
            found.setdefault(names[str(text).strip()], []).append(str(entity).rpartition("/")[2])
    return {name: sorted(ends) for name, ends in sorted(found.items())}


def test_a_decision_shows_at_once_where_the_name_stands(run: Run, graph: Path) -> None:
    before = entities(graph)
    status, out, err = run("link", "set", "georgia", "q1428", "-g", graph)
    assert (status, err) == (0, "")
    assert out.splitlines()[0] == "georgia is Q1428 (Georgia)" and "read again 2 articles" in out
    after = entities(graph)
    assert after["a"] == ["Q1428", "chad"] and after["b"] == before["b"]
    assert after["c"] == ["Q1428", "gt"]


def test_no_decision_is_lost_to_another_taken_at_once(graph: Path) -> None:
    names = [f"Peru {n}" for n in range(12)]

    def decide(name: str) -> None:
        api.decide(graph, Decision(name, None))

    with ThreadPoolExecutor(len(names)) as pool:
        list(pool.map(decide, names))
    assert sorted(d.name for d in kg.open(graph).decisions) == sorted(names)
    assert [path.name for path in graph.glob(f".{FILE}*")] == [f".{FILE}.lock"]


def test_a_decision_outlives_every_build(run: Run, graph: Path, tmp_path: Path) -> None:
    run("link", "set", "Georgia", "Q1428", "-g", graph)
    decided, found = (graph / FILE).read_bytes(), entities(graph)
    again = kg.build(tmp_path / "news", graph)
    assert (again.read, again.unchanged) == (0, 3)
    (tmp_path / "news" / "b.txt").write_text(TEXTS["b"] + " ")
    kg.build(tmp_path / "news", graph)
    assert ((graph / FILE).read_bytes(), entities(graph)) == (decided, found)


def test_a_later_decision_waits_for_the_build(run: Run, graph: Path, tmp_path: Path) -> None:
    before = entities(graph)
    out = run("link", "set", "Georgia", "Q1428", "-g", graph, "--later").out
    assert f"the name stands in 2 articles of the graph, to be read again: kg build SOURCES -o {graph}" in out
    assert entities(graph) == before
    summary = kg.build(tmp_path / "news", graph)
    assert (summary.read, summary.unchanged) == (2, 1) and entities(graph)["a"] == ["Q1428", "chad"]


def test_why_and_by_whom_touches_no_article(run: Run, graph: Path, tmp_path: Path) -> None:
    run("link", "set", "Georgia", "Q1428", "-g", graph)
    run("link", "set", "Georgia", "Q1428", "-g", graph, "--comment", "sure", "--author", "A", "--later")
    assert kg.build(tmp_path / "news", graph).read == 0


def test_a_decision_is_overturned_and_taken_back(run: Run, graph: Path) -> None:
    before = entities(graph)
    run("link", "set", "Georgia", "Q1428", "-g", graph)
    assert "no longer: Georgia is Q1428 (Georgia)" in run("link", "reject", "Georgia", "-g", graph).out
    assert entities(graph)["a"] == ["chad", "georgia"]
    assert "no longer: Georgia is linked to nothing" in run("link", "unset", "Georgia", "-g", graph).out
    assert entities(graph) == before
    assert run("link", "list", "-g", graph).out == "nothing is decided: kg link set NAME QID\n"


def test_an_item_that_nobody_knows_may_be_decided(run: Run, graph: Path) -> None:
    status, out, err = run("link", "set", "Mali", "Q999999999", "-g", graph)
    assert status == 0 and out.startswith("Mali is Q999999999\n") and entities(graph)["b"] == ["Q999999999", "chad"]
    assert err == "kg: Q999999999 is unknown here: its label and class cannot be told (--label, --type)\n"


def test_a_name_of_no_article_may_be_decided(run: Run, graph: Path) -> None:
    status, out, _ = run("link", "reject", "Peru", "Q1", "-g", graph)
    assert status == 0 and out.splitlines()[-1] == "the name stands in 0 articles of the graph"
    rows = json.loads(run("link", "list", "-g", graph, "--format", "json").out)
    assert [row["decision"] for row in rows] == ["Peru is not Q1"]


def test_articles_with_mentions_of_their_own_stay_as_they_are(run: Run, graph: Path) -> None:
    lines = json.dumps({"id": "d", "text": "Georgia sang.", "mentions": [{"start": 0, "end": 7, "type": "Person"}]})
    run("build", "-", "-o", graph, stdin=lines + "\n")
    status, out, err = run("link", "set", "Georgia", "Q1428", "-g", graph)
    assert status == 1 and "read again 2 articles" in out
    assert "came with mentions that the graph does not keep (kg build its file again)" in err


@pytest.mark.parametrize("wanted", ["Georgia", "Q230"])
def test_show(run: Run, graph: Path, wanted: str) -> None:
    run("link", "reject", "Georgia", "Q1428", "-g", graph, "--author", "A. Analyst", "--comment", "all Caucasus")
    status, out, err = run("link", "show", wanted, "-g", graph)
    told = " ".join(out.split())
    assert (status, err) == (0, "") and "Q230 (0.6)" in told and "“Georgia met Chad.”" in told
    assert "decided: Georgia is not Q1428 (Georgia) (A. Analyst" in told and "all Caucasus)" in told
    found = json.loads(run("link", "show", wanted, "-g", graph, "--format", "json").out)
    assert {"Georgia": 1} in [meant["words"] for meant in found["meant"]] and found["possible"]


def test_show_asks_wikidata_only_where_it_is_told_to(run: Run, graph: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hits = [(Found("Q1428", "Georgia", "state of the US", "Georgia"),), ()]
    monkeypatch.setattr("kg.wikidata.online.candidates", lambda name: hits.pop(0) if name == "Georgia" else None)
    assert "Q1428  Georgia · state of the US" in run("link", "show", "Georgia", "-g", graph, "--online").out
    assert "Wikidata finds nothing of this name." in run("link", "show", "Georgia", "-g", graph, "--online").out
    assert "Wikidata" not in run("link", "show", "Georgia", "-g", graph).out.replace("Wikidata item", "")


def test_show_asks_wikidata_for_a_name_that_nobody_here_knows(
    run: Run, graph: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hits = [(Found("Q42", "Zandovia", "imaginary state", "Zandovia"),), ()]
    monkeypatch.setattr("kg.wikidata.online.candidates", lambda name: hits.pop(0))
    assert kg.open(graph).meaning("Zandovia").is_empty
    status, out, err = run("link", "show", "Zandovia", "-g", graph, "--online")
    assert (status, err) == (0, "") and "Q42  Zandovia · imaginary state" in out
    assert "It stands in no article of the graph." in out
    done = run("link", "show", "Zandovia", "-g", graph, "--online")
    assert (done.status, done.out, len(done.lines)) == (2, "", 1) and "nothing is known by the name" in done.err


def test_show_finds_a_name_however_it_is_spelt(graph: Path) -> None:
    found = kg.open(graph).meaning("the georgia")
    assert sorted(m.qid or "-" for m in found.meant) == ["-", "Q230"]


@pytest.mark.parametrize(
    "args",
    [
        ["set", "Georgia", "230"],
        ["set", "…", "Q1"],
        ["set", "\udcff", "Q1"],
        ["set", "Georgia", "Q1", "--type", "Planet"],
        ["set", "Georgia", "Q1", "--comment", "\udcff"],
        ["set", "Georgia"],
        ["reject", ""],
        ["unset", "Peru"],
        ["show", "Zandovia"],
        ["show", "Q99"],
        ["show", "\udcff"],
    ],
)
def test_wrong_calls_are_one_line(run: Run, graph: Path, args: list[str]) -> None:
    done = run("link", *args, KG_GRAPH=graph)
    assert (done.status, done.out, len(done.lines)) == (2, "", 1)
    assert not (graph / FILE).exists()


def test_a_missing_graph_is_one_line(run: Run, tmp_path: Path) -> None:
    done = run("link", "set", "Georgia", "Q230", "-g", tmp_path / "none.kg")
    assert (done.status, len(done.lines)) == (1, 1) and "there is no such graph" in done.err
    assert not (tmp_path / "none.kg").exists()


def test_a_bad_line_stops_everything_and_is_named(run: Run, graph: Path, tmp_path: Path) -> None:
    (graph / FILE).write_text("subject_label\tpredicate_id\tobject_id\tmapping_justification\nGeorgia\n")
    for args in (
        ["link", "list", "-g", graph],
        ["link", "set", "Mali", "Q912", "-g", graph],
        ["build", tmp_path / "news", "-o", graph],
    ):
        done = run(*args)
        assert done.status == 1 and done.lines[-1].startswith(f"kg: {graph / FILE}:2: ")
    with pytest.raises(DataError):
        _ = kg.open(graph).decisions


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(sssom.dump(replace(sssom.parse(text, "x"), metadata=""))), delimiter="\t"))


def test_export(run: Run, graph: Path, tmp_path: Path) -> None:
    run("link", "reject", "Mali", "-g", graph, "--author", "orcid:0000-0002-1825-0097")
    status, out, err = run("link", "export", "-g", graph)
    assert (status, err) == (0, "") and out.startswith("# curie_map:\n") and "\n# license: " in out
    link, decision = table(out)
    assert (link["subject_id"], link["predicate_id"], link["object_id"]) == (
        "entity:Q230",
        "skos:closeMatch",
        "wd:Q230",
    )
    assert (link["mapping_justification"], link["confidence"]) == ("semapv:LexicalMatching", "0.6")
    assert (decision["subject_label"], decision["object_id"]) == ("Mali", sssom.NOTHING)
    assert decision["mapping_justification"] == "semapv:ManualMappingCuration" and not decision["subject_id"]
    assert decision["author_id"].startswith("orcid:")
    assert run("link", "export", "-g", graph, "-o", tmp_path / "out.tsv").out == ""
    assert (tmp_path / "out.tsv").read_text() == out


def test_a_link_that_rests_on_a_decision_is_a_persons(graph: Path) -> None:
    api.decide(graph, Decision("Georgia", "Q1428", author="A. Analyst", date="2024-05-01"))
    link = table(kg.open(graph).links())[0]
    assert (link["object_id"], link["author_label"], link["mapping_date"]) == ("wd:Q1428", "A. Analyst", "2024-05-01")
    assert link["predicate_id"] == "skos:exactMatch" and link["mapping_justification"].endswith("ManualMappingCuration")


def test_reading_heeds_decisions(run: Run, graph: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("link", "set", "Georgia", "Q1428", "-g", graph)
    monkeypatch.setattr("extractors.reader", lambda stages, **how: Heeding(**how))
    line = json.dumps({"id": "a", "text": "Georgia met Chad."}) + "\n"
    assert '"Q1428"' in run("read", "--decisions", graph / FILE, stdin=line).out
    assert '"Q230"' in run("read", stdin=line).out
    missing = run("read", "--decisions", "none.tsv", stdin=line)
    assert (missing.status, len(missing.lines)) == (2, 1)


def test_a_graph_in_memory_has_no_decisions() -> None:
    assert len(api.Graph.memory().decisions) == 0  # type: ignore[attr-defined]
