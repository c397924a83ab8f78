"""Networks are read back by those they are meant for, with the same nodes, edges and attributes, whatever the names.

A network of one odd name stands for all: control characters, emoji, right-to-left text, markup, ten thousand letters.
"""

import csv
import io
import json
import re
import shutil
import subprocess
import warnings
from collections.abc import Callable
from pathlib import Path

import networkx
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from kg.export import gexf, graphml, html, plain, tables
from kg.export import json as as_json
from kg.export.text import fit, one_line
from kg.network import CLAIM_COLUMNS, Link, Network, Node, whole
from kg.store import Graph

ODD = [
    "\x00\x0b\x1b[31mred\ud800", "👩‍👩‍👧 🇦🇲", "الجيش السوري\u200f (Syria)",
    '<b>&amp; "both" \\ \'x\'</b></script>]]>', "a\r\nb\tc",
    "n" * 10_000, "back\\", "{{nodes}}{{links}}", "%s %d {x}", "",
]  # fmt: skip
"""Names that formats stumble over."""


def network(name: str) -> Network:
    """Two nodes, one of them called so, and two parallel edges whose sentence it is."""
    ends = [Node("https://x.example/a", name, "State", "Q1"), Node("https://x.example/b", "B", "Person", None)]
    values = ("negated", "actual", 0.5, "1988/..", 3, None, name, None, "B", True, 2, "a1", name, None, "W", name)
    said = [
        Link(
            f"https://x.example/{n}", ends[0].id, ends[1].id, "attacks", "attacks", 0.5, -1, "1988-01-01", None, values
        )
        for n in range(2)
    ]
    return Network("Odd", CLAIM_COLUMNS, lambda: iter(ends), lambda: iter(said))


def written(write: Callable[..., None], drawn: Network) -> bytes:
    out = io.BytesIO()
    write(drawn, out)
    return out.getvalue()


def odd(test: Callable[..., None]) -> Callable[..., None]:
    """The test with each odd name, and others that nobody thought of."""
    for name in ODD:
        test = example(name=name)(test)
    quiet = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
    return settings(max_examples=30, deadline=None, suppress_health_check=quiet)(given(name=st.text())(test))


@odd
def test_networkx_reads_gexf(name: str) -> None:
    read = networkx.read_gexf(io.BytesIO(written(gexf.write, network(name))), version="1.3")
    assert read.nodes["https://x.example/a"]["label"] == fit(name)
    edges = [data for *_, data in read.edges(data=True)]
    assert [edge["id"] for edge in edges] == ["https://x.example/0", "https://x.example/1"]
    assert (edges[0]["sentence"], edges[0]["contested"], edges[0]["origins"]) == (fit(name), True, 2)
    assert edges[0]["spells"] == [("1988-01-01", "None")]


@odd
def test_networkx_reads_graphml(name: str) -> None:
    read = networkx.read_graphml(io.BytesIO(written(graphml.write, network(name))), force_multigraph=True)
    assert read.nodes["n0"]["label"] == fit(name)
    edges = [data for *_, data in read.edges(data=True)]
    assert [edge["iri"] for edge in edges] == ["https://x.example/0", "https://x.example/1"]
    assert (edges[0]["sentence"], edges[0]["contested"], edges[0]["start"]) == (fit(name), True, "1988-01-01")


@odd
def test_igraph_reads_graphml_and_pajek(name: str, tmp_path: Path) -> None:
    igraph = pytest.importorskip("igraph")
    (tmp_path / "x.graphml").write_bytes(written(graphml.write, network(name)))
    read = igraph.Graph.Read_GraphML(str(tmp_path / "x.graphml"))
    assert (read.vcount(), read.ecount(), read.vs[0]["label"]) == (2, 2, fit(name))
    assert (read.es[1]["sentence"], read.es[1]["origins"], read.es[1]["contested"]) == (fit(name), 2, True)
    (tmp_path / "x.net").write_bytes(written(plain.pajek, network(name)))
    read = igraph.Graph.Read_Pajek(str(tmp_path / "x.net"))
    assert (read.vcount(), read.ecount()) == (2, 2)
    assert read.vs[0]["name"] == one_line(name).replace('"', "''")


