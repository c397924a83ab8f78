"""Small signed graphs, written by hand."""

from collections.abc import Iterable
from dataclasses import fields

import networkx
from hypothesis import settings
from hypothesis import strategies as st

from kg import vocabulary
from kg.ledger import OWN
from kg.signed import Choice, LeftOut, Relation

Tied = tuple[str, str, float]


def signed(*edges: Tied, also: Iterable[str] = ()) -> networkx.Graph:
    """A graph of edges whose number has the sign of the tie and its weight."""
    made = networkx.Graph()
    made.add_nodes_from(also)
    for a, b, value in edges:
        made.add_edge(a, b, sign=1 if value > 0 else -1, weight=abs(value))
    return made


def complete(positive: Iterable[str], nodes: str) -> networkx.Graph:
    """A complete graph whose edges are positive where named ("ab"), else negative."""
    friends = {frozenset(pair) for pair in positive}
    pairs = [(a, b) for a in nodes for b in nodes if a < b]
    return signed(*((a, b, 1.0 if frozenset((a, b)) in friends else -1.0) for a, b in pairs))


def positions(
    *told: tuple[str, str, str, int], denied: Iterable[int] = (), when: str | None = None
) -> networkx.MultiDiGraph:
    """A network of relations: subject, predicate, object and by how many origins; those of these numbers are denied."""
    made = networkx.MultiDiGraph(choice=Choice(), left_out=LeftOut())
    for name in sorted({end for a, _, b, _ in told for end in (a, b)}):
        made.add_node(name, label=name, type="State")
    for n, (a, predicate, b, origins) in enumerate(told):
        known = vocabulary.predicate(predicate)
        deniers = ("Somebody",) if n in denied else ()
        r = Relation(
            f"p{n}", a, b, predicate, known.label, known.valence, known.symmetric, a, b, (OWN,), deniers, (),
            bool(deniers), 0.8, (f"c{n}",), tuple(f"{n}-{k}" for k in range(origins)), (), when, when,
        )  # fmt: skip
        data = {f.name: getattr(r, f.name) for f in fields(r) if f.name not in ("id", "source", "target")}
        made.add_edge(a, b, key=r.id, weight=r.weight, **data)
    return made


@st.composite
def edges(draw: st.DrawFn, most: int = 7) -> list[Tied]:
    """The edges of a signed graph of so many nodes at most, with weights from 1 to 3."""
    names = "abcdefghijkl"[: draw(st.integers(2, most))]
    pairs = [(a, b) for a in names for b in names if a < b]
    values = draw(st.lists(st.sampled_from([0, 0, 1, -1, 2, -3]), min_size=len(pairs), max_size=len(pairs)))
    return [(a, b, float(value)) for (a, b), value in zip(pairs, values, strict=True) if value]


some = settings(max_examples=30, deadline=None)
"""How often a property is tried: machines differ in speed."""
