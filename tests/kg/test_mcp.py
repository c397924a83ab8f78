"""`kg mcp`: the official SDK's own client asks, and gets receipts with every answer."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("mcp", reason="the MCP SDK is an extra: parley-kg[mcp]")

import anyio
from mcp import Client, StdioServerParameters
from mcp.client.stdio import stdio_client

from kg import description, views
from kg.errors import GraphError, QueryError
from kg.mcp import guard, reader
from kg.mcp.server import server
from kg.store import Graph

Call = Callable[..., Any]
CLAIM = "https://w3id.org/parley/claim/"


@pytest.fixture
def call(graph_folder: Path) -> Call:
    """Calls a tool of a server in this process; gives what it answers, or the text of its error."""

    async def called(tool: str, arguments: dict[str, Any]) -> Any:
        async with Client(server(graph_folder)) as client:
            result = await client.call_tool(tool, arguments)
            return result.content[0].text if result.is_error else result.structured_content

    return lambda tool, **arguments: anyio.run(called, tool, arguments)


@pytest.fixture
def in_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Guarded queries run here, without the start of a process for each."""

    def here(folder: Path, sparql: str, most: int) -> Any:
        guard.check(sparql)
        return {
            k: list(v) if isinstance(v, tuple) else v for k, v in reader.answered(str(folder), sparql, most).items()
        }

    monkeypatch.setattr(guard, "run", here)


def test_the_tools_say_that_they_only_read(graph_folder: Path) -> None:
    async def listed() -> Any:
        async with Client(server(graph_folder)) as client:
            return (await client.list_tools()).tools

    tools = {tool.name: tool for tool in anyio.run(listed)}
    assert list(tools) == ["list_questions", "ask", "describe_actor", "evidence", "sparql"]
    assert all(tool.description and tool.annotations.read_only_hint for tool in tools.values())
    assert tools["ask"].input_schema["required"] == ["question"]


def test_questions_are_listed_with_their_parameters(call: Call) -> None:
    found = {question["name"]: question for question in call("list_questions")["questions"]}
    assert len(found) >= 25 and found["sides"]["parameters"][0]["required"] is True
    assert "sides" in {q["name"] for q in call("list_questions", tag="backing")["questions"]} < set(found)
    assert "no question has the tag 'x'" in call("list_questions", tag="x")


def test_each_row_brings_its_receipts(call: Call) -> None:
    found = call("ask", question="who-backs-whom", parameters={"side": "Azerbaijan"})
    assert [(row["backer"], row["how"]) for row in found["rows"]] == [
        ("Turkey", "supplies weapons to"), ("Turkey", "supports"),
    ]  # fmt: skip
    (receipt, _) = found["rows"][1]["receipts"]
    assert receipt["sentence"] == "Turkey backs Azerbaijan."
    assert receipt["said_by"] == [{"name": "(article)", "stance": "asserts", "word": None}]
    assert receipt["article"]["publisher"] == "Wire One" and receipt["claim"] in found["rows"][1]["claims"]
    assert found["found"] == 2 and found["left_out"] == 0
    assert call("ask", question="says-denies", max_rows=1)["left_out"] > 3


def test_errors_say_what_to_do(call: Call) -> None:
    assert "did you mean who-backs-whom" in call("ask", question="who-backs-who-not")
    assert "did you mean Azerbaijan" in call("ask", question="who-backs-whom", parameters={"side": "Azerbajan"})
    assert "knows no entity" in call("describe_actor", name="Atlantis")


def test_a_question_whose_facts_are_not_there_says_so(call: Call) -> None:
    found = call("ask", question="wikidata-otherwise")
    assert found["rows"] == [] and "kg wikidata enrich" in found["note"]


def test_an_actor_is_described_by_claims_that_are_receipts(call: Call) -> None:
    found = call("describe_actor", name="Armenia")
    assert (found["name"], found["type"], found["wikidata"]) == (
        "Armenia",
        "State",
        "https://www.wikidata.org/wiki/Q399",
    )
    shelled = next(c for c in found["claims"] if c["predicate"] == "attacks")
    assert shelled["said_by"] == ["Defence Ministry of Armenia"] and shelled["denied_by"] == ["Azerbaijan"]
    assert shelled["sentence"].startswith("The Armenian Defence Ministry said")
    assert shelled["article"]["title"] == "Villages shelled"
    assert call("describe_actor", name="Armenia", max_claims=1)["left_out"] == len(found["claims"]) - 1


def test_an_answer_that_looked_at_some_claims_alone_says_so(call: Call) -> None:
    told = [call("ask", question="says-denies", parameters={"about": "Armenia", "limit": n}) for n in ("1", "0")]
    assert [answer["limit_reached"] for answer in told] == [1, None]


