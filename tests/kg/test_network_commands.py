"""`kg network`: every verb, in every form, and what it says of a wrong call."""

import csv
import io
import json

import networkx
import pytest

VERBS = ("ties", "blocs", "balance", "brokers", "standing")


@pytest.mark.parametrize("verb", VERBS)
def test_each_verb_shows_a_table_and_gives_json(run, graph_folder, verb):
    shown = run("network", verb, "-g", graph_folder)
    assert (shown.status, shown.lines) == (0, ["left out: 1 no actors"])
    assert shown.out
    rows = json.loads(run("network", verb, "-g", graph_folder, "--format", "json").out)
    assert isinstance(rows, list)


def test_ties_tell_by_whom_and_who_denies(run, graph_folder):
    rows = list(csv.DictReader(io.StringIO(run("network", "ties", "-g", graph_folder, "--format", "csv").out)))
    (hostile,) = [row for row in rows if {row["one"], row["other"]} == {"Armenia", "Azerbaijan"}]
    assert (hostile["tie"], hostile["said_against"], hostile["disputed"]) == ("against", "2", "1 of 3")
    assert hostile["denied_by"] == "Azerbaijan"


def test_change_between_two_times(run, graph_folder):
    done = run(
        "network", "change", "--before", "2016-04-03", "--after", "2016-04-04", "-g", graph_folder, "--format", "json"
    )
    assert done.status == 0
    assert {row["change"] for row in json.loads(done.out)} == {"new", "gone"}
    assert "1 ties are for or against as before" in done.err or "ties are for or against as before" in done.err


def test_the_surroundings_of_an_actor(run, graph_folder):
    rows = json.loads(run("network", "ties", "--around", "Russia", "-g", graph_folder, "--format", "json").out)
    assert [(row["one"], row["other"]) for row in rows] == [("Russia", "Armenia")]


def test_relations_are_exported(run, graph_folder, tmp_path):
    assert run("network", "export", "-g", graph_folder, "-o", tmp_path / "p.graphml").status == 0
    made = networkx.read_graphml(tmp_path / "p.graphml", force_multigraph=True)
    attack = next(d for *_, d in made.edges(data=True) if d.get("denied_by"))
    assert (attack["sign"], attack["origins"], attack["contested"], attack["asserted_by"]) == (
        -1, 1, True, "Defence Ministry of Armenia"
    )  # fmt: skip
    assert run("network", "export", "-g", graph_folder, "-o", tmp_path / "t", "-f", "csv").status == 0
    assert (tmp_path / "t" / "edges.csv").exists()


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (["ties", "--told-by", "Atlantis"], "knows no entity 'Atlantis'"),
        (["ties", "--hops", "2"], "--hops goes with --around"),
        (["ties", "--since", "soon"], "'soon' is no date"),
        (["blocs", "--around", "Vladimir Putin"], "is not in this network"),
        (["export", "-f", "trig"], "trig holds the whole graph"),
        (["export", "-f", "csv"], "csv is two files"),
        (["draw", "sides", "Armenia"], "a picture of sides has two"),
        (["draw", "timeline", "Armenia", "-o", "x.pdf"], "pictures are no pdf"),
    ],
)
def test_a_wrong_call_is_told_in_one_line(run, graph_folder, call, said):
    done = run("network", *call, "-g", graph_folder)
    assert done.status == 2
    assert said in done.lines[-1]


@pytest.mark.parametrize("picture", [["sides"], ["timeline", "Armenia"], ["ledger"]], ids=lambda picture: picture[0])
def test_pictures_are_written(run, graph_folder, tmp_path, picture):
    pytest.importorskip("matplotlib", reason="the pictures need matplotlib (parley-kg[pictures])")
    done = run("network", "draw", *picture, "-g", graph_folder, "-o", tmp_path / "p.svg", "--dark")
    assert (done.status, done.out) == (0, "")
    assert (tmp_path / "p.svg").read_bytes().startswith(b"<?xml")


def test_an_empty_network_says_so(run, graph_folder):
    done = run("network", "ties", "--told-by", "Turkey", "-g", graph_folder)
    assert (done.status, done.out) == (0, "nothing found\n")
