"""GEXF 1.3 as its specification has it (https://gexf.net/schema.html): elements, order, attributes and types.

The XSD published for 1.3 is no schema: it refers to the types of graph, node, edge and attributes, which none of its
files declares, imports colours from a file that is not among them, and gives attvalue no `for` and no `value`. The
grammar it was made from, in RELAX NG, is whole. What it says of the elements that we write is written out below; with
the variable PARLEY_GEXF_SCHEMA, an .rng or .xsd made from that grammar, files are held against it itself.
"""

import io
import os
from collections.abc import Callable
from datetime import date
from xml.etree import ElementTree

import pytest

from kg.export import gexf
from kg.network import Network, edges, nodes, whole
from kg.store import Graph

NS, VIZ = "{http://gexf.net/1.3}", "{http://gexf.net/1.3/viz}"
Check = Callable[[str], object]


def one_of(*allowed: str) -> Check:
    return lambda value: value in allowed


def channel(value: str) -> bool:
    return value.isdecimal() and int(value) <= 255


SHAPE: dict[str, tuple[list[str], dict[str, Check], set[str]]] = {
    "gexf": (["meta", "graph"], {"version": one_of("1.3")}, {"version"}),
    "meta": (["creator", "description"], {}, set()),
    "creator": ([], {}, set()),
    "description": ([], {}, set()),
    "graph": (
        ["attributes", "nodes", "edges"],
        {
            "defaultedgetype": one_of("directed", "undirected", "mutual"), "mode": one_of("static", "dynamic", "slice"),
            "timeformat": one_of("integer", "double", "date", "dateTime"),
            "timerepresentation": one_of("interval", "timestamp"),
        },
        set(),
    ),
    "attributes": (["attribute"], {"class": one_of("node", "edge"), "mode": one_of("static", "dynamic")}, {"class"}),
    "attribute": (
        [], {"id": str, "title": str, "type": one_of("integer", "double", "boolean", "string")},
        {"id", "title", "type"},
    ),
    "nodes": (["node"], {}, set()),
    "edges": (["edge"], {}, set()),
    "node": (["attvalues", "color"], {"id": str, "label": str}, {"id", "label"}),
    "edge": (
        ["attvalues", "spells", "color"],
        {"id": str, "source": str, "target": str, "label": str, "kind": str, "weight": float},
        {"id", "source", "target"},
    ),
    "attvalues": (["attvalue"], {}, set()),
    "attvalue": ([], {"for": str, "value": str}, {"for", "value"}),
    "spells": (["spell"], {}, set()),
    "spell": ([], {"start": date.fromisoformat, "end": date.fromisoformat}, set()),
    "color": ([], {"r": channel, "g": channel, "b": channel}, {"r", "g", "b"}),
}  # fmt: skip
"""For each element its children in their order, its attributes with what they may be, and those that it needs."""
TYPES: dict[str, Check] = {"integer": int, "double": float, "boolean": one_of("true", "false"), "string": str}


def read(network: Network) -> ElementTree.Element:
    out = io.BytesIO()
    gexf.write(network, out)
    return ElementTree.fromstring(out.getvalue())


def name(element: ElementTree.Element) -> str:
    return element.tag.removeprefix(NS).removeprefix(VIZ)


def test_elements_stand_where_the_specification_has_them(graph: Graph) -> None:
    for element in read(whole(graph)).iter():
        children, attributes, needed = SHAPE[name(element)]
        assert element.tag == (VIZ if name(element) == "color" else NS) + name(element)
        assert needed <= set(element.attrib) <= set(attributes)
        assert all(attributes[key](value) is not False for key, value in element.attrib.items())
        order = [children.index(name(child)) for child in element]
        assert order == sorted(order)
        assert name(element) not in ("spells", "spell") or len(element) + len(element.attrib)


@pytest.mark.skipif("PARLEY_GEXF_SCHEMA" not in os.environ, reason="PARLEY_GEXF_SCHEMA names no schema of GEXF 1.3")
def test_the_schema_of_the_specification_takes_it(graph: Graph) -> None:
    etree = pytest.importorskip("lxml.etree")
    path, out = os.environ["PARLEY_GEXF_SCHEMA"], io.BytesIO()
    gexf.write(whole(graph), out)
    schema = (etree.RelaxNG if path.endswith(".rng") else etree.XMLSchema)(etree.parse(path))
    schema.assertValid(etree.fromstring(out.getvalue()))


def test_values_are_of_their_declared_type(graph: Graph) -> None:
    root = read(whole(graph))
    declared = {
        (part.get("class"), a.get("id")): TYPES[a.get("type", "")]
        for part in root.iter(f"{NS}attributes")
        for a in part
    }
    for kind in ("node", "edge"):
        for element in root.iter(f"{NS}{kind}"):
            told = [(value.get("for"), value.get("value", "")) for value in element.iter(f"{NS}attvalue")]
            assert len({key for key, _ in told}) == len(told)
            assert all(declared[kind, key](value) is not False for key, value in told)


def test_nothing_that_an_edge_says_is_lost(graph: Graph) -> None:
    drawn = whole(graph)
    for element, link in zip(read(drawn).iter(f"{NS}edge"), drawn.links(), strict=True):
        told = {value.get("for"): value.get("value") for value in element.iter(f"{NS}attvalue")}
        said = dict(zip(drawn.columns, link.values, strict=True)) | {"valence": link.valence}
        plain = {k: str(v).lower() if isinstance(v, bool) else str(v) for k, v in said.items() if v is not None}
        assert told == plain
        assert [spell.attrib for spell in element.iter(f"{NS}spell")] == (
            [{k: v for k, v in (("start", link.start), ("end", link.end)) if v}] if link.start or link.end else []
        )


def test_contested_claims_say_so_with_voices_and_origins(graph: Graph) -> None:
    attack = next(e for e in edges(graph) if e.predicate == "attacks" and e.denied_by)
    assert (attack.contested, attack.opposed_by, attack.start, attack.end) == (
        True, "Azerbaijan", "2016-04-02", "2016-04-02",
    )  # fmt: skip
    backing = [e for e in edges(graph) if e.predicate == "supports"]
    assert [(e.contested, e.origins, e.opposed_by) for e in backing] == [(False, 1, None)] * 2


def test_ends_are_known_and_ids_are_unique(graph: Graph) -> None:
    root = read(whole(graph))
    known = [node.get("id") for node in root.iter(f"{NS}node")]
    assert known == [node.id for node in nodes(graph)]
    found = list(root.iter(f"{NS}edge"))
    assert len({edge.get("id") for edge in found}) == len(found)
    assert {edge.get(end) for edge in found for end in ("source", "target")} == set(known)


@pytest.mark.parametrize("part", ["nodes", "edges"])
def test_an_empty_network_is_a_network(part: str) -> None:
    assert len(read(whole(Graph.memory())).findall(f"{NS}graph/{NS}{part}")) == 1