def test_the_evidence_for_a_claim(call: Call) -> None:
    rows = call("ask", question="says-denies", parameters={"about": "Karabakh militias"})["rows"]
    found = call("evidence", claims=[*rows[0]["claims"], CLAIM + "0000"])
    (receipt,) = found["receipts"]
    assert [s["name"] for s in receipt["said_by"]] == ["Karabakh militias", "Russia"]
    assert receipt["said_by"][0]["word"] == "claimed" and receipt["end"] > receipt["start"] >= 0
    assert found["unknown"] == [CLAIM + "0000"]


def test_copies_are_named(graph_folder: Path, call: Call, story: Any) -> None:
    text = "Turkey backs Azerbaijan. " + " ".join(f"Line {n} tells of the front and of nothing else." for n in range(9))
    with Graph.create(graph_folder) as graph:
        for paper in ("One", "Two"):
            s = story(text, id=paper, publisher=paper, title=f"Paper {paper}", date="2016-05-01")
            turkey, azerbaijan = s.entity("Turkey"), s.entity("Azerbaijan")
            graph.add(s.claim(turkey, "supports", azerbaijan, "backs").reading())
        views.refresh(graph)
    claims = [claim for row in call("ask", question="who-backs-whom")["rows"] for claim in row["claims"]]
    receipts = call("evidence", claims=claims)["receipts"]
    copies = {receipt["article"]["publisher"]: [c["publisher"] for c in receipt["copies"]] for receipt in receipts}
    assert (copies["One"], copies["Two"], copies["Wire Two"]) == (["Two"], ["One"], [])


def test_sparql_brings_the_receipts_of_the_claims_it_selects(call: Call, in_process: None) -> None:
    found = call("sparql", query="SELECT ?claim ?mode { ?claim par:mode ?mode } ORDER BY ?mode", max_rows=1)
    assert found["columns"] == ["claim", "mode"] and len(found["rows"]) == 1 and found["cut"] is True
    assert [r["claim"] for r in found["receipts"]] == [found["rows"][0][0]] and found["note"] is None
    assert "select ?claim" in call("sparql", query="SELECT ?mode { ?claim par:mode ?mode }")["note"]
    assert call("sparql", query="ASK { ?c a par:Claim }")["truth"] is True
    assert "par:Claim" in call("sparql", query="CONSTRUCT { ?c a par:Claim } WHERE { ?c a par:Claim }")["turtle"]


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }", "federated queries are off"),
        ("SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }", "FROM is off"),
        ("SELECT * { ?s ?p ?o } #\n" + "x" * guard.LONGEST, "characters"),
        ("INSERT DATA { <x:a> <x:b> <x:c> }", "not SPARQL"),
        ("DROP ALL", "not SPARQL"),
        ("SELECT ?x { ?x ", "not SPARQL"),
    ],
)
def test_what_is_no_harmless_query_is_refused(call: Call, in_process: None, query: str, message: str) -> None:
    assert message in call("sparql", query=query)


def test_words_in_strings_and_names_are_no_keywords() -> None:
    guard.check('SELECT ?from { ?from rdfs:label "from" . <x:from> ?p ?o } # FROM')


@pytest.mark.slow
def test_a_query_runs_in_a_process_that_is_killed_in_time(graph_folder: Path) -> None:
    assert guard.run(graph_folder, "ASK { ?c a par:Claim }", 5) == {"truth": True}
    found = guard.run(graph_folder, "SELECT ?c { ?c a par:Claim }", 2)
    assert len(found["rows"]) == 2 and found["cut"]
    with pytest.raises(QueryError, match="not SPARQL"):
        guard.run(graph_folder, "DROP ALL", 5)
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    with pytest.raises(QueryError, match=r"took more than 0\.5 s"):
        guard.run(graph_folder, endless, 5, seconds=0.5)


@pytest.mark.slow
def test_it_speaks_on_standard_input_and_output(graph_folder: Path) -> None:
    async def asked() -> Any:
        started = StdioServerParameters(command=sys.executable, args=["-m", "kg.cli", "mcp", str(graph_folder)])
        async with Client(stdio_client(started)) as client:
            return await client.call_tool("ask", {"question": "mediators"})

    found = anyio.run(asked).structured_content
    assert {row["mediator"] for row in found["rows"]} == {"OSCE Minsk Group", "Russia"}


def test_no_graph_no_server(tmp_path: Path) -> None:
    with pytest.raises(GraphError, match="no such graph"):
        server(tmp_path / "none.kg")


def test_the_description_is_there_for_those_who_look(graph_folder: Path, call: Call, in_process: None) -> None:
    with Graph.create(graph_folder) as graph:
        description.write(graph)
    query = "PREFIX sh: <http://www.w3.org/ns/shacl#> SELECT ?q { ?q a sh:SPARQLExecutable }"
    assert len(call("sparql", query=query)["rows"]) >= 25