@odd
def test_json_holds_all(name: str) -> None:
    found = json.loads(written(as_json.cytoscape, network(name)))
    assert found["elements"]["nodes"][0]["data"]["label"] == fit(name)
    assert [edge["data"]["id"] for edge in found["elements"]["edges"]] == ["https://x.example/0", "https://x.example/1"]
    assert found["elements"]["edges"][0]["data"]["sentence"] == fit(name)


@odd
def test_cx2_says_what_it_declares(name: str) -> None:
    aspects = json.loads(written(as_json.cx2, network(name)))
    assert (aspects[0], aspects[-1]) == (
        {"CXVersion": "2.0", "hasFragments": False},
        {"status": [{"error": "", "success": True}]},
    )
    by_name = {key: value for aspect in aspects[1:-1] for key, value in aspect.items()}
    assert all(len(by_name[told["name"]]) == told["elementCount"] for told in by_name["metaData"])
    (declared,) = by_name["attributeDeclarations"]
    types = {"string": str, "integer": int, "double": float, "boolean": bool}
    for kind in ("nodes", "edges"):
        for record in by_name[kind]:
            assert all(type(value) is types[declared[kind][key]["d"]] for key, value in record["v"].items())
    assert by_name["nodes"][0]["v"]["name"] == fit(name)
    assert [(edge["id"], edge["s"], edge["t"]) for edge in by_name["edges"]] == [(0, 0, 1), (1, 0, 1)]


