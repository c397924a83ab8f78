"""The examples of README and docs run, and give what they show."""

import doctest
import importlib.util
import re
import shlex
import sys
from pathlib import Path
from types import ModuleType

import pytest
from click.testing import CliRunner

import kg
from kg.cli import main

ROOT = Path(__file__).resolve().parents[1]
TOOL = ROOT / "tools" / "readme.py"
if not TOOL.exists():
    pytest.skip("the README and its tool are not part of the wheel", allow_module_level=True)


def _tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("parley_readme", TOOL)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


readme = _tool()
PAGE = (ROOT / "README.md").read_text(encoding="utf-8")
WIKIDATA = ROOT / "docs" / "wikidata.md"
"""Its commands go on from one another, so one test runs them all."""
OTHERS = [path.read_text(encoding="utf-8") for path in readme.PAGES[1:]]
ALONE = [path.read_text(encoding="utf-8") for path in readme.PAGES[1:] if path != WIKIDATA]
COMMANDS = [command for page in (PAGE, *ALONE) for command in readme.commands(page)]
DEMO, REST = COMMANDS[0], [c for c in COMMANDS[1:] if c.is_run]


def test_the_first_command_shows_what_the_page_says(demo):
    assert DEMO.command == "make demo" and readme._recipe(DEMO.command) == "kg demo"
    assert DEMO.cut(demo[1]) == DEMO.shown, "run make readme"


def shown(command: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """What a command prints, in the folder: of `kg` alone in this process, since most of its time would be its imports;
    whatever a shell has to put together in a shell. `demo`, and each of those, starts a process as people do."""
    if not re.fullmatch(r"kg [^|&;<>$`\n]*", command):
        return readme.run(command, folder)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("COLUMNS", readme.WIDTH)
    with CliRunner().isolation() as (out, err, _):
        with pytest.raises(SystemExit) as ended:
            main(shlex.split(command)[1:])
        assert not ended.value.code, err.getvalue().decode()
        return out.getvalue().decode()


@pytest.mark.parametrize("example", REST, ids=lambda example: f"line {example.line}: {example.command}")
def test_a_command_shows_what_the_page_says(example, demo, monkeypatch):
    assert example.cut(shown(example.command, demo[0], monkeypatch)) == example.shown, "run make readme"


def test_the_case_of_wikidata_runs(demo, monkeypatch):
    for example in readme.commands(WIKIDATA.read_text(encoding="utf-8")):  # each goes on from the last
        assert example.cut(shown(example.command, demo[0], monkeypatch)) == example.shown, "run make readme"


def test_python_sessions_run(demo, monkeypatch):
    monkeypatch.chdir(demo[0])
    sessions = [session for page in (PAGE, *OTHERS) for session in readme.sessions(page)]
    assert sessions
    for session in sessions:
        told: list[str] = []
        doctest.DocTestRunner().run(session, out=told.append)
        assert not told, "".join(told)


@pytest.mark.parametrize("ending", ["trig", "nq.gz", "jsonld"])
def test_the_demo_graph_comes_back_from_each_format(demo, tmp_path, monkeypatch, ending):
    file, other = tmp_path / f"demo.{ending}", tmp_path / "other.kg"
    shown(f"kg export -g demo-graph -o {file}", demo[0], monkeypatch)
    shown(f"kg import {file} -o {other}", demo[0], monkeypatch)
    with kg.open(demo[0] / "demo-graph") as before, kg.open(other) as after:
        assert before.dump("nq") == after.dump("nq")


def test_links_and_pictures_are_there():
    links = re.findall(r"\]\(([^)#:]+)\)", PAGE)
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_an_output_is_cut_where_the_page_says_that_more_follows():
    example = readme.Example(1, "kg", ("a", "…"))
    assert example.cut("a  \nb\nc\n") == ("a", "…")
    assert example.cut("b\nc\n") == ("b", "…")
    assert readme.Example(1, "kg", ("a",)).cut("a\nb\n") == ("a", "b")


def test_commands_of_a_page_are_found_with_their_output():
    page = "x\n```console\n$ a \\\n> b\nout\n$ c\n```\n```sh\n$ d\n```\n"
    assert readme.commands(page) == [readme.Example(3, "a \\\nb", ("out",)), readme.Example(6, "c", ())]


def test_the_claim_in_the_architecture_stands_in_the_graph(demo):
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    block = re.search(r"```turtle\n(.*?)```", page, re.DOTALL)
    assert block is not None
    pattern = re.sub(r"(claim|article|run|graph):[\w\\#=,/]+", lambda m: "?" + re.sub(r"\W", "_", m[0]), block[1])
    pattern = re.sub(r'(dcterms:identifier "[^"]*"|par:confidence [\d.]+|par:extractor "\w+") [;.]', "", pattern)
    with kg.open(demo[0] / "demo-graph") as graph:
        assert graph.query(f"ASK {{ GRAPH {pattern} }}") is True
