"""One claim in full: why it was read, as a text in the graph and in plain words."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import iris, layout, rdf, reasons
from kg.api import Graph
from kg.check import check
from kg.errors import UsageError
from kg.model import Reading, Reason
from kg.receipt import Receipt, is_claim, show

Run = Callable[..., Any]
words = st.text(st.characters(exclude_categories=["Cs"]))
hundredths = st.integers(0, 100).map(lambda n: n / 100)


@given(st.builds(Reason, st.sampled_from(["rule", "learned"]), words, hundredths, st.sampled_from(["", "a.tsv"])))
def test_a_reason_is_a_text_and_back(reason: Reason) -> None:
    assert reasons.parsed(reasons.written(reason)) == reason


def test_what_a_reason_looks_like() -> None:
    assert (
        reasons.written(Reason("rule", "lend +support (verb)", 0.8, "p.tsv")) == "rule 0.8 p.tsv lend +support (verb)"
    )
    assert reasons.written(Reason("learned", "positive", 0.7)) == "learned 0.7 - positive"


@pytest.mark.parametrize("text", ["", "rule", "rule 0.8 -", "guess 0.8 - x", "rule much - x"])
def test_other_texts_are_no_reasons(text: str) -> None:
    with pytest.raises(ValueError, match=r"no reason|float"):
        reasons.parsed(text)


def receipt_of(graph: Any, predicate: str, more: str = "") -> Receipt:
    """The receipt of the surest claim of a predicate."""
    rows = graph.select(f"SELECT ?p ?c {{ ?c par:confidence ?p ; rdf:predicate par:{predicate} {more} }}")
    return show(graph, str(max(rows.rows)[1]))


def test_a_claim_is_told_in_plain_words(graph: Any) -> None:
    lines = click.unstyle(layout.receipt(receipt_of(graph, "supports"))).splitlines()
    assert lines[0] == "Turkey supports Azerbaijan"
    assert lines[-1] == (
        "  read by the rule “back (verb)” (predicates.tsv), 0.80; learned: positive, 0.71; together 0.94"
    )
    assert "“Turkey backs Azerbaijan.” — Villages shelled" in lines[1]


def test_who_says_and_denies_it_is_told(graph: Any) -> None:
    told = " ".join(layout.receipt(receipt_of(graph, "attacks", "; par:deniedBy ?d")).split())
    assert "2016-04-02; heavy-weapons; 2" in told and "denied by Azerbaijan" in told and "(“said”)" in told


@pytest.mark.parametrize(
    ("why", "confidence", "told"),
    [
        ((Reason("rule", "offices", 0.9),), 0.9, "read by the part “offices”, 0.90"),
        ((Reason("rule", "offices", 0.9),), 0.7, "read by the part “offices”, 0.90; calibrated 0.70"),
        ((Reason("learned", "leads", 0.6),), 0.6, "learned: leads, 0.60"),
        ((), 0.6, "read with confidence 0.60, nothing is kept of why"),
    ],
)
def test_every_claim_has_its_words(graph: Any, why: tuple[Reason, ...], confidence: float, told: str) -> None:
    found = replace(receipt_of(graph, "supports"), reasons=why, confidence=confidence)
    assert layout.receipt(found).splitlines()[-1] == f"  {told}"


def test_a_claim_is_named_in_three_ways(run: Run, graph_folder: Path) -> None:
    _, out, _ = run("show", "Turkey", "-g", graph_folder, "--format", "json")
    claim = next(s["claim"] for s in json.loads(out)["statements"] if s["predicate"] == "supports")
    with Graph.open(graph_folder) as graph:
        ((known,),) = graph.select(f"SELECT ?id {{ <{claim}> dcterms:identifier ?id }}").rows
    assert not is_claim(str(known)), "the ids of hand-made claims are not those of the reader"
    told = {run("show", name, "-g", graph_folder)[1] for name in (claim, f"claim:{iris.local_name(claim)}")}
    assert len(told) == 1 and "read by the rule" in told.pop()
    record = json.loads(run("show", claim, "-g", graph_folder, "--format", "json")[1])
    assert record["reasons"][0] == {"kind": "rule", "name": "back (verb)", "confidence": 0.8, "table": "predicates.tsv"}


def test_the_id_of_two_copies_names_both(readings: tuple[Reading, ...], tmp_path: Path) -> None:
    first = readings[0]
    own = replace(first, claims=tuple(replace(c, id=f"c-{n:016x}") for n, c in enumerate(first.claims)))
    copy = replace(own, article=replace(own.article, url="https://two.example/copy"))
    with Graph.create(tmp_path / "two.kg") as graph:
        graph.add(own, copy)
        with pytest.raises(UsageError, match=r"stands in 2 copies of an article .say which: claim:"):
            show(graph, f"c-{0:016x}")
    with Graph.create(tmp_path / "one.kg") as graph:
        graph.add(own)
        assert show(graph, f"c-{0:016x}").claim.startswith(iris.PREFIXES["claim"])


@pytest.mark.parametrize("name", ["claim:00", "c-0123456789abcdef", "claim:> } DROP ALL", iris.PREFIXES["claim"]])
def test_a_claim_that_is_not_there_is_told(graph: Any, name: str) -> None:
    assert is_claim(name)
    with pytest.raises(UsageError, match="claim"):
        show(graph, name)


@pytest.mark.parametrize("name", ["Armenia", "Q399", "c-", "Claim", "c-130"])
def test_other_names_are_those_of_entities(name: str) -> None:
    assert not is_claim(name)


def test_graphs_without_reasons_are_read_as_before(readings: tuple[Reading, ...]) -> None:
    """A folder of an earlier version, or of another reader, has none."""
    quads = [q for q in rdf.to_quads(readings[0]) if not q.predicate.value.endswith("#reason")]
    found = rdf.from_quads(quads)
    assert [c.reasons for c in found.claims] == [()] * len(found.claims)
    assert [replace(c, reasons=()) for c in readings[0].claims] == list(found.claims)


def test_a_reason_of_another_shape_is_found(graph: Any) -> None:
    graph.update("""INSERT { GRAPH ?g { ?c par:reason "because" } }
        WHERE { GRAPH ?g { ?c a par:Claim ; rdf:predicate par:supports } }""")
    assert any("a reason is a kind" in str(finding) for finding in check(graph).findings)