@odd
def test_csv_is_read_row_by_row(name: str, tmp_path: Path) -> None:
    tables.plain(network(name), tmp_path)
    with (tmp_path / "edges.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["id"] for row in rows] == ["https://x.example/0", "https://x.example/1"]
    assert (rows[0]["sentence"], rows[0]["contested"], rows[0]["end"]) == (fit(name), "true", "")


@odd
def test_neo4j_has_a_line_for_each_row(name: str, tmp_path: Path) -> None:
    tables.neo4j(network(name), tmp_path)
    lines = (tmp_path / "edges.csv").read_text(encoding="utf-8").removesuffix("\n").split("\n")
    rows = list(csv.DictReader(lines))
    assert len(lines) == 3 and [row[":TYPE"] for row in rows] == ["ATTACKS", "ATTACKS"]
    assert rows[0]["sentence"] == one_line(name) and rows[0]["start:date"] == "1988-01-01"


@odd
def test_parquet_is_typed(name: str, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    tables.parquet(network(name), tmp_path)
    edge = parquet.read_table(tmp_path / "edges.parquet").to_pylist()[0]
    assert (edge["sentence"], edge["contested"], edge["origins"], edge["end"]) == (fit(name), True, 2, None)
    assert edge["start"].isoformat() == "1988-01-01"
    assert parquet.read_table(tmp_path / "nodes.parquet").column("label").to_pylist() == [fit(name), "B"]


@pytest.mark.skipif(shutil.which("dot") is None, reason="Graphviz is not installed here")
@pytest.mark.parametrize("name", ODD)
def test_graphviz_reads_dot(name: str) -> None:
    command = ["dot", "-Tdot_json" if len(name) < 1000 else "-Tcanon"]
    done = subprocess.run(command, input=written(plain.dot, network(name)), capture_output=True, check=True, timeout=60)
    if len(name) < 1000:
        read = json.loads(done.stdout)
        assert [edge["id"] for edge in read["edges"]] == ["https://x.example/0", "https://x.example/1"]
        assert read["objects"][0]["label"] == fit(name).replace("\\", "\\\\")


def _embedded(page: str, name: str) -> list[dict[str, object]]:
    told = re.search(rf"const {name} = \[\n(.*?)\n?\];\n", page, re.DOTALL)
    assert told is not None
    return json.loads(f"[{told[1]}]")


@odd
def test_nothing_ends_the_script_of_the_page(name: str) -> None:
    page = written(html.write, network(name)).decode()
    assert page.count("<script>") == page.count("</script>") == 1
    assert _embedded(page, "nodes")[0].get("label") == fit(name)
    assert _embedded(page, "links")[1]["sentence"] == fit(name)


def test_the_page_needs_no_net(graph: Graph) -> None:
    page = written(html.write, whole(graph)).decode()
    assert "default-src 'none'" in page
    assert not re.search(r"\bsrc=|\bimport\b|url\(|fetch\(|XMLHttpRequest|<link\b", page)


_READ = """
const Graph = require('graphology'), {DOMParser} = require('@xmldom/xmldom');
const text = require('fs').readFileSync(0, 'utf8');
const parse = require(process.argv[1] === 'gexf' ? 'graphology-gexf' : 'graphology-graphml');
const graph = parse.parse(Graph.MultiDirectedGraph ?? Graph, text, {addMissingNodes: false});
console.log(JSON.stringify({order: graph.order, size: graph.size, edge: graph.getEdgeAttributes(graph.edges()[0])}));
"""


@pytest.mark.parametrize(("form", "write"), [("gexf", gexf.write), ("graphml", graphml.write)])
def test_graphology_reads_xml(form: str, write: Callable[..., None], graph: Graph) -> None:
    node = shutil.which("node")
    needed = (
        "require('graphology'); require('graphology-gexf'); require('graphology-graphml'); require('@xmldom/xmldom')"
    )
    if node is None or subprocess.run([node, "-e", needed], capture_output=True, check=False).returncode:
        pytest.skip("graphology is not installed here (npm install graphology graphology-gexf graphology-graphml)")
    drawn = whole(graph)
    script = [node, "-e", _READ, form]
    done = subprocess.run(script, input=written(write, drawn), capture_output=True, check=True, timeout=60)
    read, first = json.loads(done.stdout), next(drawn.links())
    assert (read["order"], read["size"]) == (len(list(drawn.nodes())), len(list(drawn.links())))
    assert read["edge"]["sentence"] == dict(zip(drawn.columns, first.values, strict=True))["sentence"]


_TULIP = """
import sys
from tulip import tlp
for plugin, path in zip(("GraphML", "graphviz"), sys.argv[1:]):
    graph = tlp.importGraph(plugin, {"file::filename": path})
    said = sorted(graph["sentence"].getEdgeStringValue(e) for e in graph.getEdges()) if plugin == "GraphML" else []
    print(graph.numberOfNodes(), graph.numberOfEdges(), len(list(filter(None, said))))
"""


def test_tulip_reads_graphml_and_dot(graph: Graph, tmp_path: Path) -> None:
    """Debian's Tulip, by its Python. Its reader of GEXF knows no dates, and none of 1.3."""
    python = Path("/usr/bin/python3")
    if (
        not python.exists()
        or subprocess.run([python, "-c", "import tulip"], capture_output=True, check=False).returncode
    ):
        pytest.skip("Tulip is not installed here (apt install tulip)")
    drawn, paths = whole(graph), [tmp_path / "x.graphml", tmp_path / "x.dot"]
    for path, write in zip(paths, (graphml.write, plain.dot), strict=True):
        path.write_bytes(written(write, drawn))
    done = subprocess.run([python, "-c", _TULIP, *paths], capture_output=True, text=True, check=True, timeout=60)
    nodes, links = len(list(drawn.nodes())), len(list(drawn.links()))
    told = [line for line in done.stdout.splitlines() if line[:1].isdigit()]
    assert told == [f"{nodes} {links} {links}", f"{nodes} {links} 0"]


def test_networkx_reads_pajek(graph: Graph) -> None:
    drawn = whole(graph)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        read = networkx.parse_pajek(written(plain.pajek, drawn).decode().splitlines())
    assert (read.number_of_nodes(), read.number_of_edges()) == (len(list(drawn.nodes())), len(list(drawn.links())))
