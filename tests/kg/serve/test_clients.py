"""The endpoint as others ask it."""

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, POSTDIRECTLY, TURTLE, XML, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import EndPointInternalError, QueryBadFormed

from tests.kg.serve.test_endpoint import BUILT, NAMES, names
from tests.kg.serving import Server

RDFS, PAR = rdflib.RDFS, "https://w3id.org/parley/ontology#"


def wrapper(server: Server, query: str, form: str, post: bool = False) -> Any:
    asked = SPARQLWrapper(server.address)
    asked.setQuery(query)
    asked.setReturnFormat(form)
    if post:
        asked.setMethod("POST")
        asked.setRequestMethod(POSTDIRECTLY)
    return asked.queryAndConvert()


@pytest.mark.parametrize("post", [False, True])
def test_sparqlwrapper(server: Server, served_folder: Path, post: bool) -> None:
    rows = wrapper(server, NAMES, JSON, post)["results"]["bindings"]
    assert [row["name"]["value"] for row in rows] == names(served_folder)
    assert wrapper(server, NAMES, CSV, post).decode().splitlines()[1:] == names(served_folder)
    assert len(wrapper(server, NAMES, XML, post).getElementsByTagName("result")) == len(names(served_folder))
    assert b"Armenia" in wrapper(server, BUILT, TURTLE, post)


def test_sparqlwrapper_is_told_what_is_wrong(server: Server) -> None:
    with pytest.raises(QueryBadFormed, match="not SPARQL after"):
        wrapper(server, "SELECT", JSON)
    with pytest.raises(EndPointInternalError, match="SERVICE reaches the network"):
        wrapper(server, "SELECT * { SERVICE <http://a.example/> {} }", JSON)


def test_rdflib(server: Server, served_folder: Path) -> None:
    graph = rdflib.Graph(SPARQLStore(server.address))
    found: Any = graph.query(NAMES)
    assert [str(row[0]) for row in found] == names(served_folder)
    assert len(list(graph.triples((None, RDFS.label, rdflib.Literal("Armenia"))))) >= 1
    built: Any = graph.query(BUILT).graph
    assert {str(o) for o in built.objects()} == set(names(served_folder))


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not here")
def test_curl(server: Server, served_folder: Path) -> None:
    for way in (["--data-urlencode", f"query={NAMES}"], ["-G", "--data-urlencode", f"query={NAMES}"]):
        command = ["curl", "-sSf", "--noproxy", "*", "-H", "Accept: text/csv", *way, server.address]
        out = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        assert out.splitlines()[1:] == names(served_folder)


def test_comunica(server: Server, served_folder: Path) -> None:
    """Where its command is installed: `npm install -g @comunica/query-sparql`, or COMUNICA names it."""
    command = os.environ.get("COMUNICA") or shutil.which("comunica-sparql")
    if command is None:
        pytest.skip("Comunica is not here (COMUNICA names its comunica-sparql)")
    query = (
        "PREFIX par: <https://w3id.org/parley/ontology#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> " + NAMES
    )
    asked = [command, f"sparql@{server.address}", query, "-t", "application/sparql-results+json"]
    out = subprocess.run(asked, check=True, capture_output=True, text=True, timeout=120).stdout
    rows = json.loads(out)["results"]["bindings"]
    assert [row["name"]["value"] for row in rows] == names(served_folder)
