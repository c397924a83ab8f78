"""The tools of `kg mcp`, over a graph in a folder. The graph is opened anew for each call, so that builds are seen."""

import functools
from collections.abc import Callable
from pathlib import Path
from typing import Any, ParamSpec

from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp_types import ToolAnnotations

from kg import __version__, api, catalogue, iris
from kg.errors import KgError
from kg.mcp import guard, receipts
from kg.mcp.receipts import Record

ROWS = 50
"""Rows, or claims of a dossier, that an answer has where nothing else is asked for."""
MOST = 1000
"""The same at most."""
_INSTRUCTIONS = """\
A graph of claims read from news articles, that remembers who said it: it tells what articles and those whom they quote
claim, never what is true. Always tell who says a thing and who denies it, with the sentence; every answer carries
these as receipts. Begin with list_questions; prefer ask to sparql; describe_actor tells all that is claimed of one."""
_ONLY_READS = ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False)

P = ParamSpec("P")


def server(folder: Path) -> MCPServer[Any]:
    """The server for the graph in this folder. Raises GraphError where there is none, as `kg.open` does."""
    api.open(folder).close()
    made: MCPServer[Any] = MCPServer("parley", title="Parley", instructions=_INSTRUCTIONS, version=__version__)
    for tool in (_list_questions, _ask, _describe_actor, _evidence, _sparql):
        made.add_tool(tool(folder), annotations=_ONLY_READS, structured_output=True)
    return made


def _told(tool: Callable[P, Record]) -> Callable[P, Record]:
    """The tool, with our errors as answers that say what to do."""

    @functools.wraps(tool)
    def call(*args: P.args, **kwargs: P.kwargs) -> Record:
        try:
            return tool(*args, **kwargs)
        except KgError as error:
            raise ToolError(str(error)) from error

    return call


def _list_questions(folder: Path) -> Callable[..., Record]:
    @_told
    def list_questions(tag: str | None = None) -> dict[str, Any]:
        """The saved questions that `ask` answers, with their parameters; with a tag, those that have it."""
        found = catalogue.tagged(tag, *catalogue.own(folder))
        return {"questions": [receipts.question(query) for query in found]}

    return list_questions


def _ask(folder: Path) -> Callable[..., Record]:
    @_told
    def ask(question: str, parameters: dict[str, str] | None = None, max_rows: int = ROWS) -> dict[str, Any]:
        """Ask a saved question by its name. Parameters are as list_questions says; an entity goes by any of its names,
        its Wikidata item (Q399) or its IRI. Each row has its receipts: the sentences, who says and who denies it.
        `limit_reached` is the parameter limit where there may be more than what is found; limit 0 finds all."""
        with api.open(folder) as graph:
            return receipts.answer(graph.ask(question, **(parameters or {})), _within(max_rows))

    return ask


def _describe_actor(folder: Path) -> Callable[..., Record]:
    @_told
    def describe_actor(name: str, max_claims: int = ROWS) -> dict[str, Any]:
        """All that is claimed of an actor, place or conflict, the oldest article first, each claim with its sentence,
        who says it and who denies it. The name may be any name of it, its Wikidata item or its IRI."""
        with api.open(folder) as graph:
            found = graph.show(name)
        told = found.statements[: _within(max_claims)]
        return {
            "iri": found.iri, "name": found.name, "type": found.type, "wikidata": found.wikidata,
            "other_names": list(found.other_names), "claims": [receipts.statement(s) for s in told],
            "left_out": len(found.statements) - len(told),
        }  # fmt: skip

    return describe_actor


def _evidence(folder: Path) -> Callable[..., Record]:
    @_told
    def evidence(claims: list[str]) -> dict[str, Any]:
        """The receipts of claims, given by IRI as the other tools name them: the sentence and where it stands, who says
        it in which words, who denies it, the article, and the articles that copied it."""
        with api.open(folder) as graph:
            found = receipts.of(graph, claims[:MOST])
        known = {receipt["claim"] for receipt in found}
        return {"receipts": found, "unknown": [claim for claim in claims if claim not in known]}

    return evidence


def _sparql(folder: Path) -> Callable[..., Record]:
    @_told
    def sparql(query: str, max_rows: int = ROWS) -> dict[str, Any]:
        """Ask in SPARQL 1.1, for reading only. The prefixes par:, entity:, graph:, prov:, oa:, rdfs:, skos: are known;
        graph:description has examples (?q sh:select ?query) and says which classes and properties there are (VoID).
        Select ?claim (a par:Claim) so that the answer can carry its receipts."""
        found = guard.run(folder, query, _within(max_rows))
        cells = (cell for row in found.get("rows", ()) for cell in row)
        claims = [cell for cell in cells if isinstance(cell, str)]
        with api.open(folder) as graph:
            told = receipts.of(graph, _claims(claims)[:ROWS])
        note = None if told else "no claim is selected: select ?claim, of rdf:type par:Claim, for receipts"
        return {**found, "receipts": told, "note": note}

    return sparql


def _claims(cells: list[str]) -> list[str]:
    return [part for cell in cells for part in cell.split("\n") if part.startswith(iris.PREFIXES["claim"])]


def _within(rows: int) -> int:
    return max(1, min(rows, MOST))
