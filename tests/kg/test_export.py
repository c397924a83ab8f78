"""Exports of the whole graph: valid, complete, the same for the same graph, and no text breaks them."""

import io
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from unittest import mock
from xml.etree import ElementTree

import networkx
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import UsageError
from kg.export import NETWORKS, RDF, format_of, graphml, write, write_tables, xml
from kg.export.xml import attribute, attributes, content, elements, in_attribute, in_content
from kg.model import Reading
from kg.network import edges, nodes
from kg.store import Graph

GEXF = "{http://gexf.net/1.3}"
GRAPHML = "{http://graphml.graphdrawing.org/xmlns}"


def exported(graph: Graph, form: str) -> bytes:
    out = io.BytesIO()
    write(graph, form, out)
    return out.getvalue()


@pytest.mark.parametrize("form", RDF | NETWORKS)
def test_equal_graphs_give_equal_files(graph: Graph, readings: tuple[Reading, ...], form: str) -> None:
    other = Graph.memory()
    for reading in reversed(readings):
        other.add(reading, reader="test reader 1")
    from kg import views

    views.refresh(other)
    assert exported(graph, form) == exported(other, form)


def test_an_unknown_format(graph: Graph) -> None:
    with pytest.raises(UsageError, match="there is no format 'pdf'"):
        exported(graph, "pdf")


def test_formats_have_other_names() -> None:
    assert [format_of(name) for name in ("nquads", "Turtle", "rdfxml", "GEXF", "gv")] == [
        "nq",
        "ttl",
        "rdf",
        "gexf",
        "dot",
    ]


def test_tables_are_no_stream_and_a_stream_no_tables(graph: Graph, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="csv is two files"):
        exported(graph, "csv")
    with pytest.raises(UsageError, match="gexf is one file"):
        write_tables(graph, "gexf", tmp_path)


@pytest.mark.parametrize(("form", "name"), [("trig", "trig"), ("nq", "nquads"), ("jsonld", "json-ld")])
def test_rdflib_reads_every_quad(graph: Graph, form: str, name: str) -> None:
    dataset = rdflib.Dataset()
    dataset.parse(data=exported(graph, form), format=name)
    assert len(list(dataset.quads())) == len(graph)


def test_turtle_holds_each_triple_once(graph: Graph) -> None:
    triples = {line.rsplit(" <", 1)[0] for line in exported(graph, "nq").decode().splitlines()}
    assert len(rdflib.Graph().parse(data=exported(graph, "ttl"), format="turtle")) == len(triples)


def test_gexf_ids_are_unique_and_known(graph: Graph) -> None:
    root = ElementTree.fromstring(exported(graph, "gexf"))
    known = {node.get("id") for node in root.iter(f"{GEXF}node")}
    found = list(root.iter(f"{GEXF}edge"))
    assert Counter(edge.get("id") for edge in found).most_common(1)[0][1] == 1
    assert {edge.get(end) for edge in found for end in ("source", "target")} == known


def test_graphml_ids_are_unique_name_tokens(graph: Graph) -> None:
    root = ElementTree.fromstring(exported(graph, "graphml"))
    ids = [element.get("id", "") for kind in ("key", "node", "edge") for element in root.iter(f"{GRAPHML}{kind}")]
    assert len(set(ids)) == len(ids) and all(re.fullmatch(r"[\w.]+", each) for each in ids)


def test_graphml_is_as_its_schema_has_it(graph: Graph) -> None:
    """Keys before the graph, nodes before edges, and in each only data, under a key of its kind, once."""
    root = ElementTree.fromstring(exported(graph, "graphml"))
    *keys, drawn = root
    kinds = [each.tag.removeprefix(GRAPHML) for each in drawn]
    assert {key.tag for key in keys} == {f"{GRAPHML}key"} and kinds == sorted(kinds, reverse=True)
    declared = {key.get("id"): (key.get("for"), key.get("attr.type")) for key in keys}
    check = {"string": str, "int": int, "double": float, "boolean": {"true": 1, "false": 0}.__getitem__}
    for kind, element in zip(kinds, drawn, strict=True):
        told = [data.get("key") for data in element.iter(f"{GRAPHML}data")]
        assert len(set(told)) == len(told) == len(element) and {declared[key][0] for key in told} == {kind}
        for data in element:
            check[declared[data.get("key")][1]](data.text or "")


def test_networkx_reads_graphml_back(graph: Graph) -> None:
    network = networkx.read_graphml(io.BytesIO(exported(graph, "graphml")), force_multigraph=True)
    assert {data["iri"] for _, data in network.nodes(data=True)} == {node.id for node in nodes(graph)}
    assert {data["iri"]: data["said_by"] for *_, data in network.edges(data=True) if "said_by" in data} == {
        edge.id: edge.said_by for edge in edges(graph) if edge.said_by
    }


@pytest.mark.parametrize("form", ["gexf", "graphml"])
def test_what_xml_cannot_hold_is_left_out(readings: tuple[Reading, ...], form: str) -> None:
    reading = readings[0]
    odd = replace(reading.article, title='<b> & "quotes" \x00\x0b\ufffe', publisher="a\tb\nc")
    graph = Graph.memory()
    graph.add(replace(reading, article=odd))
    root = ElementTree.fromstring(exported(graph, form))
    assert any('<b> & "quotes" ' in (*element.attrib.values(), element.text) for element in root.iter())


UNFIT = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@given(st.text(), st.text())
def test_any_text_survives_but_for_what_xml_cannot_hold(first: str, second: str) -> None:
    element = ElementTree.fromstring(f"<e{attributes({'a': first, 'b': None})}>{content(second)}</e>")
    assert element.get("b") is None
    assert element.get("a") == UNFIT.sub("", first)
    assert (element.text or "") == UNFIT.sub("", second)


COLUMN = st.one_of(
    *(st.lists(st.none() | kind, min_size=6, max_size=6) for kind in (st.text(), st.booleans(), st.integers())),
    st.lists(
        st.sampled_from(("a & b", 'the "two"', "<b>", "]]>", "a\tb\n", "\ud800", "\ufffe", "“x”")),
        min_size=6,
        max_size=6,
    ),
)


@given(st.lists(COLUMN, min_size=1, max_size=4), st.sampled_from((0, 3, 1024)))
def test_elements_say_what_each_value_alone_does(columns: list[list[object]], new: int) -> None:
    """However many new values a column may have before they are written all at once."""
    for single, made in ((content, in_content), (attribute, in_attribute)):
        rows = ["".join(map(partial(alone, single), row)) for row in zip(*columns, strict=True)]
        told = "\n".join(rows) + "\n"
        with mock.patch.object(xml, "_LEARNT", new), mock.patch.object(xml, "_KEPT", new):
            rendered = [made("(", ")", "-") for _ in columns]
            assert elements(columns, rendered).decode() == elements(columns, rendered).decode() == told


def alone(single: Callable[[object], str], value: object) -> str:
    if value is None:
        return "-"
    return f"({single(str(value).lower() if isinstance(value, bool) else value)})"


def test_elements_of_different_batches_are_alike(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    before = [exported(graph, form) for form in ("gexf", "graphml")]
    for module in (xml, graphml):
        monkeypatch.setattr(module, "ROWS", 1)
    assert [exported(graph, form) for form in ("gexf", "graphml")] == before
