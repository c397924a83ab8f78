"""The notebooks of the cookbook run from top to bottom, and show what their cells give."""

import importlib.util
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]
TOOL = ROOT / "tools" / "cookbook.py"
if not TOOL.exists():
    pytest.skip("the cookbook and its tool are not part of the wheel", allow_module_level=True)
if importlib.util.find_spec("pandas") is None:  # only looked for: importing it takes a second in every worker
    pytest.skip("the cookbook uses pandas", allow_module_level=True)


def _tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("parley_cookbook", TOOL)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


cookbook = _tool()
NOTEBOOKS = cookbook.notebooks()


@pytest.fixture(scope="module")
def workplace() -> Iterator[Path]:
    with cookbook.workplace() as place:
        yield place


def cells(path: Path, kind: str) -> list[dict[str, Any]]:
    return [cell for cell in json.loads(path.read_text(encoding="utf-8"))["cells"] if cell["cell_type"] == kind]


@pytest.mark.slow
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_shows_what_its_cells_give(path: Path, workplace: Path) -> None:
    page = path.read_text(encoding="utf-8")
    assert cookbook.written(cookbook.executed(json.loads(page))) == page, "run make cookbook"


def test_six_cases_stand_in_the_list() -> None:
    page = (cookbook.FOLDER / "README.md").read_text(encoding="utf-8")
    assert re.findall(r"\]\((\d-[\w-]+\.ipynb)\)", page) == [path.name for path in NOTEBOOKS]
    assert len(NOTEBOOKS) == 6


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_links_lead_somewhere(path: Path) -> None:
    text = "".join("".join(cell["source"]) for cell in cells(path, "markdown"))
    links = re.findall(r"\]\(([^)#:]+)(?:#[\w-]+)?\)", text)
    assert links and [link for link in links if not (path.parent / link).exists()] == []


def test_outputs_are_what_is_printed_and_what_the_last_expression_is() -> None:
    def outputs(source: str) -> list[dict[str, Any]]:
        return list(cookbook._outputs(source, {}))

    assert [o["output_type"] for o in outputs("print(1)\n2")] == ["stream", "execute_result"]
    assert outputs("2;") == outputs("x = 2") == outputs("None") == outputs("") == []
    assert outputs("[1]")[0]["data"] == {"text/plain": ["[1]"]}


def test_what_a_cell_raises_is_raised() -> None:
    with pytest.raises(ZeroDivisionError):
        cookbook.executed({"cells": [{"cell_type": "code", "source": ["1 / 0"]}]})
