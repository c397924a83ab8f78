"""Near misses are those that difflib finds, and claims are counted as they are listed."""

import difflib
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from kg import lookup
from kg.store import Graph
from kg.terms import IRI
from tests.kg.conftest import background, helicopter, shelling

_NAMES = st.text(alphabet="abcdeAB ßÄ", max_size=12)


@given(_NAMES, st.lists(_NAMES, max_size=30))
def test_near_names_are_difflibs(name: str, names: list[str]) -> None:
    by_small = {each.casefold(): each for each in names}
    expected = difflib.get_close_matches(name.casefold(), list(by_small), n=5, cutoff=0.6)
    assert lookup._near_ones(name, names) == [by_small[each] for each in expected]


def test_claims_are_counted_once_each() -> None:
    graph = Graph.memory()
    graph.add(shelling(), helicopter(), background(), reader="test reader 1")
    rows = [*graph.select("SELECT DISTINCT ?claim ?end { ?claim a par:Claim ; rdf:subject|rdf:object ?end }")]
    counts = Counter(str(end) for _, end in rows)
    assert len(counts) > 3 and {end: lookup.claims_about(graph, IRI(end)) for end in counts} == counts
