"""The project as a whole: the docs tell of every verb, files stay readable, what is shipped is what is said."""

import json
import re
import tomllib
from pathlib import Path

import pytest

from kg import __version__
from kg.cli import cli

ROOT = Path(__file__).resolve().parents[1]
if not (ROOT / "CONTRIBUTING.md").exists():
    pytest.skip("the project's own files are not part of the wheel", allow_module_level=True)
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]
CODE = sorted(p for room in ("kg", "extractors") for p in (ROOT / room).rglob("*.py") if p.name != "_vocabulary.py")
LONGEST_FILE = 400


@pytest.mark.parametrize("verb", sorted(cli.commands))
def test_every_verb_is_in_the_docs(verb):
    assert any(f"kg {verb}" in page.read_text(encoding="utf-8") for page in PAGES)


def test_every_dependency_has_its_reason():
    page = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    stated = (
        PROJECT["project"]["dependencies"] + PROJECT["dependency-groups"]["dev"] + PROJECT["build-system"]["requires"]
    )
    names = [re.split(r"[<>=~! ]", entry)[0] for entry in stated]
    assert [name for name in names if f"| {name} |" not in page] == []


def test_every_library_of_the_pages_has_its_reason():
    package = json.loads((ROOT / "web" / "package.json").read_text(encoding="utf-8"))
    page = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    reasons = re.findall(r"^\| ([^|]+) \|", page.partition("in the explorer's pages")[2], re.MULTILINE)
    named = {name for cell in reasons for name in cell.split(", ")}
    wanted = [name for name in (*package["dependencies"], *package["devDependencies"]) if not re.search("types", name)]
    assert [name for name in wanted if name not in named] == []


def test_the_version_is_one():
    assert PROJECT["project"]["version"] == __version__
    assert f"## [{__version__}]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_every_stage_and_every_room_is_in_the_architecture():
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    stages = re.findall(
        r"^    (\w+),$", (ROOT / "extractors" / "__init__.py").read_text(encoding="utf-8"), re.MULTILINE
    )
    rooms = {p.relative_to(ROOT / "kg").parts[0].removesuffix(".py") for p in CODE if p.is_relative_to(ROOT / "kg")}
    assert stages
    assert [name for name in [*stages, *sorted(rooms - {"__init__"})] if f"`{name}`" not in page] == []


@pytest.mark.parametrize("path", CODE, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_file_is_too_long(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE


def test_each_link_between_pages_leads_somewhere():
    links = [
        (page, link) for page in PAGES for link in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8"))
    ]
    assert [(page.name, link) for page, link in links if not (page.parent / link).exists()] == []


def test_every_floor_names_a_scorer_and_figures():
    scorers = tomllib.loads((ROOT / "benchmarks" / "floors.toml").read_text(encoding="utf-8"))
    for name, scorer in scorers.items():
        assert {"script", "floors"} <= set(scorer) <= {"script", "args", "index", "floors"}, name
        assert scorer["floors"], name
        assert all(0 < floor <= 1 for floor in scorer["floors"].values()), name
