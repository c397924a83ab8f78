"""The Python face: a graph is built, opened, asked and taken elsewhere in a few lines."""

import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import ClassVar

import pytest

import kg
from kg import api, reading
from kg.decisions import NONE, Decision, Decisions
from kg.errors import GraphError, UsageError
from kg.model import Article, Reading

TEXT = "date: 2016-04-03\n\nRussia is an ally of Armenia, the foreign minister of Armenia said on Saturday.\n"


def test_a_graph_is_asked(graph_folder: Path) -> None:
    answer = kg.open(graph_folder).ask("who-backs-whom", side="Armenia")
    assert [row["backer"] for row in answer.dicts()] == ["Russia"]


def test_what_shapes_a_reading_is_all_there() -> None:
    assert [name for name in api._READING if not (Path(kg.__file__).parent / name).is_file()] == []


def test_a_graph_is_queried_in_sparql(graph_folder: Path) -> None:
    assert kg.open(graph_folder).query("ASK { entity:Q399 rdfs:label ?name }") is True


def test_a_graph_is_shown(graph_folder: Path) -> None:
    assert kg.open(graph_folder).show("Q399").name == "Armenia"


def test_a_graph_goes_to_networkx_and_rdflib(graph_folder: Path) -> None:
    graph = kg.open(graph_folder)
    assert graph.to_networkx().number_of_edges() > 5
    found = graph.to_rdflib().query("ASK { ?claim a <https://w3id.org/parley/ontology#Claim> }")
    assert found.askAnswer is True


def test_errors_are_raised(graph_folder: Path, tmp_path: Path) -> None:
    with pytest.raises(GraphError, match="there is no such graph"):
        kg.open(tmp_path / "none.kg")
    with pytest.raises(UsageError, match="there is no saved query"):
        kg.open(graph_folder).ask("who-likes-whom")
    with pytest.raises(UsageError, match="has no parameter 'sides'"):
        kg.open(graph_folder).ask("who-backs-whom", sides="Armenia")


@pytest.mark.slow
def test_a_graph_is_built_and_asked(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    summary = kg.build(tmp_path / "a.txt", tmp_path / "g.kg")
    assert (summary.read, summary.left_out) == (1, [])
    again = kg.build([tmp_path / "a.txt"], tmp_path / "g.kg")
    assert (again.read, again.unchanged) == (0, 1)
    backed = {row["backed"] for row in kg.open(tmp_path / "g.kg").ask("who-backs-whom").dicts()}
    assert "Armenia" in backed


@pytest.mark.slow
def test_two_workers_build_the_same_graph_as_one(tmp_path: Path) -> None:
    """Also where persons decided who is meant. What they take up is a copy of one graph."""
    news = tmp_path / "news"
    news.mkdir()
    for n in range(9):
        (news / f"{n:02}.txt").write_text(TEXT.replace("Saturday", f"{n + 1} March"))
    summary = kg.build(news, tmp_path / "1.kg")
    assert (summary.read, summary.left_out) == (9, [])
    shutil.copytree(tmp_path / "1.kg", tmp_path / "2.kg")
    dumps = []
    for number in (1, 2):
        assert api.decide(tmp_path / f"{number}.kg", Decision("Armenia", "Q1"), later=True).articles == 9
        assert kg.build(news, tmp_path / f"{number}.kg", workers=number).read == 9
        dumps.append(kg.open(tmp_path / f"{number}.kg").dump("nq"))
    assert dumps[0] == dumps[1]


class Noting:
    """Reads nothing, and notes how it was made."""

    made: ClassVar[list[object]] = []

    def __init__(self, decisions: Decisions = NONE, **how: object) -> None:
        self.made.append(how.get("learned"))

    def read_many(self, articles: Iterable[Article]) -> Iterator[Reading]:
        return map(Reading, articles)


def test_fast_and_learned_read_each_others_articles_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is decided later is read again as the graph was."""
    monkeypatch.setattr(api, "_make_reader", Noting)
    monkeypatch.setattr(Noting, "made", [])
    (tmp_path / "a.txt").write_text(TEXT)
    graph = tmp_path / "g.kg"
    by_default = reading.LEARNED_BY_DEFAULT
    assert [kg.build(tmp_path / "a.txt", graph, learned=way).read for way in (False, False, True, True)] == [1, 0, 1, 0]
    assert kg.build(tmp_path / "a.txt", graph, learned=None).read == (not by_default)
    kg.build(tmp_path / "a.txt", graph, learned=not by_default)
    decided = api.decide(graph, Decision("Armenia", "Q1"))
    assert decided.summary is not None and decided.summary.read == 1
    assert Noting.made[-1] is (not by_default)
    assert kg.build(tmp_path / "a.txt", graph, learned=not by_default).unchanged == 1


def test_the_names_of_the_package() -> None:
    assert set(kg.__all__) == {"Graph", "__version__", "build", "load", "open"}
    assert all(getattr(kg, name) is not None for name in kg.__all__)
    with pytest.raises(AttributeError, match="no attribute 'close'"):
        kg.close  # noqa: B018


def test_importing_the_package_imports_nothing_else() -> None:
    code = "import sys, kg; print(sorted(m for m in sys.modules if m.split('.')[0] in ('kg', 'pyoxigraph', 'click')))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['kg']"
