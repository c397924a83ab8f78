"""The page of all terms is what the ontology, the lexicon and the graphs give, and each of its examples holds."""

import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

from kg.store import Graph
from kg.vocabulary import CLASSES, PREDICATES

ROOT = Path(__file__).resolve().parents[1]
if not (ROOT / "tools" / "terms.py").exists():
    pytest.skip("the page and its tools are not part of the wheel", allow_module_level=True)


def _tool(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"parley_{name}", ROOT / "tools" / f"{name}.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


terms, finder = _tool("terms"), _tool("term_examples")
EXAMPLES = finder.load()
PAGE = terms.PAGE.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def graphs(demo: tuple[Path, str]) -> dict[str, Graph]:
    """The graphs that examples are from, by the beginning of their source."""
    cases = {(e.source, e.case) for e in EXAMPLES.values() if e.case}
    return {
        "examples": finder.kg.open(demo[0] / "demo-graph"), "tests/cases": finder.golden(cases),
        "tests/golden": finder.written(), "ontology": finder.ontology(),
    }  # fmt: skip


def test_the_page_is_what_the_tool_makes() -> None:
    assert terms.page() == PAGE, "run make ontology"


def test_every_term_has_an_example() -> None:
    assert sorted(EXAMPLES) == finder.terms(), "run make ontology"


def test_every_example_stands_in_its_graph(graphs: dict[str, Graph]) -> None:
    wrong = []
    for example in EXAMPLES.values():
        graph = next(graph for place, graph in graphs.items() if example.source.startswith(place))
        if graph.query(example.pattern) is not True:
            wrong.append(example)
    assert wrong == [], "run make ontology"


def test_examples_of_predicates_are_claims_but_for_the_tops_and_what_nothing_reads() -> None:
    without = {name for name in PREDICATES if not EXAMPLES[name].sentence}
    assert without == {"negativeTowards", "neutralTowards", "sameAs", "suffersLosses"}


def test_the_page_tells_of_every_class_and_predicate_once_and_its_links_lead_somewhere() -> None:
    headings = re.findall(r"^### (\w+)$", PAGE, re.MULTILINE)
    assert headings == [*PREDICATES, *CLASSES]
    anchors = {heading.lower() for heading in headings}
    assert set(re.findall(r"\(#([\w-]+)\)", PAGE)) <= anchors
    files = set(re.findall(r"\]\((\.\./[^)#]+|[\w.]+\.md)\)", PAGE))
    assert files and all((ROOT / "docs" / link).exists() for link in files)


@pytest.mark.parametrize(
    ("trigger", "word"),
    [
        ("bail out", "bail out"), ("send +troop,soldier", "send troop/soldier"), ("call @on:", "call on"),
        ("send +a,b,c,d", "send a/b/c/…"), ("go @on:offensive", "go on offensive"), ("tell >to", "tell to …"),
    ],
)  # fmt: skip
def test_triggers_are_written_for_people(trigger: str, word: str) -> None:
    assert terms._word(trigger) == word
