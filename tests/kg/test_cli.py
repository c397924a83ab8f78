"""The command line: every verb does its work, says so, and imports only what it needs."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pytest
from click.shell_completion import ShellComplete

from kg import __version__, cli, resources
from kg.model import Reading
from kg.plugins import Plugin
from kg.store import Graph

Run = Callable[..., Any]


def test_help_names_every_verb(run: Run) -> None:
    status, out, _ = run()
    assert status == 0 and all(f"\n  {verb} " in out for verb in cli.cli.commands)
    assert run("--version") == (0, f"kg, version {__version__}\n", "")


@pytest.mark.parametrize("verb", sorted(cli.cli.commands))
def test_the_help_of_a_verb_shows_an_example(run: Run, verb: str) -> None:
    status, out, _ = run(verb, "--help")
    assert status == 0 and f"\n  kg {verb}" in out


def test_ask_lists_the_saved_queries(run: Run) -> None:
    status, out, _ = run("ask")
    assert status == 0 and "who-backs-whom\n" in out and "--side ENTITY" in out


def test_ask(run: Run, graph_folder: Path) -> None:
    status, out, err = run("ask", "who-backs-whom", "-g", graph_folder, "--side", "Armenia")
    assert (status, err) == (0, "")
    assert "Russia" in out and "“Russia is an ally of Armenia.”" in out and "Turkey" not in out


@pytest.mark.parametrize(
    "args",
    [
        ["who-backs-whom", "--side=Armenia"],
        ["--side", "Armenia", "who-backs-whom"],
        ["who-backs-whom", "--param", "side=Armenia"],
        ["who-backs-whom", "--param=side=Armenia"],
    ],
)
def test_parameters_may_be_written_in_several_ways(run: Run, graph_folder: Path, args: list[str]) -> None:
    status, out, _ = run("ask", "-g", graph_folder, "--format", "json", *args)
    assert status == 0 and [row["backer"] for row in json.loads(out)] == ["Russia"]


@pytest.mark.parametrize(
    ("form", "begins"), [("csv", "backer,"), ("tsv", "backer\t"), ("md", "| backer |"), ("json", "[")]
)
def test_ask_in_other_formats(run: Run, graph_folder: Path, form: str, begins: str) -> None:
    assert run("ask", "who-backs-whom", "-g", graph_folder, "--format", form)[1].startswith(begins)


def test_ask_with_evidence(run: Run, graph_folder: Path) -> None:
    _, out, _ = run("ask", "who-backs-whom", "-g", graph_folder, "--evidence")
    assert "Villages shelled, Wire One, 2016-04-03" in " ".join(out.split())


def test_the_graph_may_come_from_the_environment(run: Run, graph_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_GRAPH", str(graph_folder))
    assert run("show", "Armenia")[0] == 0


def test_sparql(run: Run, graph_folder: Path, tmp_path: Path) -> None:
    query = "SELECT ?name { entity:Q399 rdfs:label ?name }"
    expected = (0, "name\nArmenia\n", "")
    assert run("sparql", "-g", graph_folder, "--format", "csv", query) == expected
    assert run("sparql", "-g", graph_folder, "--format", "csv", "-", stdin=query) == expected
    (tmp_path / "q.rq").write_text(query)
    assert run("sparql", "-g", graph_folder, "--format", "csv", "-f", tmp_path / "q.rq") == expected
    assert run("sparql", "-g", graph_folder, "ASK { entity:Q399 ?p ?o }") == (0, "true\n", "")
    assert "Armenia" in run("sparql", "-g", graph_folder, "CONSTRUCT WHERE { entity:Q399 rdfs:label ?name }")[1]


def test_show(run: Run, graph_folder: Path) -> None:
    status, out, _ = run("show", "armenia", "-g", graph_folder)
    assert status == 0 and out.startswith("Armenia · State · Q399")
    record = json.loads(run("show", "Q399", "-g", graph_folder, "--format", "json")[1])
    assert record["name"] == "Armenia" and record["statements"]


def test_export(run: Run, graph_folder: Path, tmp_path: Path) -> None:
    status, out, _ = run("export", "-g", graph_folder, "-f", "nq")
    assert status == 0 and out.splitlines() == sorted(out.splitlines()) and out
    assert run("export", "-g", graph_folder, "-f", "gexf", "-o", tmp_path / "g.gexf") == (0, "", "")
    assert (tmp_path / "g.gexf").read_text().endswith("</gexf>\n")


def test_the_name_of_a_file_says_its_format(run: Run, graph_folder: Path, tmp_path: Path) -> None:
    for name, begins in [
        ("g.dot", b"digraph"),
        ("g.html", b"<!DOCTYPE html>"),
        ("g.graphml.gz", b"\x1f\x8b"),
        ("g", b"@prefix"),
    ]:
        assert run("export", "-g", graph_folder, "-o", tmp_path / name) == (0, "", "")
        assert (tmp_path / name).read_bytes().startswith(begins)


@pytest.mark.parametrize(("verb", "ending"), [("export", "xyz"), ("export", "pdf.gz"), ("network export", "gexf.bz2")])
def test_no_file_says_one_format_and_holds_another(run: Run, graph_folder: Path, verb: str, ending: str) -> None:
    path = graph_folder.with_name(f"g.{ending}")
    status, out, err = run(*verb.split(), "-g", graph_folder, "-o", path)
    told = ending.removesuffix(".gz").rpartition(".")[2]
    assert (status, out) == (2, "") and f"there is no format '{told}' (end it in one of trig, " in err
    assert err.count("\n") == 1 and not path.exists()


def test_a_named_format_goes_before_the_name_of_the_file(run: Run, graph_folder: Path, tmp_path: Path) -> None:
    assert run("export", "-g", graph_folder, "-o", tmp_path / "g.xyz", "-f", "gexf") == (0, "", "")
    assert (tmp_path / "g.xyz").read_text().endswith("</gexf>\n")


def test_parts_of_a_graph_are_exported(run: Run, graph_folder: Path) -> None:
    def labels(*args: str) -> list[str]:
        status, out, err = run("export", "-g", graph_folder, "-f", "cyjs", *args)
        assert (status, err) == (0, "")
        return [node["data"]["label"] for node in json.loads(out)["elements"]["nodes"]]

    assert labels("who-backs-whom", "--side", "Armenia") == ["Russia", "Armenia"]
    assert labels("--told-by", "Armenia") == ["Azerbaijan", "Armenia"]
    assert labels("--around", "Karabakh") == ["OSCE Minsk Group", "Azerbaijan", "Karabakh"]
    assert len(labels("--around", "Karabakh", "--hops", "3")) == 9


def test_tables_go_into_a_folder(run: Run, graph_folder: Path, tmp_path: Path) -> None:
    assert run("export", "-g", graph_folder, "-f", "csv", "-o", tmp_path / "t") == (0, "", "")
    assert sorted(path.name for path in (tmp_path / "t").iterdir()) == ["edges.csv", "nodes.csv"]
    status, _, err = run("export", "-g", graph_folder, "-f", "csv")
    assert status == 2 and "csv is two files (name a folder for them: -o FOLDER)" in err


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["--around", "Armenia", "--told-by", "Russia"], "a network is of one part of the graph"),
        (["positions", "--around", "Armenia"], "a network is of one part of the graph"),
        (["--hops", "2"], "--hops goes with --around"),
        (["--side", "Armenia"], "no question was named"),
        (["--around", "Atlantis"], "the graph knows no entity 'Atlantis'"),
    ],
)
def test_parts_that_cannot_be_exported(run: Run, graph_folder: Path, args: list[str], says: str) -> None:
    status, out, err = run("export", "-g", graph_folder, "-f", "gexf", *args)
    assert (status, out) == (2, "") and says in err


@pytest.mark.slow
def test_check(run: Run, graph_folder: Path) -> None:
    assert run("check", "-g", graph_folder) == (0, "0 findings in 3 articles\n", "")


def test_vocabulary(run: Run) -> None:
    lines = run("vocabulary", "--json")[1].splitlines()
    records = {record["name"]: record for record in map(json.loads, lines)}
    assert records["supports"]["valence"] == 1
    assert "supports" in run("vocabulary")[1]


class Echo:
    """A reader that reads nothing, however it is asked to."""

    def __init__(self, *_: object, **__: object) -> None:
        pass

    def read_many(self, articles: Any) -> Any:
        return (Reading(article) for article in articles)


def test_read(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extractors.reader", Echo)
    lines = '{"id": "a", "text": "Peru"}\nnonsense\n{"id": "b", "text": ""}\n'
    status, out, err = run("read", "-", stdin=lines)
    records = [json.loads(line) for line in out.splitlines()]
    assert (status, [record["id"] for record in records]) == (1, ["a", None, "b"])
    assert records[1]["error"] == "line 2: not JSON: Expecting value at character 0"
    assert err == f"kg: {records[1]['error']}\n"
    (tmp_path / "a.jsonl").write_text(lines.replace("nonsense\n", ""))
    assert run("read", tmp_path / "a.jsonl")[0] == 0


def test_build(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.api._make_reader", Echo)
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "a.txt").write_text("Peru and Chile met.")
    status, out, err = run("build", tmp_path / "news", "-o", "new.kg")
    assert (status, err) == (0, "")
    assert out.splitlines()[0] == "read 1 article: 0 claims, 0 entities (0 linked to Wikidata)"
    assert out.splitlines()[-1] == "the graph is in new.kg"
    again = run("build", "-", "-o", "new.kg", stdin=b'{"id": "x", "text": "Bolivia came."}\n')
    assert again[0] == 0 and len(Graph.open("new.kg").articles()) == 2
    assert "passed over 1 article that did not change" in run("build", tmp_path / "news", "-o", "new.kg")[1]


def test_the_demo_runs_twice(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.api._make_reader", Echo)
    (tmp_path / "examples").mkdir()
    (tmp_path / "examples" / "a.txt").write_text("Peru and Chile met.")
    found = resources.folder
    monkeypatch.setattr(resources, "folder", lambda name: tmp_path / name if name == "examples" else found(name))
    assert run("demo")[0] == run("demo")[0] == 0
    assert Path("demo-graph").is_dir()


def test_a_broken_pipe_ends_quietly(graph_folder: Path) -> None:
    command = [sys.executable, "-m", "kg.cli", "export", "-g", str(graph_folder), "-f", "nq"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None and process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("args", [["vocabulary"], ["export", "-f", "nq"], ["export", "-o", "/dev/full"], ["ask"]])
def test_a_full_disk_is_one_line(graph_folder: Path, args: list[str]) -> None:
    command = [sys.executable, "-m", "kg.cli", *args]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            command, stdout=full, stderr=subprocess.PIPE, text=True, env={"KG_GRAPH": str(graph_folder)}, check=False
        )
    assert (done.returncode, done.stderr) == (1, "kg: output: cannot be written or read: No space left on device\n")


def test_a_fault_of_our_own_is_one_line(run: Run, graph_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise LookupError("of all\nthings")

    monkeypatch.setattr("kg.dossier.show", broken)
    status, out, err = run("show", "Armenia", "-g", graph_folder)
    assert (status, out) == (1, "")
    assert re.fullmatch(
        r"kg: LookupError: of all things at test_cli\.py:\d+ in broken \(a fault in Parley: please report it; "
        r"KG_DEBUG=1 shows where it arose\)\n",
        err,
    )
    monkeypatch.setenv("KG_DEBUG", "1")
    with pytest.raises(LookupError):
        cli.main(["show", "Armenia", "-g", str(graph_folder)])


@pytest.mark.parametrize(
    "args",
    [["show", "\udcff"], ["ask", "who-backs-whom", "--side", "\udcff"], ["ask", "says-denies", "--predicate", "\udcff"],
     ["ask", "\udcff"], ["show", "[x]"], ["ask", "who-backs-whom", "--side", "[x]"]],
)  # fmt: skip
def test_arguments_that_name_nothing(run: Run, graph_folder: Path, args: list[str]) -> None:
    done = run(*args, KG_GRAPH=graph_folder)
    assert (done.status, done.out, len(done.lines)) == (2, "", 1)


def test_an_interrupt_ends_with_status_130(run: Run, graph_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("kg.dossier.show", interrupted)
    status, out, err = run("show", "Armenia", "-g", graph_folder)
    assert (status, out.strip(), err.strip()) == (130, "", "")


HEAVY = ("spacy", "extractors", "rdflib", "networkx", "trafilatura", "pyshacl", "rich", "numpy")


@pytest.mark.parametrize(
    "args",
    [
        ["ask", "who-backs-whom"],
        ["ask", "who-backs-whom", "--evidence"],
        ["show", "Armenia"],
        ["sparql", "ASK { ?s ?p ?o }"],
        ["export", "-f", "graphml"],
        ["vocabulary"],
        ["--help"],
    ],
)
def test_what_reads_no_article_imports_no_reader(graph_folder: Path, args: list[str]) -> None:
    code = (
        "import sys; from kg.cli import main\n"
        "try: main(sys.argv[1:])\n"
        f"finally: print([m for m in {HEAVY} if m in sys.modules], file=sys.stderr)"
    )
    command = [sys.executable, "-c", code, *args]
    done = subprocess.run(command, capture_output=True, text=True, env={"KG_GRAPH": str(graph_folder)}, check=True)
    assert done.stderr.strip() == "[]"


def test_styles_are_for_terminals_only(run: Run, graph_folder: Path) -> None:
    _, out, _ = run("show", "Armenia", "-g", graph_folder)
    assert click.unstyle(out) == out


def test_plugins_are_listed(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.api.installed", tuple)
    assert run("plugins").out.startswith("no plug-ins are installed")
    found = (Plugin("odd", "parley-odd", "2.1", "no_such_module:stage"),)
    monkeypatch.setattr("kg.api.installed", lambda: found)
    status, out, err = run("plugins")
    assert status == 1 and "odd   parley-odd  2.1" in out and "cannot be loaded" in out
    assert err.startswith("kg: plug-in 'odd' (parley-odd 2.1): cannot be loaded: ModuleNotFoundError")
    assert err.count("\n") == 1


def test_ask_explains_a_question(run: Run) -> None:
    status, out, err = run("ask", "sides", "--help")
    assert (status, err) == (0, "") and out.startswith("sides\n")
    assert "--conflict ENTITY\n" in out and "must be given" in out and "kg ask sides --conflict Nagorno-Karabakh" in out
    assert run("ask", "-h", "sides") == (status, out, err)
    assert "kg ask" in run("ask", "--help")[1] and "--queries FOLDER" in run("ask", "-h")[1]


def test_ask_lists_by_tag(run: Run) -> None:
    out = run("ask", "--list")[1]
    assert out == run("ask")[1]
    assert out.index("\nbacking\n") < out.index("  sides\n") < out.index("\nchange\n")
    listed = run("ask", "--list", "territory")[1]
    assert "  recognition\n" in listed and "  sides\n" not in listed
    assert run("ask", "--list", "nonsense").status == 2


def test_ask_takes_the_beginning_of_a_name(run: Run, graph_folder: Path) -> None:
    assert run("ask", "mem", "-g", graph_folder) == run("ask", "members-of", "-g", graph_folder)


def test_questions_of_ones_own(run: Run, graph_folder: Path, tmp_path: Path) -> None:
    query = "#+ title: Regions\n#+ description: All regions.\nSELECT ?region { ?region a par:Region }"
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "regions.rq").write_text(query)
    answer = (0, "region\nKarabakh\n", "")
    assert run("ask", "regions", "-g", graph_folder, "--format", "csv", "--queries", tmp_path / "own") == answer
    assert "no saved query 'regions'" in run("ask", "regions", "-g", graph_folder).err
    (graph_folder / "queries").mkdir()
    (graph_folder / "queries" / "regions.rq").write_text(query)
    assert run("ask", "regions", "-g", graph_folder, "--format", "csv") == answer
    assert "others\n  regions\n    Regions\n" in run("ask", "-g", graph_folder)[1]
    assert "no such folder of saved queries" in run("ask", "--queries", tmp_path / "none").err


def test_a_question_without_its_facts_says_what_to_do(run: Run, graph_folder: Path) -> None:
    assert "kg wikidata enrich" in run("ask", "wikidata-otherwise", "-g", graph_folder).out
    status, out, err = run("ask", "wikidata-otherwise", "-g", graph_folder, "--format", "json")
    assert (status, json.loads(out)) == (0, []) and "kg wikidata enrich" in err


def completed(*words: object) -> list[str]:
    """What the shell offers after these words, the last of which is not finished."""
    args, incomplete = [str(word) for word in words[:-1]], str(words[-1])
    found = ShellComplete(cli.cli, {}, "kg", "_KG_COMPLETE").get_completions(args, incomplete)
    return [item.value for item in found]


def test_the_shell_completes_questions_parameters_and_values(
    graph_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("KG_QUERIES", raising=False)
    assert completed("ask", "who-") == ["who-backs-whom", "who-fights-whom"]
    assert completed("ask", "sides", "--c") == ["--conflict"]
    assert completed("ask", "sides", "--q") == ["--queries"]
    assert completed("ask", "-g", graph_folder, "who-backs-whom", "--side", "ar") == ["Armenia"]
    assert completed("ask", "-g", graph_folder, "timeline", "--place", "V") == []  # a person is no place
    assert completed("ask", "-g", graph_folder, "says-denies", "--predicate", "mediat") == ["mediates"]
    assert completed("ask", "-g", graph_folder / "none", "who-backs-whom", "--side", "A") == []


def test_without_its_sdk_mcp_says_what_is_missing(
    run: Run, graph_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(sys.modules, "kg.mcp.server", raising=False)
    monkeypatch.setitem(sys.modules, "mcp.server", None)
    assert run("mcp", graph_folder)[::2] == (2, "kg: the MCP SDK is not installed (pip install 'parley-kg[mcp]')\n")
